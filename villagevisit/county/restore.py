"""A county out of its backup, on a machine that has none: the keys come back, and laptops send what is missing."""

import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync import keys
from sync.files import write_whole
from sync.server import erasing
from sync.server.blobs import Blobs, open_blobs
from sync.server.log import RecordLog
from villagevisit.county import recovery
from villagevisit.county.backup import SUFFIX, Restored, attachment, fill, newest_keys, orders, told
from villagevisit.county.home import IDENTITY, RECOVERY, county_folder, key_for, keys_at
from villagevisit.domain.errors import EnvironmentFailed, Refused


@dataclass(frozen=True, slots=True)
class Revived:
    county: str
    name: str
    file: str
    records: int
    attachments: int


def restore(home: Path, source: Path, key_file: Path, database: str = "", blobs: str = "") -> Revived:
    """Fills an empty county home from a backup folder (its newest backup) or from one backup file.

    Whatever stops it, no half county can be opened afterwards, and it may be started again.

    Raises:
        Refused: `county.exists`, `backup.none-here`, `backup.recovery-key`, `backup.wrong-key`, `backup.truncated`,
            `backup.damaged`, `backup.chain`, `backup.not-empty`.
        EnvironmentFailed: `backup.key-unreadable`, disk and database codes.
    """
    folder = county_folder(home)
    if (folder / IDENTITY).exists():
        raise Refused("county.exists", name=json.loads((folder / IDENTITY).read_text("utf-8"))["name"])
    try:
        key = recovery.read(key_file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentFailed("backup.key-unreadable") from error
    file = source if source.is_file() else max(source.glob(f"*{SUFFIX}"), key=lambda path: path.name, default=None)
    if file is None:
        raise Refused("backup.none-here")
    with told():
        (folder / "keys").mkdir(parents=True, exist_ok=True, mode=0o700)
        found = fill(file, key, folder, database or f"sqlite:///{folder / 'log.db'}")
        _renew(found, file, key)
        shelf = open_blobs(blobs or folder / "blobs", found.county, key_for(keys.unpack(found.keys), "blobs"))
        for digest in found.attachments:
            shelf.keep(digest, attachment(file.parent, digest, key))
        _erase_again(shelf, file, key, found, folder, database)
        identity = json.loads(found.identity)
        identity.update(database=database, blobs=blobs)
        write_whole(keys_at(folder), found.keys, mode=0o600)
        write_whole(folder / RECOVERY, found.recovery)
        write_whole(folder / IDENTITY, json.dumps(identity, ensure_ascii=False, indent=2).encode())
    return Revived(found.county, str(identity["name"]), file.name, found.records, len(found.attachments))


def _renew(found: Restored, file: Path, key: X25519PrivateKey) -> None:
    """The newest keys that a later backup in the folder holds: laptops may know them, and no earlier ones any more."""
    for one in sorted(file.parent.glob(f"{found.county}-*{SUFFIX}")):
        later = newest_keys(one, key) if one.name > file.name else None
        if later is not None and _announced(later) > _announced(found):
            found.keys, found.recovery = later.keys, later.recovery


def _announced(found: Restored) -> int:
    return len(keys.unpack(found.keys).past.chain)


def _erase_again(
    shelf: Blobs, file: Path, key: X25519PrivateKey, found: Restored, folder: Path, database: str
) -> None:
    """Obeys the orders to erase that were given after this backup, as far as later ones in its folder tell of them."""
    later = sorted(one for one in file.parent.glob(f"{found.county}-*{SUFFIX}") if one.name > file.name)
    given = {one.digest: one for backup in later for one in orders(backup, key)}
    url = database or f"sqlite:///{folder / 'log.db'}"
    log = RecordLog(url, found.county, key_for(keys.unpack(found.keys), "log"))
    try:
        with log.writing() as s:
            for one in sorted(given.values(), key=lambda one: (one.device, one.seq)):
                erasing.bring_back(s, one)
        shelf.sweep(log)
        log.scrub()
    finally:
        log.close()
