"""The roster page on real files: seen before it is taken, nothing lost, doubt settled by a digit."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.desk_town import EAST, RED, ROSTERS, Desk, opened_desk
from tests.ui.given_files import GivenFiles
from villagevisit.services import audit_trail, households, roster, roster_decide, roster_waiting
from villagevisit.services.workspace import Cancelled, Progress, Workspace
from villagevisit.ui.pages.roster import RosterPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def desk(ws: Workspace, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    with opened_desk(ws, qapp, qtbot) as opened:
        yield opened


@pytest.fixture
def page(desk: Desk) -> RosterPage:
    return desk.page(RosterPage)


def taken_in(desk: Desk, page: RosterPage, name: str) -> None:
    desk.drop(page.import_panel.drop, ROSTERS / name)
    preview = page.import_panel.preview
    if not preview.start.isEnabled():
        preview.village.choose(RED.code)
    preview.start.click()
    desk.settle()


class TestBringingIn:
    def test_an_empty_page_teaches_the_first_step(self, page: RosterPage) -> None:
        assert page.import_panel.drop.isVisible()
        assert page.import_panel.choose_button.hasFocus()
        assert page.import_panel.earlier.isHidden()

    def test_nothing_is_taken_before_it_was_seen(self, desk: Desk, page: RosterPage) -> None:
        desk.drop(page.import_panel.drop, ROSTERS / "sheet_per_village.xlsx")
        preview = page.import_panel.preview
        assert preview.isVisible()
        assert [preview.sheets.key(number) for number in range(preview.sheets.count())] == ["红星村", "东风村"]
        assert preview.mapping().villages == {"红星村": RED.code, "东风村": EAST.code}
        assert households.count(desk.ws) == 0

    @pytest.mark.parametrize("path", sorted(p.name for p in ROSTERS.iterdir() if p.suffix in (".xlsx", ".xls", ".csv")))
    def test_rows_balance_for_every_style(self, desk: Desk, page: RosterPage, path: str) -> None:
        taken_in(desk, page, path)
        assert page.import_panel.result.isVisible(), desk.shell.message
        report = roster.imports(desk.ws)[0]
        assert report.rows == report.imported + report.doubtful + report.rejected
        assert households.count(desk.ws) > 0

    def test_no_full_number_of_a_person_stands_in_the_preview(self, desk: Desk, page: RosterPage) -> None:
        desk.drop(page.import_panel.drop, ROSTERS / "village_clerk.xlsx")
        columns = page.import_panel.preview.columns
        shown = [label.text().replace("\u200b", "") for labels in columns._samples.values() for label in labels]
        assert any("********" in text for text in shown)
        assert not any("999999196708021313" in text for text in shown)

    def test_a_corrected_column_is_remembered_for_the_next_file(self, desk: Desk, page: RosterPage) -> None:
        desk.drop(page.import_panel.drop, ROSTERS / "numbers_as_numbers.xlsx")
        preview = page.import_panel.preview
        preview.columns.choice("保障人数").setFocus()
        preview.columns.choice("保障人数").setCurrentIndex(preview.columns.choice("保障人数").findData("members"))
        assert preview.mapping().columns["保障人数"] == "members"
        preview.start.click()
        desk.settle()
        again = roster.preview(desk.ws, ROSTERS / "numbers_as_numbers.xlsx")
        assert again.remembered
        assert {column.header: column.field for column in again.sheets[0].columns}["保障人数"] == "members"

    def test_a_field_is_taken_from_one_column_only(self, desk: Desk, page: RosterPage) -> None:
        desk.drop(page.import_panel.drop, ROSTERS / "numbers_as_numbers.xlsx")
        columns = page.import_panel.preview.columns
        columns.choice("关系").setCurrentIndex(columns.choice("关系").findData("name"))
        assert columns.choice("姓名").value() == ""

    def test_a_sheet_can_be_left_out(self, desk: Desk, page: RosterPage) -> None:
        desk.drop(page.import_panel.drop, ROSTERS / "sheet_per_village.xlsx")
        preview = page.import_panel.preview
        preview.sheets.choose(1)
        preview.read_it.setChecked(False)
        preview.start.click()
        desk.settle()
        assert households.count(desk.ws, RED.code) > 0
        assert households.count(desk.ws, EAST.code) == 0

    def test_bringing_it_in_again_changes_nothing(self, desk: Desk, page: RosterPage) -> None:
        taken_in(desk, page, "sheet_per_village.xlsx")
        before = households.count(desk.ws)
        page.import_panel.result.again.emit()
        taken_in(desk, page, "sheet_per_village.xlsx")
        assert households.count(desk.ws) == before
        assert page.import_panel.earlier.count() == 2

    def test_cancel_leaves_nothing_behind(self, desk: Desk, page: RosterPage, monkeypatch: pytest.MonkeyPatch) -> None:
        desk.drop(page.import_panel.drop, ROSTERS / "sheet_per_village.xlsx")
        real = roster.run

        def stopped(*args: object, progress: Progress, **kwargs: object) -> object:
            def told(done: int, total: int) -> None:
                raise Cancelled

            return real(*args, progress=told, **kwargs)  # type: ignore[arg-type]

        monkeypatch.setattr(roster, "run", stopped)
        page.import_panel.preview.start.click()
        desk.settle()
        assert households.count(desk.ws) == 0
        assert page.import_panel.preview.isVisible()

    def test_a_file_that_is_no_roster_says_so_and_the_page_stays(
        self, desk: Desk, page: RosterPage, tmp_path: Path
    ) -> None:
        (tmp_path / "照片.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
        desk.drop(page.import_panel.drop, tmp_path / "照片.xlsx")
        assert desk.shell.message[1] == "refused"
        assert page.import_panel.drop.isVisible()

    def test_the_report_is_a_workbook(self, desk: Desk, page: RosterPage, tmp_path: Path) -> None:
        taken_in(desk, page, "heads_only.csv")
        desk.shell.files = GivenFiles(tmp_path / "报告.xlsx")
        page.import_panel.result.report.click()
        desk.settle()
        book = openpyxl.load_workbook(tmp_path / "报告.xlsx")
        assert book.sheetnames
        book.close()
        assert desk.shell.message[1] == "done"


class TestDeciding:
    @pytest.fixture
    def doubtful(self, desk: Desk, page: RosterPage) -> RosterPage:
        taken_in(desk, page, "heads_only.csv")
        return page

    def test_the_keyboard_alone_brings_a_file_in_and_settles_every_doubt(self, desk: Desk, page: RosterPage) -> None:
        desk.shell.files = GivenFiles(ROSTERS / "heads_only.csv")
        desk.key(Qt.Key.Key_Return)
        desk.key(Qt.Key.Key_Return)
        waiting = roster_waiting.doubtful_count(desk.ws)
        assert waiting > 1
        desk.key(Qt.Key.Key_Return)
        assert page.tabs.current() == "doubtful"
        desk.key(Qt.Key.Key_Down)
        for _ in range(3 * waiting):
            if not roster_waiting.doubtful_count(desk.ws):
                break
            desk.key(Qt.Key.Key_1)
        assert roster_waiting.doubtful_count(desk.ws) == 0
        assert page.tabs.button("doubtful").text() == "待决定"

    def test_a_digit_decides_right_after_the_section_was_chosen(self, desk: Desk, doubtful: RosterPage) -> None:
        before = roster_decide.doubtful(desk.ws)[0].id
        doubtful.tabs.button("doubtful").setFocus()
        doubtful.tabs.button("doubtful").click()
        desk.key(Qt.Key.Key_1)
        assert before not in [row.id for row in roster_decide.doubtful(desk.ws)]
        desk.key(Qt.Key.Key_Down)
        assert doubtful.doubtful.list.hasFocus()

    def test_a_click_settles_a_row_and_the_next_is_asked(self, desk: Desk, doubtful: RosterPage) -> None:
        doubtful._want("doubtful", "")
        before = roster_decide.doubtful(desk.ws)
        doubtful.doubtful.question.press(len(before[0].choices) - 1)
        desk.settle()
        left = [row.id for row in roster_decide.doubtful(desk.ws)]
        assert before[0].id not in left
        assert doubtful.doubtful.list.current_key() == left[0]

    def test_rows_of_one_kind_are_settled_together(self, desk: Desk, doubtful: RosterPage) -> None:
        doubtful._want("doubtful", "")
        rows = roster_decide.doubtful(desk.ws)
        kinds = {row.code: [other for other in rows if other.code == row.code] for row in rows}
        code, alike = max(kinds.items(), key=lambda item: len(item[1]))
        doubtful.doubtful.list.choose_key(alike[0].id)
        doubtful.doubtful.question.alike.setChecked(True)
        doubtful.doubtful.question.press(len(alike[0].choices) - 1)
        desk.settle()
        assert not [row for row in roster_decide.doubtful(desk.ws) if row.code == code]

    def test_a_number_is_masked_until_somebody_reads_it_which_is_kept(self, desk: Desk, doubtful: RosterPage) -> None:
        doubtful._want("doubtful", "")
        rows = roster_decide.doubtful(desk.ws)
        row = next(row for row in rows if any(len(cell) == 18 for cell in row.cells.values()))
        number = next(cell for cell in row.cells.values() if len(cell) == 18)
        doubtful.doubtful.list.choose_key(row.id)
        assert number not in _words(doubtful)
        doubtful.doubtful.question.eye.click()
        assert number in _words(doubtful)
        last = audit_trail.rows(desk.ws)[0]
        assert (last.action, last.subject) == ("read.roster-row", row.id)
        assert last.actor
        assert all(number not in each.note for each in doubtful.doubtful.list._rows.rows)


def _words(page: RosterPage) -> str:
    words = [label.text() for label in page.doubtful.question.findChildren(type(page.doubtful._rest))]
    return " ".join(words + _facts(page))


def _facts(page: RosterPage) -> list[str]:
    return [label.text() for label in page.doubtful.question._cells.findChildren(QLabel)]


def test_rejected_rows_say_why(desk: Desk, page: RosterPage) -> None:
    taken_in(desk, page, "numbers_as_numbers.xlsx")
    report = roster.imports(desk.ws)[0]
    assert report.rejected
    page._want("rejected", report.id)
    assert page.rejected.list.count() == report.rejected
    assert all(row.note for row in page.rejected.list._rows.rows)
