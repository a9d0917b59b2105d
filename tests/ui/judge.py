"""Looks at a window as a strict reader would: what is cut, what lies on something else, what has no glyph."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QRawFont, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStackedLayout,
    QStackedWidget,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTableView,
    QWidget,
)

from villagevisit.services import fonts

TOUCH = 44
_SLACK = 1
_ICON_GAP = 4


def faults(window: QWidget) -> list[str]:
    """Everything wrong with what can be seen, one line each, once layouts within layouts have come to rest."""
    for _ in range(6):
        QApplication.processEvents()
    found: list[str] = []
    for widget in seen(window):
        for judge in (_cut_label, _cut_button, _cut_choice, _cut_header, _sideways, _outside, _overlapping):
            found += [f"{what}: {_name(widget)}" for what in judge(widget)]
        if not widget.isWindow():
            found += [f"no glyph for {sign!r}: {_name(widget)}" for sign in _boxes(words_of(widget))]
    return found


def small_targets(window: QWidget) -> list[str]:
    """What a finger presses and is less than 44 px high or wide."""
    pressed = (QAbstractButton, QComboBox, QLineEdit)
    return [
        f"{widget.width()}x{widget.height()}: {_name(widget)}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, pressed)
        and not isinstance(widget.parentWidget(), QComboBox | QHeaderView | QTableView | QLineEdit | QAbstractSpinBox)
        and type(widget).__name__ not in _INSIDE
        and min(widget.width(), widget.height()) < TOUCH
        and _in_sight(window, widget)
    ]


_INSIDE = ("QLineEditIconButton", "QTableCornerButton", "QAbstractButton")
"""Parts of other widgets, which have their own height."""


def seen(window: QWidget) -> Iterator[QWidget]:
    """The widgets of the window that take part in its picture."""
    yield window
    for widget in window.findChildren(QWidget):
        if _in_sight(window, widget):
            yield widget


def _in_sight(window: QWidget, widget: QWidget) -> bool:
    return widget.isVisibleTo(window) and not widget.isWindow() and not widget.visibleRegion().isEmpty()


def words_of(widget: QWidget) -> list[str]:
    """What this widget says to its reader: its own words, the hint, what stands in a cell."""
    found = [widget.toolTip(), widget.accessibleName()]
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        found.append(widget.text())
    if isinstance(widget, QLineEdit):
        found.append(widget.placeholderText())
    if isinstance(widget, QComboBox):
        found += [widget.itemText(at) for at in range(widget.count())]
    if isinstance(widget, QTableView):
        found += list(_cells(widget))
    if isinstance(widget, QHeaderView) and widget.orientation() == Qt.Orientation.Horizontal:
        found += [str(widget.model().headerData(at, widget.orientation()) or "") for at in _sections(widget)]
    return [text for text in found if text]


def _cells(view: QTableView) -> Iterator[str]:
    model, room = view.model(), view.viewport().height()
    for row in range(model.rowCount()):
        if view.rowViewportPosition(row) > room:
            return
        for column in range(view.horizontalHeader().count()):
            if not view.isColumnHidden(column):
                yield str(model.index(row, column).data() or "")


def _sections(header: QHeaderView) -> Iterator[int]:
    if header.isVisible():
        yield from (at for at in range(header.count()) if not header.isSectionHidden(at))


# --- cut --------------------------------------------------------------------------------------------------------


def _cut_label(widget: QWidget) -> Iterator[str]:
    if not isinstance(widget, QLabel) or not widget.text():
        return
    room = widget.contentsRect()
    margin = 2 * widget.margin()
    wide, high = room.width() - margin, room.height() - margin
    needed = _needed(widget, wide)
    if needed.width() > wide + _SLACK and widget.toolTip() != widget.text():
        yield f"cut {needed.width() - wide} px at the side"
    if needed.height() > high + _SLACK and widget.wordWrap():
        yield f"cut {needed.height() - high} px below"


def _needed(label: QLabel, wide: int) -> QSize:
    """The room that the words take at this width: the longest piece that cannot be broken, and the height."""
    metrics = label.fontMetrics()
    if label.textFormat() == Qt.TextFormat.RichText:
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setDocumentMargin(0)
        document.setHtml(QLabel.text(label))
        document.setTextWidth(wide)
        return QSize(round(document.idealWidth()), round(document.size().height()))
    flags = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag.TextSingleLine
    if "\n" in label.text() and not label.wordWrap():
        flags = Qt.TextFlag.TextExpandTabs
    return metrics.boundingRect(QRect(0, 0, max(wide, 1), 0), flags.value, label.text()).size()


def _cut_button(widget: QWidget) -> Iterator[str]:
    if not isinstance(widget, QAbstractButton) or not widget.text():
        return
    room = _button_room(widget)
    icon = widget.iconSize().width() + _ICON_GAP if not widget.icon().isNull() else 0
    lines = widget.text().split("\n")
    metrics = QFontMetrics(widget.font())
    wide = max(metrics.size(Qt.TextFlag.TextShowMnemonic.value, line).width() for line in lines) + icon
    if wide > room.width() + _SLACK:
        yield f"cut {wide - room.width()} px at the side"
    if metrics.height() * len(lines) > room.height() + _SLACK + 2:
        yield f"cut {metrics.height() * len(lines) - room.height()} px below"


def _button_room(button: QAbstractButton) -> QRect:
    part = {QPushButton: QStyle.SubElement.SE_PushButtonContents, QCheckBox: QStyle.SubElement.SE_CheckBoxContents,
            QRadioButton: QStyle.SubElement.SE_RadioButtonContents}  # fmt: skip
    for kind, element in part.items():
        if isinstance(button, kind):
            option = QStyleOptionButton()
            option.initFrom(button)
            return button.style().subElementRect(element, option, button)
    return button.rect()


def _cut_choice(widget: QWidget) -> Iterator[str]:
    if not isinstance(widget, QComboBox):
        return
    option = QStyleOptionComboBox()
    widget.initStyleOption(option)
    room = widget.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
    )
    wide = widget.fontMetrics().horizontalAdvance(widget.currentText())
    if wide > room.width() + _SLACK and widget.toolTip() != widget.currentText():
        yield f"cut {wide - room.width()} px at the side"


def _cut_header(widget: QWidget) -> Iterator[str]:
    if not isinstance(widget, QHeaderView) or widget.orientation() != Qt.Orientation.Horizontal:
        return
    for at in _sections(widget):
        words = str(widget.model().headerData(at, widget.orientation()) or "")
        wide = widget.sectionSizeFromContents(at).width() if words else 0
        if wide > widget.sectionSize(at) + _SLACK:
            yield f"head {words!r} cut {wide - widget.sectionSize(at)} px"


# --- out of place -----------------------------------------------------------------------------------------------


def _sideways(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QHeaderView):
        beyond = widget.horizontalScrollBar().maximum()
        if beyond > 0:
            yield f"scrolls {beyond} px sideways"


def _placed(layout: QLayout | None) -> Iterator[QWidget]:
    for at in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(at)  # type: ignore[union-attr]
        if item is None:
            continue
        widget: QWidget | None = item.widget()
        if widget is not None:
            if widget.isVisible():
                yield widget
        else:
            yield from _placed(item.layout())


def _outside(widget: QWidget) -> Iterator[str]:
    for child in _placed(widget.layout()):
        if not widget.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(child.geometry()):
            yield f"{_name(child)} at {child.geometry().getRect()} leaves {widget.rect().getRect()} of"


def _overlapping(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QStackedWidget) or isinstance(widget.layout(), QStackedLayout):
        return
    places = [(child.geometry().getRect(), child) for child in _placed(widget.layout())]
    places.sort(key=lambda place: place[0][1])
    for number, ((left, top, wide, high), one) in enumerate(places):
        for (x, y, w, h), other in places[number + 1 :]:
            if y + _SLACK >= top + high:
                break  # all that follow begin below this one
            if min(left + wide, x + w) - max(left, x) > _SLACK and min(top + high, y + h) - y > _SLACK:
                yield f"{_name(one)} and {_name(other)} lie on one another in"


# --- glyphs -----------------------------------------------------------------------------------------------------


@cache
def _faces() -> tuple[QRawFont, ...]:
    return tuple(QRawFont(str(path), 12) for path in fonts.screen())


@cache
def has_glyph(sign: str) -> bool:
    if unicodedata.category(sign)[0] in "ZC":
        return True
    return any(face.supportsCharacter(ord(sign)) for face in _faces())


def _boxes(texts: Iterable[str]) -> list[str]:
    return sorted({sign for text in texts for sign in text if not has_glyph(sign)})


def _name(widget: QWidget) -> str:
    texts = words_of(widget)
    place = widget.mapTo(widget.window(), QPoint())
    words = texts[-1][:40] if texts and not isinstance(widget, QTableView) else ""
    return f"{type(widget).__name__}({words!r}) {widget.width()}x{widget.height()} at {place.x()},{place.y()}"
