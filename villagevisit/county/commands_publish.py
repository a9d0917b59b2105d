"""`villagevisit county publish` and `scope`: what the laptops take at their next exchange, and which ones."""

from pathlib import Path
from typing import Protocol

import click

from villagevisit.county import publish
from villagevisit.county.home import LAPTOP_ROLES, open_county
from villagevisit.domain.clock import SystemClock
from villagevisit.wording import t


class Settings(Protocol):
    """What the options before the verb chose (made by the command line's root)."""

    home: Path

    def show(self, result: object, text: str) -> None: ...


_database = click.option("--database", default="", help="URL of the record log; default: the embedded one.")


@click.command("publish")
@click.argument("kind", type=click.Choice(publish.KINDS))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "device", default="", help="For one laptop only.")
@click.option("--role", default="", type=click.Choice(("", *LAPTOP_ROLES)), help="For laptops of this role only.")
@_database
@click.pass_obj
def publish_command(settings: Settings, kind: str, file: Path, device: str, role: str, database: str) -> None:
    """Lets parameters (CSV), a form, a code list, areas, a message or a paper (PDF) wait for the laptops."""
    with open_county(settings.home, SystemClock(), database) as county:
        made = publish.publish(county, kind, file, device, role)
    settings.show(
        {"number": made.number, "kind": made.kind, "title": made.title}, t("county.cli.published", title=made.title)
    )


@click.command("scope")
@click.argument("device")
@click.option("--role", required=True, type=click.Choice(LAPTOP_ROLES), help="What the laptop is for.")
@click.option("--area", "areas", multiple=True, help="Code of a township or village it works in; without any: none.")
@_database
@click.pass_obj
def scope_command(settings: Settings, device: str, role: str, areas: tuple[str, ...], database: str) -> None:
    """Says what a laptop is for and where; what is no longer its business goes once everything is safe."""
    with open_county(settings.home, SystemClock(), database) as county:
        scope = publish.set_scope(county, device, role, areas)
    settings.show({"device": device, "role": role, "scope": scope}, t("county.cli.scoped", device=device))
