"""Who is due, by service, village, doctor and service team: the overdue in red with their days."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.clock import today
from villagevisit.domain.health import Service
from villagevisit.services import areas, grids, health_due, people
from villagevisit.services.health_due import Due
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import health_words as say
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.desk_stack import Stack
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t

LISTED = (*health_due.CHRONIC, Service.ELDER, Service.CHILD, Service.MATERNAL, Service.TB, Service.TCM,
          Service.VACCINATION, Service.CONTRACT, Service.SCREENING)  # fmt: skip
_WHICH = {"late": 0, "week": health_due.WEEK, "month": health_due.MONTH, "never": health_due.MONTH}
MOST = 500
"""A list of more than this says so; the village narrows it."""


class ListsView(QWidget):
    def __init__(self, shell: Shell, open_: Callable[[Due], None]) -> None:
        super().__init__()
        self._shell = shell
        self._open = open_
        self._village = ""
        self._found: list[Due] = []
        self.service = Choice([("", t("round.all_services")), *((one, say.service(one)) for one in LISTED)])
        self.which = Choice([
            ("late", t("round.which.late")), ("week", t("round.which.week")), ("month", t("round.which.month")),
            ("never", t("round.which.never")),
        ], "week")  # fmt: skip
        self.where = Choice([("village", t("round.this_village")), ("all", t("ui.all_villages"))])
        self.doctor, self.team = Choice(), Choice()
        for choice in (self.service, self.which, self.where, self.doctor, self.team):
            choice.on_choice(lambda _: self.refresh(self._village))
        self.sum = parts.body("", muted=True)
        self.list = Rows()
        self.list.setAccessibleName(t("round.tab.lists"))
        self.list.opened.connect(lambda number: self._open(self._found[number]))
        self._stack = Stack()
        self._stack.addWidget(parts.empty(t("round.nobody_due")))
        self._stack.addWidget(self.list)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        sheets = parts.quiet(t("round.sheets"), lambda: shell.go("print", kind="followup"))
        box.addWidget(Flow(self.service, self.which, self.where, self.doctor, self.team, sheets))
        box.addWidget(self.sum)
        box.addWidget(self._stack, 1)

    def refresh(self, village: str) -> None:
        self._village = village
        shell, which = self._shell, self.which.value()
        doctors = [one for one in people.officers(shell.ws) if "village_doctor" in one.roles]
        self.doctor.offer([("", t("round.all_doctors")), *((one.id, one.name) for one in doctors)], self.doctor.value())
        teams = sorted({one.team for one in grids.current(shell.ws).values()})
        self.team.offer([("", t("grid.all_teams")), *((one, one) for one in teams)], self.team.value())
        self.team.setVisible(bool(teams))
        within = (village,) if self.where.value() == "village" else shell.within
        asked = [Service(self.service.value())] if self.service.value() else LISTED[:7]
        ws, actor = shell.ws, shell.actor
        some = self.where.value() == "village" or self.doctor.value() or self.team.value()
        most = -1 if some else MOST + 1
        shell.tasks.run(
            lambda _: health_due.listed(ws, actor, within, asked, _WHICH[which], most), self._show, quiet=True
        )

    def _show(self, found: list[Due]) -> None:
        shell, which = self._shell, self.which.value()
        doctor = next((one for one in people.officers(shell.ws) if one.id == self.doctor.value()), None)
        held, team = grids.current(shell.ws), self.team.value()
        found = [
            one for one in found
            if (which != "late" or one.late > 0) and (which != "never" or not one.row.last_day)
            and (doctor is None or grids.is_his(held, one.row, doctor))
            and (not team or grids.is_teams(held, one.row, team))
        ]  # fmt: skip
        found.sort(key=lambda one: -one.late)
        late = sum(one.late > 0 for one in found)
        more = t("round.more", most=MOST) if len(found) > MOST else ""
        self.sum.setText(t("round.sum", count=count(len(found)), late=count(late)) + more)
        self._found = found[:MOST]
        day, names = today(shell.ws.clock).isoformat(), _names(shell)
        self.list.offer([_row(one, day, names) for one in self._found])
        self._stack.setCurrentIndex(1 if found else 0)


def _names(shell: Shell) -> dict[str, str]:
    return {one.code: one.name for one in areas.villages(shell.ws)}


def _row(one: Due, day: str, villages: dict[str, str]) -> Row:
    place = f"{villages.get(one.row.village_code, '')} {one.row.village_group} {one.row.household_no}"
    note = f"{say.what(one)} · {say.last(one)} · {place}"
    return Row(one.key, say.who(one, day), note, say.when(one), say.kind(one))
