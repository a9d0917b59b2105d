"""Cases as the office works on them: gates, who may decide, amounts computed again, papers asked for once."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.services import case_story as story
from tests.services import f01
from tests.services.case_story import CLERK, COUNTY, number, refusal, step
from tests.services.replica_side import made, take
from tests.services.town import RED_STAR, STONE, TOWNSHIP, Town, resident_id
from villagevisit.domain.case_line import Filter
from villagevisit.domain.case_steps import Step, Who
from villagevisit.domain.event import Value
from villagevisit.domain.officer import Kin
from villagevisit.domain.policy import PolicyEntry
from villagevisit.domain.working_days import Light
from villagevisit.services import (
    boards,
    case_decide,
    case_office,
    cases,
    delegation,
    events,
    households,
    paper,
    people,
    policy,
)
from villagevisit.services.case_office import Acceptance
from villagevisit.services.events import New
from villagevisit.services.paper_types import PaperRequest, Signing
from villagevisit.services.workspace import Workspace

DOC = "云民〔2026〕9号"


def test_a_confirmed_household_takes_what_the_signed_visit_says_and_is_paid_from_the_next_month(office: Town) -> None:
    home = number(office, "0001")
    story.to_decision(office, home)
    found = cases.standing(office.ws, home)
    assert found is not None
    assert (found.step, found.who, found.due) == (Step.DECISION, Who.COUNTY, date(2026, 12, 15))
    event = case_decide.confirm(office.ws, office.actor(CLERK), home, story.signing(office)).value
    assert event.signature
    assert event.officers == (office.officer(CLERK).id, office.officer(COUNTY).id)
    assert (event.text("from"), event.text("exact"), event.text("mode")) == ("2027-01", "954.58", "ceil_yuan")
    after = households.get(office.ws, home)
    assert (after.assist_category, after.insured_persons, after.amount_month) == ("1", 3, Decimal("955.00"))
    assert step(office, home) is Step.NOTICE


def test_the_amount_can_be_computed_again_years_later(office: Town) -> None:
    home = number(office, "0001")
    story.to_decision(office, home)
    event = story.confirmed(office, home)
    office.clock.advance(days=800)
    for key, value in (("dibao_std_month_rural", "700"), ("rounding_mode", "floor_yuan")):
        policy.set_value(office.ws, office.actor(CLERK), PolicyEntry(key, value, "2026-01-01"))
    assert case_decide.recomputed(office.ws, event) == Decimal(955)
    lines = event.data["lines"]
    assert isinstance(lines, list)
    amounts = {str(one["key"]): one["amount"] for one in lines if isinstance(one, dict)}
    assert (amounts["suggestion.line.topup"], amounts["suggestion.line.printed"]) == ("954.58", "955")


def test_nothing_is_decided_before_the_board_has_hung_its_days(office: Town) -> None:
    home = number(office, "0001")
    with refusal("case.not-now"):
        story.confirmed(office, home)
    story.opined(office, home)
    story.posted(office, home)
    office.clock.advance(days=7)
    with refusal("case.not-now"):
        story.confirmed(office, home)
    office.clock.advance(days=1)
    story.confirmed(office, home)


def test_a_board_taken_down_early_opens_the_gate_to_nobody(office: Town) -> None:
    home = number(office, "0001")
    story.opined(office, home)
    board = story.posted(office, home)
    cases.freshen(office.ws)
    office.clock.advance(days=3)
    events.record(office.ws, office.actor(CLERK), New("board.down", RED_STAR.code, board.thing))
    cases.freshen(office.ws)
    assert cases.by_step(office.ws, Filter()) == {Step.PUBLICITY: 1}


def test_a_board_without_a_photo_keeps_the_case_waiting_and_says_who_must_take_it(office: Town) -> None:
    """S-064: the printed board hung eight days; until somebody proves it, it is the clerk's, not the county's."""
    home, clerk = number(office, "0001"), office.actor(CLERK)
    story.opined(office, home)
    sheet = paper.make(office.ws, clerk, PaperRequest("publicity_board", village_code=RED_STAR.code, paper="A4")).value
    board = boards.post(office.ws, clerk, sheet.id, places=("1",)).value
    office.clock.advance(days=9)
    cases.freshen(office.ws)
    waiting = [(one.line.step, one.line.who) for one in cases.lines(office.ws, Filter(), 0, 9)]
    assert waiting == [(Step.PROOF, Who.CLERK)]
    with refusal("case.not-now"):
        story.confirmed(office, home)
    boards.prove(office.ws, clerk, board.id, [("c.jpg", f01.picture())])
    cases.freshen(office.ws)
    assert cases.by_step(office.ws, Filter()) == {Step.DECISION: 1}
    assert story.confirmed(office, home).text("from") == "2027-01"


def test_a_wrong_pin_decides_nothing(office: Town) -> None:
    home = number(office, "0001")
    story.to_decision(office, home)
    with refusal("pin.wrong"):
        case_decide.confirm(
            office.ws, office.actor(COUNTY), home, Signing(office.officer(COUNTY).id, "999111")
        )
    assert step(office, home) is Step.DECISION


def test_taking_a_confirmation_back_restores_the_household_until_somebody_was_told(office: Town) -> None:
    home = number(office, "0001")
    before = households.get(office.ws, home)
    story.to_decision(office, home)
    story.confirmed(office, home)
    case_office.take_back(office.ws, office.actor(COUNTY), home)
    again = households.get(office.ws, home)
    assert (again.amount_month, again.insured_persons) == (before.amount_month, before.insured_persons)
    assert step(office, home) is Step.DECISION
    story.confirmed(office, home)
    story.posted(office, home, "result", 15)
    with refusal("case.built-on"):
        case_office.take_back(office.ws, office.actor(COUNTY), home)


def test_a_refusal_names_reason_article_and_figures_and_is_told_in_three_working_days(office: Town) -> None:
    home = number(office, "0001")
    story.opined(office, home, agree=False)
    with refusal("case.no-article"):
        case_decide.refuse(office.ws, office.actor(COUNTY), home, story.signing(office), "收入高于标准", "")
    event = case_decide.refuse(
        office.ws, office.actor(COUNTY), home, story.signing(office), "收入高于标准", "办法第二十三条"
    ).value
    assert (event.text("income"), event.data["persons"]) == ("10145.00", 3)
    found = cases.standing(office.ws, home)
    assert found is not None
    assert (found.step, found.due, found.light) == (Step.NOTICE, date(2026, 11, 26), Light.YELLOW)
    office.clock.advance(days=4)
    late = cases.standing(office.ws, home)
    assert late is not None
    assert late.light is Light.RED
    case_office.notify(office.ws, office.actor(CLERK), home, "1")
    assert step(office, home) is Step.REFUSED
    assert households.get(office.ws, home).amount_month == Decimal("954.58"), "a refusal changes no benefit"


def test_payment_is_never_entered_before_the_month_after_the_decision(office: Town) -> None:
    home = number(office, "0001")
    story.to_decision(office, home)
    story.confirmed(office, home)
    with refusal("case.month"):
        case_office.enter_payment(office.ws, office.actor(CLERK), home, "2026-12")
    case_office.enter_payment(office.ws, office.actor(CLERK), home, "2027-01")
    found = cases.standing(office.ws, home)
    assert found is not None
    assert (found.marks.applied, found.marks.checked, found.marks.approved, found.marks.entered) == (
        "2026-11-23", "2026-11-23", "2026-12-02", "2026-12-02",
    )  # fmt: skip


def delegated(town: Town, since: date, until: date) -> str:
    return delegation.delegate(town.ws, town.actor(COUNTY), TOWNSHIP.code, DOC, since, until, pilot=True).value


def test_under_a_delegation_the_township_decides_and_no_longer_than_it_lasts(office: Town) -> None:
    home, day = number(office, "0001"), story.today(office)
    with refusal("delegation.county-only"):
        delegation.delegate(office.ws, office.actor(CLERK), TOWNSHIP.code, DOC, day, day)
    delegated(office, day, date(2026, 12, 2))
    story.to_decision(office, home)
    found = cases.standing(office.ws, home)
    assert found is not None
    assert found.who is Who.CLERK
    with refusal("case.delegated"):
        story.confirmed(office, home, COUNTY)
    story.confirmed(office, home, CLERK)
    case_office.take_back(office.ws, office.actor(CLERK), home)
    office.clock.advance(days=1)
    with refusal("case.not-delegated"):
        story.confirmed(office, home, CLERK)
    story.confirmed(office, home, COUNTY)


def test_accepted_under_a_delegation_it_has_twenty_working_days(office: Town) -> None:
    home = number(office, "0002")
    given = delegated(office, date(2026, 11, 1), date(2027, 7, 31))
    story.accepted(office, home)
    found = cases.standing(office.ws, home)
    assert found is not None
    assert (found.due, found.case.delegated) == (date(2026, 12, 21), True)
    delegation.end(office.ws, office.actor(COUNTY), given, "试点结束")
    assert delegation.in_force(office.ws, RED_STAR.code, story.today(office)) is None


def test_who_surveyed_voted_checked_or_is_kin_does_not_decide(office: Town) -> None:
    home, county = number(office, "0001"), office.officer(COUNTY)
    story.to_decision(office, home)
    found = cases.standing(office.ws, home)
    assert found is not None
    one = households.get(office.ws, home)

    def why() -> str:
        now = cases.of_household(office.ws, home)[-1]
        refused = case_decide.why_not(office.ws, now, one, office.officer(COUNTY))
        return refused.code if refused else ""

    assert why() == ""
    assert [each.name for each in case_decide.deciders(office.ws, found.case)] == [county.name]
    rows: list[Value] = [{"household": home, "result": "1"}]
    meeting = story.other(office, home, "appraisal.closed", {"rows": rows}).thing
    members: list[Value] = [{"name": county.name, "votes": True}]
    story.other(office, home, "appraisal.panel", {"members": members}, thing=meeting)
    assert why() == "case.own-vote"
    people.declare_kin(office.ws, office.actor(CLERK), county.id, Kin("张三丰", one.persons[0].id_no, "4"))
    story.other(office, home, "check.done", {"major": 0}, COUNTY)
    assert why() == "case.own-vote"
    refused = case_decide.why_not(office.ws, found.case, one, office.officer(COUNTY))
    assert refused is not None
    assert refused.code == "recusal.kin"


def test_declared_kin_send_the_county_and_refuse_nobody(office: Town) -> None:
    home = number(office, "0001")
    one = households.get(office.ws, home)
    kin = Kin("张三丰", one.persons[0].id_no, "4")
    people.declare_kin(office.ws, office.actor(CLERK), office.officer("003").id, kin)
    story.to_decision(office, home)
    assert step(office, home) is Step.SPOT_CHECK
    story.other(office, home, "check.done", {"major": 0}, "004")
    assert step(office, home) is Step.DECISION
    event = story.confirmed(office, home)
    assert cases.approvers(office.ws, home) == {event.text("decider")} == {office.officer(COUNTY).id}


def test_a_member_who_stands_in_another_household_is_looked_into_before_acceptance(office: Town) -> None:
    home = office.household("0003", ("张小宝", "02", resident_id("99999920120303001")), village=STONE)
    story.applied(office, home)
    (same,) = case_office.twice(office.ws, home)
    assert (same.name, same.household_no, same.category) == ("张小宝", "0001", "1")
    with refusal("case.twice"):
        case_office.accept(office.ws, office.actor(CLERK), home, Acceptance())
    case_office.accept(office.ws, office.actor(CLERK), home, Acceptance(twice_seen="已随母亲另立户"))
    assert step(office, home) is Step.CHECK


def test_one_household_has_one_open_case(office: Town) -> None:
    with refusal("case.open"):
        story.applied(office, number(office, "0001"))
    case_office.withdraw(office.ws, office.actor(CLERK), number(office, "0001"), "子女找到工作")
    story.applied(office, number(office, "0001"))


def test_a_report_of_the_registers_has_number_and_day(office: Town) -> None:
    home, who = number(office, "0002"), office.actor(COUNTY)
    story.accepted(office, home)
    for code, said in (
        ("case.no-report", ("clear", "", "2026-11-20", "")), ("case.no-as-of", ("clear", "118号", "", "")),
        ("case.no-doubt", ("doubts", "118号", "2026-11-20", "")), ("case.future", ("clear", "118号", "2026-11-30", "")),
    ):  # fmt: skip
        with refusal(code):
            case_office.check(office.ws, who, home, *said)
    case_office.check(office.ws, who, home, "doubts", "118号", "2026-11-20", "名下有一辆车")
    assert step(office, home) is Step.VISIT


def test_the_list_follows_what_happens_and_what_the_calendar_does(office: Town) -> None:
    first, second = number(office, "0001"), number(office, "0002")
    story.accepted(office, second)
    cases.freshen(office.ws)
    assert cases.by_step(office.ws, Filter()) == {Step.OPINION: 1, Step.CHECK: 1}
    story.opined(office, first)
    story.posted(office, first)
    cases.freshen(office.ws)
    assert [one.line.household_id for one in cases.lines(office.ws, Filter(step="posted"), 0, 9)] == [first]
    office.clock.advance(days=9)
    cases.freshen(office.ws)
    assert [one.line.who for one in cases.lines(office.ws, Filter(step="decision"), 0, 9)] == ["county"]
    delegated(office, date(2026, 11, 1), date(2027, 7, 31))
    cases.freshen(office.ws)
    assert [one.line.household_id for one in cases.lines(office.ws, Filter(who=("clerk",)), 0, 9)] == [first]
    assert cases.count(office.ws, Filter(village=STONE.code)) == cases.count(office.ws, Filter(within=())) == 0
    assert cases.count(office.ws, Filter(due_before="2027-02-01")) == 2
    assert cases.freshen(office.ws) == 0


def test_a_decision_reaches_the_laptop_whose_roster_the_others_follow(office: Town, tmp_path: Path) -> None:
    from villagevisit.store import replicas

    home = number(office, "0001")
    story.to_decision(office, home)
    shutil.copytree(office.ws.home, tmp_path / "clerk")
    office.ws.store.reader()
    before = len(made(office))
    story.confirmed(office, home)
    arrived = made(office)[before:]
    with Workspace.open(tmp_path / "clerk", office.clock) as ws:
        with ws.store.transaction() as db:
            replicas.own(db, [RED_STAR.code])
        take(ws, arrived)
        assert households.get(ws, home).amount_month == Decimal("955.00")
        case_office.take_back(office.ws, office.actor(COUNTY), home)
        take(ws, made(office)[before:])
        assert households.get(ws, home).amount_month == Decimal("954.58")


def test_days_each_step_took(office: Town) -> None:
    home = number(office, "0001")
    story.to_decision(office, home)
    story.confirmed(office, home)
    cases.freshen(office.ws)
    assert cases.speed(office.ws, "2026-12-01", "2026-12-31")["case.confirmed"] == (1, 7)
