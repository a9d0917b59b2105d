"""Health records as they leave for another system and come from one, apart from any format.

A file holds what was written down, field by field, and who it is about. What follows from it (values of a chart, what
is due) is written beside it for others and never read back: it follows again.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody that a file speaks of."""

    id: str
    """Within the file."""
    name: str
    sex: str
    """1 male, 2 female; else unknown (GB/T 2261.1)."""
    birth: str
    """ISO day or empty."""
    id_no: str
    """18-character resident number or empty."""
    phone: str = ""
    address: str = ""
    village_code: str = ""
    household_no: str = ""


@dataclass(frozen=True, slots=True)
class HealthEntry:
    """One record of one person."""

    id: str
    """Where it was made, for ever: the same record that comes twice is one."""
    person_id: str
    """Of the file's resident."""
    form: str
    """Form id, kind of an event, or `observation.OBSERVED`."""
    version: str
    day: str
    """ISO day that it speaks of."""
    at: str
    """ISO moment at which it was finished."""
    by: str
    """Who answers for it, by name."""
    answers: tuple[tuple[str, str], ...]
    """Reference → text in the order of the record; `/data/drug[2]/dg_name` is the second of several."""
    replaces: str = ""
    """Names of the records that this one corrects, the latest first, with spaces between; they no longer count."""


@dataclass(frozen=True, slots=True)
class HealthFile:
    residents: tuple[Resident, ...]
    entries: tuple[HealthEntry, ...]
    left_out: int = 0
    """Of a file that was read: pieces of kinds that nothing here holds."""

    def of(self, person_id: str) -> Sequence[HealthEntry]:
        return [one for one in self.entries if one.person_id == person_id]


def last_name(ref: str) -> str:
    """The field that a reference means, without path and position."""
    return ref.rpartition("/")[2].partition("[")[0]


def fields(one: HealthEntry) -> dict[str, str]:
    """Field → text, of a repeat its first."""
    found: dict[str, str] = {}
    for ref, value in one.answers:
        found.setdefault(last_name(ref), value)
    return found
