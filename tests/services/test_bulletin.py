"""The monthly bulletin: counted from what is there, blocked by a gap, fixed once, the base of the next month."""

import pytest

from tests.services.conftest import MORNING
from tests.services.town import COUNTY, RED_STAR, STONE, TOWNSHIP, Town, opened
from villagevisit.domain.bulletin import FLOW_HOUSEHOLDS, FLOW_PERSONS, Figure
from villagevisit.domain.bulletin_book import Frozen
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.services import bulletin, events
from villagevisit.services.bulletin import Month
from villagevisit.services.events import New
from villagevisit.services.workspace import Cancelled

MONTH = "2026-11"


def enter(
    town: Town, kind: str, *homes: str, area: str = RED_STAR.code, thing: str = "", day: str = "", **data: Value
) -> str:
    return events.record(town.ws, town.actor("005"), New(kind, area, thing, homes, day, data=data)).thing


def confirm(town: Town, home: str, persons: int = 3, area: str = RED_STAR.code, day: str = "") -> str:
    """The event's id."""
    before: Value = {"category": "", "insured": 0, "amount": "0"}
    after: Value = {"category": "1", "insured": persons, "amount": "954.58"}
    new = New("case.confirmed", area, "", (home,), day, data={"before": before, "after": after})
    return events.record(town.ws, town.actor("005"), new).id


def stop(town: Town, home: str, persons: int, reason: str = "death", day: str = "") -> None:
    old: Value = {"category": "1", "insured": persons}
    thing = enter(town, "change.proposed", home, day=day, reason=reason, old=old, new={"category": "", "insured": 0})
    enter(town, "change.effective", home, thing=thing, day=day)
    enter(town, "change.effective", home, thing=thing, day=day)


def look(town: Town, month: str = MONTH) -> Month:
    return bulletin.look(town.ws, town.actor("005"), TOWNSHIP.code, month)


def opening(town: Town, households: int, persons: int) -> None:
    bulletin.state_opening(town.ws, town.actor("005"), TOWNSHIP.code, MONTH, (households, persons), "2026年10月发放表")


def freeze(town: Town, month: str = MONTH) -> Frozen:
    return bulletin.freeze(town.ws, town.actor("005"), TOWNSHIP.code, month, 0).value


def values(month: Month) -> dict[str, Figure]:
    assert month.bulletin is not None
    return dict(month.bulletin.figures)


def test_nothing_is_counted_before_somebody_said_what_there_was(town: Town) -> None:
    assert look(town).bulletin is None
    with pytest.raises(Refused) as refused:
        freeze(town)
    assert refused.value.code == "bulletin.no-opening"


def test_what_the_other_rooms_entered_is_counted_once_and_by_its_day(town: Town) -> None:
    first, second = town.family("0001"), town.family("0002", STONE)
    opening(town, 1, 3)
    confirm(town, second, area=STONE.code)
    confirm(town, first, day="2026-10-31")
    meeting = enter(town, "appraisal.closed", first, rows=[{"result": "agreed"}])
    enter(town, "appraisal.closed", first, thing=meeting)
    for conclusion in ("change", "keep"):
        enter(town, "objection.settled", thing=enter(town, "objection.received", first), conclusion=conclusion)
    enter(town, "inquiry.opened", channel="3", area=TOWNSHIP.code)
    enter(town, "inquiry.visitors", area=TOWNSHIP.code, count=12)
    enter(town, "clue.concluded", first, thing=enter(town, "clue.listed", first), ending="cancel")
    enter(town, "board.posted", board="initial", closes="2026-11-21")
    enter(town, "board.down", thing=enter(town, "board.posted", board="initial", closes="2026-11-30"))
    enter(town, "check.done", first, thing="check", major=0)
    enter(town, "check.done", second, thing="check", major=2)
    found = look(town)
    got = values(found)
    assert (got["added_hh"], got["added_p"]) == (Figure(1), Figure(3))
    assert (got["end_hh"], got["end_p"]) == (Figure(2), Figure(6))
    assert got["appraisals"] == Figure(1)
    assert (got["objections_settled"], got["objections_upheld"]) == (Figure(2, 2), Figure(1, 2))
    assert (got["inquiries"], got["visitors"]) == (Figure(1), Figure(12))
    assert (got["boards_hanging"], got["boards_stale"]) == (Figure(1), Figure(1, 1))
    assert got["checks_right"] == Figure(1, 2)
    assert found.bulletin is not None
    assert [(one.key, one.count) for one in found.bulletin.parts["ending"]] == [("cancel", 1)]
    assert [(one.households, one.added) for one in found.bulletin.units] == [(1, 0), (1, 1)]
    assert found.open == ()


def test_a_gap_blocks_until_it_is_explained_and_another_gap_blocks_again(town: Town) -> None:
    town.family("0001")
    opening(town, 2, 6)
    clerk = town.actor("005")
    with pytest.raises(Refused) as refused:
        freeze(town)
    assert (refused.value.code, refused.value.params) == ("bulletin.gap", {"count": 2})
    assert [check.key for check in look(town).open] == [FLOW_HOUSEHOLDS, FLOW_PERSONS]
    with pytest.raises(Refused, match=r"bulletin\.no-why"):
        bulletin.explain(town.ws, clerk, TOWNSHIP.code, MONTH, look(town).open[0], " ")
    for check in look(town).open:
        bulletin.explain(town.ws, clerk, TOWNSHIP.code, MONTH, check, "上月重复登记一户")
    assert look(town).open == ()
    town.family("0003")
    town.family("0004")
    assert len(look(town).open) == 2
    for check in look(town).open:
        bulletin.explain(town.ws, clerk, TOWNSHIP.code, MONTH, check, "上月漏登一户")
    fixed = freeze(town)
    assert [(one.left, one.right) for one in fixed.explained] == [(2, 3), (6, 9)]
    assert {one.why for one in fixed.explained} == {"上月漏登一户"}


def test_what_is_fixed_stays_and_the_next_month_begins_where_it_ended(town: Town) -> None:
    home = town.family("0001")
    town.family("0002")
    opening(town, 2, 6)
    fixed = freeze(town)
    assert (fixed.number, fixed.total, fixed.since, fixed.until) == (1, 1, "2026-11-01", "2026-11-22")
    assert look(town).bulletin is None
    assert look(town).book.frozen == fixed == bulletin.find(town.ws, fixed.event)
    with pytest.raises(Refused, match=r"bulletin\.frozen"):
        freeze(town)
    stop(town, home, 3, day="2026-11-28")
    town.clock.at = MORNING.replace(month=12, day=3)
    with town.ws.store.transaction() as db:
        db.execute("UPDATE household SET assist_category = '', insured_persons = 0 WHERE id = ?", [home])
    december = look(town, "2026-12")
    assert december.bulletin is not None
    assert (december.bulletin.facts.since, december.bulletin.facts.opening) == ("2026-11-23", (2, 6))
    assert (values(december)["stopped_hh"], values(december)["stopped_p"]) == (Figure(1), Figure(3))
    assert december.open == ()
    assert freeze(town, "2026-12").number == 2


def test_what_was_stopped_after_the_month_still_counts_in_it(town: Town) -> None:
    home = town.family("0001")
    opening(town, 1, 3)
    town.clock.at = MORNING.replace(month=12, day=3)
    stop(town, home, 3)
    with town.ws.store.transaction() as db:
        db.execute("UPDATE household SET assist_category = '', insured_persons = 0 WHERE id = ?", [home])
    assert values(look(town))["end_hh"] == Figure(1)
    assert look(town).open == ()


def test_members_who_come_and_go_move_persons_only(town: Town) -> None:
    home = town.family("0001")
    opening(town, 1, 4)
    old: Value = {"category": "1", "insured": 4}
    thing = enter(town, "change.proposed", home, reason="death", old=old, new={"category": "1", "insured": 3})
    enter(town, "change.effective", home, thing=thing)
    got = values(look(town))
    assert (got["adjusted_hh"], got["stopped_hh"], got["stopped_p"]) == (Figure(1), Figure(0), Figure(1))
    assert look(town).open == ()


def test_a_decision_taken_back_is_as_if_it_had_not_been(town: Town) -> None:
    home = town.family("0001")
    opening(town, 0, 0)
    made = confirm(town, home)
    assert look(town).open == ()
    for _ in range(2):
        enter(town, "case.undone", home, event=made)
    with town.ws.store.transaction() as db:
        db.execute("UPDATE household SET assist_category = '', insured_persons = 0 WHERE id = ?", [home])
    assert (values(look(town))["added_hh"], values(look(town))["added_p"]) == (Figure(0), Figure(0))
    assert look(town).open == ()


def test_the_round_is_counted_by_village(town: Town) -> None:
    town.family("0001")
    town.family("0002", STONE)
    opening(town, 2, 6)
    opened(town)
    assert values(look(town))["visited"] == Figure(0, 2)


def test_an_investigator_makes_no_bulletin_and_a_cancel_leaves_nothing(town: Town) -> None:
    town.family("0001")
    opening(town, 1, 3)
    with pytest.raises(Refused, match=r"actor\.role"):
        bulletin.look(town.ws, town.actor("001"), TOWNSHIP.code, MONTH)

    def stop_it(done: int, total: int) -> None:
        if done == total // 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        bulletin.freeze(town.ws, town.actor("005"), TOWNSHIP.code, MONTH, 0, progress=stop_it)
    assert look(town).book.frozen is None


def test_who_makes_which(town: Town) -> None:
    assert [one.code for one in bulletin.offices(town.ws, town.actor("005"))] == [TOWNSHIP.code]
    assert bulletin.offices(town.ws, town.actor("001")) == ()
    assert COUNTY.code not in {one.code for one in bulletin.offices(town.ws, town.actor("005"))}


@pytest.mark.parametrize("month", ["2026-13", "2027-01"])
def test_a_month_that_is_none_or_has_not_begun(town: Town, month: str) -> None:
    bulletin.state_opening(town.ws, town.actor("005"), TOWNSHIP.code, month, (0, 0), "发放表")
    with pytest.raises(Refused, match=r"bulletin\.no-month"):
        look(town, month)
