"""The people of an office come down with its villages: a second clerk and a doctor sign in without being entered."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.county.side import Laptop
from tests.county.test_replication import clerk, set_up_home
from tests.county.township import RED_LINES, empty_laptop, import_roster, open_round, team_laptop
from tests.services.town import PEOPLE, PINS, RED_STAR, STONE, TOWNSHIP, Town
from villagevisit.county import publish
from villagevisit.county.home import CountyHome
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Kin, Role
from villagevisit.services import areas, people, setup
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import NOBODY
from villagevisit.store import records

__all__ = ["clerk", "set_up_home"]
NEAR = Kin("王秀英", RED_LINES[1][3], "1")
FAR = Kin("马小云", "999999198508080019", "1")
"""The one is a member of 红星村, the other of no village."""


@pytest.fixture
def office(clerk: Laptop, port: int, clock: FixedClock, tmp_path: Path) -> Laptop:
    """The clerk's laptop after it told the county of its villages; nobody opened a round."""
    import_roster(clerk.ws, tmp_path)
    town = Town(clerk.ws, clock)
    for kin in (NEAR, FAR):
        people.declare_kin(clerk.ws, town.actor("005"), town.officer("001").id, kin)
    people.set_pin(clerk.ws, town.officer("005").id, PINS["001"])
    clerk.send(port)
    return clerk


@pytest.fixture
def second(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    with empty_laptop(tmp_path / "second", set_up_home, county, clock, "clerk", TOWNSHIP.code) as laptop:
        yield laptop


@pytest.fixture
def doctor(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    with empty_laptop(tmp_path / "doctor", set_up_home, county, clock, "doctor", RED_STAR.code) as laptop:
        yield laptop


def names(laptop: Laptop) -> list[str]:
    return [one.name for one in people.officers(laptop.ws)]


def test_a_second_clerk_signs_in_as_himself(office: Laptop, second: Laptop, port: int, clock: FixedClock) -> None:
    second.send(port)
    assert setup.state(second.ws).complete
    there, here = people.officers(office.ws), people.officers(second.ws)
    known = [(one.id, one.staff_no, one.name, one.roles, one.village_code) for one in there]
    assert [(one.id, one.staff_no, one.name, one.roles, one.village_code) for one in here] == known
    assert [one.kin for one in here if one.kin] == [(NEAR,)]
    assert not any(one.has_pin for one in here)
    himself = Town(second.ws, clock).officer("005")
    people.set_pin(second.ws, himself.id, PINS["002"])
    assert people.sign_in(second.ws, himself.id, PINS["002"]).roles == {Role.CLERK}


def test_a_doctor_gets_the_people_but_nobodys_relatives(office: Laptop, doctor: Laptop, port: int) -> None:
    doctor.send(port)
    assert setup.state(doctor.ws).complete
    assert names(doctor) == names(office)
    assert not any(one.kin or one.id_no for one in people.officers(doctor.ws))


def test_a_teams_laptop_gets_its_team_only(
    office: Laptop, port: int, clock: FixedClock, tmp_path: Path, set_up_home: Path, county: CountyHome
) -> None:
    open_round(office, clock)
    office.send(port)
    with team_laptop(tmp_path / "team", set_up_home, county, clock, RED_STAR.code) as team:
        team.send(port)
        assert names(team) == ["李芳", "王强"]
        held = [kind for (kind,) in team.ws.store.reader().execute("SELECT DISTINCT kind FROM record ORDER BY kind")]
    assert held == ["assignment", "roster"]


def test_who_is_entered_on_either_laptop_works_on_both(
    office: Laptop, second: Laptop, port: int, clock: FixedClock
) -> None:
    second.send(port)
    town = Town(second.ws, clock)
    newcomer = NewOfficer("007", "吴新来", frozenset({Role.INVESTIGATOR}))
    people.add(second.ws, town.actor("005"), newcomer)
    people.declare_kin(second.ws, town.actor("005"), town.officer("002").id, NEAR)
    assert second.send(port).sent == 3  # the newcomer for both villages, the relative for his own
    office.send(port)
    assert names(office)[-1] == "吴新来"
    assert Town(office.ws, clock).officer("002").kin == (NEAR,)
    assert (office.send(port).sent, second.send(port).sent) == (0, 0)


def test_one_staff_number_of_two_people_is_shown_and_merges_nobody(
    office: Laptop, second: Laptop, port: int, clock: FixedClock
) -> None:
    setup.complete(second.ws, setup.SetupPlan(areas_of(office)[0], TOWNSHIP, (RED_STAR, STONE), PEOPLE[:5]))
    second.send(port)
    town = Town(second.ws, clock)
    waiting = people.waiting(second.ws)
    assert [(one.officer.staff_no, one.other.staff_no, one.place) for one in waiting] == [
        (number, number, TOWNSHIP.name) for number in ("001", "002", "003", "004", "005")
    ]
    assert all(one.officer.id != one.other.id for one in waiting)
    assert [one.staff_no for one in people.officers(second.ws)] == ["001", "002", "003", "004", "005", "006"]
    first = waiting[0].officer
    with pytest.raises(Refused, match=r"officer\.staff-no-used"):
        people.take_in(second.ws, town.actor("005"), first.id, "002")
    with pytest.raises(Refused, match=r"actor\.role"):
        people.take_in(second.ws, town.actor("001"), first.id, "A01")
    people.take_in(second.ws, town.actor("005"), first.id, "A01")
    people.is_the_same(second.ws, town.actor("005"), waiting[1].officer.id)
    assert Town(second.ws, clock).officer("A01").kin == (NEAR,)
    assert [one.officer.staff_no for one in people.waiting(second.ws)] == ["003", "004", "005"]


def areas_of(laptop: Laptop) -> list[areas.Area]:
    county = areas.county(laptop.ws)
    assert county is not None
    return [county]


def test_a_round_with_somebody_whose_number_is_taken_still_comes(
    office: Laptop, port: int, clock: FixedClock, tmp_path: Path, set_up_home: Path, county: CountyHome
) -> None:
    open_round(office, clock)
    office.send(port)
    with team_laptop(tmp_path / "team", set_up_home, county, clock, RED_STAR.code) as team:
        people.add(team.ws, NOBODY, NewOfficer("001", "别的人", frozenset({Role.CLERK})))
        team.send(port)
        assert names(team) == ["别的人", "王强"]
        assert [one.officer.name for one in people.waiting(team.ws)] == ["李芳"]


def test_people_of_a_village_that_leaves_go_with_it(
    office: Laptop, doctor: Laptop, port: int, county: CountyHome, clock: FixedClock
) -> None:
    doctor.send(port)
    himself = Town(doctor.ws, clock).officer("006")
    people.set_pin(doctor.ws, himself.id, PINS["001"])
    (name,) = records.lineages(doctor.ws.store.reader())
    publish.set_scope(county, name, "doctor", [])
    doctor.send(port)
    assert [one.id for one in people.officers(doctor.ws)] == [himself.id]
    assert not areas.villages(doctor.ws)
