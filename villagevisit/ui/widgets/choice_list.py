"""More choices than fit in view: a line that is searched by words, pinyin initials or code, with the hits under it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem

from forms import Node
from villagevisit.ui.kit import parts
from villagevisit.ui.widgets.editor import TOUCH, Editor, Host
from villagevisit.ui.widgets.text_editors import Line
from villagevisit.ui.widgets.values import Option
from villagevisit.wording import t

_ROWS_SHOWN = 6
_FOLLOW_MS = 40
MOST_HITS = 50
"""A longer list is found by typing, not by scrolling."""


class ChoiceList(Editor):
    """select_one with many options. Type to filter, arrows to move, Enter to take and go on."""

    def __init__(self, host: Host, ref: str, quick: bool = False) -> None:
        super().__init__(host)
        self._ref = ref
        self._quick = quick
        self._value = ""
        self._options: tuple[Option, ...] = ()
        self.line = Line()
        self.line.setPlaceholderText(t("visit_page.type_to_find"))
        arrow = self.line.addAction(parts.picture("down", "muted"), Line.ActionPosition.TrailingPosition)
        arrow.triggered.connect(self._drop_down)
        self.line.textEdited.connect(self._typed)
        self.line.installEventFilter(self)
        self.line.setMaximumWidth(420)
        self.setFocusProxy(self.line)
        self._hits: QListWidget | None = None
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.line, 100)
        box.addStretch(1)

    def show_node(self, node: Node) -> None:
        if node.value != self._value:
            self._shut()
        self._value = node.value
        self.readonly = node.readonly
        self.line.setReadOnly(node.readonly)
        self.line.setAccessibleName(node.label)
        if not self._options:
            self._options = self.host.options(self._ref)
        if not self.open:
            self._show_label()

    def refresh_choices(self) -> None:
        self._options = self.host.options(self._ref)
        if self.open:
            self._filter(self.line.text())
        else:
            self._show_label()

    @property
    def open(self) -> bool:
        return self._hits is not None and self._hits.isVisible()

    def begin(self) -> None:
        self.line.setFocus(Qt.FocusReason.TabFocusReason)

    def choose(self, value: str) -> None:
        """Takes an option as if its row had been pressed; a value that is not offered is passed over."""
        if self.readonly or all(option.value != value for option in self._options):
            return
        self._value = value
        self._shut()
        self._show_label()
        self.say(value)
        if self._quick:
            self.onward.emit()

    def shown(self) -> list[str]:
        """The words of the hits on screen, for tests."""
        return [] if self._hits is None else [self._hits.item(i).text() for i in range(self._hits.count())]

    def _show_label(self) -> None:
        label = next((o.label for o in self._options if o.value == self._value), self._value)
        if label != self.line.text():
            self.line.setText(label)
            self.line.setCursorPosition(0)

    # --- the hits -----------------------------------------------------------------------------------------------

    def _drop_down(self) -> None:
        if not self.open and not self.readonly:
            self._filter("")

    def _drop(self) -> QListWidget:
        if self._hits is None:
            hits = QListWidget(self.window())
            hits.setProperty("part", "overlay")
            hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            hits.setWordWrap(True)
            hits.itemClicked.connect(lambda item: self.choose(item.data(Qt.ItemDataRole.UserRole)))
            hits.hide()
            self.destroyed.connect(hits.deleteLater)
            self._hits = hits
            self._follow = QTimer(self, interval=_FOLLOW_MS)
            self._follow.timeout.connect(self._stay_below)
        return self._hits

    def _typed(self, typed: str) -> None:
        """An emptied field is no answer; a wrong beginning leaves the answer as it was."""
        if not typed and self._value:
            self._value = ""
            self.edited.emit("")
        self._filter(typed)

    def _filter(self, typed: str) -> None:
        hits = self._drop()
        hits.clear()
        every = [option for option in self._options if option.matches(typed)]
        found = every[:MOST_HITS]
        for option in found:
            item = QListWidgetItem(option.label)
            item.setData(Qt.ItemDataRole.UserRole, option.value)
            picture = self.host.picture(option.picture)
            if not picture.isNull():
                item.setIcon(QIcon(picture))
            item.setSizeHint(QSize(0, TOUCH))
            hits.addItem(item)
        chosen = next((i for i, option in enumerate(found) if option.value == self._value), 0)
        hits.setCurrentRow(chosen if found else -1)
        if len(every) > len(found):
            self._say(hits, t("visit_page.more_found", count=len(every) - len(found)))
        elif not found:
            self._say(hits, t("visit_page.nothing_found"))
        self._place(hits)

    def _say(self, hits: QListWidget, words: str) -> None:
        """A last row that cannot be taken."""
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setSizeHint(QSize(0, TOUCH))
        hits.addItem(item)

    def _room(self, hits: QListWidget) -> QRect:
        """Below the line, or above it where the window ends."""
        window = self.window()
        height = min(hits.count(), _ROWS_SHOWN) * TOUCH + 4
        below = self.line.mapTo(window, QPoint(0, self.line.height()))
        if below.y() + height > window.height():
            below = self.line.mapTo(window, QPoint(0, -height))
        return QRect(below.x(), max(0, below.y()), self.line.width(), height)

    def _stay_below(self) -> None:
        """The line moves when the page finds its places or scrolls, and nothing tells of that."""
        if self._hits is None or not self._hits.isVisible():
            self._follow.stop()
        elif self._hits.geometry() != (room := self._room(self._hits)):
            self._hits.setGeometry(room)

    def _place(self, hits: QListWidget) -> None:
        hits.setGeometry(self._room(hits))
        self._follow.start()
        hits.show()
        hits.raise_()
        if hits.currentItem() is not None:
            hits.scrollToItem(hits.currentItem())

    def _shut(self) -> None:
        if self._hits is not None:
            self._hits.hide()

    # --- hands --------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.line:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut:
            self._shut()
            self._show_label()
            self.settled.emit()
        elif event.type() == QEvent.Type.FocusIn and not self._value and not self.line.isReadOnly():
            self._filter("")
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self._drop_down()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if self.readonly:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not self.open:
                self._filter("")
            elif self._hits is not None:
                step = 1 if key == Qt.Key.Key_Down else -1
                self._hits.setCurrentRow(max(0, min(self._hits.count() - 1, self._hits.currentRow() + step)))
            return True
        if key == Qt.Key.Key_Escape and self.open:
            self._shut()
            self._show_label()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.open and self._hits is not None:
            item: QListWidgetItem | None = self._hits.currentItem()
            forward = event.modifiers() == Qt.KeyboardModifier.NoModifier
            untouched = not self._value and not self.line.text()
            if forward and item is not None and item.data(Qt.ItemDataRole.UserRole) and not untouched:
                self.choose(item.data(Qt.ItemDataRole.UserRole))
        return False
