"""Paints one option: its mark, digit, words and picture."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from villagevisit.ui.kit import theme
from villagevisit.ui.widgets.choice_layout import CENTRED, MARK, PAD, WRAP


@dataclass(frozen=True, slots=True)
class Face:
    """How one option looks now."""

    label: str
    digit: str
    picked: bool
    focused: bool
    enabled: bool
    many: bool
    marks: bool
    words: bool
    frame: bool
    picture: QPixmap | None


def draw_tick(painter: QPainter, box: QRectF, pen: QPen) -> None:
    painter.setPen(pen)
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(box.left() + box.width() * 0.22, box.center().y()),
                QPointF(box.left() + box.width() * 0.42, box.bottom() - box.height() * 0.26),
                QPointF(box.right() - box.width() * 0.18, box.top() + box.height() * 0.28),
            ]
        )
    )


def paint_option(painter: QPainter, box: QRect, face: Face, upright: bool) -> None:
    look = theme.now()
    painter.setBrush(look.colour("select" if face.picked else "paper"))
    edge = look.colour("accent" if face.picked or face.focused else "line")
    painter.setPen(QPen(edge, 2 if face.focused or (face.picked and not face.marks) else 1))
    if face.frame:
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
    inside = QRect(box)
    if face.picture is not None:
        size = face.picture.deviceIndependentSize()
        painter.drawPixmap(QPointF(box.center().x() - size.width() / 2, box.top() + 6), face.picture)
        inside.setTop(box.top() + round(size.height()) + 2)
    if upright:
        _paint_upright(painter, inside, face)
    else:
        _paint_row(painter, inside, face)


def _paint_row(painter: QPainter, box: QRect, face: Face) -> None:
    left = box.left() + PAD - 1
    if face.marks:
        paint_mark(painter, QRectF(left - 1, box.center().y() - MARK / 2, MARK, MARK), face)
        left += MARK + 8
    text = QRect(left, box.top(), box.right() - left - 8, box.height())
    if face.digit:
        painter.setPen(theme.now().colour("muted"))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, face.digit)
        text.setLeft(left + painter.fontMetrics().horizontalAdvance("9 "))
    painter.setPen(theme.now().colour("ink" if face.enabled else "muted"))
    painter.drawText(text, WRAP | Qt.AlignmentFlag.AlignVCenter, face.label)


def _paint_upright(painter: QPainter, box: QRect, face: Face) -> None:
    top = box.top() + 8
    if face.marks:
        alone = not face.words
        middle = box.center().y() if alone else top + MARK / 2
        paint_mark(painter, QRectF(box.center().x() - MARK / 2, middle - MARK / 2, MARK, MARK), face)
        top += MARK + 4
    if face.words:
        painter.setPen(theme.now().colour("ink" if face.enabled else "muted"))
        painter.drawText(QRect(box.left() + 4, top, box.width() - 8, box.bottom() - top), CENTRED, face.label)


def paint_mark(painter: QPainter, mark: QRectF, face: Face) -> None:
    look = theme.now()
    painter.setPen(QPen(look.colour("accent" if face.picked else "muted"), 1.5))
    if face.many:
        painter.setBrush(look.colour("accent" if face.picked else "paper"))
        painter.drawRoundedRect(mark.adjusted(1, 1, -1, -1), 3, 3)
        if face.picked:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            draw_tick(painter, mark, QPen(look.colour("on_accent"), 2))
        return
    painter.setBrush(look.colour("paper"))
    painter.drawEllipse(mark.adjusted(1, 1, -1, -1))
    if face.picked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawEllipse(mark.adjusted(5, 5, -5, -5))
