"""The clerk's part of the story: first start, the roster, the round."""

from pathlib import Path

from PySide6.QtCore import Qt

from villagevisit.demo import place
from villagevisit.demo.book import Summary
from villagevisit.demo.hands import Hands, Lost, ReadyAnswers
from villagevisit.domain.officer import Kin
from villagevisit.services import campaign, households, people, roster
from villagevisit.ui.kit.fields import Pin
from villagevisit.ui.kit.parts import Button
from villagevisit.ui.pages.campaign import CampaignPage
from villagevisit.ui.pages.campaign_assign import AssignPanel
from villagevisit.ui.pages.people_editor import PersonLine
from villagevisit.ui.pages.roster import RosterPage
from villagevisit.ui.pages.sign_in import PinCard
from villagevisit.wording import t


def first_start(hands: Hands, folder: Path) -> None:
    """The wizard, from the county's code table to the last look."""
    codes = place.write_codes(folder / "行政区划代码.csv")
    hands.shot("first-start")
    hands.press(t("ui.door.new"))
    hands.desk.shell.files = ReadyAnswers(codes)
    hands.press(t("ui.setup.pick_codes"))
    for _, name in place.VILLAGES:
        hands.tick(name)
    hands.shot("villages")
    hands.press(t("common.next"))
    for _ in place.WORKERS[2:]:
        hands.press(t("ui.person.add"))
    for line, worker in zip(hands.all(PersonLine), place.WORKERS, strict=True):
        _fill_person(hands, line, worker)
    hands.shot("people")
    hands.press(t("common.next"))
    hands.shot("parameters")
    hands.press(t("common.next"))
    hands.shot("last-look")
    hands.press(t("ui.setup.finish"))
    hands.until(lambda: hands.desk.shell.place[0] == "sign_in", "the sign-in page")


def fetch_work(hands: Hands, county_file: Path) -> None:
    """The other door: the county's file, one exchange, and the empty laptop is ready. The county must be listening."""
    hands.press(t("ui.door.county"))
    hands.desk.shell.files = ReadyAnswers(county_file)
    hands.press(t("ui.door.pick"))
    hands.shot("county-door")
    hands.press(t("ui.door.fetch"))
    hands.until(lambda: hands.desk.shell.place[0] == "sign_in", "the work from the county")
    hands.settle()


def _fill_person(hands: Hands, line: PersonLine, worker: place.Worker) -> None:
    hands.fill(line.staff_no, worker.staff_no)
    hands.key(Qt.Key.Key_Return)
    hands.type(worker.name)
    for role, box in line.roles.items():
        if box.isChecked() != (role.value in worker.roles):
            hands.press(box)
    if worker.own_village:
        hands.choose(line.village, worker.own_village)


def sign_in(hands: Hands, *names: str) -> None:
    """One person, or the two of a team: each picks his tile and enters his PIN (twice when it is his first).

    Who opened the computer with his PIN is picked already.
    """
    picked = {card.officer.name for card in hands.all(PinCard)}
    for name in names:
        if name not in picked:
            hands.press(_tile(hands, name))
    for field in hands.all(Pin):
        hands.fill(field, place.PIN)
    hands.shot("sign-in")
    hands.press(t("ui.sign.enter_two") if len(names) > 1 else t("ui.sign.enter"))
    hands.until(lambda: hands.desk.shell.place[0] != "sign_in", "the first page of the day")
    hands.settle()


def _tile(hands: Hands, name: str) -> Button:
    return hands.find(Button, lambda each: name in each.text(), name)


def bring_in_roster(hands: Hands, workbook: Path, summary: Summary) -> None:
    """Drops the township's workbook on the page, looks at what was understood, lets it in, settles doubtful rows."""
    hands.press(t("ui.nav.roster"))
    page = hands.page(RosterPage)
    hands.shot("roster-first-step")
    hands.drop(page.import_panel.drop, workbook)
    hands.until(page.import_panel.preview.isVisible, "the preview of the roster")
    hands.shot("roster-preview")
    hands.press(page.import_panel.preview.start)
    hands.until(page.import_panel.result.isVisible, "the result of the import")
    hands.shot("roster-result")
    ws = hands.desk.ws
    newest = roster.imports(ws)[0]
    summary.imported, summary.doubtful, summary.rejected = newest.imported, newest.doubtful, newest.rejected
    if newest.imported + newest.doubtful + newest.rejected != newest.rows:
        raise Lost("imported + doubtful + rejected = rows in")
    if newest.doubtful:
        hands.press(page.tabs.button("doubtful"))
        hands.shot("roster-doubtful")
        hands.key(Qt.Key.Key_1)
        hands.shot("roster-one-settled")
    summary.households = households.count(ws)
    listed = households.page(ws, offset=0, limit=summary.households)
    summary.persons = sum(row.members for row in listed)


def open_round(hands: Hands) -> str:
    """A round over both villages, a team, a fair draw; one household turns out to be kin of an investigator.

    Returns the id of the campaign.
    """
    desk = hands.desk
    kin = _declare_kin(hands)
    hands.press(t("ui.nav.campaign"))
    page = hands.page(CampaignPage)
    hands.shot("round")
    hands.press(t("ui.round.open_now"))
    now = campaign.current(desk.ws)
    if now is None:
        raise Lost("an open round")
    _add_team(hands, ("李芳", "王强"))
    _add_team(hands, ("李芳", "赵䶮"))
    hands.shot("teams")
    hands.press(page.tabs["assign"])
    panel = page.panels["assign"]
    if not isinstance(panel, AssignPanel):
        raise Lost("the panel that gives households out")
    hands.fill(panel.seed, place.DRAW_SEED)
    hands.press(t("ui.assign.draw"))
    hands.shot("draw")
    hands.press(page.tabs["coverage"])
    hands.shot("coverage")
    if not kin:
        raise Lost("a declared relative")
    return now.id


def _declare_kin(hands: Hands) -> str:
    """Wang Qiang declares that the head of one household is his uncle's son; returns that household."""
    ws, actor = hands.desk.ws, hands.desk.shell.actor
    row = households.page(ws, offset=5, limit=1)[0]
    head = households.get(ws, row.id).persons[0]
    officer = next(each for each in people.officers(ws) if each.name == "王强")
    hands.desk.shell.apply(people.declare_kin(ws, actor, officer.id, Kin(head.name, head.id_no, "4")))
    return row.id


def _add_team(hands: Hands, names: tuple[str, ...]) -> None:
    for name in names:
        hands.tick(name)
    hands.press(t("ui.round.add_team"))

