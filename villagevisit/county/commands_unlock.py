"""`villagevisit county unlock`: opens a laptop's data with the recovery key from the safe."""

from pathlib import Path
from typing import Protocol

import click

from villagevisit.county import recovery as paper
from villagevisit.county.home import open_county
from villagevisit.county.people import People
from villagevisit.domain.clock import SystemClock
from villagevisit.services import recovery
from villagevisit.wording import t

DEED = "county.unlock"


class _Settings(Protocol):
    home: Path

    def show(self, result: object, text: str) -> None: ...


@click.command("unlock")
@click.argument("request", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Where the answer goes.")
@click.option("--recovery-key", type=click.Path(path_type=Path), help="File with the letters; else they are asked for.")
@click.option("--phrase-agrees", is_flag=True, help="Says that the phrase was compared; else it is asked.")
@click.option("--by", default="server", show_default=True, help="Who does it; stands in the county's audit log.")
@click.option("--database", default="", help="URL of the record log; default: the one that init was given.")
@click.pass_obj
def unlock_command(
    settings: _Settings, request: Path, out: Path, recovery_key: Path | None, phrase_agrees: bool, by: str,
    database: str,
) -> None:  # fmt: skip
    """Answers a laptop whose PIN was forgotten, or whose disk is in another computer; every try is written down."""
    asked = recovery.read_request(request)
    if not phrase_agrees:
        click.confirm(t("county.cli.unlock_phrase", phrase=asked.phrase), abort=True, err=True)
    letters = (
        recovery_key.read_text("utf-8")
        if recovery_key
        else click.prompt(t("county.cli.unlock_key"), hide_input=True, err=True)
    )
    with open_county(settings.home, SystemClock(), database) as county:
        People(county.log, county.clock).note(by, DEED, asked.phrase)
    recovery.answer(asked, paper.read(letters).private_bytes_raw(), out)
    settings.show({"file": out.name, "phrase": asked.phrase}, t("county.cli.unlocked", file=out.name))
