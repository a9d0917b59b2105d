"""When the window is covered, and whether commands run here without anybody's PIN."""

from functools import partial

from PySide6.QtWidgets import QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.services import locking
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.settings_section import Section
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_MINUTES = (1, 2, 5, 10, 15, 30, 60)


class LockSection(Section):
    def __init__(self, shell: Shell, may_change: bool) -> None:
        super().__init__(shell, may_change)
        self.working, self.visiting = Choice(), Choice()
        self.working.on_choice(partial(self._keep_minutes, False))
        self.visiting.on_choice(partial(self._keep_minutes, True))
        self.commands = Remark("done", "")
        self.allow = parts.plain(t("ui.locking.allow"), self._allow)
        self.ask = parts.plain(t("ui.locking.ask"), self._ask)
        self.only = parts.body(t("ui.locking.only"), muted=True)
        column = parts.column(
            parts.heading(t("ui.locking.idle")),
            parts.body(t("ui.locking.idle_why"), muted=True),
            parts.labelled(t("ui.locking.working"), _narrow(self.working)),
            parts.labelled(t("ui.locking.visiting"), _narrow(self.visiting)),
            theme.now().u,
            parts.heading(t("ui.locking.commands")),
            self.commands,
            parts.body(t("ui.locking.cost"), muted=True),
            parts.row(self.allow, self.ask, None),
            self.only,
            None,
        )
        self.box.addWidget(parts.scroll(parts.narrow(column)))

    def refresh(self) -> None:
        ws = self.shell.ws
        for field, minutes in zip((self.working, self.visiting), locking.idle(ws), strict=True):
            offered = sorted({*_MINUTES, minutes})
            field.offer([(str(one), t("ui.locking.minutes", n=one)) for one in offered], str(minutes))
            field.setEnabled(self.may_change)
        free = locking.is_open(ws)
        self.commands.say("wait" if free else "done", t("ui.locking.free") if free else t("ui.locking.locked"))
        self.allow.setVisible(self.may_change and not locking.commands_allowed(ws))
        self.ask.setVisible(self.may_change and free)
        self.only.setVisible(not self.may_change)

    def _keep_minutes(self, visiting: bool, value: str) -> None:
        try:
            self.shell.apply(locking.set_idle(self.shell.ws, self.shell.actor, int(value), visiting=visiting))
        except CodedError as error:
            self.shell.fail(error)
            self.refresh()
            return
        self.shell.notify(t("ui.locking.kept", n=value), "done")

    def _allow(self) -> None:
        if self.shell.confirm(t("ui.locking.allow"), t("ui.locking.cost"), t("ui.locking.allow_yes")):
            try:
                self.shell.apply(locking.allow_commands(self.shell.ws, self.shell.actor))
            except CodedError as error:
                self.shell.fail(error)
            self.refresh()

    def _ask(self) -> None:
        try:
            self.shell.apply(locking.ask_again(self.shell.ws, self.shell.actor))
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("ui.locking.asked"), "done")
        self.refresh()


def _narrow(field: QWidget) -> QWidget:
    field.setMaximumWidth(16 * theme.now().u)
    return field
