"""`villagevisit county override` and `villagevisit county bulletin`."""

from pathlib import Path
from typing import Protocol

import click

from villagevisit.county import overriding
from villagevisit.county.home import open_county
from villagevisit.county.overriding import Line, Wanted
from villagevisit.domain.clock import SystemClock
from villagevisit.wording import t


class _Settings(Protocol):
    home: Path

    def show(self, result: object, text: str) -> None: ...


_database = click.option("--database", default="", help="URL of the record log; default: the one that init was given.")


@click.command("override")
@click.option("--village", required=True, metavar="CODE", help="12-digit code of the village.")
@click.option("--household", required=True, metavar="NO", help="Number of the household.")
@click.option("--rule", required=True, type=click.Choice(tuple(overriding.NAMES)), help="Which rule is lifted.")
@click.option("--officer", "officers", required=True, multiple=True, metavar="STAFF_NO", help="For whom.")
@click.option("--until", required=True, metavar="DAY", help="The last day, 31 days from today at most.")
@click.option("--reason", required=True, help="Why, as the bulletin will say it.")
@click.option("--ordered-by", required=True, help="Who ordered it.")
@click.option("--paper", required=True, help="Number of the written order.")
@click.option("--visit", default="", metavar="ID", help="The one record; needed for a signature alone.")
@click.option("--by", required=True, help="Who enters it.")
@_database
@click.pass_obj
def override_command(
    settings: _Settings, village: str, household: str, rule: str, officers: tuple[str, ...], until: str, reason: str,
    ordered_by: str, paper: str, visit: str, by: str, database: str,
) -> None:  # fmt: skip
    """Lifts one rule for named people and one household, by written order; it stands in the month's bulletin."""
    wanted = Wanted(village, household, rule, officers, until, reason, ordered_by, paper, visit)
    with open_county(settings.home, SystemClock(), database) as county:
        one = overriding.give(county, wanted, by)
    settings.show(
        {"household": one.household_id, "rule": one.rule, "until": one.until.isoformat()},
        t("override.given", number=one.household_no, until=one.until.isoformat()),
    )


@click.command("bulletin")
@click.option("--month", required=True, metavar="2026-11", help="Which month.")
@_database
@click.pass_obj
def bulletin_command(settings: _Settings, month: str, database: str) -> None:
    """Lists every override of a month: for whom, why, who ordered it, and which records it was used for."""
    with open_county(settings.home, SystemClock(), database) as county:
        found = overriding.bulletin(county, month)
    text = "\n".join(map(_told, found)) or t("override.none", month=month)
    settings.show({"month": month, "overrides": [_plain(one) for one in found]}, text)


def _told(line: Line) -> str:
    one = line.override
    used = "、".join(f"{name} {day}" for name, day in line.visits) or t("override.unused")
    return t(
        "override.line", village=one.village, number=one.household_no, rule=overriding.sentence(t, one.rule),
        officers="、".join(one.officers), since=one.since, until=one.until, reason=one.reason, ordered=one.ordered_by,
        paper=one.paper, by=one.by, used=used,
    )  # fmt: skip


def _plain(line: Line) -> dict[str, object]:
    one = line.override
    return {
        "village": one.village, "household_no": one.household_no, "rule": one.rule, "officers": list(one.officers),
        "since": one.since.isoformat(), "until": one.until.isoformat(), "reason": one.reason,
        "ordered_by": one.ordered_by, "paper": one.paper, "by": one.by, "visit": one.visit,
        "used_by": [list(each) for each in line.visits],
    }  # fmt: skip
