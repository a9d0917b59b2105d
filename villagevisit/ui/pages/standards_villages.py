"""Villages: persons instead of households, the same amount for everybody, and the households behind each hint."""

from PySide6.QtWidgets import QVBoxLayout

from villagevisit.services import village_checks
from villagevisit.services.village_checks import Kind, Listed, VillageLine
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.format import count, money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.pages.settings_section import Section
from villagevisit.wording import t

_WARNINGS = {
    "W_PARTIAL_HOUSEHOLD": "standards.hint.W_PARTIAL_HOUSEHOLD",
    "W_AVERAGE_PAYMENT": "standards.hint.W_AVERAGE_PAYMENT",
}  # fmt: skip


class VillagesPanel(Section):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, may_change=True)
        self.kinds = QVBoxLayout()
        self.model: TableOf[VillageLine] = TableOf(_village_columns(), ())
        self.table = Table(quick=True)
        self.table.setModel(self.model)
        self.table.widths(0, 8, 9, 9, 11, 12, 18, drop=(2, 1, 4, 5, 3), rest=14)
        self.table.chosen.connect(self._choose)
        self.said = parts.heading("")
        self.homes: TableOf[Listed] = TableOf(_home_columns(), ())
        self.list = Table(quick=True)
        self.list.setModel(self.homes)
        self.list.widths(14, 0, 14, 14)
        self.list.opened.connect(self._open)
        self._stack = parts.Stack()
        self._stack.addWidget(parts.column(self.kinds, self.table, self.said, self.list))
        self._stack.addWidget(parts.empty(t("standards.villages_none")))
        self.box.addWidget(parts.body(t("standards.villages_why"), muted=True))
        self.box.addWidget(self._stack, 1)

    def refresh(self) -> None:
        found = village_checks.overview(self.shell.ws, self.shell.within)
        parts.clear(self.kinds)
        for kind in found.kinds:
            self.kinds.addWidget(parts.status("wait" if kind.warning else "info", _kind(kind), wrap=True))
        villages: list[VillageLine] = sorted(found.villages, key=_odd_first)
        self.model.show(tuple(villages))
        self._stack.setCurrentIndex(0 if found.villages else 1)
        if found.villages:
            self.table.selectRow(0)
            self._choose(0)

    def _choose(self, row: int) -> None:
        one = self.model.at(row)
        if one is None:
            return
        warning = next(iter(one.warnings), "")
        self.homes.show(village_checks.behind(self.shell.ws, one, warning) if warning else ())
        self.said.setText(t("standards.behind", village=one.name, what=_warned(one)) if warning else one.name)
        self.list.setVisible(bool(warning))

    def _open(self, row: int) -> None:
        one = self.homes.at(row)
        if one is not None:
            self.shell.go("household", household_id=one.household_id)


def _odd_first(one: VillageLine) -> tuple[bool, str]:
    return not one.warnings, one.figures.village_code


def _kind(one: Kind) -> str:
    words = t(
        "standards.kind_rural" if one.rural else "standards.kind_urban",
        households=count(one.households), persons=count(one.persons), each=f"{one.per_household:.3f}",
        month=money(one.average_month), year=money(one.average_year),
    )  # fmt: skip
    return f"{words}{t('standards.kind_low')}" if one.warning else words


def _warned(one: VillageLine) -> str:
    return t("ui.comma").join(t(_WARNINGS[warning]) for warning in one.warnings)


def _village_columns() -> tuple[Column[VillageLine], ...]:
    return (
        Column(t("standards.col.village"), lambda one: one.name),
        Column(t("standards.col.households"), lambda one: count(one.figures.households), figure=True),
        Column(t("standards.col.persons"), lambda one: count(one.figures.persons), figure=True),
        Column(t("standards.col.per_household"), lambda one: f"{one.figures.per_household:.2f}", figure=True),
        Column(t("standards.col.partial"), lambda one: count(one.figures.partial), figure=True),
        Column(t("standards.col.same"), _same, figure=True),
        Column(t("standards.col.hint"), lambda one: _warned(one) or "–"),
    )


def _same(one: VillageLine) -> str:
    return f"{count(one.figures.same)} / {count(one.figures.paid)}"


def _home_columns() -> tuple[Column[Listed], ...]:
    return (
        Column(t("standards.col.number"), lambda one: one.household_no),
        Column(t("standards.col.head"), lambda one: one.head_name),
        Column(t("standards.col.members"), lambda one: count(one.members), figure=True),
        Column(t("standards.col.covered"), lambda one: count(one.covered), figure=True),
    )
