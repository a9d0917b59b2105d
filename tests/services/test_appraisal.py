"""A meeting from its call to its frozen record, with a power cut in the middle, and everything that keeps it honest."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.printing.papers import texts
from tests.services.appraisal_town import (
    DAY,
    HERE,
    NAMES,
    always,
    began,
    called,
    people,
    photographed,
    said,
    visited,
    voted,
)
from tests.services.conftest import MORNING
from tests.services.town import RED_STAR, STONE, Town
from villagevisit.domain.appraisal import Member
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Kin
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import (
    appraisal,
    appraisal_close,
    appraisal_count,
    events,
    households,
    paper,
    paper_record,
    policy,
    signoff,
    visit,
    visit_lookup,
)
from villagevisit.services import (
    people as officers,
)
from villagevisit.services.appraisal import Plan, Present
from villagevisit.services.event_body import is_genuine
from villagevisit.services.events import New
from villagevisit.services.paper_types import PaperRequest, Signing
from villagevisit.services.workspace import Workspace

EXAMPLE = "y" * 12 + "n" * 3 + "a" + "v"
"""R-09: 17 ballots, 1 void, 12 yes, 3 no, 1 abstained."""


@pytest.fixture(scope="session")
def visited_home(set_up_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three signed visits, made once because filling F01 takes seconds."""
    home = tmp_path_factory.mktemp("visited") / "home"
    shutil.copytree(set_up_home, home)
    clock = FixedClock(MORNING)
    with Workspace.open(home, clock) as ws:
        town = Town(ws, clock)
        visited(town)
        officers.set_pin(ws, town.officer("005").id, PIN)
    return home


PIN = "577215"


@pytest.fixture
def town(tmp_path: Path, visited_home: Path) -> Iterator[Town]:
    clock = FixedClock(MORNING)
    shutil.copytree(visited_home, tmp_path / "home")
    with Workspace.open(tmp_path / "home", clock) as ws:
        yield Town(ws, clock)


@pytest.fixture
def homes(town: Town) -> list[str]:
    return [one.household_id for one in appraisal.due(town.ws, RED_STAR.code)]


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=code.replace(".", r"\."))


def signing(town: Town, pin: str = PIN) -> Signing:
    return Signing(town.officer("005").id, pin)


def test_due_are_signed_visits_not_yet_appraised(town: Town, homes: list[str]) -> None:
    unvisited = town.family("0009")
    assert len(homes) == 3
    assert unvisited not in homes
    assert appraisal.due(town.ws, STONE.code) == () == appraisal.due(town.ws, within=(STONE.code,))
    called(town, dict.fromkeys(homes[:2], "1"))
    assert [one.household_id for one in appraisal.due(town.ws)] == homes[2:], "called, so no longer to be called"
    with refused("appraisal.not-due"):
        called(town, {unvisited: "1"})


def test_where_the_county_appraises_on_objection_only_those(town: Town, homes: list[str]) -> None:
    policy.set_value(town.ws, town.actor("005"), PolicyEntry("appraisal_mode", "on_objection", "2026-11-02"))
    assert appraisal.due(town.ws) == ()
    events.record(town.ws, town.actor("005"), New("objection.received", RED_STAR.code, households=(homes[1],)))
    assert [one.household_id for one in appraisal.due(town.ws)] == [homes[1]]


def test_what_makes_no_meeting(town: Town, homes: list[str]) -> None:
    plan = Plan(RED_STAR.code, "1", DAY, "村部", "1", dict.fromkeys(homes, "2"))
    for wrong, code in (
        (replace(plan, number=" "), "appraisal.no-number"), (replace(plan, place=""), "appraisal.no-place"),
        (replace(plan, form="5"), "appraisal.no-form"), (replace(plan, homes={}), "appraisal.nobody"),
        (replace(plan, form="2", seats=3), "appraisal.seats"),
    ):  # fmt: skip
        with refused(code):
            appraisal.call(town.ws, town.actor("005"), wrong)
    assert appraisal.meetings(town.ws) == ()


def test_only_the_office_holds_meetings(town: Town, homes: list[str]) -> None:
    meeting = called(town, {homes[0]: "1"})
    with refused("actor.role"):
        appraisal.set_panel(town.ws, town.actor("001"), meeting, people())


def test_a_panel_is_kept_for_the_village_and_knows_declared_kin(town: Town, homes: list[str]) -> None:
    head = households.get(town.ws, homes[0]).persons[0]
    officers.declare_kin(town.ws, town.actor("005"), town.officer("003").id, Kin(head.name, head.id_no, "2"))
    first = called(town, {homes[0]: "1"})
    panel = [*people()[:3], Member("赵村干", "3", True, {}), Member("王秀英", "9", True, {})]
    appraisal.set_panel(town.ws, town.actor("005"), first, panel)
    again = appraisal.get(town.ws, called(town, {homes[0]: "1", homes[1]: "1"})).panel
    assert [one.name for one in again] == [one.name for one in panel]
    assert again[3].recused == {homes[0]: "declared_kin"}
    assert again[4].recused == dict.fromkeys(homes[:2], "same_name"), "王秀英 is a name in every one of these families"
    with refused("appraisal.twice"):
        appraisal.set_panel(town.ws, town.actor("005"), first, [*panel, panel[0]])


def test_nobody_votes_without_a_quorum(town: Town, homes: list[str]) -> None:
    meeting, clerk = began(town, {homes[0]: "1"}), town.actor("005")
    few = Present(HERE - set(NAMES[1:6]), NAMES[0], "孙经办", "郑评三", policy_read=True)
    assert "least" in appraisal.sign_in(town.ws, clerk, meeting, few).value.lacking
    with refused("appraisal.no-quorum"):
        appraisal_count.read(town.ws, clerk, meeting, homes[0], "y")
    with refused("appraisal.chair-records"):
        appraisal.sign_in(town.ws, clerk, meeting, Present(HERE, "赵评一", "赵评一", "", policy_read=True))


def test_the_worked_example_is_frozen_signed_and_told(town: Town, homes: list[str]) -> None:
    """Panel 24, present 19, representatives 13; two related voters; 12 of 17 pass, of 19 they would not."""
    kin = {3: {homes[0]: "弟弟"}, 10: {homes[0]: "合伙养羊"}}
    meeting, clerk = began(town, dict.fromkeys(homes[:2], "1"), recused=kin), town.actor("005")
    now = appraisal_count.tally(town.ws, clerk, meeting, homes[0])
    assert (now.eligible, now.recused, now.present, now.issued) == (17, 2, 19, 17)
    voted(town, meeting, homes[0], EXAMPLE)
    voted(town, meeting, homes[1], "y" * 19)
    for home in homes[:2]:
        said(town, meeting, home)
    with refused("appraisal.unfinished"):
        appraisal_close.close(town.ws, clerk, meeting, signing(town), announced=True)
    assert set(appraisal_close.missing(town.ws, clerk, meeting)) == {
        "photo_sign_in", "photo_meeting", "photo_chair", "photo_recorder",
    }  # fmt: skip
    photographed(town, meeting)
    with refused("pin.wrong"):
        appraisal_close.close(town.ws, clerk, meeting, signing(town, "000000"), announced=True)
    assert visit_lookup.history_of_person(town.ws, meeting) == [], "nothing was frozen with a wrong PIN"
    record = appraisal_close.close(town.ws, clerk, meeting, signing(town), announced=True).value
    frozen = visit_lookup.submission(town.ws, record)
    assert frozen.row.complete
    values = paper_record.values(frozen.body)
    wanted = {"members_total": "24", "n_attend": "19", "n_rep": "13", "announced": "1"}
    assert {name: values[name] for name in wanted} == wanted
    assert (values["q_attend_ok"], values["q_rep_ok"], values["q_min_ok"]) == ("1", "1", "1")
    first = paper_record.repeats(frozen.body, "candidate")[0]
    wanted = {"c_voter": "17", "c_issued": "17", "c_returned": "17", "c_void": "1", "c_valid": "16", "c_yes": "12",
              "c_no": "3", "c_abstain": "1", "c_pass": "1", "c_result": "1"}  # fmt: skip
    assert {name: first[name] for name in wanted} == wanted
    closed = next(one for one in appraisal.happened(town.ws, meeting) if one.kind == "appraisal.closed")
    assert is_genuine(closed)
    assert closed.public_key
    assert (closed.source, set(closed.households)) == (record, set(homes[:2]))
    assert "12/17 = 70.59 % ≥ 2/3" in str(closed.data["rows"])
    assert [one.household_id for one in appraisal.due(town.ws)] == homes[2:]
    with refused("appraisal.over"):
        appraisal_count.tally(town.ws, clerk, meeting, homes[0])


def test_closing_that_was_broken_off_goes_on_with_the_same_record(
    town: Town, homes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, clerk = began(town, {homes[0]: "1"}), town.actor("005")
    voted(town, meeting, homes[0], "y" * 19)
    said(town, meeting, homes[0])
    photographed(town, meeting)
    with monkeypatch.context() as broken:
        broken.setattr(signoff, "sign", lambda *_: (_ for _ in ()).throw(OSError("power cut")))
        with pytest.raises(OSError, match="power cut"):
            appraisal_close.close(town.ws, clerk, meeting, signing(town), announced=True)
    assert appraisal.get(town.ws, meeting).open
    (frozen,) = visit_lookup.history_of_person(town.ws, meeting)
    assert not frozen.complete
    assert appraisal_close.close(town.ws, clerk, meeting, signing(town), announced=True).value == frozen.id
    assert appraisal.get(town.ws, meeting).closed
    assert len(visit_lookup.history_of_person(town.ws, meeting)) == 1


def test_with_those_present_as_denominator_the_same_ballots_fail(town: Town, homes: list[str]) -> None:
    policy.set_value(town.ws, town.actor("005"), PolicyEntry("appraisal_denominator", "present", "2026-11-02"))
    meeting = began(town, {homes[0]: "1"}, form="3", recused={3: {homes[0]: "弟弟"}, 10: {homes[0]: "合伙"}})
    voted(town, meeting, homes[0], "y" * 12 + "n" * 3)
    now = appraisal.get(town.ws, meeting)
    assert appraisal_close.formula(now.lines[0].count, appraisal.rules(town.ws, DAY)) == "12/19 = 63.16 % < 2/3"
    with refused("appraisal.not-passed"):
        said(town, meeting, homes[0])
    with refused("appraisal.no-item"):
        said(town, meeting, homes[0], "2")
    said(town, meeting, homes[0], "2", "income", "打工收入没有算")


def test_more_ballots_back_than_out_is_no_round(town: Town, homes: list[str]) -> None:
    meeting, clerk = began(town, {homes[0]: "1"}), town.actor("005")
    appraisal_count.issue(town.ws, clerk, meeting, homes[0], 19, 20)
    for _ in range(20):
        appraisal_count.read(town.ws, clerk, meeting, homes[0], "y")
    count = appraisal_count.close_round(town.ws, clerk, meeting, homes[0]).value
    assert count.faults == ("appraisal.too-many-returned",)
    line = appraisal.get(town.ws, meeting).lines[0]
    assert (line.voided, line.count, line.due) == (1, None, 1)
    with refused("appraisal.not-counted"):
        said(town, meeting, homes[0])
    assert appraisal_count.tally(town.ws, clerk, meeting, homes[0]).marks == "", "voted on again, from the first ballot"


def test_an_unread_ballot_keeps_the_round_open(town: Town, homes: list[str]) -> None:
    meeting, clerk = began(town, {homes[0]: "1"}), town.actor("005")
    appraisal_count.read(town.ws, clerk, meeting, homes[0], "y")
    with refused("appraisal.unread"):
        appraisal_count.close_round(town.ws, clerk, meeting, homes[0])
    appraisal_count.void_round(town.ws, clerk, meeting, homes[0], "有人离席")
    assert appraisal.get(town.ws, meeting).lines[0].voided == 1


def test_a_power_cut_in_the_middle_of_counting_loses_no_ballot(town: Town, homes: list[str]) -> None:
    meeting, clerk = began(town, {homes[0]: "1"}), town.actor("005")
    for mark in "yynav":
        appraisal_count.read(town.ws, clerk, meeting, homes[0], mark)
    appraisal_count.take_back(town.ws, clerk, meeting, homes[0])
    town.ws.store.close()
    with Workspace.open(town.ws.home, town.clock) as again:
        now = appraisal_count.tally(again, clerk, meeting, homes[0])
        assert (now.marks, now.left) == ("yyna", 15)


def test_steps_follow_one_another_and_the_tied_vote_off(town: Town, homes: list[str]) -> None:
    meeting, clerk = began(town, {homes[0]: "1", homes[1]: "2", homes[2]: "2"}, seats=2), town.actor("005")
    with refused("appraisal.not-now"):
        appraisal_count.tally(town.ws, clerk, meeting, homes[1])
    voted(town, meeting, homes[0], "y" * 12 + "n" * 7)
    assert appraisal.get(town.ws, meeting).lines[0].step == "2", "rejected in the equal vote"
    voted(town, meeting, homes[1], "y" * 18 + "n")
    voted(town, meeting, homes[0], "y" * 9 + "n" * 10)
    voted(town, meeting, homes[2], "y" * 9 + "a" * 10)
    now = appraisal.get(town.ws, meeting)
    assert set(now.tied) == {homes[0], homes[2]}
    assert "平票再投，第2轮" in papers(town, "meeting_ballot", meeting)
    with refused("appraisal.not-counted"):
        said(town, meeting, homes[2])
    voted(town, meeting, homes[0], "y" * 4 + "n" * 15)
    voted(town, meeting, homes[2], "y" * 11 + "n" * 8)
    assert [(one.rank, one.due) for one in appraisal.get(town.ws, meeting).lines] == [(3, 0), (1, 0), (2, 0)]
    for home in homes:
        said(town, meeting, home)
    photographed(town, meeting)
    record = appraisal_close.close(town.ws, clerk, meeting, signing(town), announced=True).value
    rows = paper_record.repeats(visit_lookup.submission(town.ws, record).body, "candidate")
    found = [(one["c_step"], one["c_rank"], one["c_yes"]) for one in rows]
    assert found == [("2", "3", "9"), ("2", "1", "18"), ("2", "2", "9")]
    assert rows[0]["c_questions"].split("\n") == [
        "等额投票同意 12/19，未达到 2/3，转入差额投票。", "平票再投（第 2 轮）：同意 4　不同意 15",
    ]  # fmt: skip
    assert rows[1].get("c_questions", "") == ""
    assert "平票再投（第2轮）：同意4不同意15" in papers(town, "meeting_result", f"{meeting}:{homes[0]}")
    assert "差额投票（平票第2轮）" in papers(town, "meeting_tally", meeting)


def papers(town: Town, kind: str, subject: str) -> str:
    """The words of a paper."""
    made = paper.make(town.ws, town.actor("005"), PaperRequest(kind, subject_id=subject)).value
    return re.sub(r"\s", "", "".join(texts(made.pdf)))


@pytest.mark.parametrize(
    ("basis", "rate", "passed"),
    [("eligible", "0.7059", "1"), ("present", "0.6316", "0"), ("valid", "0.75", "1")],
)
def test_the_record_itself_counts_by_the_countys_denominator(
    town: Town, homes: list[str], basis: str, rate: str, passed: str
) -> None:
    """R-09: 12 of 17 entitled, of 19 present, of 16 valid ballots."""
    policy.set_value(town.ws, town.actor("005"), PolicyEntry("appraisal_denominator", basis, "2026-01-02"))
    session = visit.open_form(town.ws, town.actor("005"), appraisal_close.FORM, person_id=homes[0]).value.session
    for at in range(1, 20):
        if at > 1:
            session.add("/data/attendee")
        session.answer(f"/data/attendee[{at}]/a_role", "9")
        session.answer(f"/data/attendee[{at}]/a_voter", "1")
    said = {"c_step": "1", "c_recused": "2", "c_issued": "17", "c_returned": "17", "c_void": "1", "c_yes": "12"}
    for name, value in said.items():
        assert session.answer(f"/data/candidate[1]/{name}", value).accepted
    assert session.value("/data/candidate[1]/c_yes_rate") == rate
    assert session.value("/data/candidate[1]/c_pass") == passed


def test_a_hearing_counts_no_votes_and_a_no_has_its_reason(town: Town, homes: list[str]) -> None:
    meeting, clerk = began(town, {homes[0]: "2"}, form="4"), town.actor("005")
    with refused("appraisal.not-now"):
        appraisal_count.tally(town.ws, clerk, meeting, homes[0])
    said(town, meeting, homes[0], "3", "income", "务工收入说法不一")
    photographed(town, meeting)
    record = appraisal_close.close(town.ws, clerk, meeting, signing(town), announced=False).value
    (row,) = paper_record.repeats(visit_lookup.submission(town.ws, record).body, "candidate")
    assert (row["c_step"], row["c_result"], row["c_reason"]) == ("4", "3", "家庭收入：务工收入说法不一")
    assert "c_yes" not in row


def test_a_meeting_that_did_not_come_about_gives_its_households_back(town: Town, homes: list[str]) -> None:
    meeting = called(town, dict.fromkeys(homes, "1"))
    with refused("appraisal.no-reason"):
        appraisal.call_off(town.ws, town.actor("005"), meeting, " ")
    appraisal.call_off(town.ws, town.actor("005"), meeting, "下雨，人没有到齐")
    assert [one.state for one in appraisal.meetings(town.ws)] == ["off"]
    assert len(appraisal.due(town.ws)) == 3
    always(town)


def test_every_paper_of_a_meeting_can_be_printed_as_soon_as_there_is_something_on_it(
    town: Town, homes: list[str]
) -> None:
    kin = {3: {homes[0]: "弟弟"}, 10: {homes[0]: "合伙养羊"}}
    meeting, clerk = began(town, {homes[0]: "1", homes[1]: "2"}, recused=kin), town.actor("005")

    def words(kind: str, subject: str = meeting) -> str:
        assert subject in {one.id for one in paper.subjects(town.ws, clerk, kind)}
        made = paper.make(town.ws, clerk, PaperRequest(kind, subject_id=subject)).value
        return re.sub(r"\s", "", "".join(texts(made.pdf)))

    sheet = words("meeting_sign_in")
    assert all(name in sheet for name in NAMES)
    assert "须回避的户编号" in sheet
    assert "存根第019号" in words("meeting_ballot")
    assert "存根第020号" not in words("meeting_ballot")
    for kind in ("meeting_tally", "meeting_record", "meeting_result"):
        with refused("paper.no-subject"):
            paper.make(town.ws, clerk, PaperRequest(kind, subject_id=meeting))
    voted(town, meeting, homes[0], EXAMPLE)
    voted(town, meeting, homes[1], "y" * 19)
    for home in homes[:2]:
        said(town, meeting, home)
    assert "70.59%" in words("meeting_tally")
    photographed(town, meeting)
    appraisal_close.close(town.ws, clerk, meeting, signing(town), announced=True)
    record = words("meeting_record")
    assert "发出17收回17有效16废票1同意12不同意3弃权1" in record
    assert "患病不能外出务工" in record
    assert "12/17=70.59%≥2/3" in words("meeting_result", f"{meeting}:{homes[0]}")
