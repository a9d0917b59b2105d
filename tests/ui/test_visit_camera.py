"""The camera: a film stands for it, so that everything up to the stored photo is the real thing."""

import io
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.visit_house import look
from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services.camera import Camera, jpeg
from villagevisit.ui.widgets.camera_dialog import CameraDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
WIDTH, HEIGHT, FRAMES = 320, 240, 400


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A green wall with a red door, for as long as a test looks."""
    path = tmp_path_factory.mktemp("film") / "film.avi"
    picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    picture[:, :] = (40, 160, 40)
    picture[80:, 130:190] = (30, 30, 200)
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25, (WIDTH, HEIGHT))
    for _ in range(FRAMES):
        writer.write(picture)
    writer.release()
    return path


@pytest.fixture
def dialog(qtbot: QtBot, film: Path, qapp: QApplication) -> Iterator[CameraDialog]:
    look(qapp)
    made = CameraDialog(None, lambda _number: Camera(str(film)))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.reject()
    assert not [each for each in threading.enumerate() if each.name == "villagevisit-camera"]


def test_a_frame_becomes_a_photo_in_its_own_colours(film: Path) -> None:
    with Camera(str(film)) as camera:
        frame = camera.read()
    assert frame is not None
    photo = Image.open(io.BytesIO(jpeg(frame)))
    assert photo.size == (WIDTH, HEIGHT)
    red, green, blue = photo.getpixel((160, 200))  # type: ignore[misc]
    assert red > 150 > green
    assert blue < 100


def test_no_camera_is_a_sentence_that_says_what_to_do() -> None:
    with pytest.raises(EnvironmentFailed) as caught:
        Camera("/no/such/camera")
    assert caught.value.code == "camera.none"


def test_a_camera_that_was_pulled_out_is_gone(film: Path) -> None:
    """A film that has ended gives no more frames, as a camera without its cable."""

    def read_on() -> None:
        with Camera(str(film)) as camera:
            for _ in range(FRAMES + 100):
                camera.read()

    with pytest.raises(EnvironmentFailed) as caught:
        read_on()
    assert caught.value.code == "camera.gone"


def test_look_shoot_look_again_keep(dialog: CameraDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(dialog.shoot.isEnabled)
    assert not dialog.keep.isVisible()
    dialog.shoot.click()
    assert dialog.keep.isVisible()
    dialog.again.click()
    assert not dialog.keep.isVisible()
    dialog.shoot.click()
    dialog.keep.click()
    assert Image.open(io.BytesIO(dialog.photo() or b"")).size == (WIDTH, HEIGHT)
    assert not dialog.isVisible()


def test_thinking_better_of_it_keeps_nothing(dialog: CameraDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(dialog.shoot.isEnabled)
    dialog.shoot.click()
    dialog.reject()
    assert dialog.photo() is None


def _missing(film: Path, number: int) -> Camera:
    if number == 0:
        return Camera(str(film))
    raise EnvironmentFailed("camera.none")


def test_after_the_last_camera_comes_the_first(qtbot: QtBot, film: Path) -> None:
    dialog = CameraDialog(None, partial(_missing, film))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.shoot.isEnabled)
    dialog.other.click()
    qtbot.waitUntil(dialog.shoot.isEnabled)
    dialog.reject()


def test_without_a_camera_the_dialog_says_so_and_offers_nothing_else(qtbot: QtBot) -> None:
    def none(_number: int) -> Camera:
        raise EnvironmentFailed("camera.none")

    dialog = CameraDialog(None, none)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "选照片" in dialog.picture.text())
    assert not dialog.shoot.isEnabled()
    dialog.reject()
