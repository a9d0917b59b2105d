"""Taking a list of the health programme away as a file; numbers of persons are masked, the audit log keeps who did."""

from collections.abc import Sequence
from pathlib import Path

from villagevisit.domain.access import ANYTHING, Deed
from villagevisit.domain.changes import NOTHING, Done
from villagevisit.domain.clock import stamp
from villagevisit.services import allowing, export, export_approval
from villagevisit.services.export_approval import Approval
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit


def save(
    ws: Workspace, actor: Actor, path: Path, name: str, columns: Sequence[str], rows: Sequence[Sequence[str | int]],
    approval: Approval | None = None,
) -> Done[int]:  # fmt: skip
    """Writes .xlsx, .csv or .jsonl; returns how many rows. `name` stands in the audit log.

    Raises:
        Refused: `actor.role`, `export.format`, `export.too-big`, what `export_approval.approved` raises.
        EnvironmentFailed: `export.unwritable`.
    """
    write = export.writer(path)
    allowing.require(ws, actor, Deed.HEALTH)
    if export_approval.needed("submissions", len(rows), full_ids=False):
        export_approval.approved(ws, actor, approval, Deed.HEALTH, ANYTHING, len(rows))
    with export.whole(path) as part:
        count = write(part, columns, (dict(zip(columns, row, strict=True)) for row in rows))
        with ws.store.transaction() as db:
            audit.append(db, stamp(ws.clock), actor.id, "export", f"health.{name}", {"rows": count})
    return Done(count, NOTHING)
