"""Nobody can be found in the rows: whatever is known from outside fits at least k people."""

from collections import Counter
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain.deidentify import ANY, COLUMNS, KEYS, Subject, table

ONE = Subject(34, "1", "999999100201", "1", "1", 3, Decimal(954), Decimal("412.50"))
PEOPLE = st.lists(
    st.builds(
        Subject,
        age=st.none() | st.integers(0, 110),
        sex=st.sampled_from(["1", "2", ""]),
        area=st.sampled_from(["999999100201", "999999100202", "999999200101"]),
        hukou=st.sampled_from(["1", "2", ""]),
        assist=st.sampled_from(["", "1", "3"]),
        members=st.integers(0, 9),
        amount=st.decimals(0, 5000, places=2),
        per_capita=st.none() | st.decimals(-100, 5000, places=2),
    ),
    max_size=120,
)


@settings(max_examples=150, deadline=None)
@given(PEOPLE, st.integers(2, 12), st.decimals(0, 1, places=2), st.randoms(use_true_random=False))
def test_every_combination_fits_k_people(people: list[Subject], k: int, most: Decimal, shuffle: Random) -> None:
    made = table(people, k, most)
    sizes = Counter(row[:KEYS] for row in made.rows)
    assert all(size >= k for size in sizes.values())
    assert len(made.rows) + made.suppressed == len(people)
    assert all(len(row) == len(COLUMNS) for row in made.rows)
    assert not any(one.area in row for one in people for row in made.rows), "no village"
    mixed = people.copy()
    shuffle.shuffle(mixed)
    assert table(mixed, k, most) == made


def test_as_fine_as_k_allows() -> None:
    assert table([ONE] * 5, 5, Decimal(0)).rows == (
        ("999999100", "30-34", "1", "1", "1", "3", "600-1000", "300-600"),
    ) * 5  # fmt: skip
    near = [Subject(age, "1", "999999100201", "1", "1", 3, Decimal(0), None) for age in (30, 31, 32, 36, 39)]
    made = table(near, 5, Decimal(0))
    assert {row[1] for row in made.rows} == {"30-39"}
    assert made.level == 1


def test_one_who_stands_out_is_left_out_or_everything_made_coarse() -> None:
    alone = Subject(97, "2", "999999200101", "2", "3", 1, Decimal(0), None)
    crowd = [ONE] * 99
    assert table([*crowd, alone], 5, Decimal("0.05")).suppressed == 1
    strict = table([*crowd, alone], 5, Decimal(0))
    assert strict.suppressed == 1, "even the coarsest table would show her"
    assert {row[0] for row in strict.rows} == {ANY}


def test_too_few_people_are_no_statistics() -> None:
    assert table([ONE] * 4, 5, Decimal(1)).rows == ()
    assert table([], 5, Decimal(0)).suppressed == 0
