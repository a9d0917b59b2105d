"""What the database does at bad moments: it asks for another try, or is gone when nobody knows whether it committed."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, func, insert, select, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine.default import DefaultDialect

from sync.batch import Content
from sync.errors import SyncError
from sync.receipt import read as read_receipt
from sync.server import overview, records
from sync.server.copying import LEAST_COPIED, insert_new
from sync.server.intake import Intake, put_item
from sync.server.log import RecordLog
from sync.server.tables import alarm, item
from tests.sync.makers import AT, COUNTY, COUNTY_KEYS, DEVICE, chain, example, sealed


def fail_commit_after_add(patch: pytest.MonkeyPatch, error: Exception, *, done: bool) -> list[str]:
    """The first COMMIT after records were added ends with this error, having been done or not; tells what happened."""
    told: list[str] = []
    whole_add = records.add

    def add(*arguments: Any) -> None:
        whole_add(*arguments)
        told.append("added")

    patch.setattr(records, "add", add)
    for dialect in (DefaultDialect, PGDialect_psycopg):

        def commit(self: Any, connection: Any, whole: Any = dialect.do_commit) -> None:
            if "added" not in told or "failed" in told:
                whole(self, connection)
                return
            told.append("failed")
            if done:
                whole(self, connection)
            raise error

        patch.setattr(dialect, "do_commit", commit)
    return told


def broken(url: str) -> Exception:
    """How the driver says that the database wants the transaction once more."""
    if url.startswith("postgresql"):
        return psycopg.errors.SerializationFailure("again")
    busy = sqlite3.OperationalError("database is locked")
    busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return busy


@pytest.mark.parametrize("done", [True, False])
def test_a_commit_of_unknown_outcome_is_looked_up_by_digest(
    url: str, intake: Intake, log: RecordLog, monkeypatch: pytest.MonkeyPatch, done: bool
) -> None:
    told = fail_commit_after_add(monkeypatch, broken(url), done=done)
    taken = intake.receive(example(), "network")
    assert told.count("failed") == 1
    assert taken.repeated is done
    assert read_receipt(taken.receipt, COUNTY_KEYS.public_signing).accepted[0].last == 3
    assert [one.number for one in overview.records_after(log, 0, 10)] == [1, 2, 3]


def test_a_connection_that_dies_in_the_middle_is_opened_again(
    postgresql: str, url: str, intake: Intake, log: RecordLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    if url.startswith("sqlite"):
        pytest.skip("a file has no connection to lose")
    whole = records.add
    died: list[bool] = []

    def add(*arguments: Any) -> None:
        whole(*arguments)
        if not died:
            died.append(True)
            other = create_engine(postgresql.replace("postgresql:", "postgresql+psycopg:"))
            with other.begin() as connection:
                mine = "pid <> pg_backend_pid() AND backend_type = 'client backend'"
                connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {mine}"))
            other.dispose()

    monkeypatch.setattr(records, "add", add)
    assert intake.receive(example(), "network").accepted == 3
    assert died
    assert [one.number for one in overview.records_after(log, 0, 10)] == [1, 2, 3]


def test_what_the_database_will_not_have_is_not_blamed_on_the_disk(log: RecordLog) -> None:
    with pytest.raises(SyncError, match=r"county\.database") as caught, log.writing() as s:
        for _ in range(2):
            s.db.execute(insert(alarm).values(county=COUNTY, number=1, at=AT, code="x", device="", detail=""))
    assert not caught.value.environment
    assert overview.look(log).alarms == ()


def test_a_url_that_leads_nowhere_is_an_environment_code() -> None:
    for url in ("sqlite:////nowhere/at/all.db", "postgresql://nobody@127.0.0.1:1/none"):
        with pytest.raises(SyncError, match=r"county\.database") as caught:
            RecordLog(url, COUNTY)
        assert caught.value.environment


def test_numbers_grow_without_gaps_though_many_write_at_once(url: str, log: RecordLog) -> None:
    def put(name: int) -> None:
        one = RecordLog(url, COUNTY)
        for place in range(5):
            with one.writing() as s:
                put_item(s, "", f"i-{name}-{place}", "notice", "", b"", AT)
        one.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put, range(4)))
    with log.reading() as s:
        found = [n for (n,) in s.db.execute(select(item.c.number).where(item.c.county == COUNTY))]
    assert sorted(found) == list(range(1, 21))


@pytest.mark.parametrize("count", [1, LEAST_COPIED - 1, LEAST_COPIED, 300])
def test_many_rows_go_in_once_by_every_road(log: RecordLog, count: int) -> None:
    rows = [
        {"county": COUNTY, "number": n, "at": "户\t\\N\n", "code": "", "device": "", "detail": str(n)}
        for n in range(1, count + 1)
    ]
    with log.writing() as s:
        assert insert_new(s.db, alarm, rows, ("county", "number")) == count
        assert insert_new(s.db, alarm, [rows[0], {**rows[0], "number": 999}], ("county", "number")) == 1
    with log.writing() as s:
        assert insert_new(s.db, alarm, rows, ("county", "number")) == 0
        here = alarm.c.county == COUNTY
        assert s.db.execute(select(func.count()).where(here)).scalar() == count + 1
        assert s.db.execute(select(alarm.c.at).where(here).distinct()).scalars().all() == ["户\t\\N\n"]


def test_how_far_a_chain_has_come_follows_its_records_in_any_order(intake: Intake, log: RecordLog) -> None:
    run = chain(60)
    pieces = [(40, 60), (0, 10), (20, 40), (10, 20)]
    wholes: list[int] = []
    for start, end in pieces:
        intake.receive(sealed(Content(tuple(run[start:end]), ())), "stick")
        with log.reading() as s:
            one = records.head(s, DEVICE)
        expected = run[one.whole - 1].digest if one.whole else "0" * 64
        assert one.digest == expected
        assert (one.highest, one.records) == (60, sum(b - a for a, b in pieces[: len(wholes) + 1]))
        wholes.append(one.whole)
    assert wholes == [0, 10, 10, 60]
