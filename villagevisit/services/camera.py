"""The computer's camera. The capture library is imported when a camera is opened."""

import io
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from villagevisit.domain.errors import EnvironmentFailed

WANTED = (1600, 1200)
"""Width and height asked of a camera, in pixels: what a photo is stored at. It gives the nearest that it has."""
_QUALITY = 92
_MISSES = 30
"""Empty frames in a row before a camera counts as gone; several give some while they warm up."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: 8-bit RGB rows without padding."""

    width: int
    height: int
    rgb: bytes


class Camera:
    """An open camera; close it when done (it is a context manager). Used from one thread.

    `source` is the number of a camera (0 is the first), or the name of a film that stands for one.

    Raises:
        EnvironmentFailed: `camera.none` when there is no such camera or another program has it.
    """

    def __init__(self, source: int | str = 0) -> None:
        import cv2

        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
        self._cv2: Any = cv2
        self._capture = cv2.VideoCapture(source)
        if not self._capture.isOpened():
            self._capture.release()
            raise EnvironmentFailed("camera.none")
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, WANTED[0])
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, WANTED[1])
        self._missed = 0

    def read(self) -> Frame | None:
        """The next frame; waits for it. None while the camera is still warming up.

        Raises:
            EnvironmentFailed: `camera.gone` when it was pulled out.
        """
        there, picture = self._capture.read()
        if not there:
            self._missed += 1
            if self._missed >= _MISSES:
                raise EnvironmentFailed("camera.gone")
            return None
        self._missed = 0
        rgb = self._cv2.cvtColor(picture, self._cv2.COLOR_BGR2RGB)
        height, width = rgb.shape[:2]
        return Frame(width, height, rgb.tobytes())

    def close(self) -> None:
        self._capture.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def jpeg(frame: Frame) -> bytes:
    """A frame as a JPEG file, as `visit.attach` takes it."""
    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGB", (frame.width, frame.height), frame.rgb).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
