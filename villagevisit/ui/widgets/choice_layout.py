"""Where the options of a question stand: as the form's appearance asks, as far as the window has room for it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics

from villagevisit.ui.widgets.editor import TOUCH
from villagevisit.ui.widgets.values import Option, words_of

GAP = 8
PAD = 14
MARK = 18
WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
CENTRED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
_LEAST = 132
_SLACK = 6
"""A line measured to the pixel may still wrap when painted."""
_COLUMNS = re.compile(r"columns-(\d+)$")
_UPRIGHT = frozenset({"likert", "list", "list-nolabel", "label"})


@dataclass(frozen=True, slots=True)
class Style:
    """What the appearance of a question says about its options."""

    columns: int = 0
    """So many beside one another; 0 as many as fit."""
    pack: bool = False
    """Each as wide as its words."""
    upright: bool = False
    """All in one line, the mark above the words."""
    marks: bool = True
    words: bool = True
    """Whether the options' words are shown; a heading line shows them otherwise."""
    frames: bool = True
    """The heading line has none."""


def style_of(appearance: str) -> Style:
    words = words_of(appearance)
    columns = next((int(found.group(1)) for word in words if (found := _COLUMNS.match(word))), 0)
    return Style(
        columns,
        pack="columns-pack" in words or "compact" in words,
        upright=bool(_UPRIGHT & words),
        marks="no-buttons" not in words and "label" not in words,
        words="list-nolabel" not in words,
        frames="label" not in words,
    )


class ChoiceLayout:
    """Computes boxes. `upright` tells whether there was room for all options in one line."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.upright = False
        self.boxes: list[QRect] = []
        self.height = TOUCH
        self._metrics: QFontMetrics
        self._numbered = True
        self._pictures: Mapping[str, QSize] = {}

    def arrange(
        self,
        width: int,
        options: Sequence[Option],
        metrics: QFontMetrics,
        numbered: bool,
        pictures: Mapping[str, QSize],
    ) -> None:
        """Fits the options into a width. `pictures` are sizes by value of those that have one."""
        self._metrics, self._numbered, self._pictures = metrics, numbered, pictures
        self.boxes = []
        if not options:
            self.height = TOUCH
            return
        column = (width - GAP * (len(options) - 1)) // len(options)
        widest = max(self._longest_word(option) for option in options)
        self.upright = self.style.upright and column >= max(TOUCH, widest + 8)
        if self.upright:
            self._stand(options, [column] * len(options), self._upright_height)
        elif self.style.pack:
            self._pack(options, width)
        else:
            columns, column = self._grid(options, width)
            for start in range(0, len(options), columns):
                self._stand(options[start : start + columns], [column] * columns, self._row_height)
        self.height = self.boxes[-1].bottom() + 1

    def marks_width(self) -> int:
        """What stands before the words of an option in a row."""
        digit = self._metrics.horizontalAdvance("9 ") if self._numbered else 0
        return digit + (MARK + 8 if self.style.marks else 0)

    def _grid(self, options: Sequence[Option], width: int) -> tuple[int, int]:
        """How many columns, and how wide."""
        wanted = max(self._width_of(option) for option in options)
        fit = max(1, min(len(options), (width + GAP) // (max(wanted, 96) + GAP)))
        if self.style.columns:
            least = max(self._longest_word(option) for option in options) + self.marks_width() + 2 * PAD
            columns = max(1, min(self.style.columns, (width + GAP) // (max(least, TOUCH) + GAP)))
            return columns, (width - GAP * (columns - 1)) // columns
        columns = 2 if len(options) == 4 and fit == 3 else fit
        room = (width - GAP * (columns - 1)) // columns
        return columns, min(room, max(wanted + 24, _LEAST))

    def _pack(self, options: Sequence[Option], width: int) -> None:
        line: list[Option] = []
        widths: list[int] = []
        for option in options:
            wanted = min(width, max(self._width_of(option), 2 * TOUCH))
            if line and sum(widths) + GAP * len(widths) + wanted > width:
                self._stand(line, widths, self._row_height)
                line, widths = [], []
            line.append(option)
            widths.append(wanted)
        self._stand(line, widths, self._row_height)

    def _stand(self, row: Sequence[Option], widths: Sequence[int], tall: Callable[[Option, int], int]) -> None:
        """Puts options beside one another, under those that stand already."""
        top = self.boxes[-1].bottom() + 1 + GAP if self.boxes else 0
        height = max(tall(option, column) for option, column in zip(row, widths, strict=False))
        left = 0
        for _, column in zip(row, widths, strict=False):
            self.boxes.append(QRect(left, top, column, height))
            left += column + GAP

    def _width_of(self, option: Option) -> int:
        text = self._metrics.horizontalAdvance(option.label) if option.label else 0
        return max(text + self.marks_width() + _SLACK, self._picture(option).width()) + 2 * PAD

    def _longest_word(self, option: Option) -> int:
        """The widest piece that cannot be broken; Chinese breaks anywhere."""
        pieces = [option.label] if option.label.isascii() else list(option.label)
        words = [word for piece in pieces for word in piece.split()]
        return max((self._metrics.horizontalAdvance(word) for word in words), default=0)

    def _row_height(self, option: Option, column: int) -> int:
        room = max(40, column - self.marks_width() - 2 * PAD)
        text = self._metrics.boundingRect(QRect(0, 0, room, 4000), WRAP, option.label)
        return max(TOUCH, text.height() + 16) + self._picture(option).height()

    def _upright_height(self, option: Option, column: int) -> int:
        top = MARK + 14 if self.style.marks else 8
        if not self.style.words:
            return max(TOUCH, top + 6)
        text = self._metrics.boundingRect(QRect(0, 0, column - 8, 4000), CENTRED, option.label)
        return max(TOUCH, top + text.height() + 8) + self._picture(option).height()

    def _picture(self, option: Option) -> QSize:
        return self._pictures.get(option.value, QSize(0, 0))
