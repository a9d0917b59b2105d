"""Looking into encrypted data files past the program, as an investigator with the key would."""

from contextlib import closing
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from sync import keys
from villagevisit.county.home import key_for
from villagevisit.services.ring import Keeper
from villagevisit.services.sealing import subkey
from villagevisit.services.workspace import Workspace
from villagevisit.store import driver
from villagevisit.store.driver import sqlite


def data_file(home: Path, **options: Any) -> sqlite.Connection:
    """The data file of an installation whose computer has a door of its own."""
    return driver.connect(home / "villagevisit.db", store_key(home), **options)


def store_key(home: Path) -> bytes:
    """What the data file of this installation is encrypted with."""
    key = Keeper(home, None).by_computer()
    assert key is not None
    return subkey(key, "store")


def county_view(folder: Path, **options: Any) -> sqlite.Connection:
    """The read model of a county; `folder` is that of its keys."""
    return driver.connect(folder / "view.db", view_key(folder), **options)


def county_log(folder: Path, **options: Any) -> sqlite.Connection:
    """The record log of a county, for looking only."""
    connection = driver.connect(folder / "log.db", _county_key(folder, "log"), **options)
    connection.execute("PRAGMA query_only=ON")
    return connection


def view_key(folder: Path) -> bytes:
    return _county_key(folder, "view")


def _county_key(folder: Path, use: str) -> bytes:
    return key_for(keys.load(folder / "keys" / "county.key"), use)


def decrypted(ws: Workspace) -> bytes:
    """Everything that the data file says, without its encryption."""
    return _exported(ws.store.path, subkey(ws.key, "store"))


def decrypted_log(folder: Path) -> bytes:
    """Everything that a county's log says, without its encryption."""
    return _exported(folder / "log.db", _county_key(folder, "log"))


def _exported(path: Path, key: bytes) -> bytes:
    scratch = path.parent.with_name("decrypted.db")
    scratch.unlink(missing_ok=True)
    with closing(driver.connect(path, key)) as db:
        db.execute("ATTACH ? AS plain KEY ''", [str(scratch)])
        db.execute("SELECT sqlcipher_export('plain')")
    data = scratch.read_bytes()
    scratch.unlink()
    return data


def pages(path: Path, key: bytes) -> bytes:
    """Every page of an encrypted file and of its side file, free ones too, as somebody with the key could read them."""
    found = [_opened(page, key) for page in _cut(path.read_bytes(), 0, driver.PAGE_BYTES)]
    side = path.with_name(path.name + "-wal")
    if side.exists():
        frames = _cut(side.read_bytes()[_WAL_HEAD:], _FRAME_HEAD, driver.PAGE_BYTES)
        found += [_opened(page, key) for page in frames]
    return b"\n".join(found)


def installed_pages(home: Path) -> bytes:
    return pages(home / "villagevisit.db", store_key(home))


def county_pages(folder: Path) -> bytes:
    """Of log and view together."""
    return pages(folder / "log.db", _county_key(folder, "log")) + pages(folder / "view.db", view_key(folder))


_WAL_HEAD, _FRAME_HEAD = 32, 24
_IV, _RESERVED = 16, 48


def _cut(data: bytes, skip: int, size: int) -> list[bytes]:
    whole = skip + size
    return [data[at + skip : at + whole] for at in range(0, len(data) - whole + 1, whole)]


def _opened(page: bytes, key: bytes) -> bytes:
    """AES-256-CBC with the vector behind the page's content; what the salt stands in front of opens to noise there."""
    vector = page[-_RESERVED:][:_IV]
    return Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor().update(page[:-_RESERVED])
