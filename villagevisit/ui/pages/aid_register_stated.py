"""Figures from elsewhere held against the register: gaps wait for a reason, contradictions name their sources."""

from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain import aid_register as rules
from villagevisit.domain.errors import CodedError
from villagevisit.domain.figure_checks import W_DIFFERS
from villagevisit.domain.ledger_check import Figure, Gap
from villagevisit.services import aid_register
from villagevisit.services.aid_register import Period
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.format import count, money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t


class StatedView(QWidget):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.reasons: dict[str, Line] = {}
        self.explain: dict[str, parts.Button] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.now().u)

    def show_one(self, found: Period) -> None:
        parts.clear(self._box)
        self._box.addWidget(parts.heading(t("aid.stated.title")))
        self._box.addWidget(parts.body(t("aid.stated.why"), muted=True))
        for one in found.said:
            value = money(one.value) if one.figure == "amount" else count(int(one.value))
            words = t(
                "aid.stated.one", period=one.period, figure=t(f"aid.sums.{one.figure}"), value=value, source=one.source
            )
            self._box.addWidget(parts.body(words))
        for stated, warning in found.doubtful:
            if warning == W_DIFFERS:
                words = t(
                    "aid.stated.differs", period=stated.period, figure=t(f"aid.sums.{stated.what}"),
                    source=stated.source, value=f"{stated.value:,f}",
                )  # fmt: skip
                self._box.addWidget(Remark("look", words))
        self.reasons, self.explain = {}, {}
        for gap in found.gaps:
            self._gap(found.sums.period, gap)
        for told in found.told:
            words = t(
                "aid.gap.told", name=_name(told.name), left=told.left, right=told.right, text=told.text, by=told.by
            )
            self._box.addWidget(parts.body(words, muted=True))
        if not (found.gaps or found.told):
            self._box.addWidget(parts.status("done", t("aid.sums.agree")))
        self._entry(found.sums.period)

    def _gap(self, span: str, gap: Gap) -> None:
        words = t(
            "aid.gap", name=_name(gap.name), left=_figure(gap.left), right=_figure(gap.right),
            missing=_figure(gap.missing),
        )  # fmt: skip
        self._box.addWidget(Remark("refused", words))
        why = Line(placeholder=t("aid.gap.why"))
        why.setAccessibleName(t("aid.gap.why"))
        self.reasons[gap.name] = why
        self.explain[gap.name] = parts.plain(t("aid.gap.explain"), partial(self._explain, span, gap, why))
        self._box.addWidget(parts.row(why, self.explain[gap.name]))

    def _entry(self, span: str) -> None:
        self.figure = Choice([(one, t(f"aid.sums.{one}")) for one in rules.FIGURES], "amount")
        self.value, self.source = Line(), Line()
        self.note = parts.plain(t("aid.stated.enter"), partial(self._state, span))
        self._box.addWidget(parts.row(
            parts.labelled(t("aid.stated.figure"), self.figure), parts.labelled(t("aid.stated.value"), self.value),
            parts.labelled(t("aid.stated.source"), self.source),
        ))  # fmt: skip
        self._box.addWidget(parts.row(self.note, None))

    def _state(self, span: str) -> None:
        try:
            done = aid_register.state(
                self.shell.ws, self.shell.actor, self.figure.value(), span, self.value.text(), self.source.text()
            )
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.apply(done)
        self.figure.setFocus()

    def _explain(self, span: str, gap: Gap, why: Line) -> None:
        try:
            done = aid_register.explain(self.shell.ws, self.shell.actor, span, gap, why.text())
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.apply(done)
        self.figure.setFocus()


def _name(name: str) -> str:
    """`amount|财政局` → 金额（财政局）."""
    figure, bar, source = name.partition("|")
    return f"{t(f'aid.sums.{figure}')}（{source}）" if bar else t(f"aid.gap.{figure}")


def _figure(value: Figure) -> str:
    return money(value, unit=False) if isinstance(value, Decimal) else count(value)
