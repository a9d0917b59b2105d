"""The table of how long what is kept: the shipped examples, and behind them what the county published."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources

from villagevisit.domain.errors import Refused
from villagevisit.domain.retention import Clock, End, Rule
from villagevisit.store import settings
from villagevisit.store.households import Db

RETENTION = "retention"
"""Kind of the item with which the county sends its own table; columns as in the shipped one."""
_OWN = "retention.rules"
_MOST_YEARS = 100


@cache
def defaults() -> tuple[Rule, ...]:
    """The shipped examples."""
    return read(resources.files("villagevisit.services").joinpath("data", "retention_default.csv").read_text("utf-8"))


def known(db: Db) -> tuple[Rule, ...]:
    """What holds on this laptop."""
    own = settings.get(db, _OWN)
    return (*defaults(), *(read(own) if own else ()))


def keep(db: Db, table: str) -> None:
    """Takes the county's table over. Raises Refused `retention.row` (row)."""
    read(table)
    settings.put(db, _OWN, table)


def read(table: str) -> tuple[Rule, ...]:
    """The rules of a table. Raises Refused `retention.row` (row) at the first line that is none."""
    return tuple(_rules(table))


def _rules(table: str) -> Iterator[Rule]:
    for number, row in enumerate(csv.DictReader(io.StringIO(table, newline="")), start=2):
        cells = {name: (text or "").strip() for name, text in row.items() if isinstance(text, str) and name}
        try:
            rule = Rule(
                form=cells["form"], years=int(cells["years"]), starts=Clock(cells["starts"]), end=End(cells["end"]),
                valid_from=date.fromisoformat(cells["valid_from"]).isoformat(), source=cells["source"],
                note=cells.get("note", ""),
            )  # fmt: skip
        except (KeyError, ValueError) as error:
            raise Refused("retention.row", row=number) from error
        if not (rule.form and rule.source and 0 <= rule.years <= _MOST_YEARS):
            raise Refused("retention.row", row=number)
        yield rule
