"""The name of whoever printed it, across a paper that holds id numbers."""

from printing.document import Face
from printing.render.ops import Glyphs, Sheet, Turned
from printing.render.setting import Setter

_ANGLE = 24.0
_SIZE = 13.0
_GREY = 0.915


def watermark(sheet: Sheet, setter: Setter, text: str, width: float, height: float) -> None:
    """Repeats the text slantwise, light enough to read through, dark enough to survive a copier."""
    across, down = 3, 6
    for row in range(down):
        for column in range(across):
            x = width * (column + (0.5 if row % 2 else 0.15)) / across
            y = height * (row + 0.75) / down
            glyphs: list[Glyphs] = []
            offset = 0.0
            for run in setter.library.runs(text, Face.SANS):
                wide = run.width * _SIZE
                glyphs.append(Glyphs(offset, 0, run.font, _SIZE, run.text, wide, tint=_GREY))
                offset += wide
            sheet.marks.append(Turned(x - offset / 2, y, _ANGLE, tuple(glyphs)))
