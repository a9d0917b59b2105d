"""Typing a bill that belongs to nobody; the layers follow every key press."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain import aid_rules
from villagevisit.domain.aid_bill import Bill, asks, settle
from villagevisit.domain.aid_rules import CARES, GROUPS, LAYERS, LEVELS, Rule
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError, Refused
from villagevisit.services import aid_bill_code
from villagevisit.services import aid_rules as service
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.aid_result import ResultView, in_short
from villagevisit.ui.pages.settings_section import Section
from villagevisit.wording import explain, t

_WIDE, _FORM = 900, 36
_PAUSE_MS = 40
"""After the last key the layers are drawn."""


class CalcPanel(Section):
    """`bill()` is what stands in the fields; the result follows whenever one changes."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, may_change=True)
        self.rules: tuple[Rule, ...] = ()
        self.asked: dict[str, Line] = {}
        self.before: dict[str, Line] = {}
        self._show: Callable[[], None] = lambda: None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.setObjectName("pause")
        self._pause.timeout.connect(self._draw)
        self._fields()
        self.result = ResultView()
        self.print = parts.primary(t("aid.print"), self.print_shown)
        self._open = QVBoxLayout()
        self._open.setSpacing(theme.now().u)
        self._earlier = QVBoxLayout()
        self._earlier.setSpacing(theme.now().u)
        self._folded = parts.column(
            _labelled("aid.insured_since", self.since), _labelled("aid.deductible_paid", self.deductible_paid),
            self._earlier, _labelled("aid.tcm", self.tcm), _labelled("aid.designated", self.designated),
            _labelled("aid.deposit", self.deposit),
        )  # fmt: skip
        self._folded.hide()
        self.more = parts.quiet(t("aid.more"), self._unfold)
        self._form = parts.column(
            _labelled("aid.programme", self.programme),
            parts.row(_labelled("aid.total", self.total), _labelled("aid.compliant", self.compliant)),
            parts.row(_labelled("aid.day", self.day), _labelled("aid.care", self.care)),
            _labelled("aid.level", self.level), _labelled("aid.group", self.group),
            _labelled("aid.disease", self.disease), self._open, parts.row(self.print, self.more, None), self._folded,
            None,
        )  # fmt: skip
        there = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, there)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(3 * theme.now().u)
        self._sides.addWidget(self._form)
        self._sides.addWidget(self.result, 1)
        self._area = parts.scroll(there)
        self.box.addWidget(self._area, 1)
        self.short = parts.strong("")
        self.box.addWidget(self.short)

    def _fields(self) -> None:
        self.programme, self.day = Choice(), Day(today(self.shell.ws.clock).isoformat())
        self.total, self.compliant = Line(), Line(placeholder=t("aid.compliant_same"))
        self.level = Choice([(one, t(f"aid.level.{one}")) for one in LEVELS], "county")
        self.group = Choice([(one, t(f"aid.group.{one}")) for one in GROUPS])
        self.care = Choice([(one, t(f"aid.care.{one}")) for one in CARES])
        self.disease, self.since = Choice(), Day()
        self.deductible_paid, self.deposit = Line(), Line()
        self.tcm = Choice([("", t("aid.no")), ("1", t("aid.yes"))])
        self.designated = Choice([("1", t("aid.yes")), ("", t("aid.no"))], "1")
        self.programme.on_choice(lambda _name: self._programme())
        for choice in (self.level, self.group, self.care, self.disease, self.tcm, self.designated):
            choice.on_choice(lambda _code: self._reckon())
        for line in (self.day, self.total, self.compliant, self.since, self.deductible_paid, self.deposit):
            line.textChanged.connect(lambda _text: self._reckon())

    def refresh(self) -> None:
        """What was typed stays."""
        self.rules = service.every(self.shell.ws)
        names = aid_rules.programmes(one for one in self.rules if one.layer)
        chosen = self.programme.value()
        self.programme.offer([(name, name) for name, _ in names], chosen)
        if self.programme.value() != chosen:
            self._programme()
        else:
            self._reckon()

    def _programme(self) -> None:
        """Another programme: its own diseases, and its layers' earlier payments."""
        own = self.own()
        lists = [one for rule in own if rule.what == "diseases" for one in aid_rules.listed(rule)]
        known = dict.fromkeys((*lists, *aid_rules.named(own, "disease")))
        self.disease.offer([("", t("aid.disease_other")), *((one, one) for one in known)], self.disease.value())
        parts.clear(self._earlier)
        capped = [code for code in LAYERS if any(one.layer == code and one.what == "cap" for one in own)]
        self.before = {code: self._line() for code in capped}
        for code, line in self.before.items():
            self._earlier.addWidget(parts.labelled(t("aid.before", layer=t(f"aid.layer.{code}")), line))
        parts.clear(self._open)
        self.asked = {}
        self._reckon()

    def own(self) -> tuple[Rule, ...]:
        return aid_rules.of(self.rules, self.programme.value())

    def bill(self) -> Bill | None:
        """None while there is no bill or no day yet. Raises Refused `aid.amount` for what is no amount."""
        if not self.total.text().strip() or not self.day.value():
            return None
        total = _amount(self.total)
        since = self.since.value()
        return Bill(
            date.fromisoformat(self.day.value()), total, _amount(self.compliant, total), self.level.value(),
            self.group.value(), self.care.value(), self.disease.value(), bool(self.tcm.value()),
            bool(self.designated.value()), date.fromisoformat(since) if since else None, _amount(self.deposit),
            _amount(self.deductible_paid), {code: _amount(line) for code, line in self.before.items()},
            {key: _amount(line) for key, line in self.asked.items() if line.text().strip()},
        )  # fmt: skip

    def _reckon(self) -> None:
        self.print.setEnabled(False)
        self.short.setText("")
        self._pause.start()
        try:
            bill = self.bill()
            if bill is None:
                self._show = partial(self.result.say, "info", t("aid.empty"))
                return
            self._ask(asks(self.own(), bill))
            found = settle(self.own(), bill)
            self.short.setText(in_short(found))
            self._show = partial(self.result.show_one, found)
        except CodedError as error:
            self._show = partial(self.result.say, "wait" if error.code == "aid.asked" else "refused", explain(error))
            return
        self.print.setEnabled(True)

    def _draw(self) -> None:
        self._show()

    def _ask(self, wanted: tuple[tuple[str, Rule], ...]) -> None:
        """A field for each figure that the rules leave open; those that are there keep what was typed."""
        if tuple(self.asked) == tuple(key for key, _ in wanted):
            return
        parts.clear(self._open)
        self.asked = {}
        for key, rule in wanted:
            span = rule.range
            hint = t("aid.asked_between", least=span[0], most=span[1]) if span else rule.note
            self.asked[key] = self._line(hint)
            label = t(f"aid.asked.{rule.what}", layer=t(f"aid.layer.{rule.layer}"))
            self._open.addWidget(parts.labelled(label, self.asked[key]))

    def _line(self, hint: str = "") -> Line:
        line = Line(placeholder=hint)
        line.setToolTip(hint)
        line.textChanged.connect(lambda _text: self._reckon())
        return line

    def _unfold(self) -> None:
        self._folded.setVisible(self._folded.isHidden())
        self._area.widget().updateGeometry()

    def print_shown(self) -> None:
        """The sheet of what stands here; nothing while it cannot be reckoned."""
        bill = self.bill() if self.print.isEnabled() else None
        if bill is not None:
            self.shell.go("print", kind="aid_cost", subject_id=aid_bill_code.write(self.programme.value(), bill))

    def first_focus(self) -> QWidget:
        return self.programme

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside one another where there is room, else under one another."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(way)
        self.short.setHidden(wide)
        self._form.setMaximumWidth(_FORM * theme.now().u if wide else parts.FORM_WIDTH)


def _labelled(key: str, field: QWidget) -> QWidget:
    return parts.labelled(t(key), field)


def _amount(line: Line, empty: Decimal = Decimal(0)) -> Decimal:
    text = line.text().strip().replace(",", "").replace("，", "")
    try:
        amount = Decimal(text) if text else empty
        wrong = not amount.is_finite() or amount < 0
    except InvalidOperation:
        wrong = True
    line.set_wrong(wrong)
    if wrong:
        raise Refused("aid.amount")
    return amount


