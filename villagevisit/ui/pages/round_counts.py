"""The services in figures: each rate with the number it is of."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.services import health_due
from villagevisit.services.health_due import Count
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import count, percent
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models import health_words as say
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.wording import t


class CountsView(QWidget):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._village = ""
        self.where = Choice([("village", t("round.this_village")), ("all", t("ui.all_villages"))])
        self.where.on_choice(lambda _: self.refresh(self._village))
        self.model: TableOf[Count] = TableOf(_columns(), ())
        self.table = Table()
        self.table.setModel(self.model)
        self.table.widths(0, 8, 14, 8, 7, 7, 8, 14, 13, drop=(6, 5, 8, 4))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(parts.row(self.where, None))
        box.addWidget(self.table, 1)
        box.addWidget(parts.body(t("round.counts_why"), muted=True))

    def refresh(self, village: str) -> None:
        self._village = village
        shell = self._shell
        ws, actor = shell.ws, shell.actor
        within = (village,) if self.where.value() == "village" else shell.within
        shell.tasks.run(lambda _: health_due.counts(ws, actor, within), self.model.show, quiet=True)


def rate(part: int | None, whole: int) -> str:
    """`12 / 30  40%`; nothing where the standard does not ask for it."""
    return "" if part is None else f"{count(part)} / {count(whole)}  {percent(part, whole)}"


def _columns() -> tuple[Column[Count], ...]:
    return (
        Column(t("round.col.service"), lambda one: say.service(one.service)),
        Column(t("round.col.should"), lambda one: count(one.should), figure=True),
        Column(t("round.col.seen"), lambda one: rate(one.seen, one.should), figure=True),
        Column(t("round.col.late"), lambda one: count(one.overdue), figure=True),
        Column(t("round.col.never"), lambda one: count(one.never), figure=True),
        Column(t("round.col.week"), lambda one: count(one.week), figure=True),
        Column(t("round.col.month"), lambda one: count(one.month), figure=True),
        Column(t("round.col.standard"), lambda one: rate(one.standard, one.should), figure=True),
        Column(t("round.col.good"), lambda one: rate(one.good, one.seen), figure=True),
    )
