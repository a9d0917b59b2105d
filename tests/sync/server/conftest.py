"""A county's log, once on SQLite and once on PostgreSQL; every statement is held to the rules of `rules.py`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.record import Record
from sync.server import devices
from sync.server.intake import Intake, Judge, Verdict
from sync.server.log import RecordLog
from tests.sync.makers import AT, COUNTY, COUNTY_KEYS, ENROLMENT
from tests.sync.server import postgres, rules

VILLAGE = "999999001002"


def no_seven(record: Record) -> Verdict:
    return Verdict("record.seven" if record.seq == 7 else "", VILLAGE)


def one_by_one(judge: Callable[[Record], Verdict]) -> Judge:
    return lambda records: [judge(one) for one in records]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    with postgres.cluster() as cluster:
        postgres.deploy(cluster.url)
        yield cluster.url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'log.db'}"
    where: str = request.getfixturevalue("postgresql")
    postgres.empty(where)
    return where


@pytest.fixture(autouse=True)
def _statements_keep_the_rules() -> Iterator[None]:
    with rules.watched() as broken:
        yield
    assert not broken


@pytest.fixture
def log(url: str) -> Iterator[RecordLog]:
    one = RecordLog(url, COUNTY)
    with one.writing() as s:
        devices.invite(s, ENROLMENT, "1号机", 2, AT, "2026-12-22")
    yield one
    one.close()


@pytest.fixture
def intake(log: RecordLog, tmp_path: Path) -> Intake:
    return Intake(log, COUNTY_KEYS, tmp_path, lambda: AT, one_by_one(no_seven))
