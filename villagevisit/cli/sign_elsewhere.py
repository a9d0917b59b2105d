"""`villagevisit sign ask|there|take`: the second signer is at another laptop."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sync.files import write_whole
from villagevisit.cli.actor import actor_of, pin_of
from villagevisit.domain.errors import Refused
from villagevisit.services import barcode, qr_picture, sign_elsewhere
from villagevisit.services.sign_elsewhere import Asked
from villagevisit.wording import t

if TYPE_CHECKING:
    from villagevisit.cli import Settings


@click.group("sign")
def group() -> None:
    """Lets the second investigator sign at another laptop; neither needs a network."""


@group.command("ask")
@click.argument("submission")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The sealed file to write.")
@click.pass_obj
def ask_command(settings: "Settings", submission: str, output: Path) -> None:
    """Writes a record with its first signature into a sealed file, and prints the letters that open it."""
    with settings.open() as ws:
        letters = sign_elsewhere.ask(ws, submission, output).value
    settings.show({"file": str(output), "letters": letters}, t("elsewhere.asked", file=output.name, letters=letters))


@group.command("there")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--letters", required=True, help="As the first laptop showed them.")
@click.option("--by", "staff_no", default="", metavar="STAFF_NO", help="Who signs; without: only shows the summary.")
@click.option("--qr", type=click.Path(path_type=Path), help="Also writes the answer as a QR picture (PNG).")
@click.pass_obj
def there_command(settings: "Settings", file: Path, letters: str, staff_no: str, qr: Path | None) -> None:
    """Shows what is to be signed, from its bytes; with --by and a PIN signs it, and prints the answer."""
    with settings.open() as ws:
        asked = sign_elsewhere.read(ws, file, letters)
        summary = _lines(asked)
        if not staff_no:
            settings.show({"submission": asked.body.id, "summary": summary}, "\n".join(summary))
            return
        if sys.stdin.isatty():
            click.echo("\n".join(summary), err=True)
        (officer,) = actor_of(ws, staff_no).officers
        code = sign_elsewhere.sign(ws, asked, officer.id, pin_of(staff_no)).value
    if qr is not None:
        write_whole(qr, qr_picture.png(code, 6))
    settings.show(
        {"submission": asked.body.id, "digest": asked.body.digest, "code": code},
        t("elsewhere.answered", name=officer.name, code=code),
    )


@group.command("take")
@click.argument("submission")
@click.argument("text", default="")
@click.option("--image", type=click.Path(path_type=Path), help="A photo of the answer's QR code.")
@click.pass_obj
def take_command(settings: "Settings", submission: str, text: str, image: Path | None) -> None:
    """Takes the answer in; the record is then complete and due for sending."""
    if bool(text) == bool(image):
        raise click.UsageError("Give either TEXT or --image FILE.")
    code = text
    if image is not None:
        code = next((one for one in barcode.read_all(image) if one.startswith(sign_elsewhere.PREFIX)), "")
        if not code:
            raise Refused("elsewhere.unreadable")
    with settings.open() as ws:
        complete = sign_elsewhere.take(ws, submission, code).value.complete
    settings.show({"submission": submission, "complete": complete}, t("elsewhere.taken"))


def _lines(asked: Asked) -> list[str]:
    summary = asked.summary
    lines = [summary.title, summary.household, summary.digest]
    lines += [f"{figure.label}: {figure.value}" for figure in summary.figures]
    for section in summary.sections:
        lines += [section.title, *(f"  {row.label}: {row.value or row.attachment}" for row in section.rows)]
    return lines
