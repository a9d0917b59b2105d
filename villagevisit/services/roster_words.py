"""The words for a roster's codes, for the screen, the command line and the exported report."""

from collections.abc import Mapping

from villagevisit.domain.errors import Param
from villagevisit.domain.roster import FIELDS
from villagevisit.wording import t


def problem(code: str, params: Mapping[str, Param]) -> str:
    """The sentence for a row's problem: what is wrong, and what stays safe."""
    return t(f"roster.problem.{code.removeprefix('roster.')}", **params)


def decision(code: str) -> str:
    """The label of a decision's button; also for `superseded`."""
    return t(f"roster.decision.{code}")


def field(name: str) -> str:
    """The label of a field, as a column would be headed."""
    return t(f"roster.field.{name}")


def status(code: str) -> str:
    """`doubtful`, `rejected`, `warning`."""
    return t(f"roster.status.{code}")


def change(kind: str) -> str:
    """`added`, `changed`, `left`, `moved`, `gone`."""
    return t(f"roster.change.{kind}")


def skipped(reason: str) -> str:
    """`blank`, `total`, `note`, `header`, `section`, `sheet`."""
    return t(f"roster.skipped.{reason}")


KNOWN = frozenset((*FIELDS, "id_kind"))
"""Fields that have a label of their own; other columns are named by their header."""
