"""Family-doctor contracts (F15, S-320…S-327): signed, performed, done properly, satisfied; and when to renew.

Whatever a doctor signs of a health form about his patient counts as a service: nobody enters it a second time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from villagevisit.domain.event import Event

FORM: Final = "family_doctor_contract"
PERFORMED, UPLOADED, KIT = "health.performed", "health.uploaded", "health.kit"
COUNTS: Final = frozenset({
    "htn_followup", "t2dm_followup", "smd_followup", "physical_exam", "elder_selfcare", "two_cancer_screening",
})  # fmt: skip
"""Health forms that are a service to whom they are about."""
_GAP: Final = "|"
_SATISFIED: Final = ("1", "2")
"""Codes of `satisf`: satisfied, on the whole satisfied."""


@dataclass(frozen=True, slots=True)
class Served:
    """One service. `satisfaction`: code of `satisf`, empty when nobody asked."""

    day: str
    done: bool = True
    satisfaction: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """A person's newest contract and what came of it."""

    source: str
    signed: str
    begins: str
    ends: str
    officer_id: str
    """The doctor who signed it: he answers for this patient (S-327)."""
    planned: int
    """Visits that were promised for a year."""
    done: int
    satisfaction: str
    uploaded: bool
    kit: bool

    @property
    def step(self) -> int:
        """签约一人 1, 履约一人 2, 做实一人 3 (as many as promised), 满意一家 4 (S-321). Each needs the one before."""
        if not self.done:
            return 1
        if self.done < self.planned:
            return 2
        return 4 if self.satisfaction in _SATISFIED else 3

    def holds_on(self, day: str) -> bool:
        return self.begins <= day <= self.ends

    def written(self) -> str:
        """As one word of a line: doctor, step, planned, done, satisfaction, uploaded, kit."""
        flags = "".join(mark for mark, on in (("u", self.uploaded), ("k", self.kit)) if on)
        return _GAP.join((
            self.officer_id, str(self.step), str(self.planned), str(self.done), self.satisfaction, flags
        ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """`Contract.written` read back."""

    officer_id: str
    step: int
    planned: int
    done: int
    satisfaction: str
    uploaded: bool
    kit: bool


def line(written: str) -> Line:
    officer_id, step, planned, done, satisfaction, flags = written.split(_GAP)
    return Line(officer_id, int(step), int(planned), int(done), satisfaction, "u" in flags, "k" in flags)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed F15: its answers and the services that were entered in it."""

    source: str
    day: str
    officer_id: str
    answers: Mapping[str, str]
    services: Sequence[Served] = ()


def contract(forms: Iterable[Signed], visits: Iterable[tuple[str, str]], events: Iterable[Event]) -> Contract | None:
    """A fold over everything about one person, in whatever order it came. `visits`: (form id, day) of other forms.

    Of several contracts the one that ends last counts; services count from its first day to its last.
    """
    last = max(forms, key=lambda one: (one.answers.get("to_date", ""), one.day, one.source), default=None)
    if last is None:
        return None
    begins, ends = last.answers.get("from_date") or last.day, last.answers.get("to_date", "")
    told = sorted(events, key=lambda event: (event.at, event.id))
    served = [*last.services, *(Served(day) for form, day in visits if form in COUNTS)]
    served += [
        Served(one.day, one.text("ok") != "0", one.text("satisfaction")) for one in told if one.kind == PERFORMED
    ]
    within = [one for one in served if begins <= one.day <= (ends or "9999")]
    asked = [one for one in within if one.satisfaction]
    planned = last.answers.get("planned_visits", "")
    return Contract(
        last.source, last.answers.get("sign_date") or last.day, begins, ends, last.officer_id,
        int(planned) if planned.isdigit() else 0, sum(one.done for one in within),
        max(asked, key=lambda one: one.day).satisfaction if asked else "",
        any(one.kind == UPLOADED and one.source == last.source for one in told),
        last.answers.get("kit_given") == "1" or any(one.kind == KIT for one in told),
    )  # fmt: skip


def year_after(begins: date) -> date:
    """The last day of a year that begins then: a contract runs for a full year at least (F15)."""
    try:
        return begins.replace(year=begins.year + 1) - timedelta(days=1)
    except ValueError:
        return date(begins.year + 1, 2, 28)


def renewal(ends: str, today: date) -> date:
    """First day of the next contract: the day after the old one, or today when that is over."""
    try:
        after = date.fromisoformat(ends) + timedelta(days=1)
    except ValueError:
        return today
    return max(after, today)
