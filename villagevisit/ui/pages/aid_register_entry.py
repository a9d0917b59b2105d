"""Entering aid that was given: household, cause, money by fund, things with their units."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain import aid_register as rules
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError, Refused
from villagevisit.services import aid_register, areas
from villagevisit.services.aid_register import Giving
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import t


class EntryForm(QWidget):
    """`done` is called after something was entered."""

    def __init__(self, shell: Shell, done: Callable[[], object]) -> None:
        super().__init__()
        self.shell, self._done = shell, done
        self.village = Choice()
        self.number, self.persons = Line(), Line("1")
        self.cause = Choice([(code, t(f"aid.cause.{code}")) for code in rules.CAUSES], "low_income")
        self.urgent = Choice([("", t("aid.no")), ("1", t("aid.yes"))])
        self.funds = {fund: Line() for fund in rules.FUNDS}
        self.items = Line(placeholder=t("aid.register.items_hint"))
        self.day = Day(today(shell.ws.clock).isoformat())
        self.enter = parts.primary(t("aid.register.enter"), self._enter)
        fields: list[tuple[str, QWidget]] = [
            (t("aid.register.village"), self.village), (t("aid.register.number"), self.number),
            (t("aid.register.cause"), self.cause), (t("aid.register.persons"), self.persons),
            (t("aid.register.urgent"), self.urgent), (t("aid.register.day"), self.day),
            *((t(f"aid.register.{fund}"), line) for fund, line in self.funds.items()),
            (t("aid.register.items"), self.items),
        ]  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.now().u)
        grid.setVerticalSpacing(theme.now().u)
        for at, (words, field) in enumerate(fields):
            grid.addWidget(parts.labelled(words, field), at // 2, at % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addLayout(grid)
        box.addWidget(parts.row(self.enter, None))

    def refresh(self) -> None:
        """The villages that these people see."""
        within = self.shell.within
        seen = [one for one in areas.villages(self.shell.ws) if within is None or one.code in within]
        self.village.offer([(one.code, one.name) for one in seen], self.village.value())

    def _enter(self) -> None:
        try:
            giving = Giving(
                self.village.value(), self.cause.value(), _count(self.persons), self.number.text().strip(),
                bool(self.urgent.value()), {fund: _amount(line) for fund, line in self.funds.items()},
                rules.items_of(self.items.text()), self.day.said(),
            )  # fmt: skip
            done = aid_register.give(self.shell.ws, self.shell.actor, giving)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("aid.register.entered"), "done")
        for line in (self.number, *self.funds.values(), self.items):
            line.clear()
        self.persons.setText("1")
        self.shell.apply(done)
        self._done()


def _count(line: Line) -> int:
    text = line.text().strip()
    line.set_wrong(not text.isdigit())
    return int(text) if text.isdigit() else 0


def _amount(line: Line) -> Decimal:
    text = line.text().strip().replace(",", "")
    try:
        amount = Decimal(text or 0)
        wrong = not amount.is_finite()
    except InvalidOperation:
        wrong = True
    line.set_wrong(wrong)
    if wrong:
        raise Refused("aid.amount")
    return amount
