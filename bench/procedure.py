"""The office's lists in a township of 20,000 households (≤ 200 ms), and the bulletin of a county of 400,000 (≤ 10 s,
issue 7).

A list is opened as somebody does it: after the home page, which counts beside the window, the page is entered and
painted; what the window's own thread took is the figure. `first` is its first time since the program began; `again` the
best of five; `after an entry` the best of five when something was written since, so that all is asked anew.
"""

import os
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from bench import data, procedure_data
from bench.figures import same_loop
from villagevisit.domain.area import Area
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.domain.event import Event
from villagevisit.domain.officer import Officer, Role
from villagevisit.services import bulletin, cases, people
from villagevisit.services.workspace import Actor, Workspace, new_id
from villagevisit.store import areas, events, settings
from villagevisit.store import people as staff

_Times = dict[str, float]
_CLOCK = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=CHINA))
COUNTY = Area("999999000000", "云溪县", "county")
COUNTY_HOUSEHOLDS = 400_000
LISTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("today", "home", {}),
    ("cases", "cases", {}),
    ("cases that are overdue", "cases", {"which": "overdue"}),
    ("pledges of 3,200 people", "duty", {"tab": "pledges"}),
    ("kin filings", "duty", {"tab": "kin"}),
    ("people around", "duty", {"tab": "people"}),
    ("2,000 inquiries", "inquiries", {}),
    ("inquiries by month", "inquiries", {"tab": "month"}),
    ("8,265 clues", "checks", {"tab": "clues"}),
    ("clues by ending", "checks", {"tab": "clues", "key": "funnel"}),
    ("spot checks", "checks", {"tab": "spot"}),
    ("put right", "checks", {"tab": "rectify"}),
    ("found by the office", "checks", {"tab": "leads"}),
    ("waiting for appraisal, always", "appraisal", {}),
    ("boards", "publicity", {}),
    ("reviews due", "dynamic", {"tab": "review"}),
    ("changes", "dynamic", {"tab": "changes"}),
    ("in and out", "dynamic", {"tab": "flows"}),
    ("payments", "dynamic", {"tab": "pay"}),
    ("figures of villages", "standards", {"tab": "villages"}),
    ("week and registers", "supervision", {}),
    ("round", "campaign", {}),
)


def rows() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        with Workspace.open(Path(folder) / "home", _CLOCK) as ws:
            procedure_data.township(ws)
        with Workspace.open(Path(folder) / "home", _CLOCK) as ws:
            found = measured(ws)
        with Workspace.open(Path(folder) / "county", _CLOCK) as ws:
            return [*found, *_bulletin(ws)]


def measured(ws: Workspace) -> list[dict[str, object]]:
    """Over a township that is there already."""
    spent = _spent(lambda: cases.freshen(ws))
    found = [_row("lines of 20,000 cases made for the first time, beside the window", "cpu", spent)]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from villagevisit.services import fonts
    from villagevisit.ui.kit import theme
    from villagevisit.ui.kit.shell import Shell

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.prepare(app, fonts.screen())
    shell = Shell(ws, actor=Actor((next(one for one in people.officers(ws) if Role.CLERK in one.roles),)))
    found += [row for one in LISTS for row in _listed(shell, *one, _at_first)]
    found += [row for one in LISTS for row in _listed(shell, *one, _after_entries)]
    shell.close()
    app.processEvents()
    loop = min(_spent(same_loop) for _ in range(5))
    return [*found, _row("a loop that is always the same", "cpu", loop)]


def _listed(
    shell: Any, case: str, name: str, params: dict[str, Any], timed: Callable[[Any, Callable[[], object]], _Times]
) -> list[dict[str, object]]:
    from PySide6.QtWidgets import QApplication

    from villagevisit.ui import registry

    page = registry.page_class(registry.entry(name))(shell)
    page.resize(1280, 720)
    page.show()
    QApplication.processEvents()

    def opened() -> None:
        page.enter(**params)
        QApplication.processEvents()

    found = [_row(case, f"cpu {metric}", seconds) for metric, seconds in timed(shell, opened).items()]
    page.part()
    page.close()
    page.deleteLater()
    return found


def _at_first(shell: Any, opened: Callable[[], object]) -> _Times:
    first = _waited(shell, opened)
    return {"first": first, "again": min(_waited(shell, opened) for _ in range(5))}


def _after_entries(shell: Any, opened: Callable[[], object]) -> _Times:
    return {"after an entry": min(_entered(shell, opened) for _ in range(5))}


def _entered(shell: Any, opened: Callable[[], object]) -> float:
    with shell.ws.store.transaction() as db:
        settings.put(db, "bench", new_id())
    return _waited(shell, opened)


def _waited(shell: Any, opened: Callable[[], object]) -> float:
    """What the window's own thread took; what goes on beside it is let end first."""
    from PySide6.QtWidgets import QApplication

    began = time.thread_time()
    opened()
    spent = time.thread_time() - began
    while shell.tasks.busy:
        QApplication.processEvents()
    return spent


def _bulletin(ws: Workspace) -> list[dict[str, object]]:
    """A county where every tenth household had something entered this month."""
    data.big_store(ws, COUNTY_HOUSEHOLDS)
    county = Officer(new_id(), "007", "冯县长", frozenset({Role.COUNTY}))
    with ws.store.transaction() as db:
        areas.put(db, [COUNTY], in_scope=True)
        staff.add(db, county, "fxz")
        homes = db.execute("SELECT id, village_code FROM household WHERE row % 10 = 0").fetchall()
        for number, (home, village) in enumerate(homes):
            day = f"2026-11-{number % 20 + 1:02d}"
            kind = ("inquiry.opened", "case.applied", "clue.listed", "change.reported")[number % 4]
            one, said = new_id(), {"channel": "1", "matter": "3", "kind": "1", "category": "1"}
            at = f"{day}T10:00:00.000+08:00"
            events.add(db, Event(one, kind, village, one, day, at, "孙经办", (county.id,), (home,), "", said))
    actor = Actor((county,))
    bulletin.state_opening(ws, actor, COUNTY.code, "2026-11", (COUNTY_HOUSEHOLDS, 480_000), "云民〔2026〕1号")
    spent = min(_spent(lambda: bulletin.look(ws, actor, COUNTY.code, "2026-11")) for _ in range(3))
    return [_row(f"month's bulletin of {COUNTY_HOUSEHOLDS:,} households", "cpu", spent)]


def _spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _row(case: str, metric: str, seconds: float) -> dict[str, object]:
    return {"bench": "procedure", "case": case, "metric": metric, "unit": "ms", "ours": round(seconds * 1000, 1),
            "peer": None, "peer_name": ""}  # fmt: skip
