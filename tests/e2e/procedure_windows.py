"""The window on the world of the scripted campaign: the pages of the procedure when they are crowded."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.e2e.procedure_disputes import UPHELD
from tests.e2e.procedure_world import CLERK, COUNTY_ONE, COUNTY_TWO, World
from tests.ui.frame_town import Frame
from tests.ui.visit_house import look, sweep
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.main_window import MainWindow


def looks(world: World) -> list[tuple[str, str, dict[str, str]]]:
    """Page, who opens it, and with what."""
    home = {"household_id": world.home(UPHELD)}
    return [
        ("home", CLERK, {}), ("cases", CLERK, {}), ("case", CLERK, home),
        ("case", COUNTY_ONE, {"household_id": world.known["major"]}), ("appraisal", CLERK, {}),
        ("appraisal_meeting", CLERK, {"meeting_id": world.meeting}), ("publicity", CLERK, {}),
        ("board", CLERK, {"board_id": world.results[0]}),
        *(("dynamic", CLERK, {"tab": tab}) for tab in ("review", "events", "changes", "pay", "flows")),
        *(("checks", COUNTY_TWO, {"tab": tab}) for tab in ("spot", "clues", "rectify")),
        ("duty", CLERK, {}), ("duty", CLERK, {"tab": "kin"}), ("supervision", CLERK, {}),
        ("household", CLERK, home),
    ]  # fmt: skip


@contextmanager
def opened(world: World, qapp: QApplication, qtbot: QtBot) -> Iterator[Frame]:
    """The clerk's window at 1280 × 720."""
    shell = Shell(world.ws, look(qapp))
    window = MainWindow(shell)
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    frame = Frame(shell, window, qtbot, world)
    try:
        frame.settle()
        yield frame
    finally:
        window.close()
        shell.close()
        sweep()


def shot(frame: Frame, name: str) -> None:
    """For whoever develops: a picture of the window where VILLAGEVISIT_SHOTS names a folder."""
    folder = os.environ.get("VILLAGEVISIT_SHOTS")
    if folder:
        frame.window.grab().save(f"{folder}/{name}.png")
