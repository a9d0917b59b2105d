"""The rules of aid in force here: the shipped examples, and the county's own table in their place where it gave one."""

import csv
import io
from functools import cache
from importlib import resources

from villagevisit.domain import aid_rules as rules
from villagevisit.domain.aid_rules import Rule


@cache
def defaults() -> tuple[Rule, ...]:
    """The shipped examples, from published documents; none of them is this county's law."""
    text = resources.files("villagevisit.services").joinpath("data", "aid_rules_default.csv").read_text("utf-8")
    found = tuple(Rule(**row) for row in csv.DictReader(io.StringIO(text, newline="")))
    rules.check(found)
    return found
