"""A window on a temporary township, moved by real keys; file and yes/no dialogs are answered beforehand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.services.town import COUNTY, PEOPLE, PINS, RED_STAR, STONE, TOWNSHIP, Town
from villagevisit.domain.campaign import Campaign
from villagevisit.domain.clock import FixedClock
from villagevisit.services import campaign, fonts, people, setup
from villagevisit.services.setup import SetupPlan
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit import theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.main_window import MainWindow

CODES = "区划代码,名称\n" + "".join(f"{area.code},{area.name}\n" for area in (COUNTY, TOWNSHIP, RED_STAR, STONE))


@dataclass
class Frame:
    """The window, and hands for it."""

    shell: Shell
    window: MainWindow
    qtbot: QtBot
    town: Town

    @property
    def page(self) -> Page:
        assert self.window.page is not None
        return self.window.page

    def sign_in(self, *staff_nos: str, to: str = "home", **params: object) -> None:
        self.shell.actor = self.town.actor(*staff_nos)
        self.shell.go(to, **params)
        self.settle()

    def settle(self) -> None:
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.shell.tasks.busy, timeout=60_000)
        QApplication.processEvents()

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focus(), key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.focus(), text)
        self.settle()

    def round(self, households: int = 4) -> tuple[Campaign, list[str]]:
        """An open round with two teams; the households belong to nobody yet."""
        ids = [self.town.family(f"{number:04d}") for number in range(1, households + 1)]
        clerk = self.town.actor("005")
        ws = self.shell.ws
        opened = campaign.open_round(
            ws, clerk, code="R1", name="2026年集中复核", survey_kind="2", village_codes=[RED_STAR.code]
        ).value
        for name, who in (("第 1 组", ("001", "002")), ("第 2 组", ("003", "004"))):
            campaign.add_team(ws, clerk, opened.id, name, [self.town.officer(one).id for one in who])
        return opened, ids

    def assign_all(self, opened: Campaign, ids: list[str]) -> None:
        team = campaign.teams(self.shell.ws, opened.id)[0]
        campaign.assign(self.shell.ws, self.town.actor("005"), opened.id, ids, team.id)


@contextmanager
def opened_frame(ws: Workspace, clock: FixedClock, qapp: QApplication, qtbot: QtBot, ready: bool) -> Iterator[Frame]:
    """`ready` has set-up done and people with PINs; otherwise it is the first start."""
    look = theme.prepare(qapp, fonts.screen(), "zh_CN", theme.Theme())
    town = Town(ws, clock)
    if ready:
        setup.complete(ws, SetupPlan(COUNTY, TOWNSHIP, (RED_STAR, STONE), PEOPLE))
        for staff_no in ("001", "002"):
            people.set_pin(ws, town.officer(staff_no).id, PINS[staff_no])
    shell = Shell(ws, look)
    window = MainWindow(shell)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    frame = Frame(shell, window, qtbot, town)
    try:
        frame.settle()
        yield frame
    finally:
        window.close()
        shell.close()


def codes_file(folder: Path) -> Path:
    path = folder / "codes.csv"
    path.write_bytes(CODES.encode("gb18030"))
    return path


__all__ = ["PINS", "Frame", "codes_file", "opened_frame"]
