"""Pledges, filings of kin, letters, accountability and points as pure folds over what was entered."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import blame, engagement, kin_filing, letter, pledge, score
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.kin_filing import State
from villagevisit.domain.pledge import Standing

TOWN, RED, STONE = "999999100000", "999999100201", "999999100202"


def event(kind: str, on: str, thing: str = "", *, number: int = 0, **data: Value) -> Event:
    """One event; `number` makes its id and moment."""
    return made(kind, on, thing, number, data)


def made(kind: str, on: str, thing: str, number: int, data: dict[str, Value]) -> Event:
    one = f"e{number:03d}"
    return Event(one, kind, TOWN, thing or one, on, f"2026-01-01T00:00:00.{number:03d}+08:00", "孙经办", (), data=data)


def pledged(number: int, person: str, day: str, until: str, *, source: str = "", **data: Value) -> Event:
    return replace(made("duty.pledged", day, "", number, {"person": person, "valid_to": until, **data}), source=source)


class TestPledge:
    @pytest.mark.parametrize(
        ("day", "expected"),
        [("2026-03-31", "none"), ("2026-04-01", "valid"), ("2027-03-31", "valid"), ("2027-04-01", "expired")],
    )
    def test_it_holds_from_its_day_to_its_last_both_included(self, day: str, expected: str) -> None:
        (mine,) = pledge.pledges(pledge.fold([pledged(1, "li", "2026-04-01", "2027-03-31")]).values()).values()
        assert pledge.standing(mine, day)[0] is Standing(expected)

    def test_a_corrected_or_voided_one_is_gone(self) -> None:
        first = pledged(1, "li", "2026-01-01", "2030-01-01", source="form-1", version="2026.1")
        second = pledged(2, "li", "2026-01-02", "2027-01-01", source="form-2", replaces="form-1", version="2026.2")
        (mine,) = pledge.pledges(pledge.fold([second, first]).values()).values()
        assert [(one.valid_to, one.version) for one in mine] == [("2027-01-01", "2026.2")]
        assert not pledge.pledges(pledge.fold([event("duty.voided", "2026-02-01", "e001", number=3), first]).values())

    def test_the_scope_says_who_and_where(self) -> None:
        scope = pledge.parse_scope("1 3，2@999999100000")
        assert pledge.must(scope, "3", STONE)
        assert pledge.must(scope, "2", TOWN)
        assert not pledge.must(scope, "2", "999999101000")
        assert not pledge.must(scope, "6", TOWN)

    @pytest.mark.parametrize("bad", ["", "7", "1 x", "1@99"])
    def test_a_scope_that_says_nothing_is_refused(self, bad: str) -> None:
        with pytest.raises(Refused):
            pledge.parse_scope(bad)


class TestPeopleAround:
    def test_a_longer_time_counts_and_an_end_ends_it(self) -> None:
        first = event("duty.engaged", "2026-01-01", number=1, name="陈代办", sort="agent", until="2026-06-30")
        longer = event("duty.engaged", "2026-06-01", "e001", number=2, name="陈代办", sort="agent", until="2026-12-31")
        (one,) = engagement.people([longer, first])
        assert (one.here_on("2026-12-31"), one.here_on("2027-01-01")) == (True, False)
        (ended,) = engagement.people([event("duty.ended", "2026-08-01", "e001", number=3), first, longer])
        assert ended.until == "2026-08-01"


def filed(number: int, household: str, result: str = "1", *, source: str = "", **data: Value) -> Event:
    said: dict[str, Value] = {
        "staff": "李芳", "kin": "张三丰", "role": "1", "result": result, "begun": "2026-11-22", "staff_signed": True,
        "kin_signed": True, **data,
    }  # fmt: skip
    one = made("kin.filed", "2026-11-22", "", number, said)
    return replace(one, households=(household,), area=RED, source=source or f"form-{number}")


class TestKinFiling:
    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({}, State.FILED), ({"kin_signed": False}, State.INCOMPLETE), ({"staff_signed": False}, State.INCOMPLETE),
            ({"begun": "2026-11-21"}, State.INCOMPLETE),
        ],
    )  # fmt: skip
    def test_both_sign_on_one_day_or_it_is_incomplete(self, change: dict[str, Value], expected: State) -> None:
        first = filed(1, "h1")
        (one,) = kin_filing.filings([replace(first, data={**first.data, **change})])
        assert one.state is expected
        assert one.current

    def test_somebody_who_saw_both_sign_completes_it(self) -> None:
        late = filed(1, "h1", begun="2026-11-21")
        (one,) = kin_filing.filings([event("kin.signed", "2026-11-22", "e001", number=2), late])
        assert one.state is State.FILED
        (still,) = kin_filing.filings(
            [event("kin.signed", "2026-11-22", "e001", number=2), filed(1, "h1", begun="2026-11-21", kin_signed=False)]
        )
        assert still.state is State.INCOMPLETE

    def test_exits_are_not_cancellations(self) -> None:
        gone = [filed(1, "h1"), filed(2, "h2", "3"), filed(3, "h3", "4"), filed(4, "h4", "2")]
        (count,) = kin_filing.counts(kin_filing.filings(gone), "township").values()
        assert (count.filed, count.exited, count.cancelled, count.ratio) == (1, 1, 1, Decimal("0.500"))

    def test_linyi(self) -> None:
        """S-030, S-031: 7,331 relatives left of their own accord, 2,560 were filed: 25.9 %."""
        assert kin_filing.ratio(2560, 7331) == Decimal("0.259")
        assert kin_filing.ratio(0, 0) is None

    def test_a_corrected_form_takes_the_place_of_the_first(self) -> None:
        told = [filed(1, "h1", kin="张三", source="a"), filed(2, "h1", replaces="a", source="b")]
        (one,) = kin_filing.filings(told)
        assert (one.source, one.kin) == ("b", "张三丰")

    def test_who_left_is_filed_no_more_until_a_new_form(self) -> None:
        left = made("kin.exited", "2026-11-23", "", 5, {"staff": "李芳", "kin": "张三", "role": "1", "voluntary": True})
        told = [filed(1, "h1"), filed(2, "h1", kin="张小宝"), replace(left, households=("h1",), area=RED)]
        assert [one.state for one in kin_filing.filings(told)] == [State.EXITED]
        later = replace(filed(9, "h1", begun="2026-12-01"), day="2026-12-01")
        assert [one.state for one in kin_filing.filings([*told, later])] == [State.FILED]

    def test_reviews_come_due(self) -> None:
        every = kin_filing.filings([
            filed(1, "h1", next_review="2026-11-22"), filed(2, "h2", next_review="2026-11-23"),
            filed(3, "h3", "3", next_review="2026-01-01"), filed(4, "h4", next_review="2026-05-01"),
        ])  # fmt: skip
        assert [one.household for one in kin_filing.due(every, "2026-11-22")] == ["h4", "h1"]


FOUND = event(
    "blame.found", "2026-03-01", "c", number=1, person="吴某", violation="2", fact="为亲属说情", article="第十二条"
)

def step(number: int, kind: str, day: str, **data: Value) -> Event:
    return made(kind, day, "c", number, data)


def story() -> list[Event]:
    receipt = made("blame.receipt", "2026-03-08", "c", 3, {"number": "收〔2026〕9号"})
    return [
        FOUND,
        step(2, "blame.handled", "2026-03-05", handling="transfer", body="县纪委监委", sheet="移〔2026〕1号"),
        receipt,
        step(4, "blame.closed", "2026-04-01", severity="party", result="党内警告"),
        step(5, "blame.approved", "2026-04-02", by="钱局长"),
        step(6, "blame.published", "2026-04-10", place="政府网站"),
    ]


def case(events: Sequence[Event]) -> blame.Case:
    (one,) = blame.cases(events)
    return one


class TestBlame:
    def test_from_found_to_published(self) -> None:
        stages = [case(story()[:upto]).stage for upto in (1, 2, 3, 4, 5, 6)]
        assert stages == ["found", "handled", "handled", "closed", "approved", "published"]

    def test_nothing_is_published_before_it_is_closed_and_approved(self) -> None:
        for upto in (1, 2, 3, 4):
            with pytest.raises(Refused, match=r"blame\.not-approved"):
                blame.check(case(story()[:upto]), blame.PUBLISHED)
        blame.check(case(story()[:5]), blame.PUBLISHED)
        early = [one for one in story() if one.kind != "blame.approved"]
        assert case(early).published_on
        assert case(early).stage is blame.Stage.CLOSED

    def test_what_was_handed_over_is_not_closed_without_a_receipt(self) -> None:
        with pytest.raises(Refused, match=r"blame\.no-receipt"):
            blame.check(case(story()[:2]), blame.CLOSED)
        blame.check(case(story()[:3]), blame.CLOSED)

    def test_counts_by_severity_for_the_bulletin(self) -> None:
        april = blame.by_severity([case(story())], "2026-04-01", "2026-04-30")
        assert april == {"none": 0, "talk": 0, "criticism": 0, "party": 1, "office": 0, "court": 0}
        assert not any(blame.by_severity([case(story())], "2026-05-01", "2026-05-31").values())


def deducted(number: int, person: str, points: int, day: str) -> Event:
    return event("score.deducted", day, number=number, person=person, rule="A1", text="迟报", points=points)


PEOPLE = {"a": "李芳", "b": "王强", "c": "赵村干"}


class TestTwelvePoints:
    def test_the_twelfth_point_disqualifies_at_once(self) -> None:
        told = [deducted(1, "a", 4, "2026-02-01"), deducted(2, "a", 6, "2026-03-01"), deducted(3, "a", 2, "2026-05-06")]
        one = next(each for each in score.standings(told, PEOPLE, 2026) if each.person == "a")
        assert (one.left, one.disqualified_on) == (0, "2026-05-06")
        before = next(each for each in score.standings(told[:2], PEOPLE, 2026) if each.person == "a")
        assert (before.left, before.disqualified_on) == (2, "")
        back = [*told, event("score.cancelled", "2026-06-01", "e002", number=4)]
        assert next(each.left for each in score.standings(back, PEOPLE, 2026) if each.person == "a") == 6

    def test_a_year_begins_with_twelve(self) -> None:
        assert {one.left for one in score.standings([deducted(1, "a", 4, "2025-12-31")], PEOPLE, 2026)} == {12}

    def test_who_shares_the_last_place_is_listed_and_nobody_chosen(self) -> None:
        told = [deducted(1, "a", 4, "2026-02-01"), deducted(2, "b", 4, "2026-03-01")]
        ranked = score.standings(told, PEOPLE, 2026)
        assert [(one.person, one.rank) for one in ranked] == [("c", 1), ("a", 2), ("b", 2)]
        assert score.last(ranked, chosen=True, over=True) == score.Last(("a", "b"), decide=True)
        for chosen, over in ((False, True), (True, False)):
            assert score.last(ranked, chosen=chosen, over=over) == score.Last()

    def test_the_last_is_named_even_with_a_high_score_and_nobody_where_all_are_equal(self) -> None:
        alone = score.standings([deducted(1, "b", 1, "2026-03-01")], PEOPLE, 2026)
        assert score.last(alone, chosen=True, over=True) == score.Last(("b",))
        assert score.last(score.standings([], PEOPLE, 2026), chosen=True, over=True) == score.Last()

    def test_the_table_is_read_and_nonsense_refused(self) -> None:
        both = score.parse_rules("A1=2 迟报; B1=12 弄虚作假")
        assert both == (score.Rule("A1", 2, "迟报"), score.Rule("B1", 12, "弄虚作假"))
        for bad in ("A1 迟报", "A1=13 太多", "A1=1 x; A1=2 y"):
            with pytest.raises(Refused):
                score.parse_rules(bad)


def test_the_chain_lists_what_is_missing_from_the_county_down() -> None:
    told = [
        event("duty.letter", "2026-01-05", number=1, sort="responsibility", year=2026, lower=TOWN),
        event("duty.letter", "2026-01-06", number=2, sort="responsibility", year=2025, lower=RED),
        event("duty.letter", "2026-01-07", number=3, sort="花圈加工点", year=2026, lower=STONE),
    ]
    links = letter.chain(letter.letters(told), 2026, ["999999000000", TOWN, RED, STONE])
    assert [(one.upper, one.lower, one.letter is None) for one in links] == [
        ("city", "999999000000", True), (TOWN, RED, True), (TOWN, STONE, True), ("999999000000", TOWN, False),
    ]  # fmt: skip
    gone = [*told, event("duty.letter-voided", "2026-02-01", "e001", number=4)]
    assert all(one.letter is None for one in letter.chain(letter.letters(gone), 2026, [TOWN]))


EVERYTHING = [
    pledged(10, "a", "2026-01-01", "2026-12-31", source="p1"),
    pledged(11, "a", "2026-01-02", "2027-01-01", replaces="p1"),
    event("duty.engaged", "2026-01-01", "t", number=12, name="陈", until="2026-06-30"),
    event("duty.engaged", "2026-02-01", "t", number=13, name="陈", until="2026-12-31"),
    event("duty.ended", "2026-11-01", "t", number=14),
    filed(15, "h1", source="k1"), filed(16, "h1", replaces="k1", begun="2026-11-01"), filed(17, "h1", "3"),
    event("kin.signed", "2026-11-22", "e016", number=18),
    *story(), deducted(20, "a", 4, "2026-02-01"), deducted(21, "a", 8, "2026-01-01"),
    deducted(22, "b", 2, "2026-03-03"),
]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_in_which_records_arrive_is_no_matter(seed: int) -> None:
    mixed = Random(seed).sample(EVERYTHING, len(EVERYTHING))
    for fold in (pledge.fold, engagement.people, kin_filing.filings, blame.cases):
        assert fold(mixed) == fold(EVERYTHING)
    assert score.standings(mixed, PEOPLE, 2026) == score.standings(EVERYTHING, PEOPLE, 2026)
