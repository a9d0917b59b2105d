"""Asking the one table of `domain.access` before a command and before a list, and writing down who was sent away."""

from dataclasses import replace

from villagevisit.domain.access import ANYTHING, Deed, Thing, Within, duties, may
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Refused
from villagevisit.services import reach
from villagevisit.services.replica_scope import AREA
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import areas, audit, households, settings

_ANYWHERE = "000000000000"
"""A village that nobody is limited to: who reaches it reaches all."""


def require(ws: Workspace, actor: Actor, deed: Deed, thing: Thing = ANYTHING, *, named: bool = False) -> None:
    """Lets pass who may do this. Set-up and the program itself act for nobody and pass, unless `named`.

    Do not call it inside a transaction: a refusal is committed before it is raised.

    Raises:
        Refused: `actor.role` (roles), `actor.area` when it is his work, but not in this village.
    """
    if not actor.officers and not named:
        return
    people, scope = reach.placed(ws, actor), settings.get(ws.store.reader(), AREA)
    if not may(people, deed, thing, scope):
        with ws.store.transaction() as db:
            audit.append(db, stamp(ws.clock), actor.id, "action.refused", deed)
        if may(people, deed, replace(thing, village="")):
            raise Refused("actor.area")
        raise Refused("actor.role", roles=" ".join(sorted(duties(deed, thing))))


def within(ws: Workspace, actor: Actor) -> Within:
    """The villages whose households these people see on this laptop; the program itself sees all of them.

    A village that left the laptop's area stays in sight until what was begun there is finished and it goes.
    """
    db, people = ws.store.reader(), reach.placed(ws, actor)
    if not people:
        return None
    if may(people, Deed.SEE, Thing(_ANYWHERE)):
        return None
    here = {one.code for one in areas.in_scope(db, "village")} | {code for code, _ in households.counts(db)}
    seen = {code for code in here if may(people, Deed.SEE, Thing(code))}
    return None if seen == here else tuple(sorted(seen))
