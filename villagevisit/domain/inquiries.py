"""First-inquiry responsibility (首问负责): whoever is asked first owns the matter until it is closed or another
accepted it (form F07; S-009 … S-016, S-023; time limits of petitions R-19).

`inquiry.opened` (data: channel, matter, content, first = staff number, inform_by, due, reference, objection);
who asked is in the secret `inquiry.person`. `inquiry.handed_over` (to, reason) changes nothing until
`inquiry.accepted` (handover, who). `inquiry.supervised` (reference, who): the county handles it itself from then on.
`inquiry.told`: that it was registered. `inquiry.answered` (text, article, handling), `inquiry.extended` (due),
`inquiry.closed` (result, feedback, satisfaction). `inquiry.visitors` (count) are those who came without a matter;
`inquiry.month` (month, major, households) confirms a month's figures.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from villagevisit.domain.event import Event

OPENED, HANDED_OVER, ACCEPTED = "inquiry.opened", "inquiry.handed_over", "inquiry.accepted"
TOLD, ANSWERED, SUPERVISED = "inquiry.told", "inquiry.answered", "inquiry.supervised"
EXTENDED, CLOSED, PERSON = "inquiry.extended", "inquiry.closed", "inquiry.person"
VISITORS, MONTH = "inquiry.visitors", "inquiry.month"
KINDS = (OPENED, HANDED_OVER, ACCEPTED, TOLD, ANSWERED, SUPERVISED, EXTENDED, CLOSED)
CHANNELS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
"""Codes of `channel` of F07: visit, phone, 12345, conduct, leader's mailbox, letter, online, superior, patrol."""
PROPOSALS = ("10", "11")
"""Of the register alone: a suggestion of a deputy of the people's congress, a proposal of a member of the political
consultative conference (S-019). They have a limit of their own."""
MATTERS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "99")
COMPLAINTS = frozenset({"3", "4", "5", "6", "7", "8"})
"""Matters that are complaints or reports about dibao (S-015); the others ask, apply or concern something else."""
HANDLINGS = ("1", "2", "3", "4", "5", "6")
SATISFACTION = ("1", "2", "3")
SOON = 5
"""Days before a limit from which it is shown as near (R-19, green > 5)."""
Light = Literal["green", "yellow", "red"]


@dataclass(frozen=True, slots=True)
class Person:
    staff_no: str
    name: str


@dataclass(frozen=True, slots=True)
class Handover:
    """Offered, and not accepted yet: the first keeps it until then."""

    event: str
    to: Person
    reason: str
    day: str


@dataclass(frozen=True, slots=True)
class Answer:
    day: str
    by: str
    text: str
    article: str
    handling: str


@dataclass(frozen=True, slots=True)
class Closed:
    day: str
    by: str
    result: str
    feedback: str
    satisfaction: str


@dataclass(frozen=True, slots=True)
class Inquiry:
    id: str
    area: str
    number: str
    day: str
    at: str
    channel: str
    matter: str
    content: str
    real_name: bool
    households: tuple[str, ...]
    objection: str
    first: Person
    owner: Person
    inform_by: str
    due: str
    waiting: Handover | None = None
    reference: str = ""
    """Number of the superior's order; a matter that has one is the county's own (S-012)."""
    told: str = ""
    answer: Answer | None = None
    extended: bool = False
    closed: Closed | None = None

    def limit(self) -> str:
        """The ISO day that presses now: telling that it was registered, then settling it; empty when it is closed."""
        if self.closed is not None:
            return ""
        return self.due if self.told or self.answer else min(self.inform_by, self.due)

    def light(self, day: date) -> Light:
        limit = self.limit()
        left = (date.fromisoformat(limit) - day).days if limit else SOON + 1
        return "red" if left < 0 else "yellow" if left <= SOON else "green"


def fold(events: Iterable[Event]) -> tuple[Inquiry, ...]:
    """In the order of registration. Events count by moment and id, so every laptop names the same owner."""
    ordered = sorted(events, key=lambda one: (one.at, one.id))
    found: dict[str, Inquiry] = {}
    for one in ordered:
        begun = _opened(one) if one.kind == OPENED and one.thing not in found else None
        if begun is not None:
            found[one.thing] = begun
    for one in ordered:
        known = found.get(one.thing)
        if known is not None and known.closed is None and one.kind in _STEPS:
            found[one.thing] = _STEPS[one.kind](known, one)
    return tuple(found.values())


def _opened(one: Event) -> Inquiry | None:
    try:
        inform_by, due = date.fromisoformat(one.text("inform_by")), date.fromisoformat(one.text("due"))
    except ValueError:
        return None
    first = Person(one.text("first"), one.text("first_name"))
    return Inquiry(
        id=one.thing, area=one.area, number=f"{one.day.replace('-', '')}-{one.thing[-4:].upper()}", day=one.day,
        at=one.at, channel=one.text("channel"),
        matter=one.text("matter"), content=one.text("content"), real_name=one.data.get("real_name") is True,
        households=one.households, objection=one.text("objection"), first=first, owner=first,
        inform_by=inform_by.isoformat(), due=due.isoformat(), reference=one.text("reference"),
    )  # fmt: skip


def _handed_over(known: Inquiry, one: Event) -> Inquiry:
    """A matter that the county supervises stays with the county."""
    if known.reference and one.data.get("county") is not True:
        return known
    to = Person(one.text("to"), one.text("to_name"))
    return replace(known, waiting=Handover(one.id, to, one.text("reason"), one.day))


def _accepted(known: Inquiry, one: Event) -> Inquiry:
    offered = known.waiting
    if offered is None or offered.event != one.text("handover") or offered.to.staff_no != one.text("who"):
        return known
    return replace(known, owner=offered.to, waiting=None)


def _supervised(known: Inquiry, one: Event) -> Inquiry:
    if known.reference:
        return known
    taker = Person(one.text("who"), one.text("who_name"))
    return replace(known, reference=one.text("reference"), owner=taker, waiting=None)


def _told(known: Inquiry, one: Event) -> Inquiry:
    return replace(known, told=known.told or one.day)


def _answered(known: Inquiry, one: Event) -> Inquiry:
    said = Answer(one.day, one.by, one.text("text"), one.text("article"), one.text("handling"))
    return replace(known, answer=said)


def _extended(known: Inquiry, one: Event) -> Inquiry:
    """Once."""
    try:
        due = date.fromisoformat(one.text("due")).isoformat()
    except ValueError:
        return known
    return known if known.extended else replace(known, extended=True, due=due)


def _closed(known: Inquiry, one: Event) -> Inquiry:
    """Not without the day on which whoever asked was told (S-011)."""
    if not one.text("feedback"):
        return known
    said = Closed(one.day, one.by, one.text("result"), one.text("feedback"), one.text("satisfaction"))
    return replace(known, closed=said, waiting=None)


_STEPS = {
    HANDED_OVER: _handed_over, ACCEPTED: _accepted, SUPERVISED: _supervised, TOLD: _told, ANSWERED: _answered,
    EXTENDED: _extended, CLOSED: _closed,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """What is reported for one month (S-013 … S-016, S-018), with the same month of the year before beside it."""

    month: str
    """`2026-11`"""
    channels: Mapping[str, int]
    last_year: Mapping[str, int]
    visitors: int
    complaints: int
    opened: int
    settled: int
    """Of those opened in the month."""
    households: int
    """In benefit, the denominator of the rate."""
    major: int | None
    """Major petitions; None until somebody confirmed the month."""

    @property
    def rate(self) -> Decimal | None:
        """Complaints about dibao in a hundred households in benefit; None where there are none."""
        return percent(self.complaints, self.households)

    @property
    def settlement(self) -> Decimal | None:
        return percent(self.settled, self.opened)


@dataclass(frozen=True, slots=True)
class Proposals:
    """Deputies' suggestions and proposals of one year (S-019, S-020)."""

    year: int
    channels: Mapping[str, int]
    replied: int
    """Closed, so that whoever made it knows the answer."""
    said: int
    """Of the replied: how many said whether they are satisfied, the denominator of the rate."""
    satisfied: int
    """Satisfied or fairly so."""

    @property
    def rate(self) -> Decimal | None:
        return percent(self.satisfied, self.said)


def proposals(inquiries: Iterable[Inquiry], year: int) -> Proposals:
    ours = [one for one in inquiries if one.channel in PROPOSALS and one.day[:4] == str(year)]
    closed = [one.closed for one in ours if one.closed is not None]
    said = [one.satisfaction for one in closed if one.satisfaction in SATISFACTION]
    return Proposals(
        year, Counter(one.channel for one in ours), len(closed), len(said), sum(one != SATISFACTION[-1] for one in said)
    )


def percent(part: int, whole: int) -> Decimal | None:
    if not whole:
        return None
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def year_before(month: str) -> str:
    """`2026-11` → `2025-11`."""
    return f"{int(month[:4]) - 1:04d}{month[4:]}"


def figures(inquiries: Iterable[Inquiry], counted: Iterable[Event], month: str, households: int) -> Month:
    """`counted`: events `inquiry.visitors` and `inquiry.month`; `households`: how many are in benefit now, which counts
    until the month is confirmed with the figure of its own time.
    """
    before = year_before(month)
    ours, theirs = [], []
    for one in inquiries:
        if one.day[:7] == month:
            ours.append(one)
        elif one.day[:7] == before:
            theirs.append(one)
    said = list(counted)
    visitors = sum(one.number("count") for one in said if one.kind == VISITORS and one.day[:7] == month)
    confirmed = [one for one in said if one.kind == MONTH and one.text("month") == month]
    last = max(confirmed, key=lambda one: (one.at, one.id), default=None)
    complaints = [one for one in ours if one.matter in COMPLAINTS and one.channel not in PROPOSALS]
    return Month(
        month=month, channels=Counter(one.channel for one in ours), last_year=Counter(one.channel for one in theirs),
        visitors=visitors, complaints=len(complaints), opened=len(ours),
        settled=sum(one.closed is not None for one in ours),
        households=last.number("households") if last else households, major=last.number("major") if last else None,
    )  # fmt: skip
