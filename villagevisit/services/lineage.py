"""The name under which this laptop writes. A data file that went back in time, or that two computers use, must not go
on under the old name: the same place of a chain would be written twice.

How far each chain had come when something left this computer, and the audit log when the program closed (`head`),
stands in small files outside the database; a database behind them is an old backup.
"""

from collections.abc import Iterable
from pathlib import Path

from sync.files import write_whole
from villagevisit.domain.clock import stamp
from villagevisit.services import head
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, outbox, records, settings
from villagevisit.store.households import Db

RESTORED = "restored"
COPIED = "copied"
CURSOR = "exchange.cursor"
UNSURE = "exchange.unsure"
"""Set while this laptop went back in time and has not heard since what the county holds of its work."""
_NOTICE = "lineage.notice"


def check(ws: Workspace) -> None:
    """Begins a new chain when the database is behind what has left this computer. Called when a data folder opens."""
    names = records.lineages(ws.store.reader())
    sent_more = bool(names) and _marked(ws, names[-1]) > records.top(ws.store.reader(), names[-1])[0]
    if sent_more or head.behind(ws):
        with ws.store.transaction() as db:
            begin(ws, db, RESTORED)
        head.keep(ws)


def mark(ws: Workspace, name: str, seq: int) -> None:
    """This much of a chain may leave the computer from now on. Raises SyncError (environment) when it is not kept."""
    if _marked(ws, name) >= seq:
        return
    for folder in head.folders(ws):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / f"{name}.mark", str(seq).encode())


def begin(ws: Workspace, db: Db, why: str) -> None:
    """A new name from now on, and everything is read from the county again: earlier chains may have lost records."""
    old = records.device(db)
    new = records.begin_lineage(db)
    settings.put(db, CURSOR, "")
    settings.put(db, UNSURE, "1")
    settings.put(db, _NOTICE, why)
    audit.append(db, stamp(ws.clock), "", "lineage.begun", new, {"before": old, "why": why})


def reissue(ws: Workspace, db: Db, name: str, forked: Iterable[int]) -> set[str]:
    """The county has another history of this chain: what it never took of ours goes on under a new name.

    Returns the subjects concerned.
    """
    places = sorted(set(forked))
    if not places:
        return set()
    if records.device(db) == name:
        begin(ws, db, COPIED)
    for row in outbox.open_batches(db):
        if row.device == name and row.last >= places[0]:
            records.back(db, row.digest)
            outbox.drop_batch(db, row.digest)
    tail = sorted({*places, *records.unsettled(db, name, places[0])})
    return {records.reissue(db, name, seq, stamp(ws.clock)) for seq in tail} - {""}


def leave(ws: Workspace, name: str) -> None:
    """The county knows this name with another key: all of ours goes on under a new one.

    Also what it had received: it will not tell us any more what it holds under that name, and where it had once
    enrolled us under it, it has come back from a backup since. What it holds all the same counts once.
    """
    with ws.store.transaction() as db:
        for row in outbox.open_batches(db):
            if row.device == name:  # also what carries only photos, or nothing
                records.back(db, row.digest)
                outbox.drop_batch(db, row.digest)
        if records.device(db) == name:
            begin(ws, db, COPIED)
        places = records.made_here(db, name)
        records.follow(db, {records.reissue(db, name, seq, stamp(ws.clock)) for seq in places})
        records.disown(db, name)


def notice(ws: Workspace) -> str:
    """Why this laptop began a new chain and nobody has read about it yet: `restored`, `copied`, or empty."""
    return settings.get(ws.store.reader(), _NOTICE)


def noticed(ws: Workspace) -> None:
    """A person is told of it now."""
    if notice(ws):
        with ws.store.transaction() as db:
            settings.put(db, _NOTICE, "")


def _marked(ws: Workspace, name: str) -> int:
    return max((_read(folder / f"{name}.mark") for folder in head.folders(ws)), default=0)


def _read(path: Path) -> int:
    try:
        text = path.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return 0
    return int(text) if text.isdecimal() and len(text) < 12 else 0
