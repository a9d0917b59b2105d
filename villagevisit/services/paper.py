"""Papers: what may be printed, the preview, the recorded print, and the check of a printed code.

A paper is a pure function of frozen records, a wording version and the moment. Making one records what was printed
(`document`), so that a photo of the sheet can be compared with the record later.
"""

import os
import tempfile
from pathlib import Path
from typing import Protocol

from printing import preview as screen
from printing import render as engine
from printing.document import Document, Rendered
from villagevisit.domain.access import Deed, Thing, may
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import EnvironmentFailed, Param, Refused
from villagevisit.domain.officer import Role
from villagevisit.services import (
    allowing,
    checks,
    exchange_bodies,
    fonts,
    paper_check,
    paper_followup,
    paper_health_form,
    paper_stamp,
)
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_kinds import KINDS, Asked
from villagevisit.services.paper_stamp import Signer
from villagevisit.services.paper_titles import title
from villagevisit.services.paper_types import (
    Checked,
    Offer,
    Paper,
    PaperKind,
    PaperRequest,
    Signing,
    Subject,
)
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import audit, documents, records
from villagevisit.wording import in_chinese, t


class Into(Protocol):
    """What makes something else of a document than a plain file; `name` is the paper's, for a bookmark."""

    def add(self, document: Document, name: str) -> Rendered: ...


def offers(ws: Workspace, actor: Actor) -> tuple[Offer, ...]:
    """The papers that the people here may print."""
    del ws
    return tuple(
        Offer(kind, title(kind), known.needs, known.papers)
        for kind, known in KINDS.items()
        if may(actor.officers, Deed.PAPER, Thing(duties=known.roles))
    )


def subjects(ws: Workspace, actor: Actor, kind: str, text: str = "", limit: int = 200) -> tuple[Subject, ...]:
    """What a paper of this kind can be made of; `text` filters by name. Unsigned visits are not among them.

    Raises:
        Refused: `paper.unknown-kind`, `actor.role`.
    """
    chosen = _allowed(ws, actor, kind)
    asked = Asked(ws, actor, chosen, text.strip(), limit, allowing.within(ws, actor))
    return tuple(KINDS[chosen].find(asked)[:limit])


def preview(ws: Workspace, actor: Actor, request: PaperRequest, progress: Progress = silent) -> Paper:
    """The very sheets that `make` would give, without recording that they were printed. Raises like `make`, and
    Cancelled.
    """
    return _drawn(ws, actor, _content(ws, actor, request), progress=progress)


@in_chinese()
def first_sheet(ws: Workspace, actor: Actor, request: PaperRequest) -> bytes:
    """PDF of the first page, uncounted, to be looked at while a long paper is made. Raises like `make`."""
    content = _content(ws, actor, request)
    imprint = content.imprint(actor, ws.clock.now(), paper_stamp.codes(ws, content, (content.rows,)))
    return engine.render(content.draw(imprint), fonts.of_county(ws), first=1).pdf


def make(
    ws: Workspace,
    actor: Actor,
    request: PaperRequest,
    signing: Signing | None = None,
    progress: Progress = silent,
    into: Into | None = None,
) -> Done[Paper]:
    """Makes a paper and records it. The same content printed again is the same document. `into` takes the
    document in place of a plain file: a file of many papers, a poster.

    Raises:
        Cancelled: nothing was recorded.
        Refused: what `paper_stamp.signer` raises.
        Refused: `paper.unknown-kind`, `paper.size` (paper), `paper.not-signed` (signed), `paper.no-subject`,
            `paper.no-village`, `paper.who-prints`, `paper.board-…` (household), `paper.calendar`, `actor.role`,
            `actor.area`.
        printing.document.PaperError: `paper.missing-glyph` (characters), `paper.font-unreadable` (name),
            `paper.picture`.
    """
    content = _content(ws, actor, request)
    by = paper_stamp.signer(ws, actor, content, signing) if signing and not content.proof else None
    paper = _drawn(ws, actor, content, by, progress, into)
    at = stamp(ws.clock)
    printed = documents.Printed(
        id=content.id,
        kind=content.kind,
        village_code=content.village_code,
        subject_id=content.subject_id,
        wording_version=content.wording_version,
        content=content.text,
        digest=content.digest,
        made_at=at,
        made_by=actor.id,
    )
    with ws.store.transaction() as db:
        again = documents.get(db, content.id) is not None
        if not again:
            documents.add(db, printed)
            records.append(db, _record_kind(content.kind), content.id, exchange_bodies.document_body(printed), at)
        detail: dict[str, Param] = {"kind": content.kind, "pages": paper.pages, "rows": paper.rows, "again": again}
        detail |= {"signed": True} if by else {}
        audit.append(db, at, actor.id, "paper.printed", content.id, detail)
    return Done(paper, changes(Topic.PAPER) if again else changes(Topic.PAPER, Topic.EXCHANGE))


def _record_kind(kind: str) -> str:
    """What is for village doctors alone goes to nobody else."""
    health = KINDS[PaperKind(kind)].roles == {Role.VILLAGE_DOCTOR}
    return exchange_bodies.HEALTH_DOCUMENT if health else exchange_bodies.DOCUMENT


def _allowed(ws: Workspace, actor: Actor, kind: str) -> PaperKind:
    """A paper with id numbers bears its printer's name, so somebody has to print it."""
    try:
        chosen = PaperKind(kind)
    except ValueError as error:
        raise Refused("paper.unknown-kind", kind=kind) from error
    allowing.require(ws, actor, Deed.PAPER, Thing(duties=KINDS[chosen].roles))
    if not actor.officers and KINDS[chosen].personal:
        raise Refused("paper.who-prints")
    return chosen


@in_chinese()
def _content(ws: Workspace, actor: Actor, request: PaperRequest) -> Content:
    kind = _allowed(ws, actor, request.kind)
    if kind is PaperKind.SAMPLE_RECORD:
        checks.open_list(ws, actor, request.subject_id)
    if kind is PaperKind.HEALTH_FORM:
        paper_health_form.allow(ws, actor, request.subject_id)
    if kind is PaperKind.FOLLOWUP:
        paper_followup.allow(ws, actor, request.subject_id)
    if request.paper and request.paper not in KINDS[kind].papers:
        raise Refused("paper.size", paper=request.paper)
    content, within = KINDS[kind].content(ws, request), allowing.within(ws, actor)
    named = content.village_code or kind in (PaperKind.HEALTH_LEDGER, PaperKind.REGISTER)
    if named and within is not None and content.village_code not in within:
        raise Refused("actor.area")
    return content


@in_chinese()
def _drawn(
    ws: Workspace,
    actor: Actor,
    content: Content,
    by: Signer | None = None,
    progress: Progress = silent,
    into: Into | None = None,
) -> Paper:
    """Codes are equally large, so the rows of each page are known before their digests are. `progress` hears of each
    sheet; how many there will be is not known.
    """
    at, faces = ws.clock.now(), fonts.of_county(ws)

    def watch(done: int) -> None:
        progress(done, 0)

    codes = paper_stamp.codes(ws, content, (0,), by)
    imprint = content.imprint(actor, at, codes)
    if content.paged:
        rows = engine.rows_of_pages(content.draw(imprint), faces, watch)
        codes = paper_stamp.codes(ws, content, rows, by)
        imprint = content.imprint(actor, at, codes)
    document = content.draw(imprint)
    if into is None:
        rendered = engine.render(document, faces, watch=watch)
    else:
        rendered = into.add(document, content.file_name.removesuffix(".pdf"))
    return Paper(
        id=content.id,
        name=content.file_name,
        pdf=rendered.pdf,
        pages=rendered.pages,
        digest=imprint.digest,
        rows=content.rows,
        code=imprint.code,
        codes=codes,
        substitutions=tuple(
            t("paper.substitution", official=one.official, used=one.used) for one in rendered.substitutions
        ),
    )


def page_png(pdf: bytes, page: int, dpi: int) -> bytes:
    """One page (0-based) as PNG for the screen."""
    return screen.page_png(pdf, page, dpi)


def save(paper: Paper, path: Path) -> None:
    """Writes the PDF whole or not at all. Raises EnvironmentFailed `paper.cannot-save` (file)."""
    write(paper.pdf, path)


def write(pdf: bytes, path: Path) -> None:
    """Writes a file whole or not at all. Raises like `save`."""
    part = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".paper-", delete=False) as target:
            part = Path(target.name)
            target.write(pdf)
            target.flush()
            os.fsync(target.fileno())
        part.replace(path)
    except OSError as error:
        if part is not None:
            part.unlink(missing_ok=True)
        raise EnvironmentFailed("paper.cannot-save", file=path.name) from error


def short_code(digest: str) -> str:
    """The eight digits as they stand on the paper."""
    return f"{digest[:4]} {digest[4:8]}".upper()


def verify(ws: Workspace, text: str) -> Checked:
    """Compares a printed code, or its eight digits, with what this home recorded; needs no network.

    Raises:
        Refused: `paper.not-a-code`.
    """
    return paper_check.verify(ws, text)
