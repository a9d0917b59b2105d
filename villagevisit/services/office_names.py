"""How an office calls itself on paper (机关代字), from a day on; and in whose name somebody writes."""

from dataclasses import asdict
from datetime import date

from villagevisit.domain import office as rules
from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.area import Area
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.office import Office
from villagevisit.domain.officer import Role
from villagevisit.services import allowing, areas, bulletin, events
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as rows

_LONGEST = 60
"""Characters of a name or code of an office."""


def offices(ws: Workspace, actor: Actor) -> tuple[Area, ...]:
    """In whose name these people write: a clerk in his township's, a county officer in the county's."""
    found = bulletin.offices(ws, actor)
    if not actor.officers:
        return found
    levels = {"county"} if actor.has(Role.COUNTY) else set()
    levels |= {"township"} if actor.has(Role.CLERK) else set()
    return tuple(one for one in found if one.level in levels)


def named(ws: Workspace, area: str, day: date | None = None) -> Office:
    """How an office calls itself on a day, today by default; its name alone where nobody said more."""
    found = rules.named(
        rows.of_kinds(ws.store.reader(), [rules.NAMED], bare=True), area, (day or today(ws.clock)).isoformat()
    )
    return found if found.issuer else Office(issuer=areas.name(ws, area))


def say(ws: Workspace, actor: Actor, area: str, said: Office) -> Done[Office]:
    """Says how the office calls itself from a day on; papers issued before keep theirs.

    Raises:
        Refused: `actor.role`, `actor.area`, `office.no-issuer`, `office.no-code`, `office.bad-day`, `office.bad-code`.
    """
    allowing.require(ws, actor, Deed.WRITE, Thing(area), named=True)
    given: dict[str, Value] = {key: value.strip() for key, value in asdict(said).items()}
    try:
        given["from"] = date.fromisoformat(str(given.pop("since"))).isoformat()
    except ValueError as error:
        raise Refused("office.bad-day") from error
    if not given["issuer"]:
        raise Refused("office.no-issuer")
    if not all(given[key] for key in ("down", "up", "letter")):
        raise Refused("office.no-code")
    if any(len(str(one)) > _LONGEST or set(str(one)) & set("〔〕[]【】\n") for one in given.values()):
        raise Refused("office.bad-code", most=_LONGEST)
    events.record(ws, actor, New(rules.NAMED, area, f"office:{area}", data=given))
    return Done(named(ws, area), changes(Topic.EVENTS, Topic.EXCHANGE))
