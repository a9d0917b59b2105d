"""`villagevisit county due`, `erase` and `erased`: what is over its time, and orders that erase bodies."""

from dataclasses import asdict
from pathlib import Path
from typing import Protocol

import click

from sync.erasure import MOST_TARGETS
from villagevisit.county import erasing, retention
from villagevisit.county.home import open_county
from villagevisit.domain.clock import SystemClock
from villagevisit.domain.erasing import Reason
from villagevisit.domain.retention import End
from villagevisit.wording import t
from villagevisit.wording.privacy_words import due_line, order_line


class Settings(Protocol):
    """What the options before the verb chose (made by the command line's root)."""

    home: Path

    def show(self, result: object, text: str) -> None: ...


_AT_ONCE = MOST_TARGETS // 2
"""Records that are due, in one order: earlier versions and papers go along with them."""
_database = click.option("--database", default="", help="URL of the record log; default: the embedded one.")


@click.command("due")
@click.option("--area", default="", help="Code of a township or village; default: the whole county.")
@_database
@click.pass_obj
def due_command(settings: Settings, area: str, database: str) -> None:
    """What the county holds beyond its time, by the retention table."""
    with open_county(settings.home, SystemClock(), database) as county:
        found = [retention.hidden(one) for one in retention.due(county, area)]
    lines = [
        due_line(one.form, f"{one.village} {one.household_no}".strip(), one.made, one.since, one.end, one.source)
        for one in found
    ]
    lines.append(t("retention.count", count=len(found)) if found else t("retention.none"))
    settings.show([asdict(one) for one in found], "\n".join(lines))


@click.command("erase")
@click.argument("ids", nargs=-1)
@click.option("--due", "everything_due", is_flag=True, help="All that is over its time, instead of single ids.")
@click.option("--area", default="", help="With --due: code of a township or village.")
@click.option("--reason", type=click.Choice([str(one) for one in Reason]), default=str(Reason.RETENTION))
@click.option("--paper", required=True, help="Number of the decision on paper.")
@click.option("--by", required=True, help="Name of who orders it.")
@_database
@click.pass_obj
def erase_command(
    settings: Settings, ids: tuple[str, ...], everything_due: bool, area: str, reason: str, paper: str, by: str,
    database: str,
) -> None:  # fmt: skip
    """Erases the content of submissions and papers by a signed order, here and on every laptop."""
    if everything_due == bool(ids):
        raise click.UsageError("give ids, or --due")
    with open_county(settings.home, SystemClock(), database) as county:
        if everything_due:
            ids = tuple(one.subject for one in retention.due(county, area) if one.end is not End.ASK)[:_AT_ONCE]
        done = erasing.order(county, ids, Reason(reason), paper, by)
    settings.show(
        asdict(done), t("erase.done", number=done.number, records=done.records, attachments=done.attachments)
    )


@click.command("erased")
@_database
@click.pass_obj
def erased_command(settings: Settings, database: str) -> None:
    """Every order to erase content that this county gave."""
    with open_county(settings.home, SystemClock(), database) as county:
        found = erasing.orders(county)
    settings.show(
        [
            {"number": one.number, "day": one.day, "reason": one.reason, "paper": one.paper, "by": one.by,
             "records": [target.record.digest for target in one.targets]}
            for one in found
        ],
        "\n".join(order_line(one.day, one.number, len(one.targets), one.reason, one.paper, one.by) for one in found)
        or t("erase.none"),
    )  # fmt: skip
