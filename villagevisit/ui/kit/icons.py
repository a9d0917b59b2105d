"""Icons drawn by code: plain strokes on a 24-unit square, in any colour and at any size."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPixmapCache

_STROKES: dict[str, str] = {
    # M move, L line, Q curve (control, end), C circle (centre, radius), R rectangle (x y w h), F filled circle
    "visit": "M4 11 L12 4 L20 11 M6 9.5 L6 20 L18 20 L18 9.5 M10 20 L10 14 L14 14 L14 20",
    "health": "M12 20 Q3 13 3.6 8.6 Q4.4 4.6 8 4.6 Q10.6 4.6 12 7.4 Q13.4 4.6 16 4.6 Q19.6 4.6 20.4 8.6 Q21 13 12 20",
    "roster": "R4 4 16 16 M4 9 L20 9 M9 9 L9 20",
    "round": "C12 12 8 M12 7 L12 12 L15.5 14",
    "print": "M7 9 L7 4 L17 4 L17 9 M7 17 L4 17 L4 9 L20 9 L20 17 L17 17 R7 14 10 6",
    "board": "R4 4 16 12 M7.5 8 L16.5 8 M7.5 12 L16.5 12 M12 16 L12 20.5",
    "send": "M4 12 L20 4 L15 20 L11.5 13.5 L4 12 M11.5 13.5 L20 4",
    "receive": "M12 4 L12 15 M7 10.5 L12 15.5 L17 10.5 M4 16 L4 20 L20 20 L20 16",
    "settings": "M4 7 L13 7 M17 7 L20 7 C15 7 2 M4 17 L7 17 M11 17 L20 17 C9 17 2",
    "search": "C10.5 10.5 6 M15 15 L20 20",
    "back": "M20 12 L4 12 M10 6 L4 12 L10 18",
    "next": "M4 12 L20 12 M14 6 L20 12 L14 18",
    "down": "M6 9 L12 15 L18 9",
    "right": "M9 6 L15 12 L9 18",
    "close": "M6 6 L18 18 M18 6 L6 18",
    "add": "M12 5 L12 19 M5 12 L19 12",
    "remove": "M5 12 L19 12",
    "tick": "M5 12.5 L10 17.5 L19 7",
    "done": "C12 12 8.5 M8 12.3 L11 15.3 L16.2 9.3",
    "wait": "C12 12 8.5 M12 7 L12 12.5 M12 12.5 L15.5 12.5",
    "refused": "M12 3.5 L21 19.5 L3 19.5 L12 3.5 M12 9.5 L12 14 M12 16.6 L12 16.8",
    "info": "C12 12 8.5 M12 11 L12 16.5 M12 7.6 L12 7.8",
    "circle": "C12 12 6.5",
    "dot": "F12 12 6.5",
    "half": "C12 12 6.5 M12 5.5 L12 18.5 M9 6.5 L9 17.5 M7 8 L7 16",
    "person": "C12 8 4 M4.5 20.5 Q5 14.5 12 14.5 Q19 14.5 19.5 20.5",
    "people": "C9 8.5 3.5 M3 20 Q3.4 14.6 9 14.6 Q14.6 14.6 15 20 M15.5 5.4 Q19 6 18.4 9.4 Q17.8 11.6 15.8 11.8"
    " M17.5 15 Q20.8 15.8 21 20",
    "folder": "M3.5 18.5 L3.5 5.5 L10 5.5 L12 8 L20.5 8 L20.5 18.5 L3.5 18.5",
    "stick": "R8 9 8 12 R9.5 3.5 5 5.5 M11 6 L11 6.4 M13 6 L13 6.4",
    "pen": "M4 20 L5 16 L16 5 L19 8 L8 19 L4 20",
    "lock": "R5.5 11 13 9 M8.5 11 L8.5 8 Q8.5 4.5 12 4.5 Q15.5 4.5 15.5 8 L15.5 11",
    "camera": "M3.5 8 L8 8 L9.5 5.5 L14.5 5.5 L16 8 L20.5 8 L20.5 19 L3.5 19 L3.5 8 C12 13 3.5",
    "case": "M3.5 18.5 L3.5 5.5 L10 5.5 L12 8 L20.5 8 L20.5 18.5 L3.5 18.5 M8.5 13 L11 15.5 L15.5 11",
    "ballot": "R4 11 16 9 M9 14 L15 14 M8 11 L8 3.5 L16 3.5 L16 11 M10.3 6.8 L11.6 8.2 L13.9 5.8",
    "cycle": (
        "M5 10 Q7 5 12 5 Q16 5 18.5 8.5 M18.8 4.5 L18.8 8.8 L14.5 8.8 "
        "M19 14 Q17 19 12 19 Q8 19 5.5 15.5 M5.2 19.5 L5.2 15.2 L9.5 15.2"
    ),
    "supervise": "R5 4 14 16 M8.5 9 L15.5 9 M8.5 12.5 L15.5 12.5 M8.5 16 L12.5 16",
    "aid": (
        "R5 3.5 14 17 M8 7.5 L16 7.5 M8 12 L8 12.2 M12 12 L12 12.2 M16 12 L16 12.2 "
        "M8 16 L8 16.2 M12 16 L12 16.2 M16 16 L16 16.2"
    ),
    "dice": "R4.5 4.5 15 15 F8.7 8.7 1.3 F15.3 15.3 1.3 F12 12 1.3",
    "home": "M4 11 L12 4 L20 11 M6 9.5 L6 20 L18 20 L18 9.5",
    "help": "C12 12 8.5 M9.3 9.6 Q9.5 7 12 7 Q14.6 7 14.6 9.4 Q14.6 11 12 12.4 L12 13.6 M12 16.6 L12 16.8",
}


def names() -> tuple[str, ...]:
    return tuple(_STROKES)


def draw(painter: QPainter, name: str, colour: QColor, where: QRectF) -> None:
    """Draws an icon into a square of the painter."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(where.topLeft())
    painter.scale(where.width() / 24, where.height() / 24)
    pen = QPen(colour, 1.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    stroke, filled = _paths(name)
    painter.drawPath(stroke)
    painter.fillPath(filled, colour)
    painter.restore()


def icon(name: str, colour: QColor, size: int) -> QIcon:
    """An icon of `size` logical pixels, sharp on this screen; drawn once."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    key = f"{name} {colour.rgba()} {size} {ratio}"
    found = QPixmap()
    if not QPixmapCache.find(key, found):
        found = pixmap(name, colour, size, ratio)
        QPixmapCache.insert(key, found)
    return QIcon(found)


def pixmap(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    """`size` logical pixels at `ratio` device pixels each."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw(painter, name, colour, QRectF(0, 0, size, size))
    painter.end()
    return picture


@lru_cache(maxsize=64)
def _paths(name: str) -> tuple[QPainterPath, QPainterPath]:
    stroke, filled = QPainterPath(), QPainterPath()
    words = _STROKES[name].replace("M", " M ").replace("L", " L ").replace("Q", " Q ").replace("C", " C ")
    tokens = words.replace("R", " R ").replace("F", " F ").split()
    at = 0
    while at < len(tokens):
        step = tokens[at]
        count = {"M": 2, "L": 2, "Q": 4, "C": 3, "R": 4, "F": 3}[step]
        _step(step, [float(word) for word in tokens[at + 1 : at + 1 + count]], stroke, filled)
        at += 1 + count
    return stroke, filled


def _step(step: str, n: list[float], stroke: QPainterPath, filled: QPainterPath) -> None:
    if step == "M":
        stroke.moveTo(n[0], n[1])
    elif step == "L":
        stroke.lineTo(n[0], n[1])
    elif step == "Q":
        stroke.quadTo(n[0], n[1], n[2], n[3])
    elif step == "C":
        stroke.addEllipse(QPointF(n[0], n[1]), n[2], n[2])
    elif step == "R":
        stroke.addRoundedRect(QRectF(n[0], n[1], n[2], n[3]), 1, 1)
    else:
        filled.addEllipse(QPointF(n[0], n[1]), n[2], n[2])
