"""What a line of type may and may not do, whatever the text, the face and the width."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.document import Face
from printing.render.fonts import library
from printing.render.linebreak import CLOSING, NO_END, NO_START
from printing.render.setting import SetLine, Setter

_SETTER = Setter(library())
_WHOLE = ("2026年11月21日", "二〇二六年十一月二十一日", "36周岁", "1,234.50元", "Guoyu-2", "12345", "3个月", "100%")
_PARTS = st.one_of(
    st.sampled_from("村户低保核查公示张榜家庭人口收入，。；：？！、（）《》“”"),
    st.sampled_from(["村民", "救助对象", "𬱖", "䶮三"]),
    st.sampled_from(_WHOLE).map(lambda word: f"于{word}止"),
)
_DOUBLED = re.compile("[，。；：？！、（）《》“”]{2}")
_TEXT = st.lists(_PARTS, min_size=1, max_size=60).map("".join).filter(lambda text: not _DOUBLED.search(text))
_WIDTH = st.integers(min_value=170, max_value=460)


def _text(line: SetLine) -> str:
    return "".join(run.text for _, run, _, _, _ in line.runs)


@settings(max_examples=60, deadline=None)
@given(_TEXT, _WIDTH, st.sampled_from(list(Face)), st.sampled_from([0, 2]))
def test_lines_are_legal_full_and_lose_nothing(text: str, width: int, face: Face, indent: int) -> None:
    lines = _SETTER.paragraph(text, 12, face, width, indent=indent)
    said = [_text(line) for line in lines]
    assert "".join(said) == text
    assert all(one[0] not in NO_START for one in said[1:])
    assert all(one[-1] not in NO_END for one in said[:-1])
    for line, one in zip(lines[:-1], said, strict=False):
        assert abs(line.width - width) < 0.02 or one[-1] in CLOSING
    assert all(line.width <= width + 0.02 for line in lines)


@settings(max_examples=60, deadline=None)
@given(_TEXT, st.integers(min_value=300, max_value=460))
def test_numbers_dates_ages_amounts_and_words_stay_whole(text: str, width: int) -> None:
    said = "\n".join(_text(line) for line in _SETTER.paragraph(text, 12, Face.SONG, width))
    for word in _WHOLE:
        assert said.count(word) == text.count(word)


@pytest.mark.parametrize("face", list(Face))
def test_a_date_in_a_narrow_column_breaks_behind_its_year_or_month(face: Face) -> None:
    said = [_text(line) for line in _SETTER.paragraph("2026年11月21日", 12, face, 60, align="left")]
    assert said in (["2026年11月", "21日"], ["2026年", "11月21日"])


@given(st.text(alphabet="阿卜杜喀迪尔麦提·", min_size=2, max_size=30), st.integers(min_value=30, max_value=120))
@settings(max_examples=60, deadline=None)
def test_names_in_cells_are_squeezed_to_seven_tenths_at_most_then_wrap(name: str, width: int) -> None:
    for line in _SETTER.cell(name, 12, Face.SONG, width):
        assert line.width <= width + 0.02
        assert all(scale >= 0.7 for *_, scale in line.runs)


def test_twenty_eight_characters_end_where_the_grid_ends() -> None:
    width, size = 156 * 72 / 25.4, 16
    tracking = (width - 28 * size) / 27
    first, second = _SETTER.paragraph("低" * 40, size, Face.FANG, width, tracking=tracking)
    assert len(_text(first)) == 28
    assert abs(first.width - width) < 0.01
    assert second.width == pytest.approx(12 * size + 11 * tracking, abs=0.01)
