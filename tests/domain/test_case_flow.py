"""The case flow: gates in their order, whatever comes when; clocks of R-19 and R-20 with their worked figures."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import case_dates, publicity, working_days
from villagevisit.domain.case_dates import due, marks, pay_month
from villagevisit.domain.case_flow import Case, Visit, allows, last
from villagevisit.domain.case_fold import fold
from villagevisit.domain.case_steps import CLOSED, ENTRIES, Step
from villagevisit.domain.event import Event, Value
from villagevisit.domain.publicity import Calendar, parse_calendar
from villagevisit.domain.working_days import Light, Limits

S = Step
NEW_YEAR = parse_calendar("2027-01-01")
HOME = "home"
START = date(2026, 11, 23)


@dataclass
class Story:
    """What happened, a day after another."""

    day: date = START
    events: list[Event] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)

    def at(self) -> str:
        return f"{self.day.isoformat()}T10:00:{len(self.events) + len(self.visits):02d}.000+08:00"

    def has(self, kind: str, thing: str = "", source: str = "", day: str = "", **data: Value) -> "Story":
        number = f"e{len(self.events):03d}"
        self.events.append(
            Event(number, kind, "999999100201", thing or number, day or self.day.isoformat(), self.at(), "孙经办",
                  ("o5",), (HOME,), source, data)
        )  # fmt: skip
        return self

    def visit(self) -> "Story":
        self.visits.append(Visit(f"v{len(self.visits)}", self.at(), ("o1", "o2")))
        return self

    def later(self, days: int = 1) -> "Story":
        self.day += timedelta(days=days)
        return self

    def board(self, kind: str, days: int, thing: str = "b1", proof: str = "") -> "Story":
        """`proof`: "1" where the county demands a photo."""
        clock = publicity.clock(self.day, days, NEW_YEAR)
        return self.has("board.posted", thing, board=kind, posted=self.day.isoformat(), proof=proof,
                        closes=clock.closes.isoformat(), decide_from=clock.decide_from.isoformat())  # fmt: skip

    def case(self, *, kin: bool = False) -> Case:
        return fold(HOME, self.events, self.visits, kin=kin)[-1]

    def step(self, *, kin: bool = False) -> Step:
        return self.case(kin=kin).step(self.day)


def accepted(mode: str = "on_objection", delegation: str = "") -> Story:
    return Story().has("case.applied").has("case.accepted", appraisal=mode, delegation=delegation)


def surveyed(mode: str = "on_objection", delegation: str = "") -> Story:
    return accepted(mode, delegation).later().has("case.checked", result="clear").later().visit()


def posted(mode: str = "on_objection", delegation: str = "") -> Story:
    return surveyed(mode, delegation).has("case.opinion", source="v0", opinion="agree").board("initial", 7)


def test_the_standard_way_passes_every_gate_in_its_order() -> None:
    story, seen = Story().has("case.applied"), []

    def note() -> None:
        seen.append(story.step())

    note()
    story.has("case.accepted", appraisal="on_objection")
    note()
    story.has("case.checked", result="clear")
    note()
    story.visit()
    note()
    story.has("case.opinion", source="v0", opinion="agree")
    note()
    story.board("initial", 7)
    note()
    story.later(7)
    note()
    story.later(1)
    note()
    story.has("case.confirmed")
    note()
    story.has("case.notified")
    note()
    story.board("result", 15, "b2")
    note()
    story.has("case.paid_from", month="2026-12")
    note()
    assert seen == [
        S.ACCEPT, S.CHECK, S.VISIT, S.OPINION, S.PUBLICITY, S.POSTED, S.POSTED, S.DECISION, S.NOTICE, S.RESULT,
        S.ENTER, S.IN_BENEFIT,
    ]  # fmt: skip
    assert marks(story.case()) == case_dates.Marks("2026-11-23", "2026-11-23", "2026-12-01", "2026-12-01")


def test_where_the_county_wants_an_appraisal_always_it_comes_before_the_opinion() -> None:
    story = surveyed("always")
    assert story.step() is S.APPRAISAL
    assert surveyed().step() is S.OPINION
    story.has("appraisal.closed", rows=[{"household": "other", "result": "1"}])
    assert story.step() is S.APPRAISAL
    story.has("appraisal.closed", rows=[{"household": HOME, "result": "3"}])
    assert story.step() is S.APPRAISAL
    story.later().has("appraisal.closed", rows=[{"household": HOME, "result": "1"}])
    assert story.step() is S.OPINION


def test_not_agreed_sends_a_team_and_refuses_nobody() -> None:
    story = surveyed("always").later().has("appraisal.closed", rows=[{"household": HOME, "result": "2"}])
    assert story.step() is S.REVISIT
    assert story.later().visit().step() is S.OPINION


def test_papers_are_asked_for_once() -> None:
    story = Story().has("case.applied").has("case.supplement_asked", due="2026-12-01")
    assert story.step() is S.SUPPLEMENT
    assert due(story.case(), Limits(), story.day) == date(2026, 12, 1)
    assert not allows(story.case(), "case.accepted", story.day)
    story.has("case.supplement_brought")
    assert allows(story.case(), "case.accepted", story.day)
    assert not allows(story.case(), "case.supplement_asked", story.day)


def test_registers_that_did_not_answer_hold_up_the_opinion_not_the_visit() -> None:
    story = accepted().has("case.checked", result="no_answer")
    assert story.step() is S.VISIT
    assert story.visit().step() is S.ANSWER
    assert story.has("case.checked", result="doubts").step() is S.OPINION


def test_a_board_that_came_down_early_hung_for_nothing() -> None:
    story = posted().later(5).has("board.down", "b1")
    assert story.step() is S.PUBLICITY
    assert story.later(9).step() is S.PUBLICITY
    in_time = posted().later(8).has("board.down", "b1")
    assert in_time.step() is S.DECISION


def test_an_objection_asks_for_another_look_and_a_second_board() -> None:
    story = posted().later(2).has("objection.received", "ob1")
    assert story.later(9).step() is S.OBJECTION
    story.has("objection.settled", "ob1", conclusion="keep")
    assert story.step() is S.REVISIT
    story.later().visit()
    assert story.step() is S.OPINION
    story.has("case.opinion", source="v1", opinion="agree")
    assert story.step() is S.SECOND
    story.board("reviewed", 3, "b2")
    assert (story.step(), story.later(3).step(), story.later().step()) == (S.SECOND_POSTED, S.SECOND_POSTED, S.DECISION)


def test_an_appraisal_after_an_objection_is_another_look_too() -> None:
    story = posted().later(2).has("objection.received", "ob1").later()
    story.has("appraisal.closed", rows=[{"household": HOME, "result": "1"}])
    story.has("objection.settled", "ob1", conclusion="keep")
    assert story.later(9).step() is S.SECOND


def test_filed_kin_are_visited_by_the_county_and_never_refused_for_it() -> None:
    story = posted().later(8)
    assert (story.step(), story.step(kin=True)) == (S.DECISION, S.SPOT_CHECK)
    assert not allows(story.case(kin=True), "case.confirmed", story.day)
    story.has("check.done", major=0)
    assert story.step(kin=True) is S.DECISION


def test_major_differences_in_a_spot_check_go_back_to_the_household() -> None:
    story = posted().later(8).has("check.done", major=2)
    assert story.step(kin=True) is S.REVISIT
    assert story.later().visit().step(kin=True) is S.OPINION


def test_who_is_not_entitled_is_not_put_on_the_wall() -> None:
    story = surveyed().has("case.opinion", source="v0", opinion="disagree")
    assert story.step() is S.DECISION
    assert not allows(story.case(), "case.confirmed", story.day)
    assert story.has("case.refused", reason="人均收入高于标准").step() is S.NOTICE
    assert story.has("case.notified").step() is S.REFUSED
    assert story.has("case.applied").step() is S.ACCEPT


def test_sent_back_by_whoever_decides_the_township_says_its_opinion_again() -> None:
    story = posted().later(8).has("case.returned", reason="缺邻里访问")
    assert story.step() is S.OPINION
    story.has("case.opinion", source="v0", opinion="agree")
    assert story.step() is S.DECISION, "the same figures have hung on the board"


def test_new_figures_after_the_board_go_on_the_board_again() -> None:
    story = posted().later(8).visit()
    assert story.step() is S.OPINION
    assert story.has("case.opinion", source="v1", opinion="agree").step() is S.PUBLICITY


def test_only_the_newest_entry_is_taken_back_and_only_while_nothing_stands_on_it() -> None:
    story = surveyed().has("case.opinion", source="v0", opinion="agree")
    opinion = story.events[-1]
    assert last(story.case()) == opinion
    story.has("case.undone", event=opinion.id)
    assert story.step() is S.OPINION
    assert story.case().taken_back == {opinion.id}
    built_on = posted()
    assert last(built_on.case()) is None
    built_on.has("case.undone", event=built_on.events[-2].id)
    assert (built_on.step(), len(built_on.case().odd)) == (S.POSTED, 1)


def test_a_decision_dated_back_into_the_period_of_the_board_is_none() -> None:
    story = posted().later(8).has("case.confirmed", day="2026-11-27")
    assert story.step() is S.DECISION
    assert [one.kind for one in story.case().odd] == ["case.confirmed"]


def test_kin_declared_later_do_not_undo_what_was_decided() -> None:
    story = posted().later(8).has("case.confirmed", kin=False)
    assert story.step(kin=True) is S.NOTICE


def test_a_visit_that_left_the_laptop_is_known_from_the_opinion() -> None:
    story = posted()
    story.visits = []
    assert story.later(8).step() is S.DECISION


def test_withdrawn_and_stopped_end_a_case() -> None:
    assert surveyed().has("case.withdrawn").step() is S.WITHDRAWN
    paid = posted().later(8).has("case.confirmed").has("case.notified").board("result", 15, "b2").has("case.paid_from")
    assert paid.step() is S.IN_BENEFIT
    assert paid.has("change.stopped").step() is S.STOPPED


def test_worked_limits_of_r19() -> None:
    limits, accepted_on = Limits(calendar=NEW_YEAR), date(2026, 11, 23)
    assert [limits.after(accepted_on, days) for days in (3, 10, 20, 30, 45)] == [
        date(2026, 11, 26), date(2026, 12, 7), date(2026, 12, 21), date(2027, 1, 5), date(2027, 1, 26),
    ]  # fmt: skip
    story, today = accepted(), accepted_on
    assert due(story.case(), limits, today) == date(2027, 1, 5)
    story.has("case.checked", result="clear")
    assert due(story.case(), limits, today) == date(2026, 11, 26), "the survey starts within 3 working days"
    assert case_dates.decide_by(accepted(delegation="云民〔2026〕9号").case(), limits) == date(2026, 12, 21)
    assert case_dates.decide_by(story.has("case.extended", reason="需再调查").case(), limits) == date(2027, 1, 26)


def test_a_worked_saturday_counts() -> None:
    calendar = parse_calendar("2027-02-05..2027-02-11 +2027-02-20")
    assert working_days.add(date(2027, 2, 19), 1, calendar) == date(2027, 2, 20)
    assert working_days.add(date(2027, 2, 4), 1, calendar) == date(2027, 2, 12)


@pytest.mark.parametrize(
    ("today", "light"),
    [("2026-12-25", Light.GREEN), ("2026-12-28", Light.YELLOW), ("2027-01-05", Light.YELLOW),
     ("2027-01-06", Light.RED)],
)  # fmt: skip
def test_lights(today: str, light: Light) -> None:
    assert Limits(calendar=NEW_YEAR).light(date(2027, 1, 5), date.fromisoformat(today)) is light


def test_a_light_turns_yellow_when_the_county_says() -> None:
    limits = Limits.of({"light_yellow_wd": "10", "decide_wd": "25"}, NEW_YEAR)
    assert limits.light(date(2027, 1, 5), date(2026, 12, 25)) is Light.YELLOW
    assert (limits.decide, limits.survey) == (25, 3)


def test_the_county_has_ten_working_days_from_the_day_it_could_decide() -> None:
    story = posted().later(8)
    assert due(story.case(), Limits(calendar=NEW_YEAR), story.day) == date(2026, 12, 17)


def test_a_refusal_is_told_within_three_working_days_and_payment_starts_the_month_after() -> None:
    story = surveyed().has("case.opinion", source="v0", opinion="disagree").later(2).has("case.refused")
    assert story.day == date(2026, 11, 27)
    assert due(story.case(), Limits(), story.day) == date(2026, 12, 2)
    assert (pay_month(date(2026, 11, 30)), pay_month(date(2026, 12, 1))) == (date(2026, 12, 1), date(2027, 1, 1))


def test_days_per_step_are_working_days() -> None:
    taken = case_dates.days_taken(posted().later(8).has("case.confirmed").case(), Limits(calendar=Calendar()))
    assert taken == [
        ("case.accepted", 0), ("case.checked", 1), ("visit", 1), ("case.opinion", 0), ("board.posted", 0),
        ("case.confirmed", 6),
    ]  # fmt: skip


KINDS = (
    *ENTRIES, "case.applied", "case.undone", "appraisal.closed", "board.posted", "board.proved", "board.down",
    "objection.received",
    "objection.settled", "check.done", "change.stopped",
)  # fmt: skip
DATA: dict[str, Value] = {
    "result": "clear", "opinion": "agree", "rows": [{"household": HOME, "result": "1"}], "due": "2026-12-30",
    "posted": "2026-11-23", "closes": "2026-11-24", "decide_from": "2026-11-25", "outcome": "same",
}  # fmt: skip
Told = tuple[str, int, str, bool]
USUAL: list[Told] = [
    ("case.applied", 0, "", False), ("case.accepted", 0, "", False), ("case.checked", 1, "", False),
    ("appraisal.closed", 1, "", True), ("case.opinion", 0, "", False), ("board.posted", 0, "initial", False),
    ("board.proved", 0, "", False), ("check.done", 3, "", False), ("case.confirmed", 0, "", False),
    ("case.notified", 0, "", False),
    ("board.posted", 0, "result", False), ("case.paid_from", 0, "", False), ("change.stopped", 1, "", False),
]  # fmt: skip
one_more = st.tuples(
    st.sampled_from(KINDS), st.integers(0, 3), st.sampled_from(("initial", "reviewed", "result")), st.booleans()
)


def test_a_visit_known_from_two_opinions_alone_took_place_before_the_first() -> None:
    story = Story().has("case.opinion", "b1", "v0", "").has("case.applied").has("case.accepted", appraisal="always")
    story.later().has("case.checked", result="clear").has("case.opinion", "b1", "v0", opinion="agree")
    assert fold(HOME, reversed(story.events)) == fold(HOME, story.events)


@st.composite
def histories(draw: st.DrawFn) -> list[Told]:
    """The usual story with some of it left out and other things put between."""
    left_out = draw(st.sets(st.integers(0, len(USUAL) - 1), max_size=2))
    told = [one for at, one in enumerate(USUAL) if at not in left_out]
    for one in draw(st.lists(one_more, max_size=6)):
        told.insert(draw(st.integers(0, len(told))), one)
    return told


@settings(max_examples=100)
@given(
    told=histories(), kin=st.booleans(), mode=st.sampled_from(("always", "on_objection")),
    proof=st.sampled_from(("1", "")), seed=st.integers(),
)  # fmt: skip
def test_no_order_of_events_skips_a_gate_or_decides_without_one(
    told: list[Told], kin: bool, mode: str, proof: str, seed: int
) -> None:
    story = Story()
    for kind, later, board, visit in told:
        story.later(later)
        if visit:
            story.visit()
        newest = story.visits[-1].id if story.visits else ""
        event = story.events[-1].id if story.events else ""
        story.has(kind, "b1", newest or "v0", "", **DATA, board=board, appraisal=mode, event=event, proof=proof)
    cases = fold(HOME, story.events, story.visits, kin=kin)
    random.Random(seed).shuffle(story.events)
    assert fold(HOME, story.events, reversed(story.visits), kin=kin) == cases
    for case in cases:
        assert case.step(story.day) in Step
        if case.decided is not None and case.decided.kind == "case.confirmed":
            assert all((case.accepted, case.checked, case.visit, case.posted, case.opinion, case.for_benefit))
            hanging = case.second or case.posted
            assert hanging is not None
            assert hanging.bar(date.fromisoformat(case.decided.day)) is None
            assert any(isinstance(one, Event) and one.kind == "board.proved" for one in case.timeline) or not proof
            assert case.opinion is None or case.opinion.source == case.posted_visit
            assert case.spot_checked or not kin
            assert case.appraised or mode == "on_objection"
        if case.step(story.day) is S.IN_BENEFIT:
            assert all((case.paid, case.notified, case.result))
    assert all(case.step(story.day) in CLOSED for case in cases[:-1])
