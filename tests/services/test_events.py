"""Events: what an office did reaches those who work there, keeps its signature, and never changes."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import SyncError
from sync.record import make
from tests import peek
from tests.services.conftest import MORNING
from tests.services.replica_side import made, take
from tests.services.town import PINS, RED_STAR, STONE, TOWNSHIP, Town
from villagevisit.county.judge import judge
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.services import checkup, events
from villagevisit.services.event_body import EVENT, event_body, is_genuine, read_event
from villagevisit.services.events import New
from villagevisit.services.paper_types import Signing
from villagevisit.services.workspace import Workspace
from villagevisit.store import driver, replicas
from villagevisit.store import events as rows


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "other", FixedClock(MORNING)) as ws:
        yield ws


def accepted(town: Town, home: str, *, secret: bool = False) -> Event:
    new = New("case.accepted", RED_STAR.code, households=(home,), data={"papers": ["户口簿"], "days": 3}, secret=secret)
    return events.record(town.ws, town.actor("005"), new)


def test_an_event_is_found_by_its_thing_its_household_and_its_kind(town: Town) -> None:
    home, beside = town.family("0001"), town.family("0002")
    one = accepted(town, home)
    later = events.record(town.ws, town.actor("005"), New("case.checked", RED_STAR.code, one.thing, (home,)))
    db = town.ws.store.reader()
    assert rows.of_thing(db, one.thing) == [one, later]
    assert rows.of_household(db, home, "case.") == [one, later]
    assert rows.of_household(db, home, "board.") == rows.of_household(db, beside) == []
    assert rows.of_kinds(db, ["case.checked"]) == [later]
    assert (one.day, one.by, one.number("days"), one.text("papers")) == ("2026-11-22", "孙经办", 3, "")


def test_who_sees_one_village_sees_its_events_and_those_of_the_whole_township(town: Town) -> None:
    for area in (RED_STAR.code, STONE.code, TOWNSHIP.code):
        events.record(town.ws, town.actor("005"), New("duty.told", area))
    seen = rows.of_kinds(town.ws.store.reader(), ["duty.told"], within=(STONE.code,))
    assert {one.area for one in seen} == {STONE.code, TOWNSHIP.code}


def test_days_are_both_included(town: Town) -> None:
    for day in ("2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01"):
        events.record(town.ws, town.actor("005"), New("duty.told", RED_STAR.code, day=day))
    november = rows.of_kinds(town.ws.store.reader(), ["duty.told"], since="2026-11-01", until="2026-11-30")
    assert [one.day for one in november] == ["2026-11-01", "2026-11-30"]


def test_another_laptop_gets_the_same_event_once(town: Town, other: Workspace) -> None:
    one = accepted(town, town.family("0001"))
    records = [record for record in made(town) if record.kind == EVENT]
    take(other, records)
    take(other, records)
    assert rows.of_kinds(other.store.reader(), ["case.accepted"]) == [one]


def test_the_county_gives_it_to_the_village_and_a_secret_one_to_nobody(town: Town) -> None:
    accepted(town, town.family("0001"))
    accepted(town, town.family("0002"), secret=True)
    told, secret = (judge(record) for record in made(town) if record.kind == EVENT)
    assert (told.refusal, told.area) == ("", RED_STAR.code)
    assert (secret.refusal, secret.area) == ("", "")


def test_a_signed_event_that_was_changed_is_refused_everywhere(town: Town, other: Workspace) -> None:
    town.with_pins()
    new = New("case.confirmed", RED_STAR.code, data={"amount": "954.58"})
    one = events.record(town.ws, town.actor("001"), new, Signing(town.officer("001").id, PINS["001"]))
    assert is_genuine(one)
    forged = replace(one, data={"amount": "9954.58"})
    (record,) = (record for record in made(town) if record.kind == EVENT)
    bad = make("DZ-OTHR-0001", 1, EVENT, one.id, record.at, "0" * 64, bytes(16), event_body(forged))
    assert judge(bad).refusal == "record.signature"
    take(other, [bad])
    assert rows.get(other.store.reader(), one.id) is None
    assert [problem.code for problem in replicas.problems(other.store.reader(), 9)] == ["record.signature"]


def test_a_wrong_pin_enters_nothing(town: Town) -> None:
    town.with_pins()
    with pytest.raises(Refused) as refused:
        events.record(
            town.ws, town.actor("001"), New("case.confirmed", RED_STAR.code), Signing(town.officer("001").id, "000000")
        )
    assert refused.value.code == "pin.wrong"
    assert rows.of_kinds(town.ws.store.reader(), ["case.confirmed"]) == []


def test_nobody_edits_an_event(town: Town) -> None:
    accepted(town, town.family("0001"))
    with pytest.raises(driver.sqlite.IntegrityError, match="immutable"), town.ws.store.transaction() as db:
        db.execute("UPDATE event SET data = '{}'")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE event SET data = '{}'",
        "DELETE FROM event_household",
        "INSERT INTO event SELECT 'x', kind, area, thing, day, at, by, officers, source, data, 0, x'', x'' FROM event",
    ],
)
def test_an_event_that_somebody_with_the_key_edits_is_told(town: Town, sql: str) -> None:
    accepted(town, town.family("0001"))
    assert "doctor.events" not in bad(town)
    with closing(peek.data_file(town.ws.home)) as db:
        db.execute("DROP TRIGGER event_is_immutable")
        db.execute(sql)
        db.commit()
    assert "doctor.events" in bad(town)


def bad(town: Town) -> set[str]:
    return {one.code for one in checkup.examine(town.ws) if not one.good}


plain: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**31), 2**31) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(data=st.dictionaries(st.text(max_size=9), plain, max_size=4), homes=st.lists(st.uuids().map(str), unique=True))
def test_what_is_written_is_what_is_read(data: dict[str, Value], homes: list[str]) -> None:
    one = Event(
        "id", "case.accepted", RED_STAR.code, "case", "2026-11-22", "2026-11-22T10:00:00+08:00", "孙经办", ("o",),
        tuple(homes), "", data,
    )  # fmt: skip
    assert read_event(event_body(one)) == one


GOOD = Event("id", "case.accepted", RED_STAR.code, "case", "2026-11-22", "at", "", ())


@pytest.mark.parametrize("bad", [replace(GOOD, area="99"), replace(GOOD, kind="case"), replace(GOOD, day="2026-13-01")])
def test_what_is_no_event_is_refused(bad: Event) -> None:
    with pytest.raises(SyncError, match=r"record\.unreadable"):
        read_event(event_body(bad))
