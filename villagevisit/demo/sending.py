"""The last step of the story: to the county over the network, and by stick; a broken line loses nothing."""

import shutil
import socket
from pathlib import Path

from villagevisit.demo import county_office, place
from villagevisit.demo.book import Summary
from villagevisit.demo.hands import Hands, Lost, ReadyAnswers
from villagevisit.services import outstanding
from villagevisit.ui.pages.exchange import ExchangePage
from villagevisit.wording import t

BATCH_ENDING = ".vvb"


def send(hands: Hands, folder: Path, summary: Summary) -> None:
    """First with nobody listening, then with the county server there."""
    port = _free_port()
    county_file = make_county(folder, port)
    hands.press(t("ui.nav.exchange"))
    page = hands.page(ExchangePage)
    hands.shot("send-no-county-file")
    hands.desk.shell.files = ReadyAnswers(county_file)
    hands.press(page.routes.read)
    hands.shot("send-waiting")
    hands.press(page.routes.send)
    hands.until(lambda: bool(page.result.text()), "the sentence about a broken line")
    hands.shot("send-line-broken")
    with county_office.serving(folder / "county", port):
        hands.press(page.routes.send)
        hands.until(lambda: not outstanding.waiting(hands.desk.ws).records, "the county's receipt")
        hands.settle()
        hands.shot("send-received")
    _keep(hands, folder, summary)


def make_county(folder: Path, port: int) -> Path:
    """A county in `folder/county` that will listen on this port; returns the file that lets a laptop send to it."""
    code, name = place.COUNTY
    url = f"http://127.0.0.1:{port}"
    county_office.county(folder / "county", "init", "--code", code, "--name", name, "--server", url)
    county_file = folder / f"{name}.county.json"
    county_office.county(folder / "county", "enrol", "-o", str(county_file), "--name", "清溪镇一号机")
    return county_file


def by_stick(hands: Hands, folder: Path) -> None:
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
    county_office.county(folder / "county", "receive", str(stick))
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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
