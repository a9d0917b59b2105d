"""`villagevisit county due`, `erase` and `erased`: what is over its time, and orders that erase bodies."""

from dataclasses import asdict
from pathlib import Path
from typing import Protocol

import click

from villagevisit.county import retention
from villagevisit.county.home import open_county
from villagevisit.domain.clock import SystemClock
from villagevisit.wording import t
from villagevisit.wording.privacy_words import due_line


class Settings(Protocol):
    """What the options before the verb chose (made by the command line's root)."""

    home: Path

    def show(self, result: object, text: str) -> None: ...


_database = click.option("--database", default="", help="URL of the record log; default: the embedded one.")


@click.command("due")
@click.option("--area", default="", help="Code of a township or village; default: the whole county.")
@_database
@click.pass_obj
def due_command(settings: Settings, area: str, database: str) -> None:
    """What the county holds beyond its time, by the retention table."""
    with open_county(settings.home, SystemClock(), database) as county:
        found = retention.due(county, area)
    lines = [
        due_line(one.form, f"{one.village} {one.household_no}".strip(), one.made, one.since, one.end, one.source)
        for one in found
    ]
    lines.append(t("retention.count", count=len(found)) if found else t("retention.none"))
    settings.show([asdict(one) for one in found], "\n".join(lines))
