"""Every line of the widgets' registry, with the same demands: shown, answered by keyboard and by hand, cleared, kept
from writing when read-only, large enough for a finger, inside a narrow window, in both languages and text sizes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.visit_house import look, sweep
from tests.ui.widget_samples import SAMPLES, Desk, Sample
from villagevisit import wording
from villagevisit.ui.kit import theme
from villagevisit.ui.widgets.choice_rows import ChoiceHeading, ChoiceRows
from villagevisit.ui.widgets.range_editors import RatingEditor
from villagevisit.ui.widgets.registry import REGISTRY, entry_for
from villagevisit.ui.widgets.remark import Remark

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
NARROW = 480
HAN = re.compile(r"[\u3400-\u9fff]")
EVERY = tuple(entry.name for entry in REGISTRY)
ANSWERED = tuple(name for name in EVERY if SAMPLES[name].keys is not None)


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> Iterator[None]:
    look(qapp)
    yield
    sweep()


def room() -> int:
    """The width of a question in a window of 480 pixels."""
    return NARROW - 5 * theme.now().u


def put(qtbot: QtBot, folder: Path, sample: Sample, **parts: object) -> Desk:
    desk = Desk(folder, replace(sample.node, **parts))
    window = desk.window
    window.resize(NARROW, 640)
    desk.question.setParent(window)
    qtbot.addWidget(window)
    desk.question.setFixedWidth(room())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk.question.adjustSize()
    desk.question.begin()
    QApplication.processEvents()
    return desk


def read(desk: Desk) -> str:
    """All that can be read in a question or is said to a screen reader."""
    found: list[str] = []
    for widget in (desk.editor, *desk.editor.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        found += [widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLineEdit):
            found += [widget.displayText(), widget.placeholderText()]
        elif isinstance(widget, QPlainTextEdit):
            found += [widget.toPlainText(), widget.placeholderText()]
        elif isinstance(widget, QListWidget):
            found += [widget.item(row).text() for row in range(widget.count())]
        elif isinstance(widget, QLabel | QAbstractButton | Remark):
            found.append(widget.text())
    return " ".join(text for text in found if text)


def targets(desk: Desk) -> list[tuple[int, int]]:
    """Width and height of everything that is pressed."""
    kinds = (QPushButton, QLineEdit, QPlainTextEdit, QSlider)
    found = [
        widget.size().toTuple()
        for widget in desk.editor.findChildren(QWidget)
        if isinstance(widget, kinds) and widget.isVisible()
    ]
    for rows in (desk.editor, *desk.editor.findChildren(ChoiceRows)):
        if isinstance(rows, ChoiceRows) and not isinstance(rows, ChoiceHeading) and rows.isVisible():
            found += [box.size().toTuple() for box in rows.layout_.boxes]
        elif isinstance(rows, RatingEditor):
            found += [box.size().toTuple() for box in rows._boxes]
    for listed in desk.editor.findChildren(QListWidget):
        found += [listed.visualItemRect(listed.item(row)).size().toTuple() for row in range(listed.count())]
    return found


def test_every_line_of_the_registry_has_an_example_and_can_be_reached(tmp_path: Path, qtbot: QtBot) -> None:
    assert set(SAMPLES) == set(EVERY)
    for name, sample in SAMPLES.items():
        desk = put(qtbot, tmp_path, sample)
        found = entry_for(desk.host, desk.node)
        assert found is not None
        assert found.name == name


@pytest.mark.parametrize("name", ANSWERED)
class TestAnswering:
    def test_a_stored_answer_is_read(self, name: str, tmp_path: Path, qtbot: QtBot) -> None:
        sample = SAMPLES[name]
        desk = put(qtbot, tmp_path, sample)
        empty = read(desk)
        desk.change(value=sample.value)
        QApplication.processEvents()
        assert all(word in read(desk) for word in sample.says.split(" "))
        assert read(desk) != empty
        assert not desk.given

    def test_the_keyboard_alone_answers(self, name: str, tmp_path: Path, qtbot: QtBot) -> None:
        sample = SAMPLES[name]
        assert sample.keys is not None
        desk = put(qtbot, tmp_path, sample)
        sample.keys(desk)
        assert desk.node.value == sample.typed

    def test_the_mouse_answers(self, name: str, tmp_path: Path, qtbot: QtBot) -> None:
        sample = SAMPLES[name]
        assert sample.press is not None
        desk = put(qtbot, tmp_path, sample)
        desk.question.clearFocus()
        sample.press(desk)
        assert desk.node.value == sample.pressed

    def test_the_answer_is_cleared(self, name: str, tmp_path: Path, qtbot: QtBot) -> None:
        sample = SAMPLES[name]
        desk = put(qtbot, tmp_path, sample, value=sample.value)
        desk.editor.clear()
        assert desk.given == [""]
        assert read(desk) == read(put(qtbot, tmp_path, sample))

    def test_the_keyboard_clears(self, name: str, tmp_path: Path, qtbot: QtBot) -> None:
        sample = SAMPLES[name]
        desk = put(qtbot, tmp_path, sample, value=sample.value)
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        desk.keys(Qt.Key.Key_Delete)
        for _ in range(2 if name == "place" else 0):
            desk.keys(Qt.Key.Key_Tab, Qt.Key.Key_Delete)
        if name == "several, with search":
            desk.keys(Qt.Key.Key_Down, Qt.Key.Key_Delete)
        assert desk.node.value == ""

    def test_read_only_keeps_the_answer(self, name: str, tmp_path: Path, qtbot: QtBot) -> None:
        sample = SAMPLES[name]
        assert sample.keys is not None
        assert sample.press is not None
        desk = put(qtbot, tmp_path, sample, value=sample.value, readonly=True)
        for hands in (sample.keys, sample.press):
            try:
                hands(desk)
            except (AssertionError, IndexError):
                continue  # what would be pressed is not even there
        desk.editor.clear()
        desk.editor.flush()
        assert not desk.given
        assert all(word in read(desk) for word in sample.says.split(" "))

    def test_what_is_wrong_is_said(self, name: str, tmp_path: Path, qtbot: QtBot) -> None:
        desk = put(qtbot, tmp_path, SAMPLES[name], required=True, required_message="Needed!")
        wrong = desk.question.findChildren(Remark)
        assert all(one.text() != "Needed!" for one in wrong)
        desk.question.insist()
        assert any(one.text() == "Needed!" and not one.isHidden() for one in desk.question.findChildren(Remark))
        desk.change(value=SAMPLES[name].value, valid=False, message="Too much!")
        assert any(one.text() == "Too much!" and not one.isHidden() for one in desk.question.findChildren(Remark))


@pytest.fixture(scope="module", params=["100 %", "150 %"])
def _size(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    normal = look(qapp)
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "150 %":
            patch.setitem(theme.TEXT_SIZES, "half as large again", 1.5)
            theme.Theme("light", "half as large again").apply(qapp)
        yield
        normal.apply(qapp)


@pytest.mark.usefixtures("_size")
@pytest.mark.parametrize("answered", [False, True], ids=["empty", "answered"])
@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("name", EVERY)
def test_it_fits_a_narrow_window_in_both_languages(
    name: str, language: str, answered: bool, tmp_path: Path, qtbot: QtBot
) -> None:
    wording.set_language(language)
    sample = SAMPLES[name]
    desk = put(qtbot, tmp_path, sample, value=sample.value if answered else "")
    if language == "en":
        assert not HAN.search(read(desk)), read(desk)
    question = desk.question
    for widget in question.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not question.window():
            continue
        left = widget.mapTo(question, QPoint()).x()
        assert left >= 0, widget
        assert left + widget.width() <= question.width() + 1, (widget, left, widget.width())
        if isinstance(widget, QPushButton):
            assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
    assert question.minimumSizeHint().width() <= room()
    assert all(width >= 44 and height >= 44 for width, height in targets(desk)), targets(desk)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_question_is_cleared_from_its_menu(tmp_path: Path, qtbot: QtBot) -> None:
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QMenu

    desk = put(qtbot, tmp_path, SAMPLES["one of few"], value="b")
    middle = desk.editor.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, desk.editor.mapToGlobal(middle))
    QApplication.sendEvent(desk.question, event)
    menu = desk.question.findChild(QMenu)
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    menu.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert desk.given == [""]
