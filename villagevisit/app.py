"""The desktop application: composes the window with one workspace, and lets go of both in order."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox

from villagevisit import wording
from villagevisit.cli import marks_folder
from villagevisit.domain.clock import Clock, SystemClock
from villagevisit.domain.errors import CodedError, Refused
from villagevisit.services import copies, fonts, locking, setup, tidy
from villagevisit.services.ring import Keeper
from villagevisit.services.workspace import Workspace
from villagevisit.ui import lock_window
from villagevisit.ui.cover import Guard
from villagevisit.ui.kit import theme
from villagevisit.ui.kit.memory import Memory
from villagevisit.ui.kit.shell import NOBODY_YET, OpenedBy, Shell
from villagevisit.ui.lock_window import LockWindow
from villagevisit.ui.main_window import MainWindow
from villagevisit.ui.opening import Opening


@dataclass(frozen=True)
class Desk:
    """An open application: what a person at the desk has before him."""

    app: QApplication
    ws: Workspace
    shell: Shell
    window: MainWindow


@contextmanager
def opened(
    home: Path,
    language: str | None = None,
    clock: Clock | None = None,
    unlock: Callable[[LockWindow], None] = lock_window.wait,
) -> Iterator[Desk]:
    """Opens the window on a data folder; closing joins the worker thread before the data file is let go.

    On a locked computer `unlock` first lets somebody enter his PIN.

    Raises:
        Refused: `ring.locked` when nobody did.
        EnvironmentFailed: the data folder cannot be opened, or a newer program made it.
    """
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    ws, by = _opened(app, home, language, clock or SystemClock(), unlock)
    with _settled(ws), ws:
        wording.set_language(language or setup.state(ws).language)
        look = theme.prepare(app, fonts.screen(), wording.language())
        locking.note_wrong(ws, by.officer_id, by.failed)
        shell = Shell(ws, look, opened_by=by)
        shell.tasks.run(lambda _progress: tidy.attachments(ws), lambda _erased: None, quiet=True)
        shell.tasks.run(lambda progress: copies.make(ws, progress), lambda _path: None, quiet=True)
        window = MainWindow(shell)
        Guard(window)
        try:
            yield Desk(app, ws, shell, window)
        finally:
            window.close()
            shell.close()
            window.deleteLater()
            app.processEvents()


def _opened(
    app: QApplication, home: Path, language: str | None, clock: Clock, unlock: Callable[[LockWindow], None]
) -> tuple[Workspace, OpenedBy]:
    """The workspace, and whose PIN opened it."""
    outside = marks_folder(home)

    def prepare() -> None:
        memory = Memory(home)
        wording.set_language(language or memory.language() or wording.language())
        theme.prepare(app, fonts.screen(), wording.language(), memory.theme())

    def open_(key: bytes | None = None) -> Workspace:
        telling = Opening(prepare)
        try:
            return Workspace.open(home, clock, outside, key, telling)
        finally:
            telling.over()

    try:
        return open_(), NOBODY_YET
    except Refused as error:
        if error.code != "ring.locked":
            raise
        prepare()
        window = LockWindow(home, Keeper(home, outside), clock, outside)
        unlock(window)
        key, by = window.key, OpenedBy(window.officer_id, window.failed, window.new_key)
        window.close()
        window.deleteLater()
        if key is None:
            raise
        return open_(key), by


@contextmanager
def _settled(ws: Workspace) -> Iterator[None]:
    """What is said before the data open next is in the same language; a change of the data key waits for no longer."""
    try:
        yield
    finally:
        Memory(ws.home).keep_language(wording.language())
        with suppress(CodedError):  # the next opening tries again
            locking.change_key(ws)


@contextmanager
def told(shell: Shell) -> Iterator[None]:
    """What goes wrong behind a click or key press becomes a sentence in the window; it would end in a console that
    nobody sees. A file that a form lacks has its own sentence; anything unforeseen says that what was saved is safe."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            shell.fail(error)
        before(kind, error, trace)

    before, sys.excepthook = sys.excepthook, tell
    try:
        yield
    finally:
        sys.excepthook = before


def send_by_itself(shell: Shell) -> None:
    """Lets a courier go to the county now and then. What he needs is loaded on the worker, after the first window."""
    shell.tasks.run(
        lambda _progress: import_module("villagevisit.ui.courier"),
        lambda loaded: loaded.Courier(shell, shell),
        quiet=True,
    )


def run(home: Path, language: str | None) -> int:
    """Shows the window until it is closed; a data folder that cannot be opened is told in a box."""
    try:
        with opened(home, language) as desk, told(desk.shell):
            desk.window.show()
            send_by_itself(desk.shell)
            return desk.app.exec()
    except CodedError as error:
        if error.code == "ring.locked":
            return 0  # somebody closed the window that asks for a PIN
        QMessageBox.critical(None, wording.t("app.name"), wording.explain(error))
        return 3
