"""The small vocabulary that pages are made of."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from villagevisit.ui.kit import icons, theme

KINDS = ("info", "done", "wait", "refused", "muted", "next")
FORM_WIDTH = 720
"""A column of a form is never wider than this at 100 %."""


class Words(QLabel):
    """Running text with line height 1.6, wrapped, never cut. `text()` gives back the plain text.

    The bundled face sets its lines 1.45 em apart by itself; 110 % of that is 1.6 em.
    """

    def __init__(self, text: str = "", part: str = "body") -> None:
        super().__init__()
        self._plain = ""
        self.setProperty("part", part)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        lead = round(self.fontMetrics().lineSpacing() * 0.1)  # what Qt adds, all of it under the line
        self.setContentsMargins(0, lead, 0, -lead)  # so that words stand as high as the plain labels beside them
        self.setText(text)

    def setText(self, text: str) -> None:
        self._plain = text
        lines = escape(text).replace("\n", "<br>")
        super().setText(f'<div style="line-height:110%">{lines}</div>' if text else "")

    def text(self) -> str:
        return self._plain

    def minimumSizeHint(self) -> QSize:
        return _one_line(self)


class _Label(QLabel):
    def minimumSizeHint(self) -> QSize:
        return _one_line(self) if self.wordWrap() else super().minimumSizeHint()


def _one_line(label: QLabel) -> QSize:
    """Wrapped words take the height they need for their width; Qt's own least size is that of a narrow column."""
    return QSize(4 * theme.now().u, label.fontMetrics().lineSpacing())


class Stack(QStackedWidget):
    """Pages on top of one another; only the one that is shown decides how much room is needed."""

    def minimumSizeHint(self) -> QSize:
        return self.currentWidget().minimumSizeHint() if self.count() else QSize()

    def sizeHint(self) -> QSize:
        return self.currentWidget().sizeHint() if self.count() else QSize()


def _label(text: str, part: str) -> QLabel:
    label = _Label(text)
    label.setProperty("part", part)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def title(text: str) -> QLabel:
    """The largest words of a page; at most one."""
    return _label(text, "title")


def heading(text: str) -> QLabel:
    return _label(text, "heading")


def strong(text: str) -> QLabel:
    """Names and totals: body size, the bolder weight."""
    return _label(text, "strong")


def body(text: str, muted: bool = False) -> Words:
    return Words(text, "muted" if muted else "body")


def number(text: str) -> QLabel:
    """A figure: tabular, right-aligned, on one line."""
    label = _label(text, "body")
    label.setWordWrap(False)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


class Button(QPushButton):
    """A button that Enter presses, at least as high as a finger; the primary one keeps its ring inside."""

    def __init__(self, text: str, on_click: Callable[[], object] | None, part: str) -> None:
        super().__init__(text)
        self.setProperty("part", part)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.property("part") == "primary":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = painter.pen()
            pen.setColor(theme.now().colour("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
            painter.end()


def primary(text: str, on_click: Callable[[], object] | None = None) -> Button:
    """The next step; one on a page."""
    return Button(text, on_click, "primary")


def plain(text: str, on_click: Callable[[], object] | None = None) -> Button:
    return Button(text, on_click, "plain")


def quiet(text: str, on_click: Callable[[], object] | None = None) -> Button:
    """A way out or a detail: no frame until the pointer or the keyboard is on it."""
    return Button(text, on_click, "quiet")


def menu(text: str, entries: Sequence[tuple[str, Callable[[], object]]], part: str = "plain") -> Button:
    """One button for several things of the same kind, such as forms; Enter opens it."""
    button = Button(text, None, part)
    choices = QMenu(button)
    for words, call in entries:
        choices.addAction(words, call)
    button.setMenu(choices)
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with_icon(button, "down", "accent" if part == "quiet" else "ink")
    return button


def line() -> QFrame:
    frame = QFrame()
    frame.setProperty("part", "line")
    return frame


def rule() -> QFrame:
    """A vertical line."""
    frame = QFrame()
    frame.setProperty("part", "rule")
    return frame


_STATUS_ICONS = {
    "info": "info", "done": "done", "wait": "wait", "refused": "refused", "muted": "circle", "next": "dot",
}  # fmt: skip
_STATUS_COLOURS: dict[str, theme.Colour] = {
    "info": "muted", "done": "finished", "wait": "waiting", "refused": "refused", "muted": "muted", "next": "accent",
}  # fmt: skip


class Status(QWidget):
    """An icon and a word, in the colour of its kind: done, wait, refused, info, muted, next.

    Long words that wrap take the height of their lines: nested layouts would give them that of their first guess.
    """

    def __init__(self, kind: str, text: str, wrap: bool = False) -> None:
        super().__init__()
        self._icon = QLabel()
        self._word = QLabel()
        self._word.setTextFormat(Qt.TextFormat.PlainText)
        self._word.setWordWrap(wrap)
        self._wraps = wrap
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u // 2)
        self._icon.setFixedHeight(self.fontMetrics().lineSpacing())
        box.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(self._word, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.say(kind, text)

    def say(self, kind: str, text: str) -> None:
        look = theme.now()
        size = look.body + 3
        picture = icons.icon(_STATUS_ICONS[kind], look.colour(_STATUS_COLOURS[kind]), size)
        self._icon.setPixmap(picture.pixmap(QSize(size, size), self.devicePixelRatioF()))
        self._word.setText(text)
        self._word.setProperty("kind", kind)
        repolish(self._word)
        self._fit()

    def text(self) -> str:
        return self._word.text()

    def hasHeightForWidth(self) -> bool:
        return False

    def _fit(self) -> None:
        layout = self.layout()
        if self._wraps and layout is not None:
            room = self.width() - self._icon.sizeHint().width() - layout.spacing()
            self.setFixedHeight(max(self._icon.height(), self._word.heightForWidth(max(room, 1))))
            layout.setGeometry(self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()


def status(kind: str, text: str, wrap: bool = False) -> Status:
    return Status(kind, text, wrap)


def labelled(label: str, widget: QWidget) -> QWidget:
    """A field under its label; the label belongs to the field for screen readers."""
    words = _label(label, "muted")
    words.setBuddy(widget)
    widget.setAccessibleName(label)
    box = column(words, widget)
    layout = box.layout()
    assert layout is not None
    layout.setSpacing(theme.now().u // 3)
    return box


def empty(text: str, verb: str = "", on_click: Callable[[], object] | None = None) -> QWidget:
    """What an empty page says, and its first step."""
    words = body(text, muted=True)
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    words.setMaximumWidth(480)
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addWidget(words, 100)
    middle.addStretch(1)
    widget = QWidget()
    box = QVBoxLayout(widget)
    box.setSpacing(2 * theme.now().u)
    box.addStretch(1)
    box.addLayout(middle)
    if verb:
        box.addWidget(primary(verb, on_click), 0, Qt.AlignmentFlag.AlignHCenter)
    box.addStretch(2)
    return widget


def scroll(widget: QWidget) -> QScrollArea:
    """Lets a tall thing scroll up and down, never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    widget.setProperty("part", "page")
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area.setWidget(widget)
    return area


def bring_into_view(widget: QWidget) -> None:
    """Scrolls until it is seen, once it has its place: what was just unfolded may lie below the window."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        QTimer.singleShot(0, widget, lambda: area.ensureWidgetVisible(widget, 0, theme.now().u))


def _box(direction: QBoxLayout.Direction, things: tuple[QWidget | QLayout | int | None, ...]) -> QWidget:
    widget = QWidget()
    layout = QBoxLayout(direction, widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.now().u)
    for thing in things:
        if thing is None:
            layout.addStretch(1)
        elif isinstance(thing, int):
            layout.addSpacing(thing)
        elif isinstance(thing, QWidget):
            layout.addWidget(thing)
        else:
            layout.addLayout(thing)
    return widget


def column(*things: QWidget | QLayout | int | None) -> QWidget:
    """Things under one another; an int is a gap in pixels, None stretches."""
    return _box(QBoxLayout.Direction.TopToBottom, things)


def row(*things: QWidget | QLayout | int | None) -> QWidget:
    """Things beside one another; an int is a gap in pixels, None stretches."""
    return _box(QBoxLayout.Direction.LeftToRight, things)


def padded(widget: QWidget, down: int = 2, across: int = 3) -> QWidget:
    """The widget with the usual space around it, in units."""
    u = theme.now().u
    holder = column(widget)
    layout = holder.layout()
    assert layout is not None
    layout.setContentsMargins(across * u, down * u, across * u, down * u)
    return holder


def narrow(widget: QWidget, width: int = FORM_WIDTH) -> QWidget:
    """Keeps a form in one readable column, left-aligned."""
    widget.setMaximumWidth(width)
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
    holder = row(widget, None)
    layout = holder.layout()
    assert isinstance(layout, QBoxLayout)
    layout.setStretch(0, 100)
    return holder


def with_icon(button: QPushButton, name: str, colour: theme.Colour = "ink") -> QPushButton:
    look = theme.now()
    size = look.body + 5
    button.setIcon(icons.icon(name, look.colour(colour), size))
    button.setIconSize(QSize(size, size))
    return button


def picture(name: str, colour: theme.Colour = "ink", size: int = 0) -> QIcon:
    look = theme.now()
    return icons.icon(name, look.colour(colour), size or look.body + 5)


def repolish(widget: QWidget) -> None:
    """Makes a changed dynamic property show."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        widget: QWidget | None = item.widget()
        inner: QLayout | None = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
