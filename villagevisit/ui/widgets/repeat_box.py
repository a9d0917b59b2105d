"""The rows of a repeat (members, incomes, houses …): a short summary of each, open one, add, remove."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets.remark import Remark
from villagevisit.ui.widgets.row_list import Row, RowList
from villagevisit.wording import t


class RepeatBox(QWidget):
    """Says `opened`, `added` and `removed` with refs; the page decides and shows the rows anew."""

    opened = Signal(str)
    added = Signal(str)
    removed = Signal(str)

    def __init__(self, ref: str, noun: str, heading: bool) -> None:
        super().__init__()
        self.ref = ref
        self.list = RowList()
        self.list.setAccessibleName(noun)
        self.list.chosen.connect(self.opened)
        self.list.deleted.connect(self.removed)
        self.add = parts.plain(t("visit_page.add_row", what=noun), lambda: self.added.emit(self.ref))
        parts.with_icon(self.add, "add")
        self._none = Remark("muted", t("visit_page.no_rows", what=noun))
        self._hint = Remark("muted", t("visit_page.rows_hint"))
        u = theme.now().u
        box = QVBoxLayout(self)
        box.setContentsMargins(u, 0, 0, 0)
        box.setSpacing(u)
        if heading:
            box.addWidget(parts.heading(noun))
        box.addWidget(self._none)
        box.addWidget(self.list)
        box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._hint)
        self.setFocusProxy(self.list)

    def show_rows(self, rows: Sequence[Row], can_add: bool) -> None:
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._hint.setVisible(bool(rows))
        self.add.setVisible(can_add)
        self.setFocusProxy(self.list if rows else self.add)

    def begin(self) -> None:
        (self.list if self.list.rows else self.add).setFocus(Qt.FocusReason.TabFocusReason)
