"""A clerk's desk on a temporary township: real services, real pages, answers of dialogs given beforehand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from villagevisit.domain.area import Area
from villagevisit.domain.officer import Role
from villagevisit.services import fonts, people, setup
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.ui.kit import theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell

ROSTERS = Path(__file__).parent.parent / "data" / "rosters"
COUNTY = Area("999999000000", "云溪县", "county")
TOWNSHIP = Area("999999101000", "清溪镇", "township")
RED = Area("999999101201", "红星村", "village")
EAST = Area("999999101202", "东风村", "village")
PEOPLE = (
    NewOfficer("001", "李芳", frozenset({Role.INVESTIGATOR})),
    NewOfficer("002", "王强", frozenset({Role.INVESTIGATOR})),
    NewOfficer("005", "孙经办", frozenset({Role.CLERK})),
)
P = TypeVar("P", bound=Page)


@dataclass
class Desk:
    """The shell, and what the pages told it."""

    shell: Shell
    qtbot: QtBot

    @property
    def ws(self) -> Workspace:
        return self.shell.ws

    def page(self, of: Callable[[Shell], P], /, **params: object) -> P:
        page = of(self.shell)
        self.qtbot.addWidget(page)
        page.resize(1100, 660)
        page.show()
        page.activateWindow()
        page.enter(**params)
        focus = page.first_focus()
        if focus is not None:
            focus.setFocus()
        self.settle()
        return page

    def settle(self) -> None:
        """Until the worker has nothing left and queued results have come home."""
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.shell.tasks.busy, timeout=60_000)
        QApplication.processEvents()

    def drop(self, target: QWidget, path: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        middle = QPointF(target.rect().center())
        how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(target, QDragEnterEvent(middle.toPoint(), *how))
        QApplication.sendEvent(target, QDropEvent(middle, *how))
        self.settle()

    def key(self, key: Qt.Key) -> None:
        """A key for whatever has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)
        self.settle()


@contextmanager
def opened_desk(ws: Workspace, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    setup.complete(ws, setup.SetupPlan(COUNTY, TOWNSHIP, (RED, EAST), PEOPLE))
    look = theme.prepare(qapp, fonts.screen(), "zh_CN")
    clerk = next(officer for officer in people.officers(ws) if Role.CLERK in officer.roles)
    shell = Shell(ws, look, Actor((clerk,)))
    try:
        yield Desk(shell, qtbot)
    finally:
        shell.close()
