"""A real visit: filled in, frozen, signed by two, sent, received, and seen by the county.

They signed before the laptop knew its county: what they signed counts once the county has certified them.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.county.certified import certify_all
from tests.county.side import Laptop
from tests.services.conftest import set_up_home
from tests.services.f01 import fill
from tests.services.town import PINS, Town, opened, signed_visit, team
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome
from villagevisit.domain.campaign import VisitState
from villagevisit.domain.clock import FixedClock
from villagevisit.services import campaign, enrolment, visit, visit_freeze
from villagevisit.services.workspace import Workspace

__all__ = ["set_up_home"]


@pytest.fixture
def laptop(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    shutil.copytree(set_up_home, tmp_path / "laptop")
    with Laptop(Workspace.open(tmp_path / "laptop", clock), clock) as one:
        yield one


def test_a_visit_goes_all_the_way(laptop: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path) -> None:
    town = Town(laptop.ws, clock).with_pins()
    household = town.family()
    round_ = opened(town)
    one_team = team(town, round_, "第一组", "001", "002")
    campaign.assign(town.ws, town.actor("005"), round_.id, [household], one_team.id)
    form = visit.open_form(
        town.ws, town.actor("001", "002"), "household_verification", household_id=household, campaign_id=round_.id
    ).value
    fill(town, form)
    frozen = visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session).value
    signed_visit(town, frozen.submission_id)
    (tmp_path / "county.json").write_text(county.enrol("1号机", 1).to_json(), "utf-8")
    enrolment.read_county_file(laptop.ws, tmp_path / "county.json")

    def state() -> dict[VisitState, int]:
        return {key: count for key, count in campaign.counts(town.ws, round_.id).items() if count}

    assert state() == {VisitState.SIGNED: 1}
    result = laptop.write(tmp_path)
    assert result.sent == 2 + len(PINS), "the visit, what was said about consent, and the keys to be certified"
    assert state() == {VisitState.SENT: 1}
    (handled,) = receive(county, tmp_path)
    assert (handled.accepted, handled.refused) == (2 + len(PINS), 0)
    assert laptop.write(tmp_path).accepted == 2 + len(PINS)
    assert state() == {VisitState.RECEIVED: 1}
    assert [(one.name, one.households, one.signed) for one in county.view.villages()] == [("红星村", 1, 0)]
    assert certify_all(county) == len(PINS)
    assert [(one.name, one.households, one.signed) for one in county.view.villages()] == [("红星村", 1, 1)]
    (line,) = county.view.village("999999100201", 10, 0)
    assert (line.head_name, line.signers, line.files_missing) == ("张三丰", ("李芳", "王强"), 0)
    assert line.files > 0
