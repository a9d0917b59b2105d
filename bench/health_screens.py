"""A doctor's screens in the real window over the large store: person, follow-up, sign, next (issue 8: ≤ 100 ms each).

Keys go through QTest. `until painted` is everything from the key on until no event, no queued call and no work of the
worker is left: the window is drawn and takes the next key. `afterwards` is what follows while nobody does anything
(the draft is saved, lists that nobody sees yet are read): it holds up no key, and is shown so that nothing hides there.
"""

import os
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.figures import same_loop, spent
from villagevisit.domain.area import Area
from villagevisit.domain.clock import today
from villagevisit.domain.consent import Act, How
from villagevisit.services import (
    areas,
    fonts,
    health_consent,
    health_due,
    health_lines,
    people,
    pins,
    signoff,
    visit,
    visit_freeze,
)
from villagevisit.services.workspace import Actor, Workspace, new_id
from villagevisit.store import households
from villagevisit.ui.kit import theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.main_window import MainWindow
from villagevisit.ui.pages.round import RoundPage

VILLAGE = Area("999999101299", "石桥村", "village")
PERSONS = 24
"""Every second one is opened from the round, the others with the button that leads on."""
FORM = "htn_followup"
_PIN = "246802"
_IDLE_MS = 350
"""Longer than every pause after which the window does something by itself."""
_STEPS = (
    "round", "person opens from the round", "F4: as last time", "a value", "F6: what is suggested", "freeze", "PIN",
    "next: the next person opens", "round of a large village",
)  # fmt: skip
_VALUES = ("132", "82", "70.5", "78")
_LAST = {
    "ehr_code": "99999910010100001", "fu_age": "56", "fu_ckd_dm": "0", "fu_way": "2", "lost": "0", "g_fu/symptom": "1",
    "g_fu/sbp": "136", "g_fu/dbp": "84", "g_fu/height": "165", "g_fu/weight": "72", "g_fu/heart_rate": "76",
    "g_fu/smoke_now": "5", "g_fu/smoke_target": "0", "g_fu/drink_now": "0", "g_fu/ex_week": "3", "g_fu/ex_min": "30",
    "g_fu/salt_now": "2", "g_fu/salt_target": "1", "g_fu/mental": "1", "g_fu/obey": "1", "g_fu/adherence": "1",
    "g_fu/adr": "1", "g_fu/new_complication": "0", "g_fu/fu_class": "1", "g_fu/prev_bad": "0", "g_fu/has_drug": "1",
    "g_fu/refer": "0", "g_fu/drug[1]/dg_name": "硝苯地平缓释片", "g_fu/drug[1]/dg_times": "2",
    "g_fu/drug[1]/dg_dose": "10 mg",
}  # fmt: skip


def measured(ws: Workspace, doctor: Actor) -> list[dict[str, object]]:
    """Over a store that is there already; its township has `VILLAGE`."""
    patients(ws, doctor)
    return walked(ws, doctor)


def walked(ws: Workspace, doctor: Actor) -> list[dict[str, object]]:
    health_lines.settle(ws)
    houses = [one.household_id for one in health_due.round_(ws, doctor, VILLAGE.code)]
    with window(ws, doctor) as hands:
        for number in range(PERSONS):
            _person(hands, houses[number], straight=number % 2 == 0)
        large = max(areas.villages(ws), key=lambda one: len(health_due.round_(ws, doctor, one.code))).code
        for _ in range(9):
            hands.shell.go("home")
            hands.settle()
            hands.go("round of a large village", page="round", village=large)
    officer = doctor.officers[0]
    alone: list[tuple[str, Callable[[], object]]] = [
        ("the PIN alone, which is slow on purpose", lambda: pins.unlock(ws, officer, _PIN, "bench")),
        ("a loop that is always the same", same_loop),
    ]
    return [
        *_rows(hands.taken, "until painted"),
        *_rows(hands.later, "afterwards"),
        *(_row(name, "cpu median", statistics.median(spent(one)[0][0] for _ in range(9))) for name, one in alone),
    ]


def patients(ws: Workspace, doctor: Actor) -> None:
    """Households of one patient each, with two signed follow-ups of this year."""
    officer = doctor.officers[0]
    people.set_pin(ws, officer.id, _PIN)
    day = today(ws.clock)
    for number in range(1, PERSONS + 2):
        home, person = new_id(), new_id()
        with ws.store.transaction() as db:
            households.insert(
                db, households.HouseholdData(home, VILLAGE.code, f"{number:04d}", 0, "第一组", "张三丰", members=1)
            )
            households.insert_person(
                db,
                households.PersonData(person, home, 1, "张三丰", "02", "", "none", "1", date(1970, 5, 1).isoformat()),
            )
        health_consent.answer(ws, doctor, person, Act.GIVEN, How.PAPER)
        for back in (185, 95):
            _follow_up(ws, doctor, person, day - timedelta(days=back))


def _follow_up(ws: Workspace, doctor: Actor, person: str, day: date) -> None:
    opened = visit.open_form(ws, doctor, FORM, person_id=person).value
    dated = {"fu_date": day.isoformat(), "g_fu/next_date": (day + timedelta(days=90)).isoformat()}
    for ref, value in {**_LAST, **dated}.items():
        if ref.startswith("g_fu/drug") and not opened.session.node("/data/g_fu/drug").count:
            opened.session.add("/data/g_fu/drug")
        opened.session.answer(f"/data/{ref}", value)
    made = visit_freeze.freeze(ws, doctor, opened.draft_id, opened.session).value.submission_id
    signoff.sign(ws, made, doctor.officers[0].id, _PIN, 1)


class Hands:
    """Presses keys in the window and writes down what each step took, in milliseconds of the processor."""

    def __init__(self, shell: Shell, shown: MainWindow) -> None:
        self.shell = shell
        self.window = shown
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.later: dict[str, list[float]] = defaultdict(list)

    def settle(self) -> None:
        """Until nothing is left to do."""
        while True:
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if not self.shell.tasks.busy:
                break
            time.sleep(0.005)
        QApplication.processEvents()

    def go(self, name: str, page: str = "", **params: str) -> None:
        self._timed(name, lambda: self.shell.go(page or name, **params))

    def step(self, name: str, *keys: Qt.Key | str) -> None:
        self._timed(name, *(partial(self._press, key) for key in keys))

    def _press(self, key: Qt.Key | str) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        if isinstance(key, str):
            QTest.keyClicks(widget, key)
        else:
            QTest.keyClick(widget, key)

    def _timed(self, name: str, *calls: Callable[[], object]) -> None:
        begun = time.process_time()
        for call in calls:
            call()
            self.settle()
        self.taken[name].append((time.process_time() - begun) * 1000)
        begun = time.process_time()
        until = time.monotonic() + _IDLE_MS / 1000
        while time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.01)
        self.settle()
        self.later[name].append((time.process_time() - begun) * 1000)


@contextmanager
def window(ws: Workspace, doctor: Actor) -> Iterator[Hands]:
    """The main window at its usual size, the doctor signed in."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    shell = Shell(ws, theme.prepare(app, fonts.screen()))
    shown = MainWindow(shell)
    shown.resize(1280, 720)
    shown.show()
    shown.activateWindow()
    hands = Hands(shell, shown)
    shell.actor = doctor
    try:
        yield hands
    finally:
        shown.close()
        shell.close()


def _person(hands: Hands, house: str, straight: bool) -> None:
    """One person up to the signature: `straight` from the round and on to the next, who is there then."""
    enter = Qt.Key.Key_Return
    if straight:
        hands.go("round", village=VILLAGE.code, household_id=house)
        page = hands.window.page
        assert isinstance(page, RoundPage)
        page.list.setFocus()
        hands.step("person opens from the round", enter)
    assert hands.shell.place[1].get("household_id") == house
    hands.step("F4: as last time", Qt.Key.Key_F4)
    for value in _VALUES:
        hands.step("a value", value, enter)
    hands.step("F6: what is suggested", Qt.Key.Key_F6)
    hands.step("freeze", enter)
    assert hands.shell.place[0] == "sign_off", hands.shell.message
    hands.step("PIN", _PIN, enter)
    if straight:
        hands.step("next: the next person opens", enter)


def _rows(times: dict[str, list[float]], when: str) -> list[dict[str, object]]:
    return [
        _row(f"{name}, {when}", f"cpu {metric}", find(times[name]))
        for name in _STEPS if name in times
        for metric, find in (("median", partial(statistics.median)), ("worst", max))
    ]  # fmt: skip


def _row(case: str, metric: str, figure: float) -> dict[str, object]:
    return {"bench": "health", "case": case, "metric": metric, "unit": "ms", "ours": round(figure, 2), "peer": None,
            "peer_name": ""}  # fmt: skip
