"""Papers made of the roster, of officers and of the county's parameters."""

import re
from decimal import Decimal
from typing import Any

import pytest

from tests.printing.papers import ID_PATTERN, texts
from tests.services.town import HEAD_OF_0001, RED_STAR, TOWNSHIP, Town, resident_id
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Kin
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import paper, paper_leaflet, people, policy
from villagevisit.services.paper_types import Paper, PaperRequest, Verdict
from villagevisit.services.workspace import NOBODY
from villagevisit.store import households as store
from villagevisit.store import search


@pytest.fixture
def village(town: Town) -> Town:
    town.family("0001")
    town.household("0002", ("欧阳喆堃", "02", resident_id("99999919500101001")))
    return town


def made(village: Town, kind: str, subject: str = "", staff_no: str = "005", **more: Any) -> Paper:
    request = PaperRequest(kind, subject_id=subject, **more)
    return paper.make(village.ws, village.actor(staff_no), request).value


def said(sheet: Paper) -> str:
    return re.sub(r"\s", "", "".join(texts(sheet.pdf)))


def chosen(village: Town, kind: str, title: str) -> str:
    every = paper.subjects(village.ws, village.actor("005"), kind)
    return next(one.id for one in every if one.title == title)


def test_an_application_names_those_who_have_to_sign(village: Town) -> None:
    sheet = made(village, "application", chosen(village, "application", "张三丰"), "001")
    text = said(sheet)
    for words in ("张三丰", "王秀英", "张小宝", HEAD_OF_0001, "云溪县民政局", "户主", "配偶", "李芳"):
        assert words in text
    assert text.count("＿＿＿＿＿") == 1  # the child's guardian
    assert sheet.name == "申请及授权书-0001.pdf"
    assert paper.verify(village.ws, sheet.code).verdict is Verdict.GENUINE


def test_a_household_is_found_by_what_is_typed(village: Town) -> None:
    household = village.household("0009", ("刘㛃", "02", ""))
    row = store.by_id(village.ws.store.reader(), household)
    assert row
    with village.ws.store.transaction() as db:
        search.add(db, search.household_terms(row.village_code, row.row, row.household_no))
    found = paper.subjects(village.ws, village.actor("001"), "application", "0009")
    assert [(one.id, one.title, one.note) for one in found] == [(household, "刘㛃", "红星村 0009")]


def test_an_empty_visit_sheet_holds_what_leads_back_and_no_more(village: Town) -> None:
    text = said(made(village, "verification_blank", chosen(village, "verification_blank", "张三丰"), batch="集中复核"))
    for words in ("红星村一组", "0001", "张三丰", "集中复核"):
        assert words in text
    assert not ID_PATTERN.search(text)
    assert "王秀英" not in text


def test_a_filing_of_kin_knows_the_household(village: Town) -> None:
    officer = village.officer("001")
    village.family("0003")
    kin = Kin("张三丰", HEAD_OF_0001, "兄弟姐妹")
    people.declare_kin(village.ws, village.actor("001"), officer.id, kin)
    (subject,) = paper.subjects(village.ws, village.actor("005"), "kin_filing", "李芳")
    text = said(made(village, "kin_filing", subject.id))
    for words in ("李芳", "张三丰", HEAD_OF_0001, "兄弟姐妹", "0001", "954.58", "云溪县社会救助备案表"):
        assert words in text
    with pytest.raises(Refused) as caught:
        made(village, "kin_filing", f"{officer.id}:7")
    assert caught.value.code == "paper.no-subject"


def test_the_ledger_of_a_village_adds_up(village: Town) -> None:
    sheet = made(village, "ledger", village_code=RED_STAR.code)
    text = said(sheet)
    assert sheet.rows == 2
    assert "1,909.16" in text
    assert "孙经办" in text
    with pytest.raises(Refused) as caught:
        paper.make(village.ws, NOBODY, PaperRequest("ledger", village_code=RED_STAR.code))
    assert caught.value.code in ("paper.who-prints", "actor.role")


def test_labels_name_households_and_nothing_personal(village: Town) -> None:
    sheet = made(village, "labels", village_code=RED_STAR.code)
    text = said(sheet)
    assert sheet.rows == 2
    assert "0001张三丰" in text
    assert not ID_PATTERN.search(text)


def test_the_leaflet_follows_the_parameters(village: Town) -> None:
    entry = PolicyEntry("dibao_std_month_rural", "712", "2026-11-01", "", "示范县政府公告", "")
    policy.set_value(village.ws, NOBODY, entry)
    sheet = made(village, "leaflet", TOWNSHIP.code)
    text = said(sheet)
    assert sheet.pages == 2
    assert "农村每人每月712.00元" in text
    assert "712.00×3−12,816.00÷12=1,068.00元" in text
    assert "参数日期2026-11-22" in text


def test_the_example_of_the_leaflet_is_always_below_the_standard() -> None:
    one = paper_leaflet.example(Decimal("533.33"))
    assert one.below
    assert one.per_head * 2 - one.standard < Decimal("0.02")


@pytest.mark.parametrize("kind", ["application", "verification_blank", "kin_filing", "first_inquiry"])
def test_an_empty_form_for_somebody_who_is_not_in_the_roster(village: Town, kind: str) -> None:
    subject = chosen(village, kind, "空白表")
    sheet = made(village, kind, subject)
    text = said(sheet)
    assert not ID_PATTERN.search(text)
    assert "张三丰" not in text
    assert "空白" in sheet.name
    assert made(village, kind, subject, "005").digest == sheet.digest


def test_nobody_has_pledged_yet(village: Town) -> None:
    with pytest.raises(Refused) as caught:
        made(village, "pledge_list", TOWNSHIP.code)
    assert caught.value.code == "paper.no-subject"
