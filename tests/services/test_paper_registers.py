"""The office's ledgers on paper: each row from what the store knows, sums of the page, only for the office."""

from datetime import date

import pytest

from tests.services import clinic, f01
from tests.services.health_past import RECORD, past
from tests.services.test_checks import visited
from tests.services.test_paper_health_form import text
from tests.services.town import RED_STAR, TOWNSHIP, Town, signed_visit
from villagevisit.domain.errors import Refused
from villagevisit.services import health_record, inquiries, paper, payments, rectifying, visit_freeze
from villagevisit.services.inquiries import Asked
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.rectifying import Demand

KIND = PaperKind.REGISTER


def sheet(town: Town, subject: str, kind: str = KIND, who: str = "005") -> str:
    return text(paper.preview(town.ws, town.actor(who), PaperRequest(kind, subject_id=subject)).pdf)


def test_payments_stand_by_month_and_village_with_what_came_back(bureau: Town) -> None:
    ws, clerk = bureau.ws, bureau.actor("005")
    bureau.family("0001")
    other = bureau.family("0002")
    payments.freeze(ws, clerk, "2026-11", RED_STAR.code)
    payments.pay(ws, clerk, "2026-11", RED_STAR.code, date(2026, 11, 22), (other,))
    page = sheet(bureau, "payment:2026")
    assert "12026-11红星村261,909.16954.58/2026-11-22" in page
    assert "总计" in page
    assert page.count("1,909.16") == 3  # the row, its page, all
    assert "2026-11" not in sheet(bureau, "payment:2025").replace("2026-11-2", "")
    assert "红星村" in sheet(bureau, f"payment:2026:{RED_STAR.code}")


def test_inquiries_are_listed_by_day_without_who_asked(town: Town) -> None:
    ws, clerk = town.ws, town.actor("005")
    one = inquiries.open_(ws, clerk, Asked("1", "4", "反映有人错保", name="王某某", phone="13900000000")).value
    inquiries.answer(ws, clerk, one.id, "已核查", handling="6")
    town.clock.advance(days=1)
    inquiries.close(ws, clerk, one.id, date(2026, 11, 23), "1")
    page = sheet(town, "petition:2026")
    for said in (one.number, "现场来访", "举报错保：反映有人错保", "孙经办", "2026-11-23", "满意"):
        assert said in page, said
    assert "王某某" not in page
    assert "13900000000" not in page


def test_supervision_shows_progress_and_under_it_what_is_to_be_put_right(town: Town) -> None:
    ws, clerk = town.ws, town.actor("005")
    for words in ("公示栏没有更新", "两户没有走访"):
        rectifying.demand(ws, clerk, Demand(RED_STAR.code, words, "赵村干", "2026-12-01", "一周内补上"))
    page = sheet(town, "supervision:2026")
    assert page.index("公示栏没有更新") < page.index("总计")
    assert page.count("红星村") == 2
    for said in ("两户没有走访", "一周内补上", "2026-12-01", "赵村干"):
        assert said in page, said
    assert "两户没有走访" in sheet(town, "supervision:2025")  # still open


def test_income_then_and_now_of_whoever_was_visited_twice(town: Town) -> None:
    """S-114: the last signed visit before the year beside the last one of it; a single visit compares with nothing."""
    (twice, _once) = visited(town.with_pins(), "0001", "0002")
    assert "石桥村" not in sheet(town, "growth:2026")
    town.clock.advance(days=365)
    opened = f01.begin(town, twice)
    f01.fill(town, opened, inc_gross_in="2900")
    frozen = visit_freeze.freeze(town.ws, town.actor("001", "002"), opened.draft_id, opened.session).value
    signed_visit(town, frozen.submission_id)
    page = sheet(town, "growth:2027")
    assert page.count("石桥村") == 1
    for said in ("0001", "2026-11-22", "2027-11-22", "增加"):
        assert said in page, said


def test_health_records_are_listed_with_number_standard_and_closing(town: Town) -> None:
    doctor = town.actor("006")
    first = town.person(town.family("0001"), 1)
    past(town, first, [("ehr_basic_info", "2026-03-01", RECORD)])
    health_record.close(town.ws, doctor, first, why="moved", day=date(2026, 11, 20))
    page = sheet(town, "health_record:2026", PaperKind.HEALTH_LEDGER, "006")
    for said in ("张三丰", clinic.EHR, "迁出"):
        assert said in page, said


@pytest.mark.parametrize("wrong", ["", "payment", "borrowing:2026", "payment:26", "doctor:2026"])
def test_what_is_no_register_is_refused(town: Town, wrong: str) -> None:
    with pytest.raises(Refused, match=r"paper\.no-subject"):
        sheet(town, wrong)


def test_only_the_office_prints_them(town: Town) -> None:
    for staff in ("001", "006"):
        with pytest.raises(Refused, match=r"actor\.role"):
            sheet(town, "petition:2026", who=staff)
    found = paper.subjects(town.ws, town.actor("005"), KIND)
    assert len(found) == 10
    assert {one.id.partition(":")[0] for one in found} == {"filing", "petition", "payment", "supervision", "growth"}
    assert TOWNSHIP.name in sheet(town, found[0].id)
