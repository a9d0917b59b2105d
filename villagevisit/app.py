"""The desktop application: composes the window with one workspace, and lets go of both in order."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox

from villagevisit import wording
from villagevisit.cli import marks_folder
from villagevisit.domain.clock import Clock
from villagevisit.domain.errors import CodedError
from villagevisit.services import copies, fonts, setup, tidy
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit import theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.main_window import MainWindow


@dataclass(frozen=True)
class Desk:
    """An open application: what a person at the desk has before him."""

    app: QApplication
    ws: Workspace
    shell: Shell
    window: MainWindow


@contextmanager
def opened(home: Path, language: str | None = None, clock: Clock | None = None) -> Iterator[Desk]:
    """Opens the window on a data folder; closing joins the worker thread before the data file is let go.

    Raises:
        EnvironmentFailed: the data folder cannot be opened, or a newer program made it.
    """
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    with Workspace.open(home, clock, marks_folder(home)) as ws:
        wording.set_language(language or setup.state(ws).language)
        look = theme.prepare(app, fonts.screen(), wording.language())
        shell = Shell(ws, look)
        shell.tasks.run(lambda _progress: tidy.attachments(ws), lambda _erased: None, quiet=True)
        shell.tasks.run(lambda progress: copies.make(ws, progress), lambda _path: None, quiet=True)
        window = MainWindow(shell)
        try:
            yield Desk(app, ws, shell, window)
        finally:
            window.close()
            shell.close()
            window.deleteLater()
            app.processEvents()


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
        QMessageBox.critical(None, wording.t("app.name"), wording.explain(error))
        return 3
