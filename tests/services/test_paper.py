"""Printing as the print centre and the command line do it."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.printing.papers import ID_PATTERN, texts
from tests.services import f01
from tests.services.town import PINS, RED_STAR, Town, resident_id, signed_visit
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import (
    attachments,
    paper,
    paper_board,
    paper_check,
    paper_record,
    policy,
    signoff,
    visit,
    visit_freeze,
)
from villagevisit.services.paper_types import PaperRequest, Verdict
from villagevisit.services.workspace import NOBODY, Workspace
from villagevisit.store import audit, documents


def board(**options: Any) -> PaperRequest:
    return replace(PaperRequest("publicity_board", village_code=RED_STAR.code), **options)


@pytest.fixture
def village(town: Town) -> Town:
    town.family("0001")
    town.household("0002", ("欧阳喆堃", "02", resident_id("99999919500101001")))
    town.household("0003", ("王䶮", "02", resident_id("99999919600101001")), ("刘㛃", "10", ""))
    return town


def test_the_board_of_a_village_shows_heads_and_figures_only(village: Town) -> None:
    made = paper.make(village.ws, village.actor("005"), board(posted_on=date(2026, 11, 24))).value
    (page,) = texts(made.pdf)
    assert made.rows == 3
    assert made.name == "公示榜-红星村-2026-11-24.pdf"
    assert "张三丰" in page
    assert "刘㛃" not in page  # not a head
    assert not ID_PATTERN.search(page)
    assert "2026年11月25日至12月1日（7天）" in page.replace("\r\n", "")
    assert made.digest[:4].upper() in page


def test_what_was_printed_is_recorded_once_and_travels(village: Town) -> None:
    first = paper.make(village.ws, village.actor("005"), board()).value
    village.clock.advance(hours=1)
    again = paper.make(village.ws, village.actor("005"), board()).value
    assert first.digest == again.digest
    assert first.code == again.code
    db = village.ws.store.reader()
    (printed,) = documents.made(db)
    assert json.loads(printed.content)["households"] == 3
    assert not ID_PATTERN.search(printed.content)
    assert [row["kind"] for row in db.query("SELECT kind FROM record")] == ["document"]
    assert len(list(db.query("SELECT 1 FROM audit WHERE action = 'paper.printed'"))) == 2
    assert audit.first_broken(db) is None


def test_a_preview_is_the_sheet_but_leaves_no_trace(village: Town) -> None:
    shown = paper.preview(village.ws, village.actor("005"), board())
    assert not documents.made(village.ws.store.reader())
    assert paper.make(village.ws, village.actor("005"), board()).value.pdf == shown.pdf
    assert paper.page_png(shown.pdf, 0, 40).startswith(b"\x89PNG")


def test_a_printed_code_is_checked_offline(village: Town) -> None:
    made = paper.make(village.ws, village.actor("005"), board()).value
    checked = paper.verify(village.ws, made.code)
    assert checked.verdict is Verdict.GENUINE
    assert ("户数", "3") in checked.facts
    assert paper.verify(village.ws, paper.short_code(made.digest)).verdict is Verdict.GENUINE
    assert paper.verify(village.ws, made.code.lower()).verdict is Verdict.GENUINE  # a scanner with its capitals off
    assert paper.verify(village.ws, "VV1/D/" + "0" * 32 + "/" + "0" * 32).verdict is Verdict.UNKNOWN
    with pytest.raises(Refused) as caught:
        paper.verify(village.ws, "https://example.org")
    assert caught.value.code == "paper.not-a-code"


def test_more_persons_in_benefit_than_members_is_said_before_and_after_printing(village: Town) -> None:
    assert paper_check.over_counted(village.ws, RED_STAR.code) == ()
    with village.ws.store.transaction() as db:
        db.execute("UPDATE household SET insured_persons = 4 WHERE household_no IN ('0001', '0003')")
        db.execute("UPDATE household SET members = 4 WHERE household_no = '0001'")
    (odd,) = paper_check.over_counted(village.ws, RED_STAR.code)
    assert (odd.head_name, odd.members, odd.insured) == ("王䶮", 2, 4)
    made = paper.make(village.ws, village.actor("005"), board()).value  # nobody is kept from printing
    assert made.rows == 3
    assert dict(paper.verify(village.ws, made.code).facts)["请看一下"] == "王䶮保障 4 人，家庭 2 人"


def test_a_code_of_a_record_that_was_changed_is_not_genuine(village: Town) -> None:
    made = paper.make(village.ws, village.actor("005"), board()).value
    with village.ws.store.transaction() as db:
        db.execute("UPDATE document SET content = replace(content, '954.58', '994.58')")
    assert paper.verify(village.ws, made.code).verdict is Verdict.ALTERED


def test_what_may_not_be_printed_is_not_offered(village: Town) -> None:
    doctor = village.actor("006")
    offered = {offer.kind for offer in paper.offers(village.ws, doctor)}
    assert offered == {
        "pledge", "contact_plate", "contract", "health_ledger", "health_consent", "aid_cost", "health_form",
        "health_curves", "health_records", "health_cover", "followup",
    }  # fmt: skip
    held = {
        "publicity_board", "verification_form", "pledge", "application", "verification_blank", "leaflet",
        "first_inquiry", "clue", "answers", "why", "key_steps",
    }  # fmt: skip
    assert {offer.kind for offer in paper.offers(village.ws, village.actor("001"))} == held
    with pytest.raises(Refused) as caught:
        paper.make(village.ws, doctor, board())
    assert caught.value.code == "actor.role"


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (PaperRequest("poster"), "paper.unknown-kind"),
        (board(paper="A2"), "paper.size"),
        (board(village_code="999999100299"), "paper.no-village"),
        (PaperRequest("verification_form", subject_id="none"), "paper.no-subject"),
        (PaperRequest("pledge", subject_id="none"), "paper.no-subject"),
    ],
)
def test_refusals(village: Town, request_: PaperRequest, code: str) -> None:
    with pytest.raises(Refused) as caught:
        paper.make(village.ws, village.actor("005"), request_)
    assert caught.value.code == code
    assert not documents.made(village.ws.store.reader())


def test_a_form_with_id_numbers_is_not_printed_by_nobody(village: Town) -> None:
    with pytest.raises(Refused) as caught:
        paper.make(village.ws, NOBODY, PaperRequest("verification_form", subject_id="x"))
    assert caught.value.code == "paper.who-prints"


def test_a_pledge_for_an_officer_to_sign(village: Town) -> None:
    officer = village.officer("003")
    made = paper.make(village.ws, village.actor("003"), PaperRequest("pledge", subject_id=officer.id)).value
    (page,) = texts(made.pdf)
    assert "红星村" in page
    assert "不插手、不干预低保申请的受理" in page.replace("\r\n", "")
    assert made.pages == 1
    blank = paper.make(village.ws, village.actor("003"), PaperRequest("pledge")).value
    assert blank.digest != made.digest


def test_villages_and_officers_can_be_chosen(village: Town) -> None:
    actor = village.actor("005")
    assert [one.title for one in paper.subjects(village.ws, actor, "publicity_board")] == ["红星村", "石桥村"]
    assert [one.title for one in paper.subjects(village.ws, actor, "pledge", "李")] == ["李芳"]
    assert paper.subjects(village.ws, actor, "verification_form") == ()


def test_saving_is_whole_or_not_at_all(village: Town, tmp_path: Path) -> None:
    made = paper.preview(village.ws, village.actor("005"), board())
    target = tmp_path / made.name
    paper.save(made, target)
    assert target.read_bytes() == made.pdf
    with pytest.raises(EnvironmentFailed) as caught:
        paper.save(made, tmp_path / "gone" / made.name)
    assert caught.value.code == "paper.cannot-save"
    assert [path.name for path in tmp_path.glob("*.pdf")] == [made.name]


def test_a_household_that_left_or_died_is_not_on_the_next_board(village: Town) -> None:
    with village.ws.store.transaction() as db:
        db.execute("UPDATE household SET state = 'moved' WHERE household_no = '0002'")
    assert paper.preview(village.ws, village.actor("005"), board()).rows == 2


def test_namesakes_are_told_apart(village: Town) -> None:
    village.household("0009", ("张三丰", "02", resident_id("99999919300101001")))
    (page,) = texts(paper.preview(village.ws, village.actor("005"), board()).pdf)
    assert "张三丰（大）" in page
    assert "张三丰（小）" in page


def test_a_name_that_may_not_hang_names_the_household(village: Town) -> None:
    village.household("0010", ("王?", "02", ""))
    with pytest.raises(Refused) as caught:
        paper.preview(village.ws, village.actor("005"), board())
    assert caught.value.code == "paper.board-name"
    assert caught.value.params == {"household": "0010"}


@pytest.fixture
def visited(village: Town) -> tuple[Town, str]:
    """A visit to 张三丰 (example E1 of R-03), frozen and not yet signed."""
    village.with_pins()
    ((household,),) = village.ws.store.reader().execute("SELECT id FROM household WHERE household_no = '0001'")
    opened = visit.open_form(
        village.ws, village.actor("001", "002"), "household_verification", household_id=household
    ).value
    f01.fill(village, opened)
    frozen = visit_freeze.freeze(village.ws, village.actor("001", "002"), opened.draft_id, opened.session).value
    return village, frozen.submission_id


def test_a_visit_is_printed_when_both_have_signed(visited: tuple[Town, str]) -> None:
    town, submission_id = visited
    request = PaperRequest("verification_form", subject_id=submission_id)
    with pytest.raises(Refused) as caught:
        paper.make(town.ws, town.actor("001"), request)
    assert caught.value.code == "paper.not-signed"
    assert paper.subjects(town.ws, town.actor("001"), "verification_form") == ()
    signed_visit(town, submission_id)
    (subject,) = paper.subjects(town.ws, town.actor("001"), "verification_form", "张三")
    assert subject.id == submission_id
    made = paper.make(town.ws, town.actor("001"), request).value
    flat = "".join(texts(made.pdf)).replace("\r\n", "")
    for text in (
        "281.81",
        "955.00",
        "见分角进到元",
        "954.58",
        "10,145.00 ÷ 12 个月 ÷ 计入 3 人",
        "王秀英",
        "中央确定的城乡居民基",
        "李芳",
        "王强",
    ):
        assert text in flat
    assert "0001" in made.name
    assert not ID_PATTERN.search(made.name)
    why = "".join(texts(paper.preview(town.ws, town.actor("001"), PaperRequest("why", subject_id=submission_id)).pdf))
    for text in ("您家3口人", "281.81", "低于每人每月600.00元", "10,145.00 ÷ 12 个月 ÷ 计入 3 人", "不能告诉您"):
        assert text in why.replace("\r\n", ""), text
    assert not ID_PATTERN.search(why)
    checked = paper.verify(town.ws, made.code)
    assert checked.verdict is Verdict.GENUINE
    assert ("第2位签字", "王强 2026-11-22 10:00") in checked.facts
    again = paper.make(town.ws, town.actor("005"), PaperRequest("spot_check", subject_id=submission_id)).value
    sheet = "".join(texts(again.pdf)).replace("\r\n", "")
    for text in ("计入 3 人", "年净收入 10,145.00 元", "281.81", "F01 2026-11-22 李芳、王强"):
        assert text in sheet
    assert not ID_PATTERN.search(sheet)


def test_the_board_takes_the_figures_of_the_signed_visit(visited: tuple[Town, str]) -> None:
    town, submission_id = visited
    before = {row.head_name: row for row in paper_board.rows(town.ws, RED_STAR.code)}
    signed_visit(town, submission_id)
    after = {row.head_name: row for row in paper_board.rows(town.ws, RED_STAR.code)}
    assert str(before["张三丰"].amount) == "954.58"
    assert str(after["张三丰"].amount) == "955.00"
    assert (before["张三丰"].remark, after["张三丰"].remark) == ("", "调增")
    assert after["王䶮"] == before["王䶮"]


def test_a_printed_visit_of_another_home_is_unknown_here(visited: tuple[Town, str], tmp_path: Path) -> None:
    town, submission_id = visited
    signed_visit(town, submission_id)
    made = paper.make(town.ws, town.actor("001"), PaperRequest("verification_form", subject_id=submission_id)).value
    with Workspace.open(tmp_path / "other", town.clock) as other:
        assert paper.verify(other, made.code).verdict is Verdict.UNKNOWN


def test_drawn_ink_is_printed_as_strokes() -> None:
    drawn = paper_record.ink(attachments.signature_svg(f01.PAD))
    assert drawn is not None
    assert len(drawn.strokes) == 1
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for stroke in drawn.strokes for x, y in stroke)
    assert paper_record.ink(b"<svg xmlns='http://www.w3.org/2000/svg'/>") is None


def test_a_households_conclusion_that_it_does_not_qualify_is_not_hung_out(visited: tuple[Town, str]) -> None:
    town, submission_id = visited
    signed_visit(town, submission_id)
    rows = documents.in_benefit(town.ws.store.reader(), RED_STAR.code)
    (one,) = [row for row in rows if row.result]
    assert not paper_board._declined(one)
    assert paper_board._declined(replace(one, result={**one.result, "prelim": "4"}))


def test_a_broken_calendar_is_refused(village: Town) -> None:
    policy.set_value(village.ws, village.actor("005"), PolicyEntry("holiday_calendar", "春节", "2026-01-02"))
    with pytest.raises(Refused) as caught:
        paper.preview(village.ws, village.actor("005"), board())
    assert caught.value.code == "paper.calendar"


def test_the_countys_own_period_and_calendar_count(village: Town) -> None:
    actor = village.actor("005")
    policy.set_value(village.ws, actor, PolicyEntry("publicity_days", "10", "2026-01-02"))
    policy.set_value(village.ws, actor, PolicyEntry("holiday_calendar", "2026-12-04", "2026-01-02"))
    (page,) = texts(paper.preview(village.ws, actor, board(posted_on=date(2026, 11, 24))).pdf)
    assert "2026年11月25日至12月7日（13天）" in page.replace("\r\n", "")


def test_the_numbers_for_objections_are_remembered(village: Town) -> None:
    actor = village.actor("005")
    paper.make(village.ws, actor, board(township_phone="0539-8888000", county_phone="0539-6666000"))
    (page,) = texts(paper.preview(village.ws, actor, board(batch="第二批")).pdf)
    assert "电话 0539-8888000" in page.replace("\r\n", "")
    assert "电话 0539-6666000" in page.replace("\r\n", "")


def test_a_pledge_that_was_signed_here_is_printed_as_signed(village: Town) -> None:
    village.with_pins()
    actor = village.actor("001")
    opened = visit.open_form(village.ws, actor, "pledge").value
    answers = {
        "pledge_no": "清溪承〔2026〕12号", "p_name": "李芳", "p_id_no": resident_id("99999919900101001"), "p_role": "1",
        "p_unit": "清溪镇人民政府", "p_post": "经办员", "p_has_kin": "0", "p_template_ver": "pledge-2026.1",
        "p_valid_to": "2027-11-22", "p_published": "0",
        "p_sign": attachments.attach(village.ws, opened.draft_id, f01.PAD, "signature").value,
    }  # fmt: skip
    for name, value in answers.items():
        opened.session.answer(f"/data/{name}", value)
    frozen = visit_freeze.freeze(village.ws, actor, opened.draft_id, opened.session).value
    request = PaperRequest("pledge", subject_id=frozen.submission_id)
    with pytest.raises(Refused) as caught:
        paper.make(village.ws, actor, request)
    assert caught.value.code == "paper.not-signed"
    signoff.sign(village.ws, frozen.submission_id, village.officer("001").id, PINS["001"], 1)
    made = paper.make(village.ws, actor, request).value
    (page,) = texts(made.pdf)
    assert "清溪承〔2026〕12号" in page
    assert "承诺人（已签字）" in page
    assert not ID_PATTERN.search(page.replace(made.digest[:8].upper(), ""))
    assert [one.title for one in paper.subjects(village.ws, actor, "pledge", "李芳")] == ["李芳", "李芳"]
    assert paper.verify(village.ws, made.code).verdict is Verdict.GENUINE
    listed = paper.make(village.ws, village.actor("005"), PaperRequest("pledge_list", subject_id="x")).value
    (public,) = texts(listed.pdf)
    assert all(words in public for words in ("李芳", "清溪镇人民政府", "经办员", "下列 1 名", "2026年11月22日"))
    assert not ID_PATTERN.search(public)
