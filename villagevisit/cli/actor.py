"""Who acts on the command line."""

from villagevisit.domain.errors import Refused
from villagevisit.services import people
from villagevisit.services.workspace import NOBODY, Actor, Workspace


def actor_of(ws: Workspace, staff_no: str) -> Actor:
    """The officer of `--by STAFF_NO`; nobody when it was left out. Raises Refused `officer.unknown`."""
    if not staff_no:
        return NOBODY
    found = tuple(officer for officer in people.officers(ws) if officer.staff_no == staff_no)
    if not found:
        raise Refused("officer.unknown")
    return Actor(found)
