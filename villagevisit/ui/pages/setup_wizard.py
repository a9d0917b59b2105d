"""First start: four short steps, nothing technical, under two minutes."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.services import form_shelf, policy, setup
from villagevisit.services.setup import SetupPlan
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
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
    """Keeps nothing until the last step; then everything at once."""

    name: ClassVar[str] = "setup"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.draft = Draft()
        self.at = 0
        self.steps: list[Step] = []
        self.switch = LanguageSwitch(shell)
        self._names = QHBoxLayout()
        self._names.setSpacing(2 * u)
        self._stack = parts.Stack()
        self.back_button = parts.plain(t("common.back"), self._back)
        self.next_button = parts.primary(t("common.next"), self._next)
        top = parts.row(parts.title(t("ui.setup.title")), None, self.switch)
        foot = parts.row(None, self.back_button, self.next_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(4 * u, u, 4 * u, u)
        box.setSpacing(u)
        box.addWidget(top)
        box.addLayout(self._names)
        box.addWidget(parts.line())
        box.addWidget(self._stack, 1)
        box.addWidget(parts.line())
        box.addWidget(foot)

    def enter(self, **params: Any) -> None:
        self.draft = params.get("draft") or draft_from(policy.defaults())
        self.steps = [kind(self.shell, self.draft) for kind in (PlacesStep, PeopleStep, PolicyStep, LastLook)]
        while self._stack.count():
            old = self._stack.widget(0)
            self._stack.removeWidget(old)
            old.deleteLater()
        for step in self.steps:
            self._stack.addWidget(step if isinstance(step, PolicyStep) else parts.scroll(step))
        self._show(int(params.get("step", 0)))

    def keep(self) -> dict[str, Any]:
        if self.steps:
            self.steps[self.at].collect()
        return {"draft": self.draft, "step": self.at}

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
        self.back_button.setVisible(at > 0)
        last = at == len(self.steps) - 1
        self.next_button.setText(t("ui.setup.finish") if last else t("common.next"))
        self._show_names()
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus()

    def _show_names(self) -> None:
        parts.clear(self._names)
        names = (t("ui.setup.places"), t("ui.setup.people"), t("ui.setup.policy"), t("ui.setup.look"))
        for number, words in enumerate(names):
            kind = "done" if number < self.at else "next" if number == self.at else "muted"
            self._names.addWidget(parts.status(kind, f"{number + 1}  {words}"))
        self._names.addStretch(1)

    def _back(self) -> None:
        self.steps[self.at].collect()
        self.shell.quiet()
        self._show(max(0, self.at - 1))

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

        self.shell.tasks.run(work, self._done, title=t("ui.setup.preparing"))

    def _done(self, done: Any) -> None:
        self.shell.apply(done)
        self.shell.go("sign_in")
