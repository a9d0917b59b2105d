"""Scrolling the list of 400,000 households, frame by frame, reading and painting included: ≤ 16 ms at p99 (issue 2)."""

import os
import random
import tempfile
import time
from pathlib import Path

from villagevisit.services.workspace import Workspace

HOUSEHOLDS = 400_000
_FRAMES = 600


def rows() -> list[dict[str, object]]:
    from bench import data

    with tempfile.TemporaryDirectory() as folder, Workspace.open(Path(folder) / "home") as ws:
        data.big_store(ws, HOUSEHOLDS)
        return measured(ws)


def measured(ws: Workspace) -> list[dict[str, object]]:
    """Over a store that is there already."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from villagevisit.services import fonts
    from villagevisit.ui.kit import theme
    from villagevisit.ui.kit.shell import Shell
    from villagevisit.ui.pages.household_list import HouseholdListPage

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.prepare(app, fonts.screen())
    shell = Shell(ws)
    page = HouseholdListPage(shell)
    page.resize(1280, 720)
    page.show()
    page.enter()
    app.processEvents()
    bar = page.table.verticalScrollBar()
    pick = random.Random(3)
    found = [
        *_frames("wheel", app, page, [bar.value() + 135 * n for n in range(_FRAMES)]),
        *_frames("drag", app, page, [pick.randrange(bar.maximum()) for _ in range(_FRAMES)]),
    ]
    shell.close()
    page.close()
    page.deleteLater()
    app.processEvents()
    return found


def _frames(case: str, app: object, page: object, places: list[int]) -> list[dict[str, object]]:
    """`wheel` moves three rows a frame; `drag` throws the scroll bar anywhere, so that every frame reads anew."""
    from PySide6.QtWidgets import QApplication

    from villagevisit.ui.pages.household_list import HouseholdListPage

    assert isinstance(app, QApplication)
    assert isinstance(page, HouseholdListPage)
    cpu, wall = [], []
    for place in places:
        began, clock = time.process_time(), time.perf_counter()
        page.table.verticalScrollBar().setValue(place)
        app.processEvents()
        cpu.append(time.process_time() - began)
        wall.append(time.perf_counter() - clock)
    return [_row(case, "cpu p99", cpu), _row(case, "wall p99", wall)]


def _row(case: str, metric: str, seconds: list[float]) -> dict[str, object]:
    ours = round(sorted(seconds)[int(len(seconds) * 0.99)] * 1000, 2)
    return {"bench": "scroll", "case": case, "metric": metric, "unit": "ms", "ours": ours, "peer": None,
            "peer_name": ""}  # fmt: skip
