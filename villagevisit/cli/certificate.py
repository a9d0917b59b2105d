"""`villagevisit certificate --staff-no … --code …`."""

from typing import TYPE_CHECKING

import click

from villagevisit.cli.actor import actor_of
from villagevisit.services import certified
from villagevisit.wording import t

if TYPE_CHECKING:
    from villagevisit.cli import Settings


@click.command("certificate")
@click.option("--staff-no", required=True, help="Staff number of the person; he has chosen his PIN here.")
@click.option("--code", required=True, help="The one-time code that the county gave him.")
@click.pass_obj
def command(settings: "Settings", staff_no: str, code: str) -> None:
    """Asks the county to certify somebody's key with its one-time code, at the next exchange."""
    with settings.open() as ws:
        (officer,) = actor_of(ws, staff_no).officers
        certified.ask(ws, officer.id, code)
    settings.show({"staff_no": staff_no}, t("certify.cli.asked", name=officer.name))
