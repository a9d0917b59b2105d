"""The county's door of the first start: one exchange, and an empty computer is ready; what is missing is said."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import qrcode
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.county.side import Laptop
from tests.county.township import clerk_laptop, import_roster, open_round
from tests.services.conftest import set_up_home
from tests.services.town import PINS, RED_STAR
from tests.ui.frame_town import Frame, opened_frame
from tests.ui.given_files import GivenFiles
from villagevisit.county import server
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.county.signin import SignIn
from villagevisit.domain.clock import FixedClock
from villagevisit.services import areas, enrolment, exchange, form_list, households, people, setup
from villagevisit.services.workspace import Progress, Workspace
from villagevisit.ui.courier import Courier
from villagevisit.ui.pages.setup_county import CountyStep
from villagevisit.ui.pages.setup_doors import DoorsStep
from villagevisit.ui.pages.setup_wizard import SetupWizard
from villagevisit.ui.pages.sign_in import SignInPage

__all__ = ["set_up_home"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def port() -> int:
    """Free now; the county listens there when a test lets it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def county(tmp_path: Path, clock: FixedClock, port: int) -> Iterator[CountyHome]:
    init(tmp_path / "county", Identity("999999000000", "云溪县", f"http://127.0.0.1:{port}"))
    with open_county(tmp_path / "county", clock) as opened:
        yield opened


@pytest.fixture
def clerk(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    with clerk_laptop(tmp_path / "clerk", set_up_home, county, clock) as laptop:
        import_roster(laptop.ws, tmp_path)
        yield laptop


@pytest.fixture
def frame(ws: Workspace, clock: FixedClock, set_up_home: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Frame]:
    """An empty computer, with its forms compiled because that takes seconds."""
    with Workspace.open(set_up_home, clock) as source, ws.store.transaction() as db:
        db.table("form").insert_all(source.store.reader().query("SELECT * FROM form"))
    with opened_frame(ws, clock, qapp, qtbot, ready=False) as opened:
        yield opened


@contextmanager
def listening(county: CountyHome, port: int) -> Iterator[None]:
    with server.running(server.application(county, SignIn("code", county.clock)), port=port):
        yield


def through_the_door(frame: Frame) -> CountyStep:
    doors = wizard(frame).steps[0]
    assert isinstance(doors, DoorsStep)
    doors.county.click()
    step = wizard(frame).steps[0]
    assert isinstance(step, CountyStep)
    return step


def wizard(frame: Frame) -> SetupWizard:
    assert isinstance(frame.page, SetupWizard)
    return frame.page


def with_file(frame: Frame, county: CountyHome, folder: Path, *villages: str, role: str = "team") -> CountyStep:
    path = folder / "一号机.json"
    path.write_text(county.enrol("一号机", 1, role=role, areas=villages).to_json(), "utf-8")
    step = through_the_door(frame)
    frame.shell.files = GivenFiles(path)
    step.pick.click()
    frame.settle()
    return step


def said(step: CountyStep) -> str:
    return "\n".join(label.text() for label in step.findChildren(QLabel) if label.isVisibleTo(step))


def fetch(frame: Frame, step: CountyStep) -> None:
    step.fetch.click()
    frame.settle()


def test_an_empty_computer_is_ready_after_one_exchange(
    frame: Frame, county: CountyHome, clerk: Laptop, port: int, clock: FixedClock, tmp_path: Path
) -> None:
    open_round(clerk, clock)
    step = with_file(frame, county, tmp_path, RED_STAR.code)
    assert "云溪县" in said(step)
    assert county.fingerprint in said(step)
    assert frame.focus() is step.fetch
    with listening(county, port):
        clerk.send(port)
        fetch(frame, step)
    page = frame.page
    assert isinstance(page, SignInPage)
    ws = frame.shell.ws
    assert setup.state(ws).complete
    assert areas.villages(ws) == (RED_STAR,)
    assert households.count(ws) == 2
    assert form_list.shelf(ws)
    first = people.officers(ws)[0]
    page.tiles[first.id].click()
    card = page.cards[0]
    assert card.first
    for field in (card.pin, card.again):
        field.setText(PINS["001"])
    page.enter_button.click()
    frame.settle()
    assert frame.shell.place == ("settings", {"section": "people", "person_id": first.id}), "to be certified"
    assert people.sign_in(ws, first.id, PINS["001"]).name == "李芳"


@pytest.mark.parametrize(("role", "staff_no"), [("clerk", "005"), ("doctor", "006")])
def test_a_second_clerk_and_a_doctor_find_themselves_before_any_round(
    frame: Frame, county: CountyHome, clerk: Laptop, port: int, tmp_path: Path, role: str, staff_no: str
) -> None:
    step = with_file(frame, county, tmp_path, RED_STAR.code, role=role)
    with listening(county, port):
        clerk.send(port)
        fetch(frame, step)
    page = frame.page
    assert isinstance(page, SignInPage)
    himself = next(one for one in people.officers(frame.shell.ws) if one.staff_no == staff_no)
    page.tiles[himself.id].click()
    for field in (page.cards[0].pin, page.cards[0].again):
        field.setText(PINS["001"])
    page.enter_button.click()
    frame.settle()
    assert [one.id for one in frame.shell.actor.officers] == [himself.id]
    assert frame.window.way.place[0] != "sign_in"


def test_without_a_network_it_goes_on_by_itself_later(
    frame: Frame, county: CountyHome, clerk: Laptop, port: int, clock: FixedClock, tmp_path: Path
) -> None:
    open_round(clerk, clock)
    step = with_file(frame, county, tmp_path, RED_STAR.code)
    fetch(frame, step)
    assert "现在还没有领到" in said(step)
    assert "有了网络会自己去领" in said(step)
    courier = Courier(frame.shell)
    try:
        with listening(county, port):
            clerk.send(port)
            courier.go()
            frame.qtbot.waitUntil(lambda: frame.window.way.place[0] == "sign_in", timeout=30_000)
    finally:
        courier.close()
    assert [one.name for one in people.officers(frame.shell.ws)][:2] == ["李芳", "王强"]


def test_cancel_stops_and_the_file_is_remembered(
    frame: Frame, county: CountyHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(_ws: object, _actor: object, _url: str, progress: Progress) -> None:
        while True:
            progress(0, 0)

    monkeypatch.setattr(exchange, "exchange_server", endless)
    step = with_file(frame, county, tmp_path, RED_STAR.code)
    step.fetch.click()
    frame.shell.tasks.cancel()
    frame.settle()
    assert "已经停下" in said(step)
    assert enrolment.county_file(frame.shell.ws) is not None
    assert step.fetch.isVisible()


def test_where_the_county_gave_no_village_it_says_what_to_ask_for(
    frame: Frame, county: CountyHome, clerk: Laptop, port: int, tmp_path: Path
) -> None:
    step = with_file(frame, county, tmp_path)
    with listening(county, port):
        clerk.send(port)
        fetch(frame, step)
    assert "还没有给这台电脑的村" in said(step)
    assert enrolment.device_name(frame.shell.ws) in said(step).partition("请告诉县里")[2]
    assert not setup.state(frame.shell.ws).complete


def test_a_list_without_a_round_says_that_people_are_missing(
    frame: Frame, county: CountyHome, clerk: Laptop, port: int, clock: FixedClock, tmp_path: Path
) -> None:
    step = with_file(frame, county, tmp_path, RED_STAR.code)
    with listening(county, port):
        clerk.send(port)
        fetch(frame, step)
        assert "还差走访的人" in said(step)
        assert "已领到 红星村，共 2 户" in said(step)
        open_round(clerk, clock)
        clerk.send(port)
        fetch(frame, step)
    assert frame.window.way.place[0] == "sign_in"


def test_by_stick_and_back(
    frame: Frame, county: CountyHome, clerk: Laptop, clock: FixedClock, tmp_path: Path
) -> None:
    open_round(clerk, clock)
    stick = tmp_path / "stick"
    stick.mkdir()
    clerk.write(stick)
    step = with_file(frame, county, tmp_path, RED_STAR.code)
    frame.shell.files = GivenFiles(stick, stick)
    step.stick.click()
    frame.settle()
    assert "请把U盘带到县里" in said(step)
    receive(county, stick)
    step.stick.click()
    frame.settle()
    assert frame.window.way.place[0] == "sign_in"


def test_the_qr_code_is_read_from_a_picture_or_the_camera(frame: Frame, county: CountyHome, tmp_path: Path) -> None:
    picture = tmp_path / "二维码.PNG"
    qrcode.make(county.enrol("一号机", 1).to_json()).save(picture)
    step = through_the_door(frame)
    step.take_picture = lambda _parent: (tmp_path / "wall.jpg").read_bytes()
    (tmp_path / "wall.jpg").write_bytes(b"no picture")
    step.scan.click()
    assert "没有读出县里的二维码" in frame.shell.message[0]
    step.take_picture = lambda _parent: picture.read_bytes()
    step.scan.click()
    frame.settle()
    assert "云溪县" in said(step)
    step.read(picture)
    assert not frame.shell.message[0]


def test_a_wrong_file_is_explained_and_the_other_door_stays_open(frame: Frame, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}", "utf-8")
    step = through_the_door(frame)
    step.read(tmp_path / "x.json")
    assert frame.shell.message[1] == "refused"
    assert not step.fetch.isVisible()
    wizard(frame).back_button.click()
    doors = wizard(frame).steps[0]
    assert isinstance(doors, DoorsStep)
    doors.new.click()
    assert len(wizard(frame).steps) == 4


def test_a_computer_that_has_its_file_opens_at_the_countys_door(
    frame: Frame, county: CountyHome, tmp_path: Path
) -> None:
    with_file(frame, county, tmp_path)
    wizard(frame).switch.buttons["en"].click()
    frame.settle()
    step = wizard(frame).steps[0]
    assert isinstance(step, CountyStep)
    assert step.fetch.text() == "Fetch the work"
    frame.shell.go("setup")
    assert isinstance(wizard(frame).steps[0], CountyStep)
