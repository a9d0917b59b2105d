"""`villagevisit demo`: the story from end to end, or the same data ready to try."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

import click
from PySide6.QtTest import QTest

from villagevisit.app import opened
from villagevisit.app import run as run_window
from villagevisit.demo import county_office, fieldwork, office, paperwork, place, sending
from villagevisit.demo.book import Summary
from villagevisit.demo.hands import Hands, Lost, pause, photograph
from villagevisit.domain.errors import Refused
from villagevisit.services import campaign, enrolment, households, locking
from villagevisit.services.demo_data import demo_workbook
from villagevisit.ui.lock_window import LockWindow
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
    story = prepare(folder, settings.language)
    click.echo(t("demo.ready", folder=str(folder), pin=place.PIN))
    click.echo(t("demo.county", folder=str(folder), port=COUNTY_PORT))
    click.echo(t("demo.second", folder=str(folder), file=story.team_file.name))
    sys.exit(run_window(folder / "home", settings.language))


def tell(folder: Path, language: str | None = None) -> Summary:
    """A clerk's laptop, a county and a team's laptop, through the windows; leaves pictures, papers, batch, receipt and
    `summary.json` in `folder`."""
    return Story(folder, language).tell()


class Story:
    """What the laptops of one telling share: the county, the album, the figures."""

    def __init__(self, folder: Path, language: str | None = None, port: int = 0) -> None:
        self.folder = folder
        self.language = language
        self.port = port or sending.free_port()
        self.county = folder / "county"
        self.summary = Summary()
        self._pictures: list[Path] = []

    def tell(self) -> Summary:
        """From the roster in the office to the board that shows what the team found."""
        self.make_county()
        with self._laptop("home") as hands:
            self.office(hands)
            with self.summary.step("hand_out"):
                sending.hand_out(hands, self.county, self.port, self.clerk_file)
        with self._laptop("team") as hands:
            self._field(hands)
        with self._laptop("home") as hands:
            office.sign_in(hands, place.CLERK)
            self._board(hands)
        self.summary.write(self.folder / "summary.json")
        return self.summary

    def make_county(self) -> None:
        """The county, and a file for each laptop."""
        county_office.make(self.county, self.port)
        self.clerk_file = self._invite("内勤", "clerk", place.TOWNSHIP[0])
        self.team_file = self._invite("走访组", "team", *(code for code, _ in place.VILLAGES))

    def _invite(self, who: str, role: str, *areas: str) -> Path:
        path = self.folder / f"{place.COUNTY[1]}-{who}.county.json"
        return county_office.invite(self.county, path, f"{place.TOWNSHIP[1]}{who}", role, *areas)

    @contextmanager
    def _laptop(self, name: str) -> Iterator[Hands]:
        with opened(self.folder / name, self.language, unlock=self._unlock) as desk:
            desk.window.resize(*SIZE)
            desk.window.show()
            desk.window.activateWindow()
            desk.shell.asker = lambda *_: True
            hands = Hands(desk, self.folder, self._pictures)
            try:
                yield hands
            except Exception:
                with suppress(RuntimeError):
                    hands.shot("failed")
                raise

    def _unlock(self, window: LockWindow) -> None:
        """The clerk comes back to his laptop, which is locked."""
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        door = next(one for one in window.doors if one.name == place.CLERK)
        window.tiles[door.id].click()
        QTest.keyClicks(window.pin, place.PIN)
        photograph(window, self.folder, self._pictures, "locked")
        window.open_button.click()
        while window.tasks.busy:
            pause(10)

    def office(self, hands: Hands) -> None:
        """First start, roster and round, by the clerk."""
        workbook = self.folder / "清溪镇低保名册.xlsx"
        demo_workbook(workbook, place.VILLAGES, place.HOUSEHOLDS, place.SEED)
        with self.summary.step("first_start"):
            office.first_start(hands, self.folder)
            office.sign_in(hands, place.CLERK)
        with self.summary.step("roster"):
            office.bring_in_roster(hands, workbook, self.summary)
        with self.summary.step("campaign"):
            office.open_round(hands)

    def _field(self, hands: Hands) -> None:
        """The team's laptop, empty in the morning."""
        folder, summary = self.folder, self.summary
        with summary.step("fetch_work"):
            with county_office.serving(self.county, self.port):
                office.fetch_work(hands, self.team_file)
            office.sign_in(hands, *place.TEAM)
        with summary.step("certify"):
            sending.be_certified(hands, self.county, self.port)
        hands.desk.shell.go("home")
        hands.settle()
        summary.handed_out = households.count(hands.desk.ws)
        hands.shot("worklist")
        campaign_id, first, second, third = _worklist(hands)
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
        with summary.step("send"):
            sending.send(hands, folder, self.county, self.port, summary)
        with summary.step("second_visit"):
            fieldwork.visit(hands, folder, campaign_id, third)
            summary.frozen += 1
            fieldwork.sign_quietly(hands, summary)
        with summary.step("stick"):
            sending.by_stick(hands, folder, self.county)

    def _board(self, hands: Hands) -> None:
        """Back in the office: what the team found, on the boards."""
        with self.summary.step("receive"):
            sending.receive(hands, self.county, self.port, self.summary)
        with self.summary.step("boards"):
            paperwork.office_papers(hands, self.folder, self.summary)
        hands.desk.shell.go("home")
        hands.settle()
        hands.shot("end-of-the-day")
        locking.allow_commands(hands.desk.ws, hands.desk.shell.actor)  # others go on with commands, and have no PIN

    def prepare(self) -> None:
        """Only the office's part, so that a person can go on from there; every PIN is `place.PIN`.

        A county is there too, on this machine; it listens when somebody starts its server.
        """
        self.make_county()
        with self._laptop("home") as hands:
            self.office(hands)
            for worker in place.WORKERS:
                if worker.name != place.CLERK:
                    hands.desk.window.sign_out()
                    hands.settle()
                    office.sign_in(hands, worker.name)
            enrolment.read_county_file(hands.desk.ws, self.clerk_file)


def prepare(folder: Path, language: str | None = None) -> Story:
    """The data that `demo` opens on, ready to try."""
    story = Story(folder, language, COUNTY_PORT)
    story.prepare()
    return story


def _worklist(hands: Hands) -> tuple[str, str, str, str]:
    """The round, and the first three households of the team in it."""
    ws = hands.desk.ws
    current = campaign.current(ws)
    if current is None:
        raise Lost("a round")
    team = next(
        each for each in campaign.teams(ws, current.id) if {one.name for one in each.officers} == set(place.TEAM)
    )
    first, second, third = campaign.worklist(ws, current.id, team_id=team.id, limit=3, offset=0)
    return current.id, first.household_id, second.household_id, third.household_id
