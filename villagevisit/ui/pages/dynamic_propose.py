"""Proposing a change of what a household receives; the figures of its last signed visit stand beside."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain import benefit
from villagevisit.domain.benefit import ChangeType, Reason, Standing
from villagevisit.domain.errors import CodedError
from villagevisit.domain.household import Household
from villagevisit.services import dynamic
from villagevisit.services.dynamic import Proposal
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import dynamic_words as words
from villagevisit.ui.models.words import assist
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_CATEGORIES = ("1", "2", "3", "4", "5", "7")
_PERSON = frozenset({ChangeType.JOIN, ChangeType.LEAVE})


class ProposeForm(QWidget):
    """`proposed(change_id)` is called when it is entered."""

    def __init__(self, shell: Shell, home: Household, because: str, proposed: Callable[[str], None]) -> None:
        super().__init__()
        self.shell, self._home, self._because, self._proposed = shell, home, because, proposed
        self._now = dynamic.standing(home)
        self._reckoned = dynamic.reckoning(shell.ws, home.id)
        kinds = [one for one in ChangeType if (one is ChangeType.NEW) != self._now.paid]
        self.kind = Choice([(one.value, words.change_type(one)) for one in kinds])
        self.reason = Choice([(one.value, words.reason(one)) for one in Reason if one is not Reason.CONFIRMED])
        self.category = Choice([(code, assist(code)) for code in _CATEGORIES], self._now.category)
        self.person = Choice([("", t("dynamic.events.whole")), *((one.id, one.name) for one in home.persons)])
        self.insured = Line(str(self._now.insured or len(home.persons)))
        self.amount = Line(f"{self._now.amount:.2f}")
        self.grace = Line("6")
        self.basis = Line(t("dynamic.basis.usual"))
        self.facts = Line(placeholder=t("dynamic.facts_why"))
        self.save = parts.primary(t("dynamic.propose.save"), self._save)
        self._fields: dict[str, QWidget] = {}
        self._arrange()
        self.kind.on_choice(lambda _value: self._chosen())
        self.reason.on_choice(lambda _value: self._chosen())
        self._chosen()

    def _arrange(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(parts.body(t("dynamic.now", standing=words.standing(self._now)), muted=True))
        if self._reckoned:
            box.addWidget(Remark("info", t("dynamic.reckoned", **_told(self._reckoned))))
        for key, label, field in (
            ("kind", t("dynamic.type"), self.kind), ("reason", t("dynamic.reason"), self.reason),
            ("category", t("dynamic.category"), self.category), ("person", t("dynamic.events.person"), self.person),
            ("insured", t("dynamic.insured"), self.insured), ("amount", t("dynamic.amount"), self.amount),
            ("grace", t("dynamic.grace"), self.grace), ("basis", t("dynamic.basis"), self.basis),
            ("facts", t("dynamic.facts"), self.facts),
        ):  # fmt: skip
            self._fields[key] = parts.labelled(label, field)
            box.addWidget(self._fields[key])
        box.addWidget(parts.row(self.save, None))

    def _chosen(self) -> None:
        """Asks for what this type needs, and fills in what follows from the type."""
        kind = ChangeType(self.kind.value())
        stops = kind is ChangeType.STOP
        shown = {
            "category": kind in (ChangeType.NEW, ChangeType.CATEGORY), "person": kind in _PERSON,
            "insured": not stops and kind is not ChangeType.GRACE,
            "amount": not stops and kind is not ChangeType.GRACE, "grace": kind is ChangeType.GRACE,
        }  # fmt: skip
        for key, seen in shown.items():
            self._fields[key].setVisible(seen)
        if kind is ChangeType.LEAVE:
            left = dynamic.own_share_gone(self._home)
            self.insured.setText(str(left.insured))
            self.amount.setText(f"{left.amount:.2f}")
        elif self._reckoned and kind in (ChangeType.NEW, ChangeType.INCREASE, ChangeType.DECREASE):
            self.amount.setText(self._reckoned["amount"])

    def _save(self) -> None:
        kind = ChangeType(self.kind.value())
        wanted = self._wanted(kind)
        if wanted is None:
            self.shell.notify(t("dynamic.figure_wrong"), "refused")
            return
        people = (self.person.value(),) if kind in _PERSON and self.person.value() else ()
        grace = self.grace.text().strip() if kind is ChangeType.GRACE else ""
        proposal = Proposal(
            self._home.id, kind, Reason(self.reason.value()), self.basis.text(), self.facts.text(), wanted, people,
            int(grace) if grace.isdecimal() else 0, self._because,
        )  # fmt: skip
        try:
            done = dynamic.propose(self.shell.ws, self.shell.actor, proposal)
        except CodedError as error:
            self.shell.fail(error)
            return
        self._proposed(done.value.id)
        self.shell.notify(t("dynamic.proposed"), "done")
        self.shell.apply(done)

    def _wanted(self, kind: ChangeType) -> Standing | None:
        """What it would receive; None where a figure is none."""
        if kind is ChangeType.GRACE:
            return self._now
        if kind is ChangeType.STOP:
            moved = {Reason.MOVED: "moved", Reason.DEATH: "deceased"}
            whole = len(self._home.persons) == 1 or self.reason.value() == Reason.MOVED
            return Standing(state=moved.get(Reason(self.reason.value()), "active") if whole else "active")
        insured, amount = self.insured.text().strip(), self.amount.text().strip().replace(",", "")
        try:
            figure = Decimal(amount)
        except InvalidOperation:
            return None
        if not insured.isdecimal() or not figure.is_finite() or figure < 0:
            return None
        return Standing(self.category.value(), int(insured), benefit.money(amount), self._now.state)


def _told(found: dict[str, str]) -> dict[str, str]:
    return {"formula": found["formula"].replace("=", " = ").replace("→", " → "), "day": found["policy_on"]}
