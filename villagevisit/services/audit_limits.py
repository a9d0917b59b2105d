"""The county's parameters for what is looked at again: the shipped examples, and what the county set instead.

They stay at the county. Laptops get the rest of the parameters, not these: who makes visits up should not know the
lines.
"""

import csv
import io
from functools import cache
from importlib import resources
from pathlib import Path

from villagevisit.domain import policy as rules
from villagevisit.domain.errors import Refused
from villagevisit.domain.policy import PolicyEntry

FILE = "audit.csv"
"""In the county's folder, with the columns of the shipped table; a key may stand there with several dates."""


@cache
def defaults() -> tuple[PolicyEntry, ...]:
    """The shipped examples, with unit, source and note."""
    return _read(resources.files("villagevisit.services").joinpath("data", "audit_default.csv").read_text("utf-8"))


def entries(folder: Path) -> tuple[PolicyEntry, ...]:
    """The shipped ones and, behind them, the county's own.

    Raises:
        Refused: `policy.unknown-key` (key), `policy.bad-date`, `policy.not-a-number`, `audit.file` (file).
    """
    file = folder / FILE
    if not file.exists():
        return defaults()
    try:
        own = _read(file.read_text("utf-8-sig"))
    except (OSError, TypeError, ValueError) as error:
        raise Refused("audit.file", file=FILE) from error
    known = {one.key for one in defaults()}
    for one in own:
        if one.key not in known:
            raise Refused("policy.unknown-key", key=one.key)
        rules.check(one)
    return (*defaults(), *own)


def _read(text: str) -> tuple[PolicyEntry, ...]:
    return tuple(PolicyEntry(**row) for row in csv.DictReader(io.StringIO(text, newline="")))
