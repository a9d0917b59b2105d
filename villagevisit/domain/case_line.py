"""One household in the list of cases, and what narrows the list."""

from dataclasses import dataclass

from villagevisit.domain.access import Within


@dataclass(frozen=True, slots=True)
class Line:
    """One household in the flow; days are ISO texts, empty where there is none."""

    household_id: str
    village_code: str
    step: str
    who: str
    due: str
    turns_on: str
    applied: str
    checked: str
    approved: str
    entered: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A line with what names its household."""

    line: Line
    head_name: str
    household_no: str
    village_name: str
    village_group: str


@dataclass(frozen=True, slots=True)
class Named:
    """What a household is called."""

    household_id: str
    head_name: str
    household_no: str
    village_name: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list shows; empty fields do not narrow it. `due_before`: ISO day, what was due before it."""

    village: str = ""
    step: str = ""
    who: tuple[str, ...] = ()
    due_before: str = ""
    within: Within = None
