"""Choices laid out in full view, each with its digit: press, type the digit, or use the arrows."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from forms import Node
from villagevisit.ui.widgets import values
from villagevisit.ui.widgets.choice_layout import ChoiceLayout, Style, style_of
from villagevisit.ui.widgets.choice_paint import Face, paint_option
from villagevisit.ui.widgets.editor import Editor, Host
from villagevisit.ui.widgets.values import Option

MOST = 9
"""So many digits there are to choose with."""
_PICTURE = QSize(200, 120)


class ChoiceRows(Editor):
    """select_one (one of) or select_multiple (any of) with all options visible.

    Painted as one widget: a section of thirty questions would otherwise hold two hundred buttons. `quick` goes on to
    the next question with the choice. `wanted` shows only the options that it finds.
    """

    def __init__(self, host: Host, ref: str, many: bool, style: Style | None = None, quick: bool = False) -> None:
        super().__init__(host)
        self._ref = ref
        self._many = many
        self._quick = quick
        self.layout_ = ChoiceLayout(style or Style())
        self._options: tuple[Option, ...] = ()
        self._order: dict[str, int] = {}
        self._pixmaps: dict[str, QPixmap] = {}
        self._picked: list[str] = []
        self._at = 0
        self.wanted = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_node(self, node: Node) -> None:
        self.readonly = node.readonly
        picked = node.value.split() if self._many else [node.value] if node.value else []
        if picked != self._picked:
            self._picked = picked
            self._follow_pick()
        if not self._options:
            self.refresh_choices()
        self.setAccessibleName(node.label)
        self.setAccessibleDescription(values.listed(o.label for o in self._options if o.value in self._picked))
        self.update()

    def refresh_choices(self) -> None:
        every = self.host.options(self._ref)
        options = tuple(option for option in every if option.matches(self.wanted)) if self.wanted else every
        if options != self._options:
            self._order = {option.value: place for place, option in enumerate(every)}
            self._options = options
            self._pixmaps = {o.value: found for o in options if (found := self._picture(o)) is not None}
            self._follow_pick()
            self._arrange(self.width())
            self.update()

    def choose(self, value: str) -> None:
        """Picks an option, or takes it back where several may be picked. A value that is not offered is passed over."""
        if self.readonly or value not in self._order:
            return
        self._at = next((i for i, option in enumerate(self._options) if option.value == value), self._at)
        if not self._many:
            self._picked = [value]
        elif value in self._picked:
            self._picked = [one for one in self._picked if one != value]
        else:
            self._picked = sorted({*self._picked, value}, key=lambda one: self._order.get(one, -1))
        self.update()
        self.say(" ".join(self._picked))
        if self._quick:
            self.onward.emit()

    def clear(self) -> None:
        if self.readonly or not self._picked:
            return
        self._picked = []
        self.update()
        super().clear()

    def box_of(self, value: str) -> QRect:
        """Where an option is painted, for tests and for driving the window."""
        boxes = zip(self.layout_.boxes, self._options, strict=True)
        return next(box for box, option in boxes if option.value == value)

    def _picture(self, option: Option) -> QPixmap | None:
        found = self.host.picture(option.picture)
        if found.isNull():
            return None
        ratio = self.devicePixelRatioF()
        size = found.size().scaled(_PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
        size = size.boundedTo(found.size()) * ratio
        shown = found.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        return shown

    @property
    def _numbered(self) -> bool:
        return self.layout_.style.marks and len(self._order) <= MOST and not self.wanted

    def _follow_pick(self) -> None:
        found = [i for i, option in enumerate(self._options) if option.value in self._picked]
        self._at = found[0] if found else 0

    # --- showing ------------------------------------------------------------------------------------------------

    def _arrange(self, width: int) -> None:
        if width <= 0:
            return
        self.ensurePolished()
        sizes = {value: one.deviceIndependentSize().toSize() + QSize(0, 8) for value, one in self._pixmaps.items()}
        self.layout_.arrange(width, self._options, self.fontMetrics(), self._numbered, sizes)
        self.setFixedHeight(self.layout_.height)

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange(event.size().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (option, box) in enumerate(zip(self._options, self.layout_.boxes, strict=False)):
            if box.intersects(event.rect()):
                paint_option(painter, box, self._face(place, option), self.layout_.upright)

    def _face(self, place: int, option: Option) -> Face:
        style = self.layout_.style
        return Face(
            label=option.label,
            digit=str(place + 1) if self._numbered else "",
            picked=option.value in self._picked,
            focused=self.hasFocus() and place == self._at,
            enabled=not self.readonly,
            many=self._many,
            marks=style.marks,
            words=style.words or not self.layout_.upright,
            frame=style.frames,
            picture=self._pixmaps.get(option.value),
        )

    # --- hands --------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        for option, box in zip(self._options, self.layout_.boxes, strict=False):
            if box.contains(event.position().toPoint()):
                self.choose(option.value)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif len(self._order) <= MOST and text.isdigit() and 1 <= int(text) <= len(self._options):
            self.choose(self._options[int(text) - 1].value)
        elif key in steps and self._options:
            self._step(steps[Qt.Key(key)])
        elif key == Qt.Key.Key_Space and self._options:
            self.choose(self._options[self._at].value)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._picked:
            self.clear()
        else:
            event.ignore()

    def _step(self, by: int) -> None:
        self._at = max(0, min(len(self._options) - 1, self._at + by))
        if self._many or self._quick:
            self.update()
        else:
            self.choose(self._options[self._at].value)


class ChoiceHeading(ChoiceRows):
    """The words over a table of choices (`label`): nothing to press, and nothing at all when there is no room."""

    def __init__(self, host: Host, ref: str) -> None:
        super().__init__(host, ref, many=False, style=style_of("label"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def choose(self, value: str) -> None:
        """There is nothing to choose here."""

    def _arrange(self, width: int) -> None:
        super()._arrange(width)
        if not self.layout_.upright:
            self.setFixedHeight(0)
