"""The sheet in the middle: flipping pages, whole or as large as in the hand, and what the fonts lack."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from villagevisit.services.paper_types import Paper
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets.desk_sheet import SheetView
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.wording import t

_PAUSE_MS = 60
"""A window being dragged larger asks once, when it rests."""


class Preview(QWidget):
    """`render(pdf, page, dpi)` is asked for one picture at a time; `show_page` brings it back."""

    def __init__(self, render: Callable[[bytes, int, int], None]) -> None:
        super().__init__()
        self._render = render
        self._paper: Paper | None = None
        self._page = 0
        u = theme.now().u
        self.sheet = SheetView()
        self.sheet.setAccessibleName(t("desk.print.sheet"))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: self._need(self.sheet.dpi()))
        self.sheet.needed.connect(lambda _dpi: self._pause.start())
        self.sheet.flip.connect(self.flip)
        self.zoom = Tabs([("whole", t("desk.print.whole")), ("real", t("desk.print.real"))])
        self.zoom.choose("whole")
        self.zoom.chosen.connect(lambda key: self.sheet.set_whole(key == "whole"))
        self._before = parts.with_icon(parts.quiet("", lambda: self.flip(-1)), "back")
        self._before.setAccessibleName(t("desk.print.page_before"))
        self._after = parts.with_icon(parts.quiet("", lambda: self.flip(1)), "next")
        self._after.setAccessibleName(t("desk.print.page_after"))
        self._where = QLabel()
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lacking = parts.status("wait", "", wrap=True)
        self._lacking.hide()
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, u, 0)
        bar.addWidget(self.zoom)
        bar.addStretch(1)
        for widget in (self._before, self._where, self._after):
            bar.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(u // 2)
        box.addLayout(bar)
        box.addWidget(self.sheet, 1)
        box.addWidget(self._lacking)
        self._label()

    def show_paper(self, paper: Paper) -> None:
        self._paper = paper
        self._page = min(self._page, paper.pages - 1)
        self._lacking.setVisible(bool(paper.substitutions))
        if paper.substitutions:
            self._lacking.say("wait", t("desk.print.substituted", fonts=t("ui.semicolon").join(paper.substitutions)))
        self._label()
        self._need(self.sheet.dpi())

    def show_page(self, page: int, png: bytes, dpi: int) -> None:
        if page == self._page and self._paper is not None:
            self.sheet.show_sheet(png, dpi)

    def wait(self) -> None:
        if not self.sheet.has_sheet():
            self.sheet.say(t("desk.print.making"))

    def say(self, words: str) -> None:
        """No sheet, and why."""
        self._paper = None
        self._page = 0
        self._lacking.hide()
        self._label()
        self.sheet.say(words)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pause.stop()

    def flip(self, step: int) -> None:
        page = self._page + step
        if self._paper is not None and 0 <= page < self._paper.pages:
            self._page = page
            self._label()
            self._need(self.sheet.dpi())

    def _need(self, dpi: int) -> None:
        if self._paper is not None:
            self._render(self._paper.pdf, self._page, dpi)

    def _label(self) -> None:
        pages = self._paper.pages if self._paper else 0
        self._where.setText(t("desk.print.page_of", page=self._page + 1, pages=pages) if pages else "")
        for widget in (self._before, self._after):
            widget.setVisible(pages > 1)
        self._before.setEnabled(self._page > 0)
        self._after.setEnabled(self._page < pages - 1)
        self.zoom.setVisible(pages > 0)
