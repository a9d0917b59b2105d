"""Spot checks from the fixed list of households to the recheck of a whole team, through the services (R-17)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.printing.papers import texts
from tests.services import f01
from tests.services.replica_side import made
from tests.services.town import COUNTY, PINS, STONE, TOWNSHIP, Town, resident_id, signed_visit
from villagevisit.county.judge import judge
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Kin, Role
from villagevisit.services import (
    attachments,
    check_results,
    checks,
    events,
    paper,
    people,
    rectifying,
    signoff,
    visit,
    visit_freeze,
    visit_lookup,
)
from villagevisit.services.checks import Plan
from villagevisit.services.event_body import EVENT
from villagevisit.services.events import New
from villagevisit.services.exchange_bodies import DOCUMENT
from villagevisit.services.paper_types import PaperRequest
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import NOBODY

SEED = "20261121-738216"
PLAN = Plan(TOWNSHIP.code, "SC-2026-04", "2", "visited")


def county(town: Town) -> Town:
    people.add(town.ws, NOBODY, NewOfficer("007", "吴县干", frozenset({Role.COUNTY})))
    return town.with_pins()


def visited(town: Town, *numbers: str) -> list[str]:
    """Households of 石桥村 that 李芳 and 王强 visited and signed."""
    homes = []
    for number in numbers:
        home = town.family(number, STONE)
        opened = f01.begin(town, home)
        f01.fill(town, opened)
        frozen = visit_freeze.freeze(town.ws, town.actor("001", "002"), opened.draft_id, opened.session).value
        signed_visit(town, frozen.submission_id)
        homes.append(home)
    return homes


def drawn(town: Town, plan: Plan = PLAN) -> str:
    who = town.actor("007")
    check_id = checks.commit(town.ws, who, plan).value
    checks.draw(town.ws, who, check_id, SEED)
    return check_id


def checked(town: Town, check_id: str, home: str, grade: str = "2", conclusion: str = "4", *crew: str) -> str:
    """F16 filled in and signed by two others; its id."""
    crew = crew or ("003", "004")
    draft_id = check_results.begin(town.ws, town.actor(*crew), check_id, home).value
    opened = visit.open_form(town.ws, town.actor(*crew), "spot_check", household_id=home).value
    session = opened.session
    for row in session.children("/data/item"):
        session.answer(f"{row.ref}/ci_now", "14400.00" if grade == "2" else "0")
        session.answer(f"{row.ref}/ci_grade", grade if row.ref.endswith("[2]") else "0")
    if grade == "2":
        session.answer("/data/item[2]/ci_note", "在镇上务工，月工资 1200 元")
    answers = {"not_original": "1", "aware": "1", "conclusion": conclusion, "pc_now": "400.00"}
    if conclusion != "1":
        answers |= {"order": "补记务工收入，重新核算", "order_due": "2026-12-22"}
    for name, value in answers.items():
        session.answer(f"/data/{name}", value)
    sign = attachments.attach(town.ws, draft_id, f01.PAD, "signature").value
    for name in ("sign_c1", "sign_c2"):
        session.answer(f"/data/{name}", sign)
    found = visit_freeze.freeze(town.ws, town.actor(*crew), draft_id, session).value.submission_id
    for place, one in enumerate(crew, start=1):
        signoff.sign(town.ws, found, town.officer(one).id, PINS[one], place)
    return found


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def test_what_may_be_drawn_is_fixed_before_the_seed(town: Town) -> None:
    county(town)
    visited(town, "0001")
    with refused("actor.role"):
        checks.commit(town.ws, town.actor("005"), PLAN)
    check_id = checks.commit(town.ws, town.actor("007"), PLAN).value
    visited(town, "0002")
    with refused("check.frame-changed"):
        checks.draw(town.ws, town.actor("007"), check_id, SEED)
    with refused("check.batch-taken"):
        checks.commit(town.ws, town.actor("007"), PLAN)


def test_the_list_stays_with_the_county_and_who_opens_it_is_written_down(town: Town) -> None:
    county(town)
    homes = visited(town, "0001", "0002", "0003", "0004")
    check_id = drawn(town)
    areas = {judge(one).area for one in made(town) if one.kind == EVENT and b"check.drawn" in one.body}
    assert areas == {""}
    (listed,) = checks.every(town.ws)
    assert (listed.sample, listed.seed, listed.size, listed.planned) == ((), "", 4, 2)
    with refused("actor.role"):
        checks.open_list(town.ws, town.actor("005"), check_id)
    found = checks.open_list(town.ws, town.actor("007"), check_id).value
    assert {one.home.id for one in found.sample} < set(homes)
    assert [by for by, _ in found.looks] == ["吴县干"]
    with refused("check.still-hidden"):
        checks.announce(town.ws, town.actor("007"), check_id)
    with refused("check.drawn-already"):
        checks.draw(town.ws, town.actor("007"), check_id, "another")
    absent = found.sample[0].home.id
    stands_in = checks.replace_absent(town.ws, town.actor("007"), check_id, absent, "外出务工").value
    assert stands_in is not None
    after = checks.find(town.ws, check_id)
    assert absent in {one.home.id for one in after.sample}
    assert len(after.waiting) == 2


def test_who_visited_or_decided_does_not_check(town: Town) -> None:
    county(town)
    (home,) = visited(town, "0001")
    check_id = drawn(town)
    with refused("check.own-work"):
        check_results.begin(town.ws, town.actor("001", "003"), check_id, home)
    events.record(town.ws, town.actor("007"), New("case.confirmed", STONE.code, households=(home,)))
    with refused("check.own-decision"):
        check_results.begin(town.ws, town.actor("007"), check_id, home)
    signed = {"decider": town.officer("004").id}
    events.record(town.ws, town.actor("005"), New("case.confirmed", STONE.code, households=(home,), data=dict(signed)))
    with refused("check.own-decision"):
        check_results.begin(town.ws, town.actor("003", "004"), check_id, home)


def test_a_difference_is_compared_escalated_and_to_be_put_right(town: Town) -> None:
    county(town)
    homes = visited(town, "0001", "0002", "0003")
    check_id = drawn(town)
    (one,) = checks.find(town.ws, check_id).waiting
    form = checked(town, check_id, one.home.id)
    assert check_results.ready(town.ws, checks.find(town.ws, check_id)) == {one.home.id: form}
    event = check_results.enter(town.ws, town.actor("007"), check_id, form).value
    assert SEED.encode() not in visit_lookup.submission(town.ws, form).body
    assert (event.source, event.number("major"), event.area) == (form, 1, STONE.code)
    check = checks.find(town.ws, check_id)
    by_field = {row.field: row for row in check_results.differences(town.ws, check, one.home.id)}
    assert (by_field["1"].visit, by_field["1"].before) == ("3", "3")
    assert (by_field["2"].now, by_field["2"].grade) == ("14400.00", "2")
    assert by_field["1"].unmarked
    assert not by_field["2"].unmarked
    (fault,) = rectifying.every(town.ws)
    assert (fault.origin, fault.due, fault.households) == ("check", "2026-12-22", (one.home.id,))
    _, since = check_results.accuracy(town.ws, "2026-11-01")
    assert since.accuracy == 0
    assert check_results.totals(town.ws)[1] == {"2": 1}
    (team,) = checks.due(town.ws, check)
    assert check_results.team_name(town.ws, team) in {"李芳、王强", "王强、李芳"}
    assert checks.escalate(town.ws, town.actor("007"), check_id, team).value == 2
    after = checks.find(town.ws, check_id)
    assert {row.home.id for row in after.waiting} == set(homes) - {one.home.id}
    with refused("check.not-due"):
        checks.escalate(town.ws, town.actor("007"), check_id, team)
    _put_right(town, fault.id)


def _put_right(town: Town, fault_id: str) -> None:
    clerk = town.actor("005")
    with refused("rectify.no-evidence"):
        rectifying.close(town.ws, clerk, fault_id)
    with refused("rectify.not-overdue"):
        rectifying.escalate(town.ws, clerk, fault_id)
    town.clock.at += timedelta(days=31)
    assert rectifying.escalate(town.ws, clerk, fault_id).value == "county"
    rectifying.evidence(town.ws, clerk, fault_id, "已重新核算")
    rectifying.close(town.ws, clerk, fault_id)
    assert rectifying.get(town.ws, fault_id).closed == "2026-12-23"


def test_kin_of_staff_and_those_complained_about_are_looked_at_in_any_case(town: Town) -> None:
    county(town)
    homes = [town.family(f"{number:04d}", STONE) for number in range(1, 12)]
    people.declare_kin(town.ws, NOBODY, town.officer("001").id, Kin("张三丰", resident_id("99999919700101005"), "1"))
    events.record(town.ws, town.actor("005"), New("objection.received", STONE.code, households=(homes[0],)))
    for matter, home in (("1", homes[1]), ("4", homes[2])):
        asked = New("inquiry.opened", STONE.code, households=(home,), data={"matter": matter})
        events.record(town.ws, town.actor("005"), asked)
    check_id = drawn(town, Plan(COUNTY.code, "SC-2026-05", "1", "benefit"))
    sample = checks.find(town.ws, check_id).sample
    assert {one.home.id: one.home.must for one in sample if one.home.must} == {
        homes[0]: "complained", homes[2]: "complained", homes[4]: "filed",
    }  # fmt: skip
    assert len(sample) == 3 + 3


def test_the_draw_is_printed_so_that_a_villager_can_repeat_it(town: Town) -> None:
    county(town)
    for number in range(1, 11):
        town.family(f"3713220010{number:03d}", STONE)
    check_id = drawn(town, Plan(TOWNSHIP.code, "SC-2026-04", "1", "benefit"))
    who = town.actor("007")
    request = PaperRequest(kind="sample_record", subject_id=check_id)
    with refused("actor.role"):
        paper.make(town.ws, town.actor("001"), request)
    sheet = paper.make(town.ws, who, request).value
    text = "".join(texts(sheet.pdf))
    places = [text.index(number) for number in ("0968bf03", "3713220010002", "3713220010003", "3713220010007")]
    assert SEED in text
    assert places[1:] == sorted(places[1:])
    assert [by for by, _ in checks.find(town.ws, check_id).looks] == ["吴县干"]


def test_the_check_is_printed_with_what_was_found_and_its_demand(town: Town) -> None:
    county(town)
    (home,) = visited(town, "0001")
    check_id = drawn(town, replace(PLAN, mode="1"))
    original = checks.find(town.ws, check_id).sample[0].home.original
    who, blank = town.actor("007"), PaperRequest(kind="spot_check", subject_id=original, batch=PLAN.batch)
    assert SEED not in "".join(texts(paper.make(town.ws, who, blank).value.pdf))
    assert [judge(one).area for one in made(town) if one.kind == DOCUMENT] == [""]
    checks.announce(town.ws, who, check_id)
    assert SEED in "".join(texts(paper.make(town.ws, who, blank).value.pdf))
    form = checked(town, check_id, home)
    check_results.enter(town.ws, who, check_id, form)
    found = "".join(texts(paper.make(town.ws, who, PaperRequest(kind="spot_check", subject_id=form)).value.pdf))
    assert all(words in found for words in ("SC-2026-04", "14400", "重大差异", "金额错误", "补记务工收入"))
    assert form in {one.id for one in paper.subjects(town.ws, who, "spot_check")}
    (fault,) = rectifying.every(town.ws)
    asked = PaperRequest(kind="rectification", subject_id=fault.id)
    notice = "".join(texts(paper.make(town.ws, town.actor("005"), asked).value.pdf))
    assert all(words in notice for words in ("补记务工收入", "2026年12月22日", "抽查", "云溪县"))
