"""One meeting in five steps: prepare, sign in, appraise one by one, results, record."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from villagevisit.domain.appraisal_meeting import Meeting
from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.errors import CodedError
from villagevisit.services import appraisal, areas
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.appraisal_plan import PlanStep
from villagevisit.ui.pages.appraisal_record import RecordStep
from villagevisit.ui.pages.appraisal_results import ResultStep
from villagevisit.ui.pages.appraisal_sign_in import SignInStep
from villagevisit.ui.pages.appraisal_step import Step
from villagevisit.ui.pages.appraisal_vote import VoteStep
from villagevisit.ui.widgets.desk_stack import Stack
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.wording import t


class AppraisalMeetingPage(Page):
    """`enter(meeting_id, step)`; without a meeting a new one is prepared."""

    name: ClassVar[str] = "appraisal_meeting"
    topics: ClassVar[Changes] = changes(Topic.EVENTS, Topic.EXCHANGE)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._id = ""
        self.meeting: Meeting | None = None
        self.steps: dict[str, Step] = {
            "prepare": PlanStep(shell, self._called, lambda: self.show_step("sign_in")),
            "sign_in": SignInStep(shell, lambda: self.show_step("vote")),
            "vote": VoteStep(shell, lambda: self.show_step("result")),
            "result": ResultStep(shell, lambda: self.show_step("record")),
            "record": RecordStep(shell, lambda: self.show_step("record")),
        }
        self.tabs = Tabs([(key, t(f"appraisal.tab.{key}")) for key in self.steps])
        self.tabs.chosen.connect(self.show_step)
        self._stack = Stack()
        for step in self.steps.values():
            self._stack.addWidget(step)
        u = theme.now().u
        box = QVBoxLayout(self)
        box.setContentsMargins(0, u // 2, 0, 0)
        box.setSpacing(u // 2)
        box.addWidget(parts.padded(self.tabs, down=0, across=2))
        box.addWidget(parts.line())
        box.addWidget(self._stack, 1)

    def enter(self, **params: Any) -> None:
        self._id = str(params.get("meeting_id", ""))
        self._load()
        self.show_step(str(params.get("step", "")) or self._next())

    def keep(self) -> dict[str, Any]:
        return {"meeting_id": self._id, "step": self.tabs.current()}

    def refresh(self) -> None:
        self._load()
        self._show(self.tabs.current())

    def leave(self) -> bool:
        return self.save()

    def save(self) -> bool:
        step = self.steps.get(self.tabs.current())
        if step is not None:
            step.keep()
        return True

    def show_step(self, key: str) -> None:
        self.save()
        self.tabs.choose(key)
        self._show(key)
        focus = self.steps[key].first_focus()
        if focus is not None:
            focus.setFocus()

    def _show(self, key: str) -> None:
        if key not in self.steps:
            return
        self.steps[key].show_meeting(self.meeting)
        self._stack.setCurrentWidget(self.steps[key])
        self.shell.retitle()

    def _load(self) -> None:
        self.meeting = None
        if self._id:
            try:
                self.meeting = appraisal.get(self.shell.ws, self._id, self.shell.within)
            except CodedError as error:
                self.shell.fail(error)
                self._id = ""
        for key in self.steps:
            self.tabs.button(key).setEnabled(key == "prepare" or self.meeting is not None)

    def _next(self) -> str:
        """Where a meeting that is opened again goes on."""
        now = self.meeting
        if now is None:
            return "prepare"
        if not now.open:
            return "result"
        if not now.panel:
            return "prepare"
        if not now.present:
            return "sign_in"
        return "vote" if not all(line.judged for line in now.lines) else "record"

    def _called(self, meeting_id: str) -> None:
        self._id = meeting_id
        self._load()
        self.show_step("prepare" if self.meeting and not self.meeting.panel else "sign_in")

    def heading(self) -> str:
        if self.meeting is None:
            return t("appraisal.prepare")
        village = areas.name(self.shell.ws, self.meeting.village)
        return t("appraisal.meeting", village=village, number=self.meeting.number)

    def help(self) -> str:
        return t("appraisal.meeting.help")
