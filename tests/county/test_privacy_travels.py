"""What people said, and the county's table of terms, on every computer that works in the village."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.county.certified import certify_here
from tests.county.side import Laptop, code_of
from tests.county.township import clerk_laptop, import_roster, open_round, team_laptop
from tests.services.conftest import set_up_home
from tests.services.f01 import begin, fill
from tests.services.town import PINS, RED_STAR, Town, signed_visit
from villagevisit.county import publish, retention
from villagevisit.county.home import CountyHome
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.consent import Act, Purpose
from villagevisit.services import consents, households, people, visit_freeze
from villagevisit.services import retention as here
from villagevisit.services.consents import Entry
from villagevisit.store import consents as rows

__all__ = ["set_up_home"]
HEALTH = frozenset({Purpose.HEALTH})


@pytest.fixture
def clerk(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    with clerk_laptop(tmp_path / "clerk", set_up_home, county, clock) as laptop:
        import_roster(laptop.ws, tmp_path)
        yield laptop


@pytest.fixture
def team(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    with team_laptop(tmp_path / "team", set_up_home, county, clock, RED_STAR.code) as laptop:
        yield laptop


def test_who_took_his_consent_back_is_known_wherever_the_village_is_worked_in(
    clerk: Laptop, team: Laptop, county: CountyHome, port: int, clock: FixedClock
) -> None:
    home = households.numbered(clerk.ws, RED_STAR.code, "0001").id
    town = Town(clerk.ws, clock)
    for act in (Act.GIVEN, Act.WITHDRAWN):
        consents.record(clerk.ws, town.actor("005"), Entry(home, "张三丰", act, HEALTH))
        clock.advance(hours=1)
    clerk.send(port)
    team.send(port)
    assert consents.history(team.ws, home) == consents.history(clerk.ws, home)
    (said,) = consents.standings(team.ws, home)
    assert [newest.act for _, newest in said.said] == [Act.WITHDRAWN]
    county.view.rebuild()
    (refusal,) = rows.refusals(county.view.store.reader(), [RED_STAR.code], 10)
    assert (refusal.name, refusal.act, refusal.purposes) == ("张三丰", Act.WITHDRAWN, HEALTH)
    assert rows.refusals(county.view.store.reader(), ["999999200"], 10) == []


def test_what_is_over_its_time_is_listed_by_the_countys_table(
    clerk: Laptop, county: CountyHome, port: int, clock: FixedClock, tmp_path: Path
) -> None:
    made = open_round(clerk, clock)
    town = Town(clerk.ws, clock)
    for staff_no in ("001", "002"):
        people.set_pin(clerk.ws, town.officer(staff_no).id, PINS[staff_no])
    certify_here(county, clerk.ws)
    form = begin(town, households.numbered(clerk.ws, RED_STAR.code, "0001").id, made.campaign.id)
    fill(town, form)
    frozen = visit_freeze.freeze(clerk.ws, town.actor("001", "002"), form.draft_id, form.session).value
    signed_visit(town, frozen.submission_id)
    table = tmp_path / "terms.csv"
    table.write_text("form,years,starts,end,valid_from,source\nF01,2,made,delete,2026-11-01,云民〔2026〕9号\n", "utf-8")
    publish.publish(county, "retention", table)
    clerk.send(port)
    assert here.due(clerk.ws) == retention.due(county) == []
    clock.advance(days=(date(2028, 11, 23) - clock.now().date()).days)
    (line,) = here.due(clerk.ws, RED_STAR.code)
    (record,) = retention.due(county, RED_STAR.code)
    assert (line.id, line.since, line.household_no, line.source) == (
        frozen.submission_id, "2028-11-23", "0001", "云民〔2026〕9号",
    )  # fmt: skip
    assert (record.subject, record.form, record.since, record.household_no) == (line.id, "F01", line.since, "0001")
    assert retention.due(county, "999999200000") == []
    table.write_text("form,years,starts,end,valid_from,source\nF01,2,birth,delete,2026-11-01,x\n", "utf-8")
    assert code_of(lambda: publish.publish(county, "retention", table)) == "retention.row"
