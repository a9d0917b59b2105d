"""Answering a field of F01 with eight members in the real page, redraw included: ≤ 10 ms at p99 (issue 2).

`answer`: the answer, every widget it touches, and the repaint. `follow-up`: side list, result and their repaint,
which come 60 ms after the last key and therefore never hold up typing.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from villagevisit.services.form_list import ShelfForm

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

import forms
from forms.library import build, shipped
from villagevisit.domain.area import Area
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.domain.officer import Role
from villagevisit.services import fonts, policy, setup
from villagevisit.services.people import NewOfficer
from villagevisit.services.setup import SetupPlan
from villagevisit.services.visit_types import OpenForm
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit import theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.visit_desk import VisitDesk
from villagevisit.ui.pages.visit_work import Work

MEMBERS = 8
ROUNDS = 40
_PEOPLE = ((1, "李芳"), (2, "王强"))
_DAY = datetime(2026, 11, 22, 10, 0, tzinfo=CHINA)


def _session(ws: Workspace) -> forms.FormSession:
    found = next(one for one in shipped() if one.code == "F01")
    params = policy.params_csv(policy.on(ws, _DAY.date()))
    session = forms.load(build(found)).session(now=lambda: _DAY, media={"params.csv": params})
    start = {"survey_kind": "2", "visit_result": "1", "recusal1": "0", "recusal2": "0"}
    for name, value in start.items():
        session.answer(f"/data/g_meta/{name}", value)
    session.answer("/data/g_consent/consent_general", "1")
    for name, value in {"head_name": "张三丰", "hukou_type": "1", "in_benefit": "1"}.items():
        session.answer(f"/data/g_house/{name}", value)
    session.answer("/data/has_income", "1")
    while session.node("/data/member").count < MEMBERS:
        session.add("/data/member")
    for number in range(1, MEMBERS + 1):
        row = {
            "m_name": f"成员{number}", "m_relation": "02" if number == 1 else "20", "m_id_type": "01", "m_study": "0",
            "m_live": "1", "m_obligation": "1", "m_prison": "0", "m_clergy3y": "0", "m_health": "1", "m_dis_cert": "0",
        }  # fmt: skip
        for name, value in row.items():
            session.answer(f"/data/member[{number}]/{name}", value)
    return session


@contextmanager
def desk() -> Iterator[tuple[QApplication, VisitDesk]]:
    """The visit page's desk with eight members in a window of 1140 × 640."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.prepare(app, fonts.screen())
    with tempfile.TemporaryDirectory() as folder, Workspace.open(Path(folder), FixedClock(_DAY)) as ws:
        county, town = Area("999999000000", "云溪县", "county"), Area("999999100000", "清溪镇", "township")
        people = tuple(NewOfficer(f"00{n}", name, frozenset({Role.INVESTIGATOR})) for n, name in _PEOPLE)
        setup.complete(ws, SetupPlan(county, town, (Area("999999100201", "红星村", "village"),), people))
        shell = Shell(ws)
        form = ShelfForm(
            "household_verification", "F01", "入户核查表", "1", "household", frozenset({Role.INVESTIGATOR}), False, 2
        )
        work = Work(shell, OpenForm("bench", _session(ws), {}, "", form))
        made = VisitDesk(work, work.host(lambda *_: None, lambda: None), form.title, lambda *_: True)
        window = QWidget()
        window.setFixedSize(1140, 640)
        made.setParent(window)
        made.resize(1140, 640)
        window.show()
        made.start()
        app.processEvents()
        try:
            yield app, made
        finally:
            shell.close()
            window.close()


def _timed(app: QApplication, work: Callable[[], Any]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.thread_time()
    work()
    app.processEvents()
    return (time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000


def _fields() -> list[tuple[str, tuple[str, str]]]:
    member = f"/data/member[{MEMBERS}]"
    return [
        (f"{member}/m_name", ("王䶮", "王䶮三")),
        (f"{member}/m_relation", ("20", "30")),
        (f"{member}/m_id_no", ("999999199001010016", "99999919900101001")),
        (f"{member}/m_live", ("1", "0")),
        (f"{member}/m_study", ("0", "3")),
        (f"{member}/m_health", ("4", "1")),
        (f"{member}/m_prison", ("1", "0")),
        (f"{member}/m_dis_cert", ("1", "0")),
    ]


def measure() -> dict[str, list[tuple[float, float]]]:
    """(wall ms, CPU ms) per answer and per follow-up."""
    answers: list[tuple[float, float]] = []
    later: list[tuple[float, float]] = []
    with desk() as (app, made):
        made.open_row(f"/data/member[{MEMBERS}]")
        app.processEvents()
        fields = _fields()
        for turn in range(ROUNDS):
            for ref, values in fields:
                answers.append(_timed(app, partial(made.answer, ref, values[turn % 2])))
                later.append(_timed(app, made.catch_up))
    return {"answer": answers[len(fields) * 2 :], "follow-up": later[len(fields) * 2 :]}


def rows() -> list[dict[str, Any]]:
    """Rows of `villagevisit bench`: CPU and wall time, median and p99, in milliseconds."""
    found: list[dict[str, Any]] = []
    for case, times in measure().items():
        for place, clock in enumerate(("wall", "cpu")):
            sorted_ = sorted(one[place] for one in times)
            figures = {"p50": statistics.median(sorted_), "p99": sorted_[int(len(sorted_) * 0.99) - 1]}
            found += [
                {
                    "bench": "visit_answer", "case": f"F01, {MEMBERS} members, {case}", "metric": f"{name} {clock}",
                    "unit": "ms", "ours": round(value, 2), "peer": None, "peer_name": "",
                }
                for name, value in figures.items()
            ]  # fmt: skip
    return found


if __name__ == "__main__":
    for row in rows():
        print(row["case"], row["metric"], row["ours"], row["unit"])
