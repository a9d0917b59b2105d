"""Households of which the county holds two versions: what each side says, who, when, why. The county decides."""

from typing import Any, ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.merge_fields import last_part
from villagevisit.services import conflict_words as named
from villagevisit.services import doubtful
from villagevisit.services.doubtful import Case, Difference, Side
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import moment
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.desk_stack import Stack, nothing
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_LIST, _SIDE = 20, 18
"""Units of the list, and the least that a side takes before sides stand under one another."""


class DoubtfulPage(Page):
    """`enter(household_id)`; without one the first of the list."""

    name: ClassVar[str] = "doubtful"
    topics: ClassVar[Changes] = changes(Topic.HOUSEHOLDS, Topic.EXCHANGE)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._cases: list[Case] = []
        self._id = ""
        self.list = Rows()
        self.list.setAccessibleName(t("conflict.list"))
        self.list.setFixedWidth(_LIST * u)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _row: self._household())
        inside = QWidget()
        self._said = QVBoxLayout(inside)
        self._said.setContentsMargins(2 * u, 0, 2 * u, 2 * u)
        self._said.setSpacing(u)
        self._area = parts.scroll(inside)
        there = QWidget()
        box = QHBoxLayout(there)
        box.setContentsMargins(2 * u, 2 * u, 0, 0)
        box.addWidget(self.list)
        box.addWidget(parts.rule())
        box.addWidget(self._area, 1)
        self._stack = Stack()
        self._stack.addWidget(nothing(t("conflict.none")))
        self._stack.addWidget(there)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def enter(self, **params: Any) -> None:
        self._id = str(params.get("household_id", ""))
        self.refresh()

    def keep(self) -> dict[str, Any]:
        return {"household_id": self._id}

    def refresh(self) -> None:
        self._cases = doubtful.cases(self.shell.ws, self.shell.within)
        self._stack.setCurrentIndex(1 if self._cases else 0)
        wanted = self._id
        self.list.offer([_row(one) for one in self._cases])
        self.list.choose_key(wanted)
        self._choose(self.list.currentIndex().row())

    def heading(self) -> str:
        return t("conflict.list")

    def help(self) -> str:
        return t("conflict.desk.help")

    def first_focus(self) -> QWidget | None:
        return self.list

    def _choose(self, number: int) -> None:
        if not 0 <= number < len(self._cases):
            return
        self._id = self._cases[number].household_id
        self._show()
        self._area.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        one = next((case for case in self._cases if case.household_id == self._id), None)
        if one is None:
            return
        parts.clear(self._said)
        found = doubtful.differences(self.shell.ws, one.household_id)
        self._said.addWidget(parts.title(one.head_name))
        self._said.addWidget(parts.body(_place(one), muted=True))
        self._said.addWidget(Remark("wait", t("conflict.desk.where")))
        self._said.addWidget(self._ways(one))
        for difference in found:
            self._said.addWidget(parts.line())
            self._said.addWidget(parts.heading(named.label(t, difference.known, difference.register)))
            self._said.addLayout(self._sides(difference))
            if len(difference.sides) <= 1:
                self._said.addWidget(Remark("info", t("conflict.desk.not_here")))
        self._said.addStretch(1)

    def _ways(self, one: Case) -> QWidget:
        address = doubtful.county_page(self.shell.ws, one.household_id)
        look = parts.plain(t("conflict.desk.household"), self._household)
        if not address:
            return parts.column(parts.body(t("conflict.desk.no_server"), muted=True), parts.row(look, None))
        self.open = parts.plain(t("conflict.desk.open"), lambda: QDesktopServices.openUrl(QUrl(address)))
        return parts.row(self.open, look, None)

    def _household(self) -> None:
        self.shell.go("household", household_id=self._id)

    def _sides(self, difference: Difference) -> QGridLayout:
        """Beside one another where there is room."""
        u = theme.now().u
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * u)
        grid.setVerticalSpacing(u)
        across = max(1, min(len(difference.sides), self._room() // (_SIDE * u)))
        for at, side in enumerate(difference.sides):
            grid.addWidget(_side(difference, side), at // across, at % across)
            grid.setColumnStretch(at % across, 1)
        return grid

    def _room(self) -> int:
        return self.width() - (_LIST + 8) * theme.now().u

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()


def _place(one: Case) -> str:
    return " · ".join(word for word in (one.village_name, one.village_group, one.household_no) if word)


def _row(one: Case) -> Row:
    kinds = dict.fromkeys(named.field_name(t, last_part(register)) for register in one.registers)
    return Row(one.household_id, one.head_name, t("conflict.comma").join(kinds), "", "wait")


def _side(difference: Difference, side: Side) -> QWidget:
    """The value in full, then where it comes from."""
    look = theme.now()
    source = " · ".join(word for word in (_kind(side), _who(side), moment(side.op.made_at)) if word)
    computer = t("conflict.desk.this_computer") if side.here else side.op.device
    where = [] if side.op.settles else [parts.body(t("conflict.side_computer", name=computer), muted=True)]
    why = [parts.body(t("conflict.side_why", why=side.op.why))] if side.op.why else []
    whole = parts.column(_value(difference, side), parts.body(source, muted=True), *where, *why, None)
    inside = whole.layout()
    assert inside is not None
    inside.setSpacing(look.u // 3)
    return whole


def _value(difference: Difference, side: Side) -> QWidget:
    """What it says, part by part: what the sides differ in stands out."""
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, theme.now().u // 2)
    grid.setHorizontalSpacing(theme.now().u)
    grid.setVerticalSpacing(theme.now().u // 4)
    grid.setColumnStretch(1, 1)
    others = [_parts(difference, one) for one in difference.sides]
    for at, (name, value) in enumerate(_parts(difference, side).items()):
        same = len(others) > 1 and all(one.get(name) == value for one in others)
        words = parts.body(value, muted=same)
        if not same:
            words.setFont(theme.now().font(strong=True))
            words.setProperty("part", "strong")
        if name:
            grid.addWidget(parts.body(name, muted=True), at, 0)
        grid.addWidget(words, at, 1 if name else 0, 1, 1 if name else 2)
    return whole


def _parts(difference: Difference, side: Side) -> dict[str, str]:
    known, one = difference.known, difference.merged
    if one is not None and side.head.register != difference.register:
        return {"": named.head_line(t, known, one, side.head)}
    if difference.register.startswith("visit/"):
        return {"": t("conflict.side_visit")}
    return dict(named.lines(t, known, difference.register, side.head.value))


def _kind(side: Side) -> str:
    if side.op.settles:
        return t("conflict.side_decision")
    if side.op.kind == "resolution":
        return t("conflict.side_opinion", who=side.op.who)
    if side.head.register.startswith("visit/"):
        return ""
    return t("conflict.side_visit") if side.op.subject else t("conflict.side_roster")


def _who(side: Side) -> str:
    if not side.op.subject:
        return side.op.who if side.op.settles else ""
    return t("conflict.comma").join(side.signers) or t("conflict.who_unknown")
