"""The doctor's screens over 70,000 residents and 1,000,000 past observations, in CPU time: what is read for each, and
the whole window from a key until it is painted (`bench/health_screens.py`)."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from bench import data, health_screens
from villagevisit.domain.area import Area
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.domain.consent import Act, How
from villagevisit.domain.errors import Refused
from villagevisit.domain.health import HealthPerson, Service, Standing
from villagevisit.domain.officer import Role
from villagevisit.services import form_shelf, health_consent, health_due, people, setup, visit, visit_carry
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import Actor, Workspace, new_id
from villagevisit.store import health_lines, households
from villagevisit.store.households import Db

HOUSEHOLDS, RESIDENTS, OBSERVATIONS = 21_000, 70_000, 1_000_000
TODAY = date(2026, 11, 22)
_EACH = 4
"""Observations of a visit: two pressures, pulse, weight."""
_SHARE = {Service.HYPERTENSION: 0.15, Service.DIABETES: 0.05, Service.SMD: 0.004, Service.RECORD: 0.9}


def rows() -> list[dict[str, object]]:
    clock = FixedClock(datetime.combine(TODAY, datetime.min.time(), CHINA))
    with tempfile.TemporaryDirectory() as folder, Workspace.open(Path(folder) / "home", clock) as ws:
        doctor, patients = filled(ws)
        return [*measured(ws, doctor, patients), *health_screens.measured(ws, doctor)]


def filled(ws: Workspace) -> tuple[Actor, list[tuple[str, str, str]]]:
    """The store, its doctor, and some patients: (person, household, village)."""
    places = data.villages(60)
    county, town = Area("999999000000", "云溪县", "county"), Area("999999101000", "清溪镇", "township")
    crew = [NewOfficer(f"00{number}", f"走访员{number}", frozenset({Role.INVESTIGATOR})) for number in (1, 2)]
    doctor = NewOfficer("006", "周村医", frozenset({Role.VILLAGE_DOCTOR}))
    setup.complete(ws, setup.SetupPlan(county, town, (*places[:25], health_screens.VILLAGE), (*crew, doctor)))
    form_shelf.install_shipped(ws)
    officer = next(one for one in people.officers(ws) if Role.VILLAGE_DOCTOR in one.roles)
    pick = random.Random(5)
    with ws.store.transaction() as db:
        kept = _people(db, places[:25], pick)
        patients = _lines(db, kept, officer.id, pick)
    return Actor((officer,)), patients


def _people(db: Db, places: list[Area], pick: random.Random) -> list[HealthPerson]:
    found: list[HealthPerson] = []
    cells = list(data.roster_rows(HOUSEHOLDS, RESIDENTS, places))
    home_id, village, number = "", "", ""
    for place, cell in enumerate(cells):
        if cell[0]:
            home_id, number = new_id(), str(cell[0])
            village = places[(int(number) - 1) * len(places) // HOUSEHOLDS].code
            households.insert(
                db, households.HouseholdData(home_id, village, number, 0, str(cell[2]), str(cell[3]), members=3)
            )
            position = 0
        position += 1
        birth = (date(1936, 1, 1) + timedelta(days=place * 7919 % 33_000)).isoformat()
        one = HealthPerson(new_id(), home_id, village, birth, pick.choice("12"))
        households.insert_person(
            db, households.PersonData(one.id, home_id, position, str(cell[4]), "10", "", "none", one.sex, birth)
        )
        found.append(one)
    return found


def _lines(db: Db, kept: list[HealthPerson], officer_id: str, pick: random.Random) -> list[tuple[str, str, str]]:
    """Lines as the fold would leave them: patients with a visit every 90 days until there are enough observations."""
    patients = []
    grown = [one for one in kept if one.birth < "1990"]
    visits = OBSERVATIONS // _EACH
    chosen = grown[: int(RESIDENTS * _SHARE[Service.HYPERTENSION])]
    each = visits // len(chosen)
    for one in chosen:
        last = TODAY - timedelta(days=pick.randrange(0, 120))
        for back in range(each):
            day = (last - timedelta(days=90 * back)).isoformat()
            values = {"sbp": str(pick.randrange(110, 180)), "dbp": str(pick.randrange(60, 105)), "heart_rate": "76",
                      "weight": "71.5"}  # fmt: skip
            health_lines.add_visit(db, new_id(), one.id, "htn_followup", day, officer_id, values)
        _stand(db, one, Service.HYPERTENSION, last, pick)
        patients.append((one.id, one.household_id, one.village_code))
    for service in (Service.DIABETES, Service.SMD, Service.RECORD):
        for one in (kept if service is Service.RECORD else grown)[: int(RESIDENTS * _SHARE[service])]:
            _stand(db, one, service, TODAY - timedelta(days=pick.randrange(0, 120)), pick)
    db.execute("DELETE FROM health_stale")
    return patients


def _stand(db: Db, one: HealthPerson, service: Service, last: date, pick: random.Random) -> None:
    due = "" if service is Service.RECORD else (last + timedelta(days=90)).isoformat()
    standing = Standing(service, "2020-01-01", last.isoformat(), due, pick.choice("12"), 3)
    health_lines.add_standings(db, one, [standing])


def measured(ws: Workspace, actor: Actor, patients: list[tuple[str, str, str]]) -> list[dict[str, object]]:
    person, home, village = patients[len(patients) // 2]
    cases: dict[str, Callable[[], object]] = {
        "today's round of a village": lambda: health_due.round_(ws, actor, village),
        "the next stop": lambda: health_due.following_stop(ws, actor, village, home),
        "due list of a village": lambda: health_due.listed(ws, actor, (village,), health_due.ON_ROUND, 30),
        "due list of everybody, overdue hypertension": lambda: health_due.listed(
            ws, actor, None, [Service.HYPERTENSION], 0
        ),
        "due list of everybody, all services, as shown": lambda: health_due.listed(
            ws, actor, None, health_due.ON_ROUND, 7, 501
        ),
        "elders of a village without this year's examination": lambda: health_due.listed(
            ws, actor, (village,), [Service.ELDER], 0
        ),
        "overdue of everybody, for the first page": lambda: health_due.waiting(ws, actor, None),
        "figures of a village": lambda: health_due.counts(ws, actor, (village,)),
        "figures of everybody": lambda: health_due.counts(ws, actor, None),
        "all that was measured of a person": lambda: health_due.last_values(ws, person),
        "a follow-up is opened": lambda: _opened(ws, actor, person),
    }
    result: list[dict[str, object]] = []
    for case, call in cases.items():
        call()
        taken = []
        for _ in range(8):
            start = time.process_time()
            call()
            taken.append((time.process_time() - start) * 1000)
        for metric, figure in (("cpu median", statistics.median(taken)), ("cpu worst", max(taken))):
            result.append({
                "bench": "health", "case": case, "metric": metric, "unit": "ms", "ours": round(figure, 2), "peer": None,
                "peer_name": "",
            })  # fmt: skip
    return result


def _opened(ws: Workspace, actor: Actor, person: str) -> object:
    try:
        health_consent.require(ws, "", person)
    except Refused:
        health_consent.answer(ws, actor, person, Act.GIVEN, How.PAPER)
    opened = visit.open_form(ws, actor, "htn_followup", person_id=person).value
    visit_carry.left(opened.session, opened.previous)
    return visit.discard_draft(ws, actor, opened.draft_id)


if __name__ == "__main__":
    for line in rows():
        print(line)
