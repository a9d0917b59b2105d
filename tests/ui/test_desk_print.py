"""The print centre: what is offered, what is seen, and what reaches the PDF and the printer."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_town import EAST, RED, ROSTERS, Desk, opened_desk
from tests.ui.given_files import GivenFiles
from tests.ui.print_machine import into_a_file
from villagevisit.services import paper, roster
from villagevisit.services.outstanding import waiting
from villagevisit.services.paper_types import PaperKind
from villagevisit.services.workspace import Workspace
from villagevisit.ui.pages import print_centre_machines as machines
from villagevisit.ui.pages.print_centre import PrintPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def desk(
    ws: Workspace, qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setattr(machines, "found", lambda: (into_a_file(tmp_path / "out.pdf"),))
    with opened_desk(ws, qapp, qtbot) as opened:
        roster.run(ws, opened.shell.actor, ROSTERS / "sheet_per_village.xlsx")
        yield opened


def seen(desk: Desk, page: PrintPage) -> None:
    desk.qtbot.waitUntil(lambda: page.preview.sheet.has_sheet(), timeout=60_000)
    desk.settle()


class TestPreview:
    def test_only_what_may_be_printed_is_offered(self, desk: Desk) -> None:
        page = desk.page(PrintPage)
        offered = [page.documents.key(number) for number in range(page.documents.count())]
        assert offered == [offer.kind for offer in paper.offers(desk.ws, desk.shell.actor)]

    def test_the_board_of_a_village_is_seen_as_it_will_be_printed(self, desk: Desk) -> None:
        page = desk.page(PrintPage, kind="publicity_board", village_code=EAST.code)
        seen(desk, page)
        assert page.options.subject.value() == EAST.code
        width, height = page.preview.sheet.millimetres()
        assert sorted((round(width), round(height))) == pytest.approx([297, 420], abs=12)
        assert page.print_button.isEnabled()

    def test_more_persons_in_benefit_than_members_is_said_beside_the_sheet(self, desk: Desk) -> None:
        with desk.ws.store.transaction() as db:
            db.execute("UPDATE household SET insured_persons = 1")
        page = desk.page(PrintPage, kind="publicity_board", village_code=RED.code)
        seen(desk, page)
        assert not page.odd.isVisible()
        with desk.ws.store.transaction() as db:
            db.execute("UPDATE household SET insured_persons = 9 WHERE village_code = ?", [RED.code])
        page.refresh()
        page._pause.timeout.emit()
        seen(desk, page)
        desk.qtbot.waitUntil(page.odd.isVisible, timeout=60_000)
        assert "保障 9 人" in page.odd.remark.text()
        assert page.print_button.isEnabled()
        page.options.subject.choose(EAST.code)
        page._pause.timeout.emit()
        desk.qtbot.waitUntil(lambda: not page.odd.isVisible(), timeout=60_000)

    def test_another_paper_size_is_another_sheet(self, desk: Desk) -> None:
        page = desk.page(PrintPage, kind="publicity_board", village_code=RED.code)
        seen(desk, page)
        page.options.paper_size.button("A4").click()
        page._pause.timeout.emit()
        desk.settle()
        desk.qtbot.waitUntil(lambda: max(page.preview.sheet.millimetres()) < 330, timeout=60_000)
        assert sorted(round(x) for x in page.preview.sheet.millimetres()) == pytest.approx([210, 297], abs=12)

    def test_a_paper_that_cannot_be_made_yet_says_why(self, desk: Desk) -> None:
        page = desk.page(PrintPage, kind="verification_form")
        assert not page.preview.sheet.has_sheet()
        assert "签" in page.preview.sheet.words
        assert not page.print_button.isEnabled()
        assert not page.save_button.isEnabled()

    def test_looking_records_nothing(self, desk: Desk) -> None:
        seen(desk, desk.page(PrintPage, kind="publicity_board"))
        assert waiting(desk.ws).records == 0


class TestSaving:
    def test_the_pdf_is_the_paper_and_is_recorded(self, desk: Desk, tmp_path: Path) -> None:
        page = desk.page(PrintPage, kind="publicity_board", village_code=RED.code)
        seen(desk, page)
        desk.shell.files = GivenFiles(tmp_path / "公示榜.pdf")
        page.save_button.click()
        desk.settle()
        document = pypdfium2.PdfDocument(tmp_path / "公示榜.pdf")
        pages = len(document)
        text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
        document.close()
        assert pages >= 1
        assert "红星村" in text
        assert "999999" not in text
        assert waiting(desk.ws).records == 1
        assert desk.shell.message[1] == "done"

    def test_thinking_better_of_it_records_nothing(self, desk: Desk) -> None:
        page = desk.page(PrintPage, kind="publicity_board", village_code=RED.code)
        seen(desk, page)
        desk.shell.files = GivenFiles(None)
        page.save_button.click()
        desk.settle()
        assert waiting(desk.ws).records == 0

    def test_a_pledge_by_keyboard_alone(self, desk: Desk, tmp_path: Path) -> None:
        page = desk.page(PrintPage, kind="pledge")
        assert page.options.search.hasFocus()
        page.options.search.insert("王")
        desk.qtbot.waitUntil(lambda: page.options.subjects.count() == 1, timeout=5_000)
        page._pause.timeout.emit()
        seen(desk, page)
        desk.shell.files = GivenFiles(tmp_path / "承诺书.pdf")
        page.save_button.setFocus()
        desk.key(Qt.Key.Key_Return)
        assert (tmp_path / "承诺书.pdf").read_bytes().startswith(b"%PDF")


class TestPrinting:
    def test_every_page_reaches_the_printer_in_its_own_size(self, desk: Desk, tmp_path: Path) -> None:
        page = desk.page(PrintPage, kind="publicity_board", village_code=RED.code)
        seen(desk, page)
        pages = page.work.paper.pages if page.work.paper else 0
        page.options.copies.number.setValue(2)
        page.deeds.ask = lambda dialog: dialog.job().copies == 2
        page.print_shown()
        desk.settle()
        document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
        sizes = {tuple(round(side * 25.4 / 72) for side in sheet.get_size()) for sheet in document}
        count = len(document)
        document.close()
        assert count == 2 * pages  # a PDF printer counts no copies
        assert [sorted(size) for size in sizes] == [[297, 420]]
        assert waiting(desk.ws).records == 1

    def test_a_dialog_that_was_closed_prints_nothing(self, desk: Desk) -> None:
        page = desk.page(PrintPage, kind="publicity_board", village_code=RED.code)
        seen(desk, page)
        page.deeds.ask = lambda _dialog: False
        page.print_shown()
        desk.settle()
        assert waiting(desk.ws).records == 0

    def test_flipping_asks_for_the_page_that_is_looked_at(self, desk: Desk) -> None:
        page = desk.page(PrintPage, kind=PaperKind.PUBLICITY_BOARD, village_code=RED.code)
        seen(desk, page)
        page.options.paper_size.button("A4").click()
        page._pause.timeout.emit()
        desk.settle()
        assert page.work.paper is not None
        if page.work.paper.pages > 1:
            QTest.keyClick(page.preview.sheet, Qt.Key.Key_PageDown)
            assert page.preview._page == 1
            QTest.keyClick(page.preview.sheet, Qt.Key.Key_PageUp)
        assert page.preview._page == 0
