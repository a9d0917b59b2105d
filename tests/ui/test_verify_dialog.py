"""核对纸张 in the window: from a photo, the clipboard, a scanner's keys, a dropped file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QClipboard, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.services.stamped import PIN, clerk_signs
from tests.ui.desk_town import RED, ROSTERS, Desk, opened_desk
from tests.ui.given_files import GivenFiles
from villagevisit.services import board_photos, paper, people, printed_code, roster
from villagevisit.services.paper_types import Paper, PaperRequest, Verdict
from villagevisit.services.workspace import Workspace
from villagevisit.ui.pages.print_centre import PrintPage
from villagevisit.ui.pages.verify_dialog import VerifyDialog
from villagevisit.wording import t

BOARD = PaperRequest("publicity_board", village_code=RED.code, paper="A4", posted_on=date(2026, 11, 24))


@pytest.fixture
def desk(ws: Workspace, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    with opened_desk(ws, qapp, qtbot) as opened:
        roster.run(ws, opened.shell.actor, ROSTERS / "sheet_per_village.xlsx")
        yield opened


@pytest.fixture
def made(desk: Desk) -> Paper:
    return paper.make(desk.ws, desk.shell.actor, BOARD).value


@pytest.fixture
def dialog(desk: Desk, made: Paper) -> VerifyDialog:
    found = VerifyDialog(None, desk.shell)
    desk.qtbot.addWidget(found)
    found.show()
    return found


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    """Left empty whatever happens: what Python put there is let go after Python has ended, which ends in a crash."""
    found = qapp.clipboard()
    found.clear()
    yield found
    found.clear()


def rows_on_the_first(made: Paper) -> int:
    page = printed_code.read(made.code).page
    assert page is not None
    return page.rows


def test_a_pdf_or_photo_shows_the_state_and_the_rows_to_compare(
    desk: Desk, made: Paper, dialog: VerifyDialog, tmp_path: Path
) -> None:
    saved = tmp_path / "board.pdf"
    saved.write_bytes(made.pdf)
    desk.shell.files = GivenFiles(saved)
    dialog.choose_file()
    desk.settle()
    assert dialog.answer.shown is not None
    assert dialog.answer.shown.verdict is Verdict.GENUINE
    assert dialog.answer.state.text() == f"{t('verify.genuine')}　{t('paper.publicity_board')}"
    assert dialog.answer.rows.isVisible()
    assert dialog.answer.model.rowCount() == rows_on_the_first(made)
    dialog.begin_anew()
    assert dialog.answer.shown is None
    assert not dialog.answer.rows.isVisible()


def test_a_scanner_types_the_code_and_the_differing_figure_is_marked(
    desk: Desk, made: Paper, dialog: VerifyDialog
) -> None:
    one = printed_code.read(made.code)
    forged = printed_code.write(replace(one, claims=(*one.claims[:4], 99, *one.claims[5:])))
    dialog.code.setText(forged)
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    assert dialog.answer.shown is not None
    assert dialog.answer.shown.verdict is Verdict.ALTERED
    assert dialog.answer.shown.differing == (t("paper.fact.households"),)
    dialog.code.setText("hello")
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    assert dialog.answer.state.text() == t("verify.not_a_code")


def test_a_picture_is_pasted_or_dropped(
    desk: Desk, made: Paper, dialog: VerifyDialog, tmp_path: Path, clipboard: QClipboard
) -> None:
    dialog.paste()
    assert dialog.code.text() == ""  # there was nothing to paste
    page = paper.page_png(made.pdf, 0, 130)
    clipboard.setImage(QImage.fromData(page))
    dialog.paste()
    desk.settle()
    assert dialog.answer.shown is not None
    (tmp_path / "wall.png").write_bytes(page)
    dialog.begin_anew()
    desk.drop(dialog, tmp_path / "wall.png")
    assert dialog.answer.shown is not None
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "wall.png"))])
    dialog.begin_anew()
    clipboard.setMimeData(files)
    dialog.paste()
    desk.settle()
    assert dialog.answer.model.rowCount() == rows_on_the_first(made)


def test_a_certified_clerk_signs_the_board_that_he_prints(desk: Desk, tmp_path: Path) -> None:
    page = desk.page(PrintPage, kind="publicity_board", village_code=RED.code)
    assert not page.deeds.pin.isVisible()
    clerk = next(one for one in people.officers(desk.ws) if one.staff_no == "005")
    clerk_signs(desk.ws, clerk, tmp_path, ("999999101",))
    page.enter("publicity_board", RED.code)
    desk.qtbot.waitUntil(lambda: page.shown is not None, timeout=60_000)
    assert page.deeds.pin.isVisible()
    page.deeds.pin.setText(PIN)
    desk.shell.files = GivenFiles(tmp_path / "board.pdf")
    page.deeds.save_pdf()
    desk.settle()
    assert page.deeds.pin.text() == ""
    found = board_photos.compare(desk.ws, [tmp_path / "board.pdf"])
    assert dict(found.sheets[0].checked.facts)[t("paper.fact.signed_print")].startswith("孙经办（005）")
