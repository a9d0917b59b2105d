"""Tables that come with the program (`services/data/*.csv`): what differs by county or year is a line with its days."""

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The lines of a table by its file's name, as text by column."""
    text = resources.files("villagevisit.services").joinpath("data", name).read_text("utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


def holds(valid_from: str, valid_to: str, day: str) -> bool:
    """Whether a line holds on an ISO day; both its days are included, an empty last one is open."""
    return valid_from <= day and (not valid_to or day <= valid_to)
