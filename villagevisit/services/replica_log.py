"""What came down last and what of it needs somebody's eye, as a page shows it."""

from dataclasses import dataclass
from pathlib import Path

from sync.errors import SyncError
from sync.files import write_whole
from villagevisit.domain.changes import NOTHING, Done
from villagevisit.domain.errors import CodedError, Param, Refused
from villagevisit.services import areas, replica_scope
from villagevisit.services.enrolment import coded
from villagevisit.services.exchange_bodies_items import PAPER, read_file
from villagevisit.services.workspace import Workspace
from villagevisit.store import households, outbox, replicas
from villagevisit.store.replicas import Problem

_SHOWN = 30
"""Lines on the page; older ones stay stored."""


@dataclass(frozen=True, slots=True)
class CameLine:
    """Records of a kind in a village, or one of the county's own things."""

    kind: str
    title: str
    """Of the county's own thing; empty for records."""
    village: str
    """Name; empty for what belongs to none."""
    n: int
    at: str


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """Something that could not be taken over, or that two laptops changed."""

    error: CodedError
    place: str
    """Village and household, as far as they are known."""
    household_id: str
    """To be looked at; empty when it is not about a household."""
    at: str


@dataclass(frozen=True, slots=True)
class SentPaper:
    """A paper that the county wants printed."""

    id: str
    title: str
    file_name: str
    at: str


@dataclass(frozen=True, slots=True)
class LeavingLine:
    village: str
    drafts: int
    unsigned: int
    unsafe: int


def came(ws: Workspace) -> list[CameLine]:
    """Newest first, one line per kind and village or per thing."""
    found = replicas.came(ws.store.reader(), _SHOWN)
    return [CameLine(one.kind, one.title, areas.name(ws, one.area), one.n, one.at) for one in found]


def problems(ws: Workspace) -> list[ProblemLine]:
    """Newest first."""
    return [_problem(ws, one) for one in replicas.problems(ws.store.reader(), _SHOWN)]


def papers(ws: Workspace) -> list[SentPaper]:
    """Newest first; one that cannot be read is among the problems."""
    found = []
    for item_id, title, body, at in outbox.taken(ws.store.reader(), PAPER):
        try:
            found.append(SentPaper(item_id, title, read_file(body).name, at))
        except SyncError:
            continue
    return found


def save_paper(ws: Workspace, paper_id: str, path: Path) -> Done[Path]:
    """Writes a paper of the county's as a file.

    Raises:
        Refused: `item.unreadable` (title) when there is no such paper.
        EnvironmentFailed: a disk code.
    """
    for item_id, _title, body, _at in outbox.taken(ws.store.reader(), PAPER):
        if item_id == paper_id:
            try:
                write_whole(path, read_file(body).body)
            except SyncError as error:
                raise coded(error) from error
            return Done(path, NOTHING)
    raise Refused("item.unreadable", title="")


def leaving(ws: Workspace) -> list[LeavingLine]:
    """Villages that go from this laptop, and what keeps them here."""
    return [
        LeavingLine(areas.name(ws, one.village_code), one.drafts, one.unsigned, one.unsafe)
        for one in replica_scope.waiting(ws)
    ]


def _problem(ws: Workspace, one: Problem) -> ProblemLine:
    household = households.by_id(ws.store.reader(), one.subject)
    params: dict[str, Param] = dict(one.params)
    village = areas.name(ws, one.village_code) if one.village_code else ""
    place = f"{village} {household.head_name}".strip() if household else village
    return ProblemLine(Refused(one.code, **params), place, household.id if household else "", one.at)
