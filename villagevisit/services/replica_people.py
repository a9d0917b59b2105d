"""The people of an office: who works in a village is told to the office's other laptops and to its doctors'.

What is told adds up and takes nothing back, so order and repetition cannot matter, and two laptops of one office may
both tell. Never a PIN, never a key; a declared relative only where he is a member of that very village.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from villagevisit.domain.clock import stamp
from villagevisit.services import replica_scope
from villagevisit.services.exchange_bodies_replica import (
    KIN,
    PEOPLE,
    PeopleBody,
    SentKin,
    SentOfficer,
    people_body,
)
from villagevisit.services.workspace import Workspace
from villagevisit.store import people, records, replicas, settings
from villagevisit.store.households import Db
from villagevisit.store.people import SentRow

_OFFICE = frozenset({"clerk", "county"})
"""Roles of laptops that may tell of villages whose roster somebody else imported."""


def append_news(ws: Workspace) -> int:
    """Appends what was not told yet; returns how many records. Call it outside a transaction.

    Raises:
        EnvironmentFailed: store codes; nothing was appended.
    """
    made = 0
    with ws.store.transaction() as db:
        facts = people.unsaid(db, _villages(db))
        for village, told in groupby(facts, key=lambda fact: fact[0]):
            numbers: dict[str, list[str]] = {}
            for _, officer, number in told:
                numbers.setdefault(officer, []).append(number)
            new = [officer for officer, ones in numbers.items() if "" in ones]
            near = [officer for officer, ones in numbers.items() if any(ones)]
            for kind, ids in ((PEOPLE, new), (KIN, near)):
                made += _append(ws, db, kind, village, ids)
    return made


def officers(rows: Iterable[SentRow]) -> Iterator[SentOfficer]:
    """Rows as they travel."""
    for row in rows:
        kin = tuple(SentKin(*near) for near in row.kin)
        yield SentOfficer(row.id, row.staff_no, row.name, row.initials, row.roles, row.village_code, row.id_no, kin)


def take(db: Db, body: PeopleBody, at: str) -> None:
    """Takes people over inside the caller's transaction; who has somebody else's staff number waits for the clerk."""
    for one in body.officers:
        people.take(db, row_of(one), at)
        people.said(db, body.village, one.id, _numbers(one))


def row_of(one: SentOfficer) -> SentRow:
    kin = tuple((near.id_no, near.name, near.relation) for near in one.kin)
    return SentRow(one.id, one.staff_no, one.name, one.initials, one.roles, one.village_code, one.id_no, kin)


def _villages(db: Db) -> list[str]:
    """Those whose people this laptop knows best: its own, and on a laptop of the office all of them."""
    held = replicas.villages_held(db) if settings.get(db, replica_scope.ROLE) in _OFFICE else []
    return sorted({*replicas.own_villages(db), *held})


def _append(ws: Workspace, db: Db, kind: str, village: str, ids: list[str]) -> bool:
    if not ids:
        return False
    found = tuple(officers(people.to_send(db, ids, village, numbers=kind == KIN)))
    at = stamp(ws.clock)
    records.append(db, kind, village, people_body(PeopleBody(village, found)), at)
    for one in found:
        people.said(db, village, one.id, _numbers(one))
    return True


def _numbers(one: SentOfficer) -> set[str]:
    return {"", one.id_no, *(near.id_no for near in one.kin)}
