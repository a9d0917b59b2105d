"""R-09: the worked figures, and that ballots which do not add up never yield a result."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import appraisal, appraisal_meeting
from villagevisit.domain.appraisal import Count, Member, Rules, leaving, quorum, ranking, voters
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.policy import PolicyEntry, check
from villagevisit.domain.share import fraction, percent

RULES = Rules(15, Fraction(2, 3), Fraction(2, 3), Fraction(2, 3), "eligible", always=True, seats_of_roles={})
EXAMPLE = Count("1", 1, eligible=17, recused=2, present=19, issued=17, returned=17, void=1, yes=12, no=3, abstain=1)


def panel(others: int = 8, representatives: int = 16) -> list[Member]:
    roles = ["1", *["3"] * (others - 1), *["9"] * representatives]
    return [Member(str(at), role, True, {}) for at, role in enumerate(roles, start=1)]


def keys(others: int, representatives: int) -> set[str]:
    return {str(at) for at in (*range(1, others + 1), *range(9, 9 + representatives))}


def test_the_worked_example_has_its_quorum() -> None:
    found = quorum(panel(), keys(6, 13), RULES)
    assert (found.panel, found.present, found.representatives, found.lacking) == (24, 19, 13, ())
    assert quorum(panel(), keys(3, 12), RULES).lacking == ("attend",), "15×3 < 24×2"
    assert quorum(panel(), keys(7, 12), RULES).lacking == ("representatives",), "12×3 < 19×2"
    assert quorum(panel(), keys(4, 10), RULES).lacking == ("least", "attend")
    assert quorum(panel(), keys(6, 13) - {"1"}, RULES).lacking == ("chair",)


def test_observers_applicants_and_investigators_are_not_of_the_panel() -> None:
    more = [*panel(), *(Member(f"o{role}", role, True, {}) for role in ("11", "12", "13"))]
    here = keys(6, 13) | {"o11", "o12", "o13"}
    assert (quorum(more, here, RULES).panel, quorum(more, here, RULES).present) == (24, 19)
    assert len(voters(more, here)) == 19


def test_a_county_may_want_a_deputy_in_the_room() -> None:
    wanted = replace(RULES, seats_of_roles=appraisal.role_seats("6:1 2:0"))
    assert quorum(panel(), keys(6, 13), wanted).lacking == ("role:6",)
    with pytest.raises(Refused, match=r"policy\.not-a-number"):
        appraisal.role_seats("6=1")


def test_kin_leave_for_their_own_candidate_only() -> None:
    people = panel()
    people[3] = replace(people[3], recused={"home-a": "弟弟"})
    people[9] = replace(people[9], recused={"home-a": "合伙养羊"})
    here = keys(6, 13)
    assert len(voters(people, here, "home-a")) == 17
    assert len(voters(people, here, "home-b")) == 19
    assert [one.name for one in leaving(people, here, "home-a")] == ["4", "10"]


def test_twelve_of_seventeen_pass_and_the_same_ballots_over_nineteen_fail() -> None:
    assert EXAMPLE.passes(RULES)
    assert not EXAMPLE.passes(replace(RULES, denominator="present"))
    assert EXAMPLE.passes(replace(RULES, denominator="valid")), "12 of 16"
    assert (percent(12, 17), percent(12, 19), percent(2, 3)) == ("70.59", "63.16", "66.67")


@pytest.mark.parametrize(("text", "yes", "of", "passes"), [
    ("0.6667", 16, 24, True), ("2/3", 16, 24, True), ("0.6667", 15, 24, False), ("0.8", 16, 20, True),
    ("0.8", 15, 20, False), ("1/2", 12, 24, True), ("0.5", 11, 24, False),
])  # fmt: skip
def test_thresholds_are_fractions(text: str, yes: int, of: int, passes: bool) -> None:
    one = Count("1", 1, of, 0, of, of, of, 0, yes, of - yes, 0)
    assert one.passes(replace(RULES, passing=fraction(text))) is passes


def test_the_county_may_write_a_fraction_and_no_nonsense() -> None:
    check(PolicyEntry("appraisal_pass_ratio", "2/3", "2026-01-01"))
    for wrong in ("3/2", "2/0", "0", "many"):
        with pytest.raises(Refused, match=r"policy\.not-a-number"):
            check(PolicyEntry("appraisal_pass_ratio", wrong, "2026-01-01"))


@pytest.mark.parametrize(("one", "fault"), [
    (replace(EXAMPLE, returned=18, yes=13), "appraisal.too-many-returned"),
    (replace(EXAMPLE, issued=18), "appraisal.too-many-issued"), (replace(EXAMPLE, yes=13), "appraisal.unequal"),
    (replace(EXAMPLE, void=0), "appraisal.unequal"), (replace(EXAMPLE, no=-1), "appraisal.impossible"),
])  # fmt: skip
def test_ballots_that_do_not_add_up_are_no_result(one: Count, fault: str) -> None:
    assert fault in one.faults
    assert not one.passes(RULES)


def test_ties_across_the_border_vote_off_among_themselves_only() -> None:
    first = {"a": 15, "b": 9, "c": 9, "d": 9, "e": 2}
    found = ranking(first, 2)
    assert (found.ranks, found.tied, found.round) == ({"a": 1, "b": 2, "c": 2, "d": 2, "e": 5}, ("b", "c", "d"), 2)
    assert ranking(first, 1).tied == () == ranking(first, 4).tied, "equal, but on one side of the border"
    assert ranking(first, 2, [{"b": 7}]).tied == ("b", "c", "d"), "not all were counted"
    again = ranking(first, 2, [{"b": 7, "c": 7, "d": 3}])
    assert (again.tied, again.round) == (("b", "c"), 3)
    done = ranking(first, 2, [{"b": 7, "c": 7, "d": 3}, {"b": 4, "c": 8}])
    assert (done.ranks, done.tied) == ({"a": 1, "c": 2, "b": 3, "d": 4, "e": 5}, ())
    stays = ranking(first, 2, [{"b": 7, "c": 7, "d": 7}])
    assert (stays.ranks["b"], stays.ranks["d"], stays.tied) == (2, 2, ())


@given(first=st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 5), min_size=1), seats=st.integers(0, 8))
def test_seats_change_nobody_s_rank(first: dict[str, int], seats: int) -> None:
    assert ranking(first, seats).ranks == ranking(first, 0).ranks


def test_a_no_names_an_item_and_a_reason() -> None:
    for item, reason, code in (("", "有车", "appraisal.no-item"), ("income", " ", "appraisal.no-reason")):
        with pytest.raises(Refused) as refused:
            appraisal.check_result("4", passed=False, result="2", item=item, reason=reason)
        assert refused.value.code == code
    appraisal.check_result("4", passed=False, result="2", item="income", reason="打工收入没有算")
    for step, passed, result, code in (("1", False, "1", "appraisal.not-passed"), ("3", True, "2", "appraisal.passed")):
        with pytest.raises(Refused) as refused:
            appraisal.check_result(step, passed=passed, result=result, item="income", reason="不实")
        assert refused.value.code == code
    appraisal.check_result("2", passed=False, result="1", item="", reason="")


# --- the fold -----------------------------------------------------------------------------------------------------


def event(kind: str, at: int, homes: tuple[str, ...] = (), **data: Value) -> Event:
    moment = f"2026-11-23T09:{at // 60:02}:{at % 60:02}+08:00"
    return Event(f"{at:04}", kind, "999999100201", "m", "2026-11-23", moment, "孙经办", ("o",), homes, data=data)


def called(steps: str, seats: int = 1, form: str = "1") -> list[Event]:
    rows: list[Value] = [
        {"household": f"h{at}", "number": f"000{at}", "head": f"户主{at}", "step": step}
        for at, step in enumerate(steps)
    ]
    return [
        event("appraisal.called", 0, number="1", form=form, seats=seats, place="村部"),
        event("appraisal.candidates", 1, tuple(f"h{at}" for at in range(len(steps))), rows=rows),
    ]


def counted(at: int, home: str, step: str, yes: int, of: int = 18, round_: int = 1, returned: int = -1) -> Event:
    one = Count(step, round_, of, 0, of, of, of if returned < 0 else returned, 0, yes, of - yes, 0)
    return event("appraisal.round", at, (home,), **appraisal_meeting.figures(one))


def folded(events: list[Event], rules: Rules = RULES) -> appraisal_meeting.Meeting:
    found = appraisal_meeting.meeting(events, rules)
    assert found is not None
    return found


def test_rejected_in_the_equal_vote_stands_in_the_competitive_one_by_itself() -> None:
    now = folded([*called("112"), counted(9, "h0", "1", 12), counted(10, "h1", "1", 11)])
    assert [(one.step, one.due) for one in now.lines] == [("1", 0), ("2", 1), ("2", 1)]
    assert [one.id for one in now.waiting()] == ["h1", "h2"]
    done = folded([
        *called("112"), counted(9, "h0", "1", 12), counted(10, "h1", "1", 11), counted(11, "h1", "2", 5),
        counted(12, "h2", "2", 8),
    ])  # fmt: skip
    assert [(one.rank, one.due, len(one.counts)) for one in done.lines] == [(0, 0, 1), (2, 0, 2), (1, 0, 1)]
    line = done.line("h1")
    assert line is not None
    assert line.count is not None
    assert (line.count.step, line.count.yes) == ("2", 5), "the result rests on the competitive count"


def test_a_competitive_count_before_the_equal_votes_are_over_counts_for_nothing() -> None:
    now = folded([*called("12"), counted(9, "h1", "2", 18)])
    assert [(one.rank, len(one.counts), one.due) for one in now.lines] == [(0, 0, 1), (0, 0, 1)]
    assert [one.id for one in now.waiting()] == ["h0"]


def test_the_tied_vote_off_and_the_others_wait_for_nothing() -> None:
    tie = [*called("222", seats=2), counted(9, "h0", "2", 15), counted(10, "h1", "2", 9), counted(11, "h2", "2", 9)]
    now = folded(tie)
    assert (now.tied, [one.due for one in now.lines]) == (("h1", "h2"), [0, 2, 2])
    over = folded([*tie, counted(12, "h1", "2", 3, round_=2), counted(13, "h2", "2", 9, round_=2)])
    assert (over.tied, [one.rank for one in over.lines]) == ((), [1, 3, 2])


def test_a_void_round_votes_again() -> None:
    now = folded([*called("1"), event("appraisal.void", 8, ("h0",)), counted(9, "h0", "1", 12, returned=19)])
    assert (now.lines[0].voided, now.lines[0].counts, now.lines[0].due) == (1, (), 1)
    assert folded([*called("1"), counted(9, "h0", "1", 12, returned=19), counted(10, "h0", "1", 12)]).lines[0].count


def test_what_comes_after_closing_changes_nothing() -> None:
    closed = event("appraisal.closed", 20, ("h0",), rows=[])
    now = folded([*called("1"), counted(9, "h0", "1", 12), closed, event("appraisal.judged", 21, ("h0",), result="2")])
    assert now.closed
    assert now.lines[0].judged is None


figures = st.builds(
    Count, st.sampled_from("123"), st.integers(1, 3), *[st.integers(-1, 6)] * 3, *[st.integers(-1, 6)] * 6
)


@settings(max_examples=60, deadline=None)
@given(
    rounds=st.lists(st.tuples(st.sampled_from(("h0", "h1", "h2")), figures), max_size=12),
    steps=st.text("123", min_size=3, max_size=3), seed=st.integers(0, 99),
)  # fmt: skip
def test_no_order_of_rounds_yields_a_result_from_ballots_that_do_not_add_up(
    rounds: list[tuple[str, Count]], steps: str, seed: int
) -> None:
    events = [*called(steps, seats=1)] + [
        event("appraisal.round", 9 + at, (home,), **appraisal_meeting.figures(one))
        for at, (home, one) in enumerate(rounds)
    ]
    now = folded(events)
    for line in now.lines:
        assert all(not one.faults for one in line.counts)
        assert all(one.issued >= one.returned == one.valid + one.void for one in line.counts)
        assert line.rank == 0 or line.step == "2"
        if line.candidate.step == "1" and line.step == "2":
            assert not line.counts[0].passes(RULES)
    if any(line.due and line.step != "2" for line in now.lines):
        assert all(line.rank == 0 for line in now.lines)
    random.Random(seed).shuffle(events)
    assert folded(events) == now
