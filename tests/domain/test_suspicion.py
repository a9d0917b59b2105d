"""Each way to make visits up, planted among honest ones: found, and nothing else; honest teams are left alone."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.domain.visits_of_a_year import (
    DAY,
    LI,
    LIMITS,
    NEXT,
    QIAN,
    WANG,
    ZHAO,
    busy_weeks,
    found_in,
    in_the_evening,
    visit,
)  # fmt: skip
from villagevisit.county import traces as kept
from villagevisit.domain.suspicion import Picture, Point, Scope, Signer, Trace, pair_figures, readings
from villagevisit.domain.suspicion_ways import CODES
from villagevisit.services import audit_limits
from villagevisit.wording.catalog import ENTRIES

ALIKE = "1/dibao/1"
LATER = DAY + timedelta(days=30)
Planted = Callable[[], list[Trace]]


def codes(traces: Sequence[Trace]) -> set[str]:
    return {one.code for one in found_in(traces)}


def spaced(count: int, start: int = 5000, minutes: int = 25, **values: Any) -> list[Trace]:
    """Visits on a day of their own, a good distance apart in time."""
    return [visit(start + place, LATER + timedelta(minutes=minutes * place), **values) for place in range(count)]


def signed(one: Trace, first: float, second: float) -> Trace:
    """Signed so many seconds after freezing, and after the first signature."""
    at = one.frozen + timedelta(seconds=first)
    return replace(one, signers=(Signer(LI, at, "李芳"), Signer(WANG, at + timedelta(seconds=second), "王强")))


def lasting(one: Trace, minutes: float) -> Trace:
    shift = one.begun + timedelta(minutes=minutes) - one.frozen
    signers = tuple(replace(sign, at=sign.at + shift) for sign in one.signers)
    return replace(one, frozen=one.frozen + shift, made=one.made + shift, signers=signers)


def no_visit() -> list[Trace]:
    return [lasting(one, 4) for one in spaced(3)]


def a_row_at_the_desk() -> list[Trace]:
    visits = [visit(5000 + place, LATER + timedelta(minutes=2 * place)) for place in range(5)]
    return [lasting(one, 12) for one in visits]


def one_person_with_both_pins() -> list[Trace]:
    return [signed(one, 40, 4) for one in spaced(70, minutes=60)]


def copied_answers() -> list[Trace]:
    one, other = spaced(2)
    story = frozenset(range(900, 912))
    return [replace(it, figures=frozenset(range(900, 905)), story=story) for it in (one, other)]


def copied_everywhere() -> list[Trace]:
    amounts = frozenset(range(900, 909))
    return [replace(it, figures=amounts, story=amounts | {1, 2}) for it in spaced(15)]


def copied_with_one_change() -> list[Trace]:
    one, other = spaced(2)
    return [replace(one, story=frozenset(range(900, 920))), replace(other, story=frozenset(range(901, 921)))]


def as_last_year() -> list[Trace]:
    (one,) = spaced(1)
    before = visit(5000, DAY - timedelta(days=365), device="laptop-2", round="2025", figures=frozenset(range(900, 906)))
    return [before, replace(one, figures=before.figures)]


def too_far_apart() -> list[Trace]:
    one, other = spaced(2, minutes=9)
    return [replace(one, point=Point(32.0, 105.0)), replace(other, point=Point(32.0, 105.2))]


def two_villages_in_minutes() -> list[Trace]:
    one, other = spaced(2, minutes=9)
    return [replace(one, point=None), replace(other, village=NEXT, village_name="石桥村")]


def in_two_places() -> list[Trace]:
    one, other = spaced(2, minutes=5)
    signers = (Signer(ZHAO, other.signers[0].at, "赵云"), other.signers[1])
    return [one, replace(other, device="laptop-2", village=NEXT, signers=signers)]


def one_photo() -> list[Trace]:
    return [replace(one, pictures=(Picture(Scope.PHOTO, "same"),)) for one in spaced(2)]


def one_photo_in_two_villages() -> list[Trace]:
    one, other = one_photo()
    return [one, replace(other, village=NEXT)]


def one_photo_saved_again() -> list[Trace]:
    look = random.Random(1).getrandbits(128)
    one, other = spaced(2)
    photos = (Picture(Scope.PHOTO, "a", look), Picture(Scope.PHOTO, "b", look ^ 0b1011 ^ 1 << 127))
    return [replace(one, pictures=photos[:1]), replace(other, pictures=photos[1:])]


def one_signature() -> list[Trace]:
    return [replace(one, pictures=(Picture(Scope.INK, "same"),)) for one in spaced(2)]


def one_signature_saved_again() -> list[Trace]:
    look = random.Random(1).getrandbits(128)
    one, other = spaced(2)
    return [
        replace(one, pictures=(Picture(Scope.INK, "a", look),)),
        replace(other, pictures=(Picture(Scope.INK, "b", look ^ 0b11),)),
    ]


def after_the_county_had_it() -> list[Trace]:
    (one,) = spaced(1)
    return [replace(one, received=one.frozen - timedelta(hours=3))]


def before_a_list_it_had() -> list[Trace]:
    (one,) = spaced(1)
    return [replace(one, known=one.made + timedelta(days=2))]


def a_clock_set_back() -> list[Trace]:
    one, other = spaced(2)
    return [replace(one, made=one.made + timedelta(days=4), received=one.received + timedelta(days=5)), other]


def at_night() -> list[Trace]:
    return [visit(5000 + place, LATER.replace(hour=23) + timedelta(days=place)) for place in range(3)]


def always_the_same_neighbour() -> list[Trace]:
    return [
        replace(others(one), neighbours=("村主任家", f"户{place:04d}")) for place, one in enumerate(spaced(12))
    ]


def the_household_itself() -> list[Trace]:
    (one,) = spaced(1)
    return [replace(one, neighbours=("N1", *sorted(one.names)[:1]))]


def somebody_who_should_have_stepped_back() -> list[Trace]:
    (one,) = spaced(1)
    return [replace(one, barred=frozenset({"001"}))]


def each_others_neighbours() -> list[Trace]:
    visits = spaced(8)
    return [replace(one, neighbours=tuple(visits[place ^ 1].names)) for place, one in enumerate(visits)]


def more_than_a_day_holds() -> list[Trace]:
    return spaced(31, minutes=20)


def every_result_alike() -> list[Trace]:
    return [
        replace(others(one), id=f"b{one.id}", household=f"b{one.household}", result=ALIKE, figures=frozenset(),
                story=frozenset(), pictures=(), device="laptop-3")
        for one in busy_weeks(5)
    ]  # fmt: skip


def just_below_the_line() -> list[Trace]:
    return [replace(others(one), income=580.0) for one in spaced(12)]


def others(one: Trace) -> Trace:
    """The same signed by two other people."""
    first, second = one.signers
    return replace(one, signers=(Signer(ZHAO, first.at, "赵云"), Signer(QIAN, second.at, "钱进")))


PLANTED: list[tuple[str, Planted, int]] = [
    ("short", no_visit, 3),
    ("row", a_row_at_the_desk, 5),
    ("unread", one_person_with_both_pins, 70),
    ("copied", copied_answers, 2),
    ("copied", copied_everywhere, 15),
    ("copied", copied_with_one_change, 2),
    ("unchanged", as_last_year, 2),
    ("far", too_far_apart, 2),
    ("far_village", two_villages_in_minutes, 2),
    ("two_places", in_two_places, 2),
    ("photo", one_photo, 2),
    ("photo", one_photo_in_two_villages, 2),
    ("photo_alike", one_photo_saved_again, 2),
    ("ink", one_signature, 2),
    ("ink_alike", one_signature_saved_again, 2),
    ("after_receipt", after_the_county_had_it, 1),
    ("before_known", before_a_list_it_had, 1),
    ("clock_back", a_clock_set_back, 2),
    ("night", at_night, 3),
    ("same_neighbours", always_the_same_neighbour, 12),
    ("own_neighbour", the_household_itself, 1),
    ("barred", somebody_who_should_have_stepped_back, 1),
    ("mutual", each_others_neighbours, 8),
    ("too_many", more_than_a_day_holds, 31),
    ("alike", every_result_alike, 100),
    ("bunched", just_below_the_line, 12),
]


def test_honest_teams_are_left_alone() -> None:
    weeks = busy_weeks()
    assert len(weeks) == 200
    assert found_in(weeks) == []
    assert found_in(in_the_evening(weeks[:20])) == []
    one, other = visit(1), visit(2, DAY + timedelta(minutes=30))
    hamlet = [replace(one, neighbours=tuple(other.names)), replace(other, neighbours=tuple(one.names))]
    assert found_in(hamlet) == []


def test_an_honest_second_year_and_a_correction_are_no_copy() -> None:
    """The same house has the same door, the same signature, the same land; only its amounts moved."""
    weeks = busy_weeks(3)
    year = []
    for place, before in enumerate(weeks[:18]):
        now = visit(5000 + place, DAY + timedelta(days=370, minutes=25 * place), device="laptop-2", round="2027")
        story = now.figures | (before.story - before.figures)
        year.append(replace(now, household=before.household, pictures=before.pictures, story=story))
    again = replace(lasting(weeks[3], 1), id="again", correction=True, device="laptop-3")
    assert found_in([*weeks, *year, again]) == []


def a_few_quick_signatures() -> list[Trace]:
    visits = spaced(30, minutes=20)
    return [*(signed(one, 40, 4) for one in visits[:6]), *visits[6:]]


def incomes_on_both_sides_of_the_line() -> list[Trace]:
    return [replace(others(one), income=580.0 if place % 2 else 610.0) for place, one in enumerate(spaced(24))]


def called_by_telephone_at_night() -> list[Trace]:
    return [replace(one, in_person=False) for one in at_night()]


def corrections_at_the_desk() -> list[Trace]:
    return [replace(lasting(one, 4), correction=True) for one in a_row_at_the_desk()]


def two_forms_open_on_one_laptop() -> list[Trace]:
    return [lasting(one, 40) for one in spaced(2, minutes=5)]


def the_same_door_a_week_later() -> list[Trace]:
    """Somebody had to come again: the house looks the same, and nothing has changed in a week."""
    (one,) = spaced(1)
    again = visit(5001, LATER + timedelta(days=7), household=one.household, figures=one.figures, story=one.story)
    (photo, ink) = one.pictures
    return [one, replace(again, pictures=(Picture(Scope.PHOTO, "again", (photo.look or 0) ^ 1), ink))]


@pytest.mark.parametrize(
    "ordinary",
    [
        a_few_quick_signatures, incomes_on_both_sides_of_the_line, called_by_telephone_at_night,
        corrections_at_the_desk, two_forms_open_on_one_laptop, the_same_door_a_week_later,
    ],
)  # fmt: skip
def test_what_only_looks_odd_is_not_listed(ordinary: Planted) -> None:
    assert found_in([*busy_weeks(4), *ordinary()]) == []


def test_poor_pensioners_who_answer_alike_are_no_copy() -> None:
    """Ten answers that half of the village gives tell nothing."""
    luck = random.Random(3)
    pool = list(range(20))
    village = [
        replace(one, story=frozenset(luck.sample(pool, 10)), figures=frozenset(range(3)))
        for one in busy_weeks(3)
    ]
    village += [replace(one, story=village[0].story, figures=village[0].figures) for one in spaced(4)]
    assert codes(village) == set()


@pytest.mark.parametrize(("code", "planted", "count"), PLANTED)
def test_what_is_made_up_is_found_among_honest_visits(code: str, planted: Planted, count: int) -> None:
    made_up = planted()
    listed = found_in([*busy_weeks(4), *made_up])
    (found,) = [one for one in listed if one.code == code]
    assert len(found.submissions) == count
    assert {submission for one in listed for submission in one.submissions} <= {one.id for one in made_up}
    entry = ENTRIES[f"audit.{code}.facts"]
    assert all(text.format(**found.facts) for text in entry)


@pytest.mark.parametrize(("code", "planted", "count"), PLANTED)
def test_what_is_found_does_not_hang_on_the_order_of_arrival(code: str, planted: Planted, count: int) -> None:
    traces = [*busy_weeks(1), *planted()]
    mixed = random.Random(5).sample(traces, len(traces))
    assert found_in(mixed) == found_in(traces)


def test_every_way_has_an_example_a_weight_and_its_sentences() -> None:
    assert {code for code, _, _ in PLANTED} == set(CODES)
    weights = {one.key for one in audit_limits.defaults() if one.key.startswith("audit_weight_")}
    assert weights == {f"audit_weight_{code}" for code in CODES}
    assert all(f"audit.{code}.{part}" in ENTRIES for code in CODES for part in ("what", "facts", "why", "look"))
    assert all(one.unit and one.source and one.note for one in audit_limits.defaults())


def test_just_inside_the_limits_is_not_listed() -> None:
    weeks = busy_weeks(4)
    assert not codes([*weeks, *(lasting(one, LIMITS.visit_minutes) for one in spaced(6))])
    assert not codes([*weeks, *(signed(one, 40, LIMITS.reading_seconds) for one in spaced(8))])
    assert not codes([*weeks, *spaced(int(LIMITS.day_visits), minutes=20)])
    assert not codes([*weeks, *at_night()[:2]])
    slow = spaced(2, minutes=30)
    assert not codes([*weeks, replace(slow[0], point=Point(32.0, 105.0)), replace(slow[1], point=Point(32.0, 105.2))])


def test_reading_is_measured_from_what_that_person_did_before() -> None:
    """An evening on which one signs everything first and the other then: seconds count per record."""
    one, other = spaced(2)
    evening = one.frozen + timedelta(hours=8)
    at = [evening + timedelta(seconds=seconds) for seconds in (0, 30, 60, 63)]
    one = replace(one, signers=(Signer(LI, at[0]), Signer(WANG, at[2])))
    other = replace(other, signers=(Signer(LI, at[1]), Signer(WANG, at[3])))
    assert readings([one, other])[other.id][1] == 3
    assert readings([one, other])[one.id][1] == 60


def test_figures_of_a_team() -> None:
    found = pair_figures([lasting(one, 10 + place) for place, one in enumerate(spaced(5, result=ALIKE))])
    assert (found.visits, found.minutes, found.unlike) == (5, 12, 0)
    assert pair_figures([]).minutes is None


def test_a_trace_comes_back_from_the_view_as_it_was() -> None:
    for one in [*busy_weeks(1), visit(9, started=None, point=None, income=None)]:
        bare = replace(one, known=None, pictures=tuple(replace(it, look=None) for it in one.pictures))
        assert kept.read(kept.stored(bare, "")) == bare
