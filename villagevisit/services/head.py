"""How far the audit log had come when the program last closed, kept outside the data file.

Encryption does not show that an older page, or an older file, was put in the place of a newer one: it was sealed with
the same key. A data file whose audit log does not hold what it held when it was closed went back in time.
"""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import SyncError
from sync.files import write_whole
from villagevisit.services.rekeying import mark_name
from villagevisit.store import health

if TYPE_CHECKING:
    from villagevisit.services.workspace import Workspace


def keep(ws: "Workspace") -> None:
    """Notes the newest row of the audit log; a disk that is full or gone loses a check, not work."""
    top = health.audit_top(ws.store)
    for folder in folders(ws) if top else ():
        text = f"{top[0]} {top[1]}".encode() if top else b""
        with suppress(SyncError, OSError):
            if _read(folder / mark_name(ws.key)) != text:
                folder.mkdir(parents=True, exist_ok=True)
                write_whole(folder / mark_name(ws.key), text)


def behind(ws: "Workspace") -> bool:
    """Whether the audit log lacks the row that it ended with when the program last closed."""
    for folder in folders(ws):
        seq, _, digest = _read(folder / mark_name(ws.key)).decode("ascii", "replace").partition(" ")
        if seq.isdecimal() and health.audit_digest(ws.store, int(seq)) != digest:
            return True
    return False


def folders(ws: "Workspace") -> list[Path]:
    """Where marks lie: with the data, and where a restored data folder does not take them back."""
    return [ws.home / "keys", *([ws.outside] if ws.outside else [])]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
