"""A second copy of the data file on this computer, once a day: for a file that a bad disk or a crash has spoilt.

`HOME/backups/villagevisit-YYYYMMDD.db` is encrypted with the same key, and was opened and checked before it got its
name.
The key ring lies beside the copies: with it and the county's recovery key they open on any computer.
It helps against a damaged file, not against a lost computer: only what the county holds is safe from that.
"""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

from sync.errors import SyncError
from sync.files import flush_folder
from villagevisit.domain.clock import Clock, today
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services import ring
from villagevisit.services.rekeying import DATA_FILE
from villagevisit.services.sealing import subkey
from villagevisit.services.workspace import Progress, Workspace, silent
from villagevisit.store import audit, health, records
from villagevisit.store.connection import Store, blamed

FOLDER = "backups"
KEEP = 7
_NAME = "villagevisit-{}.db"
_BESIDE = ("-wal", "-shm")


def make(ws: Workspace, progress: Progress = silent) -> Path | None:
    """Makes today's copy unless it is there; the newest `KEEP` stay.

    Raises:
        EnvironmentFailed: `copy.damaged` when what was written is not whole, which is then taken away; store codes.
        Cancelled: the program closes.
    """
    folder = ws.home / FOLDER
    path = folder / _NAME.format(today(ws.clock).strftime("%Y%m%d"))
    part = path.with_suffix(".part")
    try:
        folder.mkdir(exist_ok=True, mode=0o700)
        ring.copy_to(ws.ring.read(), folder)
        if path.exists():
            return None
        _remove(part)
        try:
            ws.store.copy(part, progress)
            if not _is_whole(part, subkey(ws.key, "store")):
                raise EnvironmentFailed("copy.damaged")
            part.replace(path)
            flush_folder(folder)
        finally:
            _remove(part)
        for old in every(ws.home)[KEEP:]:
            _remove(old)
    except (OSError, SyncError) as error:
        raise EnvironmentFailed("store.io") from error
    return path


def every(home: Path) -> list[Path]:
    """The copies, newest first."""
    return sorted((home / FOLDER).glob(_NAME.format("[0-9]*")), reverse=True)


def newest(home: Path) -> str:
    """The day of the newest copy, `2026-11-22`; empty when there is none."""
    return next((date.fromisoformat(one.stem.rpartition("-")[2]).isoformat() for one in every(home)), "")


def restore(home: Path, key: bytes, clock: Clock) -> Path:
    """Puts the newest copy that is whole in the place of the data file, which is set aside. Nothing may be open.

    At the next opening the marks outside tell that the data went back in time, and a new chain begins (`lineage`).

    Raises:
        Refused: `copy.none` when no copy is whole; nothing was changed.
        EnvironmentFailed: `store.io`.
    """
    found = next((one for one in every(home) if _is_whole(one, subkey(key, "store"))), None)
    if found is None:
        raise Refused("copy.none")
    path = home / DATA_FILE
    aside = home / FOLDER / f"damaged-{clock.now():%Y%m%d-%H%M%S}"
    part = path.with_suffix(".part")
    try:
        aside.mkdir()
        for one in (path, *_beside(path)):
            if one.exists():
                shutil.copy2(one, aside / one.name)
        shutil.copyfile(found, part)
        for one in _beside(path):
            one.unlink(missing_ok=True)
        part.replace(path)
        flush_folder(home)
    except OSError as error:
        raise EnvironmentFailed("store.io") from error
    return found


def _is_whole(path: Path, key: bytes) -> bool:
    try:
        with blamed(), closing(Store(path, key)) as store:
            db = store.reader()
            return not health.altered_pages(db) and audit.first_broken(db) is None and records.first_broken(db) is None
    except EnvironmentFailed:
        return False


def _beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in _BESIDE]


def _remove(path: Path) -> None:
    for one in (path, *_beside(path)):
        one.unlink(missing_ok=True)
