"""Two laptops in one household offline, as the county sees it: catalogue E of the fault list."""

import random

import pytest

from sync.server import records
from tests.county.conflict_side import (
    REASON,
    Chain,
    FactMember,
    decide,
    decide_all,
    household,
    look,
    person,
    state_hash,
    take,
    waiting,
)
from tests.county.side import VILLAGE, code_of
from villagevisit.county import deciding
from villagevisit.county.home import CountyHome
from villagevisit.domain.clock import FixedClock
from villagevisit.services.resolution_body import Decided, ResolutionBody, read_resolution, resolution_body
from villagevisit.store import county_conflicts


@pytest.fixture
def first() -> Chain:
    return Chain("DZ-FIRST")


@pytest.fixture
def second() -> Chain:
    return Chain("DZ-SECOND")


def copied(county: CountyHome, first: Chain, second: Chain) -> str:
    """Both laptops have the list that the first one made."""
    base = first.roster(household())
    take(county, first.made)
    second.roster(household(), base=base.digest)
    return base.digest


def test_63_two_laptops_change_the_same_important_field(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    first.roster(household(amount_month="1000"), base=base)
    second.roster(household(amount_month="800", phone="13900000009"), base=base)
    take(county, first.made + second.made)
    assert waiting(county) == ["benefit"]
    amounts = [head.value for head in look(county).registers["benefit"].heads]
    assert any("1000" in one for one in amounts)
    assert any("800" in one for one in amounts)
    assert look(county).registers["phone"].value == "13900000009"


def test_63_the_same_in_two_visits(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    first.visit(base=base, facts={"net_year": "10145.00"})
    second.visit(base=base, facts={"net_year": "12000.00"})
    take(county, first.made + second.made)
    assert waiting(county) == ["round/round-1/income", "visit/f01/round-1/"]


def test_64_equal_values_are_no_conflict(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    for one in (first, second):
        one.roster(household(amount_month="800"), base=base)
    take(county, first.made + second.made)
    assert waiting(county) == []


def test_65_gone_on_one_laptop_and_examined_on_the_other(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    first.roster(household(persons=[person(1)]), base=base)
    second.visit(base=base, form_id="f11", campaign_id="", person_id="p2", facts=None, result=None)
    take(county, first.made + second.made)
    assert waiting(county) == ["member/p2"]
    decide(county, member__p2="")
    assert waiting(county) == []


def test_66_gone_household_and_new_member(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    first.roster(household(state="moved"), base=base)
    second.roster(household(persons=[person(1), person(2), person(3)]), base=base)
    take(county, first.made + second.made)
    assert waiting(county) == ["state"]
    assert look(county).registers["member/p3"].value == "1"


def test_67_one_new_born_entered_on_two_laptops(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    one, other = person(3, "张小宝"), person(4, "张小宝", id_no=person(3).id_no)
    first.roster(household(persons=[person(1), person(2), one]), base=base)
    second.roster(household(persons=[person(1), person(2), other]), base=base)
    take(county, first.made + second.made)
    assert waiting(county) == ["twin/p3/p4"]
    decide(county, twin__p3__p4="p3")
    assert waiting(county) == []
    decide(county, twin__p3__p4="both")
    assert look(county).registers["twin/p3/p4"].value == "both"


def test_67_found_by_two_visits_and_then_listed(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    known = (FactMember("p1", "张三", "02", ""), FactMember("p2", "张四", "10", ""))
    for one in (first, second):
        one.visit(base=base, campaign_id="", members=(*known, FactMember("", "张小宝", "20", person(3).id_no)))
    first.roster(household(persons=[person(1), person(2), person(3, "张小宝")]), base=base)
    take(county, first.made + second.made)
    assert waiting(county) == []
    found = [one for one in look(county).registers if one.startswith("member/new:") and one.count("/") == 1]
    assert len(found) == 1
    assert person(3).id_no not in found[0]


def test_68_work_for_a_household_that_left_the_list_is_taken(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    gone = first.roster(base=base)
    second.visit(base=base)
    take(county, first.made + second.made)
    assert gone.digest not in look(county).ops
    assert "round/round-1/income" in look(county).registers
    assert waiting(county) == []


def test_69_a_third_edit_opens_a_decision_again(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    third = Chain("DZ-THIRD")
    first.roster(household(head_name="张三"), base=base)
    first.roster(household(head_name="张三丰"), base=base)
    second.roster(household(head_name="章三"), base=base)
    third.roster(household(head_name="张山"), base=base)
    take(county, first.made + second.made)
    decide(county, head_name="张三丰")
    assert waiting(county) == []
    take(county, third.made)
    assert waiting(county) == ["head_name"]
    again = look(county).registers["head_name"]
    assert {head.value for head in (*again.heads, *again.past)} == {"张三丰", "章三", "张山"}


def test_70_two_deciders_and_only_the_county_settles(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    first.roster(household(hukou_type="1"), base=base)
    second.roster(household(hukou_type="2"), base=base)
    take(county, first.made + second.made)
    page = look(county)
    clerk = Chain("DZ-CLERK")
    decide(county, hukou_type="1")
    assert code_of(lambda: decide(county, hukou_type="2", by="钱主任", known=page)) == "conflict.changed"
    assert [one.who for one in look(county).decisions()] == ["赵主任"]
    heads = tuple(head.op for head in page.registers["hukou_type"].heads)
    opinion = ResolutionBody("h1", VILLAGE, "孙", REASON, (Decided("hukou_type", "2", heads, ("1", "2")),), ())
    clerk.append("resolution", "h1", resolution_body(opinion))
    take(county, clerk.made)
    assert waiting(county) == ["hukou_type"]


def test_71_an_unsigned_second_visit_says_nothing_yet(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    first.visit(base=base)
    second.visit(base=base, signed=1)
    take(county, first.made + second.made)
    assert waiting(county) == []


def test_72_amendments(county: CountyHome, first: Chain, second: Chain) -> None:
    visit = first.visit()
    amended = first.visit(replaces=visit.subject, reason="收入漏记")
    take(county, first.made)
    assert waiting(county) == []
    second.visit(replaces=visit.subject, reason="成员有误")
    take(county, second.made)
    assert waiting(county) == ["visit/f01/round-1/"]
    decide_all(county, {"visit/f01/round-1/": amended.subject})
    assert waiting(county) == []
    last = first.visit(replaces=amended.subject, reason="再次更正")
    take(county, first.made)
    assert waiting(county) == []
    assert look(county).registers["visit/f01/round-1/"].value == last.subject


def test_a_visit_that_met_nobody_is_no_second_visit(county: CountyHome, first: Chain, second: Chain) -> None:
    first.visit(result={"final": "0"}, facts=None)
    second.visit()
    take(county, first.made + second.made)
    assert waiting(county) == []


def test_a_reason_a_name_and_a_choice_are_needed(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    first.roster(household(hukou_type="1"), base=base)
    second.roster(household(hukou_type="2"), base=base)
    take(county, first.made + second.made)
    assert code_of(lambda: decide(county, hukou_type="1", reason=" 嗯嗯 ")) == "conflict.reason"
    assert code_of(lambda: decide(county, hukou_type="1", by=" ")) == "conflict.nobody"
    assert code_of(lambda: decide(county)) == "conflict.nothing-chosen"
    assert waiting(county) == ["hukou_type"]


def test_laptops_are_told_once_what_is_open(county: CountyHome, first: Chain, second: Chain, clock: FixedClock) -> None:
    base = copied(county, first, second)
    first.roster(household(hukou_type="1", head_name="张三丰"), base=base)
    second.roster(household(hukou_type="2", head_name="章三"), base=base)
    take(county, first.made + second.made)
    assert deciding.announce(county.log, county.view, clock) == 1
    assert deciding.announce(county.log, county.view, clock) == 0
    decide(county, hukou_type="1")
    assert deciding.announce(county.log, county.view, clock) == 0
    county.view.rebuild()
    assert deciding.announce(county.log, county.view, clock) == 0
    second.roster(household(hukou_type="2", head_name="张三丰"), base=base)
    take(county, second.made)
    assert waiting(county) == []
    assert deciding.announce(county.log, county.view, clock) == 1


def test_any_order_and_a_rebuild_give_the_same(county: CountyHome, first: Chain, second: Chain) -> None:
    base = first.roster(household()).digest
    second.roster(household(), base=base)
    first.roster(household(hukou_type="1", persons=[person(1)]), base=base)
    second.roster(household(hukou_type="2"), household(2, [person(5, household="h2")]), base=base)
    first.visit(base=base)
    second.visit(base=base, facts={"net_year": "1"}, person_id="p2", at="2019-01-01")
    everything = first.made + second.made
    take(county, everything)
    expected = state_hash(county)
    assert waiting(county) == ["hukou_type", "member/p2", "round/round-1/income"]
    county.view.rebuild()
    assert state_hash(county) == expected


@pytest.mark.parametrize("seed", range(6))
def test_arrival_in_any_order_gives_the_same(county: CountyHome, first: Chain, second: Chain, seed: int) -> None:
    base = first.roster(household()).digest
    first.roster(household(hukou_type="1"), base=base)
    second.roster(household(hukou_type="2"), base=base)
    second.visit(base=base)
    order = [*first.made, *second.made]
    random.Random(seed).shuffle(order)
    for one in order:
        take(county, [one])
    assert waiting(county) == ["hukou_type"]
    shuffled = state_hash(county)
    county.view.rebuild()
    assert state_hash(county) == shuffled
    assert county_conflicts.counts(county.view.store.reader()) == {VILLAGE: 1}


def test_a_decision_travels_with_what_is_left_open(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    first.roster(household(hukou_type="1", head_name="张三丰"), base=base)
    second.roster(household(hukou_type="2", head_name="章三"), base=base)
    take(county, first.made + second.made)
    decide(county, hukou_type="1")
    with county.log.reading() as s:
        (logged,) = [one for one in records.after(s, 0, 100) if one.record.kind == "resolution"]
    body = read_resolution(logged.record.body)
    assert (logged.area, logged.record.subject, logged.record.device) == (VILLAGE, "h1", "CO-999999000000")
    assert (body.by, body.reason, body.open) == ("赵主任", REASON, ("head_name",))
    assert logged.record.holds()


def test_the_next_round_is_no_edit_of_the_last(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    first.visit(base=base, facts={"net_year": "10145.00"})
    second.visit(base=base, facts={"net_year": "12000.00"}, campaign_id="round-2")
    take(county, first.made + second.made)
    assert waiting(county) == []


def test_a_correction_on_another_laptop_is_no_conflict(county: CountyHome, first: Chain, second: Chain) -> None:
    base = copied(county, first, second)
    visit = first.visit(base=base, facts={"net_year": "10145.00"})
    second.visit(base=base, facts={"net_year": "12000.00"}, replaces=visit.subject, reason="收入漏记")
    take(county, second.made)
    take(county, first.made)
    assert waiting(county) == []
    assert "12000" in look(county).registers["round/round-1/income"].value
