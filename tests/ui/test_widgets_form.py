"""A form with every type and common appearance, filled in on the real visit page to its end, by keyboard alone."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel

import forms
from tests.ui.given_files import GivenFiles
from tests.ui.visit_house import House, desk_of
from tests.ui.widget_samples import SAMPLES, strike
from villagevisit.services import attachments, signoff_summary, visit_lookup
from villagevisit.store import forms as form_store
from villagevisit.ui.pages.sign_off_summary import SummaryView
from villagevisit.ui.pages.visit_desk import VisitDesk
from villagevisit.ui.widgets.choice_rows import ChoiceRows
from villagevisit.ui.widgets.question import Question
from villagevisit.ui.widgets.range_editors import RangeEditor
from villagevisit.ui.widgets.registry import REGISTRY, entry_for
from villagevisit.ui.widgets.text_editors import LongTextEditor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
FORM = Path(__file__).parent.parent / "data" / "forms" / "all_widgets.md"
FROM_ELSEWHERE = {"/data/numbers/named": "10"}
"""The same keys lead to another answer: this slider begins in its middle."""
NOT_ASKED = {"note", "computed", "heading of a table"}


class Hands:
    def keys(self, *strokes: str | Qt.Key) -> None:
        strike(*strokes)


def leaf() -> bytes:
    """A picture that belongs to the form."""
    picture = QPixmap(120, 80)
    picture.fill(Qt.GlobalColor.darkGreen)
    out = QBuffer()
    picture.save(out, "PNG")
    return bytes(out.data().data())


@pytest.fixture(scope="module")
def form(qapp: QApplication) -> forms.Form:
    return forms.load(FORM, {"leaf.png": leaf()})


def shelved(house: House, form: forms.Form) -> VisitDesk:
    with house.ws.store.transaction() as db:
        row = form_store.FormRow(form.id, form.version, form.title, "", "0" * 64)
        form_store.put(db, row, form.package(), "2026-11-22T10:00:00+08:00")
    page = house.page(form_id=form.id, household_id=house.household_id)
    page.pictures.pick = partial(house.photo, (240, 180))
    page.pictures.take = house.photo((240, 180)).read_bytes
    sound = house.folder / "sound.mp3"
    sound.write_bytes(b"ID3")
    house.shell.files = GivenFiles(sound, sound, sound)
    return desk_of(page)


def question_at(desk: VisitDesk, ref: str) -> Question:
    assert desk.sheet is not None
    found = desk.sheet.question(ref)
    assert found is not None
    return found


def test_every_question_is_answered_to_the_end_by_keyboard(house: House, form: forms.Form) -> None:
    desk = shelved(house, form)
    met: set[str] = set()
    for section in desk.work.shown_sections():
        desk.go_to(section.key)
        QApplication.processEvents()
        assert desk.sheet is not None
        for ref in [question.ref for question in desk.sheet.questions()]:
            question = question_at(desk, ref)
            entry = entry_for(question.host, question.node)
            assert entry is not None
            met.add(entry.name)
            keys = SAMPLES[entry.name].keys
            if keys is None:
                assert entry.name in NOT_ASKED
                continue
            question.begin()
            keys(Hands())
            house.settle()
            value = desk.work.session.value(ref)
            if question.node.control == "upload":
                assert value.endswith((".jpg", ".mp3"))
            else:
                assert value == FROM_ELSEWHERE.get(ref, SAMPLES[entry.name].typed), ref
    assert {entry.name for entry in REGISTRY} - met == {"computed"}
    desk.check()
    assert desk.finish is not None
    assert desk.finish.button is not None, desk.work.session.problems()
    desk.finish.button.click()
    house.settle()
    records = visit_lookup.history(house.ws, house.household_id)
    assert [record.form_id for record in records] == [form.id]
    found = signoff_summary.summary(house.ws, records[0].id)
    view = SummaryView(found, partial(attachments.attachment_bytes, house.ws, records[0].id))
    house.qtbot.addWidget(view)
    assert sum(label.text().endswith(".mp3") for label in view.findChildren(QLabel)) == 3


def test_quick_goes_on_by_itself(house: House, form: forms.Form) -> None:
    desk = shelved(house, form)
    desk.jump("/data/one/one_quick")
    QApplication.processEvents()
    strike("2")
    assert desk.work.session.value("/data/one/one_quick") == "b"
    assert QApplication.focusWidget() is question_at(desk, "/data/one/one_likert").editor


def test_a_table_has_its_own_name_in_the_list_of_sections(house: House, form: forms.Form) -> None:
    desk = shelved(house, form)
    assert [section.title for section in desk.work.sections][-2:] == ["七、一张表", "八、照片和文件"]


def test_several_lines_have_their_room_on_a_crowded_page(house: House, form: forms.Form) -> None:
    desk = shelved(house, form)
    desk.jump("/data/words/tall")
    QApplication.processEvents()
    editor = question_at(desk, "/data/words/tall").editor
    assert isinstance(editor, LongTextEditor)
    assert editor.paper.height() >= 5 * editor.paper.fontMetrics().lineSpacing()


def test_a_slider_names_its_values_and_begins_where_the_form_wants(house: House, form: forms.Form) -> None:
    desk = shelved(house, form)
    desk.jump("/data/numbers/named")
    QApplication.processEvents()
    editor = question_at(desk, "/data/numbers/named").editor
    assert isinstance(editor, RangeEditor)
    assert {"0 差", "10 好"} <= {label.text() for label in editor.findChildren(QLabel)}
    assert editor.slider.value() == 2
    assert editor.slider.tickInterval() == 2
    assert desk.work.session.value("/data/numbers/named") == ""
    strike(Qt.Key.Key_End)
    assert desk.work.session.value("/data/numbers/named") == "10"
    assert [label.text() for label in editor.findChildren(QLabel)].count("10 好") == 2


def test_guidance_and_hint_stand_under_the_question(house: House, form: forms.Form) -> None:
    desk = shelved(house, form)
    desk.go_to("words")
    assert question_at(desk, "/data/words/hello").head.words.hint == "提示\n给培训用的说明"


def test_pictures_of_the_form_are_shown(house: House, form: forms.Form) -> None:
    desk = shelved(house, form)
    desk.jump("/data/one/one_image_map")
    QApplication.processEvents()
    picture = question_at(desk, "/data/one/one_image_map").picture
    assert picture is not None
    assert picture.pixmap().width() == 120
    pictured = question_at(desk, "/data/one/one_pictured").editor
    assert isinstance(pictured, ChoiceRows)
    assert pictured.box_of("a").height() > 80


def test_hidden_and_computed_values_are_not_shown(house: House, form: forms.Form) -> None:
    desk = shelved(house, form)
    shown: list[str] = []
    for section in desk.work.shown_sections():
        desk.go_to(section.key)
        assert desk.sheet is not None
        shown += [question.ref for question in desk.sheet.questions()]
    assert not {"/data/unseen", "/data/computed", "/data/start", "/data/today"} & set(shown)
