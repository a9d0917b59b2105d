"""Who came in and went out, month by month, and whether the totals agree."""

from PySide6.QtWidgets import QGridLayout, QWidget

from villagevisit.domain.ledger_check import Balanced, Figure
from villagevisit.domain.payment import NOTHING, Flow, month_before
from villagevisit.services import payments
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count, money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import dynamic_words as words
from villagevisit.ui.models.words import assist
from villagevisit.ui.pages.dynamic_panel import SplitPanel
from villagevisit.ui.pages.dynamic_pay import figure
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_MONTHS = 12


class FlowsPanel(SplitPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, t("dynamic.flows.none"))

    def look(self, household_id: str = "") -> None:
        del household_id
        month = payments.month(self.shell.ws)
        rows: list[Row] = []
        for _ in range(_MONTHS):
            rows.append(Row(month, month, "", "", "next" if not rows else "muted"))
            month = month_before(month)
        self.show_rows(rows)

    def fill(self, key: str) -> None:
        ws, within = self.shell.ws, self.shell.within
        found, sums = payments.flows(ws, key, within), payments.overview(ws, key, within)
        self.said.addWidget(parts.title(t("dynamic.flows.title", month=key)))
        lines = [(f"{_name(old)} → {_name(new)}", flow) for (old, new), flow in sorted(found.matrix.items())]
        if found.adjusted.households:
            lines.append((t("dynamic.flows.adjusted"), found.adjusted))
        if lines:
            self.said.addWidget(_table(lines))
            self.facts([
                (t("dynamic.flows.persons_in"), count(found.persons_in)),
                (t("dynamic.flows.persons_out"), count(found.persons_out)),
                *((words.reason(code), t("dynamic.flows.homes", count=number))
                  for code, number in sorted(found.reasons.items())),
            ])  # fmt: skip
        else:
            self.said.addWidget(parts.body(t("dynamic.flows.nobody"), muted=True))
        self.said.addWidget(parts.heading(t("dynamic.flows.checks")))
        total = sum((one.totals for one in sums), NOTHING)
        self.said.addWidget(parts.body(t(
            "dynamic.flows.total", households=count(total.households), persons=count(total.persons),
            amount=money(total.amount), average=money(total.average),
        )))  # fmt: skip
        gaps = [(one.village, gap) for one in sums for gap in one.gaps]
        checked = payments.township_check(ws, sums) if key == payments.month(ws) else []
        for village, gap in gaps:
            name = f"{village} {words.check(gap.name)}"
            self.said.addWidget(_gap(name, gap.left, gap.right))
        for one in checked:
            if isinstance(one, Balanced):
                self.said.addWidget(Remark("done", t("dynamic.flows.agrees", check=words.check(one.name))))
            else:
                self.said.addWidget(_gap(words.check(one.name), one.left, one.right))
        year = payments.paid_sum(ws, f"{key[:4]}-01", key, within)
        self.said.addWidget(parts.body(t("dynamic.flows.year", month=key, amount=money(year.amount)), muted=True))


def _gap(name: str, left: Figure, right: Figure) -> Remark:
    return Remark("look", t("dynamic.pay.gap", check=name, left=figure(left), right=figure(right)))


def _name(category: str) -> str:
    return assist(category) if category else t("dynamic.flows.out")


def _table(lines: list[tuple[str, Flow]]) -> QWidget:
    whole, look = QWidget(), theme.now()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2 * look.u)
    grid.setVerticalSpacing(look.u // 2)
    grid.setColumnStretch(0, 1)
    heads = ("", t("dynamic.pay.households"), t("dynamic.pay.persons"), t("dynamic.flows.sum"))
    for column, words_ in enumerate(heads):
        head = parts.number(words_)
        head.setProperty("part", "muted")
        grid.addWidget(head, 0, column)
    for at, (name, flow) in enumerate(lines, start=1):
        grid.addWidget(parts.body(name), at, 0)
        cells = (count(flow.households), count(flow.persons), money(flow.amount, unit=False))
        for column, cell in enumerate(cells, start=1):
            grid.addWidget(parts.number(cell), at, column)
    return whole
