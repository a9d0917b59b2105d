"""How many have a record: of those who live here, by year, by a stated population; the poor without one first."""

from datetime import date

import pytest

from tests.domain.test_build_rate import FULL
from tests.services import clinic
from tests.services.health_past import RECORD, past
from tests.services.town import RED_STAR, STONE, Town
from villagevisit.domain.build_rate import Rate
from villagevisit.domain.errors import Refused
from villagevisit.services import health_lines, health_overview, paper
from villagevisit.services.paper_types import PaperRequest


def rates(town: Town) -> dict[str, Rate]:
    health_lines.settle(town.ws)
    found = health_overview.rates(town.ws, town.actor(clinic.DOCTOR))
    return {one.code: one for one in health_overview.counted(town.ws, found)}


def test_records_in_use_of_people_who_live_here(town: Town) -> None:
    doctor, home, other = town.actor(clinic.DOCTOR), town.family("0001"), town.family("0002")
    town.family("0003", STONE)
    people = [town.person(home, at) for at in (1, 2, 3)]
    past(town, people[0], [("ehr_basic_info", "2025-12-31", RECORD), ("ehr_basic_info", "2026-02-01", FULL)])
    past(town, people[1], [("ehr_basic_info", "2026-01-01", RECORD)])
    past(town, people[2], [("ehr_basic_info", "2026-05-01", FULL)], finished=False)
    found = rates(town)[RED_STAR.code]
    assert (found.population.count, found.records, found.new, found.ever, found.complete) == (6, 2, 1, 2, 1)
    assert str(found.built) == "33.33"
    assert rates(town)[STONE.code].records == 0
    with town.ws.store.transaction() as db:
        db.execute("UPDATE household SET assist_category = '' WHERE id = ?", [home])
    lacking = health_overview.lacking(town.ws, doctor, RED_STAR.code)
    assert [one.person_id for one in lacking] == [*(town.person(other, at) for at in (1, 2, 3)), people[2]]
    with town.ws.store.transaction() as db:
        db.execute("UPDATE household SET state = 'deceased' WHERE id = ?", [home])
    gone = rates(town)[RED_STAR.code]
    assert (gone.population.count, gone.records, gone.ever) == (3, 0, 2)


def test_a_stated_population_says_whose_it_is(town: Town) -> None:
    doctor = town.actor(clinic.DOCTOR)
    past(town, town.person(town.family(), 1), [("ehr_basic_info", "2026-02-01", FULL)])
    with pytest.raises(Refused, match="source"):
        health_overview.state_population(
            town.ws, doctor, RED_STAR.code, count=8, source=" ", day=date(2026, 6, 30)
        )
    health_overview.state_population(
        town.ws, doctor, RED_STAR.code, count=8, source="公安户籍年报", day=date(2026, 6, 30)
    )
    found = rates(town)[RED_STAR.code]
    assert (found.population.source, str(found.built), str(found.standard)) == ("公安户籍年报", "12.50", "12.50")
    made = paper.make(town.ws, doctor, PaperRequest("health_records", subject_id="999999100000")).value
    assert made.pages == 1
    with pytest.raises(Refused):
        health_overview.rates(town.ws, town.actor("005"))
