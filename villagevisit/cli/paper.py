"""`villagevisit print DOCUMENT -o FILE` and `villagevisit verify TEXT`."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from villagevisit.cli.actor import actor_of
from villagevisit.domain.publicity import BoardKind
from villagevisit.services import paper, paper_check, paper_image
from villagevisit.services.paper_types import PaperKind, PaperRequest, Verdict
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.wording import t

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
@click.option("--by", "staff_no", default="", metavar="STAFF_NO", help="Who prints it; stands on the paper.")
@click.pass_obj
def print_command(
    settings: "Settings", document: str, output: Path, village: str, subject: str, size: str, board: str,
    posted: datetime | None, batch: str, township_phone: str, county_phone: str, staff_no: str,
) -> None:  # fmt: skip
    """Makes publicity_board, verification_form, pledge or draw_record as PDF and records that it was printed."""
    kind = document.replace("-", "_")
    with settings.open() as ws:
        actor = actor_of(ws, staff_no)
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
        made = paper.make(ws, actor, request).value
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
@click.option("--image", type=click.Path(path_type=Path), help="A photo or scan with the QR code.")
@click.pass_obj
def verify_command(settings: "Settings", text: str, image: Path | None) -> None:
    """Checks the code printed on a paper against this data folder; needs no network. Status 1 unless genuine."""
    if bool(text) == bool(image):
        raise click.UsageError("Give either TEXT or --image FILE.")
    code = paper_image.read_image(image) if image else text
    with settings.open() as ws:
        checked = paper.verify(ws, code)
    lines = [_verdict(checked.verdict), *([checked.title] if checked.title else [])]
    lines += [f"{label}: {value}" for label, value in checked.facts]
    result = {"verdict": checked.verdict.value, "title": checked.title, "facts": dict(checked.facts)}
    settings.show(result, "\n".join(lines))
    if checked.verdict is not Verdict.GENUINE:
        sys.exit(1)


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
