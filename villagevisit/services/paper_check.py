"""Checking what goes on a board before it hangs, and a printed code against what this home recorded; offline."""

import json
import re

from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import PLEDGE_FORM
from villagevisit.domain.publicity import BoardRow
from villagevisit.services import areas, paper_board, paper_code, paper_proof, signoff
from villagevisit.services.paper_content import digest_of
from villagevisit.services.paper_titles import title
from villagevisit.services.paper_types import Checked, PaperKind, Verdict
from villagevisit.services.workspace import Workspace
from villagevisit.store import documents, people
from villagevisit.wording import t

_CODE = re.compile(r"VV1/([DS])/([0-9A-F]{32})/([0-9A-F]{32})")
_SHORT = re.compile(r"[0-9A-F]{8}")


def verify(ws: Workspace, text: str) -> Checked:
    """Raises Refused `paper.not-a-code`."""
    if text.lstrip().startswith(paper_code.PREFIX):  # blanks inside belong to the code
        return paper_proof.check(ws, text.lstrip().rstrip("\r\n"))
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
    return Checked(Verdict.GENUINE if whole else Verdict.ALTERED, title(paper.kind), _facts(ws, paper))


def _facts(ws: Workspace, paper: documents.Printed) -> tuple[tuple[str, str], ...]:
    content = json.loads(paper.content)
    facts: list[tuple[str, str]] = []
    if paper.kind == PaperKind.PUBLICITY_BOARD:
        facts += [
            (t("paper.fact.village"), content["village"]["name"]),
            (t("paper.fact.posted"), content["posted"]),
            (t("paper.fact.households"), str(content["households"])),
            (t("paper.fact.persons"), str(content["persons"])),
            (t("paper.fact.amount"), content["amount"]),
        ]
        odd = [
            t("paper.over_counted", name=name, insured=insured, members=members)
            for name, _, _, members, insured, *_ in content["rows"]
            if insured > members
        ]
        facts += [(t("paper.fact.look"), t("ui.semicolon").join(odd))] if odd else []
    if paper.kind == PaperKind.DRAW_RECORD:
        facts += [
            (t("paper.fact.round"), content["round"]["name"]),
            (t("paper.fact.seed"), content["seed"]),
            (t("paper.fact.households"), str(content["households"])),
            (t("paper.fact.unassignable"), str(content["unassignable"])),
        ]
    if content.get("name"):
        facts.append((t("paper.fact.name"), content["name"]))
    facts.append((t("paper.fact.printed-at"), paper.made_at[:16].replace("T", " ")))
    names = [people.get(ws.store.reader(), officer_id) for officer_id in paper.made_by.split()]
    facts.append((t("paper.fact.printed-by"), "、".join(officer.name for officer in names if officer)))
    return tuple(facts)


def _submission(ws: Workspace, submission_id: str, digest: str) -> Checked:
    """Ids of records are written `uuid:…` (OpenRosa); the code leaves that out."""
    record = documents.signed(ws.store.reader(), "uuid:" + submission_id.removeprefix("uuid:"))
    if record is None:
        return Checked(Verdict.UNKNOWN)
    whole = record.digest.startswith(digest) and signoff.verify(ws, record.id)
    pledge = record.form_id == PLEDGE_FORM
    facts = [
        (t("paper.fact.village"), areas.name(ws, record.village_code) if record.village_code else ""),
        (t("paper.fact.household"), f"{record.household_no} {record.head_name}".strip()),
        (t("paper.fact.frozen"), record.frozen_at[:16].replace("T", " ")),
        *(
            (t("paper.fact.signed", place=place), f"{name} {at[:16].replace('T', ' ')}")
            for place, name, at in record.signatures
        ),
    ]
    name = title(PaperKind.PLEDGE if pledge else PaperKind.VERIFICATION_FORM)
    shown = tuple((label, value) for label, value in facts if value)
    return Checked(Verdict.GENUINE if whole else Verdict.ALTERED, name, shown)
