"""公文, 信函 and 简报 in the print centre, from drafts and issued papers, and the register of a year (发文登记)."""

from printing.document import Document
from printing.layouts import ledger as book
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain import office as rules
from villagevisit.domain.access import Deed, Thing, may
from villagevisit.domain.errors import Refused
from villagevisit.domain.office import Issued, Kind, Series
from villagevisit.domain.office_text import names
from villagevisit.services import areas, office, office_drafts, office_names, office_sheet
from villagevisit.services.office_sheet import Sheet
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.wording import t

_PARTING = "/"
_NOT_IN_FILES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n', ""))
_LETTERS = 40
"""Of a title in the name of a file."""


def kind_of(kind: Kind) -> PaperKind:
    """The paper on which a text is printed."""
    return {Kind.LETTER: PaperKind.LETTER, Kind.BRIEF: PaperKind.BRIEF}.get(kind, PaperKind.OFFICIAL)


def subjects(ws: Workspace, actor: Actor, kind: PaperKind, text: str, limit: int) -> list[Subject]:
    """Drafts first, then what was issued, newest first."""
    found = [
        Subject(one.id, _titled(one.text.title), t("office.state.draft"))
        for one in office_drafts.every(ws)
        if kind_of(one.text.kind) is kind and _seen(actor, one.area)
    ]
    found += [
        Subject(one.id, _titled(one.text.title), _noted(one))
        for one in office.every(ws, actor)
        if kind_of(one.text.kind) is kind
    ]
    return [one for one in found if text in one.title or text in one.note][:limit]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`."""
    draft = office_drafts.find(ws, request.subject_id)
    one = None if draft else office.find(ws, request.subject_id)
    sheet = office_sheet.of_draft(ws, draft) if draft else office_sheet.of_issued(one) if one else None
    if sheet is None or kind_of(sheet.text.kind) is not PaperKind(request.kind):
        raise Refused("paper.no-subject")
    words, title = wording("office"), sheet.text.title.replace("\n", "").strip()
    look = wording("bulletin" if sheet.text.kind is Kind.BRIEF else "official").version
    named = {"number": sheet.mark, "title": title.translate(_NOT_IN_FILES)[:_LETTERS]}

    def draw(imprint: Imprint) -> Document:
        return office_sheet.document(sheet, imprint.short, imprint.code)

    return Content(
        kind=request.kind,
        wording_version=f"{words.version} {look}",
        facts=_facts(sheet, request.subject_id),
        draw=draw,
        file_name=words.line("file.draft" if draft else "file", **named) + ".pdf",
        subject_id=request.subject_id,
    )


def _facts(sheet: Sheet, known: str) -> dict[str, object]:
    return {
        "paper": known, "state": sheet.state, "mark": sheet.mark, "day": sheet.day.isoformat(),
        "issuer": sheet.office.issuer, "code": sheet.office.code(sheet.text.kind), "printer": sheet.office.printer,
        "text": rules.text_data(sheet.text),
    }  # fmt: skip


def register_subjects(ws: Workspace, actor: Actor, text: str) -> list[Subject]:
    """Each office and year, the newest first."""
    return [
        Subject(f"{one.code}{_PARTING}{year}", one.name, str(year))
        for one in office_names.offices(ws, actor)
        for year in office.years(ws, one.code)
        if text in one.name or text in str(year)
    ]


def register(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`."""
    area, _, year = request.subject_id.partition(_PARTING)
    if not (year.isdigit() and len(year) == 4 and len(area) == 12):
        raise Refused("paper.no-subject")
    words, unit = wording("ledger"), areas.name(ws, area)
    rows = tuple(row for series in office.register(ws, area, int(year)) for row in _rows(series))

    def draw(imprint: Imprint) -> Document:
        return book.layout(book.Ledger(imprint, "issued", unit, year, rows))

    return Content(
        kind=PaperKind.ISSUED_LEDGER,
        wording_version=words.version,
        facts={
            "ledger": "issued", "unit": unit, "period": year,
            "rows": [[str(value) for value in row.values()] for row in rows],
        },
        draw=draw,
        file_name=f"{words.line('file', title=words.line('issued.title'), unit=unit, period=year)}.pdf",
        subject_id=request.subject_id,
        rows=len(rows),
    )  # fmt: skip


def _rows(series: Series) -> list[dict[str, book.Value]]:
    gaps: list[dict[str, book.Value]] = [
        {"remark": office.gap(series, first, last)} for first, last in series.gaps
    ]
    return [*(_row(series, one) for one in series.issued), *gaps]


def _row(series: Series, one: Issued) -> dict[str, book.Value]:
    return {
        "number": one.mark, "day": one.day, "kind": t(f"office.kind.{one.text.kind}"),
        "title": _titled(one.text.title), "to": "、".join(names(one.text.to)),
        "signer": one.text.signer, "by": one.by, "remark": office.remark(series, one),
    }  # fmt: skip


def _noted(one: Issued) -> str:
    return f"{one.mark} {t('office.state.withdrawn')}" if one.withdrawn else one.mark


def _titled(title: str) -> str:
    return title.replace("\n", "").strip() or wording("office").line("untitled")


def _seen(actor: Actor, area: str) -> bool:
    return not actor.officers or may(actor.officers, Deed.WRITE, Thing(area))
