"""Looking at the audit log, and whether it is whole."""

from dataclasses import dataclass

from villagevisit.services import people
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit
from villagevisit.store import audit_trail as trail


@dataclass(frozen=True, slots=True)
class AuditRow:
    seq: int
    at: str
    actor: str
    """Names of the officers who acted; empty for the program itself."""
    action: str
    subject: str
    detail: str
    """JSON object."""


def rows(ws: Workspace, *, limit: int = 200, offset: int = 0) -> list[AuditRow]:
    """Newest first."""
    names = {officer.id: officer.name for officer in people.officers(ws)}
    return [
        AuditRow(
            seq=row["seq"],
            at=row["at"],
            actor="、".join(names.get(one, one) for one in row["actor"].split()),
            action=row["action"],
            subject=row["object"],
            detail=row["detail"],
        )
        for row in trail.newest(ws.store.reader(), limit, offset)
    ]


def first_broken(ws: Workspace) -> int | None:
    """The number of the first row that does not follow from the one before; None when the chain is whole."""
    return audit.first_broken(ws.store.reader())
