"""Every household in the flow, one line each: four marks, the step in plain words, who must act, how long there is."""

from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout

from villagevisit.domain.access import Deed, Thing, may
from villagevisit.domain.case_line import Filter, Listed
from villagevisit.domain.case_steps import Step
from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.officer import Role
from villagevisit.domain.working_days import Light, Limits
from villagevisit.services import areas, cases
from villagevisit.services.workspace import Cancelled
from villagevisit.ui.kit import icons, parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Index, Table, is_chosen, room_of
from villagevisit.ui.models.case_words import left_words, short_day, step_word, who_word
from villagevisit.ui.models.paged import Paged
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.wording import t

_AT_ONCE = 100
"""Lines that are made while somebody waits: a tenth of a second."""
_LEFT = 8
"""The column that bears the light."""
_ICON = {Light.GREEN: "done", Light.YELLOW: "wait", Light.RED: "refused"}
_COLOUR: dict[Light, theme.Colour] = {Light.GREEN: "finished", Light.YELLOW: "waiting", Light.RED: "refused"}


class CaseListPage(Page):
    """`enter(which, step)`: `which` is `mine`, `overdue` or empty."""

    name: ClassVar[str] = "cases"
    topics: ClassVar[Changes] = changes(Topic.EVENTS, Topic.VISITS, Topic.HOUSEHOLDS, Topic.EXCHANGE, Topic.POLICY)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.village, self.step, self.which = Choice(), Choice(), Choice()
        self.which.offer([("", t("case.which.all")), ("mine", t("case.which.mine")),
                          ("overdue", t("case.which.overdue"))])  # fmt: skip
        for choice in (self.village, self.step, self.which):
            choice.on_choice(lambda _value: self._show())
        self._count = parts.body("", muted=True)
        self.speed = parts.plain(t("case.speed"), lambda: shell.go("case_speed"))
        self.delegation = parts.plain(t("delegation.open"), lambda: shell.go("delegation"))
        self.model: TableOf[Listed] = TableOf((), [])
        self.table = Table(quick=True)
        self.table.setModel(self.model)
        self.table.opened.connect(self._open)
        self._light = LightPainter(self.model)
        self._making = False
        self._body = parts.Stack()
        self._body.addWidget(self.table)
        find = parts.empty(t("case.list.none"), t("case.list.find"), lambda: shell.go("search"))
        self._body.addWidget(find)
        self._body.addWidget(parts.empty(t("case.list.none_such")))
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, u)
        box.setSpacing(u)
        box.addWidget(parts.row(self.which, self.village, self.step, self._count, None))
        box.addWidget(self._body, 1)
        box.addWidget(parts.row(None, self.speed, self.delegation))

    def enter(self, **params: Any) -> None:
        self.which.choose(str(params.get("which", self.which.value())))
        self._offer(str(params.get("step", self.step.value())))
        self._show()

    def refresh(self) -> None:
        self._offer(self.step.value())
        self._show()

    def keep(self) -> dict[str, Any]:
        return {"which": self.which.value(), "step": self.step.value()}

    def heading(self) -> str:
        return t("case.nav")

    def help(self) -> str:
        return t("case.list.help")

    def first_focus(self) -> Table:
        return self.table

    def _offer(self, step: str) -> None:
        """Villages and steps to choose from, with how many households stand at each."""
        ws, within = self.shell.ws, self.shell.within
        self._fresh()
        self.delegation.setVisible(self.shell.actor.has(Role.COUNTY))
        places = [(one.code, one.name) for one in areas.villages(ws) if within is None or one.code in within]
        self.village.offer([("", t("ui.all_villages")), *places], self.village.value())
        found = cases.by_step(ws, Filter(within=within))
        there = [one for one in Step if one in found]
        steps = [(one.value, t("case.step_count", step=step_word(one), count=found[one])) for one in there]
        self.step.offer([("", t("case.all_steps")), *steps], step)

    def _fresh(self) -> None:
        """A few lines are made at once; thousands, after much arrived, beside the window."""
        ws = self.shell.ws
        if cases.waiting(ws) <= _AT_ONCE:
            cases.freshen(ws)
        elif not self._making:
            self._making = True
            self.shell.tasks.run(
                lambda progress: cases.freshen(ws, progress), self._made, failed=self._not_made,
                title=t("case.list.making"),
            )  # fmt: skip

    def _made(self, _count: int) -> None:
        self._making = False
        self.refresh()

    def _not_made(self, error: BaseException) -> None:
        self._making = False
        if isinstance(error, Cancelled):
            self._show()
        else:
            self.shell.fail(error)

    def _show(self) -> None:
        ws, day = self.shell.ws, today(self.shell.ws.clock)
        wanted = self._wanted(day)
        bounds = cases.limits(ws, day)
        self._light.know(bounds, day)
        self.model.columns = _columns(bounds, day)
        rows: Paged[Listed] = Paged(
            lambda offset, limit: cases.lines(ws, wanted, offset, limit), cases.count(ws, wanted)
        )
        self.model.show(rows)
        number = len(rows)
        self.table.widths(0, 9, 8, 8, 8, 8, 14, 9, 12, drop=(1, 2, 5, 3, 4, 7), rest=12)
        self.table.setItemDelegateForColumn(_LEFT, self._light)
        left = cases.waiting(ws)
        self._count.setText(
            t("case.list.unmade", count=count(number), left=count(left)) if left
            else t("case.list.count", count=count(number))
        )  # fmt: skip
        none_at_all = not number and not left and wanted == Filter(within=self.shell.within)
        self._body.setCurrentIndex(0 if number else 1 if none_at_all else 2)
        if number:
            self.table.selectRow(0)

    def _wanted(self, day: date) -> Filter:
        which, roles = self.which.value(), {role for one in self.shell.actor.officers for role in one.roles}
        return Filter(
            village=self.village.value(), step=self.step.value(),
            who=tuple(cases.mine(roles)) if which == "mine" else (),
            due_before=day.isoformat() if which == "overdue" else "", within=self.shell.within,
        )  # fmt: skip

    def _open(self, row: int) -> None:
        one = self.model.at(row)
        if one is not None:
            self.shell.go("case", household_id=one.line.household_id)


def may_see(shell: Shell, village: str) -> bool:
    """The flow is the office's."""
    return may(shell.actor.officers, Deed.CASE, Thing(village))


def _columns(bounds: Limits, day: date) -> tuple[Column[Listed], ...]:
    def left(one: Listed) -> str:
        return left_words(*cases.lit(one.line.due, bounds, day))

    year = day.year
    return (
        Column(t("ui.col.head"), lambda one: one.head_name),
        Column(t("ui.col.village"), lambda one: one.village_name),
        Column(t("case.mark.applied"), lambda one: short_day(one.line.applied, year)),
        Column(t("case.mark.checked"), lambda one: short_day(one.line.checked, year)),
        Column(t("case.mark.approved"), lambda one: short_day(one.line.approved, year)),
        Column(t("case.mark.entered"), lambda one: short_day(one.line.entered, year)),
        Column(t("case.col.step"), lambda one: step_word(one.line.step)),
        Column(t("case.col.who"), lambda one: who_word(one.line.who)),
        Column(t("case.col.left"), left),
    )


class LightPainter(QStyledItemDelegate):
    """The light as an icon in its colour, with the words that say the same."""

    def __init__(self, model: TableOf[Listed]) -> None:
        super().__init__()
        self._model = model
        self._bounds, self._day = Limits(), date.min

    def know(self, bounds: Limits, day: date) -> None:
        self._bounds, self._day = bounds, day

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, box = theme.now(), room_of(option)
        if is_chosen(option):
            painter.fillRect(box, look.colour("select"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, look.colour("line"))
        one = self._model.at(index.row())
        light, left = cases.lit(one.line.due, self._bounds, self._day) if one else (Light.NONE, 0)
        if light is Light.NONE:
            return
        side, colour = look.body + 3, look.colour(_COLOUR[light])
        where = QRectF(box.left() + look.u, box.center().y() - side / 2, side, side)
        icons.draw(painter, _ICON[light], colour, where)
        painter.setFont(look.font())
        painter.setPen(colour)
        words = box.adjusted(round(1.5 * look.u) + side, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, left_words(light, left))
