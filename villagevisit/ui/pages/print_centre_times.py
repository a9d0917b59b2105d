"""How often a paper was printed: when, who, how many copies, on which printer."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from villagevisit.services.print_log import Sent
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.wording import t


class TimesDialog(QDialog):
    """Newest first."""

    def __init__(self, parent: QWidget, times: Sequence[Sent]) -> None:
        super().__init__(parent)
        u = theme.now().u
        self.setWindowTitle(t("desk.print.times_title"))
        self.rows = Rows()
        self.rows.setAccessibleName(t("desk.print.times_title"))
        self.rows.offer([
            Row(
                str(number),
                one.at[:16].replace("T", " "),
                t("desk.print.times_row", who=one.who, count=one.copies, printer=one.printer),
            )
            for number, one in enumerate(times)
        ])  # fmt: skip
        self.rows.setMinimumSize(40 * u, 16 * u)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        box.setSpacing(u)
        box.addWidget(parts.heading(t("desk.print.times_title")))
        box.addWidget(self.rows, 1)
        box.addWidget(parts.row(None, parts.primary(t("common.close"), self.accept)))


def show_times(parent: QWidget, times: Sequence[Sent]) -> None:
    dialog = TimesDialog(parent, times)
    dialog.exec()
    dialog.deleteLater()
