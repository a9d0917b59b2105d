"""Asking the one table of `domain.access` before a command, and writing down who was sent away."""

from villagevisit.domain.access import ANYTHING, Deed, Thing, duties, may
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Refused
from villagevisit.services.replica_scope import AREA
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit, settings


def require(ws: Workspace, actor: Actor, deed: Deed, thing: Thing = ANYTHING, *, named: bool = False) -> None:
    """Lets pass who may do this. Set-up and the program itself act for nobody and pass, unless `named`.

    Do not call it inside a transaction: a refusal is committed before it is raised.

    Raises:
        Refused: `actor.role` (roles).
    """
    if not actor.officers and not named:
        return
    if not may(actor.officers, deed, thing, settings.get(ws.store.reader(), AREA)):
        with ws.store.transaction() as db:
            audit.append(db, stamp(ws.clock), actor.id, "action.refused", deed)
        raise Refused("actor.role", roles=" ".join(sorted(duties(deed, thing))))
