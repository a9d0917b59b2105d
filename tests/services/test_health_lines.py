"""Lines of people's health: what was signed shows, what was replaced or only begun does not."""

from datetime import date

from tests.services import clinic
from tests.services.town import Town
from villagevisit.domain.health import Service
from villagevisit.services import health_lines, visit
from villagevisit.store import health_lines as lines

FIRST, SECOND = date(2026, 8, 1), date(2026, 11, 1)


def test_only_what_was_signed_and_stands_is_measured(town: Town) -> None:
    person = town.person(town.family(), 1)
    clinic.pressure(town, person, 152, 96, FIRST)
    wrong = clinic.pressure(town, person, 131, 80, SECOND)
    correction = visit.correct(town.ws, town.actor(clinic.DOCTOR), wrong, "写错").value
    health_lines.settle(town.ws)
    db = town.ws.store.reader()
    assert [one.value for one in lines.observations(db, person, ["sbp"])] == ["152", "131"]
    clinic.finish(town, correction, {"g_fu/sbp": "138"})
    assert health_lines.settle(town.ws) == 1
    assert [(one.day, one.value) for one in lines.observations(db, person, ["sbp"])] == [
        ("2026-08-01", "152"), ("2026-11-01", "138")
    ]  # fmt: skip
    (line,) = lines.standings_of(db, person)
    assert (line.service, line.since, line.last_day, line.next_day, line.count) == (
        Service.HYPERTENSION, "2026-08-01", "2026-11-01", "2027-01-30", 2
    )  # fmt: skip
    assert lines.counted(db, Service.HYPERTENSION, ("999999100201",)) == 1
    assert lines.counted(db, Service.HYPERTENSION, ("999999100202",)) == 0
