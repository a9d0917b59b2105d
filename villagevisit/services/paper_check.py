"""Checking what goes on a board before it hangs, and a printed code against what this home recorded; offline."""

import re

from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import PLEDGE_FORM
from villagevisit.domain.publicity import BoardRow
from villagevisit.services import (
    paper_board,
    paper_code,
    paper_facts,
    paper_proof,
    paper_titles,
    printed_proof,
    signoff,
)
from villagevisit.services.paper_content import digest_of
from villagevisit.services.paper_types import Checked, PaperKind, Verdict
from villagevisit.services.workspace import Workspace
from villagevisit.store import documents

_CODE = re.compile(r"VV1/([DS])/([0-9A-F]{32})/([0-9A-F]{32})")
_SHORT = re.compile(r"[0-9A-F]{8}")


def verify(ws: Workspace, text: str) -> Checked:
    """Raises Refused `paper.not-a-code`."""
    if text.upper().lstrip().startswith(paper_code.PREFIX):  # blanks inside belong to the code
        given = text.upper().lstrip().rstrip("\r\n")
        signed_form = paper_code.is_signed_form(given)
        return paper_proof.check(ws, given) if signed_form else printed_proof.check(ws, given)
    clean = re.sub(r"\s+", "", text).upper()
    code = _CODE.fullmatch(clean)
    if code:
        kind, plain, digest = code.groups()
        subject = "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:])).lower()
        check = _document if kind == "D" else _submission
        return check(ws, subject, digest.lower())
    if _SHORT.fullmatch(clean):
        return _short(ws, clean.lower())
    raise Refused("paper.not-a-code")


def over_counted(ws: Workspace, village_code: str) -> tuple[BoardRow, ...]:
    """Rows of a village's board with more persons in benefit than the household has, as undecided rows of a roster
    leave them. They may be printed; somebody should look first.
    """
    return tuple(row for row in paper_board.rows(ws, village_code) if row.insured > row.members)


def _short(ws: Workspace, digits: str) -> Checked:
    db = ws.store.reader()
    for paper in documents.by_short(db, digits):
        return _document(ws, paper.id, digits)
    for submission_id in documents.submission_by_short(db, digits):
        return _submission(ws, submission_id, digits)
    return Checked(Verdict.UNKNOWN)


def _document(ws: Workspace, document_id: str, digest: str) -> Checked:
    paper = documents.get(ws.store.reader(), document_id)
    if paper is None:
        return Checked(Verdict.UNKNOWN)
    whole = paper.digest.startswith(digest) and digest_of(paper.content) == paper.digest
    verdict = Verdict.GENUINE if whole else Verdict.ALTERED
    return Checked(verdict, paper_titles.title(paper.kind), paper_facts.of(ws, paper))


def _submission(ws: Workspace, submission_id: str, digest: str) -> Checked:
    """Ids of records are written `uuid:…` (OpenRosa); the code leaves that out."""
    record = documents.signed(ws.store.reader(), "uuid:" + submission_id.removeprefix("uuid:"))
    if record is None:
        return Checked(Verdict.UNKNOWN)
    whole = record.digest.startswith(digest) and signoff.verify(ws, record.id)
    name = PaperKind.PLEDGE if record.form_id == PLEDGE_FORM else PaperKind.VERIFICATION_FORM
    verdict = Verdict.GENUINE if whole else Verdict.ALTERED
    return Checked(verdict, paper_titles.title(name), paper_facts.of_record(ws, record))
