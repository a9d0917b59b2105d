"""Whose word counts for what: the newest, a guardian's for a child, and nobody else's."""

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from villagevisit.domain.consent import (
    Act,
    Consent,
    How,
    Purpose,
    Standing,
    Told,
    lacking,
    of_person,
    standing,
)


def act(what: Act, day: str, *purposes: Purpose, at: str = "", guardian: str = "", person: str = "p") -> Consent:
    return Consent(
        f"{what}{day}{at}", what, "999999100201", "h", person, "张小宝", frozenset(purposes or {Purpose.HEALTH}), "F05",
        How.PAPER, guardian, day, "", at or f"{day}T10:00", "李芳",
    )  # fmt: skip


def test_the_newest_word_about_a_purpose_counts() -> None:
    said = [act(Act.GIVEN, "2026-01-05"), act(Act.WITHDRAWN, "2026-03-01"), act(Act.GIVEN, "2026-02-01")]
    assert standing(said, Purpose.HEALTH) is Standing.WITHDRAWN
    assert standing([*said, act(Act.GIVEN, "2026-03-02")], Purpose.HEALTH) is Standing.GIVEN
    assert standing(said, Purpose.CHECK) is Standing.MISSING


def test_on_one_day_what_was_recorded_later_counts() -> None:
    morning = act(Act.WITHDRAWN, "2026-03-01", at="2026-03-01T09:00")
    assert standing([act(Act.GIVEN, "2026-03-01", at="2026-03-01T15:00"), morning], Purpose.HEALTH) is Standing.GIVEN


def test_a_child_consents_by_a_guardian() -> None:
    alone, by_mother = act(Act.GIVEN, "2026-03-04"), act(Act.GIVEN, "2026-03-04", guardian="王秀英")
    assert standing([alone], Purpose.HEALTH, "2012-03-04") is Standing.MISSING
    assert standing([by_mother], Purpose.HEALTH, "2012-03-04") is Standing.GIVEN
    assert standing([alone], Purpose.HEALTH, "2012-03-03") is Standing.GIVEN
    assert standing([act(Act.REFUSED, "2026-03-04")], Purpose.HEALTH, "2012-03-04") is Standing.REFUSED
    assert standing([alone], Purpose.HEALTH, "") is Standing.GIVEN
    assert standing([act(Act.GIVEN, "2026-02-28")], Purpose.HEALTH, "2012-02-29") is Standing.MISSING
    assert standing([act(Act.GIVEN, "2026-03-01")], Purpose.HEALTH, "2012-02-29") is Standing.GIVEN


def test_what_is_held_without_consent_is_named() -> None:
    said = [act(Act.GIVEN, "2026-01-05", Purpose.HEALTH), act(Act.REFUSED, "2026-01-05", Purpose.CHECK)]
    found = lacking(said, [Told("p", "张小宝", "1970-01-01", True, True), Told("q", "王秀英", "", True, False)])
    assert [(one.name, one.purpose, one.standing) for one in found] == [
        ("张小宝", Purpose.CHECK, Standing.REFUSED), ("王秀英", Purpose.HEALTH, Standing.MISSING),
    ]  # fmt: skip
    assert lacking([], [Told("p", "张小宝", "", False, False)]) == []


def test_a_name_stands_for_somebody_who_is_not_on_the_roster() -> None:
    unlisted = act(Act.GIVEN, "2026-01-05", person="")
    assert of_person([unlisted, act(Act.GIVEN, "2026-01-06", person="other")], "p", "张小宝") == [unlisted]


@given(st.lists(st.tuples(st.sampled_from(Act), st.integers(0, 400)), min_size=1), st.randoms())
def test_the_order_in_which_entries_arrive_does_not_matter(said: list[tuple[Act, int]], shuffle: Random) -> None:
    acts = [act(one, (date(2026, 1, 1) + timedelta(days)).isoformat()) for one, days in said]
    mixed = sorted(acts, key=lambda _: shuffle.random())
    assert standing(acts, Purpose.HEALTH) is standing(mixed, Purpose.HEALTH)
