"""Contributions: who pays what for which group, whether the parts sum, and the higher of two subsidies."""

from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain import aid_premium, aid_rules
from villagevisit.domain.aid_premium import Share
from villagevisit.domain.aid_rules import Rule
from villagevisit.domain.clock import today
from villagevisit.services import aid_rules as service
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day
from villagevisit.ui.kit.format import money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.pages.settings_section import Section
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t


class PremiumPanel(Section):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, may_change=True)
        self.rules: tuple[Rule, ...] = ()
        self.found: tuple[Share, ...] = ()
        self.programme, self.day = Choice(), Day(today(shell.ws.clock).isoformat())
        self.one, self.other = Choice(), Choice()
        self.model: TableOf[Share] = TableOf(_columns(), ())
        self.table = Table(quick=True)
        self.table.setModel(self.model)
        self.table.widths(0, 9, 27, 8, 8, drop=(2,), rest=17)
        self._said = QVBoxLayout()
        self._said.setSpacing(theme.now().u)
        self.programme.on_choice(lambda _name: self._show())
        self.day.textChanged.connect(lambda _text: self._show())
        self._inside = parts.column(
            parts.body(t("aid.premium_why"), muted=True),
            parts.row(parts.labelled(t("aid.programme"), self.programme), parts.labelled(t("aid.on_day"), self.day)),
            parts.row(
                parts.labelled(t("aid.premium.group"), self.one), parts.labelled(t("aid.premium.also"), self.other)
            ),
            self._said, self.table, None,
        )  # fmt: skip
        for choice in (self.one, self.other):
            choice.on_choice(lambda _code: self._say())
        self.box.addWidget(parts.scroll(parts.narrow(self._inside, 860)))

    def refresh(self) -> None:
        self.rules = service.every(self.shell.ws)
        named = aid_rules.programmes(one for one in self.rules if one.what in ("premium", "month_premium"))
        self.programme.offer([(name, name) for name, _ in named], self.programme.value())
        self._show()

    def _show(self) -> None:
        day = self.day.value()
        own = aid_rules.of(self.rules, self.programme.value())
        self.found = aid_premium.shares(own, date.fromisoformat(day)) if day else ()
        self.model.show(self.found)
        header = self.table.horizontalHeader().height()
        self.table.setFixedHeight(header + max(1, len(self.found)) * theme.now().touch + 4)
        self.table.setVisible(bool(self.found))
        groups = [one.group for one in self.found] or list(aid_rules.named(own, "group"))
        offered = [(group, t(f"aid.group.{group}")) for group in dict.fromkeys(("resident", *groups))]
        self.one.offer(offered, self.one.value())
        self.other.offer([("", t("aid.premium.alone")), *offered], self.other.value())
        self._say()

    def _say(self) -> None:
        parts.clear(self._said)
        chosen = (self.one.value(), self.other.value())
        higher = aid_premium.higher(one for one in self.found if one.group in chosen)
        if higher is not None:
            self._said.addWidget(parts.strong(t(
                "aid.premium.chosen", group=t(f"aid.group.{higher.group}"), subsidy=money(higher.subsidy),
                own=money(higher.own),
            )))  # fmt: skip
        month = self._month(chosen)
        if month:
            self._said.addWidget(parts.strong(month))
        if higher is None and not month:
            self._said.addWidget(parts.body(t("aid.premium.none"), muted=True))
        for one in self.found:
            for finding in one.findings:
                if finding.warning:
                    words = t(
                        f"aid.premium.{finding.warning}", group=t(f"aid.group.{one.group}"), formula=finding.formula,
                        computed=f"{finding.computed:.1f}", stated=finding.stated,
                    )  # fmt: skip
                    self._said.addWidget(Remark("look", words))

    def _month(self, groups: tuple[str, str]) -> str:
        """The least that any of these groups pays a month."""
        day = self.day.value()
        if not day:
            return ""
        own = aid_rules.of(self.rules, self.programme.value())
        found = [aid_premium.monthly(own, date.fromisoformat(day), group) for group in groups if group]
        least = min((one for one in found if one is not None), key=lambda one: one[2], default=None)
        if least is None:
            return ""
        full, percent, paid = least
        return t("aid.premium.month", full=money(full, unit=False), percent=percent.normalize(), own=money(paid))

    def first_focus(self) -> QWidget:
        return self.programme


def _columns() -> tuple[Column[Share], ...]:
    return (
        Column(t("aid.premium.group"), lambda one: t(f"aid.group.{one.group}")),
        Column(t("aid.premium.full"), lambda one: _plain(one.premium), figure=True),
        Column(t("aid.premium.parts"), _parts),
        Column(t("aid.premium.subsidy"), lambda one: _plain(one.subsidy), figure=True),
        Column(t("aid.premium.own"), lambda one: _plain(one.own), figure=True),
    )


def _parts(one: Share) -> str:
    return " + ".join(f"{t(f'aid.what.{what}')} {amount}" for what, amount in one.parts)


def _plain(amount: Decimal) -> str:
    return money(amount, unit=False)
