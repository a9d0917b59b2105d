"""The township that the tests of this room work in."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.services.office_town import staffed
from tests.services.town import COUNTY, PEOPLE, RED_STAR, STONE, TOWNSHIP, Town
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.services import form_shelf, setup
from villagevisit.services.workspace import Workspace

MORNING = datetime(2026, 11, 22, 10, 0, tzinfo=CHINA)


@pytest.fixture(scope="session")
def set_up_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after set-up with all forms compiled, made once because that takes seconds."""
    home = tmp_path_factory.mktemp("template") / "home"
    with Workspace.open(home, FixedClock(MORNING)) as ws:
        setup.complete(ws, setup.SetupPlan(COUNTY, TOWNSHIP, (RED_STAR, STONE), PEOPLE))
        form_shelf.install_shipped(ws)
    return home


@pytest.fixture
def town(tmp_path: Path, set_up_home: Path) -> Iterator[Town]:
    clock = FixedClock(MORNING)
    shutil.copytree(set_up_home, tmp_path / "home")
    with Workspace.open(tmp_path / "home", clock) as ws:
        yield Town(ws, clock)


@pytest.fixture(scope="session")
def office_home(tmp_path_factory: pytest.TempPathFactory, set_up_home: Path) -> Path:
    """The same with a second person at the office, both with their PINs."""
    home = tmp_path_factory.mktemp("office") / "home"
    shutil.copytree(set_up_home, home)
    clock = FixedClock(MORNING)
    with Workspace.open(home, clock) as ws:
        staffed(Town(ws, clock))
    return home


@pytest.fixture
def office(tmp_path: Path, office_home: Path) -> Iterator[Town]:
    clock = FixedClock(MORNING)
    shutil.copytree(office_home, tmp_path / "home")
    with Workspace.open(tmp_path / "home", clock) as ws:
        yield Town(ws, clock)
