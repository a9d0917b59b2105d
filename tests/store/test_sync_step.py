"""Chains in the data file: rows of the first schema are kept, others' records never take the place of ours."""

from importlib import resources
from pathlib import Path

from sync.record import CHAIN_START, make
from villagevisit.store import driver, records, settings
from villagevisit.store.connection import Store

KEY = b"k" * 32
AT = "2026-11-22T10:00:00.000+08:00"


def test_records_and_batches_of_the_first_schema_get_the_name_of_this_installation(tmp_path: Path) -> None:
    path = tmp_path / "villagevisit.db"
    one = make("DZ-OLD0-0001", 1, "submission", "s-1", AT, CHAIN_START, b"s" * 16, b"\x80")
    script = resources.files("villagevisit.store").joinpath("schema", "001_start.sql").read_text("utf-8")
    old = driver.connect(path, KEY)
    old.executescript(script + "PRAGMA user_version=1;")
    old.execute("INSERT INTO setting(key, value) VALUES ('device.id', 'DZ-OLD0-0001')")
    old.execute(
        "INSERT INTO record(seq, kind, subject_id, digest, prev, salt, body, made_at, state, batch) "
        "VALUES (1, 'submission', 's-1', ?, ?, ?, ?, ?, 'sent', 'b')",
        [one.digest, one.prev, one.salt, one.body, AT],
    )
    old.execute(
        "INSERT INTO batch(digest, first_seq, last_seq, records, size, made_at) VALUES ('b', 1, 1, 1, 9, ?)", [AT]
    )
    old.commit()
    old.close()
    store = Store(path, KEY)
    with store.transaction() as db:
        assert records.top(db, "DZ-OLD0-0001") == (1, one.digest)
        assert records.state_of(db, "s-1") == "sent"
        records.append(db, "signoff", "s-1", b"\x80", AT)
        assert records.top(db, "DZ-OLD0-0001")[0] == 2
        assert db.execute("SELECT device FROM batch").fetchone() == ("DZ-OLD0-0001",)
    store.close()


def test_originals_are_kept_beside_our_own_and_another_history_apart(tmp_path: Path) -> None:
    store = Store(tmp_path / "villagevisit.db", KEY)
    with store.transaction() as db:
        ours = records.append(db, "submission", "ours", b"\x80", AT)
        name = records.device(db)
        first = make("DZ-OTHR-0001", 1, "roster", "r", AT, CHAIN_START, b"s" * 16, b"\x80")
        third = make("DZ-OTHR-0001", 3, "roster", "r", AT, "ab" * 32, b"s" * 16, b"\x81\x01")
        fork = make(name, 1, "submission", "theirs", AT, CHAIN_START, b"t" * 16, b"\x80")
        assert records.keep_foreign(db, [first, third, fork]) == [first, third]
        assert records.keep_foreign(db, [third, first]) == []
        assert records.top(db, name) == (1, ours)
        assert [one.subject for one in records.due(db)] == ["ours"]
        assert db.execute("SELECT digest FROM record_branch").fetchall() == [(fork.digest,)]
    store.close()


def test_a_new_lineage_begins_a_chain_and_sends_the_old_one_to_its_end(tmp_path: Path) -> None:
    store = Store(tmp_path / "villagevisit.db", KEY)
    with store.transaction() as db:
        old = records.device(db)
        records.append(db, "submission", "a", b"\x80", AT)
        new = records.begin_lineage(db)
        records.append(db, "submission", "b", b"\x80", AT)
        assert records.lineages(db) == [old, new]
        assert [(one.device, one.seq, one.prev) for one in records.due(db)][1] == (new, 1, CHAIN_START)
        assert [one.device for one in records.due(db)] == [old, new]
        assert all(one.holds() for one in records.due(db))
        assert settings.get(db, "device.id") == new
        assert records.reissue(db, old, 1, AT) == "a"
        assert [(one.device, one.subject) for one in records.due(db)] == [(new, "b"), (new, "a")]
    store.close()
