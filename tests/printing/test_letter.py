"""信函 as GB/T 9704-2012, 10.1 wants them, and the codes of official papers, measured to half a millimetre."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from printing.document import Document
from printing.layouts import letter, official
from printing.layouts.official import Official
from printing.render import render
from printing.render.ops import Modules
from printing.render.poster import span
from tests.printing.geometry import Measured, Ruled, measured
from tests.printing.papers import assert_inside, sheets, texts

_PAPER = Official(
    issuer="云溪县民政局",
    number="云民函〔2026〕12号",
    title="关于协助核对不动产登记信息的复函",
    to="云溪县自然资源局",
    body=("你局来函收悉。", "保" * 700, "专此函复。"),
    dated=date(2026, 11, 2),
    copies=("县委办公室", "县政府办公室"),
    foot="核对码 1A2B 3C4D",
    code="VV1/D/0198F3C2/1A2B3C4D",
)
_NEAR = 0.5
_HAN = 16 * 25.4 / 72


@cache
def _pdf() -> bytes:
    return render(letter.layout(_PAPER)).pdf


def _page(number: int) -> Measured:
    return measured(_pdf(), number - 1)


def _lines() -> list[Ruled]:
    return [one for one in _page(1).rules if one.red and one.left < 25]


def test_the_name_and_the_double_lines() -> None:
    page = _page(1)
    mark = page.line("民政局")
    assert "".join(char.text for char in mark) == "云溪县民政局"
    assert min(char.top for char in mark) == pytest.approx(30, abs=_NEAR)
    assert (mark[0].left + mark[-1].right) / 2 == pytest.approx(105, abs=_NEAR)
    lines = _lines()
    assert all(one.right - one.left == pytest.approx(170, abs=_NEAR) for one in lines)
    assert all(one.left == pytest.approx(20, abs=_NEAR) for one in lines)
    thick, thin, lower_thin, lower_thick = lines
    assert thick.weight == lower_thick.weight > 2 * thin.weight == 2 * lower_thin.weight
    assert thick.y - thick.weight / 2 - max(char.bottom for char in mark) == pytest.approx(4, abs=_NEAR)
    assert 297 - (lower_thick.y + lower_thick.weight / 2) == pytest.approx(20, abs=_NEAR)


def test_the_number_stands_right_under_the_line_and_the_title_two_lines_on() -> None:
    page = _page(1)
    number, title = page.line("云民函"), page.line("复函")
    line = _lines()[1]
    top = min(char.top for char in number)
    assert top - (line.y + line.weight / 2) == pytest.approx(7 / 8 * _HAN, abs=_NEAR)
    assert number[-1].right == pytest.approx(184, abs=_NEAR)
    assert title[0].base - number[0].base == pytest.approx(3 * 225 / 22, abs=2)
    assert (title[0].left + title[-1].right) / 2 == pytest.approx(106, abs=_NEAR)


def test_the_first_page_bears_no_number_the_others_do() -> None:
    first, second, *_ = texts(_pdf())
    assert "—" not in first
    assert "— 2 —".replace(" ", "") in second.replace(" ", "")
    assert "核对码 1A2B 3C4D" in first


def test_the_record_has_neither_rules_nor_printer_and_stands_lowest() -> None:
    last = _page(len(texts(_pdf())))
    assert last.rules == []
    copies = last.line("抄送")
    assert {char.size for char in copies} == {14}
    assert 262 - max(char.bottom for char in copies) < 5
    assert_inside(letter.layout(_PAPER))


@pytest.mark.parametrize("layout", [official.layout, letter.layout])
def test_the_code_stands_clear_of_the_body_the_lines_and_the_number(layout: Callable[[Official], Document]) -> None:
    document = layout(_PAPER)
    first, *others = sheets(document)
    (code,) = [mark for mark in first.marks if isinstance(mark, Modules)]
    assert not [mark for sheet in others for mark in sheet.marks if isinstance(mark, Modules)]
    (left, right), (top, bottom) = span(code)
    assert bottom < 30 or top > 262  # above the name of a letter, under the body of any other
    assert top > 6
    assert bottom < 297 - 6
    page = measured(render(document).pdf, 0)
    assert not [
        char for char in page.chars
        if left - 1 < char.right and char.left < right + 1 and top - 1 < char.bottom and char.top < bottom + 1
    ]  # fmt: skip
    without = layout(replace(_PAPER, code=""))
    body = [char for char in page.chars if 37 < char.base < 262]
    assert body == [char for char in measured(render(without).pdf, 0).chars if 37 < char.base < 262]
