"""Real F01 visits, filled in, frozen and signed on a laptop: the list reads in them what it needs."""

from pathlib import Path

from tests.county.certified import certify_here
from tests.county.connected_town import laptop, set_up_home
from tests.county.side import Laptop
from tests.services.f01 import begin, fill
from tests.services.town import Town, signed_visit
from villagevisit.county import traces
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.suspicion import Scope
from villagevisit.services import visit_freeze
from villagevisit.store import county_suspicion as rows

__all__ = ["laptop", "set_up_home"]


def test_one_visit_typed_into_two_households_is_listed(
    laptop: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    town = Town(laptop.ws, clock).with_pins()
    certify_here(county, laptop.ws)
    for number in ("0001", "0002"):
        form = begin(town, town.family(number))
        clock.advance(minutes=17)
        fill(town, form, n_code="0001")
        frozen = visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session).value
        clock.advance(seconds=30)
        signed_visit(town, frozen.submission_id)
        clock.advance(minutes=10)
    laptop.write(tmp_path)
    receive(county, tmp_path)
    county.view.catch_up()
    db = county.view.store.reader()
    seen = [traces.read(one) for one in rows.traces(db, Scope.VILLAGE, "999999100201")]
    assert [one.minutes for one in seen] == [17, 17]
    assert [(one.in_person, one.result, len(one.figures)) for one in seen] == [(True, "1/dibao/1", 9)] * 2
    assert [picture.kind for picture in seen[0].pictures] == [Scope.PHOTO, Scope.PHOTO, Scope.INK]
    assert seen[0].neighbours == ("0001", "0001")
    found = rows.findings(db, "", open_=True, limit=99, offset=0)
    listed = {one.finding.code: one.finding.submissions for one in found}
    assert listed == {"photo": 2, "ink": 2, "copied": 2, "own_neighbour": 1}
