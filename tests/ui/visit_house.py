"""A household to visit: real services, the real pages, keys pressed on whatever has the keyboard."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from forms import FormSession
from tests.services.town import COUNTY, PEOPLE, PINS, RED_STAR, STONE, TOWNSHIP, Town
from villagevisit.domain.clock import FixedClock
from villagevisit.services import attachments, fonts, form_shelf, people, setup
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit import theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.sign_off import SignOffPage
from villagevisit.ui.pages.visit import VisitPage
from villagevisit.ui.pages.visit_desk import VisitDesk
from villagevisit.ui.widgets.question import Question, question_of

F01 = "household_verification"
META = "/data/g_meta/"
INK = (
    b'{"strokes": [[[20,90,0,0.5],[60,40,30,0.6],[90,110,60,0.5],[140,60,90,0.5]],'
    b'[[160,60,200,0.5],[220,120,260,0.5]]],"w":560,"h":168}'
)
_NO = (
    "recusal", "n_kin", "m_prison", "m_clergy3y", "has_", "kin_flag", "m_dis_cert", "biz_reg", "informant_kin",
    "m_study",
)  # fmt: skip


@dataclass
class House:
    """The shell with two investigators signed in, one household, and what was said and asked."""

    town: Town
    shell: Shell
    qtbot: QtBot
    folder: Path
    household_id: str
    pages: list[VisitPage] = field(default_factory=list)

    @property
    def ws(self) -> Workspace:
        return self.town.ws

    def page(self, **params: str) -> VisitPage:
        page = VisitPage(self.shell)
        self._show(page)
        self.pages.append(page)
        page.enter(**(params or {"form_id": F01, "household_id": self.household_id}))
        self.settle()
        return page

    def sign_page(self, submission_id: str) -> SignOffPage:
        page = SignOffPage(self.shell)
        self._show(page)
        page.enter(submission_id=submission_id)
        self.settle()
        return page

    def _show(self, page: QWidget) -> None:
        self.qtbot.addWidget(page)
        page.resize(1140, 640)
        page.show()
        page.activateWindow()
        self.qtbot.waitUntil(page.isActiveWindow)

    def settle(self) -> None:
        """Until the worker has nothing left and queued results have come home."""
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.shell.tasks.busy, timeout=60_000)
        QApplication.processEvents()

    def photo(self, size: tuple[int, int] = (2400, 1800)) -> Path:
        """As a camera makes it, or smaller where nobody looks at its size."""
        path = self.folder / f"photo-{size[0]}.jpg"
        if not path.exists():
            path.write_bytes(_picture(size))
        return path

    def type(self, text: str) -> None:
        """Keys for whatever has the keyboard."""
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(focused(), sign)
            else:
                composed = QInputMethodEvent()
                composed.setCommitString(sign)
                QApplication.sendEvent(focused(), composed)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(focused(), key, held)
        QApplication.processEvents()

    def draw(self, pad: QWidget) -> None:
        """A signature with the mouse."""
        for start, end in ((QPoint(40, 40), QPoint(180, 110)), (QPoint(190, 40), QPoint(90, 120))):
            QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=start)
            QTest.mouseMove(pad, (start + end) / 2)
            QTest.mouseMove(pad, end)
            QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=end)

    def fill(self, desk: VisitDesk) -> None:
        """Answers whatever a check still asks for."""
        for _ in range(40):
            problems = desk.work.session.problems()
            if not problems:
                return
            for problem in problems:
                if desk.work.session.node(problem.ref).relevant:
                    desk.answer(problem.ref, self._some_answer(desk, problem.ref))
        raise AssertionError(desk.work.session.problems())

    def _some_answer(self, desk: VisitDesk, ref: str) -> str:
        session: FormSession = desk.work.session
        node = session.node(ref)
        if node.control in {"select1", "select"}:
            values = [choice.value for choice in session.choices(ref)]
            if node.name.startswith(_NO):
                return "0"
            if node.name == "inc_sub":
                return next(v for v in values if v[0] == session.value(ref.replace("inc_sub", "inc_cat")))
            return values[0]
        if node.control == "upload":
            signature = "signature" in node.appearance
            source, kind = (INK, "signature") if signature else (self.photo((240, 180)), "photo")
            return attachments.attach(self.ws, desk.work.opened.draft_id, source, kind).value
        if node.type in {"int", "decimal"}:
            return "1"
        if node.type == "date":
            return "2026-11-20"
        return "13800000000" if node.name == "phone" else "已看"


@cache
def _picture(size: tuple[int, int]) -> bytes:
    out = BytesIO()
    Image.effect_mandelbrot(size, (-2, -1.5, 1, 1.5), 20).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def desk_of(page: VisitPage) -> VisitDesk:
    assert page.desk is not None
    return page.desk


def at(desk: VisitDesk, ref: str) -> Question:
    """Goes to a question and returns it."""
    desk.jump(ref)
    QApplication.processEvents()
    assert desk.sheet is not None
    found = desk.sheet.question(ref)
    assert found is not None
    return found


def here() -> str:
    """The name of the question that has the keyboard."""
    found = question_of(focused())
    return found.node.name if found is not None else ""


def consenting(desk: VisitDesk) -> None:
    desk.answer(META + "visit_result", "1")
    desk.answer("/data/g_consent/consent_general", "1")
    desk.catch_up()


def look(qapp: QApplication) -> theme.Theme:
    """The light theme, applied once: restyling every widget of every test is slow."""
    return theme.now() if qapp.styleSheet() else theme.prepare(qapp, fonts.screen(), "zh_CN")


def sweep() -> None:
    """Deletes what tests have closed; without a running event loop Qt would keep it for good."""
    for widget in QApplication.topLevelWidgets():
        if not widget.isVisible():
            widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def make_home(folder: Path, clock: FixedClock) -> None:
    """A set-up township with compiled forms, made once and copied for each test."""
    with Workspace.open(folder, clock) as ws:
        setup.complete(ws, setup.SetupPlan(COUNTY, TOWNSHIP, (RED_STAR, STONE), PEOPLE))
        form_shelf.install_shipped(ws)
        for officer in people.officers(ws):
            if officer.staff_no in {"001", "002"}:
                people.set_pin(ws, officer.id, PINS[officer.staff_no])


@contextmanager
def opened_house(template: Path, folder: Path, clock: FixedClock, qapp: QApplication, qtbot: QtBot) -> Iterator[House]:
    shutil.copytree(template, folder / "home")
    with Workspace.open(folder / "home", clock) as ws:
        town = Town(ws, clock)
        household_id = town.family()
        shell = Shell(ws, look(qapp), town.actor("001", "002"))
        house = House(town, shell, qtbot, folder, household_id)
        try:
            yield house
        finally:
            for page in house.pages:
                page.leave()
            shell.close()
            sweep()


__all__ = [
    "F01", "INK", "META", "PINS", "House", "at", "consenting", "desk_of", "focused", "here", "look", "make_home",
    "opened_house", "sweep",
]  # fmt: skip
