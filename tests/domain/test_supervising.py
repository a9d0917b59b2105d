"""What recurs every month, what is late, and that the order in which records arrive changes nothing."""

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import supervising as rules
from villagevisit.domain.event import Event, Value
from villagevisit.domain.supervising import duties, groups, missing, problems

AREA = "999999100000"


def event(number: int, kind: str, thing: str, day: str = "2026-09-10", **data: Value) -> Event:
    at = f"2026-09-10T10:{number:02d}:00.000+08:00"
    return Event(f"{number:02d}", kind, AREA, thing, day, at, "孙经办", ("o",), data=data)


SWEEP = event(1, rules.PLANNED, "t1", "2026-09-10", name="一排", units="红星村、石桥村", due_day=31, after="")
CHECK = event(2, rules.PLANNED, "t2", "2026-10-01", name="一督", units="红星村", due_day=15, after="一排")
SWEPT = event(3, rules.DONE, "t1", period="2026-09", unit="红星村", result="无纠纷")


def test_a_monthly_sweep_is_owed_by_every_village_and_the_missing_one_is_listed() -> None:
    """S-107: due on the last day of a short month; the month that runs is not late yet."""
    today = date(2026, 10, 20)
    owed = duties([SWEEP, SWEPT], today)
    assert [(one.period, one.unit, one.due, one.result) for one in owed] == [
        ("2026-09", "石桥村", "2026-09-30", ""), ("2026-10", "石桥村", "2026-10-31", ""),
        ("2026-10", "红星村", "2026-10-31", ""), ("2026-09", "红星村", "2026-09-30", "无纠纷"),
    ]  # fmt: skip
    assert [(one.period, one.unit) for one in missing(owed, today)] == [("2026-09", "石桥村")]


def test_one_sweep_then_one_check() -> None:
    """S-108: the check waits for the sweep of the same month."""
    swept = event(4, rules.DONE, "t1", period="2026-10", unit="红星村", result="已排查")
    before = [one.waits for one in duties([SWEEP, CHECK], date(2026, 10, 20)) if one.task == "t2"]
    after = [one.waits for one in duties([SWEEP, CHECK, swept], date(2026, 10, 20)) if one.task == "t2"]
    assert (before, after) == ([True], [False])


def test_a_task_that_ended_is_not_owed_any_more() -> None:
    ended = event(5, rules.ENDED, "t1", "2026-09-30", why="专项行动结束")
    assert {one.period for one in duties([SWEEP, ended], date(2027, 3, 1))} == {"2026-09"}


def test_a_group_that_waits_for_an_answer() -> None:
    """S-097."""
    formed = event(1, rules.FORMED, "g", name="第一组", leader="吴县干", members="", targets="清溪镇，石桥镇")
    visit = event(2, rules.VISITED, "g", target="清溪镇", found="公示榜超期", comment="当场指出", due="2026-09-20")
    (group,) = groups([visit, formed])
    assert group.targets == ("清溪镇", "石桥镇")
    assert (group.visits[0].late("2026-09-20"), group.visits[0].late("2026-09-21")) == (False, True)
    (answered,) = groups([event(3, rules.ANSWERED, "g", visit="02", answer="已更换"), visit, formed])
    assert not answered.visits[0].late("2026-12-01")


ALL = [
    SWEEP, CHECK, SWEPT,
    event(6, rules.RAISED, "p", text="进度慢", unit="石桥镇", priority=2, due="2026-09-20"),
    event(7, rules.CONSULTED, "p", meeting="9月会诊"), event(8, rules.DECIDED, "p", decision="增派两组"),
    event(9, rules.DECIDED, "p", decision="再派一组"), event(10, rules.CLOSED, "p", result="已完成"),
    event(11, rules.RAISED, "q", text="缺人手", unit="清溪镇", priority=1, due="2026-09-30"),
    event(12, rules.HELD, "m", topic="调度会", attendance=40, minutes="…", todo="补访", who="李芳", due="2026-09-15"),
    event(13, rules.FOLLOWED, "m", result="完成"),
    event(14, rules.NAMED, "b1", name="领导小组", leader="甲", contact="乙", phone="1", members=""),
    event(15, rules.NAMED, "b2", name="领导小组", leader="丙", contact="乙", phone="1", members=""),
]  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_arrival_changes_nothing(seed: int) -> None:
    mixed = random.Random(seed).sample(ALL, len(ALL))
    for fold in (groups, problems, rules.meetings, rules.bodies, rules.publicity):
        assert fold(mixed) == fold(ALL)
    assert duties(mixed, date(2026, 12, 1)) == duties(ALL, date(2026, 12, 1))
    assert [(one.id, one.decision) for one in problems(mixed)] == [("q", ""), ("p", "增派两组")]
    assert [one.leader for one in rules.bodies(mixed)] == ["丙"]
