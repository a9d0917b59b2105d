"""Fixtures: a laptop with a whole township on it that has the county's file, and the county's server."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.county.side import Laptop
from tests.county.test_pages import CODE
from tests.services.conftest import set_up_home
from tests.services.town import Town
from villagevisit.county import server
from villagevisit.county.home import CountyHome
from villagevisit.county.signin import SignIn
from villagevisit.domain.clock import FixedClock

__all__ = ["laptop", "port", "set_up_home", "town"]


@pytest.fixture
def laptop(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    shutil.copytree(set_up_home, tmp_path / "laptop")
    with Laptop.make(tmp_path / "laptop", county, clock) as one:
        yield one


@pytest.fixture
def town(laptop: Laptop, clock: FixedClock) -> Town:
    return Town(laptop.ws, clock).with_pins()


@pytest.fixture
def port(county: CountyHome) -> Iterator[int]:
    with server.running(server.application(county, SignIn(CODE, county.clock))) as bound:
        yield bound
