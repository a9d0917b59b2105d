"""What a household's case rests on, in the order of a file (documents.md §12; S-048).

Applications, visits, the answer of the registers, appraisals, boards, decisions and their notices, changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from printing.texts import wording
from villagevisit.domain import benefit, boards
from villagevisit.domain.case_steps import APPLIED, APPRAISED, ASKED, CHECKED
from villagevisit.domain.event import Event
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.household import Household
from villagevisit.services import cases, dynamic, paper_case, visit_lookup
from villagevisit.services.check_results import SPOT_FORM
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace
from villagevisit.store import events as rows

_ORDER = (
    "application", "acceptance", "visit", "check", "spot_check", "appraisal", "board", "decision", "change",
)  # fmt: skip
_WORDS = wording("archive_cover")
_FORMS = {VISIT_FORM: ("visit", PaperKind.VERIFICATION_FORM), SPOT_FORM: ("spot_check", PaperKind.SPOT_CHECK)}


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing in the file. Without `request` it has no sheet of its own here: it is listed, and laid in by hand."""

    group: str
    day: str
    title: str
    number: str = ""
    note: str = ""
    request: PaperRequest | None = None


def pieces(ws: Workspace, home: Household) -> tuple[Piece, ...]:
    """In the order of a file, within it by day."""
    found = [*_of_cases(ws, home.id), *_of_forms(ws, home.id), *_of_boards(ws, home.id), *_of_changes(ws, home.id)]
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.group), one.day)))


def proofs(ws: Workspace, household_id: str) -> tuple[tuple[boards.Board, boards.Proof], ...]:
    """Every proof that a board with this household hung, oldest first."""
    hung = rows.of_household(ws.store.reader(), household_id, "board.posted", bare=True)
    told = rows.of_things(ws.store.reader(), {one.thing for one in hung}, bare=True)
    return tuple((board, proof) for board in boards.fold(told) for proof in board.proofs)


def board_name(board: boards.Board) -> str:
    return _name(f"board.{board.kind.value}")


def _name(kind: str) -> str:
    """As it stands on paper, whatever language the screen has."""
    return _WORDS.line(f"name.{kind}")


def _of_cases(ws: Workspace, household_id: str) -> Iterator[Piece]:
    """Of several entries of one kind the newest: that is the one its paper tells of."""
    newest: dict[str, Event] = {}
    for case in cases.of_household(ws, household_id):
        for one in case.timeline:
            if isinstance(one, Event):
                newest |= {kind: one for kind, _ in paper_case.papers_of(one)}
                if one.kind == CHECKED:
                    yield Piece("check", one.day, _name("check"), one.text("report"), _WORDS.line("by_hand"))
                elif one.kind == APPRAISED:
                    request = PaperRequest(PaperKind.MEETING_RESULT, subject_id=f"{one.thing}:{household_id}")
                    name = _name(PaperKind.MEETING_RESULT)
                    yield Piece("appraisal", one.day, name, one.text("number"), request=request)
    for kind, one in newest.items():
        early = "acceptance" if one.kind == ASKED or kind == PaperKind.ACCEPTANCE else "decision"
        group = "application" if one.kind == APPLIED else early
        request = PaperRequest(kind, subject_id=household_id)
        yield Piece(group, one.day, _name(kind), one.text("number"), request=request)


def _of_forms(ws: Workspace, household_id: str) -> Iterator[Piece]:
    for row in visit_lookup.history(ws, household_id):
        if row.form_id in _FORMS and row.complete and not row.replaced_by and row.result.get("final") != "0":
            group, kind = _FORMS[row.form_id]
            yield Piece(group, row.frozen_at[:10], _name(kind), request=PaperRequest(kind, subject_id=row.id))


def _of_boards(ws: Workspace, household_id: str) -> Iterator[Piece]:
    for board, proof in proofs(ws, household_id):
        note = _WORDS.line("photos", count=len(proof.photos))
        yield Piece("board", proof.day, board_name(board), board.batch, note)


def _of_changes(ws: Workspace, household_id: str) -> Iterator[Piece]:
    for one in dynamic.of_household(ws, household_id):
        if one.cuts and one.reckoning.get("persons"):
            yield _change(one.proposed_on, PaperKind.HEARING_NOTICE, one)
            if one.outcome == benefit.CARRIED:
                yield _change(one.decided_on, PaperKind.DECISION, one)


def _change(day: str, kind: PaperKind, one: benefit.Change) -> Piece:
    return Piece("change", day, _name(kind), one.number, request=PaperRequest(kind, subject_id=one.id))
