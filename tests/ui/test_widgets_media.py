"""Pictures, recordings and films that a form brings with its questions and choices, on the visit page."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

import forms
from tests.ui.test_widgets_form import question_at, shelved
from tests.ui.visit_house import House
from villagevisit import wording
from villagevisit.ui.pages.visit_desk import VisitDesk
from villagevisit.ui.widgets import form_files
from villagevisit.ui.widgets.form_files import FormFiles
from villagevisit.ui.widgets.label_media import LargerPicture, MediaButtons
from villagevisit.ui.widgets.question import MOST

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SHEETS = """## settings

| form_title | form_id |
| Media | media_form |

## survey

| type | name | label | image | big-image | audio | video | appearance |
| text | leaf | Which leaf? | small.png | large.png | leaf.mp3 | leaf.mp4 | |
| text | plain | Plain | small.png | | gone.mp3 | tool.exe | |
| select_one birds | bird | Which bird? | | | | | |
| select_one many | place | Which place? | | | | | |

## choices

| list_name | name | label | image | big-image | audio | video |
| birds | a | Crow | small.png | large.png | crow.mp3 | |
| birds | b | Jay | | | | jay.mp4 |
| birds | c | Owl | | | | |
"""


def png(folder: Path, width: int) -> bytes:
    path = folder / f"{width}.png"
    Image.new("RGB", (width, width // 2), "#7a9").save(path)
    return path.read_bytes()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the program of the system was asked to open."""
    found: list[Path] = []

    def take(url: QUrl) -> bool:
        found.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(form_files, "QDesktopServices", SimpleNamespace(openUrl=take))
    return found


@pytest.fixture
def desk(house: House, tmp_path: Path, opened: list[Path]) -> VisitDesk:
    path = tmp_path / "media.md"
    many = "".join(f"| many | p{n} | Place {n} | | | p.mp3 | |\n" for n in range(MOST + 1))
    path.write_text(SHEETS + many, "utf-8")
    named = {name: name.encode() for name in ("leaf.mp3", "leaf.mp4", "crow.mp3", "jay.mp4", "p.mp3", "tool.exe")}
    return shelved(house, forms.load(path, {"small.png": png(tmp_path, 100), "large.png": png(tmp_path, 300), **named}))


def words(shown: MediaButtons | None) -> list[str]:
    return [] if shown is None or shown.isHidden() else [button.text() for button in shown.buttons]


def press(desk: VisitDesk, text: str) -> None:
    (button,) = [one for one in desk.findChildren(QPushButton) if one.text() == text]
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def larger(desk: VisitDesk) -> list[LargerPicture]:
    return [one for one in desk.window().findChildren(LargerPicture) if one.isVisible()]


def test_the_question_offers_what_the_form_has_with_it(desk: VisitDesk) -> None:
    assert words(question_at(desk, "/data/leaf").media) == ["看大图", "听录音", "看视频"]
    assert words(question_at(desk, "/data/plain").media) == [], "a missing recording and a program are not offered"
    assert question_at(desk, "/data/bird").media is None


def test_pressing_the_picture_shows_the_larger_one_and_a_press_closes_it(desk: VisitDesk) -> None:
    picture = question_at(desk, "/data/leaf").picture
    assert picture is not None
    assert picture.pixmap().width() == 100
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    (shown,) = larger(desk)
    assert shown.label.pixmap().width() == 300
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton)
    assert larger(desk) == []
    alone = question_at(desk, "/data/plain").picture
    assert alone is not None
    QTest.mouseClick(alone, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert larger(desk) == []


def test_a_recording_is_played_by_the_system_and_is_gone_with_the_page(
    house: House, desk: VisitDesk, opened: list[Path]
) -> None:
    press(desk, "听录音")
    press(desk, "看视频")
    press(desk, "听录音")
    assert [path.read_bytes() for path in opened] == [b"leaf.mp3", b"leaf.mp4", b"leaf.mp3"]
    assert [path.suffix for path in opened] == [".mp3", ".mp4", ".mp3"]
    assert house.pages[-1].leave()
    assert not any(path.exists() or path.parent.exists() for path in opened)
    press(desk, "听录音")
    assert opened[-1].read_bytes() == b"leaf.mp3"
    assert house.pages[-1].leave()


def test_choices_have_buttons_that_name_them(desk: VisitDesk, opened: list[Path]) -> None:
    bird = question_at(desk, "/data/bird")
    assert words(bird.choice_media) == ["看大图：Crow", "听录音：Crow", "看视频：Jay"]
    press(desk, "看视频：Jay")
    assert opened[-1].read_bytes() == b"jay.mp4"
    press(desk, "看大图：Crow")
    assert len(larger(desk)) == 1
    assert desk.work.session.value("/data/bird") == "", "looking is not choosing"


def test_of_a_long_list_the_chosen_one_can_be_heard(desk: VisitDesk) -> None:
    place = question_at(desk, "/data/place")
    assert words(place.choice_media) == []
    desk.answer("/data/place", "p7")
    QApplication.processEvents()
    assert words(place.choice_media) == ["听录音：Place 7"]
    desk.answer("/data/place", "")
    assert words(place.choice_media) == []


def test_a_program_is_never_handed_to_the_system(opened: list[Path]) -> None:
    files = FormFiles({"jr://file/a.exe": b"MZ", "jr://video/a.mp4": b"film"}.get)
    for address in ("jr://file/a.exe", "jr://video/gone.mp4", "jr://video/a.mp4"):
        files.play(address)
    assert [path.read_bytes() for path in opened] == [b"film"]
    files.remove()


def test_the_buttons_speak_the_language_of_the_window(desk: VisitDesk) -> None:
    wording.set_language("en")
    try:
        desk.go_to(desk.place.section)
        assert words(question_at(desk, "/data/leaf").media)[1:] == ["Play the recording", "Play the video"]
    finally:
        wording.set_language("zh_CN")
