"""The sheet on the screen: seen at once, in its true size, nearer and farther; the window never waits."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_town import RED, Desk, opened_desk
from villagevisit.services import paper
from villagevisit.services.paper_types import Paper, PaperRequest
from villagevisit.services.workspace import Actor, Progress, Workspace
from villagevisit.ui.pages.print_centre import PrintPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
HOUSEHOLDS = 60


def households(ws: Workspace, count: int) -> None:
    """In benefit, in the first village."""
    with ws.store.transaction() as db:
        for number in range(1, count + 1):
            db.execute(
                "INSERT INTO household(id, village_code, household_no, head_name, village_group, assist_category, "
                "members, insured_persons, amount_month, sort_key) VALUES (?, ?, ?, ?, '第一组', '1', 2, 1, '300', ?)",
                [f"h{number}", RED.code, f"{number:04}", "王秀英", f"{number:04}"],
            )


@pytest.fixture
def desk(ws: Workspace, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    with opened_desk(ws, qapp, qtbot) as opened:
        households(ws, HOUSEHOLDS)
        yield opened


class Slow:
    """The whole paper is not made before `go`."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self._whole = paper.preview

    def __call__(self, ws: Workspace, actor: Actor, request: PaperRequest, progress: Progress) -> Paper:
        assert self.go.wait(60)
        return self._whole(ws, actor, request, progress)


def begun(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> tuple[PrintPage, Slow]:
    """A board of which only the first page is there."""
    slow = Slow()
    monkeypatch.setattr(paper, "preview", slow)
    page = PrintPage(desk.shell)
    desk.qtbot.addWidget(page)
    page.resize(1100, 660)
    page.show()
    page.enter(kind="publicity_board", village_code=RED.code)
    desk.qtbot.waitUntil(page.preview.stop_button.isVisible, timeout=60_000)
    return page, slow


def test_the_first_page_is_there_before_the_others(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page, slow = begun(desk, monkeypatch)
    assert not page.save_button.isEnabled()
    slow.go.set()
    desk.settle()
    assert page.shown is not None
    assert page.shown.pages > 1
    assert page.preview._where.text() == f"第 1 / {page.shown.pages} 页"
    assert page.preview.sheet.has_sheet()
    assert not page.preview.stop_button.isVisible()
    assert page.save_button.isEnabled()


def test_the_others_may_be_stopped_and_asked_for_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page, slow = begun(desk, monkeypatch)
    page.preview.stop_button.click()
    slow.go.set()
    desk.settle()
    assert not page.save_button.isEnabled()
    assert page.preview.sheet.has_sheet()
    page.preview.go_on_button.click()
    desk.settle()
    assert page.save_button.isEnabled()
    assert page.shown is not None


def test_a_hundred_per_cent_is_a_millimetre_for_a_millimetre(desk: Desk) -> None:
    page = desk.page(PrintPage, kind="publicity_board", village_code=RED.code)
    sheet = page.preview.sheet
    page.preview.zoom.button("real").click()
    desk.qtbot.waitUntil(lambda: sheet.dpi() == round(sheet.screen_dpi()) and page.preview.percent.text() == "100 %")
    desk.settle()
    assert sheet._shown_size().width() * 25.4 / sheet.screen_dpi() == pytest.approx(sheet.millimetres()[0], abs=0.5)


def test_nearer_and_farther_by_button_key_and_wheel(desk: Desk) -> None:
    page = desk.page(PrintPage, kind="publicity_board", village_code=RED.code)
    preview, sheet = page.preview, page.preview.sheet
    preview.zoom.button("real").click()
    preview.nearer.click()
    assert preview.percent.text() == "125 %"
    assert preview.zoom.current() == ""
    QTest.keyClick(sheet, Qt.Key.Key_Minus)
    assert preview.zoom.current() == "real"
    middle = QPointF(sheet.rect().center())
    turn = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(sheet.viewport(), turn)
    assert preview.percent.text() == "75 %"
    for _ in range(20):
        preview.nearer.click()
    assert preview.percent.text() == "300 %"
    assert sheet.dpi() <= 300  # a picture of an A3 sheet stays in memory
    preview.zoom.button("whole").click()
    desk.settle()
    assert sheet._shown_size().height() <= sheet.viewport().height()
