"""Formulas of compensation reports: inputs, the figure with its formula and roundings, a stated figure beside it."""

from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.aid_formulas import REPORTS, Reckoned, reckon, total
from villagevisit.domain.errors import CodedError, Refused
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.format import money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.settings_section import Section
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_SUM = "sum"
"""Takes any number of parts."""


class ReportsPanel(Section):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, may_change=True)
        self.which = Choice([(key, t(f"aid.report.{key}")) for key in (*REPORTS, _SUM)])
        self.inputs: dict[str, Line] = {}
        self.stated = Line()
        self._fields, self._said = QVBoxLayout(), QVBoxLayout()
        for box in (self._fields, self._said):
            box.setSpacing(theme.now().u)
        self.which.on_choice(lambda _key: self._ask())
        self.stated.textChanged.connect(lambda _text: self._reckon())
        inside = parts.column(
            parts.body(t("aid.reports_why"), muted=True), parts.labelled(t("aid.reports.which"), self.which),
            self._fields, parts.labelled(t("aid.reports.stated"), self.stated), self._said, None,
        )  # fmt: skip
        self.box.addWidget(parts.scroll(parts.narrow(inside)))
        self._ask()

    def _ask(self) -> None:
        parts.clear(self._fields)
        key = self.which.value()
        self.inputs = {name: Line() for name in (("parts",) if key == _SUM else REPORTS[key].inputs)}
        for name, line in self.inputs.items():
            line.textChanged.connect(lambda _text: self._reckon())
            self._fields.addWidget(parts.labelled(t(f"aid.input.{name}"), line))
        self._reckon()

    def _reckon(self) -> None:
        parts.clear(self._said)
        typed = {name: line.text().strip() for name, line in self.inputs.items()}
        if not all(typed.values()):
            return
        try:
            stated = _figure(self.stated.text().strip(), "stated") if self.stated.text().strip() else None
            if self.which.value() == _SUM:
                pieces = typed["parts"].replace("+", " ").replace("、", " ").split()
                found = total([_figure(piece, "parts") for piece in pieces], stated)
            else:
                found = reckon(self.which.value(), {name: _figure(text, name) for name, text in typed.items()}, stated)
        except CodedError as error:
            self._said.addWidget(Remark("refused", t(f"error.{error.code}")))
            return
        self._show(found)

    def _show(self, found: Reckoned) -> None:
        exact = f"{found.exact:,.4f}".rstrip("0").rstrip(".")
        written = t(found.formula.formula, **found.formula.inputs)
        self._said.addWidget(parts.strong(t("aid.reports.result", written=written, exact=exact)))
        ways = {mode: money(figure, unit=False) for mode, figure in found.printed}
        self._said.addWidget(parts.body(t("aid.reports.roundings", **ways), muted=True))
        if found.finding is not None:
            warning = found.finding.warning
            words = t(f"aid.reports.{warning}", stated=found.finding.stated) if warning else t("aid.reports.agrees")
            self._said.addWidget(Remark("look" if warning else "done", words))

    def first_focus(self) -> QWidget:
        return self.which


def _figure(text: str, name: str) -> Decimal:
    try:
        figure = Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise Refused("aid.input", field=name) from error
    if not figure.is_finite():
        raise Refused("aid.input", field=name)
    return figure
