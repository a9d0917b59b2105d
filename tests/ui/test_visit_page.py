"""The visit page with real keys: answering, moving, last time's values, saving, problems, freezing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.visit_house import F01, META, House, at, consenting, desk_of, focused, here
from villagevisit.domain.clock import FixedClock
from villagevisit.services import visit, visit_lookup
from villagevisit.services.workspace import Workspace
from villagevisit.ui.pages.visit import VisitPage
from villagevisit.ui.widgets.choice_rows import ChoiceRows
from villagevisit.ui.widgets.question import question_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_getting_ready_without_any_form_is_no_trouble(tmp_path: Path, clock: FixedClock) -> None:
    with Workspace.open(tmp_path / "home", clock) as ws:
        VisitPage.warm(ws)


class TestKeys:
    def test_digits_choose_and_enter_goes_on(self, house: House) -> None:
        desk = desk_of(house.page())
        at(desk, META + "survey_kind")
        house.type("2")
        assert desk.work.session.value(META + "survey_kind") == "2"
        house.press(Qt.Key.Key_Return)
        assert here() == "campaign_code"
        house.type("2026-JZ")
        house.press(Qt.Key.Key_Return)
        assert desk.work.session.value(META + "campaign_code") == "2026-JZ"
        house.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        assert here() == "campaign_code"

    def test_control_enter_opens_the_next_section(self, house: House) -> None:
        desk = desk_of(house.page())
        consenting(desk)
        at(desk, META + "survey_kind")
        house.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert desk.place.section == "g_consent"
        house.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
        assert desk.place.section == "g_meta"

    def test_pinyin_initials_find_a_choice_and_enter_takes_it(self, house: House) -> None:
        desk = desk_of(house.page())
        consenting(desk)
        at(desk, "/data/g_consent/respondent_relation")
        house.type("po")
        house.press(Qt.Key.Key_Return)
        assert desk.work.session.value("/data/g_consent/respondent_relation") == "10"
        at(desk, "/data/g_consent/respondent_relation")
        house.type("兄弟")
        house.press(Qt.Key.Key_Return)
        assert desk.work.session.value("/data/g_consent/respondent_relation") == "70"

    def test_arrows_move_the_choice(self, house: House) -> None:
        desk = desk_of(house.page())
        at(desk, META + "recusal1")
        house.press(Qt.Key.Key_Right)
        assert desk.work.session.value(META + "recusal1") == "0"

    def test_a_press_chooses_too(self, house: House) -> None:
        desk = desk_of(house.page())
        rows = at(desk, META + "survey_kind").editor
        assert isinstance(rows, ChoiceRows)
        QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=rows.box_of("4").center())
        assert desk.work.session.value(META + "survey_kind") == "4"

    @pytest.mark.parametrize("typed", ["20261201", "2026-12-01", "2026年12月1日", "1201"])
    def test_a_date_is_typed_in_any_usual_way(self, house: House, typed: str) -> None:
        desk = desk_of(house.page())
        desk.answer(META + "visit_result", "3")
        at(desk, META + "revisit_date")
        house.type(typed)
        assert desk.work.session.value(META + "revisit_date") == "2026-12-01"

    def test_no_day_is_ever_invented(self, house: House) -> None:
        desk = desk_of(house.page())
        desk.answer(META + "visit_result", "3")
        question = at(desk, META + "revisit_date")
        house.press(Qt.Key.Key_Return)
        assert desk.work.session.value(META + "revisit_date") == ""
        question.begin()
        house.type("20261345")
        house.press(Qt.Key.Key_Return)
        assert not desk.work.session.node(META + "revisit_date").valid


class TestMembers:
    def test_a_member_is_opened_filled_and_left_with_the_keyboard_alone(self, house: House) -> None:
        desk = desk_of(house.page())
        consenting(desk)
        desk.go_to("member")
        QApplication.processEvents()
        assert len(desk.work.session.children("/data/member")) == 3
        house.press(Qt.Key.Key_Down)
        house.press(Qt.Key.Key_Return)
        assert desk.place.row == "/data/member[2]"
        at(desk, "/data/member[2]/m_name")
        house.type("王䶮")
        assert desk.work.session.value("/data/member[2]/m_name") == "王䶮"
        desk.catch_up()
        assert "王䶮" in desk.layout_.heading.text()
        house.press(Qt.Key.Key_Escape)
        assert desk.place.row == ""

    def test_a_member_is_added_and_removed_after_a_question(self, house: House) -> None:
        asked: list[str] = []
        house.shell.asker = lambda _parent, _title, text, _yes: bool(asked.append(text)) or True
        desk = desk_of(house.page())
        consenting(desk)
        desk.go_to("member")
        box = desk.sheet.box("/data/member") if desk.sheet is not None else None
        assert box is not None
        box.add.click()
        assert desk.place.row == "/data/member[4]"
        desk.up()
        QApplication.processEvents()
        house.press(Qt.Key.Key_Delete)
        assert asked
        assert desk.work.session.node("/data/member").count == 3

    def test_rows_say_who_it_is(self, house: House) -> None:
        desk = desk_of(house.page())
        consenting(desk)
        assert desk.work.rows("/data/member")[0].text == "1  张三丰 · 户主 · 56岁"


class TestShortPaths:
    @pytest.mark.parametrize(("answer", "words"), [("3", "待回访"), ("5", "拒绝配合"), ("6", "已搬离"), ("7", "死亡")])
    def test_what_will_happen_is_said_and_the_rest_disappears(self, house: House, answer: str, words: str) -> None:
        desk = desk_of(house.page())
        question = at(desk, META + "visit_result")
        desk.answer(META + "visit_result", answer)
        desk.catch_up()
        assert question._consequence is not None
        assert words in question._consequence.text()
        shown = [row.key for row in desk.layout_.sections.rows]
        assert "g_meta" in shown
        assert "g_house" not in shown


class TestLastTime:
    def test_a_changed_amount_is_marked(self, house: House) -> None:
        page = house.page()
        desk = desk_of(page)
        consenting(desk)
        house.fill(desk)
        desk.answer("/data/g_house/in_benefit", "1")
        house.fill(desk)
        desk.answer("/data/g_house/assist_amount_now", "800")
        desk.check()
        desk.freeze.emit()
        house.settle()
        page = house.page(correct=house.shell.place[1]["submission_id"], reason="金额写错")
        question = at(desk_of(page), "/data/g_house/assist_amount_now")
        assert question.head.words.last == "上次 800.00"
        assert question.head.words.change == ""
        house.type("2000")
        assert question.head.words.change == "▲ +1,200"


class TestFinishing:
    def test_every_problem_is_listed_and_leads_to_its_question(self, house: House) -> None:
        desk = desk_of(house.page())
        consenting(desk)
        desk.check()
        QApplication.processEvents()
        assert desk.finish is not None
        rows = desk.finish.problems.rows
        assert len(rows) == len(desk.work.session.problems())
        row = next(row for row in rows if row.key.startswith("/data/member[2]/m_marital"))
        desk.finish.problems.put_at(row.key)
        house.press(Qt.Key.Key_Return)
        assert desk.place.row == "/data/member[2]"
        assert here() == "m_marital"
        question = question_of(focused())
        assert question is not None
        assert question._wrong is not None
        assert question._wrong.text()

    def test_a_whole_visit_is_frozen_and_waits_for_two_signatures(self, house: House) -> None:
        desk = desk_of(house.page())
        consenting(desk)
        house.fill(desk)
        desk.check()
        assert desk.finish is not None
        assert desk.finish.button is not None
        desk.finish.button.click()
        house.settle()
        assert house.shell.place[0] == "sign_off"
        row = visit_lookup.submission(house.ws, house.shell.place[1]["submission_id"]).row
        assert row.signatures_needed == 2

    def test_the_result_follows_the_answers(self, house: House) -> None:
        desk = desk_of(house.page())
        consenting(desk)
        house.fill(desk)
        desk.answer("/data/has_income", "1")
        house.fill(desk)
        desk.answer("/data/income[1]/inc_gross_in", "10800")
        desk.catch_up()
        assert desk.layout_.result._numbers["counted"].text() == "3"
        assert desk.layout_.result._big.text() == "990.00"


class TestAfterwards:
    def test_going_back_after_a_freeze_begins_nothing_new(self, house: House) -> None:
        page = house.page()
        desk = desk_of(page)
        consenting(desk)
        house.fill(desk)
        desk.check()
        desk.freeze.emit()
        house.settle()
        page.enter(form_id=F01, household_id=house.household_id)
        assert page.desk is None
        assert not visit.drafts(house.ws)


class TestOpening:
    def test_an_investigator_who_is_kin_is_told_and_gets_no_form(self, house: House) -> None:
        from villagevisit.domain.officer import Kin
        from villagevisit.services import households, people

        head = households.get(house.ws, house.household_id).persons[0]
        kin = Kin(head.name, head.id_no, "50")
        people.declare_kin(house.ws, house.town.actor("001"), house.town.officer("001").id, kin)
        house.shell.actor = house.town.actor("001", "002")
        page = house.page()
        assert page.desk is None
        assert house.shell.message[1] == "refused"

    def test_a_correction_asks_for_its_reason_first(self, house: House) -> None:
        desk = desk_of(house.page())
        consenting(desk)
        house.fill(desk)
        desk.check()
        desk.freeze.emit()
        house.settle()
        page = house.page(correct=house.shell.place[1]["submission_id"])
        assert page.desk is None
        house.type("写错了")
        house.press(Qt.Key.Key_Return)
        assert page.desk is not None

    def test_small_windows_get_one_column(self, house: House) -> None:
        page = house.page(form_id=F01, household_id=house.household_id)
        look = desk_of(page).layout_
        assert look.sections.isVisible()
        page.resize(765, 410)
        QApplication.processEvents()
        assert not look.sections.isVisible()
        assert look.pick.isVisible()
