"""Looking into encrypted data files past the program, as an investigator with the key would."""

from contextlib import closing
from pathlib import Path
from typing import Any

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
