"""What a bill comes to: layer under layer, each figure with its formula and the row of the rules behind it."""

from decimal import Decimal

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.aid_bill import Layer, Settled
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import money
from villagevisit.ui.models import aid_words
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t


class ResultView(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.now().u)

    def say(self, kind: str, words: str) -> None:
        """Instead of a result."""
        parts.clear(self._box)
        self._box.addWidget(Remark(kind, words))
        self._box.addStretch(1)

    def show_one(self, found: Settled) -> None:
        parts.clear(self._box)
        self._box.addLayout(_sums(found))
        for code in found.warnings:
            self._box.addWidget(Remark("look", t(f"aid.warning.{code}")))
        for layer in found.layers:
            self._layer(layer)
        self._box.addWidget(parts.line())
        self._box.addWidget(parts.body(t("aid.reference"), muted=True))
        self._box.addStretch(1)

    def _layer(self, one: Layer) -> None:
        self._box.addWidget(parts.line())
        head = parts.heading(t("aid.pays", layer=t(f"aid.layer.{one.code}"), amount=money(one.paid)))
        self._box.addWidget(head)
        grid = _grid()
        for at, step in enumerate(one.steps):
            grid.addWidget(parts.body(t(step.key)), at, 0)
            grid.addWidget(parts.body(t(step.formula, **step.inputs), muted=True), at, 1)
            grid.addWidget(parts.number(money(step.amount, unit=False)), at, 2)
        self._box.addLayout(grid)
        for words in aid_words.warnings(one):
            self._box.addWidget(Remark("look", words))
        left = t("aid.left", amount=money(one.left))
        self._box.addWidget(parts.body(" · ".join((aid_words.limits(one), left)), muted=True))
        for words in aid_words.bases(one.rules):
            self._box.addWidget(parts.body(words, muted=True))


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * theme.now().u)
    grid.setVerticalSpacing(theme.now().u // 2)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 5)
    return grid


def _sums(found: Settled) -> QGridLayout:
    bill = found.bill
    rows: list[tuple[str, str]] = [
        (t("aid.sum.paid"), money(found.paid)), (t("aid.sum.own"), money(found.own)),
        (t("aid.sum.ratio_total"), _percent(found.ratio_total)),
        (t("aid.sum.ratio_compliant"), _percent(found.ratio_compliant)),
    ]  # fmt: skip
    if bill.compliant != bill.total:
        rows.append((t("aid.sum.outside"), money(bill.total - bill.compliant)))
    if bill.deposit:
        rows.append((t("aid.sum.deposit"), money(bill.deposit)))
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * theme.now().u)
    grid.setVerticalSpacing(theme.now().u // 2)
    for at, (name, figure) in enumerate(rows):
        words = parts.number(figure)
        words.setProperty("part", "strong")
        grid.addWidget(parts.body(name, muted=True), at // 2, at % 2 * 2)
        grid.addWidget(words, at // 2, at % 2 * 2 + 1)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(2, 2)
    return grid


def in_short(found: Settled) -> str:
    """One line, for a window in which the layers lie below the fields."""
    return t(
        "aid.short", paid=money(found.paid, unit=False), own=money(found.own, unit=False),
        total=_percent(found.ratio_total), compliant=_percent(found.ratio_compliant),
    )  # fmt: skip


def _percent(share: Decimal | None) -> str:
    return "–" if share is None else f"{share}%"
