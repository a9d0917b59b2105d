"""信函: an official paper in the letter format of GB/T 9704-2012, 10.1; what is not said here is as in `official`.

The issuer's name begins 30 mm from the top edge of the sheet; 4 mm under it and 20 mm from the lower edge stand double
red lines of 170 mm. The number stands at the right under the first, the first page bears no number, and the 版记 has
neither rules nor a printer.
"""

from dataclasses import replace

from printing.document import (
    GRID_LINE,
    OFFICIAL_A4,
    AtFoot,
    Block,
    Document,
    Face,
    Fixed,
    Paragraph,
    QrCode,
    Rule,
    Spacer,
)
from printing.layouts.common import code_size, quiet_zone
from printing.layouts.official import (
    BODY_SIZE,
    SMALL_SIZE,
    Official,
    content,
    document,
    indented,
    mark_size,
    urgent,
)
from printing.texts import Wording, wording

_MM = 72 / 25.4
_TOP, _UNDER_MARK, _FROM_BELOW, _LINE = 30.0, 4.0, 20.0, 170.0
_UNDER_LINE = 7 / 8 * BODY_SIZE / _MM
"""Seven eighths of the height of a character of 3号."""
_THICK, _GAP, _THIN = 0.9, 0.4, 0.3
"""Of the double lines."""
_INK = (0.0, 0.95)
"""Where the ink of a line of 小标宋 begins and ends under the top of its box, of the type size."""
_CODE_TOP = 4.0


def layout(paper: Official) -> Document:
    words = wording("official")
    size = mark_size(paper.issuer, _LINE)
    em = size / _MM
    line = _TOP + (_INK[1] - _INK[0]) * em + _UNDER_MARK
    number = line + _THICK + _GAP + _THIN + _UNDER_LINE
    blocks = (
        Spacer(number - OFFICIAL_A4.top),
        Paragraph(paper.number, BODY_SIZE, Face.FANG, "right", 1),
        *content(paper, words),
        *_copies(paper, words),
    )
    mark = Paragraph(paper.issuer, size, Face.TITLE, "centre", 1, red=True)
    below = OFFICIAL_A4.height - _FROM_BELOW
    left = (OFFICIAL_A4.width - _LINE) / 2
    fixed = (
        Fixed((mark,), left, _TOP - _INK[0] * em, _LINE),
        _red(_THICK, left, line + _THICK / 2),
        _red(_THIN, left, line + _THICK + _GAP + _THIN / 2),
        _red(_THIN, left, below - _THICK - _GAP - _THIN / 2),
        _red(_THICK, left, below - _THICK / 2),
        *urgent(paper.urgency, number),
    )
    made = document(replace(paper, code="", urgency=""), blocks, words.version)
    return replace(made, fixed=(*fixed, *_code(paper.code, left + _LINE)), numbering="letter")


def _red(weight: float, left: float, middle: float) -> Fixed:
    return Fixed((Rule(weight * _MM, 0, 0, red=True),), left, middle, _LINE)


def _code(text: str, right: float) -> tuple[Fixed, ...]:
    """In the corner over the issuer's name: under the body there is no room beside the red line."""
    if not text:
        return ()
    side = code_size(text)
    return (Fixed((QrCode(text, side),), right - side + quiet_zone(text), _CODE_TOP, side),)


def _copies(paper: Official, words: Wording) -> tuple[Block, ...]:
    if not paper.copies:
        return ()
    copies = words.line("copies", names="，".join(paper.copies))
    return (Spacer(GRID_LINE), AtFoot((indented(copies, SMALL_SIZE, 1.9),), even=paper.duplex))
