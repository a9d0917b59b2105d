"""Drawings: on an empty sheet, or over a photo. Kept as one picture."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QPointF, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QVBoxLayout

from forms import Node
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets.editor import Editor, Host
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.ui.widgets.signature_pad import SignaturePad, picture_size, thumbnail
from villagevisit.wording import t

_SHEET = 300
_LONG_SIDE = 1600
_SETTLE_MS = 500
_WHITE = QColor("#ffffff")


class DrawingPad(SignaturePad):
    """A sheet with a picture under the strokes. `open` tells whether it may be drawn on."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_SHEET)
        self.open = True
        self._under = QPixmap()

    def lay_under(self, data: bytes | None, name: str = "") -> None:
        """The picture that is drawn over; None for an empty sheet."""
        most = QSize(_LONG_SIDE, _LONG_SIDE)
        size = picture_size(data) if data is not None else QSize()
        room = size.boundedTo(most) if size.isValid() else most
        self._under = thumbnail(data, name, room) if data is not None else QPixmap()
        self.update()

    def picture(self) -> bytes:
        """Picture and strokes as a PNG; an empty sheet has the pad's own size, twice as fine."""
        room = self._room()
        scale = self._under.width() / room.width() if not self._under.isNull() else 2.0
        image = QImage((room.size() * scale).toSize(), QImage.Format.Format_RGB32)
        image.fill(_WHITE)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._under.isNull():
            painter.drawPixmap(image.rect(), self._under)
        self._paint_strokes(painter, scale, -room.topLeft())
        painter.end()
        out = QBuffer()
        out.open(QBuffer.OpenModeFlag.WriteOnly)
        QImageWriter(out, b"PNG").write(image)
        return bytes(out.data().data())

    def _room(self) -> QRectF:
        """Where the picture lies on the pad; all of it when there is none."""
        whole = QRectF(self.rect())
        if self._under.isNull():
            return whole
        size = QSizeF(self._under.size()).scaled(whole.size(), Qt.AspectRatioMode.KeepAspectRatio)
        corner = QPointF((whole.width() - size.width()) / 2, (whole.height() - size.height()) / 2)
        return QRectF(corner, size)

    def _may_begin(self) -> bool:
        return self.open

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setBrush(_WHITE)
        painter.setPen(QPen(theme.now().colour("focus" if self.hasFocus() else "line"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        if not self._under.isNull():
            painter.drawPixmap(self._room().toRect().adjusted(3, 3, -3, -3), self._under)
        elif not self.strokes:
            painter.setPen(QColor("#6a7278"))
            words = t("visit_page.draw_here") if self.open else t("visit_page.draw_photo_first")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        self._paint_strokes(painter, 1.0, QPointF())


class DrawingEditor(Editor):
    """`over_photo`: a photo comes first and is drawn over (`annotate`); otherwise the sheet may stay empty (`draw`)."""

    def __init__(self, host: Host, ref: str, over_photo: bool) -> None:
        super().__init__(host)
        self._ref = ref
        self._over_photo = over_photo
        self._under = ""
        self.pad = DrawingPad()
        self.pad.drawn.connect(self._drawn)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._store)
        self.shoot = parts.with_icon(parts.plain(t("visit_page.take_photo"), self._shoot), "camera")
        self.take = parts.with_icon(parts.plain(t("visit_page.choose_photo"), self._choose), "folder")
        self.undo = parts.quiet(t("visit_page.undo_stroke"), self.pad.undo)
        self.again = parts.quiet(t("visit_page.draw_again"), self.clear)
        self._said = Remark("muted", "")
        self.setFocusProxy(self.shoot if over_photo else self.pad)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u // 2)
        box.addWidget(self.pad)
        box.addWidget(Flow(self.shoot, self.take, self.undo, self.again))
        box.addWidget(self._said)

    def show_node(self, node: Node) -> None:
        self.readonly = node.readonly
        self.pad.setAccessibleName(node.label)
        data = self.host.stored(node.value) if node.value else None
        if not self.pad.strokes and node.value != self._under:
            self._under = node.value
            self.pad.lay_under(data, node.value)
        self.pad.open = not node.readonly and not (self._over_photo and data is None)
        for button in (self.shoot, self.take):
            button.setEnabled(not node.readonly)
        self.undo.setVisible(bool(self.pad.strokes))
        self.again.setVisible(bool(node.value or self.pad.strokes) and not node.readonly)
        missing = bool(node.value) and data is None
        self._said.setVisible(missing)
        self._said.say("refused", t("visit_page.photo_missing") if missing else "")
        self.pad.update()

    def flush(self) -> None:
        """Stores at once what was drawn in the last half second."""
        if self._settle.isActive():
            self._settle.stop()
            self._store()

    def clear(self) -> None:
        if not self.readonly:
            self._settle.stop()
            self.pad.clear()
        super().clear()

    def _drawn(self) -> None:
        self.undo.setVisible(bool(self.pad.strokes))
        if self.pad.strokes:
            self._settle.start()
        else:
            self._settle.stop()
            self.say(self._under)

    def _store(self) -> None:
        self.host.attach(self._ref, self.pad.picture(), "photo")

    def _shoot(self) -> None:
        self._lay(self.host.pictures.take())

    def _choose(self) -> None:
        self._lay(self.host.pictures.pick())

    def _lay(self, photo: Path | bytes | None) -> None:
        """A new picture takes the place of the old one and of what was drawn on it."""
        if photo is not None:
            self._settle.stop()
            self.pad.clear()
            self.host.attach(self._ref, photo, "photo")
