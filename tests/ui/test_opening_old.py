"""What somebody sees and reads while a data file of an older program is brought up to date."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.peek import store_key
from tests.store.older import file_before
from villagevisit import app, cli
from villagevisit.cli import Settings
from villagevisit.services.workspace import Workspace
from villagevisit.ui import opening
from villagevisit.ui.opening import Sheet


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A data folder as the program before left it."""
    home = tmp_path / "home"
    Workspace.open(home).close()
    (home / "villagevisit.db").unlink()
    file_before(home / "villagevisit.db", store_key(home), "021_find_by_town.sql").close()
    return home


def test_a_window_says_how_far_it_is_before_the_main_window(
    old: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_AFTER_S", -1)
    monkeypatch.setattr(opening, "_EVERY_S", -1)
    seen: list[tuple[str, int]] = []
    before = Sheet.say

    def say(sheet: Sheet, done: int, total: int) -> None:
        before(sheet, done, total)
        seen.append((sheet._far.text(), len([one for one in QApplication.topLevelWidgets() if one.isVisible()])))

    monkeypatch.setattr(Sheet, "say", say)
    with app.opened(old) as desk:
        steps = len(seen)
        assert steps > 1
        assert (seen[0], seen[-1]) == ((f"第 1 步，共 {steps} 步", 1), (f"第 {steps} 步，共 {steps} 步", 1))
        desk.window.show()
        assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [desk.window]
    seen.clear()
    with app.opened(old):
        assert not seen, "a file that is up to date needs no words"


def test_the_command_line_says_so_once(
    old: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_SAID_AFTER_S", -1)
    Settings(old, json=False).open().close()
    (said,) = capsys.readouterr().err.splitlines()
    assert re.fullmatch(r"正在把数据整理成新版本的格式（第 1 步，共 \d+ 步），请稍候；中途断电不会丢数据。", said)
    Settings(old, json=False).open().close()
    assert capsys.readouterr().err == ""
