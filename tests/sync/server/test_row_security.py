"""Two counties in one PostgreSQL: a statement that forgets the county reaches nobody else's rows all the same."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import create_engine, text

from sync.errors import SyncError
from sync.server import schema
from sync.server.intake import put_item
from sync.server.log import RecordLog, Session
from tests.sync.makers import AT, COUNTY
from tests.sync.server import postgres

OTHER = "999998000000"


@pytest.fixture(scope="module")
def shared() -> Iterator[str]:
    """A database whose tables belong to a plain role, as docs/county-server.md sets it up."""
    with postgres.cluster() as cluster:
        engine = create_engine(cluster.url.replace("postgresql:", "postgresql+psycopg:"))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CREATE ROLE villagevisit LOGIN"))
            connection.execute(text("CREATE DATABASE villagevisit OWNER villagevisit"))
        engine.dispose()
        yield f"postgresql://villagevisit@/villagevisit?host={cluster.folder}"


@pytest.fixture
def counties(shared: str) -> Iterator[tuple[RecordLog, RecordLog]]:
    one, other = RecordLog(shared, COUNTY), RecordLog(shared, OTHER)
    for log in (one, other):
        with log.writing() as s:
            forgetful(s, "DELETE FROM item")
            put_item(s, "", "item-1", "notice", log.county, b"", AT)
    yield one, other
    one.close()
    other.close()


def forgetful(s: Session, statement: str) -> int:
    """Runs what somebody wrote without thinking of counties; returns how many rows it read or changed."""
    driver = s.db.connection.dbapi_connection
    assert driver is not None
    cursor = driver.cursor()
    cursor.execute(statement)
    return int(cursor.rowcount)


def titles(log: RecordLog) -> list[str]:
    with log.reading() as s:
        driver = s.db.connection.dbapi_connection
        assert driver is not None
        cursor = driver.cursor()
        cursor.execute("SELECT title FROM item ORDER BY title")
        return [str(title) for (title,) in cursor.fetchall()]


def test_every_table_has_the_wall_and_its_owner_is_bound_too(shared: str, counties: object) -> None:
    assert counties
    with psycopg.connect(shared) as connection:
        walled = connection.execute(
            "SELECT relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
            "WHERE relrowsecurity AND relforcerowsecurity"
        ).fetchall()
    assert {name for (name,) in walled} == set(schema.metadata().tables)


def test_a_county_reads_its_own_rows_alone(counties: tuple[RecordLog, RecordLog]) -> None:
    one, other = counties
    assert (titles(one), titles(other)) == ([COUNTY], [OTHER])
    for table in schema.metadata().tables:
        with one.reading() as s:
            assert forgetful(s, f"SELECT 1 FROM {table} WHERE county = '{OTHER}'") == 0


@pytest.mark.parametrize(
    "statement",
    ["UPDATE item SET title = 'altered'", "DELETE FROM item", f"UPDATE item SET title = '' WHERE county = '{OTHER}'"],
)
def test_what_is_changed_is_its_own(counties: tuple[RecordLog, RecordLog], statement: str) -> None:
    one, other = counties
    with one.writing() as s:
        forgetful(s, statement)
    assert titles(other) == [OTHER]


@pytest.mark.parametrize(
    "statement",
    [
        f"INSERT INTO county(county, lineage, word) VALUES ('{OTHER}', '', 0)",
        f"INSERT INTO lineage(county, name, why) VALUES ('{OTHER}', 'x', 'y')",
        f"UPDATE item SET county = '{OTHER}'",
    ],
)
def test_nothing_is_written_into_another_county(counties: tuple[RecordLog, RecordLog], statement: str) -> None:
    one, other = counties
    with pytest.raises(psycopg.errors.InsufficientPrivilege), one.writing() as s:
        forgetful(s, statement)
    assert (titles(one), titles(other)) == ([COUNTY], [OTHER])


def test_the_programs_own_write_into_another_county_has_a_code(counties: tuple[RecordLog, RecordLog]) -> None:
    one, _ = counties
    with pytest.raises(SyncError, match=r"county\.database"), one.writing() as s:
        put_item(Session(s.db, OTHER), "", "item-2", "notice", "x", b"", AT)


def test_a_transaction_that_says_no_county_sees_nothing(shared: str, counties: object) -> None:
    assert counties
    with psycopg.connect(shared) as connection:
        assert connection.execute("SELECT count(*) FROM item").fetchone() == (0,)
        connection.execute("SELECT set_config('vv.county', %s, true)", [COUNTY])
        assert connection.execute("SELECT count(*) FROM item").fetchone() == (1,)
        connection.rollback()
        assert connection.execute("SELECT count(*) FROM item").fetchone() == (0,)
