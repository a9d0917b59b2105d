"""Taking a photo with the computer's camera: look, press, look again, keep it or take another."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services.camera import Camera, Frame, jpeg
from villagevisit.ui.kit import parts, theme
from villagevisit.wording import explain, t

_ROOM = QSize(440, 330)
_USUAL_SIZE = QSize(760, 620)
OpenCamera = Callable[[int], Camera]


class CameraDialog(QDialog):
    """`photo()` is the JPEG that was kept, None when the person thought better of it.

    A thread of its own reads the camera; it ends before the dialog is gone. `open_camera` opens the camera of a
    number; "another camera" goes on to the next number and from the last back to the first.
    """

    _came = Signal(object)
    _failed = Signal(object)

    def __init__(self, parent: QWidget | None, open_camera: OpenCamera = Camera) -> None:
        super().__init__(parent)
        self.setWindowTitle(t("camera.title"))
        self._open_camera = open_camera
        self._number = 0
        self._frame: Frame | None = None
        self._held = False
        self._kept: bytes | None = None
        self._stop = threading.Event()
        self._reader: threading.Thread | None = None
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(self._say, Qt.ConnectionType.QueuedConnection)
        self._build()
        self._start()

    def _build(self) -> None:
        self.picture = QLabel(t("camera.opening"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setWordWrap(True)
        self.picture.setMinimumSize(_ROOM)
        self.shoot = parts.primary(t("camera.shoot"), self._shoot)
        self.keep = parts.primary(t("camera.keep"), self._keep)
        self.again = parts.plain(t("camera.again"), self._again)
        self.other = parts.quiet(t("camera.other"), self._next)
        self.cancel = parts.quiet(t("common.cancel"), self.reject)
        u = theme.now().u
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * u, 2 * u, 2 * u, 2 * u)
        box.setSpacing(u)
        box.addWidget(self.picture, 1)
        box.addWidget(parts.row(self.cancel, self.other, None, self.again, self.keep, self.shoot))
        self.resize(_USUAL_SIZE.boundedTo(self.screen().availableSize()))
        self._offer()

    def photo(self) -> bytes | None:
        return self._kept

    def done(self, result: int) -> None:
        self._end()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._end()
        super().closeEvent(event)

    # --- the camera ---------------------------------------------------------------------------------------------

    def _start(self) -> None:
        self._stop.clear()
        self._reader = threading.Thread(target=self._read, args=(self._number,), name="villagevisit-camera")
        self._reader.start()

    def _read(self, number: int) -> None:
        try:
            with self._open_camera(number) as camera:
                while not self._stop.is_set():
                    frame = camera.read()
                    if frame is not None:
                        self._came.emit(frame)
                    self._stop.wait(0.03)
        except EnvironmentFailed as error:
            self._failed.emit(error)

    def _end(self) -> None:
        self._stop.set()
        if self._reader is not None:
            self._reader.join()
            self._reader = None

    def _next(self) -> None:
        self._end()
        self._number += 1
        self._frame = None
        self.picture.setText(t("camera.opening"))
        self._offer()
        self._start()

    # --- what is seen -------------------------------------------------------------------------------------------

    def _show(self, frame: Frame) -> None:
        if self._held or self._stop.is_set():
            return
        first = self._frame is None
        self._frame = frame
        image = QImage(frame.rgb, frame.width, frame.height, 3 * frame.width, QImage.Format.Format_RGB888)
        room = self.picture.size()
        fast = Qt.TransformationMode.FastTransformation
        self.picture.setPixmap(QPixmap.fromImage(image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, fast)))
        if first:
            self._offer()
            self.shoot.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, error: EnvironmentFailed) -> None:
        if self._number:
            self._number = -1
            self._next()
            return
        self._frame = None
        self.picture.setText(explain(error))
        self._offer()

    def _offer(self) -> None:
        self.shoot.setVisible(not self._held)
        self.shoot.setEnabled(self._frame is not None)
        self.keep.setVisible(self._held)
        self.again.setVisible(self._held)
        self.other.setVisible(not self._held and self._frame is not None)

    # --- hands --------------------------------------------------------------------------------------------------

    def _shoot(self) -> None:
        self._held = True
        self._offer()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _again(self) -> None:
        self._held = False
        self._offer()
        self.shoot.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        if self._frame is not None:
            self._kept = jpeg(self._frame)
            self.accept()


def take_photo(parent: QWidget | None, open_camera: OpenCamera = Camera) -> bytes | None:
    """Shows the camera and waits; the JPEG that was kept, or None."""
    dialog = CameraDialog(parent, open_camera)
    dialog.exec()
    dialog.deleteLater()
    return dialog.photo()
