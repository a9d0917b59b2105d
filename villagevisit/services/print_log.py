"""Who gave a paper to which printer, when and how many times: kept in the audit log, so nobody can take it out."""

import json
from dataclasses import dataclass

from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.services import people
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit, audit_trail

_SENT = "paper.sent"


@dataclass(frozen=True, slots=True)
class Sent:
    """A paper that a printer took."""

    at: str
    who: str
    printer: str
    copies: int


def sent(ws: Workspace, actor: Actor, document_id: str, printer: str, copies: int) -> Done[None]:
    """Notes that a printer took the whole paper, so many times."""
    with ws.store.transaction() as db:
        audit.append(db, stamp(ws.clock), actor.id, _SENT, document_id, {"printer": printer, "copies": copies})
    return Done(None, changes(Topic.PAPER))


def of(ws: Workspace, document_id: str) -> tuple[Sent, ...]:
    """When this paper was printed on this computer, newest first."""
    names = {officer.id: officer.name for officer in people.officers(ws)}
    found = []
    for row in audit_trail.of_object(ws.store.reader(), _SENT, document_id):
        detail = json.loads(row["detail"])
        who = "、".join(names.get(one, one) for one in row["actor"].split())
        found.append(Sent(row["at"], who, detail["printer"], detail["copies"]))
    return tuple(found)
