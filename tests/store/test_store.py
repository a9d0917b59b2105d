"""The data file: all or nothing, no silent tables, nothing newer opened, an audit log that shows tampering."""

import re
import threading
from importlib import resources
from pathlib import Path

import pytest

from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services.sealing import subkey
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, driver
from villagevisit.store.connection import Store
from villagevisit.store.driver import sqlite
from villagevisit.store.migrations import STEPS

KEY = b"k" * 32


def test_a_failed_transaction_leaves_nothing(ws: Workspace) -> None:
    with pytest.raises(ZeroDivisionError), ws.store.transaction() as db:
        db.execute("INSERT INTO setting VALUES ('a', '1')")
        raise ZeroDivisionError
    assert list(ws.store.reader().query("SELECT * FROM setting")) == []


def test_a_misspelt_table_is_an_error_not_a_new_table(ws: Workspace) -> None:
    with pytest.raises(sqlite.DatabaseError), ws.store.transaction() as db:
        db.table("houshold").insert({"id": "x"})


def test_a_screen_cannot_write(ws: Workspace) -> None:
    with pytest.raises(sqlite.OperationalError):
        ws.store.reader().execute("INSERT INTO setting VALUES ('a', '1')")


def test_a_newer_file_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "villagevisit.db"
    Store(path, KEY).close()
    connection = driver.connect(path, KEY)
    connection.execute(f"PRAGMA user_version={len(STEPS) + 1}")
    connection.close()
    with pytest.raises(EnvironmentFailed) as caught:
        Store(path, KEY)
    assert caught.value.code == "store.newer"


def test_every_migration_step_is_shipped_and_the_newest_is_known() -> None:
    shipped = resources.files("villagevisit.store").joinpath("schema").iterdir()
    assert sorted(STEPS) == sorted(one.name for one in shipped if one.name.endswith(".sql"))


def test_no_statement_forgets_records_of_health() -> None:
    """They are submissions, events and papers of a kind of their own: whoever reads one kind reads both."""
    folder = resources.files("villagevisit.store")
    for one in folder.iterdir():
        if one.name.endswith(".py"):
            text = one.read_text("utf-8")
            assert not re.search(r"kind = '(submission|event|document)'", text), one.name
            assert not re.search(r"'submission'(?!, 'health')|'event'(?!, 'health-event')", text), one.name


def test_another_writer_is_waited_for(ws: Workspace) -> None:
    """`BEGIN IMMEDIATE` queues behind another process instead of failing at once."""
    other = driver.connect(ws.store.path, subkey(ws.key, "store"), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.2, other.execute, ["COMMIT"])
    timer.start()
    with ws.store.transaction() as db:
        db.execute("INSERT INTO setting VALUES ('a', '1')")
    timer.join()
    other.close()
    assert ws.store.reader().execute("SELECT value FROM setting").fetchone() == ("1",)


def test_a_file_that_is_no_database_is_told_as_damaged(tmp_path: Path) -> None:
    (tmp_path / "villagevisit.db").write_bytes(b"not a database, not at all" * 100)
    with pytest.raises(EnvironmentFailed) as caught:
        Store(tmp_path / "villagevisit.db", KEY)
    assert caught.value.code == "store.damaged"


def test_the_audit_log_shows_a_row_changed_behind_our_back(ws: Workspace) -> None:
    with ws.store.transaction() as db:
        for number in range(5):
            audit.append(db, "2026-11-22T10:00:00+08:00", "", "test", str(number))
        assert audit.first_broken(db) is None
    ws.store.close()
    key = subkey(ws.key, "store")
    forger = driver.connect(ws.store.path, key)
    forger.execute("DROP TRIGGER audit_is_append_only")
    forger.execute("UPDATE audit SET actor = 'somebody' WHERE seq = 3")
    forger.commit()
    forger.close()
    store = Store(ws.store.path, key)
    assert audit.first_broken(store.reader()) == 3
    store.close()
