"""To the county over the network, and by stick; a broken line loses nothing."""

import shutil
import socket
from pathlib import Path

from villagevisit.demo import county_office
from villagevisit.demo.book import Summary
from villagevisit.demo.hands import Hands, Lost, ReadyAnswers
from villagevisit.services import outstanding
from villagevisit.ui.pages.exchange import ExchangePage
from villagevisit.wording import t

BATCH_ENDING = ".vvb"


def hand_out(hands: Hands, county: Path, port: int, county_file: Path) -> None:
    """The clerk's first exchange: the lists and the round go up, so that the teams can fetch them."""
    hands.press(t("ui.nav.exchange"))
    page = hands.page(ExchangePage)
    hands.shot("send-no-county-file")
    hands.desk.shell.files = ReadyAnswers(county_file)
    hands.press(page.routes.read)
    with county_office.serving(county, port):
        _to_county(hands)
    hands.shot("handed-out")


def be_certified(hands: Hands, county: Path, port: int) -> None:
    """The team's keys go up, the county vouches for them, and its word comes down."""
    hands.press(t("ui.nav.exchange"))
    with county_office.serving(county, port):
        _to_county(hands)
    county_office.certify(county)
    with county_office.serving(county, port):
        _to_county(hands)
    hands.shot("certified")


def send(hands: Hands, folder: Path, county: Path, port: int, summary: Summary) -> None:
    """The team's day: first with nobody listening, then with the county server there."""
    hands.desk.shell.go("exchange")
    hands.settle()
    page = hands.page(ExchangePage)
    hands.shot("send-waiting")
    hands.press(page.routes.send)
    hands.until(lambda: bool(page.result.text()), "the sentence about a broken line")
    hands.shot("send-line-broken")
    with county_office.serving(county, port):
        _to_county(hands)
    hands.shot("send-received")
    _keep(hands, folder, summary)


def receive(hands: Hands, county: Path, port: int, summary: Summary) -> None:
    """The clerk's second exchange brings what the teams did."""
    hands.desk.shell.go("exchange")
    hands.settle()
    with county_office.serving(county, port):
        _to_county(hands)
    hands.shot("visits-came")
    result = hands.page(ExchangePage).last
    summary.brought = result.brought if result else 0


def _to_county(hands: Hands) -> None:
    page = hands.page(ExchangePage)
    page.last = None
    hands.press(page.routes.send)
    hands.until(lambda: page.last is not None, "the county's answer")
    hands.until(lambda: not outstanding.waiting(hands.desk.ws).records, "the county's receipt")
    hands.settle()


def by_stick(hands: Hands, folder: Path, county: Path) -> None:
    """To a folder that stands for a stick, into the county, and back with the receipt."""
    stick = folder / "U盘"
    stick.mkdir()
    hands.desk.shell.go("exchange")
    hands.settle()
    page = hands.page(ExchangePage)
    hands.desk.shell.files = ReadyAnswers(stick)
    hands.press(page.routes.stick)
    hands.until(lambda: bool(page.result.text()), "the written stick")
    hands.shot("stick-written")
    batch = next(path for path in sorted(stick.rglob("*")) if path.suffix == BATCH_ENDING)
    shutil.copyfile(batch, folder / batch.name)
    county_office.take_stick(county, stick)
    hands.press(page.routes.stick)
    hands.until(lambda: not outstanding.waiting(hands.desk.ws).records, "the receipt from the stick")
    hands.settle()
    hands.shot("stick-received")


def _keep(hands: Hands, folder: Path, summary: Summary) -> None:
    """Copies the receipt out of the data folder, and counts what it says."""
    result = hands.page(ExchangePage).last
    if result is None or result.receipt_path is None:
        raise Lost("a receipt")
    shutil.copyfile(result.receipt_path, folder / result.receipt_path.name)
    summary.batch_bytes = result.batch_bytes
    summary.receipt = {"accepted": result.accepted, "duplicate": result.duplicate, "refused": len(result.refused)}


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
