"""Rules of insurance and medical aid as rows of a table: programme, place, layer, what, value, from when to when.

A rule that names more of a bill (group, disease, kind of care, level) goes before one that names less; of two that
name as much, the one that began last holds (rules.md R-16; S-262…S-270, S-379…S-419). Nothing here decides about
anybody: it reckons, and says by which row.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from villagevisit.domain.errors import Refused

LAYERS = ("basic", "serious", "supplement", "medical_aid", "county")
"""Their order is fixed (S-365): basic insurance, serious illness, supplement, medical aid, the county's rest."""
LEVELS = ("village", "community", "township", "county", "city", "transfer")
"""Where the bill comes from; `transfer`: sent on to a hospital outside the county."""
CARES = ("inpatient", "outpatient_major", "outpatient", "outpatient_drug")
GROUPS = (
    "resident", "student", "student_poor", "dibao", "tekun", "disabled_poor", "disabled_severe", "elder_low",
    "registered_poor", "psychiatric", "low_income", "unemployed",
)  # fmt: skip
"""`student_poor`: pupils and children in dibao or severely disabled; `elder_low`: from 60 in a low-income family."""
KINDS = (
    "deductible", "once", "ratio", "add", "add_tcm", "cap", "least", "waiting", "diseases", "base",
    "price_cap", "outside_cap",
    "premium", "subsidy_central", "subsidy_province", "subsidy_city", "subsidy_county", "subsidy_total",
    "subsidy_least", "month_premium", "month_share", "reserve_rate", "reserve_full", "per_head", "fee", "fee_own",
)  # fmt: skip
SHARES = frozenset({
    "ratio", "add", "add_tcm", "subsidy_least", "month_share", "reserve_rate", "reserve_full", "outside_cap"
})  # fmt: skip
"""Percent, or points of a percent; the others are yuan, `waiting` is months, `once` is 1."""
POINTS = frozenset({"add", "add_tcm"})
BASES = ("compliant", "total")
"""What a layer pays on: the rest of what the catalogue covers, or the rest of everything."""
ASK = "?"
"""A value that the rule leaves open: `?` a figure to be typed in, `?40..80` one between these two."""
OR = "|"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. Texts as in the file; `over` is outside of a band and `up_to` inside (`5万元(含)以内`)."""

    programme: str
    """As people call it; also its key."""
    place: str
    layer: str
    """One of LAYERS; empty for what concerns contributions and funds."""
    what: str
    value: str
    over: str = ""
    """Yuan: a band begins above it, `least` holds from it on."""
    up_to: str = ""
    """Yuan: a band ends with it; empty: no end."""
    level: str = ""
    """One or more of LEVELS, parted by `|`; empty: every one. `group`, `care` and `disease` likewise."""
    group: str = ""
    care: str = ""
    disease: str = ""
    valid_from: str = ""
    valid_to: str = ""
    """Last day; empty while no end is known."""
    source: str = ""
    note: str = ""

    @property
    def number(self) -> Decimal:
        """Raises InvalidOperation for a value that is no number."""
        return Decimal(self.value)

    @property
    def begins(self) -> Decimal:
        return Decimal(self.over or 0)

    @property
    def ends(self) -> Decimal | None:
        return Decimal(self.up_to) if self.up_to else None

    @property
    def asks(self) -> bool:
        return self.value.startswith(ASK)

    @property
    def range(self) -> tuple[Decimal, Decimal] | None:
        """Between what an open value must lie, both included (甘肃 40–80 %)."""
        low, dots, high = self.value.removeprefix(ASK).partition("..")
        return (Decimal(low), Decimal(high)) if dots else None

    def holds_on(self, day: str) -> bool:
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Fits:
    """What a rule may name: the day, and for whom, where and for what."""

    day: date
    group: str = ""
    level: str = ""
    care: str = ""
    disease: str = ""


COLUMNS = tuple(one.name for one in fields(Rule))


def check(rules: Sequence[Rule]) -> None:
    """Refuses rows that nobody could reckon with.

    Raises:
        Refused: `aid.rule` (row, field): a code or a figure that is not known there; `aid.rule-twice` (row): two rows
            that differ in their value alone and hold on the same day.
    """
    seen: dict[tuple[str, ...], list[tuple[int, Rule]]] = {}
    for row, one in enumerate(rules, start=2):
        wrong = next(_wrong(one), "")
        if wrong:
            raise Refused("aid.rule", row=row, field=wrong)
        key = (one.programme, one.layer, one.what, one.over, one.up_to, one.level, one.group, one.care, one.disease)
        for _, other in seen.setdefault(key, []):
            if one.valid_from == other.valid_from:
                raise Refused("aid.rule-twice", row=row)
        seen[key].append((row, one))


def _wrong(one: Rule) -> Iterator[str]:
    """The fields that cannot be read."""
    if not one.programme.strip():
        yield "programme"
    if one.what not in KINDS:
        yield "what"
    if one.layer and one.layer not in LAYERS:
        yield "layer"
    for name, known in (("level", LEVELS), ("group", GROUPS), ("care", CARES)):
        if not set(filter(None, getattr(one, name).split(OR))) <= set(known):
            yield name
    for name in ("over", "up_to"):
        if getattr(one, name) and not _amount(getattr(one, name)):
            yield name
    for name in ("valid_from", "valid_to"):
        if (name == "valid_from" or one.valid_to) and not _day(getattr(one, name)):
            yield name
    if not _value(one):
        yield "value"
    if not one.source.strip():
        yield "source"


def _value(one: Rule) -> bool:
    if one.what == "diseases":
        return bool(one.value.strip())
    if one.what == "base":
        return one.value in BASES
    if one.asks:
        low, dots, high = one.value.removeprefix(ASK).partition("..")
        return one.what in ("ratio", "deductible") and (not (low or dots) or (_amount(low) and _amount(high)))
    share = one.what in SHARES
    return _amount(one.value) and (not share or Decimal(one.value) <= 100)


def _amount(text: str) -> bool:
    try:
        return Decimal(text).is_finite() and Decimal(text) >= 0
    except InvalidOperation:
        return False


def _day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def programmes(rules: Iterable[Rule]) -> tuple[tuple[str, str], ...]:
    """(name, place) of each, in the order of the file."""
    return tuple(dict.fromkeys((one.programme, one.place) for one in rules))


def of(rules: Iterable[Rule], programme: str) -> tuple[Rule, ...]:
    return tuple(one for one in rules if one.programme == programme)


def best(rules: Iterable[Rule], what: str, fits: Fits) -> Rule | None:
    """The row that holds for this; None when the programme says nothing about it."""
    found = [one for one in rules if one.what == what and _meets(one, fits)]
    return max(found, key=_rank, default=None)


def bands(rules: Iterable[Rule], fits: Fits) -> tuple[Rule, ...]:
    """The ratios by band, the lowest first: for each band the row that names most of this bill.

    Raises:
        Refused: `aid.bands` when bands lie on one another.
    """
    chosen: dict[tuple[Decimal, Decimal | None], Rule] = {}
    for one in rules:
        if one.what != "ratio" or not _meets(one, fits):
            continue
        key = (one.begins, one.ends)
        if key not in chosen or _rank(chosen[key]) < _rank(one):
            chosen[key] = one
    found = sorted(chosen.values(), key=lambda one: one.begins)
    for lower, upper in pairwise(found):
        if lower.ends is None or upper.begins < lower.ends:
            raise Refused("aid.bands", programme=lower.programme)
    return tuple(found)


def named(rules: Iterable[Rule], field: str) -> tuple[str, ...]:
    """The groups, levels, kinds of care or diseases that these rules name, in their order."""
    texts = (getattr(one, field) for one in rules)
    found = [piece for text in texts for piece in text.split(OR) if piece]
    return tuple(dict.fromkeys(found))


def listed(rule: Rule) -> tuple[str, ...]:
    """The diseases of a list."""
    return tuple(piece.strip() for piece in rule.value.split(OR) if piece.strip())


def _meets(one: Rule, fits: Fits) -> bool:
    return (
        one.holds_on(fits.day.isoformat())
        and (not one.group or fits.group in one.group.split(OR))
        and (not one.level or fits.level in one.level.split(OR))
        and (not one.care or fits.care in one.care.split(OR))
        and (not one.disease or fits.disease in one.disease.split(OR))
    )


def _rank(one: Rule) -> tuple[bool, bool, bool, bool, str]:
    return bool(one.group), bool(one.disease), bool(one.care), bool(one.level), one.valid_from
