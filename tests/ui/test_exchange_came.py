"""What came from the county stands on the page: kinds, villages, counts, and one sentence for what needs somebody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from sync.down import Item
from tests.services.conftest import MORNING
from tests.services.replica_side import clerk, made, take
from tests.services.town import opened
from tests.ui.desk_town import Desk
from tests.ui.given_files import GivenFiles
from villagevisit.domain.clock import FixedClock
from villagevisit.services import exchange_bodies_items as bodies
from villagevisit.services import fonts, replica_items
from villagevisit.services.workspace import Workspace
from villagevisit.store import households
from villagevisit.ui.kit import theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.exchange import ExchangePage
from villagevisit.ui.pages.exchange_came import CameBlock
from villagevisit.ui.pages.home_desk import tasks

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def desk(ws: Workspace, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    shell = Shell(ws, theme.prepare(qapp, fonts.screen(), "zh_CN"))
    yield Desk(shell, qtbot)
    shell.close()


def said(block: CameBlock) -> str:
    return "\n".join(label.text() for label in block.findChildren(QLabel) if label.isVisibleTo(block))


def test_before_anything_came_the_page_says_how_it_comes(desk: Desk) -> None:
    assert "还没有收到什么" in said(desk.page(ExchangePage).came)


def test_lists_papers_and_what_needs_somebody(desk: Desk, tmp_path: Path) -> None:
    town = clerk(tmp_path / "clerk", FixedClock(MORNING))
    home = town.family("0001")
    opened(town)
    take(desk.ws, made(town))
    with desk.ws.store.transaction() as db:
        households.update(db, home, {"state": "moved"})
    with town.ws.store.transaction() as db:
        households.update(db, home, {"state": "deceased"})
    take(desk.ws, made(town))
    town.ws.close()
    paper = bodies.file_body(bodies.SentFile("告知书.pdf", b"%PDF-1.7"))
    with desk.ws.store.transaction() as db:
        items = [Item(1, "a", "paper", "告知书", paper), Item(2, "b", "policy", "2026年参数", b"\xff")]
        replica_items.take_items(desk.ws, db, items)

    page = desk.page(ExchangePage)
    words = said(page.came)
    assert "红星村 · 1 户" in words
    assert "有 2 处要看一下" in words
    assert (2, "exchange") in [(task.number, task.page) for task in tasks(desk.ws)]
    assert "红星村 张三丰：本机和镇里都改了这一户" in words
    assert "“2026年参数”读不出来，没有用上" in words
    went: list[str] = []
    desk.shell.went.connect(lambda _page, params: went.append(params["household_id"]))
    look, save = page.came.links
    look.click()
    assert went == [home]
    desk.shell.files = GivenFiles(tmp_path / "out.pdf")
    save.click()
    assert (tmp_path / "out.pdf").read_bytes() == b"%PDF-1.7"
