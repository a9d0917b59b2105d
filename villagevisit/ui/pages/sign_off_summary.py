"""The frozen record in large type, as a signer reads it."""

from collections.abc import Callable, Iterator
from itertools import islice

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from villagevisit.services.signoff_summary import Figure, Summary, SummaryRow, SummarySection
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.idle import Rest
from villagevisit.ui.widgets.signature_pad import thumbnail
from villagevisit.wording import t

_PICTURE = QSize(220, 130)
_DIGEST_SHOWN = 12
_ALL = 1_000_000
_ABOVE, _LEAST = 190, 38
"""The height of what stands above the first row, and the least height of a row, in pixels."""
_LABEL_SHARE = 2
_VALUE_SHARE = 3


def short_digest(digest: str) -> str:
    """The first twelve signs in groups of four, as people compare them: ``3F7A 91C2 0B4D``."""
    shown = digest[:_DIGEST_SHOWN].upper()
    return " ".join(shown[at : at + 4] for at in range(0, len(shown), 4))


class SummaryView(QWidget):
    """Made once from a Summary; `stored` gives the pictures that belong to the record.

    What fits into `room` pixels is there at once, the rest in a moment.
    """

    def __init__(self, summary: Summary, stored: Callable[[str], bytes | None], room: int = _ALL) -> None:
        super().__init__()
        self._stored = stored
        u = theme.now().u
        box = QVBoxLayout(self)
        box.setContentsMargins(4 * u, 2 * u, 4 * u, 4 * u)
        box.setSpacing(u)
        box.addWidget(parts.title(summary.household or summary.title))
        under = t("sign.under", title=summary.title, at=summary.frozen_at[:16].replace("T", " "))
        box.addWidget(parts.body(under, muted=True))
        digest = parts.body(t("sign.digest", digest=short_digest(summary.digest)), muted=True)
        digest.setToolTip(summary.digest)
        box.addWidget(digest)
        if summary.figures:
            box.addSpacing(u)
            box.addWidget(self._figures(summary.figures))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(u)
        box.addLayout(self._rows)
        box.addStretch(1)
        steps = (step for section in summary.sections for step in self._section(section))
        for _ in islice(steps, max(1, (room - _ABOVE) // _LEAST + 1)):
            pass
        self._rest = Rest(self, steps)

    def _figures(self, figures: tuple[Figure, ...]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * theme.now().u)
        columns = min(len(figures), 3)
        for place, figure in enumerate(figures):
            number = parts.title(figure.value)
            cell = parts.column(number, parts.body(figure.label, muted=True), None)
            layout = cell.layout()
            assert layout is not None
            layout.setSpacing(0)
            grid.addWidget(cell, place // columns, place % columns)
        return holder

    def _section(self, section: SummarySection) -> Iterator[object]:
        """Row by row."""
        u = theme.now().u
        self._rows.addSpacing(2 * u)
        self._rows.addWidget(parts.heading(section.title))
        self._rows.addWidget(parts.line())
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * u)
        grid.setVerticalSpacing(u)
        grid.setColumnStretch(0, _LABEL_SHARE)
        grid.setColumnStretch(1, _VALUE_SHARE)
        self._rows.addLayout(grid)
        for place, row in enumerate(section.rows):
            yield row
            if not row.value and not row.attachment:
                grid.addWidget(parts.strong(row.label), place, 0, 1, 2)
                continue
            grid.addWidget(parts.body(row.label, muted=True), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(self._value(row), place, 1)

    def _value(self, row: SummaryRow) -> QHBoxLayout:
        box = QHBoxLayout()
        box.setSpacing(theme.now().u)
        data = self._stored(row.attachment) if row.attachment else None
        ratio = self.devicePixelRatioF()
        shown = thumbnail(data, row.attachment, _PICTURE * ratio) if data is not None else QPixmap()
        if not shown.isNull():
            picture = QLabel()
            shown.setDevicePixelRatio(ratio)
            picture.setPixmap(shown)
            picture.setAccessibleName(row.label)
            box.addWidget(picture)
            box.addStretch(1)
            return box
        stored = row.attachment if data is not None else t("sign.picture_missing")
        box.addWidget(_large(row.value or stored), 1)
        if row.changed:
            box.addWidget(parts.status("wait", t("sign.changed")), 0, Qt.AlignmentFlag.AlignTop)
        return box


def _large(text: str) -> QLabel:
    label = parts.heading(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
