"""No line of a paper starts or ends as it must not."""

from hypothesis import given
from hypothesis import strategies as st

from printing.render.linebreak import NO_END, NO_START, Piece, break_lines, close_up, clusters

_HAN = st.sampled_from("村户低保核查公示张榜家庭人口收入")
_STOP = st.sampled_from("，。；：！？、")
_WORD = st.sampled_from(["2026年", "1,234.50元", "12345", "F01", "——"])
_TEXT = st.lists(
    st.one_of(
        st.tuples(_HAN, _HAN).map("".join),
        st.tuples(_HAN, _STOP).map("".join),
        st.tuples(st.just("（"), _HAN, st.just("）"), _STOP).map("".join),
        st.tuples(st.just("《"), _HAN, _HAN, st.just("》")).map("".join),
        _WORD,
    ),
    min_size=1,
    max_size=80,
).map("".join)


def _lines(text: str, width: float) -> list[str]:
    pieces = [Piece(part, sum(0.55 if char.isascii() else 1.0 for char in part)) for part in clusters(text)]
    close_up(pieces)
    lines = break_lines(pieces, lambda _: width)
    return ["".join(piece.text for piece in pieces[line.start : line.end]) for line in lines]


@given(_TEXT, st.integers(min_value=9, max_value=40))
def test_no_stop_starts_a_line_and_no_bracket_ends_one(text: str, width: int) -> None:
    lines = _lines(text, float(width))
    assert all(line[0] not in NO_START for line in lines[1:] if not line.startswith("——"))
    assert all(line[-1] not in NO_END for line in lines[:-1])


@given(_TEXT, st.integers(min_value=9, max_value=40))
def test_breaking_loses_nothing(text: str, width: int) -> None:
    assert "".join(_lines(text, float(width))) == text


@given(_TEXT, st.integers(min_value=9, max_value=40))
def test_a_number_keeps_its_unit(text: str, width: int) -> None:
    for line in _lines(text, float(width))[1:]:
        assert not line.startswith(("年", "元"))


def test_doubled_marks_are_closed_up() -> None:
    pieces = [Piece(char, 1.0) for char in "（核查）。"]
    close_up(pieces)
    assert [piece.width for piece in pieces] == [1, 1, 1, 0.5, 1]


def test_a_stop_is_pulled_in_by_squeezing() -> None:
    assert _lines("甲，乙丙丁戊己庚。辛", 8.5)[0] == "甲，乙丙丁戊己庚。"
