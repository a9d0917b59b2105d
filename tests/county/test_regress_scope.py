"""What the simulator once found about areas (docs/reliability.md)."""

import shutil
from pathlib import Path

from tests.county.side import Laptop, code_of
from tests.county.test_lineage import at_county, copied, names, serving
from tests.county.test_replication import clerk, set_up_home, team
from tests.county.township import import_roster
from tests.services.town import RED_STAR, STONE
from villagevisit.county import publish
from villagevisit.county.home import CountyHome, open_county
from villagevisit.domain.clock import FixedClock
from villagevisit.services import areas, households, lineage, replica_log
from villagevisit.services.resolution_body import RESOLUTION, ResolutionBody, resolution_body
from villagevisit.services.workspace import Workspace
from villagevisit.store import records

__all__ = ["clerk", "set_up_home", "team"]


def test_an_area_that_was_changed_and_changed_back_between_two_exchanges_has_its_list_again(
    clerk: Laptop, team: Laptop, county: CountyHome, port: int, tmp_path: Path
) -> None:
    import_roster(clerk.ws, tmp_path)
    clerk.send(port)
    team.send(port)
    (name,) = records.lineages(team.ws.store.reader())
    before = households.page(team.ws, offset=0, limit=10, village_code=RED_STAR.code)
    assert before
    publish.set_scope(county, name, "team", [STONE.code])
    publish.set_scope(county, name, "team", [RED_STAR.code])
    team.send(port)
    team.send(port)
    assert households.page(team.ws, offset=0, limit=10, village_code=RED_STAR.code) == before
    assert not households.page(team.ws, offset=0, limit=10, village_code=STONE.code)


def test_an_old_image_brings_no_work_back_in_a_village_that_left(
    team: Laptop, county: CountyHome, port: int, clock: FixedClock, tmp_path: Path
) -> None:
    team.send(port)
    image = copied(team, tmp_path / "image")
    visit, elsewhere = team.visit(1), team.append("note", "of no village", b"\xa0")
    team.send(port)
    publish.set_scope(county, names(team)[0], "team", [STONE.code])
    with Workspace.open(image, clock) as ws:
        back = Laptop(ws, clock)
        back.send(port)
        back.send(port)
        assert len(names(back)) == 2
        found = ws.store.reader().execute("SELECT subject_id, digest FROM record").fetchall()
    assert visit in at_county(county)
    assert found == [("of no village", elsewhere)]


def test_a_county_back_from_before_a_change_of_area_takes_its_laptops_with_it(
    clerk: Laptop, team: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    import_roster(clerk.ws, tmp_path)
    with serving(county) as port:
        clerk.send(port)
        team.send(port)
        shutil.copytree(county.folder.parent, tmp_path / "before")
        publish.set_scope(county, names(team)[0], "team", [STONE.code])
        team.send(port)
        team.send(port)
        assert areas.villages(team.ws) == (STONE,)
    with open_county(tmp_path / "before", clock) as again, serving(again) as port:
        team.send(port)
        team.send(port)
        assert areas.villages(team.ws) == (RED_STAR,)
        assert households.count(team.ws, RED_STAR.code) == 2
        assert households.count(team.ws, STONE.code) == 0


def test_what_is_no_visit_and_no_paper_keeps_its_village_until_it_is_safe(
    clerk: Laptop, team: Laptop, county: CountyHome, port: int, tmp_path: Path
) -> None:
    import_roster(clerk.ws, tmp_path)
    clerk.send(port)
    team.send(port)
    (home, *_) = households.page(team.ws, offset=0, limit=1, village_code=RED_STAR.code)
    body = ResolutionBody(home.id, RED_STAR.code, "李芳", "两边不一样", (), ("phone",))
    digest = team.append(RESOLUTION, home.id, resolution_body(body))
    publish.set_scope(county, names(team)[0], "team", [STONE.code])
    team.send(port)
    assert [(one.village, one.unsafe) for one in replica_log.leaving(team.ws)] == [(RED_STAR.name, 1)]
    with county.log.reading() as s:
        query = "SELECT count(*) FROM record WHERE county = ? AND digest = ?"
        assert s.db.exec_driver_sql(query, (s.county, digest)).scalar() == 1


def test_the_office_means_the_laptop_and_not_one_of_its_names(
    team: Laptop, county: CountyHome, port: int, clock: FixedClock, tmp_path: Path
) -> None:
    team.send(port)
    image = copied(team, tmp_path / "image")
    with team.ws.store.transaction() as db:
        lineage.begin(team.ws, db, lineage.RESTORED)
    team.visit(1)
    team.send(port)
    old, new = names(team)
    publish.set_scope(county, new, "team", [STONE.code])
    county.revoke(new)
    with Workspace.open(image, clock) as ws:
        assert names(Laptop(ws, clock)) == [old]
        assert code_of(lambda: Laptop(ws, clock).send(port)) == "device.revoked"
    with county.log.reading() as s:
        query = "SELECT DISTINCT scope, state FROM device WHERE county = ? AND device IN (?, ?)"
        assert len(s.db.exec_driver_sql(query, (s.county, old, new)).fetchall()) == 1
