"""What other laptops made, on this one: the newest counts, local work stays, the order of arrival does not matter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.record import Record, make
from tests.services.conftest import MORNING
from tests.services.replica_side import VISIT, Elsewhere, clerk, made, tables, take
from tests.services.town import HEAD_OF_0001, RED_STAR, STONE, Town, opened, resident_id, team
from villagevisit.domain.campaign import Campaign, VisitState
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.officer import Kin
from villagevisit.services import campaign, households, people, snapshot
from villagevisit.services import exchange_bodies_replica as bodies
from villagevisit.services.workspace import Workspace
from villagevisit.store import households as rows
from villagevisit.store import replicas
from villagevisit.store.visits import DraftRow, add_draft


@dataclass
class Story:
    """What a clerk's laptop went through, with the records that came of it."""

    town: Town
    round_: Campaign
    first: str
    second: str
    records: list[Record]
    expected: dict[str, list[tuple[object, ...]]]
    """What a laptop looks like that got them all in order."""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Two villages; a round; then a household leaves, one moves to the other village, numbers change hands."""
    town = clerk(tmp_path_factory.mktemp("clerk") / "home", FixedClock(MORNING))
    first, second, third = town.family("0001"), town.family("0002"), town.family("0003")
    mover = town.household("0004", ("钱多多", "02", resident_id("99999919800808011")))
    town.family("0101", STONE)
    snapshot.append_changes(town.ws)
    round_ = opened(town)
    one, two = team(town, round_, "第一组", "001", "002"), team(town, round_, "第二组", "001", "003")
    campaign.assign(town.ws, town.actor("005"), round_.id, [first, second], one.id)
    snapshot.append_changes(town.ws)
    campaign.assign(town.ws, town.actor("005"), round_.id, [second, third], two.id)
    with town.ws.store.transaction() as db:
        rows.update(db, first, {"household_no": "x"})
        rows.update(db, second, {"household_no": "0001", "phone": "13811112222"})
        rows.update(db, first, {"household_no": "0002"})
        rows.update(db, mover, {"village_code": STONE.code})
        db.execute("UPDATE frame SET village_code = ? WHERE household_id = ?", [STONE.code, mover])
        gone = rows.by_id(db, third)
        assert gone is not None
        db.execute("DELETE FROM frame WHERE household_id = ?", [third])
        rows.delete(db, gone)
    records = made(town)
    other = Elsewhere("DZ-0000-TEAM")
    other.visit("visit-1", town, first, round_.id, household_state="moved")
    other.visit("visit-2", town, first, round_.id, replaces="visit-1")
    other.visit("visit-3", town, second, round_.id)
    records += other.records
    with Workspace.open(tmp_path_factory.mktemp("plain") / "home", town.clock) as plain:
        take(plain, records)
        expected = tables(plain)
    yield Story(town, round_, first, second, records, expected)
    town.ws.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "empty", FixedClock(MORNING)) as ws:
        yield ws


def test_an_empty_laptop_ends_up_with_the_same_lists(story: Story, empty: Workspace) -> None:
    take(empty, story.records)
    here, there = tables(empty), tables(story.town.ws)
    assert len(there["household"]) == 4
    for table in ("household", "person", "campaign", "team", "team_officer"):
        assert here[table] == there[table], table
    states = {row[1]: row[4] for row in here["frame"]}
    assert (states[story.first], states[story.second]) == (VisitState.RECEIVED, VisitState.RECEIVED)
    assert not here["replica_problem"]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_arrival_does_not_matter(
    data: st.DataObject, story: Story, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = data.draw(st.lists(st.sampled_from(range(len(story.records))), max_size=6))
    order = data.draw(st.permutations([*range(len(story.records)), *again]))
    cuts = data.draw(st.sets(st.integers(1, len(order) - 1), max_size=5))
    with Workspace.open(tmp_path_factory.mktemp("any") / "home", FixedClock(MORNING)) as ws:
        begin = 0
        for end in [*sorted(cuts), len(order)]:
            take(ws, [story.records[place] for place in order[begin:end]])
            begin = end
        assert tables(ws) == story.expected


def _household_no(ws: Workspace, household_id: str) -> str:
    return households.get(ws, household_id).household_no


def test_an_older_roster_changes_nothing(story: Story, empty: Workspace) -> None:
    take(empty, story.records)
    assert _household_no(empty, story.second) == "0001"
    take(empty, [one for one in story.records if one.kind == "roster"][:2])
    assert _household_no(empty, story.second) == "0001"


def test_what_was_changed_here_stays_and_is_told(tmp_path: Path, empty: Workspace) -> None:
    town = clerk(tmp_path / "clerk", FixedClock(MORNING))
    home, other = town.family("0001"), town.family("0002")
    take(empty, made(town))
    with empty.store.transaction() as db:
        rows.update(db, home, {"state": "moved"})
        rows.update(db, other, {"state": "moved"})
    with town.ws.store.transaction() as db:
        rows.update(db, home, {"state": "deceased", "phone": "13700000000"})
        rows.update(db, other, {"phone": "13700000000"})
    take(empty, made(town))
    kept, plain = households.get(empty, home), households.get(empty, other)
    assert (kept.state, kept.phone) == ("moved", "13700000000")
    assert (plain.state, plain.phone) == ("moved", "13700000000")
    told = [(one.subject, one.code, one.params) for one in replicas.problems(empty.store.reader(), 10)]
    assert told == [(home, "replica.kept-local", {"fields": "state"})]
    town.ws.close()


@pytest.mark.parametrize("begun", [True, False])
def test_a_household_that_left_the_roster_goes_unless_work_hangs_on_it(
    begun: bool, tmp_path: Path, empty: Workspace
) -> None:
    town = clerk(tmp_path / "clerk", FixedClock(MORNING))
    home, other = town.family("0001"), town.family("0002")
    take(empty, made(town))
    if begun:
        with empty.store.transaction() as db:
            add_draft(db, DraftRow("draft", VISIT, "1", home, "", "", "", "", "", b"", "", ""))
    with town.ws.store.transaction() as db:
        left = rows.by_id(db, home)
        assert left is not None
        rows.delete(db, left)
        rows.update(db, other, {"household_no": "0001"})
    take(empty, made(town))
    states = {row.id: (row.household_no, row.state) for row in households.page(empty, offset=0, limit=9)}
    kept = {home: (f"0001*{home[-4:]}", "gone")} if begun else {}
    assert states == {other: ("0001", "active"), **kept}
    town.ws.close()


def _altered(one: Record, body: bytes) -> Record:
    return make(one.device, one.seq, one.kind, one.subject, one.at, one.prev, one.salt, body)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body[:-1],
        lambda body: body.replace(b"\x78\xda", b"\x78\xdb", 1),
        lambda _body: b"\xa0",
    ],
)
def test_one_bad_record_is_told_and_the_rest_goes_on(
    spoil: Callable[[bytes], bytes], story: Story, empty: Workspace
) -> None:
    rosters = [one for one in story.records if one.kind == "roster"]
    bad = next(one for one in rosters if one.subject == STONE.code)
    good = next(one for one in rosters if one.subject == RED_STAR.code)
    take(empty, [_altered(bad, spoil(bad.body)), good])
    (told,) = replicas.problems(empty.store.reader(), 10)
    assert (told.kind, told.subject, told.code) == ("roster", STONE.code, "record.unreadable")
    assert {row.village_code for row in households.page(empty, offset=0, limit=9)} == {RED_STAR.code}


def test_a_laptop_takes_its_own_lists_from_nobody(story: Story, tmp_path: Path) -> None:
    town = clerk(tmp_path / "clerk", FixedClock(MORNING))
    home = town.family("0009")
    made(town)
    take(town.ws, story.records)
    assert [row.id for row in households.page(town.ws, offset=0, limit=9)] == [home]
    codes = {(one.subject, one.code) for one in replicas.problems(town.ws.store.reader(), 10)}
    assert codes >= {(RED_STAR.code, "replica.two-owners"), (STONE.code, "replica.two-owners")}
    town.ws.close()


def test_only_relatives_of_the_village_travel_with_an_officer(tmp_path: Path, empty: Workspace) -> None:
    town = clerk(tmp_path / "clerk", FixedClock(MORNING))
    town.family("0001")
    far = resident_id("99999919500505021")
    for kin in (Kin("张三丰", HEAD_OF_0001, "1"), Kin("远方人", far, "2")):
        people.declare_kin(town.ws, town.actor("005"), town.officer("001").id, kin)
    round_ = opened(town, RED_STAR.code)
    one = team(town, round_, "第一组", "001", "002")
    item = campaign.worklist(town.ws, round_.id)[0]
    refused = campaign.assign(town.ws, town.actor("005"), round_.id, [item.household_id], one.id).value.refused
    assert [why.code for why in refused] == ["recusal.kin"]
    sent = made(town)
    take(empty, sent)
    officer = next(one for one in people.officers(empty) if one.staff_no == "001")
    assert officer.kin == (Kin("张三丰", HEAD_OF_0001, "1"),)
    said = [bodies.read_assignment(one.body) for one in sent if one.kind == "assignment"]
    assert not any(near.id_no == far for body in said for who in body.officers for near in who.kin)
    town.ws.close()


def test_the_same_content_gives_no_record_again(story: Story) -> None:
    assert snapshot.append_changes(story.town.ws) == 0


def test_another_record_under_a_known_id_is_told_and_changes_nothing(story: Story, empty: Workspace) -> None:
    take(empty, story.records)
    before = tables(empty)
    other = Elsewhere("DZ-0000-LIAR")
    other.visit("visit-3", story.town, story.second, story.round_.id, forged="1")
    first = next(one for one in other.records if one.kind == "submission")
    forged = first.body.replace(b"<data>visit-3</data>", b"<data>visit-4</data>")
    take(empty, [_altered(first, forged)])
    after = tables(empty)
    assert after.pop("replica_problem") == [("submission", "visit-3", "replica.other-bytes")]
    before.pop("replica_problem")
    assert after == before
