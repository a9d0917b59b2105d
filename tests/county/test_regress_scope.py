"""What the simulator once found about areas (docs/reliability.md)."""

from pathlib import Path

from tests.county.side import Laptop
from tests.county.test_replication import clerk, set_up_home, team
from tests.county.township import import_roster
from tests.services.town import RED_STAR, STONE
from villagevisit.county import publish
from villagevisit.county.home import CountyHome
from villagevisit.services import households
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
