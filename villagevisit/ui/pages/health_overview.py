"""How many residents of each village have a health record, and who has none: the poor first."""

from typing import Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain import build_rate
from villagevisit.domain.build_rate import Rate
from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.services import health_lines, health_overview
from villagevisit.services.health_overview import MOST
from villagevisit.services.health_record import AT_ONCE
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.models.words import assist
from villagevisit.ui.pages.health_overview_state import PopulationForm
from villagevisit.ui.pages.household_card import age
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_TWO_COLUMNS_PX = 940
_AT_ONCE = 5_000
"""Records that are read through without being asked for: about a second of the worker's time."""


class HealthOverviewPage(Page):
    """`enter(village_code)` chooses a village."""

    name: ClassVar[str] = "health_overview"
    topics: ClassVar[Changes] = changes(Topic.VISITS, Topic.EVENTS, Topic.HOUSEHOLDS, Topic.ROSTER)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._code = ""
        self.rates: list[Rate] = []
        self.model: TableOf[Rate] = TableOf(_columns(today(shell.ws.clock).year), [])
        self.table = Table(quick=True)
        self.table.setModel(self.model)
        self.table.widths(0, 9, 9, 9, 9, 9, 11, 9, drop=(7, 6, 4))
        self.table.selectionModel().currentRowChanged.connect(lambda now, _old: self._choose(now.row()))
        self.source = Remark("muted", "")
        self.state = parts.quiet(t("health_overview.state"), self._ask)
        self.facts = Remark("muted", "")
        self._title = parts.heading("")
        self.list = Rows()
        self.list.setMinimumHeight(6 * u)
        self.list.opened.connect(self._open)
        self._side = parts.column(self.source, self.facts, self._title, self.list)
        there = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, there)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(2 * u)
        self._sides.addWidget(self.table, 6)
        self._sides.addWidget(self._side, 4)
        self.paper = parts.plain(t("health_overview.print"), self.print_shown)
        self.swap = parts.plain(t("health.file.heading"), lambda: shell.go("health_exchange"))
        self.check = parts.plain(t("health_overview.check"), self._count)
        self.check.hide()
        self._stack = parts.Stack()
        self._stack.addWidget(there)
        self._stack.addWidget(parts.empty(t("health_overview.no_villages")))
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, u)
        box.setSpacing(u)
        box.addWidget(self._stack, 1)
        box.addWidget(Flow(self.paper, self.swap, self.check, self.state))

    def enter(self, **params: Any) -> None:
        self._code = str(params.get("village_code", self._code))
        self.refresh()

    def keep(self) -> dict[str, Any]:
        return {"village_code": self._code}

    def refresh(self) -> None:
        ws = self.shell.ws
        if health_lines.waiting(ws) <= AT_ONCE:
            health_lines.settle(ws)
            self._show()
            return
        settle = health_lines.settle
        self.shell.tasks.run(
            lambda progress: settle(ws, progress), lambda _count: self._show(), title=t("health_record.reading")
        )

    def heading(self) -> str:
        return t("health_overview.page")

    def help(self) -> str:
        return t("health_overview.help")

    def first_focus(self) -> QWidget | None:
        return self.table

    def print_shown(self) -> None:
        """Ctrl+P: the table."""
        self.shell.go("print", kind="health_records")

    # --- showing ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        self.shell.tasks.run(lambda _progress: health_overview.rates(ws, actor), self._came, quiet=True)

    def _came(self, found: list[Rate]) -> None:
        """Of a village the records are read through at once; of a township when somebody asks for it."""
        self._stack.setCurrentIndex(0 if found else 1)
        self.paper.setVisible(bool(found))
        self._offer(found)
        many = sum(one.records for one in found) > _AT_ONCE
        self.check.setVisible(many)
        if found and not many:
            self._count()

    def _count(self) -> None:
        ws, found = self.shell.ws, self.rates

        def work(progress: Progress) -> list[Rate]:
            return health_overview.counted(ws, found, progress)

        self.shell.tasks.run(work, self._offer, title=t("health_overview.counting"))

    def _offer(self, found: list[Rate]) -> None:
        """All together first where there are several villages."""
        self.rates = found
        every = [build_rate.together(t("health_overview.all"), found), *found] if len(found) > 1 else found
        codes = [one.code for one in every]
        at = codes.index(self._code) if self._code and self._code in codes else min(1, len(every) - 1)
        self.model.show(every)
        if every:
            self.table.selectRow(at)
            self._choose(at)

    def _choose(self, number: int) -> None:
        one = self.model.at(number)
        if one is None:
            return
        self._code = one.code
        self._side.setVisible(bool(one.code))
        self.state.setVisible(bool(one.code))
        if not one.code:
            return
        said = one.population
        words = t("health_overview.stated", count=count(said.count), source=said.source, day=said.day)
        self.source.say("muted", words if said.source else t("health_overview.roster", count=count(said.count)))
        facts = {"year": today(self.shell.ws.clock).year, "new": count(one.new), "ever": count(one.ever)}
        self.facts.say("muted", t("health_overview.facts", records=count(one.records), **facts))
        lacking = health_overview.lacking(self.shell.ws, self.shell.actor, one.code)
        full = len(lacking) == MOST
        title = t("health_overview.lacking", count=count(len(lacking)))
        self._title.setText(t("health_overview.lacking_most", count=MOST) if full else title)
        now = today(self.shell.ws.clock).isoformat()
        self.list.offer([
            Row(
                who.person_id, who.name,
                " · ".join(filter(None, (age(who.birth, now), who.village_group, who.household_no))),
                assist(who.assist_category) if who.assist_category else "", "wait" if who.assist_category else "muted",
            )
            for who in lacking
        ])  # fmt: skip
        if not lacking:
            self._title.setText(t("health_overview.lacking_none"))
        self.list.setVisible(bool(lacking))

    # --- doing --------------------------------------------------------------------------------------------------

    def _open(self, number: int) -> None:
        self.shell.go("health_record", person_id=self.list.key(number))

    def _ask(self) -> None:
        form = PopulationForm(self.shell, self._code, self)
        form.exec()
        form.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide, u = self.width() >= _TWO_COLUMNS_PX, theme.now().u
        self.table.setMaximumHeight(16_777_215 if wide else 12 * u)
        self._sides.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )


def _columns(year: int) -> tuple[Column[Rate], ...]:
    waiting = t("health_overview.waiting")
    return (
        Column(t("health_overview.village"), lambda one: one.name),
        Column(t("health_overview.people"), lambda one: count(one.population.count), figure=True),
        Column(t("health_overview.records"), lambda one: count(one.records), figure=True),
        Column(t("health_overview.built"), lambda one: _percent(one.built), figure=True),
        Column(
            t("health_overview.complete"),
            lambda one: waiting if one.complete is None else count(one.complete),
            figure=True,
        ),
        Column(t("health_overview.standard"), lambda one: _percent(one.standard), figure=True),
        Column(t("health_overview.new", year=year), lambda one: count(one.new), figure=True),
        Column(t("health_overview.ever"), lambda one: count(one.ever), figure=True),
    )


def _percent(share: object) -> str:
    return "" if share is None else f"{share}%"
