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

    from bench import data
    from villagevisit.services import fonts
    from villagevisit.ui.kit import theme
    from villagevisit.ui.kit.shell import Shell
    from villagevisit.ui.models.households import rows as rows_of
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
    found = _both(app, page)
    township = tuple(one.code for one in data.villages(HOUSEHOLDS // 500) if one.code.startswith("999999110"))
    for area, within in (("one township", township), ("one village", township[3:4])):
        page.model.show(rows_of(ws, within=within))
        app.processEvents()
        found += _both(app, page, f", {area}")
    shell.close()
    page.close()
    page.deleteLater()
    app.processEvents()
    return found


def _both(app: object, page: object, area: str = "") -> list[dict[str, object]]:
    """Frames by the wheel, and by a bar that is thrown about."""
    from villagevisit.ui.pages.household_list import HouseholdListPage

    assert isinstance(page, HouseholdListPage)
    bar, pick = page.table.verticalScrollBar(), random.Random(3)
    bar.setValue(0)
    wheel = [min(135 * n, bar.maximum()) for n in range(_FRAMES)]
    drag = [pick.randrange(bar.maximum()) for _ in range(_FRAMES)]
    return [*_frames("wheel" + area, app, page, wheel), *_frames("drag" + area, app, page, drag)]


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
