"""What belongs to the words of a question or a choice beside them: a picture, a larger one, a recording, a film."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets.editor import Host
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.form_files import playable
from villagevisit.wording import t

_PICTURE = QSize(400, 300)
_OF_SCREEN = 0.8


@dataclass(frozen=True, slots=True)
class Medium:
    """One thing to press for."""

    kind: str
    """`big-image`, `audio` or `video`."""
    address: str
    of: str = ""
    """The words of the choice that it belongs to; empty for the question itself."""


def media_of(host: Host, media: Mapping[str, str], of: str = "") -> list[Medium]:
    """Those that the form really has with it."""
    found = [Medium(kind, media[kind], of) for kind in ("big-image", "audio", "video") if kind in media]
    return [one for one in found if _there(host, one)]


def _there(host: Host, medium: Medium) -> bool:
    if medium.kind == "big-image":
        return not host.picture(medium.address).isNull()
    return playable(medium.address) and host.media(medium.address) is not None


class MediaButtons(QWidget):
    """One button for each; no room where there is none."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._shown: list[Medium] = []
        self._flow: Flow | None = None
        self.buttons: list[parts.Button] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_media(self, media: list[Medium]) -> None:
        """Shows these; nothing happens when they are the same."""
        if media == self._shown:
            return
        self._shown = media
        if self._flow is not None:
            self._box.removeWidget(self._flow)
            self._flow.deleteLater()
        self.buttons = [self._button(one) for one in media]
        self._flow = Flow(*self.buttons)
        self._box.addWidget(self._flow)
        self.setVisible(bool(media))

    def _button(self, medium: Medium) -> parts.Button:
        if medium.kind == "big-image":
            words = t("visit_page.picture_of", what=medium.of) if medium.of else t("visit_page.picture_larger")
            return parts.quiet(words, partial(show_larger, self, self._host.picture(medium.address)))
        if medium.kind == "audio":
            words = t("visit_page.audio_of", what=medium.of) if medium.of else t("visit_page.audio")
        else:
            words = t("visit_page.video_of", what=medium.of) if medium.of else t("visit_page.video")
        return parts.quiet(words, partial(self._host.play, medium.address))


class LabelPicture(QLabel):
    """The picture that belongs to a question; pressed, it shows the larger one if the form has it."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._addresses = ("", "")
        self._larger = QPixmap()
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_media(self, media: Mapping[str, str]) -> None:
        addresses = (media.get("image", ""), media.get("big-image", ""))
        if addresses == self._addresses:
            return
        self._addresses = addresses
        found = self._host.picture(addresses[0])
        self.setVisible(not found.isNull())
        if found.isNull():
            return
        self._larger = self._host.picture(addresses[1])
        self.setPixmap(_fitted(found, _PICTURE, self.devicePixelRatioF()))
        if self._larger.isNull():
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        on_it = self.pixmap().deviceIndependentSize().width() > event.position().x()
        if event.button() == Qt.MouseButton.LeftButton and on_it and not self._larger.isNull():
            show_larger(self, self._larger)


class LargerPicture(QDialog):
    """As large as the screen lets it; a press or Esc closes it."""

    def __init__(self, parent: QWidget, picture: QPixmap) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(t("visit_page.picture_larger"))
        self.label = QLabel()
        self.label.setPixmap(_fitted(picture, self.screen().availableSize() * _OF_SCREEN, self.devicePixelRatioF()))
        u = theme.now().u
        box = QVBoxLayout(self)
        box.setContentsMargins(u, u, u, u)
        box.addWidget(self.label)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.close()


def show_larger(over: QWidget, picture: QPixmap) -> None:
    LargerPicture(over.window(), picture).open()


def _fitted(picture: QPixmap, most: QSize, ratio: float) -> QPixmap:
    """Never larger than it is."""
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    shown = picture.scaled(most.boundedTo(picture.size()) * ratio, keep, smooth)
    shown.setDevicePixelRatio(ratio)
    return shown
