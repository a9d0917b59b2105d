"""Going from page to page: pages are made when first needed, left only when they let us, and there is a way back."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from villagevisit.ui import registry
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell

_BACK_MAX = 50
_OUTSIDE = ("", "setup", "sign_in")
"""Places that the way back does not lead to."""

Place = tuple[str, dict[str, Any]]


class Navigator(QObject):
    """Listens to the shell and shows pages in the stack it was given."""

    arrived = Signal(object)
    """The registry entry of the page that is now shown."""

    def __init__(self, shell: Shell, stack: QStackedWidget) -> None:
        super().__init__()
        self.shell = shell
        self.stack = stack
        self.pages: dict[str, Page] = {}
        self.history: list[Place] = []
        self.place: Place = ("", {})
        shell.went.connect(self._go)
        shell.went_back.connect(self.back)

    @property
    def page(self) -> Page | None:
        return self.pages.get(self.place[0])

    def choose(self, name: str, params: dict[str, Any]) -> None:
        """From the side list: the way back begins anew."""
        self.shell.go(name, **params)
        if self.place[0] == name:
            self.history = []

    def back(self) -> None:
        if self.history and self.left():
            self.show(*self.history.pop())

    def left(self) -> bool:
        """Whether the present page let us go."""
        return self.page is None or self.page.leave()

    def forget(self) -> None:
        """After somebody signed out nobody goes back to his pages, and nothing of what stood on them is kept."""
        self.history = []
        self.place = ("", {})
        if self.shell.tasks.busy:  # its result goes to one of these pages
            return
        for old in self.pages.values():
            old.part()
            self.stack.removeWidget(old)
            old.deleteLater()
        self.pages.clear()

    def rebuild(self, stack: QStackedWidget) -> None:
        """Makes the pages anew in a new stack and shows the same place with what the page wants to keep."""
        page = self.page
        if page is not None:
            page.leave()
            self.place = (self.place[0], {**self.place[1], **page.keep()})
        for old in self.pages.values():
            old.part()
        self.pages.clear()
        self.stack = stack
        self.show(*self.place)

    def show(self, name: str, params: dict[str, Any]) -> None:
        entry = registry.entry(name)
        page = self.pages.get(name)
        if page is None:
            page = registry.page_class(entry)(self.shell)
            self.pages[name] = page
            self.stack.addWidget(page)
        self.place = (name, params)
        self.shell.place = self.place
        self.shell.quiet()
        self.arrived.emit(entry)
        self.stack.setCurrentWidget(page)
        try:
            page.enter(**params)
        except Exception as error:  # noqa: BLE001 - the one place where a page's failure becomes a sentence
            self.shell.fail(error)
        self.stack.updateGeometry()
        self.shell.retitle()
        self._focus(page)

    def _go(self, name: str, params: dict[str, Any]) -> None:
        if not self.left():
            self.shell.place = self.place
            return
        if self.place[0] not in _OUTSIDE:
            self.history = [*self.history, self.place][-_BACK_MAX:]
        self.show(name, params)

    @staticmethod
    def _focus(page: Page) -> None:
        target = page.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
            page.focusNextChild()
