"""Screening for the two cancers (F22, S-335, S-336): who is called, once per round of three years, and what follows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from villagevisit.domain.event import Event

FORM: Final = "two_cancer_screening"
ROUND, INVITED, RECALLED, TREATED = (
    "health.screen-round", "health.screen-invited", "health.screen-recalled", "health.screen-treated"
)
YEARS: Final = 3
FEMALE: Final = "2"
RURAL: Final = "1"
"""Code of `hukou_type`."""
_POSITIVE: Final = "2"
_GAP: Final = "|"


def born_between(day: date, age_min: int, age_max: int) -> tuple[str, str]:
    """First and last birthday (ISO) of those who are `age_min` to `age_max` full years old on a day."""
    first = _years_before(day, age_max + 1) + timedelta(days=1)
    return first.isoformat(), _years_before(day, age_min).isoformat()


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def round_of(begins: date) -> tuple[str, str]:
    """First and last day of a round that begins then."""
    return begins.isoformat(), (_years_before(begins, -YEARS) - timedelta(days=1)).isoformat()


def three_years_before(day: date) -> str:
    """ISO day after which an examination still counts for this round."""
    return (_years_before(day, YEARS) + timedelta(days=1)).isoformat()


def next_due(day: date) -> str:
    """ISO day from which she may be called again: three years later."""
    return _years_before(day, -YEARS).isoformat()


@dataclass(frozen=True, slots=True)
class Case:
    """Where one woman stands; `step` is the first of what is still to be done."""

    source: str
    day: str
    cervical: str
    """`1` negative, `2` positive, empty not examined."""
    breast: str
    confirmed: bool
    recalled: str
    """ISO day of the last call for a second examination."""
    treated: bool
    reimbursed: bool

    @property
    def positive(self) -> bool:
        return _POSITIVE in (self.cervical, self.breast)

    @property
    def step(self) -> str:
        """`clear`; `recall` a positive result that nobody called her about; `recalled`; `confirmed` to be treated;
        `treated` what it cost is not paid back yet; `closed`."""
        if self.confirmed:
            return "closed" if self.treated and self.reimbursed else "treated" if self.treated else "confirmed"
        if self.positive:
            return "recalled" if self.recalled else "recall"
        return "clear"

    def written(self) -> str:
        return _GAP.join((self.step, self.cervical, self.breast, "1" if self.confirmed else ""))


@dataclass(frozen=True, slots=True)
class Line:
    """`Case.written` read back."""

    step: str
    cervical: str
    breast: str
    confirmed: bool


def line(written: str) -> Line:
    step, cervical, breast, confirmed = written.split(_GAP)
    return Line(step, cervical, breast, confirmed == "1")


def case(forms: Iterable[tuple[str, str, Mapping[str, str]]], events: Iterable[Event]) -> Case | None:
    """A fold over her forms F22 (id, day, answers) and what was entered since; the newest form counts.

    A positive result of the one cancer is not undone by a later form about the other: within a round each is read
    from the newest form that examined it.
    """
    told = sorted(forms, key=lambda one: (one[1], one[0]))
    if not told:
        return None
    source, day, newest = told[-1]
    since = _years_before(date.fromisoformat(day), YEARS).isoformat()
    after = [one for one in sorted(events, key=lambda event: (event.at, event.id)) if one.day >= since]
    recent = [answers for _, on, answers in told if on > since]
    return Case(
        source, day, _result(recent, "cervical"), _result(recent, "breast"),
        any(answers.get("confirmed") == "1" for answers in recent),
        max((one.day for one in after if one.kind == RECALLED and one.day >= day), default=""),
        bool(newest.get("treatment")) or any(one.kind == TREATED for one in after),
        any(one.kind == TREATED and one.text("reimbursed") == "1" for one in after),
    )  # fmt: skip


def _result(recent: Sequence[Mapping[str, str]], which: str) -> str:
    done = [one.get(f"{which}_pos", "") for one in recent if one.get(f"{which}_done") == "1"]
    return done[-1] if done else ""


@dataclass(frozen=True, slots=True)
class Progress:
    """Women of one round. Each is counted once for each cancer (S-335)."""

    eligible: int
    cervical: int
    breast: int
    either: int
    positive: int
    confirmed: int


def progress(eligible: int, lines: Iterable[tuple[Line, int]]) -> Progress:
    """`lines`: (women alike, how many) who were examined within the round."""
    found = list(lines)

    def count(*which: int) -> int:
        return sum(which)

    return Progress(
        eligible,
        count(*(n for one, n in found if one.cervical)),
        count(*(n for one, n in found if one.breast)),
        count(*(n for one, n in found if one.cervical or one.breast)),
        count(*(n for one, n in found if _POSITIVE in (one.cervical, one.breast))),
        count(*(n for one, n in found if one.confirmed)),
    )  # fmt: skip
