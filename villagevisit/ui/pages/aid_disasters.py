"""Disasters: reported when, relief in time, and the next visit to the victims."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain import disaster as rules
from villagevisit.domain.changes import Done
from villagevisit.domain.disaster import Disaster
from villagevisit.domain.errors import CodedError
from villagevisit.services import aid_register, areas
from villagevisit.services.aid_register import Happened
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.settings_section import Section
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t


class DisastersPanel(Section):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, may_change=True)
        u = theme.now().u
        self.area = Choice()
        self.hazard = Choice([(code, t(f"aid.hazard.{code}")) for code in rules.HAZARDS])
        self.happened = Line(placeholder="2026-11-21 06:30")
        self.households, self.persons, self.who = Line(), Line(), Line()
        self.enter = parts.primary(t("aid.disaster.enter"), self._enter)
        self.entries: list[DisasterView] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(u)
        fields: list[tuple[str, QWidget]] = [
            (t("aid.disaster.area"), self.area), (t("aid.disaster.hazard"), self.hazard),
            (t("aid.disaster.happened"), self.happened), (t("aid.disaster.who"), self.who),
            (t("aid.disaster.households"), self.households), (t("aid.disaster.persons"), self.persons),
        ]  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * u)
        grid.setVerticalSpacing(u)
        for at, (words, field) in enumerate(fields):
            grid.addWidget(parts.labelled(words, field), at // 2, at % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        inside = parts.column(
            parts.body(t("aid.disaster.why"), muted=True), grid, parts.row(self.enter, None), parts.line(), self._list,
            None,
        )  # fmt: skip
        self.box.addWidget(parts.scroll(parts.narrow(inside, 860)))

    def refresh(self) -> None:
        within = self.shell.within
        places = [one for one in areas.villages(self.shell.ws) if within is None or one.code in within]
        self.area.offer([(one.code, one.name) for one in places], self.area.value())
        parts.clear(self._list)
        found = aid_register.disasters(self.shell.ws, self.shell.within)
        self.entries = [DisasterView(self.shell, one) for one in found]
        for entry in self.entries:
            self._list.addWidget(entry)
        if not found:
            self._list.addWidget(parts.body(t("aid.disaster.none"), muted=True))

    def _enter(self) -> None:
        said = Happened(
            self.area.value(), self.hazard.value(), self.happened.text(), _count(self.households),
            _count(self.persons), self.who.text(),
        )  # fmt: skip
        try:
            done = aid_register.report(self.shell.ws, self.shell.actor, said)
        except CodedError as error:
            self.shell.fail(error)
            return
        for line in (self.happened, self.households, self.persons, self.who):
            line.clear()
        self.shell.notify(t("aid.register.entered"), "done")
        self.shell.apply(done)

    def first_focus(self) -> QWidget:
        return self.area


class DisasterView(QWidget):
    """One disaster: where it stands, and what can be entered next."""

    def __init__(self, shell: Shell, one: Disaster) -> None:
        super().__init__()
        self.shell, self.one = shell, one
        now = shell.ws.clock.now()
        kind = "muted" if one.ended else "refused" if one.late(now) else "wait" if one.arrived is None else "done"
        title = t(
            "aid.disaster.title", hazard=t(f"aid.hazard.{one.hazard}"), place=areas.name(shell.ws, one.area),
            happened=_moment(one.happened), households=one.households, persons=one.persons,
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u // 2)
        box.addWidget(parts.status(kind, title, wrap=True))
        for words in _stands(one, now):
            box.addWidget(parts.body(words, muted=True))
        if one.ended:
            return
        self.what, self.arrived = Line(), Line(_moment(now))
        box.addWidget(parts.row(
            parts.labelled(t("aid.disaster.what"), self.what), parts.labelled(t("aid.disaster.arrived"), self.arrived)
        ))  # fmt: skip
        self.relief = parts.plain(t("aid.disaster.relief"), partial(self._do, self._came))
        self.visit = parts.plain(t("aid.disaster.visit"), partial(self._do, self._seen))
        self.end = parts.quiet(t("aid.disaster.end"), partial(self._do, self._ended))
        box.addWidget(Flow(self.relief, self.visit, self.end))
        box.addWidget(parts.line())

    def _came(self) -> Done[Disaster]:
        at, what = self.arrived.text(), self.what.text()
        return aid_register.relief(self.shell.ws, self.shell.actor, self.one.id, at, what)

    def _seen(self) -> Done[Disaster]:
        return aid_register.visit(self.shell.ws, self.shell.actor, self.one.id, self.what.text())

    def _ended(self) -> Done[Disaster]:
        return aid_register.end(self.shell.ws, self.shell.actor, self.one.id)

    def _do(self, act: Callable[[], Done[Disaster]]) -> None:
        try:
            self.shell.apply(act())
        except CodedError as error:
            self.shell.fail(error)


def _stands(one: Disaster, now: datetime) -> list[str]:
    said = [t("aid.disaster.reported", hours=f"{one.report_hours:.1f}", reported=_moment(one.reported), who=one.who)]
    limit, in_time = _moment(one.limit), one.in_time(now)
    if one.arrived is None:
        words = "aid.disaster.relief_late" if in_time is False else "aid.disaster.relief_due"
        said.append(t(words, limit=limit))
    else:
        words = "aid.disaster.in_time" if in_time else "aid.disaster.too_late"
        said.append(t(words, arrived=_moment(one.arrived), limit=limit))
    if one.relief:
        said.append(t("aid.disaster.came", what=t("ui.comma").join(one.relief)))
    said += [t("aid.disaster.seen", day=day, found=found) for day, found in one.seen]
    if one.ended:
        said.append(t("aid.disaster.ended", day=one.ended))
    else:
        late = one.visit_late(now.date().isoformat())
        said.append(t("aid.disaster.visit_late" if late else "aid.disaster.visit_due", day=one.next_visit))
    return said


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")


def _count(line: Line) -> int:
    """-1 for what is no number, which the service sends back."""
    text = line.text().strip()
    return int(text) if text.isdigit() else 0 if not text else -1
