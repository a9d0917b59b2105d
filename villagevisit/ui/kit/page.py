"""What every page keeps: a name, the topics it looks at again, entering and leaving, Enter and Esc."""

from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from villagevisit.domain.changes import NOTHING, Changes
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit.shell import Shell


class Page(QWidget):
    """A page is made once and entered many times. It never changes data except through services."""

    name: ClassVar[str]
    topics: ClassVar[Changes] = NOTHING

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self._stale = False
        self.setProperty("part", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        shell.changed.connect(self._on_changed)

    @classmethod
    def warm(cls, ws: Workspace) -> None:
        """Gets ready what the first visit of the page would wait for. Runs on the worker, before any page is made."""

    def enter(self, **params: Any) -> None:
        """Shows the page for these parameters. Raises nothing for an unknown id: shows an empty state instead."""
        self.refresh()

    def refresh(self) -> None:
        """Reads again what is shown."""

    def leave(self) -> bool:
        """Saves what is unsaved. False keeps us here."""
        return True

    def save(self) -> bool:
        """Writes what is unsaved and stays as it is: somebody may switch the computer off now. False when it cannot."""
        return True

    def heading(self) -> str:
        """Where am I, for the top bar."""
        return ""

    def help(self) -> str:
        """What F1 shows: a few plain sentences."""
        return ""

    def safe(self) -> tuple[str, str] | None:
        """(kind, words) for the top bar instead of what waits to be sent, such as when a draft was saved."""
        return None

    def keep(self) -> dict[str, Any]:
        """Parameters for `enter` that bring back what is on the page after the window was built anew."""
        return {}

    def hasHeightForWidth(self) -> bool:
        """No: what is long scrolls inside the page; a hidden page with long words stretches no other."""
        return False

    def print_shown(self) -> None:
        """Ctrl+P."""

    def first_focus(self) -> QWidget | None:
        """What the keyboard is on after entering."""
        return None

    def part(self) -> None:
        """Stops listening; the window is being built anew."""
        self.shell.changed.disconnect(self._on_changed)

    def _on_changed(self, changes: Changes) -> None:
        if not changes & self.topics:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.type() == QEvent.Type.KeyPress and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.focusNextChild()
                return
            if event.key() == Qt.Key.Key_Escape:
                self.shell.back()
                return
        super().keyPressEvent(event)
