"""A county and a laptop that belongs to it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.county.certified import certify_usual
from tests.county.side import COUNTY, NAME, Laptop
from tests.sync.server import rules
from villagevisit.county import server
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.county.signin import SignIn
from villagevisit.domain.clock import CHINA, FixedClock


@pytest.fixture(autouse=True)
def _statements_keep_the_rules() -> Iterator[None]:
    with rules.watched() as broken:
        yield
    assert not broken


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=CHINA))


@pytest.fixture
def county(tmp_path: Path, clock: FixedClock) -> Iterator[CountyHome]:
    init(tmp_path / "county-home", Identity(COUNTY, NAME, ""))
    with open_county(tmp_path / "county-home", clock) as one:
        certify_usual(one)
        yield one


@pytest.fixture
def laptop(tmp_path: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    with Laptop.make(tmp_path / "laptop", county, clock) as one:
        yield one


@pytest.fixture
def port(county: CountyHome) -> Iterator[int]:
    with server.running(server.application(county, SignIn("code", county.clock))) as bound:
        yield bound
