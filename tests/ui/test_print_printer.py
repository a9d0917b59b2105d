"""Printing with the options that the dialog offers, and without any printer."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_town import RED, Desk, opened_desk
from tests.ui.given_files import GivenFiles
from tests.ui.print_machine import Narrow, OnlyA4, into_a_file
from tests.ui.test_print_preview import households
from tests.ui.test_print_queue import SMALL_SCREEN
from villagevisit.services import print_margins
from villagevisit.services.outstanding import waiting
from villagevisit.services.workspace import Workspace, silent
from villagevisit.ui.pages import print_centre_machines as machines
from villagevisit.ui.pages.print_centre import PrintPage
from villagevisit.ui.pages.print_centre_dialog import PrintDialog
from villagevisit.ui.pages.print_centre_poster import PosterDialog
from villagevisit.ui.pages.print_centre_printer import Job, print_pdf

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def desk(ws: Workspace, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    with opened_desk(ws, qapp, qtbot) as opened:
        households(ws, 60)
        yield opened


def board(desk: Desk, monkeypatch: pytest.MonkeyPatch, *there: machines.Machine, size: str = "A3") -> PrintPage:
    """The print centre on a board of several pages, with these printers."""
    monkeypatch.setattr(machines, "found", lambda: there)
    page = desk.page(PrintPage, kind="publicity_board", village_code=RED.code)
    page.options.paper_size.button(size).click()
    page._pause.timeout.emit()
    desk.settle()
    assert page.shown is not None
    assert page.shown.pages > 2
    return page


def dialog(page: PrintPage, desk: Desk) -> PrintDialog:
    """The dialog as it stands once the margins were looked at."""
    caught: list[PrintDialog] = []

    def keep(opened: PrintDialog) -> bool:
        caught.append(opened)
        desk.settle()
        return False

    page.deeds.ask = keep
    page.print_shown()
    return caught[0]


def sheets(path: Path) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(path)
    sizes = [(round(one.get_size()[0] * 25.4 / 72), round(one.get_size()[1] * 25.4 / 72)) for one in document]
    document.close()
    return sizes


def test_only_the_chosen_pages_come_out(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = board(desk, monkeypatch, into_a_file(tmp_path / "out.pdf"))

    def choose(opened: PrintDialog) -> bool:
        opened.pages.setText("2-3")
        return opened.accept_button.isEnabled()

    page.deeds.ask = choose
    page.print_shown()
    desk.settle()
    assert sheets(tmp_path / "out.pdf") == [(420, 297)] * 2


def test_pages_that_do_not_exist_are_refused_beside_the_field(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = board(desk, monkeypatch, into_a_file(Path("none.pdf")))

    def choose(opened: PrintDialog) -> bool:
        opened.pages.setText("1-99")
        assert "最大是" in opened.remark.text()
        return opened.accept_button.isEnabled()

    page.deeds.ask = choose
    page.print_shown()
    desk.settle()
    assert waiting(desk.ws).records == 0


def test_a_booklet_has_two_pages_on_a_side(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    machine = into_a_file(tmp_path / "out.pdf")
    shown = board(desk, monkeypatch, machine).shown
    assert shown is not None
    job = Job(machine.printer("A4", wide=True), machine.name, pages=(1, 2, 3), booklet=True)
    print_pdf(job, shown.name, shown.pdf, shown.pages, silent)
    assert sheets(tmp_path / "out.pdf") == [(297, 210)] * 2
    front, back = print_margins.white((tmp_path / "out.pdf").read_bytes(), 2)
    assert front is not None
    assert front.left > 297 / 2  # the fourth page is white
    assert front.right < 20
    assert back is not None
    assert max(back.left, back.right) < 20


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ((Narrow,), "会被裁掉：第 1 页"),
        ((OnlyA4,), "没有 A3 纸"),
        ((machines.Machine,), "不会裁掉"),
    ],
)
def test_what_the_printer_cannot_reach_is_said_before(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kinds: Sequence[type[machines.Machine]], words: str
) -> None:
    plain = into_a_file(tmp_path / "out.pdf")
    page = board(desk, monkeypatch, *(kind(plain.name, plain.new, plain.sides) for kind in kinds))
    opened = dialog(page, desk)
    assert words in opened.remark.text()
    assert opened.sizeHint().height() < SMALL_SCREEN


def test_the_printer_says_which_sides_it_can_print(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = board(desk, monkeypatch, into_a_file(Path("a"), sides=("none",)), into_a_file(Path("b"), "大打印机"))
    opened = dialog(page, desk)
    assert opened.sides.count() == 1
    opened.machine.setCurrentIndex(1)
    assert opened.sides.count() == 3
    opened.sides.choose("long")
    opened.tray.choose("lower")
    job = opened.job()
    assert (job.machine, job.sides, job.tray) == ("大打印机", "long", "lower")
    job.set_up("公示榜")
    assert job.printer.paperSource() == QPrinter.PaperSource.Lower
    assert job.printer.docName() == "公示榜"


def test_without_a_printer_a_pdf_is_saved_and_its_folder_opened(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = board(desk, monkeypatch)
    assert not page.print_button.isEnabled()
    assert page.print_button.text() == "没有装打印机"
    page.print_shown()
    assert "存为 PDF" in desk.shell.message[0]
    desk.shell.files = GivenFiles(tmp_path / "榜.pdf")
    page.save_button.click()
    desk.settle()
    opened: list[Path] = []
    page.deeds.open_folder = opened.append
    page.deeds.folder_button.click()
    assert opened == [tmp_path]
    assert len(sheets(tmp_path / "榜.pdf")) > 2


def test_a_board_becomes_a_poster_of_office_sheets(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = board(desk, monkeypatch, into_a_file(tmp_path / "out.pdf"))
    shown = page.shown
    assert shown is not None
    seen: list[str] = []

    def choose(to: str, size: str) -> Callable[[PosterDialog], bool]:
        def answer(dialog: PosterDialog) -> bool:
            dialog.size_tabs.button(size).click()
            dialog.target.choose(to)
            seen.append(dialog.plan.currentText())
            assert dialog.sizeHint().height() < SMALL_SCREEN
            return True

        return answer

    desk.shell.files = GivenFiles(tmp_path / "海报.pdf")
    page.deeds.ask_poster = choose("", "A1")
    page.deeds.poster_button.click()
    desk.settle()
    count = int(seen[0].split(" ")[0])
    assert count > 6
    assert "厘米" in seen[0]
    saved = sheets(tmp_path / "海报.pdf")
    assert len(saved) == shown.pages * (count + 1)  # each page of the board with its key plan
    assert {tuple(sorted(one)) for one in saved} == {(210, 297)}
    page.deeds.ask_poster = choose("0", "A2")
    page.deeds.poster_button.click()
    desk.settle()
    assert len(sheets(tmp_path / "out.pdf")) == shown.pages * (int(seen[1].split(" ")[0]) + 1)
    desk.settle()
    assert page.deeds.times_button.text() == "印过 1 次"
    assert waiting(desk.ws).records == 1  # it is the same board, however large
    page.documents.choose_key("pledge")
    desk.settle()
    assert not page.deeds.poster_button.isVisible()
