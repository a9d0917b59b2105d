"""What a page can reach: the workspace, who is acting, the worker, the theme, and the way to other pages.

The shell knows no window and no page; the window listens to it. A page under test needs only a shell.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from villagevisit.domain.access import Within
from villagevisit.domain.changes import Changes, Done
from villagevisit.domain.officer import Role
from villagevisit.services import allowing
from villagevisit.services.workspace import NOBODY, Actor, Workspace
from villagevisit.ui.kit.dialogs import ask
from villagevisit.ui.kit.files import Files
from villagevisit.ui.kit.tasks import TaskRunner
from villagevisit.ui.kit.theme import Theme, speak
from villagevisit.wording import explain, set_language, t

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OpenedBy:
    """Who opened the data a moment ago; he need not enter his PIN again."""

    officer_id: str = ""
    failed: int = 0
    """Wrong PINs before the right one."""
    new_key: bool = False
    """The county let him in: he has a new PIN and a new signing key."""


NOBODY_YET = OpenedBy()


class Shell(QObject):
    """The page's only way out.

    `asker` decides `confirm`, `files` asks for a file or a folder; tests put their own in their place. `place` is where
    the window was last sent, `message` what was last said.
    """

    changed = Signal(object)
    """Changes: pages look again."""
    went = Signal(str, dict)
    went_back = Signal()
    said = Signal(str, str)
    """(text, kind) for the banner; an empty text clears it."""
    actor_changed = Signal()
    rebuild = Signal()
    """Language, theme or text size changed: the window builds itself anew."""
    leaving = Signal()
    """The window closes: whoever has a worker of his own lets it end."""
    retitled = Signal()

    def __init__(
        self, ws: Workspace, theme: Theme | None = None, actor: Actor = NOBODY, opened_by: OpenedBy = NOBODY_YET
    ) -> None:
        super().__init__()
        self.opened_by = opened_by
        self.ws = ws
        self.theme = theme or Theme()
        self.tasks = TaskRunner(self)
        self.tasks.went_wrong.connect(self.fail)
        self.tasks.stopped.connect(lambda: self.notify(t("ui.cancelled"), "info"))
        self.asker: Callable[[QWidget | None, str, str, str], bool] = ask
        self.files = Files()
        self._actor = actor
        self.place: tuple[str, dict[str, Any]] = ("", {})
        self.message: tuple[str, str] = ("", "")

    @property
    def actor(self) -> Actor:
        return self._actor

    @actor.setter
    def actor(self, actor: Actor) -> None:
        self._actor = actor
        self.actor_changed.emit()

    @property
    def within(self) -> Within:
        """The villages whose households the people at work see."""
        return allowing.within(self.ws, self._actor)

    def go(self, page_name: str, /, **params: Any) -> None:
        """Shows a page; its `enter(**params)` receives the parameters."""
        self.place = (page_name, params)
        self.went.emit(page_name, params)

    @property
    def only_doctor(self) -> bool:
        """Whether those at work are village doctors and nothing else."""
        return {role for officer in self.actor.officers for role in officer.roles} == {Role.VILLAGE_DOCTOR}

    def home(self) -> None:
        """The first page of this person's day: the village doctor's is his round."""
        if self.only_doctor:
            self.go("round")
        else:
            self.go("home")

    def back(self) -> None:
        self.went_back.emit()

    def notify(self, text: str, kind: str = "info") -> None:
        """Says something in the banner of the page. `kind`: info, done, wait, refused."""
        self.message = (text, kind)
        self.said.emit(text, kind)

    def fail(self, error: BaseException) -> None:
        """Shows the sentence of an error in the banner; the page keeps what was typed."""
        self.notify(explain(error), "refused")

    def quiet(self) -> None:
        """Takes the banner away."""
        self.notify("", "info")

    def apply(self, done: Done[T]) -> T:
        """Tells every page what a command changed, and returns the command's value."""
        if done.changes:
            self.changed.emit(done.changes)
        return done.value

    def tell(self, changes: Changes) -> None:
        self.changed.emit(changes)

    def confirm(self, title: str, text: str, yes: str) -> bool:
        """Asks before something that cannot be taken back. `yes` is the verb on the button."""
        return self.asker(QApplication.activeWindow(), title, text, yes)

    def retitle(self) -> None:
        """The heading of the present page changed."""
        self.retitled.emit()

    def speak(self, language: str) -> None:
        """Takes another language, `zh_CN` or `en`, and lets the window build itself anew."""
        set_language(language)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            speak(app, language)
        self.rebuild.emit()

    def restyle(self, theme: Theme) -> None:
        """Takes another theme or text size and lets the window build itself anew."""
        self.theme = theme
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app)
        self.rebuild.emit()

    def close(self) -> None:
        """Ends the worker threads; call it before the workspace is closed."""
        self.leaving.emit()
        self.tasks.close()
