"""Which service team looks after which households: grids of the village, or of one group of it (网格化服务, S-289)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from villagevisit.domain.event import Event

ASSIGNED = "health.grid"
"""Of health, because nothing else that is entered reaches doctors' laptops. Data: group (empty: the whole village),
team, assistant, doctor (staff number), doctor_name, hospital, phone. Without a team the grid is given up again."""
Place = tuple[str, str]
"""Code of a village and one of its groups; without a group the whole village."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A service team and where it goes."""

    place: Place
    team: str
    assistant: str
    """The public-health assistant in the village's clinic."""
    doctor: str
    """Staff number of the doctor."""
    doctor_name: str
    hospital: str
    """Whom the township hospital sends."""
    phone: str
    since: str


def fold(events: Iterable[Event], today: str) -> dict[Place, Grid]:
    """The grids that hold on an ISO day: of each place the newest that has begun."""
    found: dict[Place, Grid] = {}
    for one in sorted((one for one in events if one.day <= today), key=lambda one: (one.day, one.at, one.id)):
        place = one.area, one.text("group")
        found.pop(place, None)
        if one.text("team"):
            found[place] = Grid(
                place, one.text("team"), one.text("assistant"), one.text("doctor"), one.text("doctor_name"),
                one.text("hospital"), one.text("phone"), one.day,
            )  # fmt: skip
    return found


def begun(events: Iterable[Event], place: Place, today: str) -> str:
    """ISO day of the newest entry of a place that has begun; empty when there is none. What is entered for an earlier
    day would never hold."""
    days = (one.day for one in events if (one.area, one.text("group")) == place and one.day <= today)
    return max(days, default="")


def of(grids: Mapping[Place, Grid], village: str, group: str) -> Grid | None:
    """Who looks after a household: the team of its group, else that of its village."""
    return grids.get((village, group)) or grids.get((village, ""))
