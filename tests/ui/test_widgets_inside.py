"""What the widgets are made of: places, lunar days, codes in pictures, steps, columns, drawings, files."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
import qrcode
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from forms import Node
from tests.ui.visit_house import META, House, consenting, desk_of, look
from tests.ui.widget_samples import SAMPLES, Desk, strike
from villagevisit import wording
from villagevisit.domain.errors import Refused
from villagevisit.services import attachments, barcode
from villagevisit.ui.widgets import lunar, points, values
from villagevisit.ui.widgets.barcode_editor import BarcodeEditor
from villagevisit.ui.widgets.choice_layout import ChoiceLayout, Style, style_of
from villagevisit.ui.widgets.choice_list import MOST_HITS, ChoiceList
from villagevisit.ui.widgets.drawing_editor import DrawingEditor
from villagevisit.ui.widgets.moment_editors import MomentEditor
from villagevisit.ui.widgets.picture_editors import within
from villagevisit.ui.widgets.place_editors import PathEditor
from villagevisit.ui.widgets.question import Question
from villagevisit.ui.widgets.range_editors import Steps
from villagevisit.ui.widgets.text_editors import AddressEditor, MaskedEditor
from villagevisit.ui.widgets.values import Option

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
PLACES = st.tuples(st.decimals(-80, 80, places=6), st.decimals(-180, 180, places=6))
GPX = """<gpx xmlns="http://a/1"><trk><trkseg>
<trkpt lat="35.1" lon="118.3"><ele>40</ele></trkpt><trkpt lat="35.2" lon="118.4"/></trkseg></trk></gpx>"""
TODAY = date(2026, 11, 22)


def shown(qtbot: QtBot, qapp: QApplication, folder: Path, name: str) -> Desk:
    look(qapp)
    desk = Desk(folder, SAMPLES[name].node)
    desk.question.setParent(desk.window)
    qtbot.addWidget(desk.window)
    desk.window.resize(600, 600)
    desk.question.resize(600, 500)
    desk.window.show()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.question.begin()
    return desk


class TestLunar:
    @pytest.mark.parametrize(
        ("day", "month_and_day"),
        [
            ((1948, 3, 15), (2, 5, False)), ((1984, 2, 2), (1, 1, False)), ((1936, 1, 23), (12, 29, False)),
            ((2020, 5, 23), (4, 1, True)), ((2025, 7, 25), (6, 1, True)), ((2033, 12, 22), (11, 1, True)),
            ((1995, 10, 23), (8, 29, True)), ((1901, 1, 1), (11, 11, False)),
        ],
    )  # fmt: skip
    def test_days_of_known_calendars(self, day: tuple[int, int, int], month_and_day: tuple[int, int, bool]) -> None:
        assert lunar.month_and_day(date(*day)) == month_and_day

    def test_a_birthday_is_said_as_old_people_say_it(self) -> None:
        assert lunar.say(date(1948, 3, 15)) == "农历戊子年二月初五，属鼠"
        assert lunar.say(date(2025, 7, 25)).startswith("农历乙巳年闰六月初一，属蛇")
        wording.set_language("en")
        assert lunar.say(date(2025, 7, 25)) == "lunar calendar 6/1 (leap month)"

    def test_nothing_is_said_where_the_tables_end(self) -> None:
        assert lunar.say(date(1900, 12, 31)) == ""
        assert lunar.say(date(2100, 1, 1)) == ""

    @given(st.dates(lunar.FIRST, lunar.LAST))
    def test_a_lunar_month_goes_on_day_by_day(self, day: date) -> None:
        _, of_month, _ = lunar.month_and_day(day)
        assert 1 <= of_month <= 30
        if day > lunar.FIRST:
            _, before, _ = lunar.month_and_day(date.fromordinal(day.toordinal() - 1))
            assert of_month == before + 1 or (of_month == 1 and before in (29, 30))


class TestPlaces:
    @given(st.lists(PLACES, min_size=3, max_size=9, unique=True))
    def test_what_is_shown_reads_back_as_it_was(self, places: list[tuple[object, object]]) -> None:
        found = [points.point([str(north), str(east)]) for north, east in places]
        for area in (False, True):
            stored = points.joined(found, area)
            again, wrong = points.read_lines(points.shown(stored, area))
            assert not wrong
            assert points.joined(again, area) == stored

    def test_longitude_first_is_understood_where_it_can_be_told(self) -> None:
        assert points.point(points.numbers("118.356，35.104")) == "35.104 118.356 0.0 0.0"
        assert points.point(["95", "190"]) == ""
        assert points.point(["35"]) == ""

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("walk.gpx", GPX),
            ("walk.kml", "<kml><coordinates>118.3,35.1,40 118.4,35.2</coordinates></kml>"),
            ("walk.geojson", json.dumps({"type": "Feature", "properties": {"coordinates": [1, 2]}, "geometry": {
                "type": "LineString", "coordinates": [[118.3, 35.1, 40], [118.4, 35.2]]}})),
            ("walk.csv", "name,lat,lon,alt\na,35.1,118.3,40\nb,35.2,118.4\n"),
            ("walk.txt", "经度 纬度\n118.3 35.1 40\n118.4 35.2"),
        ],
    )  # fmt: skip
    def test_a_file_of_points(self, name: str, text: str, tmp_path: Path) -> None:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert points.from_file(path) == ["35.1 118.3 40.0 0.0", "35.2 118.4 0.0 0.0"]

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("a.gpx", b"<gpx><trkpt", "visit_page.points-unreadable"),
            ("a.txt", "没有".encode("gbk"), "visit_page.points-unreadable"),
            ("a.geojson", b"[" * 100_000, "visit_page.points-unreadable"),
            ("a.csv", b"one,two\nthree,four", "visit_page.points-none"),
        ],
    )
    def test_a_file_without_points_is_refused(self, name: str, content: bytes, code: str, tmp_path: Path) -> None:
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Refused) as refused:
            points.from_file(tmp_path / name)
        assert refused.value.code == code

    def test_a_line_is_read_from_a_file_by_its_button(self, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
        desk = shown(qtbot, qapp, tmp_path, "area")
        assert isinstance(desk.editor, PathEditor)
        desk.sound.write_text("35.1 118.3\n35.2 118.4\n35.3 118.3\n", encoding="utf-8")
        desk.press_button(0)
        assert desk.node.value == SAMPLES["area"].typed
        assert desk.editor.paper.toPlainText() == "35.1 118.3\n35.2 118.4\n35.3 118.3"


_LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_SIDES = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")


def ean13(code: str) -> bytes:
    """The bars of a package, as a PNG."""
    bars = "101"
    for side, digit in zip(_SIDES[int(code[0])], code[1:7], strict=True):
        left = _LEFT[int(digit)]
        bars += left if side == "L" else "".join("10"[int(bar)] for bar in left)[::-1]
    bars += "01010" + "".join("".join("10"[int(bar)] for bar in _LEFT[int(digit)]) for digit in code[7:]) + "101"
    picture = Image.new("L", (len(bars) * 4 + 160, 240), 255)
    for place, bar in enumerate(bars):
        if bar == "1":
            picture.paste(0, (80 + place * 4, 40, 84 + place * 4, 200))
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


class TestCodes:
    def test_a_qr_code_and_the_bars_of_a_package(self) -> None:
        assert barcode.read(_png(qrcode.make("入户通 999999").convert("RGB"))) == "入户通 999999"
        assert barcode.read(ean13("6901234567892")) == "6901234567892"

    def test_a_picture_without_a_code_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(Refused) as none:
            barcode.read(_png(Image.new("RGB", (200, 200), "white")))
        assert none.value.code == "barcode.none"
        (tmp_path / "a.jpg").write_text("no picture")
        with pytest.raises(Refused) as wrong:
            barcode.read(tmp_path / "a.jpg")
        assert wrong.value.code == "attachment.not-an-image"

    def test_the_editor_answers_from_a_photo(self, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
        desk = shown(qtbot, qapp, tmp_path, "barcode")
        assert isinstance(desk.editor, BarcodeEditor)
        desk.photo.write_bytes(ean13("6901234567892"))
        desk.press(desk.editor.take)
        assert desk.node.value == "6901234567892"
        Image.new("RGB", (200, 200), "white").save(desk.photo)
        desk.press(desk.editor.take)
        assert desk.node.value == "6901234567892"
        assert "没有读出条码" in desk.editor._said.text()


class TestSteps:
    @given(st.integers(-50, 50), st.integers(1, 40), st.sampled_from(["0.1", "0.5", "1", "2.5", "10"]), st.booleans())
    def test_every_value_knows_its_place(self, start: int, count: int, step: str, down: bool) -> None:
        end = start + (-1 if down else 1) * count * float(step)
        given_ = {"start": str(start), "end": str(end), "step": step}
        steps = Steps.of(Node("/a", "/a", "a", "question", "range", "decimal", parameters=given_))
        assert steps.last == count
        assert [steps.place(steps.value(place)) for place in range(count + 1)] == list(range(count + 1))
        assert float(steps.value(count)) == pytest.approx(end)
        assert "E" not in "".join(steps.value(place) for place in range(count + 1))


class TestColumns:
    def test_the_appearance_says_how_options_stand(self) -> None:
        assert style_of("w1 Columns-3").columns == 3
        assert style_of("columns-pack").pack
        assert style_of("likert").upright
        assert not style_of("no-buttons").marks
        assert not style_of("list-nolabel").words

    def test_a_scale_stands_in_one_line_only_where_its_words_have_room(self, qapp: QApplication) -> None:
        look(qapp)
        metrics = QFontMetrics(qapp.font())
        scale = tuple(Option(str(n), "Wholeheartedly agreed") for n in range(5))
        likert = ChoiceLayout(Style(upright=True))
        likert.arrange(900, scale, metrics, False, {})
        assert likert.upright
        assert len({box.top() for box in likert.boxes}) == 1
        likert.arrange(300, scale, metrics, False, {})
        assert not likert.upright
        assert all(box.right() < 300 for box in likert.boxes)

    def test_two_columns_are_two_columns(self, qapp: QApplication) -> None:
        look(qapp)
        made = ChoiceLayout(Style(columns=2))
        made.arrange(600, tuple(Option(str(n), "甲") for n in range(5)), QFontMetrics(qapp.font()), True, {})
        assert len({box.left() for box in made.boxes}) == 2
        assert made.boxes[0].width() > 280


class TestCalendar:
    def test_a_day_is_pressed(self, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
        desk = shown(qtbot, qapp, tmp_path, "date")
        editor = desk.editor
        assert isinstance(editor, MomentEditor)
        desk.press(editor.calendar)
        assert editor.month is not None
        assert all(min(button.width(), button.height()) >= 44 for button in editor.month.steps)
        desk.press(editor.month.steps[0])
        desk.press(editor.month.steps[3])
        desk.press(editor.month.steps[2])
        QTest.mouseClick(editor.month.days, Qt.MouseButton.LeftButton, pos=_middle(editor, date(2026, 12, 24)))
        assert desk.node.value == "2026-12-24"
        assert not editor.month.isVisible()
        assert QApplication.focusWidget() is editor.line

    def test_the_keyboard_walks_over_the_days(self, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
        desk = shown(qtbot, qapp, tmp_path, "date")
        assert isinstance(desk.editor, MomentEditor)
        strike(Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left)
        assert desk.editor.month is not None
        assert desk.editor.month._title.text() == "2026年12月"
        strike(Qt.Key.Key_Escape)
        assert not desk.editor.month.isVisible()
        strike(Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Space)
        assert desk.node.value == "2026-12-05"

    def test_no_calendar_where_the_form_wants_none(self, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
        desk = shown(qtbot, qapp, tmp_path, "month")
        assert isinstance(desk.editor, MomentEditor)
        assert desk.editor.calendar.isHidden()
        plain = MomentEditor(desk.host, "date", calendar=False)
        qtbot.addWidget(plain)
        assert plain.calendar.isHidden()


def _middle(editor: MomentEditor, day: date) -> QPoint:
    assert editor.month is not None
    return editor.month.days.box_of(day).center()


def test_months_and_years_are_the_first_of_their_days() -> None:
    assert values.read_month("202611", TODAY) == "2026-11-01"
    assert values.read_month("2026年1月", TODAY) == "2026-01-01"
    assert values.read_month("3", TODAY) == "2026-03-01"
    assert values.read_month("202613", TODAY) is None
    assert values.read_year("1948年", TODAY) == "1948-01-01"
    assert values.read_year("48", TODAY) is None


def test_a_long_list_shows_its_beginning_and_says_how_many_more(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    desk = shown(qtbot, qapp, tmp_path, "one from a list")
    many = tuple(Option(str(n), f"Village {n}") for n in range(2000))
    assert isinstance(desk.editor, ChoiceList)
    desk.editor._options = many
    strike("Village")
    assert len(desk.editor.shown()) == MOST_HITS + 1
    assert "1950" in desk.editor.shown()[-1]


def test_pictures_of_the_form_stand_with_the_question_and_its_choices(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    from dataclasses import replace

    desk = shown(qtbot, qapp, tmp_path, "one of few")
    options = (Option("a", "Alpha", picture="jr://images/a.png"), Option("b", "Beta"))
    photo = desk.photo.read_bytes()
    host = replace(desk.host, options=lambda _: options, media={"jr://images/a.png": photo}.get)
    question = Question(host, replace(desk.node, media={"image": "jr://images/a.png"}))
    qtbot.addWidget(question)
    question.resize(600, 400)
    question.show()
    assert isinstance(question.picture, QLabel)
    assert question.picture.pixmap().width() == 400
    painted = question.editor.grab().toImage().pixelColor(question.editor.box_of("a").center() - QPoint(0, 20))
    assert painted.name() == "#77aa99"


def test_what_is_masked_shows_only_on_demand(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    desk = shown(qtbot, qapp, tmp_path, "masked")
    assert isinstance(desk.editor, MaskedEditor)
    strike("secret")
    assert "secret" not in desk.editor.line.displayText()
    desk.press(desk.editor.eye)
    assert desk.editor.line.displayText() == "secret"
    desk.press(desk.editor.eye)
    assert desk.editor.line.echoMode() == QLineEdit.EchoMode.Password


def test_only_a_web_address_opens(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    from dataclasses import replace

    desk = shown(qtbot, qapp, tmp_path, "address")
    opened: list[str] = []
    assert isinstance(desk.editor, AddressEditor)
    desk.editor.host = replace(desk.host, browse=opened.append)
    desk.change(value="file:///etc/passwd")
    assert not desk.editor.open.isEnabled()
    desk.change(value="https://a.cn")
    desk.press(desk.editor.open)
    assert opened == ["https://a.cn"]


def test_a_drawing_keeps_the_photo_and_the_ink(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    desk = shown(qtbot, qapp, tmp_path, "annotate")
    assert isinstance(desk.editor, DrawingEditor)
    desk.stroke(desk.editor.pad)
    assert not desk.given
    desk.press(desk.editor.take)
    desk.stroke(desk.editor.pad)
    desk.editor.flush()
    picture = QImage.fromData(desk.files[desk.node.value])
    assert picture.size() == QSize(640, 480)
    assert picture.pixelColor(620, 460) == QColor("#77aa99")
    dark = sum(picture.pixelColor(x, y).lightness() < 60 for x in range(0, 640, 2) for y in range(0, 480, 2))
    assert dark > 50
    desk.press(desk.editor.undo)
    assert desk.node.value == desk.given[0]


def test_a_form_may_want_smaller_photos(tmp_path: Path) -> None:
    path = tmp_path / "big.jpg"
    Image.new("RGB", (1200, 900), "#777777").save(path)
    small = within(path, 300)
    assert isinstance(small, bytes)
    pixmap = QPixmap()
    pixmap.loadFromData(small)
    assert pixmap.size() == QSize(300, 225)
    assert within(path, 1200) == path
    assert within(path, 0) == path


def test_any_file_is_kept_as_it_is_and_too_large_ones_are_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(house.page())
    consenting(desk)
    draft = desk.work.opened.draft_id
    path = house.folder / "口述.M4A"
    path.write_bytes(b"sound")
    name = attachments.attach(house.ws, draft, path, "file").value
    assert name.endswith(".m4a")
    assert attachments.attachment_bytes(house.ws, draft, name) == b"sound"
    monkeypatch.setattr(attachments, "LARGEST_FILE", 4)
    with pytest.raises(Refused) as refused:
        attachments.attach(house.ws, draft, path, "file")
    assert refused.value.code == "attachment.file-too-large"


def test_delete_takes_a_choice_away_on_the_page(house: House) -> None:
    desk = desk_of(house.page())
    desk.jump(META + "survey_kind")
    QApplication.processEvents()
    strike("2")
    assert desk.work.session.value(META + "survey_kind") == "2"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert desk.work.session.value(META + "survey_kind") == ""
