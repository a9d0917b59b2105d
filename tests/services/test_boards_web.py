"""The folder for the web, opened in a real browser."""

import re
import subprocess
from datetime import date
from pathlib import Path

from tests.services.test_boards import code_of, hung
from tests.services.town import Town
from villagevisit.domain.publicity import BoardKind
from villagevisit.services import boards, boards_web


def shown(page: Path, profile: Path) -> str:
    """The document as a browser has it."""
    flags = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--dump-dom")
    return subprocess.run(["chromium", *flags, page.as_uri()], capture_output=True, text=True, timeout=60).stdout


def test_a_browser_shows_the_board_and_nothing_else(town: Town, tmp_path: Path) -> None:
    town.family("0001")
    board = boards.get(town.ws, hung(town))
    folder = tmp_path / "网上公示"
    folder.mkdir()
    assert boards_web.export(town.ws, town.actor("005"), folder).value.shown == 1
    page = shown(folder / boards_web.page_name(board), tmp_path / "profile")
    for words in ("<td>张三丰</td>", "<td>一组</td>", "<td>954.58</td>", "2026年11月30日", "noindex"):
        assert words in page
    assert not re.search(r"\d{17}[\dX]|13800000000|0001|王秀英|<script|http:|https:", page)
    assert "default-src 'none'" in page


def test_a_page_goes_when_its_board_is_over(town: Town, tmp_path: Path) -> None:
    town.family("0001")
    over = boards.get(town.ws, hung(town))
    stays = boards.get(town.ws, hung(town, BoardKind.STANDING, date(2027, 5, 22)))
    boards_web.export(town.ws, town.actor("005"), tmp_path)
    town.clock.advance(days=9)
    done = boards_web.export(town.ws, town.actor("005"), tmp_path).value
    assert (done.shown, done.taken_down) == (1, 1)
    page = (tmp_path / boards_web.page_name(over)).read_text("utf-8")
    assert "名单已撤下" in page
    assert "张三丰" not in page
    assert "张三丰" in (tmp_path / boards_web.page_name(stays)).read_text("utf-8")
    index = (tmp_path / "index.html").read_text("utf-8")
    assert boards_web.page_name(over) not in index
    assert boards_web.page_name(stays) in index
    assert "张三丰" not in index
    assert (tmp_path / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"


def test_only_those_who_post_boards_export_them(town: Town, tmp_path: Path) -> None:
    assert code_of(boards_web.export, town.ws, town.actor("006"), tmp_path) == "actor.role"
