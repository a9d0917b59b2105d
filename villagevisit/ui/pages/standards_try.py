"""Another standard tried out on all visited households before it holds; several beside one another; and setting one."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.domain.standards import LINE, RURAL, URBAN, Change, Outcome, Totals
from villagevisit.services import households, standards
from villagevisit.services.standards import Preview, Tried
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Day, Line
from villagevisit.ui.kit.format import count, money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.pages.settings_section import Section
from villagevisit.wording import t

_CATEGORIES = {
    "dibao": "standards.category.dibao", "edge": "standards.category.edge", "above": "standards.category.above",
}  # fmt: skip
_KINDS = {
    "enters": "standards.kind.enters", "leaves": "standards.kind.leaves", "more": "standards.kind.more",
    "less": "standards.kind.less", "line": "standards.kind.line",
}  # fmt: skip
_WIDTH = 860


class TryPanel(Section):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, may_change=True)
        self.day, self.rural, self.urban, self.line, self.source = Day(), Line(), Line(), Line(), Line()
        self.many_rural, self.many_urban = Line(placeholder="500 550 600"), Line(placeholder="700 750 800")
        self.look = parts.primary(t("standards.look"), self._look)
        self.settle = parts.plain(t("standards.settle"), self._settle)
        self.compare = parts.plain(t("standards.compare"), self._compare)
        self.model: TableOf[Change] = TableOf(self._columns(), ())
        self.table = Table(quick=True)
        self.table.setModel(self.model)
        self.table.widths(0, 12, 14, 14, 14, drop=(1, 4))
        self.table.setMinimumHeight(18 * theme.now().u)
        self.table.opened.connect(self._open)
        self.table.hide()
        self.found, self.tried = QVBoxLayout(), QVBoxLayout()
        inside = parts.column(
            parts.heading(t("standards.one")), parts.body(t("standards.one_why"), muted=True),
            parts.row(
                parts.labelled(t("standards.day"), self.day), parts.labelled(t("standards.col.rural"), self.rural),
                parts.labelled(t("standards.col.urban"), self.urban),
                parts.labelled(t("standards.col.line"), self.line),
            ),
            parts.labelled(t("standards.source"), self.source), parts.row(self.look, self.settle, None),
            self.found, self.table, parts.line(),
            parts.heading(t("standards.many")), parts.body(t("standards.many_why"), muted=True),
            parts.row(
                parts.labelled(t("standards.col.rural"), self.many_rural),
                parts.labelled(t("standards.col.urban"), self.many_urban),
            ),
            parts.row(self.compare, None), self.tried, None,
        )  # fmt: skip
        self.box.addWidget(parts.scroll(parts.narrow(inside, _WIDTH)))

    def refresh(self) -> None:
        """What was typed stays; the newest standards are offered once."""
        now = standards.history(self.shell.ws)
        if now and not self.day.text():
            self.day.setText(f"{self.shell.ws.clock.now().year + 1}-01-01")
            self.rural.setText(str(now[-1].rural or ""))
            self.urban.setText(str(now[-1].urban or ""))
            self.line.setText(str(now[-1].line_year or ""))

    def _typed(self) -> tuple[date, Mapping[str, str]] | None:
        """None, and the field is marked, while no day can be read."""
        self.day.set_wrong(not self.day.value())
        if not self.day.value():
            self.shell.notify(t("standards.day_wrong"), "refused")
            return None
        values = {RURAL: self.rural.text(), URBAN: self.urban.text(), LINE: self.line.text()}
        return date.fromisoformat(self.day.value()), {key: text.strip() for key, text in values.items() if text.strip()}

    def _look(self) -> None:
        typed = self._typed()
        if typed is None:
            return
        ws, within = self.shell.ws, self.shell.within
        try:
            then = standards.planned(ws, *typed)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.tasks.run(
            lambda progress: standards.preview(ws, then, within, progress), self._show, title=t("standards.reckoning")
        )

    def _show(self, found: Preview) -> None:
        parts.clear(self.found)
        if not sum((found.before.dibao, found.before.edge, found.before.above)):
            self.found.addWidget(parts.status("info", t("standards.no_visits"), wrap=True))
            return
        self.found.addLayout(_grid([(t("standards.now"), found.before), (t("standards.then"), found.after)]))
        kinds = [t(_KINDS[kind], count=count(found.kinds[kind])) for kind in _KINDS if kind in found.kinds]
        words = t("ui.comma").join(kinds) if kinds else t("standards.nothing_changes")
        self.found.addWidget(parts.body(words))
        self.model.show(found.changed)
        self.table.setVisible(bool(found.changed))

    def _settle(self) -> None:
        typed = self._typed()
        if typed is None:
            return
        day, values = typed
        if not self.shell.confirm(
            t("standards.settle"), t("standards.settle_ask", day=day.isoformat()), t("standards.settle")
        ):
            return
        try:
            self.shell.apply(standards.plan(self.shell.ws, self.shell.actor, day, values, self.source.text()))
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("standards.settled", day=day.isoformat()), "done")

    def _compare(self) -> None:
        ws, within = self.shell.ws, self.shell.within
        try:
            rural, urban = standards.amounts(self.many_rural.text()), standards.amounts(self.many_urban.text())
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.tasks.run(
            lambda progress: standards.simulate(ws, rural, urban, within, progress),
            self._show_tried,
            title=t("standards.reckoning"),
        )

    def _show_tried(self, tried: Sequence[Tried]) -> None:
        parts.clear(self.tried)
        if not tried:
            self.shell.notify(t("standards.many_none"), "wait")
            return
        names = {True: "standards.rural_at", False: "standards.urban_at"}
        rows = [(t(names[one.rural], amount=money(one.standard)), one.totals) for one in tried]
        self.tried.addLayout(_grid(rows))

    def _columns(self) -> tuple[Column[Change], ...]:
        return (
            Column(t("standards.col.head"), lambda one: households.get(self.shell.ws, one.household_id).head_name),
            Column(t("standards.col.number"), lambda one: households.get(self.shell.ws, one.household_id).household_no),
            Column(t("standards.now"), lambda one: _paid(one.was), figure=True),
            Column(t("standards.then"), lambda one: _paid(one.becomes), figure=True),
            Column(t("standards.col.becomes"), lambda one: t(_CATEGORIES[one.becomes.category])),
        )

    def _open(self, row: int) -> None:
        one = self.model.at(row)
        if one is not None:
            self.shell.go("household", household_id=one.household_id)

    def first_focus(self) -> QWidget:
        return self.day


def _paid(one: Outcome) -> str:
    return money(one.amount, unit=False) if one.category == "dibao" else "–"


def _grid(rows: Sequence[tuple[str, Totals]]) -> QGridLayout:
    """One line for each reckoning, figures under their headings."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * theme.now().u)
    grid.setVerticalSpacing(theme.now().u // 2)
    grid.setColumnStretch(0, 1)
    heads = ("standards.total.dibao", "standards.total.persons", "standards.total.edge", "standards.total.amount")
    for at, head in enumerate(heads, start=1):
        words = parts.number(t(head))
        words.setProperty("part", "muted")
        grid.addWidget(words, 0, at)
    for down, (name, one) in enumerate(rows, start=1):
        grid.addWidget(parts.body(name), down, 0)
        shown = (count(one.dibao), count(one.persons), count(one.edge), money(one.amount, unit=False))
        for at, figure in enumerate(shown, start=1):
            grid.addWidget(parts.number(figure), down, at)
    return grid
