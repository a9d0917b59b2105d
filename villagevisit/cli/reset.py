"""`villagevisit reset`: empties this laptop when nothing on it can be lost any more."""

import click

from villagevisit.cli import Settings
from villagevisit.services import reset
from villagevisit.wording import t


@click.command("reset")
@click.option("--yes", is_flag=True, help="Does not ask. What is not safe is refused all the same.")
@click.pass_obj
def command(settings: Settings, yes: bool) -> None:
    """Empties the data folder. Refuses while anything is not in a tested backup of the county."""
    with settings.open() as ws:
        if not yes and not reset.not_safe(ws):
            click.confirm(t("reset.confirm", folder=str(settings.home)), abort=True, err=True)
        reset.reset(ws)
    settings.show({"reset": str(settings.home)}, t("reset.done"))
