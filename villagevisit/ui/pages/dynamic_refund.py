"""Asking money back after a decision that somebody received too much."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.benefit import Change, money
from villagevisit.domain.errors import CodedError
from villagevisit.services import refunds
from villagevisit.services.refunds import Claim
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import t


class RefundForm(QWidget):
    """Months, amount, account and day; then the notice can be printed."""

    def __init__(self, shell: Shell, one: Change) -> None:
        super().__init__()
        self.shell, self._change = shell, one
        self.first, self.last, self.due = Day(), Day(), Day()
        self.amount, self.account = Line(), Line()
        self.save = parts.plain(t("dynamic.refund.ask"), self._save)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(parts.heading(t("dynamic.refund")))
        for label, field in (
            (t("dynamic.refund.first"), self.first), (t("dynamic.refund.last"), self.last),
            (t("dynamic.refund.amount"), self.amount), (t("dynamic.refund.due"), self.due),
            (t("dynamic.refund.account"), self.account),
        ):  # fmt: skip
            box.addWidget(parts.labelled(label, field))
        box.addWidget(parts.row(self.save, None))

    def _save(self) -> None:
        first, last, due = (field.value() for field in (self.first, self.last, self.due))
        if not (first and last and due):
            self.shell.notify(t("dynamic.day_wrong"), "refused")
            return
        claim = Claim(
            self._change.id, date.fromisoformat(first), date.fromisoformat(last),
            money(self.amount.text().strip().replace(",", "")), date.fromisoformat(due), self.account.text(),
        )  # fmt: skip
        try:
            done = refunds.ask(self.shell.ws, self.shell.actor, claim)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.apply(done)
        self.shell.go("print", kind="refund", subject_id=self._change.id)
