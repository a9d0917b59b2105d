"""Preparing: number, day, place, form, the households, and the panel of the village."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.appraisal import COMPETITIVE, EQUAL, FORMS
from villagevisit.domain.appraisal_meeting import Meeting
from villagevisit.domain.clock import today
from villagevisit.services import appraisal, areas
from villagevisit.services.appraisal import Plan
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.appraisal_panel import PanelEditor
from villagevisit.ui.pages.appraisal_step import Step
from villagevisit.ui.widgets.desk_stack import Stack
from villagevisit.wording import t


class PlanStep(Step):
    """Before the meeting is called its plan; from then on its panel."""

    def __init__(self, shell: Shell, called: Callable[[str], object], onward: Callable[[], object]) -> None:
        super().__init__(shell)
        self._called = called
        self._village = ""
        self.village = Choice()
        self.village.on_choice(self._choose_village)
        self.number, self.place, self.seats = Line(), Line(), Line("0")
        self.day = Day()
        self.form = Choice((form, t(f"appraisal.form.{form}")) for form in FORMS)
        self.form.on_choice(lambda _form: self._offer_homes())
        self.homes: dict[str, Choice] = {}
        self._homes = QVBoxLayout()
        self._homes.setSpacing(theme.now().u // 2)
        self.call = parts.primary(t("appraisal.call"), self._call)
        self._seats = parts.labelled(t("appraisal.field.seats"), self.seats)
        inside = parts.column(
            self._fields(), parts.heading(t("appraisal.field.homes")), self._homes,
            parts.row(self.call, None), None,
        )  # fmt: skip
        self.panel = PanelEditor(shell, onward)
        self._stack = Stack()
        self._stack.addWidget(parts.scroll(parts.padded(parts.narrow(inside))))
        self._stack.addWidget(self.panel)
        self.box.addWidget(self._stack)

    def _fields(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.now().u)
        fields: list[tuple[str, QWidget]] = [
            (t("appraisal.field.village"), self.village), (t("appraisal.field.form"), self.form),
            (t("appraisal.field.number"), self.number), (t("appraisal.field.day"), self.day),
            (t("appraisal.field.place"), self.place),
        ]  # fmt: skip
        for at, (words, field) in enumerate(fields):
            grid.addWidget(parts.labelled(words, field), at // 2, at % 2)
        grid.addWidget(self._seats, len(fields) // 2, len(fields) % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return holder

    def show_meeting(self, meeting: Meeting | None) -> None:
        fresh = self.meeting is not None or not self.village.count()
        self.meeting = meeting
        self._stack.setCurrentIndex(0 if meeting is None else 1)
        if meeting is not None:
            self.panel.show_meeting(meeting)
        elif fresh:
            self._begin()

    def _begin(self) -> None:
        ws, within = self.shell.ws, self.shell.within
        waiting = appraisal.waiting(ws, within)
        offered = [(area.code, area.name) for area in areas.villages(ws) if area.code in waiting]
        self.village.offer(offered, max(waiting, key=lambda code: waiting[code], default=""))
        year = str(today(ws.clock).year)
        before = sum(one.day.startswith(year) for one in appraisal.meetings(ws, within))
        self.number.setText(f"{year}-{before + 1:02}")
        self.day.setText(today(ws.clock).isoformat())
        self._choose_village(self.village.value())

    def _choose_village(self, village: str) -> None:
        self._village = village
        if village:
            last = next((one for one in appraisal.meetings(self.shell.ws) if one.village == village), None)
            usual = appraisal.get(self.shell.ws, last.id).place if last else ""
            self.place.setText(usual or self.place.text())
        self._offer_homes()

    def _offer_homes(self) -> None:
        parts.clear(self._homes)
        self.homes = {}
        stepwise = self.form.value() == EQUAL
        self._seats.setVisible(self.form.value() in (EQUAL, COMPETITIVE))
        taken = [(COMPETITIVE, t("appraisal.others")), (EQUAL, t("appraisal.nominated"))]
        options = [*(taken if stepwise else [(EQUAL, t("appraisal.taken"))]), ("", t("appraisal.not_now"))]
        for one in appraisal.due(self.shell.ws, self._village) if self._village else ():
            choice = Choice(options, options[0][0])
            choice.setAccessibleName(one.head)
            self.homes[one.household_id] = choice
            note = " · ".join(word for word in (one.group, one.number) if word)
            name = parts.column(parts.strong(one.head), parts.body(note, muted=True))
            inside = name.layout()
            assert inside is not None
            inside.setSpacing(0)
            holder = parts.row(name, choice)
            choice.setMinimumWidth(24 * theme.now().u)
            self._homes.addWidget(holder)

    def _call(self) -> None:
        seats = self.seats.text().strip()
        homes = {home: choice.value() for home, choice in self.homes.items() if choice.value()}
        plan = Plan(
            self._village, self.number.text(), self.day.value() or today(self.shell.ws.clock).isoformat(),
            self.place.text(), self.form.value(), homes, int(seats) if seats.isdigit() else 0,
        )  # fmt: skip
        made = self.attempt(lambda: appraisal.call(self.shell.ws, self.shell.actor, plan))
        if made:
            self.village.clear()
            self._called(made)

    def first_focus(self) -> QWidget | None:
        return self.place if self.meeting is None else self.panel.names
