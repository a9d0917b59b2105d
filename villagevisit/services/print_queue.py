"""Many papers one after the other: the filled visit forms of a village, or the sheets of all whose follow-up is due in
it, printed or saved, until somebody stops it.

Each form is made, recorded and handed over before the next one is begun, so that what is counted as finished is
finished, whatever happens afterwards.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from printing.document import PaperError
from printing.render import Bound
from villagevisit.domain.access import Within
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.health import Service
from villagevisit.domain.recusal import TEAM_SIZE
from villagevisit.services import (
    allowing,
    areas,
    evidence,
    fonts,
    health_due,
    health_lines,
    households,
    paper,
    paper_followup,
)
from villagevisit.services.health_due import Due
from villagevisit.services.paper_types import Paper, PaperKind, PaperRequest
from villagevisit.services.workspace import NOBODY, Actor, Cancelled, Progress, Workspace
from villagevisit.store import documents

Take = Callable[[Paper], None]
KINDS = (PaperKind.VERIFICATION_FORM, PaperKind.FOLLOWUP)
"""Papers that a whole village can be printed of."""
_FOLLOWED = (Service.HYPERTENSION, Service.DIABETES)


@dataclass(frozen=True, slots=True)
class Village:
    """A village with papers that may be printed."""

    code: str
    name: str
    forms: int
    kind: PaperKind = PaperKind.VERIFICATION_FORM


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper of a queue."""

    household_no: str
    request: PaperRequest


@dataclass(frozen=True, slots=True)
class Ran:
    """`finished` and `left` are household numbers in the order of the queue; `failed` are those with the reason.
    `ended` is why the queue stopped before its end by itself: the disk is full, the printer is off.
    """

    finished: tuple[str, ...]
    failed: tuple[tuple[str, BaseException], ...]
    left: tuple[str, ...]
    ended: EnvironmentFailed | None = None


def villages(ws: Workspace, actor: Actor, kind: PaperKind = PaperKind.VERIFICATION_FORM) -> tuple[Village, ...]:
    """Where there are papers of this kind that these people may print: filled forms, or follow-ups that are due."""
    if kind not in {offer.kind for offer in paper.offers(ws, actor)}:
        return ()
    within = allowing.within(ws, actor)
    if kind is PaperKind.FOLLOWUP:
        counts = Counter(one.row.village_code for one in _due(ws, actor, within))
    else:
        counts = Counter(village for _, village, _ in documents.ready(ws.store.reader(), VISIT_FORM, TEAM_SIZE))
    return tuple(
        Village(code, areas.name(ws, code), count, kind)
        for code, count in counts.items()
        if within is None or code in within
    )


def forms(ws: Workspace, village: Village, actor: Actor = NOBODY) -> tuple[Entry, ...]:
    """The papers of a village by household; who may print them is asked for each."""
    if village.kind is PaperKind.FOLLOWUP:
        year = today(ws.clock).year
        return tuple(
            Entry(
                one.row.household_no,
                PaperRequest(village.kind, subject_id=paper_followup.named(one.service, year, one.row.person_id)),
            )
            for one in _due(ws, actor, (village.code,))
        )
    rows = documents.ready(ws.store.reader(), VISIT_FORM, TEAM_SIZE)
    return tuple(
        Entry(number, PaperRequest(village.kind, subject_id=found))
        for found, code, number in rows
        if code == village.code
    )


def _due(ws: Workspace, actor: Actor, within: Within) -> list[Due]:
    """Overdue or due within a month, from house to house."""
    health_lines.settle(ws)
    return health_due.listed(ws, actor, within, _FOLLOWED, health_due.MONTH)


def evidence_of(ws: Workspace, household_id: str) -> tuple[Entry, ...]:
    """The cover of a household's file and everything in it that has a sheet; none while there is nothing (S-048).

    Raises:
        Refused: `household.unknown`.
    """
    home = households.get(ws, household_id)
    found = [one.request for one in evidence.pieces(ws, home) if one.request is not None]
    cover = PaperRequest(PaperKind.ARCHIVE, subject_id=home.id)
    return tuple(Entry(home.household_no, one) for one in (cover, *found)) if found else ()


def run(
    ws: Workspace, actor: Actor, queue: Iterable[Entry], take: Take, progress: Progress, into: paper.Into | None = None
) -> Done[Ran]:
    """Makes and records each paper and gives it to `take`; a cancel ends it between two papers. `into` binds them."""
    waiting = list(queue)
    total = len(waiting)
    finished: list[str] = []
    failed: list[tuple[str, BaseException]] = []
    ended: EnvironmentFailed | None = None
    while waiting:
        try:
            progress(total - len(waiting), total)
        except Cancelled:
            break
        entry = waiting[0]
        try:
            take(paper.make(ws, actor, entry.request, into=into).value)
        except EnvironmentFailed as error:
            ended = error
            break
        except (Refused, PaperError) as error:
            failed.append((entry.household_no, error))
        else:
            finished.append(entry.household_no)
        waiting.pop(0)
    left = tuple(entry.household_no for entry in waiting)
    return Done(Ran(tuple(finished), tuple(failed), left, ended), changes(Topic.PAPER, Topic.EXCHANGE))


def to_folder(ws: Workspace, actor: Actor, queue: Iterable[Entry], folder: Path, progress: Progress) -> Done[Ran]:
    """A file for each paper; files appear whole. Two papers of one name are told apart by a number."""
    names: Counter[str] = Counter()

    def take(made: Paper) -> None:
        names[made.name] += 1
        again = f"-{names[made.name]}" if names[made.name] > 1 else ""
        paper.write(made.pdf, folder / f"{made.name.removesuffix('.pdf')}{again}.pdf")

    return run(ws, actor, queue, take, progress)


def to_one_file(ws: Workspace, actor: Actor, queue: Iterable[Entry], path: Path, progress: Progress) -> Done[Ran]:
    """All of them in one PDF, which appears whole when the queue ends or is stopped; nothing finished, no file.

    Raises:
        EnvironmentFailed: `paper.cannot-save` (file).
    """
    whole = Bound(fonts.of_county(ws))
    done = run(ws, actor, queue, lambda _made: None, progress, whole)
    if done.value.finished:
        paper.write(whole.close(), path)
    return done
