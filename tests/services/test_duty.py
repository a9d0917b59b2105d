"""Registers of duty in a township: who pledged, whose kin is filed, who is held responsible, who stands how."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.forms import answerer
from tests.printing.papers import texts
from tests.services import f01
from tests.services.conftest import MORNING
from tests.services.replica_side import made, take
from tests.services.town import HEAD_OF_0001, PINS, RED_STAR, STONE, TOWNSHIP, Town, opened, resident_id, team
from villagevisit.domain.boards import digests
from villagevisit.domain.campaign import Campaign
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.engagement import Attended
from villagevisit.domain.errors import Refused
from villagevisit.domain.kin_filing import STEPS, State
from villagevisit.domain.officer import Kin
from villagevisit.domain.pledge import Standing
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import (
    attachments,
    blames,
    campaign,
    engaged,
    kin_filings,
    letters,
    paper,
    people,
    pledges,
    policy,
    scores,
    signoff,
    visit,
    visit_freeze,
    visit_lookup,
)
from villagevisit.services.blames import NewCase
from villagevisit.services.engaged import NewPerson
from villagevisit.services.letters import NewLetter
from villagevisit.services.paper_types import PaperRequest
from villagevisit.services.workspace import Workspace

MINE = resident_id("99999919900101001")


def said(town: Town, request: PaperRequest) -> str:
    made_ = paper.make(town.ws, town.actor("005"), request).value
    return re.sub(r"\s", "", "".join(texts(made_.pdf)))


def set_policy(town: Town, key: str, value: str, day: str = "2026-11-01") -> None:
    policy.set_value(town.ws, town.actor("005"), PolicyEntry(key, value, day))


def pledge(town: Town, staff_no: str, until: str = "2027-11-22") -> str:
    """Fills in and signs F04; the submission's id."""
    actor = town.actor(staff_no)
    form = visit.open_form(town.ws, actor, "pledge").value
    answers = {
        "p_id_no": MINE, "p_role": "6", "p_unit": "清溪镇人民政府", "p_post": "干事", "p_has_kin": "0",
        "p_published": "0", "p_valid_to": until,
        "p_sign": attachments.attach(town.ws, form.draft_id, f01.PAD, "signature").value,
    }  # fmt: skip
    for leaf, value in answers.items():
        form.session.answer(f"/data/{leaf}", value)
    frozen = visit_freeze.freeze(town.ws, actor, form.draft_id, form.session).value
    signoff.sign(town.ws, frozen.submission_id, town.officer(staff_no).id, PINS[staff_no], 1)
    return frozen.submission_id


def filing(town: Town, household: str, result: str = "1", frozen_later: int = 0) -> str:
    """Fills in and signs F03 of a household; the submission's id."""
    actor = town.actor("005")
    form = visit.open_form(town.ws, actor, "kin_filing", household_id=household).value
    town.clock.advance(days=frozen_later)
    marks = [attachments.attach(town.ws, form.draft_id, f01.PAD, "signature").value for _ in range(3)]
    answers = {
        "g_staff/s_id_no": MINE, "g_staff/s_post": "经办员", "g_staff/s_phone": "13800000000",
        "g_obj/o_kin_id": HEAD_OF_0001, "g_obj/o_reason": "因病", "g_check/declared_self": "1",
        "g_check/recused_survey": "1", "g_check/recused_appraisal": "0", "g_check/recused_approval": "0",
        "g_check/county_visit_date": "2026-11-20", "g_check/county_visitors": "周、吴",
        "g_check/county_finding": "属实",
        "g_check/result": result, "g_check/next_review": "2027-05-22",
        "g_sign3/sign_staff": marks[0], "g_sign3/sign_kin": marks[1], "g_sign3/sign_town": marks[2],
    }  # fmt: skip
    for leaf, value in answers.items():
        form.session.answer(f"/data/{leaf}", value)
    assert form.session.problems() == []
    frozen = visit_freeze.freeze(town.ws, actor, form.draft_id, form.session).value
    signoff.sign(town.ws, frozen.submission_id, town.officer("005").id, PINS["001"], 1)
    return frozen.submission_id


@pytest.fixture
def kin(town: Town) -> str:
    """001 declared the head of household 0001; the household."""
    household = town.family("0001")
    clerk = town.officer("005")
    town.with_pins()
    with town.ws.store.transaction() as db:
        if not db.execute("SELECT 1 FROM officer_key WHERE officer_id = ?", [clerk.id]).fetchone():
            people.set_pin(town.ws, clerk.id, PINS["001"])
        db.execute("UPDATE officer SET id_no = ? WHERE id = ?", [MINE, town.officer("001").id])
    people.declare_kin(town.ws, town.actor("001"), town.officer("001").id, Kin("张三丰", HEAD_OF_0001, "4"))
    return household


class TestPledges:
    def test_the_form_is_the_pledge_and_nobody_types_it_twice(self, town: Town) -> None:
        town.with_pins()
        assert pledges.missing(town.ws) == 5  # the village doctor is outside the scope
        source = pledge(town, "001")
        mine = next(one for one in pledges.roster(town.ws) if one.name == "李芳")
        assert mine.standing is Standing.VALID
        assert mine.pledge
        assert (mine.pledge.source, mine.pledge.version) == (source, pledges.text_version())
        assert pledges.roster(town.ws)[-1] == mine
        assert [(one.key, one.done, one.frame) for one in pledges.coverage(pledges.roster(town.ws), "area")] == [
            (TOWNSHIP.code, 1, 5)
        ]
        by_role = {one.key: (one.done, one.frame) for one in pledges.coverage(pledges.roster(town.ws), "role")}
        assert by_role == {"1": (0, 1), "3": (0, 2), "6": (1, 2)}

    def test_another_laptop_knows_it(self, town: Town, tmp_path: Path) -> None:
        town.with_pins()
        pledge(town, "001")
        with Workspace.open(tmp_path / "other", FixedClock(MORNING)) as other:
            take(other, made(town))
            assert [one.name for some in pledges.known(other).values() for one in some] == ["李芳"]

    def test_the_county_decides_from_when_it_binds(self, town: Town) -> None:
        town.family("0001")
        round_ = opened(town)
        first = team(town, round_, "第一组", "001", "002")
        pledges.bind(town.ws, town.actor("005"), "2026-11-23")
        campaign.draw(town.ws, town.actor("005"), round_.id, "7")
        town.clock.advance(days=1)
        for refused in (
            lambda: team(town, round_, "第二组", "001", "002"),
            lambda: campaign.assign(town.ws, town.actor("005"), round_.id, [], first.id),
            lambda: campaign.draw(town.ws, town.actor("005"), round_.id, "8"),
        ):
            with pytest.raises(Refused, match=r"pledge\.missing") as caught:
                refused()
            assert caught.value.params["officers"] == "李芳、王强"

    def test_who_pledged_may_be_given_work_until_it_runs_out(self, town: Town) -> None:
        town.with_pins()
        town.family("0001")
        round_ = opened(town)
        pledges.bind(town.ws, town.actor("005"), "2026-11-22")
        for staff_no in ("001", "002"):
            pledge(town, staff_no, "2026-12-01")
        team(town, round_, "第一组", "001", "002")
        town.clock.advance(days=10)
        with pytest.raises(Refused, match=r"pledge\.missing"):
            team(town, round_, "第二组", "001", "002")
        assert pledges.roster(town.ws)[-1].standing is Standing.EXPIRED

    def test_without_a_pledge_nobody_checks(self, town: Town) -> None:
        town.with_pins()
        home, crew = town.family("0001"), town.actor("001", "002")
        pledges.bind(town.ws, town.actor("005"), "2026-11-22")
        form = visit.open_form(town.ws, crew, "spot_check", household_id=home).value
        answerer.fill(form.session)
        sheet = visit_freeze.freeze(town.ws, crew, form.draft_id, form.session).value.submission_id
        with pytest.raises(Refused, match=r"pledge\.missing"):
            signoff.sign(town.ws, sheet, town.officer("001").id, PINS["001"], 1)
        pledge(town, "001")
        assert signoff.sign(town.ws, sheet, town.officer("001").id, PINS["001"], 1).value.signed

    def test_on_paper_for_the_village_committee(self, town: Town) -> None:
        actor = town.actor("005")
        engaged.engage(town.ws, actor, NewPerson("committee", "陈支书", "红星村委会", "书记", RED_STAR.code))
        due = next(one for one in pledges.roster(town.ws) if one.name == "陈支书")
        assert (due.standing, due.role) == (Standing.NONE, "3")
        with pytest.raises(Refused, match=r"pledge\.dates"):
            pledges.on_paper(town.ws, actor, due, day="2026-11-20", valid_to="2026-11-20")
        pledges.on_paper(town.ws, actor, due, day="2026-11-20", valid_to="2027-11-20")
        pledged = next(one for one in pledges.roster(town.ws) if one.name == "陈支书")
        assert pledges.counted(town.ws, date(2099, 1, 1)) == (1, len(pledges.roster(town.ws))), "as the roster, today"
        assert pledged.standing is Standing.VALID
        assert pledged.pledge
        listed = said(town, PaperRequest("pledge_list", subject_id=TOWNSHIP.code))
        assert all(words in listed for words in ("陈支书", "红星村委会", "书记", "2026年11月20日"))
        pledges.posted(town.ws, actor, place="镇政府公开栏", photos=[("c.jpg", f01.picture())])
        (hangs,) = pledges.postings(town.ws)
        assert (hangs.text("place"), hangs.number("rows"), len(digests(hangs))) == ("镇政府公开栏", 1, 1)
        pledges.void(town.ws, actor, pledged.pledge, "记错人")
        with pytest.raises(Refused, match=r"pledge\.nobody"):
            pledges.posted(town.ws, actor, place="镇政府公开栏")

    def test_the_scope_can_be_widened(self, town: Town) -> None:
        set_policy(town, "pledge_scope", "1 3 4 5 6")
        assert "周村医" in {one.name for one in pledges.roster(town.ws)}
        with pytest.raises(Refused):
            set_policy(town, "pledge_scope", "9")

    def test_the_field_may_not_enter_pledges(self, town: Town) -> None:
        due = pledges.roster(town.ws)[0]
        with pytest.raises(Refused, match=r"actor\.role"):
            pledges.on_paper(town.ws, town.actor("001"), due, day="2026-11-20", valid_to="2027-11-20")
        with pytest.raises(Refused, match=r"duty\.future-day"):
            pledges.on_paper(town.ws, town.actor("005"), due, day="2026-11-23", valid_to="2027-11-20")


class TestKin:
    def test_the_roster_is_held_against_declared_kin(self, town: Town, kin: str) -> None:
        town.family("0002")
        (match,) = kin_filings.matches(town.ws)
        assert (match.officer_name, match.kin, match.household, match.waits) == ("李芳", "张三丰", kin, True)
        assert match.missing == STEPS
        assert kin_filings.waiting(town.ws) == 1
        assert kin_filings.matches(town.ws, within=(STONE.code,)) == ()

    def test_a_filed_household_is_visited_by_the_county_and_reviewed(self, town: Town, kin: str) -> None:
        source = filing(town, kin)
        (one,) = kin_filings.filings(town.ws)
        assert (one.state, one.source, one.officer, one.role) == (State.FILED, source, town.officer("001").id, "1")
        assert kin_filings.filed_households(town.ws) == {kin}
        (match,) = kin_filings.matches(town.ws)
        assert (match.waits, match.recused) == (False, ("survey",))
        assert kin_filings.due(town.ws) == ()
        town.clock.advance(days=181)
        assert kin_filings.due(town.ws) == (one,)
        assert kin_filings.waiting(town.ws) == 1
        self._papers(town, source)
        own = pledges.own(town.ws, [town.officer("001")])[town.officer("001").id]
        assert (own.standing, own.filings) == (Standing.NONE, (one,))

    def _papers(self, town: Town, source: str) -> None:
        """The sheet says what the form says, and the summary counts it in its group."""
        kinds = paper.subjects(town.ws, town.actor("005"), "kin_filing")
        assert source in {one.id for one in kinds}
        sheet = said(town, PaperRequest("kin_filing", subject_id=source))
        for words in ("李芳", "经办员", "张三丰", "兄弟姐妹", "属实", "符合条件，备案享受", "2027年5月22日"):
            assert words in sheet
        summary = said(town, PaperRequest("kin_summary", subject_id=TOWNSHIP.code))
        assert "备案1件" in summary
        assert "符合条件，备案享受" in summary
        ledger = said(town, PaperRequest("register", subject_id="filing:2026"))
        for words in ("红星村", "0001", "张三丰", "李芳", "经办员", "兄弟姐妹", "2026-11-20", "符合条件，备案享受"):
            assert words in ledger, words

    def test_two_days_are_incomplete_until_somebody_saw_both_sign(self, town: Town, kin: str) -> None:
        source = filing(town, kin, frozen_later=1)
        (one,) = kin_filings.filings(town.ws)
        assert "双方签字日期：2026" not in said(town, PaperRequest("kin_filing", subject_id=source))
        assert one.state is State.INCOMPLETE
        assert kin_filings.waiting(town.ws) == 1
        assert kin_filings.filed_households(town.ws) == {kin}
        kin_filings.signed_together(town.ws, town.actor("005"), one)
        (now,) = kin_filings.filings(town.ws)
        assert now.state is State.FILED
        assert "双方签字日期：2026年11月23日" in said(town, PaperRequest("kin_filing", subject_id=source))
        with pytest.raises(Refused, match=r"kin\.not-waiting"):
            kin_filings.signed_together(town.ws, town.actor("005"), now)

    @pytest.mark.parametrize("choice", ["file", "exclude_in_principle"])
    def test_kinship_never_refuses_anybody(self, town: Town, kin: str, choice: str) -> None:
        """R-11, 83号 一(一): whatever the county set, a relative is filed, visited and suggested like everybody."""
        set_policy(town, "kin_policy", choice)
        form = visit.open_form(town.ws, town.actor("002", "003"), "household_verification", household_id=kin).value
        f01.fill(town, form)
        frozen = visit_freeze.freeze(town.ws, town.actor("002", "003"), form.draft_id, form.session).value
        result = visit_lookup.submission(town.ws, frozen.submission_id).row.result
        assert result["category"] == "dibao"
        filing(town, kin)
        (one,) = kin_filings.filings(town.ws)
        assert one.state is State.FILED

    def test_exits_of_their_own_accord_are_counted_apart(self, town: Town, kin: str) -> None:
        (match,) = kin_filings.matches(town.ws)
        kin_filings.exited(town.ws, town.actor("005"), match, role="3", voluntary=True)
        (one,) = kin_filings.filings(town.ws)
        assert (one.state, one.role) == (State.EXITED, "3")
        assert kin_filings.filed_households(town.ws) == frozenset()
        kin_filings.exited(town.ws, town.actor("005"), match, role="3", voluntary=False)
        assert kin_filings.filings(town.ws)[0].state is State.CANCELLED

    def test_a_recusal_is_decided_once_for_all_rounds(self, town: Town, kin: str) -> None:
        (match,) = kin_filings.matches(town.ws)
        with pytest.raises(Refused, match=r"kin\.no-step"):
            kin_filings.recuse(town.ws, town.actor("005"), match, number="1号", steps=(), replaced_by="王强")
        decided = kin_filings.recuse(
            town.ws, town.actor("005"), match, number="清溪回〔2026〕1号", steps=STEPS[1:], replaced_by="王强"
        ).value
        (only,) = paper.subjects(town.ws, town.actor("005"), "recusal", "李芳")
        text = said(town, PaperRequest("recusal", subject_id=only.id))
        for words in ("李芳", "清溪回〔2026〕1号", "兄弟姐妹", "民主评议、审核确认", "由王强接替", "清溪镇人民政府"):
            assert words in text
        assert only.id == decided.id
        assert HEAD_OF_0001 not in text
        (again,) = kin_filings.matches(town.ws)
        assert again.missing == ("survey",)


class TestBlameAndPoints:
    def test_a_case_runs_its_course(self, town: Town) -> None:
        ws, actor = town.ws, town.actor("005")
        new = NewCase("吴某", "红星村委会", "2", "为亲属说情", "第十二条")
        case = blames.get(ws, blames.found(ws, actor, new).value.thing)
        assert blames.waiting(ws) == 1
        with pytest.raises(Refused, match=r"blame\.no-sheet"):
            blames.handled(ws, actor, case, handling="transfer")
        blames.handled(ws, actor, case, handling="transfer", body="县纪委监委", sheet="移〔2026〕1号")
        with pytest.raises(Refused, match=r"blame\.no-receipt"):
            blames.closed(ws, actor, case, severity="party", result="警告")
        sheet = said(town, PaperRequest("transfer", subject_id=case.id))
        for words in ("移〔2026〕1号", "县纪委监委", "吴某", "红星村委会", "为亲属说情", "可能违反：第十二条", "回执"):
            assert words in sheet, words
        assert [one.title for one in paper.subjects(ws, actor, "transfer")] == ["吴某"]
        blames.receipt(ws, actor, case, number="收〔2026〕9号")
        with pytest.raises(Refused, match=r"blame\.order"):
            blames.receipt(ws, actor, case, number="收〔2026〕10号")
        blames.closed(ws, actor, case, severity="party", result="警告")
        with pytest.raises(Refused, match=r"blame\.not-approved"):
            blames.published(ws, actor, case, place="政府网站")
        blames.approved(ws, actor, case, by="钱局长")
        blames.published(ws, actor, case, place="政府网站")
        assert blames.get(ws, case.id).stage == "published"
        assert blames.by_severity(ws, "2026-11-01", "2026-11-30")["party"] == 1

    def test_points_go_by_the_table_of_the_day(self, town: Town) -> None:
        ws, actor, who = town.ws, town.actor("005"), town.officer("001").id
        scores.deduct(ws, actor, who, rule="A1", fact="十月未报")
        set_policy(town, "score_rules", "A1=12 迟报")
        scores.deduct(ws, actor, who, rule="A1", fact="十一月未报")
        now = scores.year(ws, 2026)
        lowest = now.standings[-1]
        assert [one.points for one in lowest.deductions] == [2, 12]
        assert (lowest.name, lowest.left, lowest.disqualified_on) == ("李芳", 0, "2026-11-22")
        assert now.last.people == ()
        set_policy(town, "last_place_elimination", "1")
        assert scores.year(ws, 2026).last.people == ()
        town.clock.advance(days=60)
        assert scores.year(ws, 2026).last.people == (who,)
        with pytest.raises(Refused, match=r"duty\.unknown"):
            scores.deduct(ws, actor, who, rule="Z9", fact="?")


class TestPeopleAndLetters:
    def test_seconded_staff_get_no_work_after_their_last_day(self, town: Town) -> None:
        ws, actor, who = town.ws, town.actor("005"), town.officer("002")
        with pytest.raises(Refused, match=r"duty\.no-end"):
            engaged.engage(ws, actor, NewPerson("seconded", "王强", "县财政局", "科员", officer=who.id))
        known = engaged.engage(
            ws, actor, NewPerson("seconded", "王强", "县财政局", "科员", until="2026-11-22", officer=who.id)
        ).value
        round_ = campaign_of(town)
        team(town, round_, "第一组", "001", "002")
        town.clock.advance(days=1)
        with pytest.raises(Refused, match=r"duty\.term-over"):
            team(town, round_, "第二组", "001", "002")
        longer = NewPerson("seconded", "王强", "县财政局", "科员", until="2027-01-31", officer=who.id)
        engaged.engage(ws, actor, longer, known.thing)
        team(town, round_, "第二组", "001", "002")

    def test_who_was_taught_what(self, town: Town) -> None:
        ws, actor = town.ws, town.actor("005")
        with pytest.raises(Refused, match=r"duty\.nobody"):
            engaged.train(ws, actor, topic="救助业务", place="县里", attended=())
        engaged.train(ws, actor, topic="救助业务", place="县里", attended=(Attended("陈代办", "代办员", "92"),))
        engaged.talk(ws, actor, to="赵村干", topic="节前提醒")
        assert engaged.trainings(ws)[0].attended == (Attended("陈代办", "代办员", "92"),)
        assert engaged.notes(ws)[0].text("to") == "赵村干"

    def test_missing_links_of_the_chain(self, town: Town) -> None:
        ws, actor, year = town.ws, town.actor("005"), 2026
        assert letters.missing(ws, year) == 4
        new = NewLetter("responsibility", year, "清溪镇人民政府", "红星村委会", RED_STAR.code, ("公示率100%", " "))
        signed = letters.sign(ws, actor, new).value
        link = next(one for one in letters.chain(ws, year) if one.lower == RED_STAR.code)
        assert link.letter
        assert (link.upper, link.letter.targets) == (TOWNSHIP.code, ("公示率100%",))
        letters.void(ws, actor, link.letter, "写错了")
        assert letters.missing(ws, year) == 4
        assert signed.day == date(2026, 11, 22).isoformat()


def campaign_of(town: Town) -> Campaign:
    town.family("0001")
    return opened(town)
