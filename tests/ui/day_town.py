"""A township in the middle of its day, made once and copied: households in every state, a doctor's record, a county.

People: 001 + 002 investigators, 005 clerk, 006 village doctor, 007 county.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.forms import answerer
from tests.services import f01
from tests.services.town import COUNTY, PEOPLE, PINS, RED_STAR, STONE, TOWNSHIP, Town, opened, signed_visit, team
from tests.ui.frame_town import Frame
from tests.ui.visit_house import F01, look, sweep
from villagevisit import wording
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.domain.officer import Role
from villagevisit.services import campaign, form_list, form_shelf, setup, visit, visit_freeze
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.main_window import MainWindow

MORNING = datetime(2026, 11, 22, 10, 0, tzinfo=CHINA)
HEALTH = "elder_selfcare"
STATES = ("unvisited", "draft", "frozen", "signed")
ROLES = {"team": ("001", "002"), "clerk": ("005",), "doctor": ("006",), "county": ("007",)}


@dataclass
class Day:
    """The window on the township, and where to find things in it."""

    frame: Frame
    households: dict[str, str]
    """Household id by its state in the round."""
    submissions: dict[str, str]
    """Submission ids: `frozen`, `signed`, `health`."""
    person: str
    """The person that the health record is about, head of the household `signed`."""

    @property
    def shell(self) -> Shell:
        return self.frame.shell


def make_day(folder: Path) -> None:
    """The data folder `home` inside `folder`."""
    clock = FixedClock(MORNING)
    with Workspace.open(folder / "home", clock) as ws:
        crew = (*PEOPLE, NewOfficer("007", "吴县干", frozenset({Role.COUNTY})))
        setup.complete(ws, setup.SetupPlan(COUNTY, TOWNSHIP, (RED_STAR, STONE), crew))
        form_shelf.install_shipped(ws)
        town = Town(ws, clock).with_pins()
        ids = [town.family(f"{number:04d}") for number in range(1, len(STATES) + 3)]
        round_ = opened(town)
        mine = team(town, round_, "第 1 组", "001", "002")
        campaign.assign(ws, town.actor("005"), round_.id, ids, mine.id)
        for state, household_id in zip(STATES, ids, strict=False):
            if state != "unvisited":
                visited(town, household_id, round_.id, state)
        person = town.person(ids[STATES.index("signed")], 1)
        doctor = town.actor("006")
        town.agreed(ids[STATES.index("signed")])
        open_ = visit.open_form(ws, doctor, HEALTH, person_id=person).value
        answerer.fill(open_.session)
        visit_freeze.freeze(ws, doctor, open_.draft_id, open_.session)


def visited(town: Town, household_id: str, round_id: str, state: str) -> str:
    """F01 on the household up to `draft`, `frozen` or `signed`; the submission's id unless it is a draft."""
    actor = town.actor("001", "002")
    open_ = visit.open_form(town.ws, actor, F01, household_id=household_id, campaign_id=round_id).value
    if state == "draft":
        return ""
    f01.fill(town, open_)
    submission_id = visit_freeze.freeze(town.ws, actor, open_.draft_id, open_.session).value.submission_id
    if state == "signed":
        signed_visit(town, submission_id)
    return submission_id


@contextmanager
def opened_day(
    template: Path, folder: Path, qapp: QApplication, qtbot: QtBot, language: str = "zh_CN"
) -> Iterator[Day]:
    shutil.copytree(template / "home", folder / "home")
    clock = FixedClock(MORNING)
    wording.set_language(language)
    with Workspace.open(folder / "home", clock) as ws:
        shell = Shell(ws, look(qapp))
        window = MainWindow(shell)
        window.resize(1280, 720)
        window.show()
        window.activateWindow()
        frame = Frame(shell, window, qtbot, Town(ws, clock))
        round_ = campaign.current(ws)
        assert round_ is not None
        items = campaign.worklist(ws, round_.id, limit=50)
        households = {item.state.value: item.household_id for item in reversed(items)}
        submissions = {item.state.value: item.submission_id for item in items if item.submission_id}
        person = frame.town.person(households["signed"], 1)
        try:
            frame.settle()
            yield Day(frame, households, submissions, person)
        finally:
            window.close()
            shell.close()
            sweep()


def health_title(ws: Workspace) -> str:
    return form_list.shelf_form(ws, HEALTH).title


__all__ = ["HEALTH", "PINS", "ROLES", "Day", "health_title", "make_day", "opened_day"]
