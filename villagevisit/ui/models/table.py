"""A read-only table model: columns say how to show one row, rows come from any sequence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt

from villagevisit.ui.kit.tables import Index, Lined

T = TypeVar("T")
R_co = TypeVar("R_co", covariant=True)
NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_TIP = Qt.ItemDataRole.ToolTipRole


class Rows(Protocol[R_co]):
    def __len__(self) -> int: ...
    def __getitem__(self, row: int, /) -> R_co | None: ...


@dataclass(frozen=True)
class Column(Generic[T]):
    header: str
    show: Callable[[T], str]
    figure: bool = False
    """Right-aligned."""


class TableOf(Lined, Generic[T]):
    """Shows `rows` by `columns`. The whole text of a cell is its tool tip, because a narrow column may cut it."""

    def __init__(self, columns: tuple[Column[T], ...], rows: Rows[T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.rows = rows

    def show(self, rows: Rows[T]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def at(self, row: int) -> T | None:
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def line(self, row: int, columns: Sequence[int]) -> Sequence[str]:
        one = self.rows[row]
        return () if one is None else [self.columns[column].show(one) for column in columns]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role in (_DISPLAY, _TIP):
            row = self.rows[index.row()]
            return "" if row is None else self.columns[index.column()].show(row)
        if role == _ALIGN:
            return _RIGHT if self.columns[index.column()].figure else _LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self.columns[section].header
        if role == _ALIGN:
            return _RIGHT if self.columns[section].figure else _LEFT
        return None
