"""How long each step took, of the cases that were decided in a month: working days on average (S-095)."""

from calendar import monthrange
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.services import bulletin, cases
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.wording import t

_ORDER = (
    "case.supplement_asked", "case.supplement_brought", "case.accepted", "case.checked", "visit", "appraisal.closed",
    "case.opinion", "board.posted", "board.proved", "board.down", "objection.received", "objection.settled",
    "check.done", "case.returned", "case.extended", "case.confirmed", "case.refused", "case.notified", "case.paid_from",
)  # fmt: skip
Row = tuple[str, int, int]
"""What was done, how often, working days in all."""


class CaseSpeedPage(Page):
    name: ClassVar[str] = "case_speed"
    topics: ClassVar[Changes] = changes(Topic.EVENTS, Topic.VISITS)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.month = Choice()
        self.month.on_choice(lambda _value: self._count())
        self.model: TableOf[Row] = TableOf(_columns(), ())
        self.table = Table(quick=True)
        self.table.setModel(self.model)
        self.table.widths(0, 14, 18)
        self._none = parts.body(t("case.speed.none"), muted=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, u)
        box.setSpacing(u)
        box.addWidget(parts.row(self.month, None))
        box.addWidget(parts.body(t("case.speed.why"), muted=True))
        box.addWidget(self._none)
        box.addWidget(self.table, 1)
        self._gap = QWidget()
        box.addWidget(self._gap, 1)

    def enter(self, **params: Any) -> None:
        months = bulletin.months(self.shell.ws)
        chosen = str(params.get("month", "")) or self.month.value() or months[0]
        self.month.offer([(one, one) for one in months], chosen)
        self._count()

    def refresh(self) -> None:
        self._count()

    def keep(self) -> dict[str, Any]:
        return {"month": self.month.value()}

    def heading(self) -> str:
        return t("case.speed")

    def help(self) -> str:
        return t("case.speed.why")

    def first_focus(self) -> QWidget | None:
        return self.month

    def _count(self) -> None:
        """Thousands of cases are folded beside the window."""
        ws, within, month = self.shell.ws, self.shell.within, self.month.value()
        last = monthrange(int(month[:4]), int(month[5:]))[1]

        def counted(progress: Progress) -> dict[str, tuple[int, int]]:
            cases.freshen(ws, progress)
            return cases.speed(ws, f"{month}-01", f"{month}-{last}", within)

        self.shell.tasks.run(counted, self._show, title=t("case.speed"))

    def _show(self, found: dict[str, tuple[int, int]]) -> None:
        self.model.show([(kind, *found[kind]) for kind in _ORDER if kind in found])
        self.table.setVisible(bool(found))
        self._none.setVisible(not found)
        self._gap.setVisible(not found)


def _columns() -> tuple[Column[Row], ...]:
    return (
        Column(t("case.speed.step"), lambda one: t(f"case.kind.{one[0]}")),
        Column(t("case.speed.often"), lambda one: count(one[1]), figure=True),
        Column(t("case.speed.days"), lambda one: f"{one[2] / one[1]:.1f}", figure=True),
    )
