"""Who works in some villages only sees nothing of the others: every duty, every way to look, every area."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.services.conftest import set_up_home
from tests.services.f01 import begin, fill
from tests.services.town import RED_STAR, STONE, Town, opened, team
from tests.ui.county_word import CountyWord
from villagevisit.domain.campaign import Campaign
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.domain.errors import CodedError, Refused
from villagevisit.domain.officer import Role
from villagevisit.services import (
    allowing,
    areas,
    campaign,
    export,
    households,
    paper,
    requests,
    retention,
    reveal,
    visit,
    visit_freeze,
    visit_lookup,
)
from villagevisit.services.reveal import Secret
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import households as rows
from villagevisit.store import search

__all__ = ["set_up_home"]
BOTH = frozenset({RED_STAR.code, STONE.code})
OFFICE = frozenset({Role.CLERK, Role.COUNTY})
FORM = frozenset({Role.INVESTIGATOR, Role.CLERK})
EVERYBODY = frozenset(Role)


@dataclass
class Place:
    """Both villages with a family and an unsigned visit each; 001 is certified for what a test says."""

    town: Town
    round: Campaign
    homes: dict[str, str]
    """Of each village."""
    folder: Path

    def hits(self, who: Actor, text: str) -> set[str]:
        found = households.search(self.town.ws, text, within=allowing.within(self.town.ws, who))
        return {village for village, home in self.homes.items() for hit in found if hit.household_id == home}

    def exported(self, who: Actor, dataset: str, form_id: str = "") -> set[str]:
        path = self.folder / "list.jsonl"
        path.unlink(missing_ok=True)
        export.run(self.town.ws, who, dataset, path, form_id=form_id)
        text = path.read_text("utf-8")
        assert "9999991970" not in text, "numbers are masked unless somebody asks for them"
        return {json.loads(line)["village_code"] for line in text.splitlines()}

    def village_of(self, home: str) -> str:
        return next(village for village, one in self.homes.items() if one == home)

    def each(self, ask: Callable[[str], object]) -> set[str]:
        """The villages in which it is not refused for the place or the duty."""
        found = set()
        for village, home in self.homes.items():
            try:
                ask(home)
            except CodedError as error:
                if error.code in ("actor.area", "actor.role", "visit.form-not-for-role"):
                    continue
            found.add(village)
        return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, set_up_home: Path) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("area")
    shutil.copytree(set_up_home, folder / "home")
    clock = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=CHINA))
    with Workspace.open(folder / "home", clock) as ws:
        town = Town(ws, clock).with_pins()
        homes = {RED_STAR.code: town.family("0001"), STONE.code: town.family("0002", STONE)}
        with ws.store.transaction() as db:
            for home in filter(None, (rows.by_id(db, one) for one in homes.values())):
                search.add(db, search.household_terms(home.village_code, home.row, home.household_no))
                for one in home.persons:
                    search.add(db, search.person_terms(home.village_code, one.row, one.name, ""))
        round_ = opened(town)
        crew = team(town, round_, "一队", "001", "002")
        campaign.assign(ws, town.actor("005"), round_.id, [*homes.values()], crew.id)
        for home in homes.values():
            form = begin(town, home, round_.id)
            fill(town, form)
            visit_freeze.freeze(ws, town.actor("001", "002"), form.draft_id, form.session)
            requests.ask(ws, town.actor("005"), home, "张三丰", "电话不对", town.officer("005").id)
        yield Place(town, round_, homes, folder)


Ask = Callable[[Place, Actor], set[str]]
WAYS: dict[str, tuple[frozenset[Role], Ask]] = {
    "list": (EVERYBODY, lambda at, who: {row.village_code for row in households.page(
        at.town.ws, offset=0, limit=9, within=allowing.within(at.town.ws, who))}),
    "count": (EVERYBODY, lambda at, who: {village for village in BOTH if households.count(
        at.town.ws, village, allowing.within(at.town.ws, who))}),
    "name": (EVERYBODY, lambda at, who: at.hits(who, "张")),
    "inner": (EVERYBODY, lambda at, who: at.hits(who, "三丰")),
    "initials": (EVERYBODY, lambda at, who: at.hits(who, "zsf")),
    "number": (EVERYBODY, lambda at, who: at.hits(who, "000")),
    "two words": (EVERYBODY, lambda at, who: at.hits(who, "张 村")),
    "household": (EVERYBODY, lambda at, who: at.each(
        lambda home: households.get(at.town.ws, home, allowing.within(at.town.ws, who)))),
    "worklist": (EVERYBODY, lambda at, who: {item.village_code for item in campaign.worklist(
        at.town.ws, at.round.id, within=allowing.within(at.town.ws, who))}),
    "coverage": (EVERYBODY, lambda at, who: {share.key for share in campaign.coverage(
        at.town.ws, at.round.id, allowing.within(at.town.ws, who)).by_village}),
    "unsigned": (EVERYBODY, lambda at, who: {
        village for row in visit_lookup.waiting_for_signature(
            at.town.ws, at.round.id, allowing.within(at.town.ws, who))
        for village, home in at.homes.items() if home == row.household_id}),
    "telephone": (EVERYBODY, lambda at, who: at.each(
        lambda home: reveal.reveal(at.town.ws, who, Secret.PHONE, home))),
    "form": (FORM, lambda at, who: at.each(
        lambda home: visit.open_form(at.town.ws, who, "household_verification", household_id=home))),
    "export households": (OFFICE, lambda at, who: at.exported(who, "households")),
    "export persons": (OFFICE, lambda at, who: at.exported(who, "persons")),
    "export answers": (FORM, lambda at, who: at.exported(who, "submissions", "household_verification")),
    "board": (OFFICE | FORM, lambda at, who: at.each(lambda home: paper.preview(
        at.town.ws, who, paper.PaperRequest("publicity_board", village_code=at.village_of(home))))),
    "corrections": (EVERYBODY, lambda at, who: {
        one.request.village_code for one in requests.every(at.town.ws, allowing.within(at.town.ws, who))}),
    "boards": (OFFICE | FORM, lambda at, who: {one.id for one in paper.subjects(at.town.ws, who, "publicity_board")}),
}  # fmt: skip




def _of_village(kind: str) -> Ask:
    return lambda at, who: at.each(
        lambda home: paper.preview(at.town.ws, who, paper.PaperRequest(kind, village_code=at.village_of(home)))
    )


def _of_household(kind: str) -> Ask:
    return lambda at, who: at.each(
        lambda home: paper.preview(at.town.ws, who, paper.PaperRequest(kind, subject_id=home))
    )


WAYS |= {f"paper {kind}": (OFFICE | FORM, _of_household(kind)) for kind in ("application", "verification_blank")}
WAYS |= {f"paper {kind}": (OFFICE, _of_village(kind)) for kind in ("ledger", "labels")}


def seen(at: Place, way: str, who: Actor) -> set[str]:
    try:
        return WAYS[way][1](at, who)
    except Refused as error:
        if error.code != "actor.role":
            raise
        return set()


@pytest.fixture(scope="module")
def certified(place: Place) -> dict[str, Actor]:
    """001 to 004 certified for one village, the other, and both; 004 not at all."""
    county = CountyWord.known_to(place.town.ws, place.folder)
    for serial, (staff_no, scope) in enumerate(
        (("001", [RED_STAR.code]), ("002", [STONE.code]), ("003", [RED_STAR.code, STONE.code])), start=1
    ):
        county.certify(place.town.officer(staff_no), date(2027, 10, 1), *scope, serial=serial)
    return {
        "red": place.town.actor("001"), "stone": place.town.actor("002"), "both": place.town.actor("003"),
        "nobody said": place.town.actor("004"),
    }  # fmt: skip


AREAS = {"red": {RED_STAR.code}, "stone": {STONE.code}, "both": BOTH, "nobody said": BOTH}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_look_ends_where_somebodys_work_ends(
    place: Place, certified: dict[str, Actor], way: str, area: str, role: Role
) -> None:
    who = Actor(tuple(replace(one, roles=frozenset({role}), village_code="") for one in certified[area].officers))
    wanted = AREAS[area] if role in WAYS[way][0] else set()
    assert seen(place, way, who) == wanted


def test_what_is_over_its_time_is_told_of_ones_own_villages(
    place: Place, certified: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "today", lambda _clock: date(2099, 1, 1))
    for area, villages in AREAS.items():
        found = retention.due(place.town.ws, within=allowing.within(place.town.ws, certified[area]))
        assert {place.village_of(one.household_id) for one in found if one.household_id} == villages


def test_a_village_doctor_sees_his_own_village(place: Place) -> None:
    one = replace(place.town.officer("006"), village_code=STONE.code)
    assert all(seen(place, way, Actor((one,))) == {STONE.code} for way, (who, _) in WAYS.items() if who == EVERYBODY)


def test_two_at_one_laptop_see_what_either_works_on(place: Place, certified: dict[str, Actor]) -> None:
    both = Actor((*certified["red"].officers, *certified["stone"].officers))
    assert allowing.within(place.town.ws, both) is None
    assert allowing.within(place.town.ws, certified["red"]) == (RED_STAR.code,)
    assert len(areas.villages(place.town.ws)) == 2
