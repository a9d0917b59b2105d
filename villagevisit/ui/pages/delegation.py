"""By which document the county lets a township decide, from when to when (S-205, S-206)."""

from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.event import Event
from villagevisit.services import areas, delegation
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.case_form import StepForm
from villagevisit.wording import t


class DelegationPage(Page):
    name: ClassVar[str] = "delegation"
    topics: ClassVar[Changes] = changes(Topic.EVENTS)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        inside = QWidget()
        self._said = QVBoxLayout(inside)
        self._said.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        self._said.setSpacing(u)
        self.form: StepForm | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(parts.scroll(parts.narrow(inside)))

    def refresh(self) -> None:
        ws = self.shell.ws
        parts.clear(self._said)
        self._said.addWidget(parts.body(t("delegation.help"), muted=True))
        told = delegation.every(ws)
        ended = {one.thing: one for one in told if one.kind == delegation.ENDED}
        given = [one for one in told if one.kind == delegation.GIVEN]
        if not given:
            self._said.addWidget(parts.body(t("delegation.none")))
        for one in reversed(given):
            self._said.addWidget(parts.line())
            self._said.addWidget(self._line(one, ended.get(one.thing)))
        self._said.addWidget(parts.line())
        self.form = self._new()
        self._said.addWidget(self.form)
        self._said.addStretch(1)

    def heading(self) -> str:
        return t("delegation.heading")

    def help(self) -> str:
        return t("delegation.help")

    def first_focus(self) -> QWidget | None:
        return self.form.first if self.form else None

    def _line(self, one: Event, ended: Event | None) -> QWidget:
        """What was delegated, whether it holds, and the way to end it sooner."""
        ws, day = self.shell.ws, today(self.shell.ws.clock).isoformat()
        words = t("delegation.line", area=areas.name(ws, one.area), document=one.text("document"),
                  since=one.text("from"), until=one.text("to"))  # fmt: skip
        if one.data.get("pilot") is True:
            words += f"　{t('delegation.pilot')}"
        if ended is not None:
            return parts.status("muted", f"{words} · {t('delegation.ended', day=ended.day)}", wrap=True)
        if one.text("to") < day:
            return parts.status("muted", f"{words} · {t('delegation.over')}", wrap=True)
        form = StepForm(self.shell)
        form.say(f"{words} · {t('delegation.hold')}", "done")
        reason = Line()
        form.fields([(t("case.reason"), reason)])
        end = partial(self._end, one.thing, reason)
        form.verbs(parts.plain(t("delegation.end"), form.does(end)))
        return form

    def _end(self, delegation_id: str, reason: Line) -> Done[None]:
        return delegation.end(self.shell.ws, self.shell.actor, delegation_id, reason.text())

    def _new(self) -> StepForm:
        ws, actor, form = self.shell.ws, self.shell.actor, StepForm(self.shell)
        here = areas.townships(ws)
        area = Choice([(one.code, one.name) for one in here])
        document, pilot = Line(), QCheckBox(t("delegation.pilot"))
        day = today(ws.clock)
        since, until = Day(day.isoformat()), Day(day.replace(month=12, day=31).isoformat())
        form.fields([
            (t("delegation.area"), area), (t("delegation.document"), document), (t("delegation.since"), since),
            (t("delegation.until"), until), ("", pilot),
        ])  # fmt: skip

        def on(field: Day) -> date:
            return date.fromisoformat(field.value()) if field.value() else date.min

        form.verbs(parts.primary(t("delegation.save"), form.does(
            lambda: delegation.delegate(ws, actor, area.value(), document.text(), on(since), on(until),
                                        pilot=pilot.isChecked()))))  # fmt: skip
        return form
