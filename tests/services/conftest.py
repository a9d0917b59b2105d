"""The township that the tests of this room work in."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.services import case_story as story
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


@contextmanager
def _copied(home: Path, folder: Path, clock: FixedClock) -> Iterator[Town]:
    """A copy of a home that was made once, for one test."""
    shutil.copytree(home, folder / "home")
    with Workspace.open(folder / "home", clock) as ws:
        yield Town(ws, clock)


@pytest.fixture
def town(tmp_path: Path, set_up_home: Path) -> Iterator[Town]:
    with _copied(set_up_home, tmp_path, FixedClock(MORNING)) as town:
        yield town


@pytest.fixture
def other_town(tmp_path: Path, set_up_home: Path) -> Iterator[Town]:
    """A second laptop of the same township."""
    with _copied(set_up_home, tmp_path / "other", FixedClock(MORNING)) as town:
        yield town


@pytest.fixture(scope="session")
def staffed_home(tmp_path_factory: pytest.TempPathFactory, set_up_home: Path) -> Path:
    """The same with a second person at the office, both with their PINs."""
    home = tmp_path_factory.mktemp("staffed") / "home"
    shutil.copytree(set_up_home, home)
    clock = FixedClock(MORNING)
    with Workspace.open(home, clock) as ws:
        staffed(Town(ws, clock))
    return home


@pytest.fixture
def bureau(tmp_path: Path, staffed_home: Path) -> Iterator[Town]:
    with _copied(staffed_home, tmp_path, FixedClock(MORNING)) as town:
        yield town


@pytest.fixture(scope="session")
def visited_home(tmp_path_factory: pytest.TempPathFactory, set_up_home: Path) -> Path:
    """Monday 2026-11-23: one household accepted, checked, visited and signed (E1 of R-03)."""
    home = tmp_path_factory.mktemp("visited") / "home"
    shutil.copytree(set_up_home, home)
    with Workspace.open(home, FixedClock(MORNING + timedelta(days=1))) as ws:
        town = story.with_office(Town(ws, FixedClock(MORNING)))
        one = town.family("0001")
        story.accepted(town, one)
        story.checked(town, one)
        story.visited(town, one)
        town.family("0002")
    return home


@pytest.fixture
def office(visited_home: Path, tmp_path: Path) -> Iterator[Town]:
    with _copied(visited_home, tmp_path, FixedClock(MORNING + timedelta(days=1, hours=1))) as town:
        yield town
