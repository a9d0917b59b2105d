"""The case flow on its pages: the list, one household from application to pay list, the decision, the delegation."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.services import case_story as story
from tests.services.case_story import CLERK, COUNTY, OFFICE_PINS
from tests.services.conftest import MORNING
from tests.services.town import COUNTY as COUNTY_AREA
from tests.services.town import PEOPLE, RED_STAR, STONE, TOWNSHIP, Town
from tests.ui.frame_town import Frame
from tests.ui.given_files import GivenFiles
from tests.ui.judge import faults
from tests.ui.visit_house import look, sweep
from villagevisit.domain.case_steps import Step
from villagevisit.domain.clock import FixedClock
from villagevisit.services import case_office, cases, form_shelf, setup
from villagevisit.services.case_office import Application
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.main_window import MainWindow
from villagevisit.ui.pages import case_list
from villagevisit.ui.pages.case import CasePage
from villagevisit.ui.pages.case_list import CaseListPage
from villagevisit.ui.pages.case_speed import CaseSpeedPage
from villagevisit.ui.pages.delegation import DelegationPage
from villagevisit.wording import set_language, t

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(scope="module")
def flow_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Households at several steps; 0001 is complete up to the visit."""
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
        case_office.apply(ws, town.actor(CLERK), number_of(town, "0003"), Application("1", others=("6",)))
        town.family("0009")
    return home


def number_of(town: Town, no: str) -> str:
    return str(town.ws.store.reader().execute("SELECT id FROM household WHERE household_no = ?", [no]).fetchone()[0])


@contextmanager
def opened(home: Path, folder: Path, qapp: QApplication, qtbot: QtBot, spoken: str) -> Iterator[Frame]:
    shutil.copytree(home, folder / "home")
    clock = FixedClock(MORNING + timedelta(days=1, hours=2))
    set_language(spoken)
    with Workspace.open(folder / "home", clock) as ws:
        shell = Shell(ws, look(qapp))
        window = MainWindow(shell)
        window.resize(*((1280, 720) if spoken == "zh_CN" else (853, 480)))
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
    with opened(flow_home, tmp_path, qapp, qtbot, request.param) as found:
        yield found


def judged(frame: Frame, name: str) -> None:
    """Nothing is cut or covered."""
    frame.settle()
    assert (name, faults(frame.window)) == (name, [])


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
    judged(frame, "list")
    found.step.choose("check")
    frame.settle()
    assert found.model.rowCount() == 5
    found.which.choose("overdue")
    frame.settle()
    assert found.model.rowCount() == 0
    judged(frame, "list-none")
    frame.town.clock.advance(days=60)
    frame.shell.go("cases", which="overdue", step="")
    frame.settle()
    assert found.model.rowCount() == 6
    judged(frame, "list-late")


def test_many_lines_are_made_beside_the_window_while_the_list_says_so(
    frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame.sign_in(CLERK, to="home")
    frame.settle()
    ws = frame.shell.ws
    monkeypatch.setattr(case_list, "_AT_ONCE", 0)
    with ws.store.transaction() as db:
        db.execute("DELETE FROM case_line")
        db.execute("INSERT OR IGNORE INTO case_stale SELECT DISTINCT household_id FROM event_household")
    monkeypatch.setattr(frame.shell.tasks, "run", lambda *_, **named: titles.append(named["title"]))
    titles: list[str] = []
    frame.shell.go("cases")
    found = frame.page
    assert isinstance(found, CaseListPage)
    assert (found.model.rowCount(), titles) == (0, [t("case.list.making")])
    monkeypatch.undo()
    found.refresh()
    frame.settle()
    assert (found.model.rowCount(), cases.waiting(ws)) == (7, 0)


def test_a_household_goes_from_application_to_the_pay_list(frame: Frame) -> None:
    home, town = number_of(frame.town, "0001"), frame.town
    frame.sign_in(CLERK, to="case", household_id=home)
    judged(frame, "opinion")
    press(frame)
    story.posted(town, home)
    frame.shell.go("case", household_id=home)
    town.clock.advance(days=9)
    frame.sign_in(COUNTY, to="case", household_id=home)
    judged(frame, "decision")
    field(frame, t("sign.pin")).setText("000111")
    form = page(frame).form
    assert form is not None
    form.buttons[0].click()
    assert frame.shell.message[1] == "refused"
    field(frame, t("sign.pin")).setText(OFFICE_PINS[COUNTY])
    press(frame)
    frame.sign_in(CLERK, to="case", household_id=home)
    press(frame)
    story.posted(town, home, "result", 15)
    frame.shell.go("case", household_id=home)
    press(frame)
    judged(frame, "in-benefit")
    frame.shell.go("case_speed", month="2026-12")
    judged(frame, "speed")
    speed = frame.page
    assert isinstance(speed, CaseSpeedPage)
    shown = {speed.model.index(at, 0).data(): speed.model.index(at, 2).data() for at in range(speed.model.rowCount())}
    assert shown[t("case.kind.case.confirmed")] == "7.0"
    standing = cases.standing(frame.shell.ws, home)
    assert standing is not None
    assert standing.step is Step.IN_BENEFIT


def test_an_application_is_entered_and_what_is_missing_is_asked_for(frame: Frame) -> None:
    home = number_of(frame.town, "0009")
    frame.sign_in(CLERK, to="household", household_id=home)
    frame.shell.go("case", household_id=home)
    judged(frame, "new")
    press(frame)
    judged(frame, "accept")
    form = page(frame).form
    assert form is not None
    form.findChildren(QCheckBox)[1].setChecked(True)
    press(frame, 1)
    judged(frame, "supplement")
    press(frame)
    frame.shell.go("case", household_id=number_of(frame.town, "0003"))
    judged(frame, "tasks")
    frame.shell.go("case", household_id=number_of(frame.town, "0004"))
    judged(frame, "check-kin")


def test_the_county_delegates_and_the_office_sees_what_waits(frame: Frame) -> None:
    frame.sign_in(COUNTY, to="delegation")
    found = frame.page
    assert isinstance(found, DelegationPage)
    form = found.form
    assert form is not None
    form.findChildren(QLineEdit)[0].setText("云民〔2026〕9号")
    form.buttons[0].click()
    judged(frame, "delegation")
    frame.shell.go("case", household_id=number_of(frame.town, "0001"))
    frame.sign_in(CLERK, to="home")
    judged(frame, "home")


_MOST_TABS = 80


def words(widget: QWidget | None) -> str:
    """By what somebody knows it: a button's words, a field's name."""
    if isinstance(widget, QAbstractButton):
        return widget.text()
    return widget.accessibleName() if widget is not None else ""


def tab_to(frame: Frame, name: str) -> QWidget:
    """Presses Tab until that is in hand; a page on which it cannot be reached fails here."""
    met: list[str] = []
    for _ in range(_MOST_TABS):
        now = QApplication.focusWidget()
        if now is not None and words(now) == name and now.isVisible():
            return now
        met.append(words(now))
        QTest.keyClick(now or frame.window, Qt.Key.Key_Tab)
    raise AssertionError((name, met))


def hit(frame: Frame, name: str, said: str = "done") -> None:
    QTest.keyClick(tab_to(frame, name), Qt.Key.Key_Return)
    frame.settle()
    assert frame.shell.message[1] == said, frame.shell.message


def write(frame: Frame, name: str, text: str) -> None:
    field = tab_to(frame, name)
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, text)


@pytest.mark.parametrize("frame", ["zh_CN"], indirect=True)
def test_a_case_is_carried_by_keys_alone(frame: Frame, tmp_path: Path) -> None:
    town = frame.town
    new, home = number_of(town, "0009"), number_of(town, "0001")
    frame.sign_in(CLERK, to="case", household_id=new)
    frame.settle()
    QTest.keyClick(tab_to(frame, t("case.authorised")), Qt.Key.Key_Space)
    hit(frame, t("case.apply"))
    assert story.step(town, new) is Step.ACCEPT
    hit(frame, t("case.accept"))
    assert story.step(town, new) is Step.CHECK

    frame.shell.go("case", household_id=home)
    frame.settle()
    hit(frame, t("case.opine"))
    story.posted(town, home)
    town.clock.advance(days=9)
    frame.sign_in(COUNTY, to="case", household_id=home)
    frame.settle()
    write(frame, t("sign.pin"), "000111")
    hit(frame, t("case.confirm"), "refused")
    write(frame, t("sign.pin"), OFFICE_PINS[COUNTY])
    hit(frame, t("case.confirm"))
    frame.sign_in(CLERK, to="case", household_id=home)
    frame.settle()
    hit(frame, t("case.notify"))
    story.posted(town, home, "result", 15)
    frame.shell.go("case", household_id=home)
    frame.settle()
    hit(frame, t("case.pay"))
    assert story.step(town, home) is Step.IN_BENEFIT
    frame.shell.files = GivenFiles(tmp_path / "all.pdf")
    hit(frame, t("evidence.verb"))
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")
