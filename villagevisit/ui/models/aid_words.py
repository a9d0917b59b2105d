"""Rules of aid and what a bill came to, in words."""

from collections.abc import Iterable
from decimal import Decimal

from villagevisit.domain import aid_rules
from villagevisit.domain.aid_bill import Layer
from villagevisit.domain.aid_rules import OR, POINTS, SHARES, Rule
from villagevisit.ui.kit.format import money
from villagevisit.wording import t

_CODED = ("group", "care", "level")


def value(one: Rule) -> str:
    """The figure of a rule with its unit."""
    if one.asks:
        span = one.range
        return t("aid.value.between", least=span[0], most=span[1]) if span else t("aid.value.open")
    if one.what == "base":
        return t(f"aid.value.{one.value}")
    if one.what == "diseases":
        return t("ui.comma").join(aid_rules.listed(one))
    if one.what == "waiting":
        return t("aid.value.months", count=one.value)
    if one.what == "once":
        return t("aid.yes")
    if one.what in POINTS:
        return t("aid.value.points", count=one.value)
    return f"{one.value}%" if one.what in SHARES else money(one.value)


def band(one: Rule) -> str:
    """From where to where; empty when it is not about a band."""
    if not (one.over or one.up_to):
        return ""
    if not one.up_to:
        return t("aid.band_end", begins=money(one.begins, unit=False))
    return t("aid.band", begins=money(one.begins, unit=False), ends=money(one.up_to, unit=False))


def who(one: Rule) -> str:
    """For whom, where and for what; empty: for all."""
    words = [
        "/".join(t(f"aid.{name}.{code}") for code in text.split(OR)) for name in _CODED if (text := getattr(one, name))
    ]
    return " · ".join([*words, *([one.disease.replace(OR, "/")] if one.disease else [])])


def days(one: Rule) -> str:
    return f"{one.valid_from} — {one.valid_to}"


def said(one: Rule) -> str:
    """What a row says: `比例 60%`."""
    about = t(f"aid.what.{one.what}")
    return " ".join(word for word in (about, band(one), value(one)) if word)


def bases(some: Iterable[Rule]) -> list[str]:
    """By which rows, the documents one by one."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in some:
        found.setdefault((one.source, one.valid_from), []).append(said(one))
    return [
        t("aid.basis", what=t("aid.semicolon").join(words), since=since, source=source)
        for (source, since), words in found.items()
    ]


def limits(one: Layer) -> str:
    """Threshold and limit, both in sight (S-267)."""
    cap = t("aid.no_cap") if one.cap is None else money(one.cap)
    return t("aid.limits", deductible=money(one.deductible), cap=cap)


def warnings(one: Layer) -> list[str]:
    until = one.until.isoformat() if one.until else ""
    cap = money(one.cap if one.cap is not None else Decimal(0))
    return [
        t(f"aid.warning.{code}", until=until, deductible=money(one.deductible), cap=cap) for code in one.warnings
    ]
