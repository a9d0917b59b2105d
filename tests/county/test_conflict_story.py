"""Two teams visit one household offline; a person at the county decides; every laptop of the village shows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.server.devices import county_name
from tests.county.certified import certify_here
from tests.county.conflict_side import look
from tests.county.side import Laptop
from tests.county.township import clerk_laptop, import_roster, open_round, team_laptop
from tests.services.conftest import set_up_home
from tests.services.f01 import begin, fill
from tests.services.town import PINS, RED_STAR, STONE, Town, signed_visit
from villagevisit.county import deciding
from villagevisit.county.home import CountyHome
from villagevisit.domain.clock import FixedClock
from villagevisit.services import conflicts, doubtful, households, people, visit_freeze
from villagevisit.services.conflicts import Doubts
from villagevisit.services.resolution_body import Decided, ResolutionBody, resolution_body
from villagevisit.store import county_conflicts, settings
from villagevisit.store import households as rows

__all__ = ["set_up_home"]


@pytest.fixture
def clerk(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    with clerk_laptop(tmp_path / "clerk", set_up_home, county, clock) as laptop:
        yield laptop


@pytest.fixture
def teams(
    tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock
) -> Iterator[tuple[Laptop, Laptop]]:
    with (
        team_laptop(tmp_path / "team-1", set_up_home, county, clock, RED_STAR.code) as one,
        team_laptop(tmp_path / "team-2", set_up_home, county, clock, RED_STAR.code) as other,
    ):
        yield one, other


@pytest.fixture
def stranger(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    with team_laptop(tmp_path / "stranger", set_up_home, county, clock, STONE.code) as laptop:
        yield laptop


def home_of(laptop: Laptop) -> str:
    return households.page(laptop.ws, offset=0, limit=1, village_code=RED_STAR.code)[0].id


def visit(county: CountyHome, laptop: Laptop, clock: FixedClock, round_id: str, household: str, **changed: str) -> str:
    town = Town(laptop.ws, clock)
    for staff_no in ("001", "002"):
        people.set_pin(laptop.ws, town.officer(staff_no).id, PINS[staff_no])
    certify_here(county, laptop.ws)
    form = begin(town, household, round_id)
    fill(town, form, **changed)
    clock.advance(hours=1)
    frozen = visit_freeze.freeze(laptop.ws, town.actor("001", "002"), form.draft_id, form.session).value
    signed_visit(town, frozen.submission_id)
    return frozen.submission_id


def decide(county: CountyHome, household: str, values: dict[str, str]) -> str:
    marks = {name: deciding.seen(one) for name, one in look(county, household).registers.items()}
    return deciding.decide(
        county.log, county.view, county.clock, household, values, marks, "赵主任", "两组当面核对过账目"
    )


def send(county: CountyHome, laptop: Laptop, port: int) -> None:
    """One exchange, and the quiet second after it in which the county looks at what came."""
    laptop.send(port)
    county.view.catch_up()
    deciding.announce(county.log, county.view, county.clock)


def doubts(laptop: Laptop, household: str) -> Doubts:
    return conflicts.doubts(laptop.ws, household)


def test_two_visits_to_one_household_and_a_decision(
    clerk: Laptop, teams: tuple[Laptop, Laptop], stranger: Laptop, county: CountyHome, port: int, clock: FixedClock,
    tmp_path: Path,
) -> None:  # fmt: skip
    import_roster(clerk.ws, tmp_path)
    made = open_round(clerk, clock)
    everybody = (clerk, *teams, stranger)
    for laptop in everybody:
        send(county, laptop, port)
    home = home_of(teams[0])
    first = visit(county, teams[0], clock, made.campaign.id, home)
    visit(county, teams[1], clock, made.campaign.id, home, inc_cost="125")
    for laptop in everybody:
        send(county, laptop, port)
    income, which = f"round/{made.campaign.id}/income", f"visit/household_verification/{made.campaign.id}/"
    registers = county_conflicts.registers(county.view.store.reader(), home)
    assert {income, which} <= set(registers)
    assert [one.doubtful for one in county.view.villages()] == [1]

    for laptop in everybody:
        send(county, laptop, port)
    for laptop in (clerk, *teams):
        assert set(doubts(laptop, home).open) == set(registers)
    assert doubts(stranger, home) == Doubts((), ())
    there = look(county, home)
    assert sides(clerk, home) == {
        register: {(head.value, there.signers[there.ops[head.op].subject]) for head in there.registers[register].heads}
        for register in registers
    }
    assert all(len(found) == 1 for found in sides(teams[0], home).values())  # another team's visit is not for it
    assert [one.household_id for one in doubtful.cases(clerk.ws)] == [home]

    chosen = next(head for head in look(county, home).registers[which].heads if head.op == first)
    wanted = {which: first}
    for register in set(registers) - {which}:
        said = look(county, home).registers[register]
        mine = county_op(county, home, chosen.op)
        wanted[register] = next(head.value for head in said.heads if head.op == mine)
    decide(county, home, wanted)
    for laptop in everybody:
        send(county, laptop, port)
    for laptop in (clerk, *teams):
        seen = doubts(laptop, home)
        assert seen.open == ()
        assert {(one.by, one.reason) for one in seen.decided} == {("赵主任", "两组当面核对过账目")}
        assert {one.register for one in seen.decided} == set(registers)
    assert doubts(stranger, home) == Doubts((), ())
    assert [one.doubtful for one in county.view.villages()] == [0]
    assert doubtful.count(clerk.ws) == 0


def sides(laptop: Laptop, home: str) -> dict[str, set[tuple[str, tuple[str, ...]]]]:
    """Register → what each side says and who signed it, as a laptop sees it."""
    found = doubtful.differences(laptop.ws, home)
    return {one.register: {(side.head.value, side.signers) for side in one.sides} for one in found}


def county_op(county: CountyHome, home: str, submission_id: str) -> str:
    return look(county, home).ops[submission_id].op_id


def test_a_decision_after_the_countys_clock_was_set_back_counts(
    clerk: Laptop, teams: tuple[Laptop, Laptop], county: CountyHome, port: int, clock: FixedClock, tmp_path: Path
) -> None:
    import_roster(clerk.ws, tmp_path)
    for laptop in (clerk, *teams):
        send(county, laptop, port)
    home = home_of(clerk)
    decide(county, home, {"head_name": "张三风"})
    clerk.send(port)
    clock.advance(hours=-72)
    decide(county, home, {"head_name": "张三峰"})
    for laptop in (clerk, *teams):
        send(county, laptop, port)
        assert households.get(laptop.ws, home).head_name == "张三峰"
        assert [one.after for one in doubts(laptop, home).decided] == ["张三峰", "张三风"]
    assert [op.fields()["head_name"] for op in look(county, home).decisions()] == ["张三峰", "张三风"]


def test_a_decision_changes_the_household_and_the_list_follows_it(
    clerk: Laptop, teams: tuple[Laptop, Laptop], county: CountyHome, port: int, clock: FixedClock, tmp_path: Path
) -> None:
    import_roster(clerk.ws, tmp_path)
    open_round(clerk, clock)
    for laptop in (clerk, *teams):
        send(county, laptop, port)
    home = home_of(clerk)
    before = households.get(teams[0].ws, home)
    gone = before.persons[-1]
    identity = f"member/{gone.id}/identity"
    number = '{"birth":"1955-11-15","id_kind":"resident","id_no":"999999195511150029","sex":"2"}'
    benefit = '{"amount_month":"450.00","assist_category":"1","insured_persons":"3"}'
    decide(county, home, {"benefit": benefit, "head_name": "张三风", identity: number})
    for laptop in (*teams, clerk):
        send(county, laptop, port)
        after = households.get(laptop.ws, home)
        assert (str(after.amount_month), after.insured_persons, after.head_name) == ("450.00", 3, "张三风")
        assert (after.persons[-1].id_no, after.persons[-1].sex) == ("999999195511150029", "2")
        assert [hit.household_id for hit in households.search(laptop.ws, "0029")] == [home]
        told = {one.register: one.before for one in doubts(laptop, home).decided}
        assert told["head_name"] == before.head_name
        assert '"300' in told["benefit"]
        assert gone.id_no in told[identity]
    send(county, clerk, port)
    with clerk.ws.store.transaction() as db:
        rows.update(db, home, {"head_name": "张三峰"})
    for laptop in (clerk, *teams):
        send(county, laptop, port)
    assert not look(county, home).conflicts
    assert {households.get(laptop.ws, home).head_name for laptop in (clerk, *teams)} == {"张三峰"}


def test_a_list_made_without_knowing_of_a_decision_opens_it_again(
    clerk: Laptop, teams: tuple[Laptop, Laptop], county: CountyHome, port: int, clock: FixedClock, tmp_path: Path
) -> None:
    import_roster(clerk.ws, tmp_path)
    open_round(clerk, clock)
    send(county, clerk, port)
    home = home_of(clerk)
    decide(county, home, {"head_name": "张三风"})
    with clerk.ws.store.transaction() as db:
        rows.update(db, home, {"head_name": "张三峰"})
    send(county, clerk, port)
    for laptop in (*teams, clerk):
        send(county, laptop, port)
    assert [one.register for one in look(county, home).conflicts] == ["head_name"]
    assert {head.value for head in look(county, home).registers["head_name"].heads} == {"张三风", "张三峰"}
    for laptop in (*teams, clerk):
        send(county, laptop, port)
        assert doubts(laptop, home).open == ("head_name",)
    assert households.get(clerk.ws, home).head_name == "张三峰"
    assert households.get(teams[0].ws, home).head_name == "张三风"
    decide(county, home, {"head_name": "张三风"})
    for laptop in (*teams, clerk, *teams):
        send(county, laptop, port)
    assert look(county, home).conflicts == []
    for laptop in (*teams, clerk):
        assert households.get(laptop.ws, home).head_name == "张三风"
        assert doubts(laptop, home).open == ()


def test_no_laptop_speaks_as_the_county(county: CountyHome, laptop: Laptop, port: int) -> None:
    """It finds the name taken, goes on under another, and what it calls a decision is an opinion."""
    with laptop.ws.store.transaction() as db:
        settings.put(db, "device.id", county_name(county.identity.code))
    decided = Decided("head_name", "张三风", (), ())
    body = ResolutionBody("h1", RED_STAR.code, "赵主任", "没有人核实", (decided,), ())
    laptop.append("resolution", "h1", resolution_body(body))
    laptop.send(port)
    county.view.catch_up()
    known = look(county, "h1")
    assert [op.device for op in known.ops.values()] != [county_name(county.identity.code)]
    assert len(known.ops) == 1
    assert known.decisions() == []
