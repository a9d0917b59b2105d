"""Papers: what may be printed, the preview, the recorded print, and the check of a printed code.

A paper is a pure function of frozen records, a wording version and the moment. Making one records what was printed
(`document`), so that a photo of the sheet can be compared with the record later.
"""

import os
import tempfile
from pathlib import Path

from printing import preview as screen
from printing import render as engine
from villagevisit.domain.access import Deed, Thing, may
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import EnvironmentFailed, Param, Refused
from villagevisit.services import allowing, checks, exchange_bodies, paper_check, paper_stamp
from villagevisit.domain.form_ids import PLEDGE_FORM, VISIT_FORM
from villagevisit.domain.officer import Role
from villagevisit.services import (
    allowing,
    areas,
    checks,
    exchange_bodies,
    paper_application,
    paper_board,
    paper_check,
    paper_clue,
    paper_clue_ledger,
    paper_draw,
    paper_first_inquiry,
    paper_kin_filing,
    paper_labels,
    paper_leaflet,
    paper_ledger,
    paper_pledge,
    paper_pledge_list,
    paper_rectification,
    paper_sample,
    paper_spot_check,
    paper_stamp,
    paper_subjects,
    paper_verification,
    paper_verification_blank,
    people,
)
from villagevisit.services.check_results import SPOT_FORM
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
from villagevisit.wording import t

_EVERYBODY = frozenset(Role)
_OFFICE = frozenset({Role.CLERK, Role.COUNTY})
_CASEWORK = frozenset({Role.INVESTIGATOR, Role.CLERK, Role.COUNTY})
_KINDS: Mapping[PaperKind, tuple[Needs, tuple[str, ...], frozenset[Role]]] = {
    PaperKind.PUBLICITY_BOARD: ("village", ("A3", "A4"), _CASEWORK),
    PaperKind.VERIFICATION_FORM: ("submission", ("A4",), _CASEWORK),
    PaperKind.PLEDGE: ("officer", ("A4",), _EVERYBODY),
    PaperKind.DRAW_RECORD: ("draw", ("A4",), _OFFICE),
    PaperKind.APPLICATION: ("household", ("A4",), _CASEWORK),
    PaperKind.VERIFICATION_BLANK: ("household", ("A4",), _CASEWORK),
    PaperKind.KIN_FILING: ("kin", ("A4",), _OFFICE),
    PaperKind.PLEDGE_LIST: ("township", ("A3",), _OFFICE),
    PaperKind.LEDGER: ("village", ("A3",), _OFFICE),
    PaperKind.LABELS: ("village", ("A4",), _OFFICE),
    PaperKind.LEAFLET: ("township", ("A4",), _CASEWORK),
    PaperKind.SPOT_CHECK: ("submission", ("A4",), _OFFICE),
    PaperKind.FIRST_INQUIRY: ("township", ("A4",), _CASEWORK),
    PaperKind.HEARING_NOTICE: ("change", ("A4",), _OFFICE),
    PaperKind.DECISION: ("change", ("A4",), _OFFICE),
    PaperKind.CHANGE_LEDGER: ("village", ("A4",), _OFFICE),
    PaperKind.REFUND: ("change", ("A4",), _OFFICE),
    PaperKind.SAMPLE_RECORD: ("check", ("A4",), _OFFICE),
    PaperKind.CLUE: ("clue", ("A4",), _CASEWORK),
    PaperKind.RECTIFICATION: ("fault", ("A4",), _OFFICE),
    PaperKind.CLUE_LEDGER: ("township", ("A4",), _OFFICE),
}
"""What has to be chosen, the paper sizes, and who may print it: the form holds illness and id numbers."""
_CONTENT: Mapping[PaperKind, Callable[[Workspace, PaperRequest], Content]] = {
    PaperKind.PUBLICITY_BOARD: paper_board.content,
    PaperKind.VERIFICATION_FORM: paper_verification.content,
    PaperKind.PLEDGE: paper_pledge.content,
    PaperKind.DRAW_RECORD: paper_draw.content,
    PaperKind.APPLICATION: paper_application.content,
    PaperKind.VERIFICATION_BLANK: paper_verification_blank.content,
    PaperKind.KIN_FILING: paper_kin_filing.content,
    PaperKind.PLEDGE_LIST: paper_pledge_list.content,
    PaperKind.LEDGER: paper_ledger.content,
    PaperKind.LABELS: paper_labels.content,
    PaperKind.LEAFLET: paper_leaflet.content,
    PaperKind.SPOT_CHECK: paper_spot_check.content,
    PaperKind.FIRST_INQUIRY: paper_first_inquiry.content,
    PaperKind.HEARING_NOTICE: paper_change.content,
    PaperKind.DECISION: paper_change.content,
    PaperKind.CHANGE_LEDGER: paper_change.ledger_content,
    PaperKind.REFUND: paper_change.refund_content,
}
_PERSONAL = frozenset({
    PaperKind.VERIFICATION_FORM, PaperKind.APPLICATION, PaperKind.KIN_FILING, PaperKind.LEDGER, PaperKind.SPOT_CHECK,
    PaperKind.CHANGE_LEDGER,
    PaperKind.SAMPLE_RECORD: paper_sample.content,
    PaperKind.CLUE: paper_clue.content,
    PaperKind.RECTIFICATION: paper_rectification.content,
    PaperKind.CLUE_LEDGER: paper_clue_ledger.content,
}
_PERSONAL = frozenset({
    PaperKind.VERIFICATION_FORM, PaperKind.APPLICATION, PaperKind.KIN_FILING, PaperKind.LEDGER, PaperKind.SPOT_CHECK,
    PaperKind.CLUE, PaperKind.CLUE_LEDGER,
})
"""They hold id numbers, illness or phones and bear the name of whoever prints them."""


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


def first_sheet(ws: Workspace, actor: Actor, request: PaperRequest) -> bytes:
    """PDF of the first page, uncounted, to be looked at while a long paper is made. Raises like `make`."""
    content = _content(ws, actor, request)
    imprint = content.imprint(actor, ws.clock.now(), paper_stamp.codes(ws, content, (content.rows,)))
    return engine.render(content.draw(imprint), extra_fonts(ws), first=1).pdf


def make(ws: Workspace, actor: Actor, request: PaperRequest, signing: Signing | None = None) -> Done[Paper]:
    """Makes a paper and records it. The same content printed again is the same document.

    Raises:
        Refused: what `paper_stamp.signer` raises.
        Refused: `paper.unknown-kind`, `paper.size` (paper), `paper.not-signed` (signed), `paper.no-subject`,
            `paper.no-village`, `paper.who-prints`, `paper.board-…` (household), `paper.calendar`, `actor.role`,
            `actor.area`.
        printing.document.PaperError: `paper.missing-glyph` (characters), `paper.font-unreadable` (name),
            `paper.picture`.
    """
    content = _content(ws, actor, request)
    by = paper_stamp.signer(ws, actor, content, signing) if signing and not content.proof else None
    paper = _drawn(ws, actor, content, by)
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
            records.append(db, exchange_bodies.DOCUMENT, content.id, exchange_bodies.document_body(printed), at)
        detail: dict[str, Param] = {"kind": content.kind, "pages": paper.pages, "rows": paper.rows, "again": again}
        detail |= {"signed": True} if by else {}
        audit.append(db, at, actor.id, "paper.printed", content.id, detail)
    return Done(paper, changes(Topic.PAPER) if again else changes(Topic.PAPER, Topic.EXCHANGE))


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


def _content(ws: Workspace, actor: Actor, request: PaperRequest) -> Content:
    kind = _allowed(ws, actor, request.kind)
    if kind is PaperKind.SAMPLE_RECORD:
        checks.open_list(ws, actor, request.subject_id)
    if request.paper and request.paper not in KINDS[kind].papers:
        raise Refused("paper.size", paper=request.paper)
    content, within = KINDS[kind].content(ws, request), allowing.within(ws, actor)
    if content.village_code and within is not None and content.village_code not in within:
        raise Refused("actor.area")
    return content


def _drawn(
    ws: Workspace, actor: Actor, content: Content, by: Signer | None = None, progress: Progress = silent
) -> Paper:
    """Codes are equally large, so the rows of each page are known before their digests are."""
    at = ws.clock.now()
    progress(0, 2)
    codes = paper_stamp.codes(ws, content, (0,), by)
    imprint = content.imprint(actor, at, codes)
    if content.paged:
        rows = engine.rows_of_pages(content.draw(imprint), extra_fonts(ws))
        codes = paper_stamp.codes(ws, content, rows, by)
        imprint = content.imprint(actor, at, codes)
    progress(1, 2)
    rendered = engine.render(content.draw(imprint), extra_fonts(ws))
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


def extra_fonts(ws: Workspace) -> tuple[Path, ...]:
    """The county's own fonts: TrueType files in HOME/fonts."""
    folder = ws.home / "fonts"
    return tuple(sorted(folder.glob("*.ttf"))) if folder.is_dir() else ()


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
