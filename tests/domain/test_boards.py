"""R-10 and R-19 as worked examples, and that no order of events changes where a board, objection or inquiry stands."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import boards, inquiries, objections
from villagevisit.domain.boards import Bar, Phase
from villagevisit.domain.event import Event, Value
from villagevisit.domain.publicity import BoardKind, Calendar, clock

VILLAGE = "999999100201"
TUESDAY = date(2026, 11, 24)


def event(kind: str, number: int, thing: str, day: date, /, **data: Value) -> Event:
    at = f"{day.isoformat()}T10:{number:02d}:00.000+08:00"
    return Event(f"e{number:03d}", kind, VILLAGE, thing, day.isoformat(), at, "孙经办", ("o",), ("h1",), "paper", data)


def posted(number: int, kind: BoardKind, days: int, day: date = TUESDAY, thing: str = "b", **data: Value) -> Event:
    period = clock(day, days)
    if kind is BoardKind.STANDING:
        period = replace(period, closes=day + timedelta(days=days))
    facts: dict[str, Value] = {
        "board": kind.value, "posted": day.isoformat(), "closes": period.closes.isoformat(),
        "decide_from": period.decide_from.isoformat(), "rows": 1, "pages": 1, "places": ["1"], "proof": "1",
    }  # fmt: skip
    return event(boards.POSTED, number, thing, day, **{**facts, **data})


def proved(number: int, thing: str = "b", day: date = TUESDAY) -> Event:
    return event(boards.PROVED, number, thing, day, outcome="same", photos=[{"digest": "ab" * 32, "size": 9}])


def test_posted_on_tuesday_for_seven_days_it_may_be_decided_from_the_second_of_december() -> None:
    """R-10: posting day not counted, 2026-12-01 until 24:00, decision from 2026-12-02."""
    (board,) = boards.fold([posted(1, BoardKind.INITIAL, 7), proved(2)])
    assert (board.closes, board.decide_from) == (date(2026, 12, 1), date(2026, 12, 2))
    assert board.phase(date(2026, 12, 1)) is Phase.HANGING
    assert board.phase(date(2026, 12, 2)) is Phase.OVER
    assert board.bar(date(2026, 12, 1)) is Bar.HANGING
    assert board.bar(date(2026, 12, 2)) is None


def test_without_a_photo_or_taken_down_early_nothing_follows_from_it() -> None:
    (bare,) = boards.fold([posted(1, BoardKind.INITIAL, 7)])
    assert bare.bar(date(2026, 12, 2)) is Bar.UNPROVED
    assert [one.id for one in boards.sort_out([bare], date(2026, 12, 2)).unproved] == ["b"]
    other = event(boards.PROVED, 2, "b", TUESDAY, outcome="other", photos=[{"digest": "ab" * 32, "size": 9}])
    assert boards.fold([posted(1, BoardKind.INITIAL, 7), other])[0].bar(date(2026, 12, 2)) is Bar.UNPROVED
    (free,) = boards.fold([posted(1, BoardKind.INITIAL, 7, proof="")])
    assert (free.bar(date(2026, 12, 1)), free.bar(date(2026, 12, 2))) == (Bar.HANGING, None)
    down = event(boards.DOWN, 3, "b", date(2026, 12, 1), reason="被雨淋坏")
    (short,) = boards.fold([posted(1, BoardKind.INITIAL, 7), proved(2), down])
    assert short.bar(date(2026, 12, 9)) is Bar.CUT_SHORT
    assert short.phase(date(2026, 12, 1)) is Phase.GONE


def test_a_standing_board_grows_stale_and_its_renewal_takes_its_place() -> None:
    first = posted(1, BoardKind.STANDING, 30, until="2027-05-24")
    (board,) = boards.fold([first])
    assert board.phase(TUESDAY + timedelta(30)) is Phase.HANGING
    assert board.phase(TUESDAY + timedelta(31)) is Phase.STALE
    assert board.phase(date(2027, 5, 25)) is Phase.OVER
    new = posted(2, BoardKind.STANDING, 30, TUESDAY + timedelta(31), "c", renews="b", until="2027-05-24")
    old, fresh = boards.fold([new, first])
    assert (old.renewed_by, old.phase(TUESDAY + timedelta(31))) == ("c", Phase.GONE)
    assert fresh.phase(TUESDAY + timedelta(31)) is Phase.HANGING


def received(number: int, day: date, thing: str = "o") -> Event:
    said: dict[str, Value] = {"channel": "2", "kind": "income", "what": "有车", "barred": ["001", "002"]}
    return event(objections.RECEIVED, number, thing, day, **said)


def test_who_visited_may_not_visit_again_while_the_objection_is_open() -> None:
    told = [received(3, date(2026, 11, 27))]
    settled = event(objections.SETTLED, 4, "o", date(2026, 12, 3), conclusion="keep", reason="", feedback="2026-12-03")
    assert objections.barred(objections.fold(told)) == {"h1": frozenset({"001", "002"})}
    assert objections.barred(objections.fold([*told, settled])) == {}


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_order_in_which_records_come_changes_nothing(seed: int) -> None:
    events = [
        posted(1, BoardKind.STANDING, 30), proved(2), posted(3, BoardKind.STANDING, 30, thing="c", renews="b"),
        event(boards.DOWN, 4, "b", TUESDAY), proved(5, "c"), event(boards.DOWN, 6, "c", TUESDAY),
        received(7, TUESDAY), event(objections.SETTLED, 8, "o", TUESDAY, conclusion="keep"),
        event(objections.SETTLED, 9, "o", TUESDAY, conclusion="end"),
    ]  # fmt: skip
    mixed = random.Random(seed).sample(events, len(events))
    assert boards.fold(mixed) == boards.fold(events)
    assert objections.fold(mixed) == objections.fold(events)
    assert objections.fold(mixed)[0].settled == objections.fold(events[:8])[0].settled


def test_petitions_are_told_in_15_days_and_settled_in_60_or_90() -> None:
    """R-19, by the Civil Code's way of counting: 2026-11-23 + 60 = 2027-01-22; 15 ends on 2026-12-08."""
    monday = date(2026, 11, 23)
    assert clock(monday, 15).closes == date(2026, 12, 8)
    assert clock(monday, 60).closes == date(2027, 1, 22)
    assert clock(date(2027, 1, 22), 30, Calendar()).closes == date(2027, 2, 22)  # the 21st is a Sunday


def opened(number: int = 1, channel: str = "1", matter: str = "3", day: date = TUESDAY, **data: Value) -> Event:
    facts: dict[str, Value] = {
        "channel": channel, "matter": matter, "content": "…", "first": "005", "first_name": "孙经办",
        "inform_by": "2026-12-09", "due": "2027-01-25", **data,
    }  # fmt: skip
    return event(inquiries.OPENED, number, f"i{number}", day, **facts)


def test_lights_press_first_for_telling_then_for_settling() -> None:
    (one,) = inquiries.fold([opened()])
    assert [one.light(date(2026, 12, day)) for day in (3, 4, 9, 10)] == ["green", "yellow", "yellow", "red"]
    (one,) = inquiries.fold([opened(), event(inquiries.TOLD, 2, "i1", TUESDAY)])
    assert one.light(date(2026, 12, 10)) == "green"
    assert one.light(date(2027, 1, 26)) == "red"


def test_nothing_is_closed_without_the_day_of_feedback() -> None:
    closed = event(inquiries.CLOSED, 2, "i1", TUESDAY, result="已解释", feedback="")
    assert inquiries.fold([opened(), closed])[0].closed is None


moves = st.lists(st.sampled_from(["to2", "to7", "yes2", "yes7", "supervise", "close"]), max_size=8)


@settings(max_examples=60, deadline=None)
@given(moves=moves, seed=st.integers(0, 999))
def test_one_owner_at_any_time_and_a_supervised_matter_never_leaves_the_county(moves: list[str], seed: int) -> None:
    events, offered = [opened()], dict[str, str]()
    owner, waiting, supervised, closed = "005", "", False, False
    for number, move in enumerate(moves, start=2):
        kind, data = _move(move, offered, f"e{number:03d}")
        events.append(event(kind, number, "i1", TUESDAY, **data))
        (one,) = inquiries.fold(random.Random(seed).sample(events, len(events)))
        who = "00" + move[-1]
        if closed:
            pass
        elif move.startswith("to") and (who == "007" or not supervised):
            waiting = who
        elif move.startswith("yes") and waiting == who:
            owner, waiting = who, ""
        elif move == "supervise" and not supervised:
            owner, waiting, supervised = "007", "", True
        closed = closed or move == "close"
        assert one.owner.staff_no == owner
        assert (one.waiting.to.staff_no if one.waiting else "") == ("" if closed else waiting)


def _move(move: str, offered: dict[str, str], event_id: str) -> tuple[str, dict[str, Value]]:
    who = "00" + move[-1]
    if move.startswith("to"):
        offered[who] = event_id
        return inquiries.HANDED_OVER, {"to": who, "to_name": who, "reason": "…", "county": who == "007"}
    if move.startswith("yes"):
        return inquiries.ACCEPTED, {"handover": offered.get(who, ""), "who": who}
    if move == "supervise":
        return inquiries.SUPERVISED, {"reference": "云督〔2026〕3号", "who": "007", "who_name": "吴县干"}
    return inquiries.CLOSED, {"result": "…", "feedback": "2026-11-24"}


def test_a_month_is_counted_by_channel_beside_last_year_with_the_rate_of_complaints() -> None:
    """S-014, S-015: 3 complaints over 4,022 households in benefit are 0.07 %."""
    last_year = date(2025, 11, 3)
    events = [
        opened(1, "1", "3"), opened(2, "3", "4"), opened(3, "3", "8"), opened(4, "2", "1"),
        opened(5, "3", "3", last_year), opened(6, "3", "3", date(2026, 10, 31)),
        event(inquiries.CLOSED, 7, "i1", TUESDAY, feedback="2026-11-24"),
    ]  # fmt: skip
    counted = [event(inquiries.VISITORS, 8 + at, "v", TUESDAY, count=some) for at, some in enumerate((300, 7))]
    month = inquiries.figures(inquiries.fold(events), counted, "2026-11", 4022)
    assert dict(month.channels) == {"1": 1, "3": 2, "2": 1}
    assert dict(month.last_year) == {"3": 1}
    assert (month.visitors, month.complaints, str(month.rate), str(month.settlement)) == (307, 3, "0.07", "25.00")
    assert month.major is None
    said = event(inquiries.MONTH, 10, "m", TUESDAY, month="2026-11", major=0, households=4000)
    month = inquiries.figures(inquiries.fold(events), [*counted, said], "2026-11", 9999)
    assert (month.major, month.households, str(month.rate)) == (0, 4000, "0.08")


def _closed(number: int, satisfaction: str) -> Event:
    facts: dict[str, Value] = {"result": "已答复", "feedback": "2026-11-24", "satisfaction": satisfaction}
    return event(inquiries.CLOSED, 20 + number, f"i{number}", TUESDAY, **facts)


def test_proposals_of_a_year_all_replied_all_satisfied() -> None:
    """S-019, S-020: 14 proposals, 7 of deputies and 7 of CPPCC members, all replied, 100 % satisfied."""
    events = []
    for number in range(1, 15):
        events.append(opened(number, channel="10" if number <= 7 else "11", matter="3"))
        closed = {"result": "已答复", "feedback": "2026-11-24", "satisfaction": "1" if number % 2 else "2"}
        events.append(event(inquiries.CLOSED, 20 + number, f"i{number}", TUESDAY, **closed))
    other = [opened(40, channel="1"), opened(41, "10", day=date(2025, 3, 3))]
    found = inquiries.proposals(inquiries.fold([*events, *other]), 2026)
    assert dict(found.channels) == {"10": 7, "11": 7}
    assert (found.replied, found.said, found.satisfied, str(found.rate)) == (14, 14, 14, "100.00")
    unhappy = [*(one for one in events if one.id != "e021"), _closed(1, "3")]
    assert str(inquiries.proposals(inquiries.fold(unhappy), 2026).rate) == "92.86"
    assert inquiries.figures(inquiries.fold(events), [], "2026-11", 10).complaints == 0


@pytest.mark.parametrize("bad", [{"board": "?"}, {"posted": "soon"}, {"until": "2027-13-01"}])
def test_a_posting_that_nobody_can_read_is_no_board(bad: dict[str, Value]) -> None:
    one = posted(1, BoardKind.STANDING, 30)
    assert boards.fold([replace(one, data={**one.data, **bad})]) == ()
