"""`villagevisit lock`: whether commands work here without anybody's PIN."""

import click

from villagevisit.cli import Settings
from villagevisit.cli.actor import actor_of
from villagevisit.domain.errors import Refused
from villagevisit.services import locking
from villagevisit.wording import t


@click.command("lock")
@click.option(
    "--commands", type=click.Choice(["allow", "ask"]), required=True,
    help="allow: commands work without a PIN, whoever has the computer reads the data. ask: somebody's PIN first.",
)  # fmt: skip
@click.pass_obj
def command(settings: Settings, commands: str) -> None:
    """Whether this computer's data open without a PIN; `allow` needs --as and a clerk or the county."""
    key = settings.key()
    if key is None:
        raise Refused("lock.who")
    with settings.open_with(key) as ws:
        actor = actor_of(ws, settings.staff_no)
        if commands == "allow":
            locking.allow_commands(ws, actor)
        else:
            locking.protect(ws, actor)
    locking.change_key(ws)
    said = t("cli.lock.allow") if commands == "allow" else t("cli.lock.ask")
    settings.show({"commands": commands}, said)
