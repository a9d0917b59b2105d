"""A county's decision on a laptop: it counts once, the newest counts, and what stood here before stays to be read."""

import itertools
from collections.abc import Sequence

import pytest

from sync.record import CHAIN_START, Record, make
from tests.services.town import RED_STAR, Town
from villagevisit.services import conflicts, households
from villagevisit.services.exchange_bodies_replica import RosterBody
from villagevisit.services.resolution_body import RESOLUTION, Decided, ResolutionBody, resolution_body
from villagevisit.store import decisions
from villagevisit.store import households as rows


def resolution(household: str, seq: int, *decided: Decided, waiting: Sequence[str] = ()) -> Record:
    """The county's clock is set back by an hour before each."""
    body = ResolutionBody(household, RED_STAR.code, "赵主任", "电话核实", tuple(decided), tuple(waiting), turn=seq)
    at = f"2026-11-22T1{9 - seq}:00:00.000+08:00"
    return make("CO-999999000000", seq, RESOLUTION, household, at, CHAIN_START, bytes(16), resolution_body(body))


def one(register: str, value: str, *sides: str) -> Decided:
    return Decided(register, value, ("a", "b"), sides)


def take(town: Town, *records: Record) -> None:
    with town.ws.store.transaction() as db:
        for record in records:
            conflicts.take_resolution(db, record)


def told(town: Town, household: str) -> list[tuple[str, str, str]]:
    found = conflicts.doubts(town.ws, household).decided
    return [(line.register, line.before, line.after) for line in found]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_newest_decision_counts_in_whichever_order_they_come(town: Town, order: tuple[int, ...]) -> None:
    home = town.family()
    head = households.get(town.ws, home).head_name
    made = [
        resolution(home, 1, one("head_name", "甲", head), waiting=["state"]),
        resolution(home, 2, one("head_name", "乙", head, "甲")),
        resolution(home, 3, one("head_name", "丙", head, "甲", "乙"), waiting=["benefit"]),
    ]
    for at in order:
        take(town, made[at], made[at])
    assert households.get(town.ws, home).head_name == "丙"
    assert conflicts.doubts(town.ws, home).open == ("benefit",)
    assert [line.after for line in conflicts.doubts(town.ws, home).decided] == ["丙", "乙", "甲"]


def test_what_was_changed_here_meanwhile_stays_for_the_county_to_see(town: Town) -> None:
    home = town.family()
    with town.ws.store.transaction() as db:
        rows.update(db, home, {"head_name": "张三峰"})
    take(town, resolution(home, 1, one("head_name", "张三风", "张三丰")))
    assert households.get(town.ws, home).head_name == "张三峰"
    assert told(town, home) == []
    assert decisions.of_village(town.ws.store.reader(), RED_STAR.code) == []


def test_members_leave_and_change_and_can_be_found(town: Town) -> None:
    home = town.family()
    first, second, *others = households.get(town.ws, home).persons
    number = '{"birth":"1955-11-15","id_kind":"resident","id_no":"999999195511150029","sex":"2"}'
    old = f'{{"birth":"{second.birth}","id_kind":"{second.id_kind}","id_no":"{second.id_no}","sex":"{second.sex}"}}'
    gone = [one(f"member/{person.id}", "", "", "1") for person in others]
    take(
        town,
        resolution(home, 1, one(f"member/{second.id}/identity", number, old), *gone),
        resolution(home, 2, one(f"twin/{first.id}/{second.id}", first.id)),
    )
    household = households.get(town.ws, home)
    assert [person.id for person in household.persons] == [first.id]
    assert households.search(town.ws, "0029") == []
    assert second.id_no in next(before for register, before, _ in told(town, home) if register.endswith("identity"))


def test_two_who_are_two_stay(town: Town) -> None:
    home = town.family()
    first, second, *_ = households.get(town.ws, home).persons
    take(town, resolution(home, 1, one(f"twin/{first.id}/{second.id}", "both")))
    assert {first.id, second.id} <= {person.id for person in households.get(town.ws, home).persons}


def test_a_number_that_another_household_has_is_not_taken_from_it(town: Town) -> None:
    home, other = town.family("0001"), town.family("0002")
    take(town, resolution(home, 1, one("household_no", "0002", "0001")))
    assert households.get(town.ws, home).household_no == "0001"
    take(town, resolution(home, 2, one("household_no", "0009", "0001", "0002")))
    assert households.get(town.ws, home).household_no == "0009"
    assert [hit.household_id for hit in households.search(town.ws, "0009")] == [home]
    assert households.get(town.ws, other).household_no == "0002"


def test_a_list_that_did_not_know_a_decision_does_not_undo_it(town: Town) -> None:
    home = town.family()
    listed = rows.by_id(town.ws.store.reader(), home)
    assert listed is not None
    before = f'{{"amount_month":"{listed.amount_month}"}}'
    record = resolution(home, 1, one("benefit", '{"amount_month":"450.00"}', before))
    take(town, record)
    assert decisions.of_village(town.ws.store.reader(), RED_STAR.code) == [record.digest]
    for decided, expected in (((), "450.00"), ((record.digest,), listed.amount_month)):
        with town.ws.store.transaction() as db:
            rows.update(db, home, {"amount_month": listed.amount_month})
            conflicts.keep_decisions(db, RosterBody(RED_STAR.code, (), (listed,), 1, decided=decided))
        assert str(households.get(town.ws, home).amount_month) == expected


def test_a_decision_about_a_household_that_is_not_here_waits(town: Town) -> None:
    take(town, resolution("elsewhere", 1, one("head_name", "甲", "乙"), waiting=["state"]))
    assert conflicts.doubts(town.ws, "elsewhere").open == ("state",)
    assert told(town, "elsewhere") == [("head_name", "", "甲")]
