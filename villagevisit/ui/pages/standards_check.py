"""A figure of a report held against the figures that it comes from, before the report goes out (R-21)."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from villagevisit.domain import figure_checks as checks
from villagevisit.domain.figure_checks import Finding, Stated
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.settings_section import Section
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_WIDTH = 860
_PERCENT = frozenset({"ratio", "denominator", "growth", "reached"})
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "sum": ("stated", "parts"),
    "ratio": ("percent", "part", "whole", "other?"),
    "growth": ("percent", "before", "after"),
    "times": ("times", "before", "after"),
    "increase": ("times", "before", "after"),
    "per_head": ("stated", "amount", "heads"),
    "quotient": ("stated", "part", "whole"),
    "reached": ("least", "part", "whole"),
    "denominator": ("percent", "part", "whole?"),
    "product": ("stated", "number", "multiplied", "divided?"),
    "same": ("stated", "again"),
}
"""What is asked for each sort of figure; `?`: may be left out."""
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


class CheckPanel(Section):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, may_change=False)
        self.kind = Choice([(key, t(f"standards.check.kind.{key}")) for key in _FIELDS])
        self.kind.on_choice(lambda _value: self._ask())
        self.source, self.period = Line(), Line(placeholder="2026-11")
        self.fields: dict[str, Line] = {}
        self._asked, self._said = QVBoxLayout(), QVBoxLayout()
        self.check = parts.primary(t("standards.check.verb"), self._check)
        inside = parts.column(
            parts.body(t("standards.check.why"), muted=True), parts.labelled(t("standards.check.kind"), self.kind),
            self._asked,
            parts.row(
                parts.labelled(t("standards.check.source"), self.source),
                parts.labelled(t("standards.check.period"), self.period),
            ),
            parts.row(self.check, None), self._said, None,
        )  # fmt: skip
        self._area = parts.scroll(parts.narrow(inside, _WIDTH))
        self.box.addWidget(self._area)
        self._ask()

    def _ask(self) -> None:
        """The fields of the chosen sort; what was typed under the same name stays."""
        typed = {key: field.text() for key, field in self.fields.items()}
        parts.clear(self._asked)
        parts.clear(self._said)
        self.fields = {key.rstrip("?"): Line(typed.get(key.rstrip("?"), "")) for key in _FIELDS[self.kind.value()]}
        pairs = [parts.labelled(t(f"standards.check.{key}"), field) for key, field in self.fields.items()]
        for at in range(0, len(pairs), 2):
            self._asked.addWidget(parts.row(*pairs[at : at + 2]))

    def _check(self) -> None:
        kind = self.kind.value()
        parts.clear(self._said)
        numbers: list[Decimal] = []
        for asked in _FIELDS[kind]:
            field = self.fields[asked.rstrip("?")]
            value = None if asked == "parts" else _number(field.text())
            wrong = value is None and asked != "parts" and not (asked.endswith("?") and not field.text().strip())
            field.set_wrong(wrong)
            if wrong:
                self._say("refused", t("standards.check.not_a_number", field=t(f"standards.check.{asked.rstrip('?')}")))
                return
            if value is not None:
                numbers.append(value)
        try:
            found = _MADE[kind](numbers, self.fields)
        except (ZeroDivisionError, InvalidOperation):
            self._say("refused", t("standards.check.nothing"))
            return
        self._tell(kind, found)

    def _tell(self, kind: str, found: Finding) -> None:
        unit = "%" if kind in _PERCENT and kind != "denominator" else ""
        computed, stated = _figure(found.computed) + unit, _figure(found.stated) + unit
        words = {"formula": found.formula, "computed": computed, "stated": stated}
        if found.warning:
            self._say("refused", t(f"standards.check.{found.warning}", **words))
        else:
            self._say("done", t("standards.check.holds", **words))
        named = Stated(self.kind.currentText(), found.stated, "", self.source.text(), self.period.text())
        for _, lack in checks.provenance([named]):
            self._say("wait", t(f"standards.check.{lack}"))
        bar = self._area.verticalScrollBar()
        QTimer.singleShot(0, self, lambda: bar.setValue(bar.maximum()))

    def _say(self, kind: str, words: str) -> None:
        self._said.addWidget(Remark(kind, words))


def _sum(numbers: Sequence[Decimal], fields: Mapping[str, Line]) -> Finding:
    """Parts are written with + and - between them, or with anything else, which adds."""
    text = fields["parts"].text().replace("－", "-").replace("＋", "+").replace(" ", "")
    found = _NUMBER.findall(text)
    signs = "".join("-" if one.startswith("-") else "+" for one in found)
    return checks.sums(numbers[0], [Decimal(one.lstrip("+-")) for one in found], signs)


def _ratio(numbers: Sequence[Decimal], _fields: Mapping[str, Line]) -> Finding:
    return checks.ratio(*numbers[:3], other=numbers[3] if len(numbers) > 3 else None)


def _product(numbers: Sequence[Decimal], _fields: Mapping[str, Line]) -> Finding:
    stated, number, multiplied = numbers[:3]
    divided = numbers[3] if len(numbers) > 3 else Decimal(1)
    formula = f"{_figure(number)} × {_figure(multiplied)}" + (f" ÷ {_figure(divided)}" if len(numbers) > 3 else "")
    return checks.product(stated, formula, number * multiplied / divided)


_MADE: Mapping[str, Callable[[Sequence[Decimal], Mapping[str, Line]], Finding]] = {
    "sum": _sum,
    "ratio": _ratio,
    "growth": lambda numbers, _: checks.growth(*numbers),
    "times": lambda numbers, _: checks.times(*numbers),
    "increase": lambda numbers, _: checks.times(*numbers, increase=True),
    "per_head": lambda numbers, _: checks.per_head(*numbers),
    "quotient": lambda numbers, _: checks.quotient(*numbers),
    "reached": lambda numbers, _: checks.reached(*numbers),
    "denominator": lambda numbers, _: checks.denominator(*numbers),
    "product": _product,
    "same": lambda numbers, _: checks.same(*numbers),
}


def _number(text: str) -> Decimal | None:
    """`1,234.5`, `80%`; None when it is none."""
    clean = re.sub(r"[\s,，%％]", "", text)
    return Decimal(clean) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", clean) else None


def _figure(value: Decimal) -> str:
    """No longer than anybody reads."""
    short = value if value == value.to_integral_value() else round(value, 4).normalize()
    return f"{short:f}"
