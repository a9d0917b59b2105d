"""疑点线索核实单: what the department's list says, and, once two people verified it, what they found."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from printing.document import Document
from printing.layouts import clue as sheet
from printing.layouts.common import Imprint
from printing.texts import Wording, wording
from villagevisit.domain.access import Within
from villagevisit.domain.clue import Clue
from villagevisit.domain.errors import Refused
from villagevisit.services import check_results, clues, households, paper_board, paper_marks
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace


def subjects(ws: Workspace, text: str, limit: int, within: Within) -> list[Subject]:
    """Clues by name or number, open ones first."""
    found = [one for one in clues.every(ws, within) if text in one.name or text in clues.number(one)]
    return [Subject(one.id, one.name, clues.number(one)) for one in found[:limit]]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`."""
    try:
        one = clues.get(ws, request.subject_id)
    except Refused as error:
        raise Refused("paper.no-subject") from error
    words = wording("clue")
    said = check_results.original(ws, one.form)
    home = households.get(ws, one.household) if one.household else None
    facts: dict[str, object] = {
        "clue": one.id, "number": clues.number(one), "name": one.name, "id_no": one.id_no, "detail": one.detail,
        "household": home.household_no if home else "", "form": one.form, "finding": one.finding,
    }  # fmt: skip
    amount = home.amount_month if home and home.assist_category else None
    number = home.household_no if home else ""

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(_sheet(imprint, words, one, said, number, amount))

    return Content(
        kind=PaperKind.CLUE,
        wording_version=words.version,
        facts=facts,
        draw=draw,
        file_name=f"{words.line('file', number=_in_a_file_name(clues.number(one)))}.pdf",
        village_code="" if one.area.endswith("000") else one.area,
        subject_id=one.id,
    )


def _sheet(
    imprint: Imprint, words: Wording, one: Clue, said: Mapping[str, str], number: str, amount: Decimal | None
) -> sheet.Clue:
    return sheet.Clue(
        imprint,
        number=clues.number(one),
        batch=one.batch,
        source=named(words, "sources", one.source),
        as_of=date.fromisoformat(one.as_of),
        kind=named(words, "kinds", one.kind),
        received=date.fromisoformat(one.listed),
        person=one.name,
        id_no=one.id_no,
        household=number,
        category=paper_board.category_name(one.category),
        amount=amount,
        detail=one.detail,
        verified=_day(said.get("verify_date", "")),
        told=one.heard if one.form else None,
        statement=said.get("party_statement", ""),
        fact=said.get("fact", ""),
        finding=named(words, "findings", one.finding),
        violation=named(words, "violations", one.violation),
        amount_new=_money(said.get("amount_new", "")),
        from_month=said.get("stop_month", "")[:7],
        recover=_money(said.get("recover_amount", "")),
        fix_due=_day(said.get("fix_due", "")),
        transfer=said.get("transfer_ref", ""),
        watermark=paper_marks.watermark(imprint),
    )


def named(words: Wording, key: str, code: str) -> str:
    """The words of a code by a list `code|words`; a code that the list lacks stands as it is."""
    known = dict(line.split("|", 1) for line in words.words(key))
    return known.get(code, code)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _money(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _in_a_file_name(number: str) -> str:
    return "".join(char if char.isalnum() or char in "-_." else "-" for char in number)
