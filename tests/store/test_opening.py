"""How the data file is opened, always: encrypted, durable, and with what a hostile file could use switched off."""

from pathlib import Path
from typing import Any

import pytest

from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services.workspace import Workspace
from villagevisit.store import driver
from villagevisit.store.connection import Store
from villagevisit.store.driver import sqlite

SETTINGS: dict[str, Any] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "temp_store": 2,
    "busy_timeout": 5000,
    "cipher_memory_security": "0",
}


def test_every_connection_has_the_settings_that_were_decided(ws: Workspace) -> None:
    with ws.store.transaction() as db:
        db.execute("INSERT INTO setting VALUES ('a', '1')")
        for connection in (db, ws.store.reader()):
            found = {name: (connection.execute(f"PRAGMA {name}").fetchone() or (0,))[0] for name in SETTINGS}
            assert found == SETTINGS
    assert ws.store.reader().execute("PRAGMA cache_size").fetchone() == (-65_536,)
    assert ws.store.reader().execute("PRAGMA query_only").fetchone() == (1,)


def test_the_driver_is_new_enough_and_encrypts(ws: Workspace) -> None:
    (version,) = ws.store.reader().execute("SELECT sqlite_version()").fetchone()
    assert tuple(map(int, version.split("."))) >= (3, 51, 3) == driver.OLDEST
    assert ws.store.reader().execute("PRAGMA cipher_version").fetchone()[0]
    settings = dict(
        line[0].removeprefix("PRAGMA ").rstrip(";").split(" = ")
        for line in ws.store.reader().execute("PRAGMA cipher_settings").fetchall()
    )
    assert settings["cipher_use_hmac"] == "1"
    assert settings["cipher_hmac_algorithm"] == "HMAC_SHA256"
    assert settings["cipher_page_size"] == "16384"


def test_no_page_of_the_file_can_be_read_without_the_key(ws: Workspace) -> None:
    with ws.store.transaction() as db:
        db.execute("INSERT INTO setting VALUES ('a', ?)", ["whatever" * 10_000])
    for path in ws.home.glob("villagevisit.db*"):
        data = path.read_bytes()
        assert b"whateverwhatever" not in data
        assert b"SQLite format 3" not in data
        assert b"CREATE TABLE" not in data


def test_a_file_that_another_program_made_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "villagevisit.db"
    plain = sqlite.connect(path)
    plain.execute("CREATE TABLE household(id)")
    plain.commit()
    plain.close()
    before = path.read_bytes()
    with pytest.raises(EnvironmentFailed, match=r"store\.plain"):
        Store(path, b"k" * 32)
    assert path.read_bytes() == before


def test_a_library_that_cannot_encrypt_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "cipher_version", lambda _connection: "")
    with pytest.raises(sqlite.NotSupportedError):
        Store(tmp_path / "villagevisit.db", b"k" * 32)
    assert not (tmp_path / "villagevisit.db").exists() or not (tmp_path / "villagevisit.db").stat().st_size
