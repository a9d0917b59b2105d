"""Three registers of the programme: folic acid handed out, subsidies for a delivery in hospital, endemic diseases
(S-300, S-303, S-306, S-317); and the rates of mothers of a year.

An entry is an event of the person. Where several speak of the same illness the last word counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from villagevisit.domain.event import Event
from villagevisit.domain.health import SERVED, Service
from villagevisit.domain.health_schedule import DELIVERED

FOLIC, SUBSIDY, ENDEMIC = "health.folic", "health.delivery-subsidy", "health.endemic"
STAGES: Final = ("before", "early")
"""Folic acid: from three months before a pregnancy, and in its first three months."""
SICK: Final = ("ill", "better", "recovered", "died")
"""How somebody with an endemic disease is."""
HOSPITAL, ELSEWHERE = "hospital", "elsewhere"
"""Where a child was born: `values.born_at` of the delivery."""
_ANTENATAL: Final = 5
_PREGNANT = timedelta(days=300)
_AFTER = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody with an endemic disease, as the last word has it."""

    person_id: str
    disease: str
    found: str
    """ISO day of the diagnosis."""
    seen: str
    """ISO day of the last entry."""
    treatment: str
    result: str
    """One of `SICK`."""


@dataclass(frozen=True, slots=True)
class Mothers:
    """A year of deliveries: who bore where, and who was looked after from the beginning to the end."""

    deliveries: int
    hospital: int
    elsewhere: int
    whole: int
    """Taken up before 13 weeks, five antenatal checks and more, seen after the delivery."""

    @property
    def placed(self) -> int:
        """Deliveries whose place is known: the denominator of the rate of hospital delivery."""
        return self.hospital + self.elsewhere


def cases(events: Iterable[Event]) -> list[Case]:
    """The ill first, then by day of the last entry; whatever order the events come in."""
    told: dict[tuple[str, str], list[Event]] = {}
    for one in sorted(events, key=lambda event: (event.day, event.at, event.id)):
        if one.kind == ENDEMIC:
            told.setdefault((one.thing, one.text("disease")), []).append(one)
    found = [
        Case(
            person, disease, min(one.text("found") or one.day for one in mine), mine[-1].day,
            next((one.text("treatment") for one in reversed(mine) if one.text("treatment")), ""),
            mine[-1].text("result"),
        )
        for (person, disease), mine in told.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (SICK.index(one.result), one.seen, one.person_id))


def mothers(events: Iterable[Event], year: int) -> Mothers:
    """Deliveries of a calendar year. `events`: those of the maternal service, of the year and the one before it and
    the first two months after it. Two entries of one delivery are one: the last of them says where."""
    told: dict[str, list[Event]] = {}
    for one in sorted(events, key=lambda event: (event.day, event.at, event.id)):
        if one.kind == SERVED and one.text("service") == Service.MATERNAL:
            told.setdefault(one.thing, []).append(one)
    born = [(mine, one) for mine in told.values() for one in _deliveries(mine) if one.day[:4] == str(year)]
    places = [_place(one) for _, one in born]
    return Mothers(
        len(born), places.count(HOSPITAL), places.count(ELSEWHERE),
        sum(_whole(mine, date.fromisoformat(one.day)) for mine, one in born),
    )  # fmt: skip


def _deliveries(told: Sequence[Event]) -> list[Event]:
    found: list[Event] = []
    for one in (one for one in told if one.text("item") == DELIVERED):
        again = found and date.fromisoformat(one.day) - date.fromisoformat(found[-1].day) < _AFTER
        found[-1 if again else len(found):] = [one]
    return found


def _place(one: Event) -> str:
    values = one.data.get("values")
    place = values.get("born_at") if isinstance(values, dict) else ""
    return place if isinstance(place, str) else ""


def _whole(told: Sequence[Event], born: date) -> bool:
    before = [one.text("item") for one in told if born - _PREGNANT <= date.fromisoformat(one.day) <= born]
    after = [one.text("item") for one in told if born <= date.fromisoformat(one.day) <= born + _AFTER]
    checks = [item for item in before if item.startswith("w")]
    return "w13" in checks and len(checks) >= _ANTENATAL and any(item in ("p7", "p42") for item in after)


def amount(one: Event) -> Decimal:
    """Of a subsidy, yuan."""
    return Decimal(one.text("amount") or "0")
