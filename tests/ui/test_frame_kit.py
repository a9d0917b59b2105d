"""The kit: work away from the window, fields, figures, lists that read only what is seen."""

import threading
import time
from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyledItemDelegate
from pytestqt.qtbot import QtBot

from tests.ui import judge
from villagevisit.services import fonts
from villagevisit.services.workspace import Cancelled, Progress
from villagevisit.ui.kit import icons, parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Search
from villagevisit.ui.kit.format import moment, money, percent
from villagevisit.ui.kit.tables import RowList, Table
from villagevisit.ui.kit.tasks import TaskRunner
from villagevisit.ui.models.paged import PAGE, Paged
from villagevisit.ui.models.table import Column, TableOf

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.close()


class TestWork:
    def test_after_closing_nothing_is_begun(self, tasks: TaskRunner) -> None:
        """A timer that fires late must not leave a thread behind."""
        tasks.close()
        tasks.run(lambda _: None, lambda _: None)
        assert not tasks.busy
        assert not [each for each in threading.enumerate() if each.name.startswith("villagevisit-work")]

    def test_the_result_comes_home_to_this_thread(self, tasks: TaskRunner, qtbot: QtBot) -> None:
        seen: list[tuple[str, bool]] = []
        here = threading.current_thread()
        tasks.run(lambda _: "grown", lambda got: seen.append((got, threading.current_thread() is here)))
        qtbot.waitUntil(lambda: not tasks.busy)
        assert seen == [("grown", True)]

    def test_work_is_done_in_order(self, tasks: TaskRunner, qtbot: QtBot) -> None:
        seen: list[int] = []
        for number in range(20):
            tasks.run(lambda _, number=number: number, seen.append)
        qtbot.waitUntil(lambda: not tasks.busy)
        assert seen == list(range(20))

    def test_an_error_comes_home(self, tasks: TaskRunner, qtbot: QtBot) -> None:
        def fail(_: Progress) -> None:
            raise ValueError("no")

        failed: list[BaseException] = []
        with qtbot.waitSignal(tasks.went_wrong):
            tasks.run(fail, lambda _: None)
        tasks.run(fail, lambda _: None, failed=failed.append)
        qtbot.waitUntil(lambda: not tasks.busy)
        assert isinstance(failed[0], ValueError)

    def test_long_work_tells_how_far_it_is_and_can_be_cancelled(self, tasks: TaskRunner, qtbot: QtBot) -> None:
        def long(progress: Progress) -> None:
            for done in range(100_000):
                progress(done, 100_000)
                time.sleep(0.001)

        failed: list[BaseException] = []
        with qtbot.waitSignal(tasks.panel):
            tasks.run(long, lambda _: None, failed=failed.append, title="导入")
        tasks.cancel()
        qtbot.waitUntil(lambda: not tasks.busy)
        assert isinstance(failed[0], Cancelled)

    def test_closing_leaves_no_thread(self, qtbot: QtBot) -> None:
        runner = TaskRunner()
        runner.run(lambda _: time.sleep(0.05), lambda _: None)
        runner.close()
        assert not [thread for thread in threading.enumerate() if thread.name.startswith("villagevisit-work")]


class TestFields:
    @pytest.mark.parametrize("typed", ["2026-11-21", "20261121", "2026/11/21", "2026.11.21", "2026年11月21日"])
    def test_a_day_is_understood_as_people_write_it(self, qtbot: QtBot, typed: str) -> None:
        field = Day(typed)
        qtbot.addWidget(field)
        assert field.value() == "2026-11-21"

    def test_a_day_that_does_not_exist_is_no_day(self, qtbot: QtBot) -> None:
        field = Day("2026-02-30")
        qtbot.addWidget(field)
        assert field.value() == ""
        assert field.wrong()

    def test_the_search_field_waits_for_the_last_key(self, qtbot: QtBot) -> None:
        field = Search()
        qtbot.addWidget(field)
        heard: list[str] = []
        field.typed.connect(heard.append)
        qtbot.keyClicks(field, "zsf")
        qtbot.waitUntil(lambda: bool(heard))
        assert heard == ["zsf"]
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert field.text() == ""

    def test_a_search_field_that_is_left_asks_no_more(self, qtbot: QtBot) -> None:
        field = Search()
        qtbot.addWidget(field)
        field.show()
        heard: list[str] = []
        field.typed.connect(heard.append)
        qtbot.keyClicks(field, "zsf")
        field.hide()
        qtbot.wait(80)
        assert heard == []

    def test_a_choice_keeps_its_value_under_a_new_language(self, qtbot: QtBot) -> None:
        field = Choice([("a", "甲"), ("b", "乙")], "b")
        qtbot.addWidget(field)
        field.offer([("a", "A"), ("b", "B")], field.value())
        assert field.value() == "b"
        assert field.currentText() == "B"

    def test_words_come_back_as_they_were_given(self, qtbot: QtBot) -> None:
        words = parts.body("<b>张三</b>\n& 李四")
        qtbot.addWidget(words)
        assert words.text() == "<b>张三</b>\n& 李四"


class TestFigures:
    def test_money(self) -> None:
        assert money(Decimal(1234)) == "1,234.00 元"
        assert money("954.58", unit=False) == "954.58"
        assert money("很多") == "很多"

    def test_a_hundred_percent_means_everybody(self) -> None:
        assert percent(999, 1000) == "99%"
        assert percent(60, 60) == "100%"
        assert percent(0, 0) == "–"

    def test_moment(self) -> None:
        assert moment("2026-11-22T14:03:22.123+08:00") == "2026-11-22 14:03"


class TestLists:
    def test_only_pages_that_are_looked_at_are_read(self) -> None:
        asked: list[int] = []

        def fetch(offset: int, limit: int) -> list[int]:
            asked.append(offset)
            return list(range(offset, min(offset + limit, 1000)))

        rows = Paged(fetch, 1000)
        assert [rows[0], rows[1], rows[PAGE], rows[999]] == [0, 1, PAGE, 999]
        assert asked == [0, PAGE, 999 // PAGE * PAGE]

    def test_a_row_that_is_gone_is_nobody(self) -> None:
        assert Paged(lambda _offset, _limit: [], 5)[3] is None

    def test_a_list_asks_only_about_the_rows_that_it_shows(self, qtbot: QtBot) -> None:
        asked: list[int] = []

        class Named(Paged[int]):
            def __getitem__(self, row: int) -> int | None:
                asked.append(row)
                return super().__getitem__(row)

        columns = (Column[int]("", str),)
        rows = RowList(QStyledItemDelegate())
        qtbot.addWidget(rows)
        rows.setModel(TableOf(columns, Named(lambda offset, limit: list(range(offset, offset + limit)), 400_000)))
        rows.resize(400, 300)
        rows.show()
        rows.choose(0)
        rows.grab()
        assert max(asked) < 100
        QTest.keyClick(rows, Qt.Key.Key_End)
        assert rows.currentIndex().row() == 399_999
        QTest.keyClick(rows, Qt.Key.Key_Up)
        assert rows.currentIndex().row() == 399_998
        QTest.keyClick(rows, Qt.Key.Key_Home)
        assert rows.currentIndex().row() == 0

    def test_a_narrow_table_leaves_out_what_matters_least(self, qtbot: QtBot) -> None:
        table = Table(quick=True)
        qtbot.addWidget(table)
        columns = tuple(Column[int](str(number), str) for number in range(3))
        table.setModel(TableOf(columns, [1, 2, 3]))
        table.widths(0, 20, 20, drop=(2, 1))
        u = theme.now().u
        table.resize(80 * u, 300)
        table.show()
        assert not table.isColumnHidden(2)
        table.resize(45 * u, 300)
        assert table.isColumnHidden(2)
        assert not table.isColumnHidden(1)

    def test_enter_opens_the_chosen_row(self, qtbot: QtBot) -> None:
        table = Table()
        qtbot.addWidget(table)
        table.setModel(TableOf((Column[int]("n", str),), [1, 2, 3]))
        table.selectRow(1)
        with qtbot.waitSignal(table.opened) as heard:
            qtbot.keyClick(table, Qt.Key.Key_Return)
        assert heard.args == [1]


class TestLook:
    def test_every_theme_has_the_twelve_colours(self) -> None:
        assert len(theme.COLOURS) == 12
        for name, colours in theme.PALETTES.items():
            assert set(colours) == set(theme.COLOURS), name

    @pytest.mark.parametrize("name", sorted(theme.PALETTES))
    def test_words_can_be_read(self, name: str) -> None:
        look = theme.Theme(name)  # type: ignore[arg-type]
        for words in ("ink", "muted", "accent", "waiting", "refused", "finished"):
            for ground in ("paper", "surface", "select"):
                assert contrast(look, words, ground) >= 4.5, (words, ground)  # type: ignore[arg-type]
        assert contrast(look, "on_accent", "accent") >= 4.5
        assert contrast(look, "focus", "paper") >= 3

    def test_targets_are_as_high_as_a_finger(self, qapp: QApplication, qtbot: QtBot) -> None:
        theme.prepare(qapp, fonts.screen(), "zh_CN", theme.Theme())
        for widget in (parts.primary("走"), parts.plain("走"), parts.quiet("走"), Search(), Choice([("a", "甲")])):
            qtbot.addWidget(widget)
            assert widget.sizeHint().height() >= 44

    @pytest.mark.parametrize("name", icons.names())
    def test_every_icon_draws_something(self, qapp: QApplication, name: str) -> None:
        image = icons.pixmap(name, theme.Theme().colour("ink"), 24, 1.0).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24))


def contrast(look: theme.Theme, words: theme.Colour, ground: theme.Colour) -> float:
    """WCAG contrast ratio."""

    def light(name: theme.Colour) -> float:
        colour = look.colour(name)
        parts_ = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * parts_[0] + 0.7152 * parts_[1] + 0.0722 * parts_[2]

    high, low = sorted((light(words), light(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("width", [280, 420, 900])
def test_long_words_of_a_status_are_whole_in_any_width(qapp: QApplication, qtbot: QtBot, width: int) -> None:
    theme.prepare(qapp, fonts.screen(), "zh_CN", theme.Theme())
    words = "县里还没有认证李芳的签字。记录完好；请连一次县里的网络，或请县里认证后再签。" * 4
    beside = parts.row(parts.plain("去办认证"), parts.status("wait", words, wrap=True))
    window = parts.column(beside, parts.body("下面"))
    qtbot.addWidget(window)
    window.resize(width, 700)
    window.show()
    for _ in range(3):
        QApplication.processEvents()
    assert judge.faults(window) == []
