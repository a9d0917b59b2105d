"""The board: what may hang there, how many rows a sheet holds, what it adds up to."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.document import PaperError
from printing.layouts import board as layout
from printing.layouts.board import MOST_ROWS, Board, BoardRow, Kind, Size
from printing.render import render
from tests.printing.papers import ID_PATTERN, IMPRINT, UYGHUR, assert_inside, glyphs, row, texts


def board(rows: tuple[BoardRow, ...], size: Size = "A3", kind: Kind = "initial") -> Board:
    days = (date(2026, 11, 24), date(2026, 11, 25), date(2026, 12, 1))
    return Board(kind, "示范县", "清溪镇", "红星村", rows, *days, IMPRINT, size, batch="第二批")


def test_a_row_holds_the_whitelist_and_nothing_else() -> None:
    assert [field.name for field in dataclasses.fields(BoardRow)] == [
        "head_name", "village_group", "category", "members", "insured", "amount", "remark",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"head_name": "张三999999199001010016"}, "paper.board-name"),
        ({"head_name": "张三１"}, "paper.board-name"),
        ({"head_name": "张三，肺癌"}, "paper.board-name"),
        ({"head_name": ""}, "paper.board-name"),
        ({"remark": "重病"}, "paper.board-remark"),
        ({"village_group": "13800000000"}, "paper.board-text"),
        ({"category": "999999199001010016"}, "paper.board-text"),
        ({"amount": Decimal(-1)}, "paper.board-figure"),
        ({"amount": Decimal("1e9")}, "paper.board-figure"),
        ({"members": 100}, "paper.board-figure"),
    ],
)
def test_a_row_refuses_what_may_not_hang(change: dict[str, object], code: str) -> None:
    with pytest.raises(PaperError) as caught:
        row(**change)
    assert caught.value.code == code


_ANY = st.text(max_size=24)


@given(_ANY, _ANY, _ANY, st.integers(), st.integers(), st.decimals(allow_nan=False, allow_infinity=False), _ANY)
@settings(max_examples=150, deadline=None)
def test_no_id_number_can_reach_a_board(
    name: str, group: str, category: str, members: int, insured: int, amount: Decimal, remark: str
) -> None:
    try:
        one = BoardRow(name, group, category, members, insured, amount, remark)
    except PaperError:
        return
    shown = [text for block in (layout._row(1, one, True),) for text in map(str, block)]
    assert not ID_PATTERN.search(" ".join(shown))
    assert not any(char.isdigit() for char in one.head_name)


@pytest.mark.parametrize("size", ["A3", "A4"])
def test_rows_per_sheet(size: Size) -> None:
    names = [row(index) for index in range(130)]
    pages = texts(render(layout.layout(board(tuple(names), size))).pdf)
    held = [page.count("农村低保") for page in pages]
    assert sum(held) == 130
    assert max(held) <= MOST_ROWS[size]
    assert held[-1] >= 3
    assert "合计" in pages[-1]
    assert "合计" not in "".join(pages[:-1])
    assert all("清溪镇最低生活保障初审公示（第二批）" in page for page in pages)
    assert all("户主姓名" in page and "核对码 1A2B 3C4D" in page for page in pages)


def test_the_board_says_when_it_comes_down_and_adds_up() -> None:
    (page,) = texts(render(layout.layout(board((row(0), row(1, amount=Decimal("1200.5")))))).pdf)
    assert "公示期：2026年11月25日至12月1日（7天）" in page.replace("\r\n", "")
    assert "2 户" in page
    assert "4 人" in page
    assert "2,155.08" in page
    assert "清溪镇人民政府" in page
    assert "（盖章）" in page


def test_row_text_can_be_read_from_a_distance() -> None:
    for size in ("A3", "A4"):
        rows = [
            mark
            for mark in glyphs(layout.layout(board(tuple(row(i) for i in range(60)), size)))
            if mark.text == "农村低保"
        ]
        assert len(rows) == 60
        assert min(mark.size for mark in rows) >= 14


@pytest.mark.parametrize("kind", ["initial", "result", "standing", "reviewed"])
@pytest.mark.parametrize("count", [0, 1, 29, 61])
def test_nothing_leaves_its_box(kind: Kind, count: int) -> None:
    rows = tuple(row(i, head_name=UYGHUR if i % 7 == 3 else "王䶮（第一百二十组）") for i in range(count))
    for size in ("A3", "A4"):
        assert_inside(layout.layout(board(rows, size, kind)))


def test_an_empty_board_says_so() -> None:
    (page,) = texts(render(layout.layout(board(()))).pdf)
    assert "本期无公示户" in page
    assert "0 户" in page


def test_a_thousand_households_on_one_board() -> None:
    made = render(layout.layout(board(tuple(row(index) for index in range(1000)))))
    assert sum(page.count("农村低保") for page in texts(made.pdf)) == 1000
    assert len(made.pdf) < 1_000_000


def test_the_decided_board_hangs_in_the_villages_name() -> None:
    (page,) = texts(render(layout.layout(board((row(),), kind="result"))).pdf)
    assert "红星村民委员会" in page
