"""Photos and signatures: chosen, dropped or drawn; stored by the page, shown from what was stored."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImageReader, QImageWriter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout

from forms import Node
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets.editor import Editor, Host
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.ui.widgets.signature_pad import SignaturePad, picture_size, thumbnail
from villagevisit.wording import t

_THUMB = QSize(176, 132)
_SETTLE_MS = 500
PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif", ".tif", ".tiff")


def describe(data: bytes) -> str:
    """``1600 × 1200 · 212 kB`` of a stored picture."""
    size = picture_size(data)
    return t("visit_page.photo_size", width=size.width(), height=size.height(), kb=max(1, len(data) // 1024))


def within(source: Path | bytes, most: int) -> Path | bytes:
    """A picture whose long side has at most this many pixels; what is no picture stays for the store to refuse."""
    if not most:
        return source
    content = QBuffer()
    content.setData(source if isinstance(source, bytes) else source.read_bytes())
    content.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(content)
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) <= most:
        return source
    reader.setScaledSize(size.scaled(most, most, Qt.AspectRatioMode.KeepAspectRatio))
    small = QBuffer()
    small.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(small, b"JPEG")
    writer.setQuality(92)
    writer.write(reader.read())
    return bytes(small.data().data())


class PhotoEditor(Editor):
    """One photo: taken with the camera, chosen from a file, or dropped here."""

    def __init__(self, host: Host, ref: str, fresh: bool = False, most: int = 0) -> None:
        """`fresh`: only the camera counts (`new`). `most`: pixels of the long side that the form wants, 0 for any."""
        super().__init__(host)
        self._ref = ref
        self._fresh = fresh
        self._most = most
        self.setAcceptDrops(True)
        u = theme.now().u
        self.picture = QLabel()
        self.picture.setFixedSize(_THUMB)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.hide()
        self._said = Remark("muted", "")
        self.shoot = parts.with_icon(parts.plain(t("visit_page.take_photo"), self._shoot), "camera")
        self.take = parts.with_icon(parts.plain(t("visit_page.choose_photo"), self._choose), "folder")
        self.drop = parts.quiet(t("visit_page.remove_photo"), self.clear)
        self.setFocusProxy(self.shoot)
        words = QVBoxLayout()
        words.setSpacing(u // 2)
        words.addWidget(Flow(self.shoot, self.take, self.drop))
        self.take.setVisible(not fresh)
        words.addWidget(self._said)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(u)
        self._box.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addLayout(words, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= _THUMB.width() + 20 * theme.now().body
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._box.direction():
            self._box.setDirection(way)

    def show_node(self, node: Node) -> None:
        self.readonly = node.readonly
        self.shoot.setAccessibleDescription(node.label)
        self.take.setAccessibleDescription(node.label)
        self.shoot.setEnabled(not node.readonly)
        self.take.setEnabled(not node.readonly)
        data = self.host.stored(node.value) if node.value else None
        self.drop.setVisible(bool(node.value) and not node.readonly)
        self.shoot.setText(t("visit_page.take_again") if node.value else t("visit_page.take_photo"))
        self.take.setText(t("visit_page.change_photo") if node.value else t("visit_page.choose_photo"))
        self.picture.setVisible(data is not None)
        if data is None:
            hint = t("visit_page.photo_fresh") if self._fresh else t("visit_page.photo_hint")
            self._said.say("muted", t("visit_page.photo_missing") if node.value else hint)
            return
        shown = thumbnail(data, node.value, _THUMB * self.devicePixelRatioF())
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(shown)
        self._said.say("muted", describe(data))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        names = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        if not self.readonly and not self._fresh and any(name.suffix.lower() in PICTURES for name in names):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            path = Path(url.toLocalFile())
            if path.suffix.lower() in PICTURES:
                self._store(path)
                return

    def _choose(self) -> None:
        path = self.host.pictures.pick()
        if path is not None:
            self._store(path)

    def _shoot(self) -> None:
        photo = self.host.pictures.take()
        if photo is not None:
            self._store(photo)

    def _store(self, source: Path | bytes) -> None:
        self._said.say("muted", t("visit_page.photo_storing"))
        self.host.attach(self._ref, within(source, self._most), "photo")


class SignatureEditor(Editor):
    """A signature drawn here, or written on paper and photographed."""

    def __init__(self, host: Host, ref: str) -> None:
        super().__init__(host)
        self._ref = ref
        u = theme.now().u
        self.pad = SignaturePad()
        self.setFocusProxy(self.pad)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._store)
        self.pad.drawn.connect(self._drawn)
        self.again = parts.plain(t("visit_page.sign_again"), self.clear)
        self.undo = parts.quiet(t("visit_page.undo_stroke"), self.pad.undo)
        self.shoot = parts.with_icon(parts.quiet(t("visit_page.sign_on_paper"), self._shoot), "camera")
        self.paper = parts.with_icon(parts.quiet(t("visit_page.choose_photo"), self._scan), "folder")
        self._said = Remark("muted", "")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(u // 2)
        box.addWidget(self.pad)
        box.addWidget(Flow(self.again, self.undo, self.shoot, self.paper))
        box.addWidget(self._said)

    def show_node(self, node: Node) -> None:
        self.readonly = node.readonly
        self.shoot.setEnabled(not node.readonly)
        self.paper.setEnabled(not node.readonly)
        self.pad.setAccessibleName(node.label)
        self.pad.setEnabled(not node.readonly)
        data = self.host.stored(node.value) if node.value else None
        if data is not None and not self.pad.strokes:
            self.pad.show_stored(data, node.value)
        elif not node.value and not self.pad.strokes:
            self.pad.show_stored(None)
        self.again.setEnabled(not node.readonly and bool(node.value or self.pad.strokes))
        self.undo.setVisible(bool(self.pad.strokes))
        stored = data is not None
        self._said.say("muted", t("visit_page.signature_stored") if stored else t("visit_page.signature_hint"))

    def flush(self) -> None:
        """Stores at once what was drawn in the last half second."""
        if self._settle.isActive():
            self._settle.stop()
            self._store()

    def _drawn(self) -> None:
        self.again.setEnabled(True)
        self.undo.setVisible(bool(self.pad.strokes))
        if self.pad.strokes:
            self._settle.start()
        else:
            self._settle.stop()
            self.edited.emit("")

    def _store(self) -> None:
        self.host.attach(self._ref, self.pad.to_json(), "signature")

    def clear(self) -> None:
        if not self.readonly:
            self._settle.stop()
            self.pad.clear()
        super().clear()

    def _shoot(self) -> None:
        self._take(self.host.pictures.take())

    def _scan(self) -> None:
        self._take(self.host.pictures.pick())

    def _take(self, paper: Path | bytes | None) -> None:
        """What was written on paper takes the place of what was drawn."""
        if paper is not None:
            self.pad.clear()
            self._said.say("muted", t("visit_page.photo_storing"))
            self.host.attach(self._ref, paper, "scan")
