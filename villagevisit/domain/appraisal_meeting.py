"""Where a meeting stands: a fold over its events, sorted by moment and id, the same in whatever order they came.

A round whose ballots do not add up yields nothing; a competitive round counts only after every equal one (R-09).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from villagevisit.domain.appraisal import COMPETITIVE, EQUAL, HEARING, Count, Member, Ranking, Rules, ranking
from villagevisit.domain.event import Event, Value

CALLED, PANEL, CANDIDATES, PRESENT = "appraisal.called", "appraisal.panel", "appraisal.candidates", "appraisal.present"
ROUND, HEARD, JUDGED = "appraisal.round", "appraisal.heard", "appraisal.judged"
VOID, CLOSED = "appraisal.void", "appraisal.closed"
"""`void` with a household: its round; without one: the meeting was called off."""
_FIGURES = ("round", "eligible", "recused", "present", "issued", "returned", "void", "yes", "no", "abstain")


@dataclass(frozen=True, slots=True)
class Candidate:
    household_id: str
    number: str
    head: str
    step: str
    """How the meeting begins with it: `1` nominated as one of the poorest, `2` one of the others."""
    visit: str = ""
    """The signed visit that is appraised."""


@dataclass(frozen=True, slots=True)
class Heard:
    statement: str = ""
    report: str = ""
    questions: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    result: str
    item: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One household of a meeting."""

    candidate: Candidate
    step: str
    """In which it stands now; rejected in the equal vote it is in the competitive one by itself."""
    counts: tuple[Count, ...] = ()
    """Those that add up, in the order of steps and rounds."""
    voided: int = 0
    heard: Heard = field(default_factory=Heard)
    judged: Judged | None = None
    rank: int = 0
    due: int = 0
    """Number of the round that it waits for; 0: none."""

    @property
    def id(self) -> str:
        return self.candidate.household_id

    @property
    def count(self) -> Count | None:
        """The count that its result rests on: the first of the step in which it stands."""
        return next((one for one in self.counts if one.step == self.step), None)

    @property
    def run_offs(self) -> tuple[Count, ...]:
        """What was counted among the tied."""
        return tuple(one for one in self.counts if one.round > 1)


@dataclass(frozen=True, slots=True)
class Meeting:
    id: str
    village: str
    day: str
    number: str
    place: str
    form: str
    seats: int
    panel: tuple[Member, ...] = ()
    lines: tuple[Line, ...] = ()
    present: frozenset[str] = frozenset()
    ever: frozenset[str] = frozenset()
    """Who was there at any time."""
    chair: str = ""
    recorder: str = ""
    teller: str = ""
    policy_read: bool = False
    tied: tuple[str, ...] = ()
    """Households that have to vote off."""
    closed: bool = False
    off: str = ""
    """Why it was called off."""
    record: str = ""
    """The frozen F02."""

    @property
    def open(self) -> bool:
        return not self.closed and not self.off

    def line(self, household_id: str) -> Line | None:
        return next((one for one in self.lines if one.id == household_id), None)

    def waiting(self) -> tuple[Line, ...]:
        """Households to be called up now, in order: equal votes, then competitive ones, then run-offs."""
        due = [one for one in self.lines if one.due]
        first = [one for one in due if one.step != COMPETITIVE]
        return tuple(first or due)


def meeting(events: Iterable[Event], rules: Rules) -> Meeting | None:
    """None when nobody called it."""
    ordered = sorted(events, key=lambda one: (one.at, one.id))
    called = next((one for one in ordered if one.kind == CALLED), None)
    if called is None:
        return None
    now = Meeting(
        called.thing, called.area, called.day, called.text("number"), called.text("place"), called.text("form"),
        called.number("seats"),
    )  # fmt: skip
    end = next((at for at, one in enumerate(ordered) if one.kind == CLOSED), len(ordered))
    before = ordered[:end]
    now = _people(now, before)
    now = _households(now, before, rules)
    off = next((one for one in before if one.kind == VOID and not one.households), None)
    closed = ordered[end] if end < len(ordered) else None
    if closed is not None:
        return replace(now, closed=True, record=closed.source)
    return replace(now, off=off.text("reason") if off else "")


def _people(now: Meeting, ordered: list[Event]) -> Meeting:
    for one in ordered:
        if one.kind == PANEL:
            now = replace(now, panel=panel(one))
        elif one.kind == PRESENT:
            here = frozenset(word for word in _list(one.data.get("present")) if isinstance(word, str))
            now = replace(
                now, present=here, ever=now.ever | here, chair=one.text("chair"), recorder=one.text("recorder"),
                teller=one.text("teller"), policy_read=one.data.get("policy_read") is True,
            )  # fmt: skip
    return now


def panel(one: Event) -> tuple[Member, ...]:
    """The people of a panel event, with the households that each leaves the room for."""
    found = []
    for row in _list(one.data.get("members")):
        cells = _map(row)
        recused = {home: str(why) for home, why in _map(cells.get("recused")).items()}
        name, role = str(cells.get("name", "")), str(cells.get("role", ""))
        found.append(Member(name, role, cells.get("votes") is True, recused))
    return tuple(found)


def _households(now: Meeting, ordered: list[Event], rules: Rules) -> Meeting:
    lines: dict[str, Line] = {}
    rounds: list[tuple[str, Count]] = []
    for one in ordered:
        if one.kind == CANDIDATES:
            lines = {found.household_id: Line(found, found.step) for found in _candidates(one)}
        home = one.households[0] if one.households else ""
        if home not in lines:
            continue
        line = lines[home]
        if one.kind == ROUND:
            rounds.append((home, count(one.data)))
        elif one.kind == VOID:
            lines[home] = replace(line, voided=line.voided + 1)
        elif one.kind == HEARD:
            lines[home] = replace(line, heard=Heard(one.text("statement"), one.text("report"), one.text("questions")))
        elif one.kind == JUDGED:
            lines[home] = replace(line, judged=Judged(one.text("result"), one.text("item"), one.text("reason")))
    lines = _first_step(lines, rounds, rules)
    lines, tied = _second_step(lines, rounds, now.seats)
    return replace(now, lines=tuple(lines.values()), tied=tied)


def _first_step(lines: dict[str, Line], rounds: list[tuple[str, Count]], rules: Rules) -> dict[str, Line]:
    """The equal vote and the show of hands: the first count that adds up stands; rejected goes to the next step."""
    done = dict(lines)
    for home, line in lines.items():
        if line.step in (COMPETITIVE, HEARING):
            continue
        counted = next((one for at, one in rounds if at == home and one.step == line.step and not one.faults), None)
        if counted is None:
            done[home] = replace(line, due=1)
        else:
            rejected = line.step == EQUAL and not counted.passes(rules)
            done[home] = replace(line, counts=(counted,), step=COMPETITIVE if rejected else line.step)
    return done


def _second_step(
    lines: dict[str, Line], rounds: list[tuple[str, Count]], seats: int
) -> tuple[dict[str, Line], tuple[str, ...]]:
    """The competitive vote, only after every equal one; then run-offs among the tied."""
    homes = [home for home, line in lines.items() if line.step == COMPETITIVE]
    if any(line.due for line in lines.values()):
        return lines | {home: replace(lines[home], due=1) for home in homes}, ()
    kept = {home: dict(_of_rounds(home, rounds)) for home in homes}
    if not all(1 in counts for counts in kept.values()):
        waiting = {home: _counted(lines[home], kept[home], {1}, due=0 if 1 in kept[home] else 1) for home in homes}
        return lines | waiting, ()
    first = {home: kept[home][1].yes for home in homes}
    offs: list[dict[str, int]] = []
    number = 2
    while found := {home: counts[number].yes for home, counts in kept.items() if number in counts}:
        offs.append(found)
        number += 1
    order = ranking(first, seats, offs)
    return lines | {home: _ranked(lines[home], kept[home], order) for home in homes}, order.tied


def _ranked(line: Line, counts: Mapping[int, Count], order: Ranking) -> Line:
    due = order.round if line.id in order.tied and order.round not in counts else 0
    return replace(_counted(line, counts, set(range(1, order.round + 1)), due), rank=order.ranks[line.id])


def _counted(line: Line, counts: Mapping[int, Count], wanted: set[int], due: int) -> Line:
    return replace(line, counts=(*line.counts, *(counts[at] for at in sorted(counts) if at in wanted)), due=due)


def _of_rounds(home: str, rounds: list[tuple[str, Count]]) -> dict[int, Count]:
    found: dict[int, Count] = {}
    for at, one in rounds:
        if at == home and one.step == COMPETITIVE and not one.faults:
            found.setdefault(one.round, one)
    return found


def count(data: Mapping[str, Value]) -> Count:
    """The figures of a round; what is no number is 0 and does not add up."""
    figures = [data.get(name) for name in _FIGURES]
    return Count(str(data.get("step", "")), *(one if isinstance(one, int) else 0 for one in figures))


def figures(one: Count) -> dict[str, Value]:
    """The same as event data."""
    return {"step": one.step, **{name: getattr(one, name) for name in _FIGURES}}


def _candidates(one: Event) -> list[Candidate]:
    rows = [_map(row) for row in _list(one.data.get("rows"))]
    return [
        Candidate(*(str(cells.get(name, "")) for name in ("household", "number", "head", "step", "visit")))
        for cells in rows
    ]


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _map(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}
