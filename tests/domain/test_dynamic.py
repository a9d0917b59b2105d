"""Rules of dynamic management with the worked examples of rules.md R-20, R-21, R-08 and the seeds."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import benefit, ledger_check, payment, selfcare
from villagevisit.domain import benefit_rules as rules
from villagevisit.domain.benefit import Change, ChangeType, Standing
from villagevisit.domain.benefit_rules import HouseholdClass, LifeEvent
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.ledger_check import Balanced, Explained, Gap
from villagevisit.domain.payment import Line, Share, Totals
from villagevisit.domain.policy import Policy
from villagevisit.domain.selfcare import Level
from villagevisit.services import policy as shipped

DAY = date(2026, 11, 22)
POLICY = Policy.on(shipped.defaults(), DAY)


@pytest.mark.parametrize(
    ("parts", "total"),
    [((131, 140, 3751), 4022), ((176, 140, 5619), 5935), ((1810, 23), 1833)],
)
def test_the_seeds_totals_balance(parts: tuple[int, ...], total: int) -> None:
    assert ledger_check.summed("categories", parts, total) == Balanced("categories", total)


def test_a_gap_blocks_until_it_is_explained_and_the_word_covers_that_gap_only() -> None:
    datong = ledger_check.summed("datong", (172, 13, 4, 5, 2), 331 - 126)
    assert datong == Gap("datong", 196, 205)
    assert datong.missing == 9
    told = Explained("datong", "196", "205", "9 户在两处登记")
    assert ledger_check.open_gaps([datong], [told]) == []
    assert ledger_check.open_gaps([datong], [Explained("datong", "196", "205", " ")]) == [datong]
    later = Gap("datong", 195, 205)
    assert ledger_check.open_gaps([later], [told]) == [later]


def test_start_added_stopped_end() -> None:
    assert ledger_check.moved("households", 4000, 406, 384, 4022) == Balanced("households", 4022)
    assert ledger_check.moved("persons", 5800, 704, 570, 5935) == Gap("persons", 5934, 5935)


def test_villages_add_up_to_townships_and_the_county() -> None:
    found = ledger_check.rolled_up({"999999100201": 3, "999999100202": 4, "999999101201": 5})
    assert (found["999999100000"], found["999999101000"], found["999999000000"]) == (7, 5, 12)


@pytest.mark.parametrize(
    ("labour", "kind", "due"),
    [
        (("4", "5"), HouseholdClass.A, date(2027, 11, 22)),
        (("3", "5"), HouseholdClass.B, date(2027, 11, 22)),
        (("1", "4"), HouseholdClass.C, date(2027, 5, 22)),
        ((), HouseholdClass.C, date(2027, 5, 22)),
    ],
)
def test_the_review_cycle_follows_who_can_work(labour: tuple[str, ...], kind: HouseholdClass, due: date) -> None:
    assert rules.household_class(labour) is kind
    assert rules.next_review(DAY, kind, POLICY, begun=DAY) == due
    assert rules.next_review(None, kind, POLICY, begun=DAY) == DAY


def test_the_newest_day_that_is_due_allows_for_short_months() -> None:
    assert rules.last_due(date(2027, 2, 28), 6) == date(2026, 8, 31)
    assert rules.last_due(date(2026, 8, 31), 6) == date(2026, 2, 28)


def test_a_death_is_finished_within_three_months_and_a_short_month_ends_on_its_last_day() -> None:
    assert rules.due_by(LifeEvent.DEATH, date(2026, 11, 30), date(2027, 2, 1)) == date(2027, 2, 28)
    assert rules.due_by(LifeEvent.JOB, date(2026, 8, 1), DAY) == date(2026, 12, 22)
    assert rules.told_late(date(2026, 8, 21), DAY)
    assert not rules.told_late(date(2026, 8, 22), DAY)


def test_payment_moves_with_the_month_after() -> None:
    assert rules.next_month(date(2026, 11, 30)) == date(2026, 12, 1)
    assert rules.next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert not payment.is_late("2026-12", "2026-12-10", date(2026, 12, 20))
    assert payment.is_late("2026-12", "2026-12-11", date(2026, 12, 20))
    assert payment.is_late("2026-12", "", date(2026, 12, 11))


def test_three_refusals_running_cost_only_the_own_share() -> None:
    refused = [("2026-01", LifeEvent.REFUSED_WORK), ("2026-02", LifeEvent.REFUSED_WORK)]
    third = ("2026-04", LifeEvent.REFUSED_WORK)
    assert rules.refusals([third, *refused]) == 3 == POLICY.integer("refuse_job_limit")
    assert rules.refusals([third, ("2026-03", LifeEvent.JOB), *refused]) == 1
    assert rules.without_share(Decimal("954.58"), 3) == Decimal("636.39")
    assert rules.without_share(Decimal("954.58"), 1) == 0


@given(amount=st.decimals(0, 9999, places=2), insured=st.integers(2, 9))
def test_the_others_never_lose_a_fen(amount: Decimal, insured: int) -> None:
    left = rules.without_share(amount, insured)
    assert left * insured >= amount * (insured - 1)
    assert left <= amount


def test_grace_is_at_most_six_months() -> None:
    assert rules.grace_ends(date(2026, 12, 1), 6, POLICY) == date(2027, 5, 31)
    with pytest.raises(Refused, match=r"change\.grace-too-long"):
        rules.grace_ends(date(2026, 12, 1), 7, POLICY)


OLD, NEW = Standing("1", 3, Decimal("954.58")), Standing("1", 3, Decimal(600))
CHANGE: dict[str, Value] = {
    "type": "3", "basis": "57号", "facts": "就业", "reason": "income", "old": dict(OLD.data()), "new": dict(NEW.data()),
    "effective": "2026-12-01",
}  # fmt: skip
HEARING: dict[str, Value] = {"record": "R1", "how": "当面", "opinion": "无", "response": "已说明"}


def event(place: int, what: str, day: str, data: dict[str, Value]) -> Event:
    at = f"2026-11-22T10:00:{place:02d}"
    return Event(f"e{place}", f"change.{what}", "999999100201", "c", day, at, "孙经办", ("o",), ("h",), "", data)


STORY = (
    event(1, "proposed", "2026-11-22", dict(CHANGE)),
    event(2, "heard", "2026-11-22", dict(HEARING)),
    event(3, "decided", "2026-11-22", {"outcome": "carried"}),
    event(4, "notified", "2026-11-23", {"how": "直接送达"}),
    event(5, "effective", "2026-12-01", {}),
)


@settings(max_examples=20)
@given(seed=st.integers(0, 999), lost=st.sampled_from(["", "heard", "decided", "notified", "effective"]))
def test_the_fold_knows_no_order_and_lets_nothing_count_that_lacks_a_step(seed: int, lost: str) -> None:
    events = [one for one in STORY if one.kind != f"change.{lost}"]
    straight = benefit.folded(events)["c"]
    Random(seed).shuffle(events)
    assert benefit.folded(events)["c"] == straight
    assert straight.counts == (not lost)


@pytest.mark.parametrize(
    "bad",
    [{**HEARING, "opinion": " "}, {**HEARING, "response": ""}, {**HEARING, "how": ""}, {**HEARING, "record": ""}],
)
def test_half_a_hearing_is_none(bad: dict[str, Value]) -> None:
    events = [STORY[0], event(2, "heard", "2026-11-22", bad), *STORY[2:]]
    assert not benefit.folded(events)["c"].counts


def test_who_is_heard_after_the_decision_was_not_heard() -> None:
    events = [STORY[0], event(2, "heard", "2026-11-23", dict(HEARING)), *STORY[2:]]
    assert not benefit.folded(events)["c"].counts


def test_a_rise_needs_no_hearing() -> None:
    more: dict[str, Value] = {**CHANGE, "type": "2", "old": dict(NEW.data()), "new": dict(OLD.data())}
    events = [event(1, "proposed", "2026-11-22", more), *STORY[2:]]
    assert benefit.folded(events)["c"].counts


@pytest.mark.parametrize(
    ("kind", "new", "effective", "code"),
    [
        (ChangeType.DECREASE, OLD, date(2026, 12, 1), "change.same"),
        (ChangeType.INCREASE, NEW, date(2026, 12, 1), "change.more"),
        (ChangeType.STOP, Standing("1", 1, Decimal(100)), date(2026, 12, 1), "change.less"),
        (ChangeType.DECREASE, NEW, date(2026, 11, 1), "change.early"),
        (ChangeType.DECREASE, NEW, date(2026, 12, 2), "change.early"),
    ],
)
def test_what_makes_no_sense_is_refused(kind: ChangeType, new: Standing, effective: date, code: str) -> None:
    with pytest.raises(Refused) as caught:
        benefit.check(kind, OLD, new, effective, DAY)
    assert caught.value.code == code


def change(home: str, old: Standing, new: Standing, reason: str = "income") -> Change:
    heard = benefit.Heard("R", "2026-11-20", "当面", "无", "已说明")
    return Change(
        home, "999999100201", home, ChangeType.CATEGORY, reason, "57号", "", old, new, (), "2026-12-01", 0, "", {},
        "2026-11-20", heard, "carried", "2026-11-21", "", "", "2026-11-22", "直接送达", "2026-12-01",
    )  # fmt: skip


def line(home: str, persons: int, amount: str) -> Line:
    figure = Decimal(amount)
    return Line(home, home, "张三", "一组", "1", persons, figure, figure, "same", "")


def test_a_month_with_every_kind_of_change_balances() -> None:
    """a goes, b comes, c gets less, d loses a member, e stays."""
    homes = [("a", 2, "300"), ("c", 3, "954.58"), ("d", 2, "500"), ("e", 1, "200")]
    before = {home: line(home, persons, amount) for home, persons, amount in homes}
    found = [
        change("a", Standing("1", 2, Decimal(300)), Standing(), "voluntary"),
        change("b", Standing(), Standing("1", 4, Decimal(800))),
        change("c", OLD, NEW),
        change("d", Standing("1", 2, Decimal(500)), Standing("1", 1, Decimal(250)), "death"),
    ]
    left = [("b", 4, "800"), ("c", 3, "600"), ("d", 1, "250"), ("e", 1, "200")]
    now = [(line(*one), Standing("1", one[1], Decimal(one[2]))) for one in left]
    lines = payment.lines(now, before, found)
    assert {one.household_id: one.moved for one in lines} == {
        "a": "stopped", "b": "new", "c": "down", "d": "down", "e": "same",
    }  # fmt: skip
    assert not any(one.unexplained for one in lines)
    moved = payment.flows(found)
    assert (moved.persons_in, moved.persons_out, dict(moved.reasons)) == (4, 3, {"voluntary": 1})
    assert (moved.adjusted.households, moved.adjusted.persons) == (2, 4)
    end = payment.totals(lines)
    assert end == Totals(4, 9, Decimal(1850))
    assert end.average == Decimal("205.56")
    results = payment.checks(payment.totals(before.values()), moved, end, {"1": end})
    assert ledger_check.open_gaps(results) == []
    silent = payment.checks(payment.totals(before.values()), payment.flows(found[1:]), end, {"1": end})
    assert {one.name for one in ledger_check.open_gaps(silent)} == {"households", "persons", "amount"}
    assert [one.household_id for one in payment.lines(now, before, found[1:]) if one.unexplained] == ["a"]


def test_a_rate_has_its_denominator() -> None:
    assert Share(3306, 19562).percent == Decimal("16.9")
    assert Share(1, 0).percent is None


SIX = dict.fromkeys(selfcare.ABILITIES, "1")


@pytest.mark.parametrize(
    ("failed", "level"), [(0, Level.FULL), (1, Level.PARTLY), (3, Level.PARTLY), (4, Level.LOST), (6, Level.LOST)]
)
def test_self_care_by_the_six_abilities(failed: int, level: Level) -> None:
    said = {name: "0" if place < failed else "1" for place, name in enumerate(selfcare.ABILITIES)}
    assert selfcare.level(said) is level


def test_a_missing_ability_is_not_an_ability() -> None:
    with pytest.raises(Refused, match=r"care\.incomplete"):
        selfcare.level({**SIX, "k_bath": ""})


@pytest.mark.parametrize(("hukou", "year", "month"), [("1", 18368, 1531), ("2", 20708, 1726)])
def test_chongyang_amounts(hukou: str, year: int, month: int) -> None:
    found = selfcare.amounts(Level.LOST, hukou, POLICY)
    assert (found.year, found.month) == (Decimal(year), Decimal(month))


def test_the_contradictory_text_is_flagged() -> None:
    assert selfcare.says_both("自理能力完好的农村失能对象年生活费5460元护理费12908元")
    assert not selfcare.says_both("完全不能自理的农村失能对象")
