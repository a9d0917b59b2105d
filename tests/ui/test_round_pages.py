"""The doctor's day by real keys: from the round through a follow-up to the next, counted; and its pages looked at."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.services import clinic
from tests.services.town import PINS, Town, resident_id
from tests.ui.day_town import Day
from tests.ui.judge import faults
from villagevisit.domain.clock import today
from villagevisit.domain.health import Service
from villagevisit.services import frozen_answers, health_lines, health_services, visit, visit_lookup
from villagevisit.ui.pages.health_ask import ConsentDialog
from villagevisit.ui.pages.round import RoundPage
from villagevisit.ui.pages.sign_off import SignOffPage
from villagevisit.ui.pages.visit import VisitPage
from villagevisit.wording import set_language

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SHOTS = Path("/tmp/shots/round")
NOTHING: Mapping[str, str] = {}


class Keys(QObject):
    """Counts every key that the program is given: each is first offered as a shortcut to whoever has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and watched is QApplication.focusWidget():
            self.count += 1
        return False


@contextmanager
def counted() -> Iterator[Keys]:
    app, keys = QApplication.instance(), Keys()
    assert app is not None
    app.installEventFilter(keys)
    try:
        yield keys
    finally:
        app.removeEventFilter(keys)


def followed_up(town: Town, person: str, back: int, sbp: int = 136, more: Mapping[str, str] = NOTHING) -> None:
    day = today(town.clock) - timedelta(days=back)
    clinic.pressure(town, person, sbp, 84, day, **more)


def crowd(town: Town, houses: int = 9) -> list[str]:
    """Houses with patients, a child and an elder; some overdue."""
    homes = []
    for number in range(21, 21 + houses):
        home = town.household(
            f"{number:04d}", ("欧阳喆堃", "02", resident_id(f"99999919500101{number:03d}")),
            ("司马相如·阿不都热合曼", "20", resident_id(f"99999920230501{number:03d}")),
        )  # fmt: skip
        followed_up(town, town.person(home, 1), 60 + 7 * (number - 21), 130 + number)
        homes.append(home)
    health_services.enrol(town.ws, town.actor("006"), town.person(homes[0], 1), Service.DIABETES)
    return homes


def test_a_follow_up_with_three_changed_values_from_the_round_to_the_next(day: Day) -> None:
    town, frame = day.frame.town, day.frame
    first, second = town.family("0031"), town.family("0032")
    person = town.person(first, 1)
    followed_up(town, person, 95)
    followed_up(town, town.person(second, 1), 92)
    frame.sign_in("006", to="round")
    page = frame.page
    assert isinstance(page, RoundPage)
    page.list.choose_key(first)
    page.list.setFocus()
    screens: dict[str, float] = {}

    def step(name: str, *keys: Qt.Key | str) -> None:
        begun = time.process_time()
        for key in keys:
            frame.type(key) if isinstance(key, str) else frame.key(key)
        screens[name] = (time.process_time() - begun) * 1000

    with counted() as keys:
        step("open", Qt.Key.Key_Return)
        assert frame.shell.place[0] == "visit"
        step("as last time", Qt.Key.Key_F4)
        step("sbp", "132", Qt.Key.Key_Return)
        step("dbp", "82", Qt.Key.Key_Return)
        step("weight", "70.5", Qt.Key.Key_Return)
        step("heart rate", "78", Qt.Key.Key_Return)
        step("suggestion", Qt.Key.Key_F6)
        step("freeze", Qt.Key.Key_Return)
        sign = frame.page
        assert isinstance(sign, SignOffPage)
        submission = sign.summary.submission_id if sign.summary is not None else ""
        step("pin", PINS["006"], Qt.Key.Key_Return)
        step("next", Qt.Key.Key_Return)
    typed = sum(map(len, ("132", "82", "70.5", "78")))
    print({name: round(spent, 1) for name, spent in screens.items()}, keys.count)
    assert keys.count == typed + len(PINS["006"]) + 10
    assert keys.count - typed - len(PINS["006"]) <= 12
    assert frame.shell.place[0] == "visit"
    assert frame.shell.place[1]["household_id"] == second
    said = frozen_answers.values(visit_lookup.submission(town.ws, submission).body)
    assert [said[name] for name in ("sbp", "dbp", "weight", "heart_rate", "fu_class", "refer")] == [
        "132", "82", "70.5", "78", "1", "0"
    ]  # fmt: skip
    assert "symptom" in said["as_last"].split()
    assert not said["sign_doc"]
    assert visit_lookup.submission(town.ws, submission).row.complete


def test_whoever_changes_an_answer_takes_it_off_the_list(day: Day) -> None:
    town, frame = day.frame.town, day.frame
    home = town.family("0031")
    followed_up(town, town.person(home, 1), 95)
    frame.sign_in("006", to="visit", form_id="htn_followup", household_id=home, person_id=town.person(home, 1))
    frame.key(Qt.Key.Key_F4)
    page = frame.page
    assert isinstance(page, VisitPage)
    assert page.desk is not None
    session = page.desk.work.session
    assert "salt_now" in session.value("/data/g_fu/as_last").split()
    page.desk.answer("/data/g_fu/salt_now", "1")
    assert "salt_now" not in session.value("/data/g_fu/as_last").split()


# --- looked at --------------------------------------------------------------------------------------------------


@pytest.fixture(params=[("zh_CN", 1280, 720), ("en", 853, 480)], ids=["zh", "en"])
def looked(request: pytest.FixtureRequest, day: Day) -> Iterator[Day]:
    language, wide, high = request.param
    set_language(language)
    day.shell.rebuild.emit()
    day.frame.window.resize(wide, high)
    QApplication.processEvents()
    yield day
    set_language("zh_CN")


def look(day: Day, name: str) -> None:
    day.frame.settle()
    if SHOTS.exists():
        wide = day.frame.window.width()
        day.frame.window.grab().save(str(SHOTS / f"{name}-{wide}.png"))
    assert (name, faults(day.frame.window)) == (name, [])


def guardian_signs(page: RoundPage) -> None:
    """The child's guardian is asked first, over the page."""
    dialog = page.entry.findChild(ConsentDialog)
    assert dialog is not None
    assert faults(dialog) == []
    dialog.sheet.guardian.setText("欧阳喆堃")
    dialog.sheet.signed.click()


def test_the_round_empty_and_crowded(looked: Day) -> None:
    day, town = looked, looked.frame.town
    day.frame.sign_in("006", to="round", village="999999100202")
    look(day, "empty")
    homes = crowd(town)
    health_lines.settle(town.ws)
    day.shell.go("round", village="999999100201", household_id=homes[0])
    look(day, "crowded")
    followed_up(town, town.person(homes[5], 1), 0)
    day.shell.go("round", household_id=homes[5])
    look(day, "done-here")
    page = day.frame.page
    assert isinstance(page, RoundPage)
    for tab in ("lists", "counts", "entry", "register"):
        page.tabs.button(tab).click()
        look(day, tab)
    assert page.counts.model.rowCount() > 3
    page.entry.offer(town.person(homes[0], 2), Service.CHILD)
    page.tabs.button("entry").click()
    look(day, "entry-child")
    page.entry.pin.setText(PINS["006"])
    QTimer.singleShot(0, partial(guardian_signs, page))
    page.entry.save()
    day.frame.settle()
    assert day.shell.message[1] == "done", day.shell.message
    page.entry.act.setCurrentIndex(page.entry.act.findData("enrol"))
    page.entry.service.setCurrentIndex(page.entry.service.findData(Service.TB))
    page.entry.save()
    day.frame.settle()
    look(day, "entry-enrolled")
    sent = {"g_fu/refer": "1", "g_fu/refer_reason": "血压 184/84", "g_fu/refer_org": "县人民医院心血管内科门诊"}
    followed_up(town, town.person(homes[1], 1), 20, 184, {"g_fu/fu_class": "2", **sent})
    page.tabs.button("register").click()
    page.register.persons.setText("45")
    page.register.hold()
    assert day.shell.message[1] == "done"
    look(day, "registers")


def test_a_follow_up_before_and_after_its_two_keys(looked: Day) -> None:
    day, town = looked, looked.frame.town
    person = town.person(town.family("0031"), 1)
    followed_up(town, person, 95, 156, {"g_fu/fu_class": "2", "g_fu/next_date": "2026-09-02"})
    day.frame.sign_in("006", to="visit", form_id="htn_followup", person_id=person)
    look(day, "follow-up-begins")
    day.frame.key(Qt.Key.Key_F4)
    look(day, "follow-up-as-last")
    page = day.frame.page
    assert isinstance(page, VisitPage)
    assert page.desk is not None
    for name, value in {"sbp": "158", "dbp": "92", "weight": "71", "heart_rate": "80"}.items():
        page.desk.answer(f"/data/g_fu/{name}", value)
    page.desk.catch_up()
    look(day, "follow-up-suggests")
    assert page.desk.follow_up is not None
    assert page.desk.follow_up.remark.text()
    day.frame.key(Qt.Key.Key_F6)
    assert page.desk.finish is None
    assert not page.desk.work.session.value("/data/g_fu/refer")
    assert visit.drafts(town.ws)
