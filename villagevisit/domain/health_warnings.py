"""What must be in sight whenever somebody's health record is open: allergies, urgent values, dangers, what is lacking.

A fold over his finished forms: the same whatever order they arrive in. It warns; it decides nothing (R-15).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Literal

from villagevisit.domain.form_ids import RECORD_FORM
from villagevisit.domain.health import HealthVisit, Service, Standing
from villagevisit.domain.observation import QUANTITIES, observed

CONTRACT_FORM, MIND_FORM = "family_doctor_contract", "smd_followup"
_FOLLOW_UPS = ("htn_followup", "t2dm_followup")
NONE, OTHER = "1", "5"
"""Codes of `allergy`: no allergy, another drug that is named."""
_PRESENT = "2"
_PREGNANT = "2"
"""Code of `fd_group`."""
_LOCKED = "2"
_DANGEROUS = 3
"""Risk from which a severe mental disorder is unstable (R-15)."""
_HIGH: Mapping[str, Decimal] = {
    "sbp": Decimal(180), "dbp": Decimal(110), "fpg": Decimal("16.7"), "rpg": Decimal("16.7"),
}  # fmt: skip
_LOW: Mapping[str, Decimal] = {"fpg": Decimal("3.9")}
"""Urgent from there on, the figure itself included (R-15)."""
Level = Literal["red", "amber", "plain"]


class Kind(StrEnum):
    ALLERGY = "allergy"
    """`codes`, `other`"""
    NO_ALLERGY = "no_allergy"
    ALLERGY_UNKNOWN = "allergy_unknown"
    """Nobody asked yet: not the same as none."""
    URGENT = "urgent"
    """`code`, `value`"""
    ADVERSE = "adverse"
    """`what`"""
    DANGER = "danger"
    """`risk`"""
    LOCKED = "locked"
    PREGNANT = "pregnant"
    CONTRACT = "contract"
    """`until`"""
    CONTRACT_OVER = "contract_over"
    """`until`"""
    NO_CONTRACT = "no_contract"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_MISSING = "consent_missing"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Alert:
    kind: Kind
    level: Level
    day: str = ""
    """ISO day of what it rests on."""
    data: Mapping[str, str] = field(default_factory=dict)


def alerts(
    visits: Iterable[HealthVisit], standings: Iterable[Standing], consent: str, today: str
) -> list[Alert]:
    """What matters most first. `consent`: `given`, `refused`, `withdrawn` or `missing`; `today`: ISO day."""
    ordered = sorted(visits, key=lambda one: (one.day, one.source))
    found = [_allergy(ordered), *_urgent(ordered), *_adverse(ordered), *_mind(ordered)]
    contract = _contract(ordered, today)
    if _pregnant(ordered, standings, today):
        found.append(Alert(Kind.PREGNANT, "red"))
    found += [contract, _consent(consent)]
    return sorted(found, key=lambda one: ("red", "amber", "plain").index(one.level))


def _allergy(visits: Sequence[HealthVisit]) -> Alert:
    last = _last(visits, RECORD_FORM)
    codes = last.answers.get("allergy", "").split() if last else []
    if last is None or not codes:
        return Alert(Kind.ALLERGY_UNKNOWN, "amber")
    if codes == [NONE]:
        return Alert(Kind.NO_ALLERGY, "plain", last.day)
    other = last.answers.get("allergy_other", "") if OTHER in codes else ""
    return Alert(Kind.ALLERGY, "red", last.day, {"codes": " ".join(codes), "other": other})


def _urgent(visits: Sequence[HealthVisit]) -> list[Alert]:
    """Of each quantity the last value only: an old emergency that a later visit found gone does not warn for ever."""
    latest: dict[str, tuple[str, str]] = {}
    for visit in visits:
        latest |= {code: (visit.day, value) for code, value in observed(visit.form_id, visit.answers).items()}
    return [
        Alert(Kind.URGENT, "red", day, {"code": code, "value": value})
        for code in QUANTITIES
        if code in latest
        for day, value in [latest[code]]
        if urgent(code, value)
    ]


def urgent(code: str, value: str) -> bool:
    """Whether a value calls for a referral at once. `value`: decimal text in the unit of the code."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return False
    return (code in _HIGH and number >= _HIGH[code]) or (code in _LOW and number <= _LOW[code])


def _adverse(visits: Sequence[HealthVisit]) -> list[Alert]:
    """Every reaction to a drug that was ever written down, each once, the newest first."""
    found: dict[str, str] = {}
    for visit in visits:
        if visit.form_id in _FOLLOW_UPS and visit.answers.get("adr") == _PRESENT:
            found[visit.answers.get("adr_detail", "")] = visit.day
        if visit.form_id == MIND_FORM and _says_something(visit.answers.get("adr", "")):
            found[visit.answers["adr"]] = visit.day
    newest = sorted(found.items(), key=lambda one: (one[1], one[0]), reverse=True)
    return [Alert(Kind.ADVERSE, "amber", day, {"what": what}) for what, day in newest]


def _says_something(text: str) -> bool:
    return text.strip() not in ("", "无", "没有", "未见", "1", "-")


def _mind(visits: Sequence[HealthVisit]) -> list[Alert]:
    last = _last([one for one in visits if one.answers.get("risk", "").isdecimal()], MIND_FORM)
    if last is None:
        return []
    risk = int(last.answers["risk"])
    found = [Alert(Kind.LOCKED, "red", last.day)] if last.answers.get("lock") == _LOCKED else []
    if risk:
        level: Level = "red" if risk >= _DANGEROUS else "amber"
        found.append(Alert(Kind.DANGER, level, last.day, {"risk": str(risk)}))
    return found


def _contract(visits: Sequence[HealthVisit], today: str) -> Alert:
    last = _last(visits, CONTRACT_FORM)
    if last is None:
        return Alert(Kind.NO_CONTRACT, "plain")
    until = last.answers.get("to_date", "")
    if until and until < today:
        return Alert(Kind.CONTRACT_OVER, "amber", last.day, {"until": until})
    return Alert(Kind.CONTRACT, "plain", last.day, {"until": until})


def _pregnant(visits: Sequence[HealthVisit], standings: Iterable[Standing], today: str) -> bool:
    """A maternal service has a next visit, or the contract in force names her group."""
    if any(one.service == Service.MATERNAL and one.next_day for one in standings):
        return True
    last = _last(visits, CONTRACT_FORM)
    return (
        last is not None
        and last.answers.get("to_date", "9999") >= today
        and _PREGNANT in last.answers.get("r_groups", "").split()
    )


def _consent(consent: str) -> Alert:
    if consent in ("refused", "withdrawn"):
        return Alert(Kind.CONSENT_REFUSED, "red")
    return Alert(Kind.CONSENT, "plain") if consent == "given" else Alert(Kind.CONSENT_MISSING, "amber")


def _last(visits: Sequence[HealthVisit], form_id: str) -> HealthVisit | None:
    return next((one for one in reversed(visits) if one.form_id == form_id), None)
