"""The township's appraisal meetings: which there were, which are under way, and how many households wait for one."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from villagevisit.domain.access import Deed, may
from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.services import appraisal, areas
from villagevisit.services.appraisal import Listed
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.desk_stack import Stack, nothing
from villagevisit.wording import t

_KINDS = {"open": "wait", "closed": "done", "off": "muted"}


class AppraisalPage(Page):
    """`enter()`."""

    name: ClassVar[str] = "appraisal"
    topics: ClassVar[Changes] = changes(Topic.EVENTS, Topic.VISITS, Topic.POLICY, Topic.EXCHANGE)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.waiting = parts.title("")
        self._mode = parts.body(t("appraisal.list.objection"), muted=True)
        self.prepare = parts.primary(t("appraisal.prepare"), lambda: shell.go("appraisal_meeting"))
        self.prepare.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.list = Rows()
        self.list.setAccessibleName(t("appraisal.list"))
        self.list.opened.connect(self._open)
        self.list.clicked.connect(lambda index: self._open(index.row()))
        self._stack = Stack()
        self._stack.addWidget(nothing(t("appraisal.list.none")))
        self._stack.addWidget(self.list)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        box.setSpacing(u)
        box.addWidget(parts.row(self.waiting, self.prepare))
        box.addWidget(self._mode)
        box.addWidget(parts.line())
        box.addWidget(self._stack, 1)

    def refresh(self) -> None:
        ws, within = self.shell.ws, self.shell.within
        count = sum(appraisal.waiting(ws, within).values())
        self.waiting.setText(t("appraisal.list.due", count=count) if count else t("appraisal.list.due_none"))
        self._mode.setVisible(not appraisal.rules(ws).always)
        self.prepare.setVisible(may(self.shell.actor.officers, Deed.MEETING))
        self.prepare.setEnabled(bool(count))
        found = appraisal.meetings(ws, within)
        names = {one.code: one.name for one in areas.villages(ws)}
        self.list.offer([_row(one, names.get(one.village, one.village)) for one in found])
        self._stack.setCurrentIndex(1 if found else 0)

    def _open(self, number: int) -> None:
        self.shell.go("appraisal_meeting", meeting_id=self.list.key(number))

    def heading(self) -> str:
        return t("appraisal.list")

    def help(self) -> str:
        return t("appraisal.list.help")

    def first_focus(self) -> QWidget | None:
        return self.prepare if self.prepare.isEnabled() else self.list

    def keep(self) -> dict[str, Any]:
        return {}


def _row(one: Listed, village: str) -> Row:
    words = (one.day, t(f"appraisal.form.{one.form}"), t("appraisal.households", count=one.households))
    title = t("appraisal.meeting", village=village, number=one.number)
    return Row(one.id, title, " · ".join(words), t(f"appraisal.state.{one.state}"), _KINDS[one.state])
