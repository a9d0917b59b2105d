"""Objections to what a board says (R-10; S-064, issue 7).

`objection.received` (households, data: channel, kind, what, real_name, board, barred = staff numbers of those whose
visit the board rests on, inquiry) stops the case until `objection.settled` (data: conclusion, reason, feedback;
source = the new visit). It stands in the register of inquiries too; who objected is in that one's secret
`inquiry.person` (220号 Art 35). After a settlement the household hangs once more (`reviewed`), and only then may
it be decided (`domain/case_fold.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from villagevisit.domain.event import Event

RECEIVED, SETTLED = "objection.received", "objection.settled"
KINDS = (RECEIVED, SETTLED)
ABOUT = ("income", "property", "members", "kin", "omitted", "other")
UPHELD = ("change", "end")
CONCLUSIONS = ("keep", *UPHELD)


@dataclass(frozen=True, slots=True)
class Settled:
    day: str
    at: str
    by: str
    conclusion: str
    reason: str
    feedback: str
    """ISO day on which whoever objected was told."""
    visit: str

    @property
    def upheld(self) -> bool:
        """Whether the objection was right."""
        return self.conclusion in UPHELD


@dataclass(frozen=True, slots=True)
class Objection:
    id: str
    area: str
    households: tuple[str, ...]
    day: str
    at: str
    by: str
    channel: str
    about: str
    what: str
    real_name: bool
    board: str
    inquiry: str
    barred: frozenset[str]
    settled: Settled | None = None


def fold(events: Iterable[Event]) -> tuple[Objection, ...]:
    """In the order of entry. Events count by moment and id; of two settlements the first stands."""
    ordered = sorted(events, key=lambda one: (one.at, one.id))
    found: dict[str, Objection] = {}
    for one in ordered:
        if one.kind == RECEIVED and one.thing not in found:
            found[one.thing] = _received(one)
    for one in ordered:
        known = found.get(one.thing)
        if one.kind == SETTLED and known is not None and known.settled is None:
            said = Settled(
                one.day, one.at, one.by, one.text("conclusion"), one.text("reason"), one.text("feedback"), one.source
            )
            found[one.thing] = replace(known, settled=said)
    return tuple(found.values())


def _received(one: Event) -> Objection:
    barred = one.data.get("barred")
    return Objection(
        id=one.thing, area=one.area, households=one.households, day=one.day, at=one.at, by=one.by,
        channel=one.text("channel"), about=one.text("kind"), what=one.text("what"),
        real_name=one.data.get("real_name") is True, board=one.text("board"), inquiry=one.text("inquiry"),
        barred=frozenset(str(staff_no) for staff_no in barred) if isinstance(barred, list) else frozenset(),
    )  # fmt: skip


def barred(objections: Iterable[Objection]) -> dict[str, frozenset[str]]:
    """Staff numbers of those who may not visit again, by household, while its objections are open."""
    found: dict[str, frozenset[str]] = {}
    for one in objections:
        if one.settled is None:
            for home in one.households:
                found[home] = found.get(home, frozenset()) | one.barred
    return found
