"""Numbers between two ends in equal steps: a slider, stars, or a list."""

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QSlider

from forms import Node
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets import values
from villagevisit.ui.widgets.choice_list import ChoiceList
from villagevisit.ui.widgets.editor import TOUCH, Editor, Host
from villagevisit.ui.widgets.values import Option
from villagevisit.wording import t

_TALL = 240


@dataclass(frozen=True, slots=True)
class Steps:
    """The values of a range in order."""

    start: Decimal
    step: Decimal
    """Negative when the range runs down."""
    last: int
    """Place of the last value; the first is 0."""

    @classmethod
    def of(cls, node: Node) -> "Steps":
        start, end = _decimal(node, "start", "1"), _decimal(node, "end", "10")
        step = abs(_decimal(node, "step", "1")) or Decimal(1)
        return cls(start, step if end >= start else -step, int(abs(end - start) / step))

    def value(self, place: int) -> str:
        number = self.start + self.step * max(0, min(self.last, place))
        return format(number.normalize() if number else Decimal(0), "f")

    def apart(self, interval: str) -> int:
        """How many steps lie between two ticks that are so far apart; one where the form does not say."""
        try:
            return max(1, round(abs(Decimal(interval) / self.step)))
        except InvalidOperation:
            return 1

    def place(self, value: str) -> int:
        """Where a value stands; the first place for what is no number."""
        try:
            return max(0, min(self.last, round((Decimal(value) - self.start) / self.step)))
        except InvalidOperation:
            return 0


def _decimal(node: Node, name: str, otherwise: str) -> Decimal:
    try:
        return Decimal(node.parameters.get(name, otherwise))
    except InvalidOperation:
        return Decimal(otherwise)


class RangeEditor(Editor):
    """A slider with a button at each end; empty until it is moved. Choices of the form name some of the values."""

    def __init__(self, host: Host, node: Node) -> None:
        super().__init__(host)
        self._steps = Steps.of(node)
        words = values.words_of(node.appearance)
        self._upright = "vertical" in words
        self._value = ""
        self._start = self._steps.place(node.parameters.get("placeholder", ""))
        self._labels = {option.value: option.label for option in host.options(node.ref)}
        self.slider = QSlider(Qt.Orientation.Vertical if self._upright else Qt.Orientation.Horizontal)
        self.slider.setRange(0, self._steps.last)
        if "no-ticks" not in words and self._steps.last <= 20:
            self.slider.setTickPosition(QSlider.TickPosition.TicksBothSides)
            self.slider.setTickInterval(self._steps.apart(node.parameters.get("tick-interval", "")))
        self.slider.sliderMoved.connect(self._moved)
        self.slider.actionTriggered.connect(lambda _action: self._moved(self.slider.sliderPosition()))
        self.less = parts.with_icon(parts.quiet("", lambda: self._step(-1)), "remove")
        self.more = parts.with_icon(parts.quiet("", lambda: self._step(1)), "add")
        for button, name in ((self.less, t("visit_page.one_less")), (self.more, t("visit_page.one_more"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._said = parts.strong("")
        self.setFocusProxy(self.slider)
        self._stand()

    def _stand(self) -> None:
        low, high = (parts.number(self._words(self._steps.value(place))) for place in (0, self._steps.last))
        self._said.setMinimumWidth(self._said.fontMetrics().horizontalAdvance("000.0"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.now().u // 2)
        grid.setVerticalSpacing(0)
        middle, left, right = (Qt.AlignmentFlag[f"Align{name}"] for name in ("Center", "Left", "Right"))
        if self._upright:
            self.slider.setFixedSize(TOUCH, _TALL)
            for row, thing in enumerate((self.more, high, self.slider, low, self.less)):
                grid.addWidget(thing, row, 0, middle)
            grid.addWidget(self._said, 2, 1)
            grid.setColumnStretch(2, 1)
            return
        self.slider.setMinimumSize(TOUCH, TOUCH)
        self.setMaximumWidth(40 * theme.now().body)
        grid.addWidget(self.less, 0, 0)
        grid.addWidget(self.slider, 0, 1, 1, 2)
        grid.addWidget(self.more, 0, 3)
        grid.addWidget(self._said, 0, 4)
        grid.addWidget(low, 1, 1, left)
        grid.addWidget(high, 1, 2, right)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)

    def show_node(self, node: Node) -> None:
        self.readonly = node.readonly
        self._value = node.value
        for thing in (self.slider, self.less, self.more):
            thing.setEnabled(not node.readonly)
        self.slider.setAccessibleName(node.label)
        self._said.setText(self._words(node.value) if node.value else "—")
        place = self._steps.place(node.value) if node.value else self._start
        if place != self.slider.value():
            self.slider.setValue(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not self.readonly:
            self._moved(self.slider.value())
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        self._moved(self.slider.value() + by if self._value else self._start)

    def _words(self, value: str) -> str:
        label = self._labels.get(value, "")
        return f"{values.show_number(value)} {label}".strip()

    def _moved(self, place: int) -> None:
        self.say(self._steps.value(place))


class PickerEditor(ChoiceList):
    """A range whose values are picked from a list (`picker`)."""

    def __init__(self, host: Host, node: Node) -> None:
        steps = Steps.of(node)
        texts = (steps.value(place) for place in range(steps.last + 1))
        offered = tuple(Option(text, values.show_number(text)) for text in texts)
        super().__init__(replace(host, options=lambda _ref: offered), node.ref)
        self.line.setPlaceholderText(t("visit_page.pick_number"))


class RatingEditor(Editor):
    """A range shown as stars (`rating`): press one, type its number, or use the arrows."""

    def __init__(self, host: Host, node: Node) -> None:
        super().__init__(host)
        self._steps = Steps.of(node)
        self._place = -1
        self._side = theme.now().touch
        self._boxes: list[QRect] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._arrange(320)

    def show_node(self, node: Node) -> None:
        self.readonly = node.readonly
        self._place = self._steps.place(node.value) if node.value else -1
        self.setAccessibleName(node.label)
        self.setAccessibleDescription(node.value)
        self.update()

    def box_of(self, place: int) -> QRect:
        """Where the star of a place (0 is the first) is painted."""
        return self._boxes[place]

    def _arrange(self, width: int) -> None:
        beside = max(1, width // self._side)
        self._boxes = [
            QRect(place % beside * self._side, place // beside * self._side, self._side, self._side)
            for place in range(self._steps.last + 1)
        ]
        self.setFixedHeight(self._boxes[-1].bottom() + 1)

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange(event.size().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.now()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, box in enumerate(self._boxes):
            on = place <= self._place
            painter.setPen(QPen(look.colour("accent" if on and not self.readonly else "muted"), 1.6))
            painter.setBrush(look.colour("accent" if on and not self.readonly else "muted" if on else "paper"))
            painter.drawPolygon(_star(box.toRectF().center(), box.width() * 0.36))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(self._boxes[max(0, self._place)].adjusted(2, 2, -2, -2), 4, 4)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for place, box in enumerate(self._boxes):
            if event.button() == Qt.MouseButton.LeftButton and box.contains(event.position().toPoint()):
                self._put(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self._put(self._place + 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Down) and self._place > 0:
            self._put(self._place - 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif text.isdigit() and 1 <= int(text) <= len(self._boxes):
            self._put(int(text) - 1)
        else:
            event.ignore()

    def _put(self, place: int) -> None:
        if not self.readonly:
            self.say(self._steps.value(place))


def _star(middle: QPointF, radius: float) -> QPolygonF:
    """Ten corners on two circles, the first at the top."""
    step = QPointF(0, -1)
    corners: list[QPointF] = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.42
        corners.append(middle + step * reach)
        step = QPointF(step.x() * _COS - step.y() * _SIN, step.x() * _SIN + step.y() * _COS)
    return QPolygonF(corners)


_COS, _SIN = 0.8090169943749475, 0.5877852522924731
"""Of 36 degrees: a fifth of a circle, halved."""
