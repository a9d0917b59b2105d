"""The whole window, place by place and state by state; at every stop somebody may look.

A stop is (name, what to look at). The places of a tour follow one another in one window on one township.
"""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.services import f01
from tests.services.town import PINS, RED_STAR
from tests.ui.day_town import HEALTH, Day
from tests.ui.desk_town import ROSTERS
from tests.ui.frame_town import Frame, codes_file
from tests.ui.given_files import GivenFiles
from tests.ui.safe_side import at_county
from tests.ui.test_doubtful import came, other_list
from tests.ui.visit_house import F01
from villagevisit.county.home import Identity, init, open_county
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services import lineage
from villagevisit.services.workspace import Cancelled
from villagevisit.store import leaving, people, replicas
from villagevisit.store.people import SentRow
from villagevisit.store.replicas import Problem
from villagevisit.ui.kit import dialogs
from villagevisit.ui.pages.exchange import ExchangePage
from villagevisit.ui.pages.home import HomePage
from villagevisit.ui.pages.print_centre import PrintPage
from villagevisit.ui.pages.roster import RosterPage
from villagevisit.ui.pages.settings import SettingsPage
from villagevisit.ui.pages.setup_county import CountyStep, still_missing
from villagevisit.ui.pages.setup_wizard import SetupWizard
from villagevisit.ui.pages.sign_in import SignInPage
from villagevisit.ui.pages.sign_off import SignOffPage
from villagevisit.ui.pages.visit import VisitPage
from villagevisit.ui.pages.visit_desk import VisitDesk
from villagevisit.wording import t

Stop = tuple[str, QWidget]
UNREACHABLE = EnvironmentFailed("exchange.server-unreachable")
MOMENT = "2026-11-22T10:00:00.000+08:00"
COUNTY = Identity("999999000000", "云溪县", "http://127.0.0.1:9")
HTN = "htn_followup"
EHR = "ehr_basic_info"


def first_start(frame: Frame, folder: Path) -> Iterator[Stop]:
    """The wizard from nothing to the first PIN."""
    page = frame.page
    assert isinstance(page, SetupWizard)
    yield "setup-doors", frame.window
    yield from _county_door(frame, page, folder)
    page.steps[0].new.click()  # type: ignore[attr-defined]
    yield "setup-places-empty", frame.window
    page.next_button.click()
    yield "setup-places-missing", frame.window
    frame.shell.files = GivenFiles(codes_file(folder))
    page.steps[0].first_focus().click()  # type: ignore[union-attr]
    frame.settle()
    page.steps[0].every.click()  # type: ignore[attr-defined]
    yield "setup-places", frame.window
    page.next_button.click()
    yield "setup-people-empty", frame.window
    people = (("001", "欧阳喆堃"), ("002", "王䶮"))
    for line, (staff_no, name) in zip(page.steps[1].editor.lines, people, strict=False):  # type: ignore[attr-defined]
        line.staff_no.setText(staff_no)
        line.name.setText(name)
    yield "setup-people", frame.window
    page.next_button.click()
    yield "setup-policy", frame.window
    page.next_button.click()
    yield "setup-last-look", frame.window
    page.next_button.click()
    frame.settle()
    sign_in = frame.page
    assert isinstance(sign_in, SignInPage)
    yield "sign-in-first", frame.window
    next(iter(sign_in.tiles.values())).click()
    yield "sign-in-new-pin", frame.window


def _county_door(frame: Frame, page: SetupWizard, folder: Path) -> Iterator[Stop]:
    """The county's door in every state, without a county that listens; then back to the choice of doors."""
    page.steps[0].county.click()  # type: ignore[attr-defined]
    yield "setup-county-first", frame.window
    step = page.steps[0]
    assert isinstance(step, CountyStep)
    clock = frame.shell.ws.clock
    init(folder / "county-of-the-door", COUNTY)
    with open_county(folder / "county-of-the-door", clock) as county:
        (folder / "door.json").write_text(county.enrol("door", 3).to_json(), "utf-8")
    step.read(folder / "door.json")
    frame.settle()
    yield "setup-county-ready", frame.window
    for state, error in (("offline", UNREACHABLE), ("refused", Refused("device.no-place")), ("stopped", Cancelled())):
        step.failed(error)
        yield f"setup-county-{state}", frame.window
    for by_stick in (False, True):
        step.say(still_missing(frame.shell.ws, by_stick=by_stick))
        yield f"setup-county-nothing{'-stick' * by_stick}", frame.window
    page.back_button.click()


def team_day(day: Day) -> Iterator[Stop]:
    """What two investigators meet."""
    frame, window = day.frame, day.frame.window
    yield from _sign_in(day)
    frame.sign_in("001", "002")
    home = frame.page
    assert isinstance(home, HomePage)
    yield "home-team", window
    for group in home.team.tabs:
        home.team.choose_group(group)
        yield f"home-team-{group}", window
    for name in ("households", "campaign", "print", "settings"):
        yield _go(day, name), window
    for state, household_id in day.households.items():
        yield _go(day, "household", state, household_id=household_id), window
    yield _go(day, "household", "nobody", household_id="nobody"), window
    yield _go(day, "search", "empty"), window
    yield _go(day, "search", "none", text="查无此人"), window
    yield from _visit(day)
    yield from _sign_off(day)
    yield from _dialogs(day)


def _go(day: Day, page: str, state: str = "", **params: str) -> str:
    day.shell.go(page, **params)
    day.frame.settle()
    return f"{page}-{state}" if state else page


def _sign_in(day: Day) -> Iterator[Stop]:
    frame = day.frame
    page = frame.page
    assert isinstance(page, SignInPage)
    yield "sign-in", frame.window
    for staff_no in ("001", "002"):
        page.tiles[frame.town.officer(staff_no).id].click()
    page.cards[0].pin.setText("999888")
    page.cards[1].pin.setText(PINS["002"])
    page.enter_button.click()
    frame.settle()
    yield "sign-in-wrong", frame.window


def desk_of(day: Day) -> VisitDesk:
    page = day.frame.page
    assert isinstance(page, VisitPage)
    assert page.desk is not None
    return page.desk


def _sections(day: Day, form: str) -> Iterator[Stop]:
    for number, section in enumerate(desk_of(day).work.shown_sections(), start=1):
        desk_of(day).go_to(section.key)
        day.frame.settle()
        yield f"visit-{form}-{number:02d}", day.frame.window


def _visit(day: Day) -> Iterator[Stop]:
    frame, window = day.frame, day.frame.window
    household_id = day.households["unvisited"]
    yield _go(day, "visit", F01, form_id=F01, household_id=household_id), window
    desk_of(day).check()
    yield "visit-f01-problems", window
    f01.fill(frame.town, desk_of(day).work.opened)
    desk_of(day).touched.emit()
    _go(day, "home")
    _go(day, "visit", form_id=F01, household_id=household_id)
    yield from _sections(day, "f01")
    for row in ("/data/member[2]", "/data/income[1]", "/data/neighbour[1]"):
        desk_of(day).open_row(row)
        frame.settle()
        yield f"visit-f01-{row[6:-3]}", window
    desk_of(day).check()
    yield "visit-f01-no-problems", window
    yield _go(day, "visit", "correct", correct=day.submissions["signed"]), window
    _go(day, "visit", "pledge", form_id="pledge")
    yield from _sections(day, "pledge")


def _sign_off(day: Day) -> Iterator[Stop]:
    frame = day.frame
    _go(day, "sign_off", submission_id=day.submissions["frozen"])
    page = frame.page
    assert isinstance(page, SignOffPage)
    yield "sign-off", frame.window
    for place, staff_no in enumerate(("001", "002"), start=1):
        assert page.panel is not None
        page.panel.tiles[frame.town.officer(staff_no).id].click()
        frame.settle()
        yield f"sign-off-{place}-pin", frame.window
        if place == 1:
            page.panel.pad.entered.emit("999888")
            frame.settle()
            yield "sign-off-wrong", frame.window
        page.panel.pad.entered.emit(PINS[staff_no])
        frame.settle()
    yield "sign-off-done", frame.window
    yield _go(day, "sign_off", "nothing", submission_id="uuid:none"), frame.window


def _dialogs(day: Day) -> Iterator[Stop]:
    """Dialogs are modal: they are looked at while they wait, and closed by the next stop."""
    _go(day, "settings")
    for name, show in (
        ("help", lambda: dialogs.show_help(day.frame.window, day.frame.page.heading(), day.frame.page.help())),
        ("ask", lambda: dialogs.ask(day.frame.window, t("visit_page.remove_row"),
                                    t("visit_page.remove_row_text", what="王秀英"), t("common.delete"))),
    ):  # fmt: skip
        shown: list[QWidget] = []

        def look(shown: list[QWidget] = shown) -> None:
            dialog = QApplication.activeModalWidget()
            assert dialog is not None
            QApplication.processEvents()
            shown.append(dialog)
            dialog.close()

        QTimer.singleShot(0, look)
        show()
        yield f"dialog-{name}", shown[0]


def office_day(day: Day, folder: Path) -> Iterator[Stop]:
    """What the clerk, the doctor and the county meet."""
    frame, window = day.frame, day.frame.window
    frame.sign_in("007")
    yield "home-county", window
    frame.sign_in("005")
    yield "home-clerk", window
    for tab in ("coverage", "unvisited", "list", "teams", "assign", "open"):
        yield _go(day, "campaign", tab, tab=tab), window
    for section in ("people", "policy", "villages", "county", "lock", "look"):
        yield _go(day, "settings", section, section=section), window
    page = frame.page
    assert isinstance(page, SettingsPage)
    page.show_section("people")
    page.sections["people"].table.selectRow(0)  # type: ignore[attr-defined]
    yield "settings-person", window
    yield from _office_meets_others(day)
    yield from _papers(day)
    yield from _exchange(day, folder)
    yield from _roster(day)
    frame.sign_in("006", to="households", purpose="health")
    yield "health", window
    yield _go(day, "household", "doctor", household_id=day.households["signed"]), window
    for form_id in (EHR, HTN, HEALTH):
        _go(day, "visit", form_id=form_id, person_id=day.person)
        yield from _sections(day, form_id)


def _office_meets_others(day: Day) -> Iterator[Stop]:
    """Somebody whose staff number is taken; a household of which the county holds two versions."""
    window, household = day.frame.window, day.households["unvisited"]
    with day.shell.ws.store.transaction() as db:
        people.take(db, SentRow("elsewhere-1", "001", "马小云", "m x y", "investigator", "", "", ()), MOMENT)
        people.said(db, RED_STAR.code, "elsewhere-1", [""])
    yield _go(day, "settings", "same-number", section="people"), window
    yield _go(day, "doubtful", "none"), window
    other_list(day, "DZ-7KQ2-M4XA", household, "300.00")
    other_list(day, "DZ-91RB-C0TE", household, "450.00")
    came(day, household, 1, (), ("benefit", "state"))
    yield _go(day, "doubtful"), window
    yield _go(day, "household", "doubtful", household_id=household), window
    yield _go(day, "home", "clerk-doubtful"), window


def _papers(day: Day) -> Iterator[Stop]:
    for kind in ("verification_form", "publicity_board", "pledge"):
        _go(day, "print", kind=kind)
        page = day.frame.page
        assert isinstance(page, PrintPage)
        day.frame.qtbot.waitUntil(lambda page=page: page.preview.sheet.has_sheet() or not day.shell.tasks.busy)  # type: ignore[misc]
        day.frame.settle()
        yield f"print-{kind}", day.frame.window


def _exchange(day: Day, folder: Path) -> Iterator[Stop]:
    yield _go(day, "exchange", "first"), day.frame.window
    clock = day.shell.ws.clock
    assert isinstance(clock, FixedClock)
    init(folder / "county", COUNTY)
    with open_county(folder / "county", clock) as county:
        (folder / "county.json").write_text(county.enrol("desk", 3).to_json(), "utf-8")
    page = day.frame.page
    assert isinstance(page, ExchangePage)
    page.read_county_file(folder / "county.json")
    day.frame.settle()
    yield "exchange-ready", day.frame.window
    page.routes.send.click()
    day.frame.settle()
    yield "exchange-no-network", day.frame.window
    at_county(day)
    yield "exchange-no-backup", day.frame.window
    at_county(day, backup=True)
    with day.shell.ws.store.transaction() as db:
        lineage.begin(day.shell.ws, db, lineage.RESTORED)
        for code, params in (("replica.kept-local", {}), ("replica.two-owners", {"device": "DZ-3F7K-Q2MD"})):
            replicas.note_problem(db, Problem("roster", day.households["signed"], code, params, RED_STAR.code, MOMENT))
        leaving.begin(db, RED_STAR.code, MOMENT)
    page.refresh()
    yield "exchange-crowded", day.frame.window
    yield _go(day, "household", "safe", household_id=day.households["signed"]), day.frame.window
    _go(day, "exchange")
    (folder / "stick").mkdir()
    page.write_to(folder / "stick")
    day.frame.settle()
    yield "exchange-stick", day.frame.window


def _roster(day: Day) -> Iterator[Stop]:
    frame, window = day.frame, day.frame.window
    yield _go(day, "roster"), window
    page = frame.page
    assert isinstance(page, RosterPage)
    panel = page.import_panel
    for file in ("heads_only.csv", "numbers_as_numbers.xlsx"):
        panel.begin()
        panel.look_at(ROSTERS / file)
        frame.settle()
        yield f"roster-preview-{file[:5]}", window
        if not panel.preview.start.isEnabled():
            panel.preview.village.setCurrentIndex(1)
        panel.preview.start.click()
        frame.settle()
        yield f"roster-result-{file[:5]}", window
    for tab in ("doubtful", "rejected", "import"):
        if tab == "import":
            panel.begin()
        yield _go(day, "roster", tab, tab=tab), window
    yield _go(day, "home", "clerk-busy"), window
