"""The county's certificate in the window: what is missing, what to read aloud, the code, and what waits meanwhile."""

from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QLabel

from tests.services.town import RED_STAR, STONE
from tests.ui.county_word import CountyWord
from tests.ui.test_sign_off import page, panel, sign
from tests.ui.visit_house import House
from villagevisit.domain.changes import Topic, changes
from villagevisit.services import certified, visit_lookup
from villagevisit.services.certified import State
from villagevisit.store import certificates as rows
from villagevisit.ui.kit.page import Page
from villagevisit.ui.pages.certificate_card import CertificateCard
from villagevisit.ui.pages.household import HouseholdPage
from villagevisit.ui.pages.household_list import HouseholdListPage
from villagevisit.ui.pages.rights import RightsPage
from villagevisit.ui.pages.sign_off import SignOffPage

__all__ = ["page"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
P = TypeVar("P", bound=Page)
CODE = "abcd-efgh-2345-6789"


@pytest.fixture
def county(house: House, tmp_path: Path) -> CountyWord:
    return CountyWord.known_to(house.ws, tmp_path)


def card(house: House, *, may_enter: bool = True) -> CertificateCard:
    found = CertificateCard(house.shell, house.town.officer("001"), may_enter=may_enter)
    house.qtbot.addWidget(found)
    found.show()
    return found


def state(house: House) -> State:
    return certified.of(house.ws, house.town.officer("001")).state


def test_without_a_county_nobody_needs_a_certificate(house: House) -> None:
    assert "暂时不需要认证" in card(house).remark.text()


def test_each_answer_of_the_county_is_said_with_what_to_do(house: House, county: CountyWord) -> None:
    first = house.town.officer("001")
    said = [card(house).remark.text()]
    assert not card(house).phrase.text(), "nobody can compare words before the county was asked"
    certified.append_keys(house.ws)
    said.append(card(house).remark.text())
    assert len(card(house).phrase.text().split("、")) == 6
    county.refuse(first)
    said.append(card(house).remark.text())
    county.certify(first, date(2027, 10, 1))
    said.append(card(house).remark.text())
    assert not card(house).code.isVisible()
    house.town.clock.advance(days=297)
    said.append(card(house).remark.text())
    house.town.clock.advance(days=17)
    said.append(card(house).remark.text())
    wanted = ("先“发送到县里”", "“人员”上的口令词", "没有认证", "有效到2027-10-01", "现在还能签字", "已到期")
    for words, part in zip(said, wanted, strict=True):
        assert part in words


def test_a_code_is_kept_and_asks_again_also_after_a_refusal(house: House, county: CountyWord) -> None:
    certified.append_keys(house.ws)
    county.refuse(house.town.officer("001"))
    shown = card(house)
    shown.code.setText("abcd-efgh-2345")
    shown.keep.click()
    assert house.shell.message[1] == "refused"
    assert state(house) is State.REFUSED
    shown.code.setText(CODE)
    shown.keep.click()
    assert state(house) is State.DUE
    assert len(rows.untold(house.ws.store.reader())) == 1
    certified.append_keys(house.ws)
    assert "认证码已送到县里" in card(house).remark.text()
    assert not card(house, may_enter=False).code.isVisible()


def test_a_frozen_visit_waits_until_the_certificate_comes(
    house: House, page: SignOffPage, county: CountyWord
) -> None:
    submission = page.summary.submission_id if page.summary else ""
    first = house.town.officer("001")
    panel(page).tiles[first.id].click()
    assert panel(page).pad.isHidden()
    assert "待签字" in panel(page).certificate.text()
    panel(page).certify.click()
    assert house.shell.place == ("settings", {"section": "people", "person_id": first.id})
    assert not visit_lookup.submission(house.ws, submission).row.signed
    county.certify(first, date(2027, 10, 1))
    house.shell.tell(changes(Topic.PEOPLE))
    assert panel(page).pad.isVisible()
    sign(house, page, "001")
    assert len(visit_lookup.submission(house.ws, submission).row.signed) == 1


def test_a_certificate_for_another_village_is_said_where_people_sign(
    house: House, page: SignOffPage, county: CountyWord
) -> None:
    county.certify(house.town.officer("001"), date(2027, 10, 1), "999999999")
    panel(page).tiles[house.town.officer("001").id].click()
    assert panel(page).pad.isHidden()
    assert "这个村" in panel(page).certificate.text()


def test_who_is_certified_for_one_village_sees_no_other(house: House, county: CountyWord) -> None:
    far = house.town.family("0077", STONE)
    county.certify(house.town.officer("001"), date(2027, 10, 1), RED_STAR.code)
    house.shell.actor = house.town.actor("001")
    listed = shown(house, HouseholdListPage(house.shell))
    assert len(listed.model.rows) == 1
    assert listed.village.findData(STONE.code) < 0
    near = HouseholdPage(house.shell)
    shown(house, near, household_id=house.household_id)
    assert near.household is not None
    shown(house, near, household_id=far)
    assert near.household is None
    assert any("不在您负责的范围" in label.text() for label in near.findChildren(QLabel))
    rights = shown(house, RightsPage(house.shell), household_id=far)
    assert any("不在您负责的范围" in label.text() for label in rights.findChildren(QLabel))
    assert rights.form is None
    house.shell.actor = house.town.actor("002")
    assert len(shown(house, HouseholdListPage(house.shell)).model.rows) == 2


def shown(house: House, page: P, **params: str) -> P:
    house.qtbot.addWidget(page)
    page.show()
    page.enter(**params)
    return page
