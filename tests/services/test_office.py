"""Official papers: written as a draft, issued with a number that is never used twice, withdrawn, printed, registered."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
import pypdfium2

from tests.services.town import RED_STAR, TOWNSHIP, Town, opened, resident_id, team
from villagevisit.domain import office as rules
from villagevisit.domain.errors import Refused
from villagevisit.domain.office import Issued, Kind, Office, Text
from villagevisit.services import events, exchange_bodies, office, office_begin, office_drafts, office_names, office_sheet
from villagevisit.services import paper, printed_code
from villagevisit.services.events import New
from villagevisit.services.paper_types import PaperRequest, Verdict
from villagevisit.services.spreadsheet import open_workbook
from villagevisit.store import audit_trail
from villagevisit.store import events as rows

AREA = TOWNSHIP.code
NAMES = Office("2026-01-01", "清溪镇人民政府", "清政发", "清政报", "清政函", "清溪民生简报", "清溪镇党政办公室", "6600001")
NOTICE = Text(Kind.NOTICE, "关于做好集中复核的通知", "各村（居）民委员会", "一、范围\n全镇在保家庭。\n（一）时间。十一月完成。")


@pytest.fixture
def desk(town: Town) -> Town:
    office_names.say(town.ws, town.actor("005"), AREA, NAMES)
    return town


def written(town: Town, text: Text = NOTICE) -> str:
    return office_drafts.start(town.ws, town.actor("005"), AREA, text).value.id


def issued(town: Town, text: Text = NOTICE, number: int = 0) -> Issued:
    return office.issue(town.ws, town.actor("005"), written(town, text), number).value


def words(pdf: bytes) -> str:
    """Without the line ends of the sheet."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "").replace("\ufffe", "")


def printed(town: Town, kind: str, subject: str) -> paper.Paper:
    return paper.make(town.ws, town.actor("005"), PaperRequest(kind, subject_id=subject)).value


def test_numbers_follow_by_code_and_are_never_used_again(desk: Town) -> None:
    first = issued(desk)
    assert (first.mark, first.by, first.day) == ("清政发〔2026〕1号", "孙经办", "2026-11-22")
    assert issued(desk, replace(NOTICE, kind=Kind.CIRCULAR)).mark == "清政发〔2026〕2号"
    assert issued(desk, replace(NOTICE, kind=Kind.LETTER)).mark == "清政函〔2026〕1号"
    assert issued(desk, replace(NOTICE, kind=Kind.REPORT, signer="李镇长")).mark == "清政报〔2026〕1号"
    assert issued(desk, Text(Kind.BRIEF, "复核进展", body="进展顺利。")).mark == "第1期（总第1期）"
    office.withdraw(desk.ws, desk.actor("005"), first.id, "标题有误")
    assert issued(desk).mark == "清政发〔2026〕3号"
    with pytest.raises(Refused, match="office.number"):
        issued(desk, number=3)
    assert issued(desk, number=9).mark == "清政发〔2026〕9号"
    (series,) = [one for one in office.register(desk.ws, AREA, 2026) if one.code == "清政发"]
    assert (series.gaps, series.twice) == (((4, 8),), frozenset())


def test_the_refused_number_leaves_the_draft(desk: Town) -> None:
    draft = written(desk)
    for number in (10_000, -1):
        with pytest.raises(Refused, match="office.number"):
            office.issue(desk.ws, desk.actor("005"), draft, number)
    assert office_drafts.get(desk.ws, draft).text == NOTICE
    office.issue(desk.ws, desk.actor("005"), draft, 9999)
    assert office_drafts.find(desk.ws, draft) is None


def test_an_issued_paper_stays_as_it_was_and_a_withdrawn_one_says_so(desk: Town) -> None:
    one = issued(desk)
    office_names.say(desk.ws, desk.actor("005"), AREA, replace(NAMES, issuer="清溪街道办事处", down="清街发"))
    assert office.get(desk.ws, one.id).office.issuer == "清溪镇人民政府"
    assert issued(desk).mark == "清街发〔2026〕1号"
    clean = words(printed(desk, "official", one.id).pdf)
    assert "清溪镇人民政府文件" in clean
    assert "已作废" not in clean
    with pytest.raises(Refused, match="office.no-reason"):
        office.withdraw(desk.ws, desk.actor("005"), one.id, " ")
    gone = office.withdraw(desk.ws, desk.actor("005"), one.id, "内容有误").value
    assert gone.withdrawn is not None
    assert (gone.withdrawn.reason, gone.text) == ("内容有误", NOTICE)
    with pytest.raises(Refused, match="office.withdrawn"):
        office.withdraw(desk.ws, desk.actor("005"), one.id, "再来一次")
    assert "已作废" in words(printed(desk, "official", one.id).pdf)


def test_a_name_of_the_office_holds_from_its_day(desk: Town) -> None:
    office_names.say(desk.ws, desk.actor("005"), AREA, replace(NAMES, since="2026-11-23", down="溪政发"))
    assert issued(desk).code == "清政发"
    for wrong, code in (
        (replace(NAMES, since="明天"), "office.bad-day"), (replace(NAMES, up=""), "office.no-code"),
        (replace(NAMES, down="清政发〔2026〕"), "office.bad-code"), (replace(NAMES, issuer=" "), "office.no-issuer"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            office_names.say(desk.ws, desk.actor("005"), AREA, wrong)


def test_an_unnamed_office_issues_nothing(town: Town) -> None:
    with pytest.raises(Refused, match="office.unnamed-code"):
        issued(town)


def test_a_draft_can_be_seen_and_never_taken_for_the_issued_one(desk: Town) -> None:
    draft = written(desk)
    office_drafts.save(desk.ws, draft, office_drafts.packed(replace(NOTICE, title="关于复核的通知")))
    sheet = printed(desk, "official", draft)
    shown = words(sheet.pdf)
    assert "草稿" in shown
    assert "关于复核的通知" in shown
    assert "清政发〔2026〕　号" in shown
    known = paper.verify(desk.ws, sheet.code)
    assert known.verdict is Verdict.GENUINE
    assert "草稿" in dict(known.facts).values()


def test_a_printed_code_leads_back_and_tells_of_the_withdrawal(desk: Town) -> None:
    one = issued(desk, replace(NOTICE, kind=Kind.LETTER))
    sheet = printed(desk, "letter", one.id)
    assert printed_code.read(sheet.code).claims == ("清政函〔2026〕1号", NOTICE.title, 1)
    assert "草稿" not in words(sheet.pdf)
    office.withdraw(desk.ws, desk.actor("005"), one.id, "发错了单位")
    facts = dict(paper.verify(desk.ws, sheet.code).facts)
    assert any("发错了单位" in value for value in facts.values())


def test_typed_headings_and_the_record_stand_on_the_sheet(desk: Town) -> None:
    text = replace(
        NOTICE, urgency="特急", attachments="复核名单\n时间安排", copies="县民政局，各办所", note="联系人：孙经办，电话：6600001",
        body="一、范围\n详见附件1。\n三、时间\n（二）十二月前完成。不得拖延。\n1.逐户。\n详见附件2。",
    )  # fmt: skip
    shown = words(printed(desk, "official", issued(desk, text).id).pdf)
    for piece in (
        "特急", "一、范围", "三、时间", "（二）十二月前完成。不得拖延。", "1.逐户。", "附件：1.复核名单", "2.时间安排",
        "抄送：县民政局，各办所。", "清溪镇党政办公室", "2026年11月22日印发", "（联系人：孙经办，电话：6600001）",
    ):  # fmt: skip
        assert piece in shown, piece


def test_who_carries_an_id_number_or_a_rare_sign_is_told_before_anything_is_issued(desk: Town) -> None:
    with pytest.raises(Refused, match="office.id-number"):
        issued(desk, replace(NOTICE, body=f"张某{resident_id('99999919700101001')}不符合条件。"))
    with pytest.raises(Refused, match="paper.missing-glyph"):
        issued(desk, replace(NOTICE, body="请看\U000f0000。"))
    assert office.every(desk.ws, desk.actor("005")) == ()


def test_a_power_cut_loses_nothing_and_nothing_lies_open(desk: Town) -> None:
    draft = written(desk, replace(NOTICE, body="尚未公开的处理意见"))
    assert desk.ws.home.exists()
    for file in desk.ws.home.rglob("*"):
        if file.is_file():
            assert "尚未公开".encode() not in file.read_bytes()
    assert office_drafts.get(desk.ws, draft).text.body == "尚未公开的处理意见"
    office_drafts.discard(desk.ws, desk.actor("005"), draft)
    with pytest.raises(Refused, match="office.draft-gone"):
        office_drafts.save(desk.ws, draft, office_drafts.packed(NOTICE))


def test_survey_teams_and_doctors_write_nothing(desk: Town) -> None:
    one = issued(desk)
    for who in ("001", "006"):
        actor = desk.actor(who)
        assert office_names.offices(desk.ws, actor) == ()
        assert office.every(desk.ws, actor) == ()
        assert "official" not in {offer.kind for offer in paper.offers(desk.ws, actor)}
        for command in (
            lambda actor=actor: office_drafts.start(desk.ws, actor, AREA, NOTICE),
            lambda actor=actor: office.withdraw(desk.ws, actor, one.id, "不行"),
            lambda actor=actor: office_names.say(desk.ws, actor, AREA, NAMES),
            lambda actor=actor: paper.preview(desk.ws, actor, PaperRequest("official", subject_id=one.id)),
        ):
            with pytest.raises(Refused, match="actor.role"):
                command()


def test_issuing_withdrawing_and_printing_are_written_down(desk: Town) -> None:
    one = issued(desk)
    sheet = printed(desk, "official", one.id)
    office.withdraw(desk.ws, desk.actor("005"), one.id, "内容有误")
    db = desk.ws.store.reader()
    done = [str(row["action"]) for row in db.query("SELECT action FROM audit")]
    assert {rules.NAMED, rules.ISSUED, rules.WITHDRAWN, "paper.printed"} <= set(done)
    assert sheet.id
    detail = json.dumps([dict(row) for row in db.query("SELECT detail FROM audit")], ensure_ascii=False)
    assert "全镇在保家庭" not in detail


def test_two_laptops_that_were_apart_show_the_same_number(desk: Town, other_town: Town) -> None:
    office_names.say(other_town.ws, other_town.actor("005"), AREA, NAMES)
    one, other = issued(desk), issued(other_town, replace(NOTICE, title="关于另一件事的通知"))
    assert one.mark == other.mark
    with desk.ws.store.transaction() as db:
        for event in rows.of_thing(other_town.ws.store.reader(), other.id):
            events.enter(db, event)
    (series,) = office.register(desk.ws, AREA, 2026)
    assert series.twice == {1}
    assert [office.remark(series, line) for line in series.issued] == ["同号两份，请作废一份"] * 2
    office.withdraw(desk.ws, desk.actor("005"), other.id, "同号")
    (series,) = office.register(desk.ws, AREA, 2026)
    assert series.twice == frozenset()
    assert issued(desk).number == 2


def test_the_register_on_paper_and_as_a_table(desk: Town, tmp_path: Path) -> None:
    issued(desk, number=5)
    gone = issued(desk)
    office.withdraw(desk.ws, desk.actor("005"), gone.id, "内容有误")
    file = tmp_path / "发文登记.xlsx"
    assert office.save(desk.ws, desk.actor("005"), AREA, 2026, file).value == 3
    with open_workbook(file) as book:
        lines = [[str(cell) for cell in line] for line in book.sheet(0).rows()]
    assert lines[1][:4] == ["清政发〔2026〕5号", "2026-11-22", "通知", NOTICE.title]
    assert "作废：内容有误" in lines[2][-1]
    assert "1—4号" in lines[3][-1]
    shown = words(printed(desk, "issued_ledger", f"{AREA}/2026").pdf)
    for piece in ("发文登记", "清政发〔2026〕6号", "内容有误", "1—4号"):
        assert piece in shown, piece


def test_figures_of_a_round_fill_the_report_and_say_where_they_are_from(desk: Town) -> None:
    desk.family("0001")
    desk.family("0002")
    round_ = opened(desk, RED_STAR.code)
    team(desk, round_, "第一组", "001", "002")
    blank = Text(Kind.REPORT, signer="李镇长")
    text = office_begin.filled(desk.ws, desk.actor("005"), AREA, blank, "review_result", round_.id)
    assert "应核查2户" in text.body
    assert "已入户核查并签字0户，占0.0%；尚有2户未完成" in text.body
    assert "红星村0/2户" in text.body
    assert (text.signer, text.template) == ("李镇长", "review_result-2026.1")
    told = {one.name: one for one in text.sources}
    assert told["应核查户数"].value == "2"
    assert "集中复核" in told["应核查户数"].told
    with pytest.raises(Refused, match="office.left-open"):
        issued(desk, text)
    ready = replace(text, to="县民政局", body=text.body.replace("〔待填：存在问题，没有就写“无”〕", "无。").replace("〔待填：下一步怎么做〕", "继续。"))
    assert issued(desk, ready).text.sources == text.sources
    with pytest.raises(Refused, match="office.no-round"):
        office_begin.filled(desk.ws, desk.actor("005"), AREA, blank, "review_result", "无")


@pytest.mark.parametrize("kind", [Kind.NOTICE, Kind.CIRCULAR, Kind.LETTER, Kind.BRIEF])
def test_every_starting_text_fills_and_prints(desk: Town, kind: Kind) -> None:
    desk.family("0001")
    opened(desk, RED_STAR.code)
    (one,) = office_begin.templates(desk.ws, kind)
    span = {"week": "2026-11-16", "month": "2026-11"}.get(one.figures, "")
    text = office_begin.filled(desk.ws, desk.actor("005"), AREA, Text(kind), one.key, span)
    assert "{" not in text.title + text.body + text.note
    found = {one.code for one in office.look(desk.ws, AREA, text) if one.stops}
    assert found <= {"office.left-open"}
    assert office_sheet.pages(desk.ws, office_drafts.get(desk.ws, written(desk, text))) >= 1


def test_what_is_no_paper_is_not_folded() -> None:
    assert rules.read_text("x") is None
    assert rules.read_text({"kind": "poem"}) is None
    assert rules.read_text(rules.text_data(NOTICE)) == NOTICE
