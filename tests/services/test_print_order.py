"""Which page comes where: ranges, both sides, booklets, and what a printer cuts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagevisit.domain.errors import Refused
from villagevisit.services.print_margins import Edges, cut
from villagevisit.services.print_order import booklet, chosen, singly


@pytest.mark.parametrize(
    ("text", "pages"),
    [("", (1, 2, 3, 4, 5)), ("2", (2,)), ("1-3,5", (1, 2, 3, 5)), ("4，2至3", (4, 2, 3)), ("3–4、1", (3, 4, 1))],
)
def test_ranges(text: str, pages: tuple[int, ...]) -> None:
    assert chosen(text, 5) == pages


@pytest.mark.parametrize("text", ["0", "6", "3-2", "1-6", "一", "1-", "-2", "1-2-3"])
def test_pages_that_are_none(text: str) -> None:
    with pytest.raises(Refused) as refused:
        chosen(text, 5)
    assert (refused.value.code, refused.value.params) == ("print.pages", {"pages": 5})


def test_a_copy_on_both_sides_begins_on_a_new_sheet() -> None:
    assert singly((1, 2, 3), 2, both=True) == ((1,), (2,), (3,), (None,)) * 2
    assert singly((1, 2, 3), 2, both=False) == ((1,), (2,), (3,)) * 2
    assert singly((1, 2, 3), 1, both=True) == ((1,), (2,), (3,))


def test_booklets_by_hand() -> None:
    assert booklet((1, 2, 3, 4), 1) == ((4, 1), (2, 3))
    assert booklet((1, 2, 3, 4, 5), 1) == ((None, 1), (2, None), (None, 3), (4, 5))
    assert booklet((1, 2, 3, 4, 5, 6, 7, 8), 1) == ((8, 1), (2, 7), (6, 3), (4, 5))


@given(st.integers(1, 200))
def test_a_folded_booklet_reads_in_order(count: int) -> None:
    """Leafing through: the right half of each front, then the left half of its back, sheet by sheet to the middle,
    and back out again.
    """
    sides = booklet(tuple(range(1, count + 1)), 1)
    fronts, backs = sides[0::2], sides[1::2]
    inwards = [page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])]
    outwards = [page for front, back in zip(fronts, backs, strict=True) for page in (front[0], back[1])]
    read = inwards + outwards[::-1]
    assert [page for page in read if page is not None] == list(range(1, count + 1))
    assert read[count:] == [None] * (len(read) - count)


def test_the_worst_page_is_named() -> None:
    pages = (Edges(20, 20, 20, 20), None, Edges(20, 4.0, 20, 20), Edges(20, 20, 3.0, 20))
    worst = cut(pages, Edges(5, 5, 5, 5))
    assert worst is not None
    assert (worst.page, worst.stands, worst.needs) == (4, 3.0, 5)
    assert cut(pages, Edges(3, 3, 3, 3)) is None


def test_a_booklet_comes_nearer_to_the_edges() -> None:
    assert cut((Edges(6, 6, 6, 6),), Edges(5, 5, 5, 5)) is None
    assert cut((Edges(6, 6, 6, 6),), Edges(5, 5, 5, 5), half=True) is not None
