"""Sending: first the county's file, then a stick or the network; nothing is lost and the page says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_town import COUNTY, RED, ROSTERS, Desk, opened_desk
from tests.ui.given_files import GivenFiles
from villagevisit.county import commands
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services import check_phrase, enrolment, exchange, paper, roster
from villagevisit.services.exchange import ExchangeResult
from villagevisit.services.outstanding import waiting
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Cancelled, Workspace
from villagevisit.ui.pages.exchange import ExchangePage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def desk(ws: Workspace, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    with opened_desk(ws, qapp, qtbot) as opened:
        roster.run(ws, opened.shell.actor, ROSTERS / "sheet_per_village.xlsx")
        yield opened


@pytest.fixture
def county(tmp_path: Path, ws: Workspace) -> Iterator[CountyHome]:
    init(tmp_path / "county", Identity(COUNTY.code, COUNTY.name, "http://127.0.0.1:9"))
    with open_county(tmp_path / "county", ws.clock) as opened:
        (tmp_path / "云溪县.json").write_text(opened.enrol("desk", 3).to_json(), "utf-8")
        yield opened


@pytest.fixture
def page(desk: Desk, county: CountyHome, tmp_path: Path) -> ExchangePage:
    page = desk.page(ExchangePage)
    page.read_county_file(tmp_path / "云溪县.json")
    desk.settle()
    return page


def a_record(desk: Desk) -> None:
    request = PaperRequest(PaperKind.PUBLICITY_BOARD, village_code=RED.code)
    desk.shell.apply(paper.make(desk.ws, desk.shell.actor, request))
    desk.settle()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_before_the_countys_file_the_page_teaches_that_step(desk: Desk, county: CountyHome, tmp_path: Path) -> None:
    page = desk.page(ExchangePage)
    assert page.routes.read.hasFocus()
    assert not page.routes.send.isVisible()
    desk.shell.files = GivenFiles(tmp_path / "云溪县.json")
    desk.key(Qt.Key.Key_Return)
    assert page.routes.send.hasFocus()
    assert desk.shell.message[1] == "done"


def test_a_wrong_file_is_refused_and_the_step_stays(desk: Desk, tmp_path: Path) -> None:
    page = desk.page(ExchangePage)
    (tmp_path / "x.json").write_text("{}", "utf-8")
    page.read_county_file(tmp_path / "x.json")
    desk.settle()
    assert desk.shell.message[1] == "refused"
    assert page.routes.read.isVisible()


def test_a_stick_to_the_county_and_back(desk: Desk, page: ExchangePage, county: CountyHome, stick: Path) -> None:
    a_record(desk)
    desk.shell.files = GivenFiles(stick, stick)
    page.routes.stick.setFocus()
    desk.key(Qt.Key.Key_Return)
    assert "现在可以拔出" in page.result.text()
    assert [path for path in stick.rglob("*") if path.is_file()]
    assert waiting(desk.ws).records == 5  # the paper, the rosters of both villages, two keys to be certified

    commands.receive(county, stick)
    page.routes.stick.click()
    desk.settle()
    assert "现在可以拔出" in page.result.text()
    assert waiting(desk.ws).records == 0
    assert "没有等着发送的" in page.waiting._title.text()


def test_a_stick_that_was_pulled_loses_nothing(desk: Desk, page: ExchangePage, stick: Path) -> None:
    a_record(desk)
    page.write_to(stick / "gone" / "away")
    desk.settle()
    assert "什么都没有丢" in page.result.text()
    assert "拔出" not in page.result._state.text() or "现在可以拔出" not in page.result.text()
    assert waiting(desk.ws).records == 1
    page.write_to(stick)
    desk.settle()
    assert "现在可以拔出" in page.result.text()


def test_without_a_network_the_sentence_says_that_nothing_is_lost(desk: Desk, page: ExchangePage) -> None:
    a_record(desk)
    page.routes.send.click()
    desk.settle()
    assert page.result.isVisible()
    assert "什么都没有丢" in page.result.text()
    assert waiting(desk.ws).records == 1


def test_cancel_says_that_it_stopped(desk: Desk, page: ExchangePage, monkeypatch: pytest.MonkeyPatch) -> None:
    a_record(desk)

    def stopped(*_args: object, **_kwargs: object) -> None:
        raise Cancelled

    monkeypatch.setattr(exchange, "exchange_server", stopped)
    page.send_to_county()
    desk.settle()
    assert page.result.text().startswith("已经停下")


def test_another_address_is_asked_for_quietly(desk: Desk, page: ExchangePage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def unreachable(_ws: object, _actor: object, url: str, _progress: object) -> None:
        asked.append(url)
        raise EnvironmentFailed("exchange.server-unreachable")

    monkeypatch.setattr(exchange, "exchange_server", unreachable)
    page.routes.send.click()
    desk.settle()
    page.routes.change.click()
    assert page.routes.url.hasFocus()
    page.routes.url.setText("http://10.0.0.2:8000")
    page.routes.send.click()
    desk.settle()
    assert asked == ["", "http://10.0.0.2:8000"]


def test_what_the_county_refused_leads_to_the_household(desk: Desk, page: ExchangePage) -> None:
    page.result.show_result("server", ExchangeResult(None, 10, 1, 0, 0, (("unknown", "batch.damaged"),), (), None))
    assert "退回 1 条" in page.result.text()
    assert page.result.links == []


def test_before_a_round_the_list_says_what_will_stand_there(page: ExchangePage) -> None:
    assert page.households.list.isHidden()
    assert "轮次" in page.households._none.text()


def test_other_keys_of_the_county_count_only_after_somebody_compared_the_words(
    desk: Desk, page: ExchangePage, tmp_path: Path
) -> None:
    init(tmp_path / "again", Identity(COUNTY.code, COUNTY.name, "http://127.0.0.1:9"))
    with open_county(tmp_path / "again", desk.ws.clock) as county:
        (tmp_path / "new.json").write_text(county.enrol("desk", 3).to_json(), "utf-8")
        words = check_phrase.spoken(county.keys.public_opening, county.keys.public_signing)
    known, shown = enrolment.county_file(desk.ws), list[str]()
    for agrees in (False, True):
        desk.shell.asker = lambda _parent, _title, text, _yes, agrees=agrees: shown.append(text) or agrees
        page.read_county_file(tmp_path / "new.json")
        desk.settle()
        assert words in shown[-1]
        assert (enrolment.county_file(desk.ws) == known) is not agrees
