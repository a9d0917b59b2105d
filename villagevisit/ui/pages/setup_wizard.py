"""First start: the county hands out the work, or four short steps, nothing technical, under two minutes."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Done, Topic, changes
from villagevisit.services import enrolment, form_shelf, policy, setup
from villagevisit.services.setup import SetupPlan
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.setup_county import CountyStep
from villagevisit.ui.pages.setup_doors import COUNTY, NEW, DoorsStep
from villagevisit.ui.pages.setup_steps import Draft, LastLook, PeopleStep, PlacesStep, PolicyStep, Step, draft_from
from villagevisit.wording import LANGUAGES, language, t

_OWN_NAMES = {"zh_CN": "简体中文", "en": "English"}


class LanguageSwitch(QWidget):
    """The languages, each in its own name."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.buttons = {}
        for code in LANGUAGES:
            button = parts.Button(_OWN_NAMES[code], partial(shell.speak, code), "tab")
            button.setCheckable(True)
            button.setChecked(code == language())
            self.buttons[code] = button
            box.addWidget(button)


class SetupWizard(Page):
    """Set up by hand, it keeps nothing until the last step; then everything at once. Whatever completes the set-up,
    also what came by itself meanwhile, leads on to signing in."""

    name: ClassVar[str] = "setup"
    topics: ClassVar[Changes] = changes(Topic.SETUP)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.draft = Draft()
        self.door = ""
        self.at = 0
        self.steps: list[Step] = []
        self.switch = LanguageSwitch(shell)
        self._names = QHBoxLayout()
        self._names.setSpacing(2 * u)
        self._stack = parts.Stack()
        self.back_button = parts.plain(t("common.back"), self._back)
        self.next_button = parts.primary(t("common.next"), self._next)
        top = parts.row(parts.title(t("ui.setup.title")), None, self.switch)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(u)
        self._foot = parts.column(
            parts.line(), parts.row(None, self.back_button, self._actions, self.next_button)
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(4 * u, u, 4 * u, u)
        box.setSpacing(u)
        box.addWidget(top)
        box.addLayout(self._names)
        box.addWidget(parts.line())
        box.addWidget(self._stack, 1)
        box.addWidget(self._foot)

    def enter(self, **params: Any) -> None:
        self.draft = params.get("draft") or draft_from(policy.defaults())
        begun = COUNTY if enrolment.county_file(self.shell.ws) else ""
        self._open(str(params.get("door", begun)), int(params.get("step", 0)))

    def refresh(self) -> None:
        ws = self.shell.ws
        if setup.state(ws).complete:
            self.shell.tasks.run(
                lambda progress: form_shelf.install_shipped(ws, progress), self._ready, title=t("ui.setup.preparing")
            )

    def keep(self) -> dict[str, Any]:
        if self.steps:
            self.steps[self.at].collect()
        return {"draft": self.draft, "door": self.door, "step": self.at}

    def _open(self, door: str, at: int = 0) -> None:
        """Goes through a door; without a name back to the choice of doors."""
        self.door = door
        self.steps = self._steps()
        while self._stack.count():
            old = self._stack.widget(0)
            self._stack.removeWidget(old)
            old.deleteLater()
        for step in self.steps:
            self._stack.addWidget(step if isinstance(step, PolicyStep) else parts.scroll(step))
        parts.clear(self._actions)
        for button in (button for step in self.steps for button in step.foot_buttons()):
            self._actions.addWidget(button)
        self._foot.setVisible(bool(door))
        self._show(at)

    def _steps(self) -> list[Step]:
        if self.door == NEW:
            return [kind(self.shell, self.draft) for kind in (PlacesStep, PeopleStep, PolicyStep, LastLook)]
        if self.door == COUNTY:
            return [CountyStep(self.shell, self.draft)]
        return [DoorsStep(self.shell, self.draft, self._open)]

    def heading(self) -> str:
        return t("ui.setup.title")

    def help(self) -> str:
        return t("ui.setup.help")

    def first_focus(self) -> QWidget | None:
        return (self.steps[self.at].first_focus() if self.steps else None) or self.next_button

    def _show(self, at: int) -> None:
        self.at = at
        self.steps[at].show_draft()
        self._stack.setCurrentIndex(at)
        self.next_button.setVisible(self.door == NEW)
        last = at == len(self.steps) - 1
        self.next_button.setText(t("ui.setup.finish") if last else t("common.next"))
        self._show_names()
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus()

    def _show_names(self) -> None:
        parts.clear(self._names)
        if self.door == COUNTY:
            self._names.addWidget(parts.heading(t("ui.door.county")))
        names = (t("ui.setup.places"), t("ui.setup.people"), t("ui.setup.policy"), t("ui.setup.look"))
        for number, words in enumerate(names if self.door == NEW else ()):
            kind = "done" if number < self.at else "next" if number == self.at else "muted"
            self._names.addWidget(parts.status(kind, f"{number + 1}  {words}"))
        self._names.addStretch(1)

    def _back(self) -> None:
        self.steps[self.at].collect()
        self.shell.quiet()
        if self.at:
            self._show(self.at - 1)
        else:
            self._open("")

    def _next(self) -> None:
        step = self.steps[self.at]
        step.collect()
        missing = step.missing()
        if missing:
            self.shell.notify(missing, "wait")
            return
        self.shell.quiet()
        if self.at < len(self.steps) - 1:
            self._show(self.at + 1)
        else:
            self._finish()

    def _finish(self) -> None:
        county, township = self.draft.area(self.draft.county), self.draft.area(self.draft.township)
        assert county is not None
        assert township is not None
        plan = SetupPlan(
            county, township, self.draft.chosen_villages(), self.draft.people, self.draft.policy, language()
        )
        ws = self.shell.ws

        def work(progress: Progress) -> Any:
            form_shelf.install_shipped(ws, progress)
            return setup.complete(ws, plan)

        self.shell.tasks.run(work, self.shell.apply, title=t("ui.setup.preparing"))

    def _ready(self, done: Done[int]) -> None:
        if self.shell.place[0] == self.name:
            self.shell.go("sign_in")
            self.shell.apply(done)
            self.shell.apply(setup.set_language(self.shell.ws, language()))
