"""The forms of a whole village at once, and how often a paper was printed, as the clerk sees it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from printing.render import Bound
from tests.services.filled_forms import fill_forms
from tests.services.town import COUNTY, PEOPLE, RED_STAR, STONE, TOWNSHIP, Town
from tests.ui.desk_town import Desk
from tests.ui.given_files import GivenFiles
from tests.ui.print_machine import Narrow, into_a_file
from villagevisit.domain.changes import Done
from villagevisit.domain.clock import FixedClock
from villagevisit.services import fonts, form_shelf, paper, setup
from villagevisit.services.paper_types import Paper, PaperRequest
from villagevisit.services.print_log import Sent
from villagevisit.services.print_queue import Ran
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.ui.kit import theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages import print_centre_machines as machines
from villagevisit.ui.pages.print_centre import PrintPage
from villagevisit.ui.pages.print_centre_queue import QueueDialog, said

SMALL_SCREEN = 480 - 30
"""1280 × 720 at 150 %, without the bar of the window's title."""
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def desk(
    ws: Workspace, clock: FixedClock, qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setattr(machines, "found", lambda: (into_a_file(tmp_path / "out.pdf"),))
    setup.complete(ws, setup.SetupPlan(COUNTY, TOWNSHIP, (RED_STAR, STONE), PEOPLE))
    form_shelf.install_shipped(ws)
    town = fill_forms(Town(ws, clock), "0001", "0002")
    shell = Shell(ws, theme.prepare(qapp, fonts.screen(), "zh_CN"), town.actor("005"))
    try:
        yield Desk(shell, qtbot)
    finally:
        shell.close()


def forms(desk: Desk) -> PrintPage:
    page = desk.page(PrintPage, kind="verification_form")
    desk.qtbot.waitUntil(lambda: page.shown is not None, timeout=60_000)
    desk.settle()
    return page


def begin(desk: Desk, page: PrintPage, how: str) -> None:
    def choose(dialog: QueueDialog) -> bool:
        dialog.how.button(how).click()
        return True

    page.deeds.ask_queue = choose
    page.deeds.queue_button.click()
    desk.settle()


def test_a_village_is_saved_and_printed_stopped_and_remembered(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = forms(desk)
    assert not page.deeds.times_button.isVisible()
    folder = tmp_path / "forms"
    folder.mkdir()
    desk.shell.files = GivenFiles(folder, tmp_path / "all.pdf", None)
    begin(desk, page, "folder")
    assert desk.shell.message == ("全部完成：2 份。", "done")
    assert len(list(folder.glob("入户核查表-*.pdf"))) == 2
    begin(desk, page, "file")
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")
    opened: list[Path] = []
    page.deeds.open_folder = opened.append
    page.deeds.folder_button.click()
    assert opened == [tmp_path]
    desk.shell.notify("")
    begin(desk, page, "file")  # thought better of it in the file dialog
    assert desk.shell.message[0] == ""
    begin(desk, page, "printer")
    assert desk.shell.message == ("全部完成：2 份。", "done")
    page.deeds.ask = lambda _dialog: True
    page.options.copies.number.setValue(3)
    page.print_shown()
    desk.settle()
    assert page.deeds.times_button.text() == "印过 2 次"
    seen: list[Sent] = []
    page.deeds.show_times = lambda _parent, times: seen.extend(times)
    page.deeds.times_button.click()
    assert [(one.who, one.copies, one.printer) for one in seen] == [
        ("孙经办", 3, "办公室打印机"),
        ("孙经办", 1, "办公室打印机"),
    ]
    stop_after_one(desk, monkeypatch)
    desk.shell.files = GivenFiles(tmp_path)
    begin(desk, page, "folder")
    words = "停下了：做完 1 份，最后一份是 0001 户的；还有 1 份没有做，下一份是 0002 户的。"
    assert desk.shell.message == (words, "wait")


def stop_after_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody presses Cancel while the first form is made."""
    make = paper.make

    def then_cancel(ws: Workspace, actor: Actor, request: PaperRequest, into: Bound | None) -> Done[Paper]:
        desk.shell.tasks.cancel()
        return make(ws, actor, request, into=into)

    monkeypatch.setattr(paper, "make", then_cancel)


def test_margins_are_looked_at_before_the_queue_prints(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = into_a_file(tmp_path / "out.pdf")
    narrow = Narrow("窄边打印机", plain.new, plain.sides)
    monkeypatch.setattr(machines, "found", lambda: (plain, narrow))
    page = forms(desk)
    words: list[str] = []

    def choose(dialog: QueueDialog) -> bool:
        desk.settle()
        words.append(dialog.remark.text())
        dialog.machine.setCurrentIndex(1)
        words.append(dialog.remark.text())
        assert dialog.sizeHint().height() < SMALL_SCREEN
        return True

    page.deeds.ask_queue = choose
    page.deeds.queue_button.click()
    desk.settle()
    assert "不会裁掉" in words[0]
    assert "会被裁掉" in words[1]
    said_, kind = desk.shell.message
    assert "全部完成：2 份。\n有 2 份的纸边被打印机裁掉了一点，从“入户核查表-0001" in said_
    assert kind == "wait"


def test_what_did_not_come_out_is_named() -> None:
    failed = tuple((f"000{n}", RuntimeError()) for n in range(5))
    lines = said(Ran((), failed, ("0009",)))
    assert lines[0].startswith("停下了：一份也没有做")
    assert len(lines) == 5
    assert "另有 2 份" in lines[-1]
