"""After a round a laptop may be cleared: only of what the county holds in a backup that was tried, and really."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.server import erasing
from tests import peek
from tests.county.certified import certify_here
from tests.county.side import Laptop, code_of
from tests.county.test_safe_elsewhere import backed_up
from tests.county.township import clerk_laptop, import_roster, open_round
from tests.services.conftest import set_up_home
from tests.services.f01 import begin, fill
from tests.services.town import PINS, RED_STAR, Town, signed_visit
from villagevisit.county.home import CountyHome
from villagevisit.domain.clock import FixedClock
from villagevisit.services import campaign, households, people, purge, replica_apply, visit_freeze, visit_lookup
from villagevisit.store import records

__all__ = ["set_up_home"]
WORDS = "粗茶淡饭只有这户说"


@pytest.fixture
def clerk(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    with clerk_laptop(tmp_path / "clerk", set_up_home, county, clock) as laptop:
        import_roster(laptop.ws, tmp_path)
        yield laptop


def visited(town: Town, home: str, round_id: str) -> str:
    form = begin(town, home, round_id)
    fill(town, form, food_clothes=WORDS)
    return visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session).value.submission_id


def test_a_closed_round_goes_once_the_county_has_it_safely(
    clerk: Laptop, county: CountyHome, port: int, clock: FixedClock
) -> None:
    ws, town = clerk.ws, Town(clerk.ws, clock)
    round_id = open_round(clerk, clock).campaign.id
    who = town.actor("005")
    home = households.numbered(ws, RED_STAR.code, "0001").id
    for staff_no in ("001", "002"):
        people.set_pin(ws, town.officer(staff_no).id, PINS[staff_no])
    certify_here(county, ws)
    submission = visited(town, home, round_id)

    def refusal() -> str:
        return code_of(lambda: purge.purge(ws, who, round_id))

    assert refusal() == "purge.open"
    campaign.close(ws, who, round_id)
    assert refusal() == "purge.unsigned"
    signed_visit(town, submission)
    assert refusal() == "purge.unsafe"
    clerk.send(port)
    assert refusal() == "purge.unsafe", "received is not enough"
    backed_up(county)
    clerk.send(port)
    before = purge.look(ws, round_id)
    assert (before.forms, before.photos, before.papers, before.stay) == (1, 2, 0, 0)
    assert WORDS.encode() in peek.installed_pages(ws.home)
    assert list((ws.home / "attachments").glob("*/*"))

    with county.log.reading() as s:
        ((original, _),) = erasing.about(s, ["submission"], [submission])
    assert purge.purge(ws, who, round_id).value == before
    assert WORDS.encode() not in peek.installed_pages(ws.home)
    assert not list((ws.home / "attachments").glob("*/*"))
    assert visit_lookup.history(ws, home) == []
    assert records.first_broken(ws.store.reader()) is None
    assert [one.household_no for one in campaign.worklist(ws, round_id)] == ["0001", "0002", "0101"]
    assert refusal() == "purge.nothing"
    assert purge.rounds(ws) == []
    with ws.store.transaction() as db:
        records.keep_foreign(db, [original])
        replica_apply.apply(ws, db, [original])
    ws.store.scrub()
    assert WORDS.encode() not in peek.installed_pages(ws.home), "what comes again does not stay"
    assert visit_lookup.history(ws, home) == []


def test_a_draft_keeps_the_round_here(clerk: Laptop, clock: FixedClock) -> None:
    town = Town(clerk.ws, clock)
    round_id = open_round(clerk, clock).campaign.id
    begin(town, households.numbered(clerk.ws, RED_STAR.code, "0001").id, round_id)
    campaign.close(clerk.ws, town.actor("005"), round_id)
    assert code_of(lambda: purge.purge(clerk.ws, town.actor("005"), round_id)) == "purge.drafts"
