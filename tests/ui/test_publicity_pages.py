"""Boards, objections and the register on the screen: empty, usual and crowded, in both languages and two sizes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from tests.services import f01
from tests.services.town import RED_STAR, STONE
from tests.ui.day_town import Day
from tests.ui.given_files import GivenFiles
from tests.ui.judge import faults
from villagevisit.domain.publicity import BoardKind
from villagevisit.services import boards, inquiries, paper
from villagevisit.services.inquiries import Asked
from villagevisit.services.paper_types import Paper, PaperRequest
from villagevisit.ui.pages.board import BoardPage
from villagevisit.ui.pages.inquiries import InquiriesPage
from villagevisit.ui.pages.inquiry_new import InquiryNewPage
from villagevisit.ui.pages.objection import ObjectionPage
from villagevisit.ui.pages.publicity import PublicityPage
from villagevisit.wording import set_language, t

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
_ONE_EACH = {
    "year": 2026, "all": 2, "deputies": 1, "members": 1, "replied": 0, "said": 0, "satisfied": 0, "rate": "–",
}  # fmt: skip


@pytest.fixture(params=[("zh_CN", 1280, 720), ("en", 853, 480)], ids=["zh", "en"])
def looked(request: pytest.FixtureRequest, day: Day) -> Iterator[Day]:
    language, wide, high = request.param
    set_language(language)
    day.shell.rebuild.emit()
    day.frame.window.resize(wide, high)
    QApplication.processEvents()
    yield day
    set_language("zh_CN")


def look(day: Day, name: str) -> None:
    day.frame.settle()
    assert (name, faults(day.frame.window)) == (name, [])


def printed(day: Day, kind: BoardKind, village: str = RED_STAR.code) -> Paper:
    request = PaperRequest("publicity_board", village_code=village, board=kind, paper="A4")
    return paper.make(day.shell.ws, day.frame.town.actor("005"), request).value


def test_a_board_from_print_to_objection(looked: Day, tmp_path: Path) -> None:
    day = looked
    day.frame.sign_in("005", to="publicity")
    look(day, "empty")
    sheet = printed(day, BoardKind.INITIAL)
    day.shell.go("publicity")
    page = day.frame.page
    assert isinstance(page, PublicityPage)
    assert page.list.count() == 1
    look(day, "to-post")
    page.verb.click()
    board = day.frame.page
    assert isinstance(board, BoardPage)
    look(day, "board-to-post")
    board.post.click()
    look(day, "board-hangs")
    photos = [tmp_path / f"{number}.png" for number in range(sheet.pages)]
    for number, photo in enumerate(photos):
        photo.write_bytes(paper.page_png(sheet.pdf, number, 150))
    day.shell.files = GivenFiles(*photos)
    board.photo.click()
    assert day.shell.message[1] == "done"
    look(day, "board-proved")
    day.shell.files = GivenFiles(None)
    day.shell.asker = lambda *_: True
    board.down.click()
    assert day.shell.message[1] == "refused"
    board.object.click()
    form = day.frame.page
    assert isinstance(form, ObjectionPage)
    look(day, "objection-new")
    form.household.choose(day.households["signed"])
    form.take.click()
    assert day.shell.message[1] == "refused"
    form.what.setText("他家去年买了一辆面包车，孩子也已经在城里上班了，乡亲们都知道")
    form.name_.setText("钱某")
    form.take.click()
    look(day, "objection")
    form.done.click()
    assert day.shell.message[1] == "refused"
    day.shell.go("home")
    look(day, "home")
    day.shell.files = GivenFiles(tmp_path)
    day.shell.go("publicity")
    page.web.click()
    assert day.shell.message[1] == "done"
    assert (tmp_path / "robots.txt").exists()


def test_the_register_from_the_first_question_to_the_month(looked: Day) -> None:
    day = looked
    ws = day.shell.ws
    day.frame.sign_in("005", to="inquiries")
    look(day, "register-empty")
    day.shell.go("inquiry_new")
    form = day.frame.page
    assert isinstance(form, InquiryNewPage)
    look(day, "register-new")
    form.content.setPlainText("低保金上个月没有到账，来问过两次都说不知道")
    form.village.choose(RED_STAR.code)
    form.matter.choose("8")
    form.take.click()
    page = day.frame.page
    assert isinstance(page, InquiriesPage)
    look(day, "register-one")
    panel = page.panel
    panel.why.setText("由包村人员核实")
    panel.to.choose(day.frame.town.officer("001").id)
    panel.give.click()
    look(day, "register-offered")
    panel.template.setCurrentIndex(1)
    panel.save.click()
    assert inquiries.every(ws)[0].answer is not None
    look(day, "register-answered")
    panel.close_.click()
    assert inquiries.every(ws)[0].closed is not None
    look(day, "register-closed")
    for channel in ("10", "11"):
        inquiries.open_(ws, day.frame.town.actor("005"), Asked(channel, "99", "关于提高农村低保标准的建议"))
    page.tabs.button("month").click()
    look(day, "register-month")
    assert t("inquiry.proposals", **_ONE_EACH) in {one.text() for one in page.findChildren(QLabel)}
    page.month.confirm.click()
    assert inquiries.month(ws, "2026-11").major == 0
    look(day, "register-confirmed")


def test_crowded(looked: Day) -> None:
    day = looked
    ws, clerk = day.shell.ws, day.frame.town.actor("005")
    day.frame.town.family("0009", STONE)
    for village in (RED_STAR.code, STONE.code):
        for kind in BoardKind:
            until = boards.next_review(ws) if kind is BoardKind.STANDING else None
            sheet = printed(day, kind, village)
            if kind is not BoardKind.REVIEWED:
                board = boards.post(ws, clerk, sheet.id, places=("1",), until=until).value
                boards.prove(ws, clerk, board.id, [("a.jpg", f01.picture())])
    for number in range(40):
        inquiries.open_(ws, clerk, Asked(str(number % 9 + 1), str(number % 9 + 1), "反映的内容" * (number % 9 + 1)))
    day.frame.town.clock.advance(days=40)
    day.frame.sign_in("005", to="publicity")
    look(day, "crowded")
    page = day.frame.page
    assert isinstance(page, PublicityPage)
    assert page.list.count() == 6
    day.shell.go("board", board_id=page.list.key(2))
    look(day, "board-over")
    day.shell.go("inquiries")
    look(day, "register-crowded")
    day.shell.go("board", board_id="none")
    look(day, "board-unknown")
