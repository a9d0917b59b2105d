"""Rows of events. Each is written once; readers fold them."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlite_utils import Database

from villagevisit.domain.access import Within
from villagevisit.domain.event import Event
from villagevisit.store import visits
from villagevisit.store.visits import AttachmentRow

_DIGEST = re.compile("[0-9a-f]{64}")
_EVENTS = (
    "SELECT e.id, e.kind, e.area, e.thing, e.day, e.at, e.by, e.officers, e.source, e.data, e.secret, e.public_key, "
    "e.signature FROM event e "
)
_loads = json.JSONDecoder().decode
_INSERT = (
    "INSERT OR IGNORE INTO event(id, kind, area, thing, day, at, by, officers, source, data, secret, public_key, "
    "signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def add(db: Database, one: Event) -> bool:
    """Once; whether it is new."""
    cells = [
        one.id, one.kind, one.area, one.thing, one.day, one.at, one.by, " ".join(one.officers), one.source,
        json.dumps(one.data, ensure_ascii=False, sort_keys=True), int(one.secret), one.public_key, one.signature,
    ]  # fmt: skip
    if db.execute(_INSERT, cells).rowcount != 1:
        return False
    for home in one.households:
        db.execute("INSERT OR IGNORE INTO event_household(household_id, event_id) VALUES (?, ?)", [home, one.id])
    for photo in _photos(one):
        visits.put_attachment(db, photo)
    return True


def _photos(one: Event) -> list[AttachmentRow]:
    """`data.photos`: maps of digest (SHA-256 hex) and size (bytes); the JPEGs travel as attachments of the event."""
    photos, found = one.data.get("photos"), []
    for photo in photos if isinstance(photos, list) else ():
        digest, size = (photo.get("digest"), photo.get("size")) if isinstance(photo, dict) else ("", 0)
        if isinstance(digest, str) and isinstance(size, int) and _DIGEST.fullmatch(digest):
            found.append(AttachmentRow(one.id, f"photo-{digest[:16]}.jpg", digest, "image/jpeg", size))
    return found


def get(db: Database, event_id: str) -> Event | None:
    return next(iter(_read(db, "WHERE id = ?", [event_id])), None)


def of_thing(db: Database, thing: str, *, bare: bool = False) -> list[Event]:
    """All that happened to one thing, oldest first; `bare`: without the households."""
    return _read(db, "WHERE thing = ? ORDER BY id", [thing], bare=bare)


def ids(db: Database, kinds: Iterable[str]) -> set[str]:
    """Of all events of these kinds."""
    sql = "SELECT id FROM event WHERE kind IN (SELECT value FROM json_each(?))"
    return {one for (one,) in db.execute(sql, [json.dumps(list(kinds))]).fetchall()}


def count(db: Database, kinds: Iterable[str]) -> int:
    sql = "SELECT count(*) FROM event WHERE kind IN (SELECT value FROM json_each(?))"
    return int(db.execute(sql, [json.dumps(list(kinds))]).fetchone()[0])


def of_ids(db: Database, wanted: Iterable[str]) -> list[Event]:
    """Without their households, oldest first."""
    sql = "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return _read(db, sql, [json.dumps(sorted(wanted))], bare=True)


def of_things(db: Database, things: Iterable[str], kind: str = "", *, bare: bool = False) -> list[Event]:
    """All that happened to these things, or what of one kind did, oldest first."""
    sql = "WHERE thing IN (SELECT value FROM json_each(?)) AND ? IN ('', kind) ORDER BY id"
    return _read(db, sql, [json.dumps(sorted(things)), kind], bare=bare)


def of_household(db: Database, household_id: str, prefix: str = "", *, bare: bool = False) -> list[Event]:
    """All that concerns one household, oldest first; `prefix` of the kind, as `case.`. `bare`: without the others."""
    sql = (
        "JOIN event_household h ON h.event_id = e.id "
        "WHERE h.household_id = ? AND substr(e.kind, 1, length(?)) = ? ORDER BY e.id"
    )
    found = _read(db, sql, [household_id, prefix, prefix], bare=bare)
    return [replace(one, households=(household_id,)) for one in found] if bare else found


def of_households(db: Database, homes: Sequence[str]) -> list[Event]:
    """All that names any of these households, oldest first."""
    sql = (
        "WHERE id IN (SELECT event_id FROM event_household "
        "WHERE household_id IN (SELECT value FROM json_each(?))) ORDER BY id"
    )
    return _read(db, sql, [json.dumps(homes)])


def seen(area: str, within: Within) -> bool:
    """Whether somebody who works in these villages sees what belongs to an area: what is wider is seen by all."""
    return within is None or area.endswith("000") or area in within


def of_kinds(
    db: Database, kinds: Iterable[str], *, since: str = "", until: str = "9999", within: Within = None,
    bare: bool = False,
) -> list[Event]:  # fmt: skip
    """Events of these kinds that count from `since` to `until` (ISO days, both included), oldest first.

    `within`: only what belongs to these villages; what belongs to a wider area is seen by all who have it.
    `bare`: without the households, which a list of whole villages' boards need not read.
    """
    wanted = list(kinds)
    sql = (
        "WHERE kind IN (SELECT value FROM json_each(?)) AND day BETWEEN ? AND ? "
        "AND (? = '' OR substr(area, 10) = '000' OR area IN (SELECT value FROM json_each(?))) ORDER BY id"
    )
    values = [json.dumps(wanted), since, until, "" if within is None else "1", json.dumps(within or [])]
    return _read(db, sql, values, bare=bare)


def recorded(db: Database) -> Iterator[bytes]:
    """Bodies of the records that carry events, but those that never became a row (`replica_problem` tells of them)."""
    sql = (
        "SELECT r.body FROM record_whole r WHERE r.kind IN ('event', 'health-event') AND r.size > 0 AND NOT EXISTS "
        "(SELECT 1 FROM replica_problem p WHERE p.kind = r.kind AND p.subject = r.subject_id)"
    )
    for (body,) in db.execute(sql):
        yield bytes(body)


def without_record(db: Database) -> int:
    """Rows that no record carries: somebody put them there by hand."""
    sql = (
        "SELECT count(*) FROM event e WHERE NOT EXISTS "
        "(SELECT 1 FROM record r WHERE r.subject_id = e.id AND r.kind IN ('event', 'health-event'))"
    )
    return int(db.execute(sql).fetchone()[0])


def clear(db: Database) -> None:
    """Forgets everything, to be projected again."""
    db.execute("DELETE FROM event_household")
    db.execute("DELETE FROM event")


def _read(db: Database, which: str, values: Sequence[str], *, bare: bool = False) -> list[Event]:
    """`which`: the rest of the question. Read without maps of columns: a list of thousands opens at once."""
    rows = db.execute(_EVENTS + which, values).fetchall()
    homes = {} if bare else _homes(db, [row[0] for row in rows])
    return [
        Event(
            row[0], row[1], row[2], row[3], row[4], row[5], row[6], tuple(row[7].split()),
            homes.get(row[0], ()), row[8], _loads(row[9]), bool(row[10]), row[11], row[12],
        )
        for row in rows
    ]  # fmt: skip


def _homes(db: Database, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    sql = (
        "SELECT event_id, household_id FROM event_household "
        "WHERE event_id IN (SELECT value FROM json_each(?)) ORDER BY event_id, household_id"
    )
    found: dict[str, list[str]] = {}
    for event_id, home in db.execute(sql, [json.dumps(ids)]):
        found.setdefault(event_id, []).append(home)
    return {event_id: tuple(some) for event_id, some in found.items()}
