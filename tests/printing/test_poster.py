"""Posters that are pasted together: enough sheets, nothing lost between them, no code across a seam."""

import io
import re

import cv2
import numpy as np
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.document import A3_LANDSCAPE, A4, Document, Face, Heading, PaperError, Paragraph, QrCode, Spacer
from printing.poster import MARGIN, OVERLAP, PosterSize, SheetSize, cuts, plans
from printing.render import poster, render
from printing.render.ops import Modules
from printing.render.poster import span
from tests.printing.papers import sheets

_CODE = "VV1/D/0198F3C2/1A2B3C4D"
DOTS = 50
"""Per inch; two of them are a millimetre."""
_ART = Document("海报", A3_LANDSCAPE, (Heading("红星村公示", 60, Face.HEI), Spacer(60), QrCode(_CODE, 30)))


def test_the_number_of_sheets_is_a_choice() -> None:
    offered = [(one.sheets, round(one.scale, 2)) for one in plans(A3_LANDSCAPE, "A1", "A4")]
    assert (9, 1.89) in offered
    assert offered[-1] == (15, 2.0)
    assert offered == sorted(offered)
    assert [one.sheets for one in plans(A3_LANDSCAPE, "A1", "A3")] == [4, 6, 8]
    assert plans(A4, "A0", "A3")[-1].scale == pytest.approx(841 / 210, abs=0.01)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["A2", "A1", "A0"]), st.sampled_from(["A4", "A3"]), st.floats(20, 370), st.floats(20, 240),
    st.floats(20, 40),
)  # fmt: skip
def test_sheets_cover_the_art_and_leave_a_code_whole(
    size: PosterSize, sheet: SheetSize, x: float, y: float, side: float
) -> None:
    for plan in plans(A3_LANDSCAPE, size, sheet):
        scale, across, down = cuts(A3_LANDSCAPE, plan, [((x, x + side), (y, y + side))])
        assert scale >= plan.scale * 0.8
        for cut, start, length in ((across, x, A3_LANDSCAPE.width), (down, y, A3_LANDSCAPE.height)):
            assert cut.starts[0] <= 0.01
            assert cut.starts[-1] + cut.live >= length * scale - 0.01
            steps = [after - before for before, after in zip(cut.starts, cut.starts[1:], strict=False)]
            assert all(step <= cut.live - OVERLAP + 0.01 for step in steps)
            assert any(one <= start * scale and (start + side) * scale <= one + cut.live for one in cut.starts)


def test_a_code_larger_than_a_sheet_is_refused() -> None:
    plan = plans(A3_LANDSCAPE, "A0", "A4")[-1]
    with pytest.raises(PaperError) as caught:
        cuts(A3_LANDSCAPE, plan, [((10, 110), (10, 110))])
    assert caught.value.code == "paper.poster-code"


def _greys(pdf: bytes, page: int, scale: float) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return np.asarray(document[page].render(scale=scale * DOTS / 72).to_pil().convert("L"), dtype=float)
    finally:
        document.close()


def test_each_sheet_shows_its_window_of_the_poster_to_half_a_millimetre() -> None:
    plan = plans(A3_LANDSCAPE, "A2", "A4")[0]
    made = poster(_ART, plan)
    assert made.pages == plan.sheets + 1
    assert made.pdf == poster(_ART, plan).pdf
    (code,) = [one for sheet in sheets(_ART) for one in sheet.marks if isinstance(one, Modules)]
    scale, across, down = cuts(A3_LANDSCAPE, plan, [span(code)])
    whole = _greys(render(_ART).pdf, 0, scale)
    for number, (top, left) in enumerate((y, x) for y in down.starts for x in across.starts):
        tile = _greys(made.pdf, number + 1, 1)
        middle = [side // 2 for side in tile.shape]
        half = DOTS * 2
        window = tile[middle[0] - half : middle[0] + half, middle[1] - half : middle[1] + half]
        y = round((top - MARGIN) * DOTS / 25.4) + middle[0] - half
        x = round((left - MARGIN) * DOTS / 25.4) + middle[1] - half
        around = whole[y - 2 : y + 2 * half + 2, x - 2 : x + 2 * half + 2]
        moved = [around[dy : dy + 2 * half, dx : dx + 2 * half] for dy in range(5) for dx in range(5)]
        assert min(float(abs(one - window).mean()) for one in moved if one.shape == window.shape) < 3


def test_the_art_is_in_the_file_once() -> None:
    plan = plans(A3_LANDSCAPE, "A0", "A4")[-1]
    made = poster(_ART, plan)
    assert len(re.findall(rb"/Subtype /Form", made.pdf)) == 1
    assert len(made.pdf) < len(render(_ART).pdf) + 2_500 * plan.sheets


def test_the_code_is_read_from_a_printed_sheet() -> None:
    plan = plans(A3_LANDSCAPE, "A1", "A4")[0]
    document = pypdfium2.PdfDocument(io.BytesIO(poster(_ART, plan).pdf))
    found = []
    for page in list(document)[1:]:
        picture = np.array(page.render(scale=100 / 72).to_pil().convert("L"))
        found.append(cv2.QRCodeDetector().detectAndDecode(picture)[0])
    document.close()
    assert _CODE in found


def test_a_long_text_is_a_poster_page_by_page() -> None:
    art = Document("告示", A4, tuple(Paragraph("公示" * 300, 14) for _ in range(6)))
    plan = plans(A4, "A2", "A4")[0]
    assert poster(art, plan).pages == (plan.sheets + 1) * render(art).pages
