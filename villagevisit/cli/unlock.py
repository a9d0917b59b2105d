"""`villagevisit unlock`: somebody forgot his PIN, or the data are on another computer; the county opens them once."""

import os
from pathlib import Path

import click

from villagevisit.cli import Settings, marks_folder
from villagevisit.domain.clock import SystemClock
from villagevisit.domain.errors import Refused
from villagevisit.services import recovery
from villagevisit.services.ring import Keeper
from villagevisit.wording import t


@click.command("unlock")
@click.option("--request", type=click.Path(path_type=Path), help="Writes a request to the county to this file.")
@click.option("--answer", type=click.Path(path_type=Path), help="Reads the county's answer; needs --as STAFF_NO.")
@click.pass_obj
def command(settings: Settings, request: Path | None, answer: Path | None) -> None:
    """Opens locked data with the county's help; the new PIN is VILLAGEVISIT_PIN, or asked for."""
    outside = marks_folder(settings.home)
    if (request is None) == (answer is None):
        raise click.UsageError("give one of --request FILE and --answer FILE")
    if request is not None:
        made = recovery.request(settings.home, Keeper(settings.home, outside), request)
        settings.show({"file": request.name, "phrase": made.phrase}, t("cli.unlock.asked", phrase=made.phrase))
        return
    if answer is not None:
        if not settings.staff_no:
            raise Refused("lock.who")
        key = recovery.accept(settings.home, recovery.text_of(answer))
        pin = os.environ.get("VILLAGEVISIT_PIN", "") or click.prompt(
            t("cli.unlock.pin"), hide_input=True, confirmation_prompt=True, err=True
        )
        recovery.reopen(settings.home, outside, SystemClock(), key, settings.staff_no, pin)
        settings.show({"opened": True}, t("cli.unlock.opened"))
