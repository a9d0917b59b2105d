"""Sending by itself: it sends when it can, waits when it cannot, and never disturbs two people at a visit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_town import COUNTY, RED, ROSTERS, Desk, opened_desk
from villagevisit.county import server
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.county.signin import SignIn
from villagevisit.domain.changes import Topic, changes
from villagevisit.services import enrolment, lineage, paper, post, roster
from villagevisit.services.outstanding import waiting
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import NOBODY, Workspace
from villagevisit.ui.courier import AFTER_CHANGE_S, EVERY_S, PAUSES_S, Courier
from villagevisit.ui.pages.settings_places import CountySection

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
NOBODY_LISTENS = "http://127.0.0.1:9"


@pytest.fixture
def desk(ws: Workspace, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    with opened_desk(ws, qapp, qtbot) as opened:
        roster.run(ws, opened.shell.actor, ROSTERS / "sheet_per_village.xlsx")
        yield opened


@pytest.fixture
def county(tmp_path: Path, ws: Workspace) -> Iterator[CountyHome]:
    init(tmp_path / "county", Identity(COUNTY.code, COUNTY.name, ""))
    with open_county(tmp_path / "county", ws.clock) as opened:
        yield opened


@pytest.fixture
def url(county: CountyHome) -> Iterator[str]:
    with server.running(server.application(county, SignIn("AAAA-AAAA-AAAA-AAAA", county.clock))) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def courier(desk: Desk) -> Iterator[Courier]:
    made = Courier(desk.shell)
    yield made
    made.close()


def belongs(desk: Desk, county: CountyHome, url: str, folder: Path) -> None:
    file = folder / "county-file.json"
    file.write_text(county.enrol("desk", 1, url).to_json(), "utf-8")
    enrolment.read_county_file(desk.ws, file)


def a_record(desk: Desk) -> None:
    request = PaperRequest(PaperKind.PUBLICITY_BOARD, village_code=RED.code)
    desk.shell.apply(paper.make(desk.ws, desk.shell.actor, request))
    desk.settle()


def went(desk: Desk, courier: Courier) -> None:
    courier.go()
    desk.qtbot.waitUntil(lambda: not courier._line.busy, timeout=30_000)


def test_what_is_due_goes_by_itself_and_the_county_has_it(
    desk: Desk, courier: Courier, county: CountyHome, url: str, tmp_path: Path
) -> None:
    belongs(desk, county, url, tmp_path)
    went(desk, courier)
    a_record(desk)
    assert courier.waits == AFTER_CHANGE_S
    went(desk, courier)
    assert waiting(desk.ws).records == 0
    assert post.state(desk.ws).reached
    assert courier.waits == EVERY_S


def test_a_line_that_is_down_is_tried_later_and_later_and_nobody_hears_of_it(
    desk: Desk, courier: Courier, county: CountyHome, tmp_path: Path
) -> None:
    belongs(desk, county, NOBODY_LISTENS, tmp_path)
    a_record(desk)
    desk.shell.notify("", "info")
    pauses = []
    for _ in range(len(PAUSES_S) + 1):
        went(desk, courier)
        pauses.append(courier.waits)
        desk.shell.tell(changes(Topic.VISITS))
        assert courier.waits == pauses[-1]
    assert pauses == [*PAUSES_S, PAUSES_S[-1]]
    assert desk.shell.message[0] == ""
    assert waiting(desk.ws).records == 1


def test_where_it_is_switched_off_nothing_leaves(
    desk: Desk, courier: Courier, county: CountyHome, url: str, tmp_path: Path
) -> None:
    belongs(desk, county, url, tmp_path)
    section = CountySection(desk.shell, may_change=True)
    desk.qtbot.addWidget(section)
    section.refresh()
    section.by_itself.click()
    a_record(desk)
    went(desk, courier)
    assert waiting(desk.ws).records == 1
    assert not post.state(desk.ws).reached
    section.by_itself.click()
    went(desk, courier)
    assert waiting(desk.ws).records == 0


def test_after_a_change_that_leaves_nothing_to_send_the_county_is_not_asked(
    desk: Desk, courier: Courier, county: CountyHome, url: str, tmp_path: Path
) -> None:
    belongs(desk, county, url, tmp_path)
    a_record(desk)
    went(desk, courier)
    first = post.state(desk.ws).reached
    county.notify("有事")
    desk.shell.tell(changes(Topic.VISITS))
    went(desk, courier)
    assert "有事" not in desk.shell.message[0]
    went(desk, courier)
    assert "有事" in desk.shell.message[0]
    assert first


@pytest.mark.parametrize(("place", "heard"), [("home", True), ("visit", False), ("sign_off", False)])
def test_news_from_the_county_is_said_but_not_into_a_visit(
    desk: Desk, courier: Courier, county: CountyHome, url: str, tmp_path: Path, place: str, heard: bool
) -> None:
    belongs(desk, county, url, tmp_path)
    went(desk, courier)
    a_record(desk)
    went(desk, courier)
    county.notify("明天下午两点在镇里开会")
    desk.shell.notify("", "info")
    desk.shell.go(place)
    went(desk, courier)
    assert ("开会" in desk.shell.message[0]) is heard


def test_an_old_backup_is_told_once_somebody_can_hear_it(
    desk: Desk, courier: Courier, county: CountyHome, url: str, tmp_path: Path
) -> None:
    belongs(desk, county, url, tmp_path)
    with desk.ws.store.transaction() as db:
        lineage.begin(desk.ws, db, lineage.RESTORED)
    desk.shell.go("visit")
    went(desk, courier)
    assert "旧备份" not in desk.shell.message[0]
    desk.shell.go("home")
    desk.shell.notify("", "info")
    went(desk, courier)
    assert "这台电脑用的是旧备份" in desk.shell.message[0]
    desk.shell.notify("", "info")
    went(desk, courier)
    assert desk.shell.message[0] == ""


def test_switching_it_off_is_in_the_audit_log(desk: Desk) -> None:
    post.want(desk.ws, NOBODY, wanted=False)
    actions = [row[0] for row in desk.ws.store.reader().execute("SELECT action FROM audit ORDER BY seq").fetchall()]
    assert actions[-1] == "post.wanted"
