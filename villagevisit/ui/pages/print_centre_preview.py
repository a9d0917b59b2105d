"""The sheet in the middle: flipping pages, nearer and farther, and what the fonts lack.

The first page of a long paper is seen at once; the others follow, and may be stopped.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from villagevisit.services.paper_types import Paper
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets.desk_sheet import SheetView
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t

_PAUSE_MS = 60
"""A window being dragged larger asks once, when it rests."""
_PATIENCE_MS = 400
"""Nobody is offered to stop what is over before the button is read."""
_ZOOMS = {"whole": None, "real": 1.0}


class Preview(QWidget):
    """`render(pdf, page, dpi)` is asked for one picture at a time; `show_page` brings it back.

    `stop()` is called when the other pages are not wanted now, `go_on()` when they are after all.
    """

    def __init__(
        self,
        render: Callable[[bytes, int, int], None],
        stop: Callable[[], object],
        go_on: Callable[[], object],
    ) -> None:
        super().__init__()
        self._render = render
        self._pdf = b""
        self._pages = 0
        self._page = 0
        self.sheet = SheetView()
        self.sheet.setAccessibleName(t("desk.print.sheet"))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: self._need(self.sheet.dpi()))
        self.sheet.needed.connect(lambda _dpi: self._pause.start())
        self.sheet.flip.connect(self.flip)
        self.sheet.zoomed.connect(self._label_zoom)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._lacking = parts.status("wait", "", wrap=True)
        self._lacking.hide()
        u = theme.now().u
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(u // 2)
        box.addWidget(self._bar(stop, go_on))
        box.addWidget(self.sheet, 1)
        box.addWidget(self._lacking)
        self._label()

    def _bar(self, stop: Callable[[], object], go_on: Callable[[], object]) -> Flow:
        self.zoom = Tabs([("whole", t("desk.print.whole")), ("real", t("desk.print.real"))])
        self.zoom.choose("whole")
        self.zoom.chosen.connect(lambda key: self.sheet.set_zoom(_ZOOMS[key]))
        self.farther = _step("remove", t("desk.print.farther"), lambda: self.sheet.step_zoom(-1))
        self.nearer = _step("add", t("desk.print.nearer"), lambda: self.sheet.step_zoom(1))
        self.percent = QLabel()
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.percent.setMinimumWidth(5 * theme.now().u)
        self.percent.setAccessibleName(t("desk.print.size_on_screen"))
        self._before = _step("back", t("desk.print.page_before"), lambda: self.flip(-1))
        self._after = _step("next", t("desk.print.page_after"), lambda: self.flip(1))
        self.stop_button = parts.plain(t("desk.print.stop"), stop)
        self._patience.timeout.connect(self.stop_button.show)
        self.go_on_button = parts.plain(t("desk.print.go_on"), go_on)
        self._where = QLabel()
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sizes = _beside(self.zoom, self.farther, self.percent, self.nearer)
        return Flow(self._sizes, _beside(self._before, self._where, self._after, self.stop_button, self.go_on_button))

    def show_first(self, pdf: bytes) -> None:
        """The first page, while the others are not there."""
        self._pdf, self._pages, self._page = pdf, 0, 0
        self._lacking.hide()
        self._label()
        self._need(self.sheet.dpi())

    def make_others(self) -> None:
        """The other pages are under way; after a moment they may be stopped."""
        self._label()
        self._where.setText(t("desk.print.others"))
        self._patience.start()

    def leave_others(self) -> None:
        """Only the first page is there, as somebody wished."""
        self._label()
        self._where.setText(t("desk.print.first_only"))
        self.go_on_button.show()

    def show_paper(self, paper: Paper) -> None:
        self._pdf, self._pages = paper.pdf, paper.pages
        self._page = min(self._page, paper.pages - 1)
        self._lacking.setVisible(bool(paper.substitutions))
        if paper.substitutions:
            self._lacking.say("wait", t("desk.print.substituted", fonts=t("ui.semicolon").join(paper.substitutions)))
        self._label()
        self._need(self.sheet.dpi())

    def show_page(self, page: int, png: bytes, dpi: int) -> None:
        if page == self._page and self._pdf:
            self.sheet.show_sheet(png, dpi)

    def wait(self) -> None:
        if not self.sheet.has_sheet():
            self.sheet.say(t("desk.print.making"))

    def say(self, words: str) -> None:
        """No sheet, and why."""
        self._pdf, self._pages, self._page = b"", 0, 0
        self._lacking.hide()
        self._label()
        self.sheet.say(words)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pause.stop()
        self._patience.stop()

    def flip(self, step: int) -> None:
        page = self._page + step
        if 0 <= page < self._pages:
            self._page = page
            self._label()
            self._need(self.sheet.dpi())

    def _need(self, dpi: int) -> None:
        if self._pdf:
            self._render(self._pdf, self._page, dpi)

    def _label(self) -> None:
        pages = self._pages
        self._patience.stop()
        self.stop_button.hide()
        self.go_on_button.hide()
        self._where.setText(t("desk.print.page_of", page=self._page + 1, pages=pages) if pages else "")
        for widget in (self._before, self._after):
            widget.setVisible(pages > 1)
        self._before.setEnabled(self._page > 0)
        self._after.setEnabled(self._page < pages - 1)
        self._sizes.setVisible(bool(self._pdf))

    def _label_zoom(self) -> None:
        self.percent.setText(f"{self.sheet.percent()} %")
        zoom = self.sheet.zoom
        self.zoom.choose(next((key for key, size in _ZOOMS.items() if size == zoom), ""))


def _beside(*things: QWidget) -> QWidget:
    """Things that stay on one line."""
    box = parts.row(*things)
    layout = box.layout()
    assert layout is not None
    layout.setSpacing(theme.now().u // 2)
    return box


def _step(icon: str, words: str, press: Callable[[], object]) -> parts.Button:
    button = parts.quiet("", press)
    parts.with_icon(button, icon)
    button.setAccessibleName(words)
    button.setToolTip(words)
    return button
