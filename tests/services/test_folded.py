"""What is kept in memory of folded events is what folding them all would give, after anything came or went."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.town import RED_STAR, Town
from villagevisit.domain import clue
from villagevisit.domain.event import Event, Value
from villagevisit.services import folded
from villagevisit.services.folded import Folded, kept
from villagevisit.services.workspace import Workspace
from villagevisit.store import events

steps = st.lists(st.sampled_from(["listed", "assigned", "concluded", "gone"]), max_size=8)


def everything(ws: Workspace) -> dict[str, clue.Clue]:
    return clue.fold(events.of_kinds(ws.store.reader(), clue.KINDS))


def told(number: int, kind: str, thing: str) -> Event:
    data: dict[str, Value] = {"ending": "not_true"} if kind == "concluded" else {"due": "2026-12-01"}
    at = f"2026-11-22T10:00:{number:02d}.000+08:00"
    return Event(f"e{number:03d}", f"clue.{kind}", RED_STAR.code, thing, "2026-11-22", at, "孙经办", (), (), "", data)


@pytest.mark.parametrize("many", [0, 500])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=steps)
def test_the_kept_is_the_folded(town: Town, monkeypatch: pytest.MonkeyPatch, many: int, done: list[str]) -> None:
    monkeypatch.setattr(folded, "_ONE_BY_ONE", many)
    ws, kept = town.ws, Folded(clue.KINDS, clue.fold)
    with ws.store.transaction() as db:
        events.clear(db)
    for number, step in enumerate(["listed", *done]):
        with ws.store.transaction() as db:
            if step == "gone":
                db.execute("DELETE FROM event WHERE id = ?", [f"e{number - 1:03d}"])
            else:
                events.add(db, told(number, step, f"c{number % 3}"))
        assert kept.of(ws) == everything(ws)
    assert not kept.waiting(ws)


def test_what_is_kept_is_read_once_until_something_is_written_whoever_asks(town: Town) -> None:
    asked: list[tuple[str, str]] = []

    @kept
    def numbers(ws: Workspace, kind: str) -> set[str]:
        asked.append((threading.current_thread().name, kind))
        return events.ids(ws.store.reader(), [kind])

    def enter(number: int) -> None:
        with town.ws.store.transaction() as db:
            events.add(db, told(number, "listed", f"c{number}"))

    beside = threading.Thread(target=lambda: numbers(town.ws, "clue.listed"), name="beside")
    beside.start()
    beside.join()
    assert numbers(town.ws, "clue.listed") == set()
    assert asked == [("beside", "clue.listed")], "what was read beside the window was read again"
    enter(1)
    assert numbers(town.ws, "clue.listed") == {"e001"}
    assert numbers(town.ws, "clue.ended") == set()
    assert len(asked) == 3
    elsewhere = Workspace.open(town.ws.home, town.ws.clock)
    with elsewhere, elsewhere.store.transaction() as db:
        events.add(db, told(2, "listed", "c2"))
    assert numbers(town.ws, "clue.listed") == {"e001", "e002"}, "another program's entry was not seen"
