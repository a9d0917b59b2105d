"""Obeying the county's orders to erase, and saying what was erased."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sync.erasure import is_order, read_order
from sync.record import Record
from villagevisit.domain.clock import stamp
from villagevisit.services.attachments import sweep
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, erasures
from villagevisit.store.erasures import ErasedRecord
from villagevisit.store.households import Db


@dataclass(frozen=True, slots=True)
class ErasedBy:
    """What one order took here."""

    number: str
    day: str
    reason: str
    paper: str
    records: int


def obey(ws: Workspace, db: Db, records: Sequence[Record]) -> set[str]:
    """Obeys the orders among what came down, in the caller's transaction; returns files to `clean` away afterwards.

    Raises:
        SyncError: `record.unreadable` for an order of a county that is ahead of this program.
    """
    known = {one.number for one in erasures.every(db)}
    files: set[str] = set()
    for one in records:
        if is_order(one):
            order = read_order(one.body)
            files |= erasures.obey(db, order)
            if order.number not in known:
                audit.append(db, stamp(ws.clock), "", "erasure.obeyed", order.number, {"records": len(order.targets)})
    return files


def clean(ws: Workspace, files: set[str]) -> None:
    """Takes the files away, and what lingers of rows in the data file's side file."""
    sweep(ws, files)
    ws.store.scrub()


def done(ws: Workspace) -> list[ErasedBy]:
    """By order, oldest first."""
    return _counted(erasures.every(ws.store.reader()))


def of_household(ws: Workspace, household_id: str) -> list[ErasedBy]:
    """What was erased of a household, newest order first."""
    return _counted(erasures.of_household(ws.store.reader(), household_id))


def without_order(ws: Workspace) -> bool:
    """Whether content is gone here that no order of the county names."""
    return erasures.without_order(ws.store.reader())


def _counted(rows: Sequence[ErasedRecord]) -> list[ErasedBy]:
    counts = Counter((one.number, one.day, one.reason, one.paper) for one in rows)
    return [ErasedBy(*order, records) for order, records in counts.items()]
