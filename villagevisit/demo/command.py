"""`villagevisit demo`: the story from end to end, or the same data ready to try."""

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import click

from villagevisit.app import Desk, opened
from villagevisit.app import run as run_window
from villagevisit.demo import fieldwork, office, paperwork, place, sending
from villagevisit.demo.book import Summary
from villagevisit.demo.hands import Hands
from villagevisit.domain.errors import Refused
from villagevisit.services import campaign, enrolment
from villagevisit.services.demo_data import demo_workbook
from villagevisit.wording import t

SIZE = (1280, 720)
COUNTY_PORT = 8421


class Settings(Protocol):
    """What the options before the verb chose (made by the command line's root)."""

    json: bool
    language: str | None

    def show(self, result: object, text: str) -> None: ...


@click.command("demo")
@click.option("--out", type=click.Path(path_type=Path), help="Where everything goes; a new folder unless given.")
@click.option("--headless", is_flag=True, help="The whole story offscreen, leaving pictures, PDFs, batch, summary.")
@click.pass_obj
def command(settings: Settings, out: Path | None, headless: bool) -> None:
    """The main job on a demonstration township, start to end, in the real windows."""
    folder = out or Path(tempfile.mkdtemp(prefix="villagevisit-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Refused("demo.folder-not-empty", folder=str(folder))
    if headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        summary = tell(folder, settings.language)
        settings.show(summary.seconds_per_step, t("demo.told", folder=str(folder)))
        return
    prepare(folder, settings.language)
    click.echo(t("demo.ready", folder=str(folder), pin=place.PIN))
    click.echo(t("demo.county", folder=str(folder), port=COUNTY_PORT))
    sys.exit(run_window(folder / "home", settings.language))


def tell(folder: Path, language: str | None = None) -> Summary:
    """Steps 1 to 7 through the windows; leaves pictures, papers, batch, receipt and `summary.json` in `folder`."""
    summary = Summary()
    with opened(folder / "home", language) as desk:
        hands = _hands(desk, folder)
        try:
            campaign_id = _office(hands, folder, summary)
            _field(hands, folder, summary, campaign_id)
            _county(hands, folder, summary, campaign_id)
        except Exception:
            with suppress(RuntimeError):
                hands.shot("failed")
            raise
    summary.write(folder / "summary.json")
    return summary


def prepare(folder: Path, language: str | None = None) -> None:
    """Only the office's part, so that a person can go on from there; every PIN is `place.PIN`.

    A county is there too, on this machine; it listens when somebody starts its server.
    """
    with opened(folder / "home", language) as desk:
        hands = _hands(desk, folder)
        _office(hands, folder, Summary())
        for worker in place.WORKERS:
            if worker.name != place.CLERK:
                _change_hands(hands, worker.name)
        enrolment.read_county_file(desk.ws, sending.make_county(folder, COUNTY_PORT))


def _hands(desk: Desk, folder: Path) -> Hands:
    desk.window.resize(*SIZE)
    desk.window.show()
    desk.window.activateWindow()
    desk.shell.asker = lambda *_: True
    return Hands(desk, folder)


def _office(hands: Hands, folder: Path, summary: Summary) -> str:
    workbook = folder / "清溪镇低保名册.xlsx"
    demo_workbook(workbook, place.VILLAGES, place.HOUSEHOLDS, place.SEED)
    with summary.step("first_start"):
        office.first_start(hands, folder)
        office.sign_in(hands, place.CLERK)
    with summary.step("roster"):
        office.bring_in_roster(hands, workbook, summary)
    with summary.step("campaign"):
        return office.open_round(hands)


def _field(hands: Hands, folder: Path, summary: Summary, campaign_id: str) -> None:
    _change_hands(hands, *place.TEAM)
    hands.shot("worklist")
    first, second, _ = _worklist(hands, campaign_id)
    with summary.step("visit"):
        fieldwork.visit(hands, folder, campaign_id, first)
        summary.frozen += 1
    with summary.step("sign"):
        fieldwork.sign(hands, summary)
    with summary.step("paper"):
        paperwork.verification_form(hands, folder)
    with summary.step("nobody_home"):
        fieldwork.nobody_home(hands, folder, campaign_id, second)
        summary.frozen += 1


def _county(hands: Hands, folder: Path, summary: Summary, campaign_id: str) -> None:
    _change_hands(hands, place.CLERK)
    with summary.step("boards"):
        paperwork.office_papers(hands, folder, campaign_id, summary)
    with summary.step("send"):
        sending.send(hands, folder, summary)
    _change_hands(hands, *place.TEAM)
    with summary.step("second_visit"):
        fieldwork.visit(hands, folder, campaign_id, _worklist(hands, campaign_id)[2])
        summary.frozen += 1
        fieldwork.sign_quietly(hands, summary)
    with summary.step("stick"):
        sending.by_stick(hands, folder)
    hands.desk.shell.go("home")
    hands.settle()
    hands.shot("end-of-the-day")


def _worklist(hands: Hands, campaign_id: str) -> tuple[str, str, str]:
    """The first three households of the team."""
    ws = hands.desk.ws
    team = next(
        each for each in campaign.teams(ws, campaign_id) if {one.name for one in each.officers} == set(place.TEAM)
    )
    first, second, third = campaign.worklist(ws, campaign_id, team_id=team.id, limit=3, offset=0)
    return first.household_id, second.household_id, third.household_id


def _change_hands(hands: Hands, *names: str) -> None:
    """Signs out and lets others sign in."""
    hands.desk.window.sign_out()
    hands.settle()
    office.sign_in(hands, *names)
