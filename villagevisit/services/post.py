"""Sending by itself: whether it is wanted here, and when the county was last reached."""

from dataclasses import dataclass

from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.services import exchange
from villagevisit.services.enrolment import county_file
from villagevisit.services.exchange import ExchangeResult
from villagevisit.services.workspace import NOBODY, Actor, Progress, Workspace
from villagevisit.store import audit, settings

_WANTED = "post.automatic"
_REACHED = "post.reached"


@dataclass(frozen=True, slots=True)
class Post:
    """`possible`: the county has a server. `reached`: ISO 8601 moment of the last exchange with it, or empty."""

    possible: bool
    wanted: bool
    reached: str


def state(ws: Workspace) -> Post:
    """How sending by itself stands here."""
    db = ws.store.reader()
    county = county_file(ws)
    return Post(
        possible=county is not None and bool(county.server),
        wanted=settings.get(db, _WANTED, "1") == "1",
        reached=settings.get(db, _REACHED),
    )


def want(ws: Workspace, actor: Actor, wanted: bool) -> Done[None]:
    """Switches it on or off, for instance where the line is paid by the megabyte."""
    with ws.store.transaction() as db:
        settings.put(db, _WANTED, "1" if wanted else "0")
        audit.append(db, stamp(ws.clock), actor.id, "post.wanted", "", {"wanted": int(wanted)})
    return Done(None, changes(Topic.EXCHANGE))


def send(ws: Workspace, progress: Progress) -> Done[ExchangeResult]:
    """One exchange on nobody's order; raises as `exchange.exchange_server`."""
    done = exchange.exchange_server(ws, NOBODY, "", progress)
    reached(ws)
    return done


def reached(ws: Workspace) -> None:
    """The county answered just now."""
    with ws.store.transaction() as db:
        settings.put(db, _REACHED, stamp(ws.clock))
