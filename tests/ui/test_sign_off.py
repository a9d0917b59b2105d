"""Two people sign the frozen record: who may, who may not, and what each refusal says."""


import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.visit_house import PINS, House
from villagevisit.domain.officer import Kin
from villagevisit.services import audit_trail, households, people, visit_lookup
from villagevisit.ui.kit.parts import Button
from villagevisit.ui.pages.sign_off import SignOffPage
from villagevisit.ui.pages.sign_off_panel import SignPanel
from villagevisit.ui.pages.sign_off_summary import SummaryView, short_digest
from villagevisit.wording import t

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def page(house: House) -> SignOffPage:
    """The sign-off page of a visit that was just frozen."""
    desk = house.page().desk
    assert desk is not None
    desk.answer("/data/g_meta/visit_result", "1")
    desk.answer("/data/g_consent/consent_general", "1")
    house.fill(desk)
    desk.freeze.emit()
    house.settle()
    return house.sign_page(house.shell.place[1]["submission_id"])


def panel(page: SignOffPage) -> SignPanel:
    assert page.panel is not None
    return page.panel


def sign(house: House, page: SignOffPage, staff_no: str, pin: str = "") -> None:
    """Picks a name and types the PIN with real keys."""
    panel(page).tiles[house.town.officer(staff_no).id].click()
    house.type(pin or PINS[staff_no])
    house.press(Qt.Key.Key_Return)
    house.settle()


def test_both_sign_and_the_next_step_is_offered(house: House, page: SignOffPage) -> None:
    sign(house, page, "001")
    sign(house, page, "002")
    assert page.next_button is not None
    assert page.print_button is not None
    page.print_button.click()
    assert house.shell.place == ("print", {"kind": "verification_form", "subject_id": page.summary.submission_id})
    assert visit_lookup.submission(house.ws, page.summary.submission_id).row.complete


def test_each_reads_what_he_vouches_for(house: House, page: SignOffPage) -> None:
    panel(page).tiles[house.town.officer("002").id].click()
    assert "我是王强" in panel(page)._vouches.text()


def test_nobody_signs_twice(house: House, page: SignOffPage) -> None:
    sign(house, page, "001")
    sign(house, page, "001")
    assert "李芳已经签过了" in panel(page).refusal
    assert page.summary is not None
    assert len(page.summary.signed) == 1
    assert any(row.action == "signoff.refused" for row in audit_trail.rows(house.ws, limit=20))


def test_a_wrong_pin_says_how_many_tries_are_left_and_then_locks(house: House, page: SignOffPage) -> None:
    sign(house, page, "001", "999998")
    assert "还可以试 4 次" in panel(page).refusal
    for _ in range(4):
        sign(house, page, "001", "999998")
    sign(house, page, "001")
    assert "以后才能再试" in panel(page).refusal
    assert page.summary is not None
    assert not page.summary.signed


def test_kin_may_not_sign(house: House, page: SignOffPage) -> None:
    head = households.get(house.ws, house.household_id).persons[0]
    people.declare_kin(
        house.ws, house.town.actor("001"), house.town.officer("001").id, Kin(head.name, head.id_no, "50")
    )
    sign(house, page, "001")
    assert panel(page).refusal
    assert not panel(page).pad.line.text()


def test_large_keys_enter_a_pin(house: House, page: SignOffPage) -> None:
    panel(page).tiles[house.town.officer("001").id].click()
    pad = panel(page).pad
    for digit in PINS["001"]:
        QTest.mouseClick(pad.keys[digit], Qt.MouseButton.LeftButton)
    assert pad.line.text() == PINS["001"]
    pad.keys["back"].click()
    assert len(pad.line.text()) == len(PINS["001"]) - 1
    pad.keys["clear"].click()
    assert not pad.line.text()


def test_the_summary_is_the_frozen_record_with_its_signature_and_code(house: House, page: SignOffPage) -> None:
    view = page.findChild(SummaryView)
    assert view is not None
    texts = [label.text() for label in view.findChildren(QLabel)]
    assert page.summary is not None
    assert any(short_digest(page.summary.digest) in text for text in texts)
    assert any("张三丰" in text for text in texts)
    assert any(not label.pixmap().isNull() for label in view.findChildren(QLabel))


def test_an_unknown_record_leaves_a_page_that_says_so(house: House) -> None:
    page = house.sign_page("uuid:none")
    assert house.shell.message[1] == "refused"
    assert page.summary is None


def test_signing_can_wait(house: House, page: SignOffPage) -> None:
    house.press(Qt.Key.Key_Escape)
    assert house.shell.place == ("household", {"household_id": house.household_id})


def test_who_finds_a_slip_before_signing_corrects_it_first(house: House, page: SignOffPage) -> None:
    assert page.summary is not None
    record = page.summary.submission_id
    next(one for one in page.findChildren(Button) if one.text() == t("sign.correct")).click()
    name, place = house.shell.place
    assert (name, place["correct"]) == ("visit", record)
    house.page(**{**place, "reason": "少记了一笔收入"})
    again = house.sign_page(record)
    assert again.panel is None
    assert again.next_button is not None
    again.next_button.click()
    assert house.shell.place[1]["reason"] == "少记了一笔收入"
