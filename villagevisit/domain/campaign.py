"""A named round over a frozen frame: who is to be visited, by which team, and how far it got (S-034 …)."""

from dataclasses import dataclass
from enum import StrEnum

from villagevisit.domain.officer import Officer


class VisitState(StrEnum):
    """How far one household is in one campaign; the order is the order of the work."""

    UNVISITED = "unvisited"
    DRAFT = "draft"
    REVISIT = "revisit"
    """Not at home or not finished; an appointment stands."""
    FROZEN = "frozen"
    """Frozen, waits for the two signatures."""
    SIGNED = "signed"
    SENT = "sent"
    RECEIVED = "received"
    REFUSED = "refused"
    """The county refused the record; somebody must act."""


DONE = frozenset({VisitState.SIGNED, VisitState.SENT, VisitState.RECEIVED})


@dataclass(frozen=True, slots=True)
class Campaign:
    id: str
    code: str
    name: str
    survey_kind: str
    opened_on: str
    frame_size: int
    village_codes: tuple[str, ...]
    open: bool = True


@dataclass(frozen=True, slots=True)
class Team:
    id: str
    campaign_id: str
    name: str
    officers: tuple[Officer, ...]


@dataclass(frozen=True, slots=True)
class WorkItem:
    household_id: str
    household_no: str
    head_name: str
    village_code: str
    village_name: str
    village_group: str
    members: int
    state: VisitState
    team_id: str = ""
    team_name: str = ""
    draft_id: str = ""
    submission_id: str = ""
    last_visit_on: str = ""
    revisit_on: str = ""
    assist_category: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """done ÷ frame for one slice (a team, a village, a township)."""

    key: str
    name: str
    done: int
    frame: int


@dataclass(frozen=True, slots=True)
class Coverage:
    done: int
    frame: int
    by_township: tuple[Share, ...]
    by_village: tuple[Share, ...]
    by_team: tuple[Share, ...]
