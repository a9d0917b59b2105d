"""The frame of low-income and registered poor households, from the roster and the imported poverty ledger (S-360)."""

from villagevisit.domain import poor_frame as rules
from villagevisit.domain.access import Deed, Within
from villagevisit.domain.identification import REGISTERED
from villagevisit.domain.poor_frame import Framed, Home
from villagevisit.services import allowing
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as event_rows
from villagevisit.store import health_ledgers as store


def framed(ws: Workspace, actor: Actor, within: Within = None) -> list[Framed]:
    """Every household on one of the lists, by place; a number that another village has is seen as well.

    Raises Refused `actor.role`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    db, seen = ws.store.reader(), allowing.within(ws, actor)
    told = event_rows.of_kinds(db, [REGISTERED], within=seen, bare=True)
    ledger = {one.thing: one.text("household_no") for one in told}
    homes: dict[tuple[str, str, str, str, str], list[tuple[str, str]]] = {}
    for home, person in store.homes(db, seen):
        homes.setdefault(home, []).append(person)
    found = rules.frame((Home(*home, people) for home, people in homes.items()), ledger)
    return [one for one in found if within is None or one.home.village in within]
