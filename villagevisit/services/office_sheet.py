"""What a paper of an office looks like: the layouts of 公文, 信函 and 简报 filled from its text, draft or issued."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from printing import render as engine
from printing.document import Document, PaperError
from printing.layouts import bulletin, letter, official
from printing.layouts.official import Attachment, Level, Official
from printing.texts import Wording, wording
from villagevisit.domain import office as rules
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.office import Issued, Kind, Office, Text
from villagevisit.domain.office_text import Line, names, pieces
from villagevisit.services import fonts, office_names
from villagevisit.services.office_drafts import Draft
from villagevisit.services.workspace import Workspace

State = Literal["draft", "issued", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that stands on the paper."""

    text: Text
    office: Office
    mark: str
    """Number, with the place for it left open on a draft."""
    day: date
    state: State
    number: int = 0
    total: int = 0


def of_draft(ws: Workspace, draft: Draft) -> Sheet:
    """As it would be issued today, without its number."""
    day, words = today(ws.clock), wording("office")
    named = office_names.named(ws, draft.area, day)
    code = named.code(draft.text.kind) or words.line("unnamed")
    return Sheet(draft.text, named, rules.mark(draft.text.kind, code, day.year, 0), day, "draft")


def of_issued(one: Issued) -> Sheet:
    state: State = "withdrawn" if one.withdrawn else "issued"
    return Sheet(one.text, one.office, one.mark, date.fromisoformat(one.day), state, one.number, one.total)


def pages(ws: Workspace, draft: Draft) -> int:
    """How many pages it would have. Raises Refused `paper.missing-glyph` (characters)."""
    try:
        return engine.render(document(of_draft(ws, draft), "0000 0000", "VV2:"), fonts.of_county(ws)).pages
    except PaperError as error:
        raise Refused(error.code, **error.params) from error


def document(sheet: Sheet, short: str, code: str) -> Document:
    """A draft and a withdrawn paper say across every page that they do not count."""
    words = wording("office")
    foot = words.line("foot", short=short)
    if sheet.text.kind is Kind.BRIEF:
        made = bulletin.layout(_brief(sheet, words, foot, code))
    else:
        lay = letter.layout if sheet.text.kind is Kind.LETTER else official.layout
        made = lay(_official(sheet, words, foot, code))
    return made if sheet.state == "issued" else replace(made, watermark=words.line(sheet.state))


def _official(sheet: Sheet, words: Wording, foot: str, code: str) -> Official:
    text, upward = sheet.text, sheet.text.kind in rules.UPWARD
    (piece,) = pieces(text)
    issuer = sheet.office.issuer
    return Official(
        issuer=issuer, number=sheet.mark, title=piece.title.strip() or words.line("untitled"),
        to="，".join(names(text.to)) or words.line("nobody"),
        body=tuple(_block(one) for one in piece.lines), dated=sheet.day,
        signer=(text.signer.strip() or words.line("unsigned")) if upward else "", urgency=text.urgency,
        attachments=tuple(Attachment(one) for one in text.attached()), note=text.note.strip(),
        copies=names(text.copies), printer=sheet.office.printer or issuer, printed=sheet.day, foot=foot, code=code,
    )  # fmt: skip


def _brief(sheet: Sheet, words: Wording, foot: str, code: str) -> bulletin.Bulletin:
    text = sheet.text
    articles = tuple(
        bulletin.Article(
            one.title.strip() or words.line("untitled"), tuple(_block(line) for line in one.lines), one.subtitle
        )
        for one in pieces(text)
    )  # fmt: skip
    return bulletin.Bulletin(
        name=sheet.office.brief or words.line("brief.unnamed"), number=sheet.number, total=sheet.total,
        editor=sheet.office.printer or sheet.office.issuer, dated=sheet.day, articles=articles, note=text.note.strip(),
        to=names(text.to), copies=names(text.copies), signed=text.signer.strip(), checked=text.checked.strip(),
        edited=text.edited.strip(), phone=text.phone.strip() or sheet.office.phone, foot=foot, code=code,
    )  # fmt: skip


def _block(line: Line) -> str | Level:
    return Level(line.depth, line.title, line.text, line.number) if line.depth else line.text
