"""Long and wide tables: heads and key columns again on each sheet, households whole, totals that add up."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.document import A4_LANDSCAPE, Column, Document, Face, Heading, Paragraph, Table, Totals
from printing.render import render
from printing.render.ops import Glyphs
from tests.printing.papers import NAMES, assert_inside, sheets, texts

_HEAD = (Heading("清溪镇低保对象台账", 18, Face.TITLE, "centre", before=0),)
_KEYS = (Column("序号", 12, "centre"), Column("户主", 24))
_MONEY = (Column("月金额", 24, "right"), Column("累计金额", 26, "right"))


def _ledger(count: int, extra: int = 0, together: tuple[int, ...] = ()) -> Document:
    columns = (*_KEYS, *_MONEY, *(Column(f"栏{number}", 34) for number in range(extra)))
    rows = tuple(
        (str(n), NAMES[n % 6], f"{n * 3:,}.25", f"{n * 1000:,}.00", *(f"{n}之{e}" for e in range(extra)))
        for n in range(1, count + 1)
    )
    table = Table(columns, rows, size=9, row_height=6, keys=2, totals=Totals((2, 3)), together=together)
    return Document("台账", A4_LANDSCAPE, (table,), first_head=_HEAD, next_head=_HEAD)


def _numbers(document: Document) -> list[dict[str, float]]:
    """The first column of each sheet, with the height that each row stands at."""
    return [
        {mark.text: mark.y for mark in sheet.marks if isinstance(mark, Glyphs) and mark.text.isdigit() and mark.x < 130}
        for sheet in sheets(document)
    ]


def _amounts(page: str, name: str) -> list[Decimal]:
    (line,) = re.findall(rf"{name}[^\n]*(?:\n[\d,.\s]+)?", page) or [""]
    return [Decimal(one.replace(",", "")) for one in re.findall(r"[\d,]+\.\d\d", line)]


def test_pages_and_the_whole_add_up() -> None:
    pages = texts(render(_ledger(100)).pdf)
    assert len(pages) > 2
    sums = [_amounts(page, "本页小计") for page in pages]
    assert all(len(one) == 2 for one in sums)
    whole = _amounts(pages[-1], "总计")
    assert whole == [sum(column) for column in zip(*sums, strict=True)]
    assert whole == [Decimal("15175.00"), Decimal("5050000.00")]
    assert all("总计" not in page for page in pages[:-1])


def test_one_page_needs_no_subtotal() -> None:
    (page,) = texts(render(_ledger(5)).pdf)
    assert "本页小计" not in page
    assert _amounts(page, "总计") == [Decimal("46.25"), Decimal("15000.00")]


def test_columns_that_do_not_fit_follow_on_sheets_with_the_key_columns() -> None:
    document = _ledger(60, extra=11)
    pages = texts(render(document).pdf)
    assert_inside(document)
    first, second = pages[0], pages[1]
    shared = [f"{number}之" for number in range(1, 20)]
    assert all(mark in first and mark in second for mark in shared)
    assert "月金额" in first
    assert "月金额" not in second
    columns = set(re.findall(r"栏\d+", "".join(pages)))
    assert columns == {f"栏{number}" for number in range(11)}
    for page in pages:
        assert "户主" in page
        assert "清溪镇低保对象台账" in page


def test_rows_stand_at_the_same_height_on_the_sheets_of_one_page() -> None:
    document = _ledger(40, extra=11)
    first, second = _numbers(document)[:2]
    assert len(first) > 15
    assert first == second


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 7), min_size=5, max_size=25))
def test_no_page_break_parts_a_household(sizes: list[int]) -> None:
    starts: list[int] = []
    for numbers in _numbers(_ledger(sum(sizes), together=tuple(sizes))):
        assert numbers
        starts.append(min(map(int, numbers)))
    firsts = {1 + sum(sizes[:place]) for place in range(len(sizes))}
    assert set(starts) <= firsts


def test_a_household_larger_than_a_page_is_still_printed_whole() -> None:
    pages = _numbers(_ledger(80, together=(80,)))
    assert sorted(int(number) for page in pages for number in page) == list(range(1, 81))


def test_a_quick_preview_is_the_beginning_of_the_paper() -> None:
    document = _ledger(400)
    quick, whole = render(document, first=1), render(document)
    assert quick.pages == 1
    (page,) = texts(quick.pdf)
    assert page.split("本页小计")[0] == texts(whole.pdf)[0].split("本页小计")[0]
    assert "第 1 页" in page
    assert "共" not in page.split("第 1 页")[1]


def test_headings_are_bookmarks() -> None:
    import pypdfium2

    blocks = tuple(block for n in range(3) for block in (Heading(f"第{n}节"), Paragraph("公示" * 700)))
    document = pypdfium2.PdfDocument(render(Document("通报", A4_LANDSCAPE, blocks)).pdf)
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    document.close()
    assert [title for title, _ in marks] == ["通报", "第0节", "第1节", "第2节"]
    assert [page for _, page in marks] == sorted(page for _, page in marks)
    assert marks[-1][1] > 0


@pytest.mark.parametrize("rows", [1, 29, 30, 31])
def test_the_total_is_never_alone(rows: int) -> None:
    assert all(_numbers(_ledger(rows)))


def test_a_total_wider_than_its_column_is_squeezed_and_stays_on_the_page() -> None:
    columns = (Column("序号", 12), Column("户主", 60), Column("金额", 18, "right"))
    rows = tuple((str(n), "张三", "999,999.99") for n in range(1, 120))
    document = Document("账", A4_LANDSCAPE, (Table(columns, rows, size=9, keys=1, totals=Totals((2,))),))
    assert_inside(document)
    assert "118,999,998.81" in texts(render(document).pdf)[-1]
