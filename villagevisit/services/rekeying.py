"""A new data key for everything here, at a moment when nobody has the data open.

The order makes every interruption harmless. A copy of the data file under the new key is written first, while the old
one is held so that nobody writes; then the ring turns, in one write: from now on every door opens the new key, and the
old one lies sealed behind it; then the copy takes the file's place and everything else is sealed anew, each file on its
own. Whoever opens the data next goes on where that stopped.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from sync.errors import SyncError
from sync.files import flush_folder, write_whole
from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services import sealing
from villagevisit.services.ring import Keeper
from villagevisit.store import recrypt

DATA_FILE = "villagevisit.db"
_NEXT = ".next"


def settle(home: Path, outside: Path | None, ring: Keeper, key: bytes) -> bytes:
    """The key to open with: another than `key` if it was due to change. Call it before anything is open.

    While another window or command works here the change waits.

    Raises:
        EnvironmentFailed: codes of disk, store and ring; everything still opens.
    """
    try:
        if ring.read().stale:
            key = _turn(home / DATA_FILE, ring, key)
        old = ring.before(key)
        if old is not None:
            _finish(home, outside, old, key)
            ring.turned()
    except (OSError, SyncError) as error:
        raise EnvironmentFailed("store.io") from error
    return key


def _turn(path: Path, ring: Keeper, old: bytes) -> bytes:
    new = os.urandom(sealing.KEY_BYTES)
    copy = path.with_name(path.name + _NEXT)
    copy.unlink(missing_ok=True)
    try:
        with recrypt.alone(path, sealing.subkey(old, "store")) as held:
            recrypt.copy(held, copy, sealing.subkey(new, "store"))
            flush_folder(path.parent)
            ring.turn(old, new)
    except EnvironmentFailed as error:
        if error.code == "store.locked":
            return old
        raise
    return new


def _finish(home: Path, outside: Path | None, old: bytes, new: bytes) -> None:
    path = home / DATA_FILE
    copy = path.with_name(path.name + _NEXT)
    if copy.exists():
        for ending in ("-wal", "-shm", "-journal"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        copy.replace(path)
        flush_folder(home)
    for use, pattern in (("device", "keys/device.key"), ("attachments", "attachments/*/*")):
        for file in sorted(home.glob(pattern)):
            if file.suffix != ".part":
                _anew(file, sealing.subkey(old, use), sealing.subkey(new, use))
    shutil.rmtree(home / "incoming", ignore_errors=True)  # comes down again
    for file in sorted((home / "backups").glob("villagevisit-*.db")):
        _copy_anew(file, sealing.subkey(old, "store"), sealing.subkey(new, "store"))
    (home / "backups" / "ring.cbor").unlink(missing_ok=True)  # of the old key; the next copy brings it
    for folder in (home / "keys", *([outside] if outside else [])):
        with suppress(FileNotFoundError):
            (folder / mark_name(old)).replace(folder / mark_name(new))


def mark_name(key: bytes) -> str:
    """Of the file that tells how far this installation had come (`head`): another one here has another key."""
    return f"{sealing.subkey(key, 'mark').hex()[:16]}.head"


def _anew(file: Path, old: bytes, new: bytes) -> None:
    """What neither key opens stays as it is: damaged files show where they are read."""
    with suppress(sealing.CannotOpen):
        plain = sealing.unseal(old, file.read_bytes(), file.name)
        write_whole(file, sealing.seal(new, plain, file.name), mode=file.stat().st_mode & 0o777)


def _copy_anew(file: Path, old: bytes, new: bytes) -> None:
    part = file.with_name(file.name + _NEXT)
    part.unlink(missing_ok=True)
    with suppress(EnvironmentFailed):
        with recrypt.alone(file, old) as held:
            recrypt.copy(held, part, new)
        part.replace(file)
