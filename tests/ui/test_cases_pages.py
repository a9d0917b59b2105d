"""The case flow on its pages: the list, one household from application to pay list, the decision, the delegation."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from tests.services import case_story as story
from tests.services.case_story import CLERK, COUNTY, OFFICE_PINS
from tests.services.conftest import MORNING
from tests.services.town import RED_STAR, STONE, Town
from tests.ui.frame_town import Frame
from tests.ui.judge import faults
from tests.ui.visit_house import look, sweep
from villagevisit.domain.case_steps import Step
from villagevisit.domain.clock import FixedClock
from villagevisit.services import case_office, cases, form_shelf, setup
from villagevisit.services.case_office import Application
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.main_window import MainWindow
from villagevisit.ui.pages.case import CasePage
from villagevisit.ui.pages.case_list import CaseListPage
from villagevisit.wording import set_language

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SHOTS = Path("/tmp/shots/cases")


@pytest.fixture(scope="module")
def flow_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Households at several steps; 0001 is complete up to the visit."""
    from tests.services.town import COUNTY as COUNTY_AREA
    from tests.services.town import PEOPLE, TOWNSHIP

    home = tmp_path_factory.mktemp("flow") / "home"
    clock = FixedClock(MORNING + timedelta(days=1))
    with Workspace.open(home, clock) as ws:
        setup.complete(ws, setup.SetupPlan(COUNTY_AREA, TOWNSHIP, (RED_STAR, STONE), PEOPLE))
        form_shelf.install_shipped(ws)
        town = story.with_office(Town(ws, clock))
        visited = town.family("0001")
        story.accepted(town, visited)
        story.checked(town, visited)
        story.visited(town, visited)
        for number in range(2, 9):
            one = town.family(f"{number:04d}", village=STONE if number % 2 else RED_STAR)
            if number % 3:
                story.accepted(town, one, kin=number == 4)
        case_office.apply(ws, town.actor(CLERK), number_of(town, "0003"), Application("1"))
        town.family("0009")
    return home


def number_of(town: Town, no: str) -> str:
    return str(town.ws.store.reader().execute("SELECT id FROM household WHERE household_no = ?", [no]).fetchone()[0])


@contextmanager
def opened(home: Path, folder: Path, qapp: QApplication, qtbot: QtBot, language: str, days: int) -> Iterator[Frame]:
    shutil.copytree(home, folder / "home")
    clock = FixedClock(MORNING + timedelta(days=days, hours=2))
    set_language(language)
    with Workspace.open(folder / "home", clock) as ws:
        shell = Shell(ws, look(qapp))
        window = MainWindow(shell)
        window.resize(*((1280, 720) if language == "zh_CN" else (853, 480)))
        window.show()
        window.activateWindow()
        frame = Frame(shell, window, qtbot, Town(ws, clock))
        try:
            frame.settle()
            yield frame
        finally:
            window.close()
            shell.close()
            sweep()
            set_language("zh_CN")


@pytest.fixture(params=["zh_CN", "en"])
def frame(
    request: pytest.FixtureRequest, flow_home: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> Iterator[Frame]:
    with opened(flow_home, tmp_path, qapp, qtbot, request.param, 1) as found:
        yield found


def shot(frame: Frame, name: str) -> None:
    frame.settle()
    SHOTS.mkdir(parents=True, exist_ok=True)
    from villagevisit.wording import language

    frame.window.grab().save(str(SHOTS / f"{name}-{language()}.png"))
    assert faults(frame.window) == []


def page(frame: Frame) -> CasePage:
    found = frame.page
    assert isinstance(found, CasePage)
    return found


def press(frame: Frame, at: int = 0) -> None:
    """A button of the step's form."""
    form = page(frame).form
    assert form is not None
    form.buttons[at].click()
    frame.settle()
    assert frame.shell.message[1] == "done", frame.shell.message


def field(frame: Frame, name: str) -> QLineEdit:
    form = page(frame).form
    assert form is not None
    return next(one for one in form.findChildren(QLineEdit) if one.accessibleName() == name)


def test_the_list_shows_every_household_and_narrows(frame: Frame) -> None:
    frame.sign_in(CLERK, to="cases")
    found = frame.page
    assert isinstance(found, CaseListPage)
    assert found.model.rowCount() == 7
    shot(frame, "list")
    found.step.choose("check")
    frame.settle()
    assert found.model.rowCount() == 5
    found.which.choose("overdue")
    frame.settle()
    assert found.model.rowCount() == 0
    shot(frame, "list-none")
    frame.town.clock.advance(days=60)
    frame.shell.go("cases", which="overdue", step="")
    frame.settle()
    assert found.model.rowCount() == 6
    shot(frame, "list-late")


def test_a_household_goes_from_application_to_the_pay_list(frame: Frame) -> None:
    from villagevisit.wording import t

    home, town = number_of(frame.town, "0001"), frame.town
    frame.sign_in(CLERK, to="case", household_id=home)
    shot(frame, "opinion")
    press(frame)
    shot(frame, "publicity")
    story.posted(town, home)
    frame.shell.go("case", household_id=home)
    shot(frame, "posted")
    town.clock.advance(days=9)
    frame.sign_in(COUNTY, to="case", household_id=home)
    shot(frame, "decision")
    field(frame, t("sign.pin")).setText("000111")
    page(frame).form.buttons[0].click()  # type: ignore[union-attr]
    assert frame.shell.message[1] == "refused"
    field(frame, t("sign.pin")).setText(OFFICE_PINS[COUNTY])
    press(frame)
    frame.sign_in(CLERK, to="case", household_id=home)
    shot(frame, "notice")
    press(frame)
    story.posted(town, home, "result", 15)
    frame.shell.go("case", household_id=home)
    shot(frame, "pay")
    press(frame)
    shot(frame, "in-benefit")
    standing = cases.standing(frame.shell.ws, home)
    assert standing is not None
    assert standing.step is Step.IN_BENEFIT


def test_an_application_is_entered_and_what_is_missing_is_asked_for(frame: Frame) -> None:
    home = number_of(frame.town, "0009")
    frame.sign_in(CLERK, to="household", household_id=home)
    shot(frame, "household")
    frame.shell.go("case", household_id=home)
    shot(frame, "new")
    press(frame)
    shot(frame, "accept")
    form = page(frame).form
    assert form is not None
    form.findChildren(QCheckBox)[1].setChecked(True)
    press(frame, 1)
    shot(frame, "supplement")
    press(frame)
    frame.shell.go("case", household_id=number_of(frame.town, "0004"))
    shot(frame, "check-kin")


def test_the_county_delegates(frame: Frame) -> None:
    frame.sign_in(COUNTY, to="delegation")
    shot(frame, "delegation-none")
    form = frame.page.form  # type: ignore[attr-defined]
    form.findChildren(QLineEdit)[0].setText("云民〔2026〕9号")
    form.buttons[0].click()
    shot(frame, "delegation")
    frame.shell.go("case", household_id=number_of(frame.town, "0001"))
    shot(frame, "delegated")


def test_the_office_sees_on_its_first_page_what_waits(frame: Frame) -> None:
    frame.sign_in(CLERK, to="home")
    shot(frame, "home")
