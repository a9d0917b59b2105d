"""`villagevisit print DOCUMENT -o FILE` and `villagevisit verify TEXT`."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from villagevisit.cli.actor import pin_of, proved
from villagevisit.domain.errors import Refused
from villagevisit.domain.publicity import BoardKind
from villagevisit.services import board_photos, paper, paper_check, paper_image
from villagevisit.services.board_photos import Boards
from villagevisit.services.paper_types import Checked, PaperKind, PaperRequest, Signing, Verdict
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.wording import explain, t

if TYPE_CHECKING:
    from villagevisit.cli import Settings


_BOARDS = [kind.value for kind in BoardKind]


@click.command("print")
@click.argument("document")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The PDF to write.")
@click.option("--village", default="", metavar="CODE", help="12-digit code of the village, for a board.")
@click.option("--subject", default="", metavar="ID", help="A record, draw, officer or household number.")
@click.option("--paper", "size", default="", metavar="A4|A3", help="Paper size; the usual one when left out.")
@click.option("--board", default="initial", type=click.Choice(_BOARDS), help="Which board.")
@click.option("--posted", type=click.DateTime(["%Y-%m-%d"]), help="Posting day; today when left out.")
@click.option("--batch", default="", help="The board's own name, such as 第二批.")
@click.option("--township-phone", default="", help="Where objections go; that of the last board when left out.")
@click.option("--county-phone", default="", help="The same, at the county.")
@click.option("--by", "staff_no", default="", metavar="STAFF_NO", help="Who prints it, on the paper; else as --as.")
@click.option("--sign", is_flag=True, help="Signs the code with the PIN of --by, so that it proves itself elsewhere.")
@click.pass_obj
def print_command(
    settings: "Settings", document: str, output: Path, village: str, subject: str, size: str, board: str,
    posted: datetime | None, batch: str, township_phone: str, county_phone: str, staff_no: str, sign: bool,
) -> None:  # fmt: skip
    """Makes a paper (publicity_board, verification_form, pledge …, as docs/papers.md lists them) and records it."""
    kind = document.replace("-", "_")
    staff_no = staff_no or settings.staff_no
    with settings.open() as ws:
        actor = proved(ws, staff_no)
        request = PaperRequest(
            kind=kind,
            village_code=village,
            subject_id=_subject(ws, actor, kind, subject) if subject else "",
            paper=size.upper(),
            board=BoardKind(board),
            posted_on=_day(posted),
            batch=batch,
            township_phone=township_phone,
            county_phone=county_phone,
        )
        signing = Signing(actor.officers[0].id, pin_of(staff_no)) if sign and actor.officers else None
        made = paper.make(ws, actor, request, signing).value
        paper.save(made, output)
        odd = paper_check.over_counted(ws, village) if kind == PaperKind.PUBLICITY_BOARD else ()
    short = paper.short_code(made.digest)
    text = t("paper.printed", name=output.name, pages=made.pages, short=short)
    if made.substitutions:
        text += "\n" + t("paper.substituted", fonts=t("ui.semicolon").join(made.substitutions))
    lines = [t("paper.over_counted", name=one.head_name, insured=one.insured, members=one.members) for one in odd]
    if lines:
        text += "\n" + t("paper.over_counted_all", rows=t("ui.semicolon").join(lines))
    result = {
        "file": str(output),
        "document": kind,
        "pages": made.pages,
        "rows": made.rows,
        "digest": made.digest,
        "code": made.code,
        "substitutions": list(made.substitutions),
        "over_counted": lines,
    }
    settings.show(result, text)


@click.command("verify")
@click.argument("text", required=False, default="")
@click.option(
    "--image", "images", multiple=True, type=click.Path(path_type=Path),
    help="A photo, scan or PDF with the QR code; several of a board that hangs.",
)  # fmt: skip
@click.pass_obj
def verify_command(settings: "Settings", text: str, images: tuple[Path, ...]) -> None:
    """Checks the code printed on a paper, or photos of a board; needs no network. Status 1 unless genuine and whole."""
    if bool(text) == bool(images):
        raise click.UsageError("Give either TEXT or --image FILE.")
    with settings.open() as ws:
        boards = board_photos.compare(ws, images) if images else None
        if boards is not None and boards.sheets:
            good = _show_boards(settings, boards)
        else:
            good = _show_checked(settings, paper.verify(ws, paper_image.read_image(images[0]) if images else text))
    if not good:
        sys.exit(1)


def _show_checked(settings: "Settings", checked: Checked) -> bool:
    result = {
        "verdict": checked.verdict.value,
        "title": checked.title,
        "facts": dict(checked.facts),
        "differing": list(checked.differing),
    }
    settings.show(result, "\n".join(_lines(checked)))
    return checked.verdict is Verdict.GENUINE


def _show_boards(settings: "Settings", boards: Boards) -> bool:
    """Each sheet with the rows that should stand on it, and what is missing."""
    lines: list[str] = []
    for one in boards.sheets:
        lines += [t("paper.sheet", number=one.number, of=one.of, photo=one.photo)]
        lines += [t("paper.sheet_other")] if one.other else []
        lines += _lines(one.checked)
        lines += ["  ".join((str(number), *row)) for number, row in enumerate(one.rows, start=one.first)]
    lines += [t("paper.sheets_missing", pages="、".join(map(str, boards.missing)))] if boards.missing else []
    unread = ((photo, explain(Refused(code, file=photo))) for photo, code in boards.unread)
    lines += [t("paper.sheet_unread", photo=photo, why=why) for photo, why in unread]
    sheets = [
        {
            "photo": one.photo, "page": one.number, "of": one.of, "other_printing": one.other,
            "verdict": one.checked.verdict.value, "facts": dict(one.checked.facts),
            "differing": list(one.checked.differing), "first": one.first, "rows": [list(row) for row in one.rows],
        }
        for one in boards.sheets
    ]  # fmt: skip
    settings.show(
        {"sheets": sheets, "missing": list(boards.missing), "unread": dict(boards.unread)}, "\n".join(lines)
    )
    genuine = all(one.checked.verdict is Verdict.GENUINE and not one.other for one in boards.sheets)
    return genuine and not boards.missing


def _lines(checked: Checked) -> list[str]:
    head = [_verdict(checked.verdict), *([checked.title] if checked.title else [])]
    return [*head, *(f"{label}: {value}" for label, value in checked.facts)]


def _verdict(verdict: Verdict) -> str:
    return {
        Verdict.GENUINE: t("paper.verdict.genuine"),
        Verdict.ALTERED: t("paper.verdict.altered"),
        Verdict.UNKNOWN: t("paper.verdict.unknown"),
        Verdict.REVOKED: t("paper.verdict.revoked"),
    }[verdict]


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _subject(ws: Workspace, actor: Actor, kind: str, text: str) -> str:
    """An id as it is; a household number or a name when it leads to exactly one subject."""
    every = paper.subjects(ws, actor, kind)
    if any(one.id == text for one in every):
        return text
    found = paper.subjects(ws, actor, kind, text)
    return found[0].id if len(found) == 1 else text
