"""A visit that is killed in the middle: what was typed is there when the program is opened again."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from tests.ui.visit_house import F01, make_home
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.services import visit
from villagevisit.services.workspace import Workspace

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=CHINA)
TYPING = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.services.town import Town
from tests.ui.test_visit_power_cut import NOW
from villagevisit.domain.clock import FixedClock
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.visit import VisitPage

app = QApplication([])
clock = FixedClock(NOW)
ws = Workspace.open(Path(sys.argv[1]), clock)
page = VisitPage(Shell(ws, actor=Town(ws, clock).actor("001", "002")))
page.show()
page.enter(form_id="household_verification", household_id=sys.argv[2])
page.desk.jump("/data/g_meta/campaign_code")
saved = []
page.saver.saved.connect(saved.append)
QTest.keyClicks(page.desk.sheet.question("/data/g_meta/campaign_code").editor.line, "abc")
while not saved:
    app.processEvents()
    time.sleep(0.01)
print("typed", flush=True)
time.sleep(60)
"""


def test_kill_9_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    from tests.services.town import Town

    clock = FixedClock(NOW)
    make_home(tmp_path / "home", clock)
    with Workspace.open(tmp_path / "home", clock) as ws:
        household_id = Town(ws, clock).family()
    root = Path(__file__).parent.parent.parent
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", TYPING, str(tmp_path / "home"), household_id]
    with subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = running.stdout.readline()
        running.send_signal(signal.SIGKILL)
    assert said.strip() == "typed"
    with Workspace.open(tmp_path / "home", clock) as ws:
        actor = Town(ws, clock).actor("001", "002")
        opened = visit.open_form(ws, actor, F01, household_id=household_id).value
        assert opened.resumed
        assert opened.session.value("/data/g_meta/campaign_code") == "abc"
