"""The standards year by year, with growth and the rural share, and what looks odd about them."""

from collections.abc import Callable
from decimal import Decimal

from villagevisit.domain.standards import Standard
from villagevisit.services import standards
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.format import money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.pages.settings_section import Section
from villagevisit.wording import t

_WARNINGS = {
    "W_BELOW_LINE": "standards.warning.W_BELOW_LINE",
    "W_LINE_MOVED_ALONE": "standards.warning.W_LINE_MOVED_ALONE",
    "W_OUT_OF_RANGE": "standards.warning.W_OUT_OF_RANGE",
    "W_PER_YEAR": "standards.warning.W_PER_YEAR",
}


class YearsPanel(Section):
    def __init__(self, shell: Shell, go_try: Callable[[], object]) -> None:
        super().__init__(shell, may_change=True)
        self.model: TableOf[Standard] = TableOf(_columns(), ())
        self.table = Table(quick=True)
        self.table.setModel(self.model)
        self.table.widths(16, 9, 9, 9, 9, 10, 11, 0, drop=(7, 6, 5), rest=12)
        self._remarks = parts.column()
        self.box.addWidget(parts.body(t("standards.years_why"), muted=True))
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self._remarks)
        to_print = parts.plain(t("standards.print"), lambda: shell.go("print", kind="standards"))
        compare = parts.plain(t("twolist.heading"), lambda: shell.go("two_lists"))
        self.box.addWidget(parts.row(parts.primary(t("standards.new"), go_try), to_print, compare, None))

    def refresh(self) -> None:
        found = standards.history(self.shell.ws)
        self.model.show(tuple(reversed(found)))
        layout = self._remarks.layout()
        assert layout is not None
        parts.clear(layout)
        for one in reversed(found[-3:]):
            for warning in one.warnings:
                words = t("standards.remark", day=one.valid_from, what=t(_WARNINGS[warning]))
                layout.addWidget(parts.status("wait", words, wrap=True))


def _columns() -> tuple[Column[Standard], ...]:
    return (
        Column(t("standards.col.from"), _day),
        Column(t("standards.col.rural"), lambda one: _money(one.rural), figure=True),
        Column(t("standards.col.rural_growth"), lambda one: _percent(one.rural_growth, sign=True), figure=True),
        Column(t("standards.col.urban"), lambda one: _money(one.urban), figure=True),
        Column(t("standards.col.urban_growth"), lambda one: _percent(one.urban_growth, sign=True), figure=True),
        Column(t("standards.col.share"), lambda one: _percent(one.rural_share), figure=True),
        Column(t("standards.col.line"), lambda one: _money(one.line_year), figure=True),
        Column(t("standards.col.source"), lambda one: one.source),
    )


def _day(one: Standard) -> str:
    return t("standards.planned", day=one.valid_from) if one.planned else one.valid_from


def _money(amount: Decimal | None) -> str:
    return "–" if amount is None else money(amount, unit=False)


def _percent(share: Decimal | None, *, sign: bool = False) -> str:
    """To a hundredth of a percent, so that 8.197 is not read as 8."""
    if share is None:
        return "–"
    return f"{share:+.2f}%" if sign and share else f"{share:.2f}%"
