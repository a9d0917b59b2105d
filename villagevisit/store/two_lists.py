"""Rows of another office's list beside the register, and where the comparison put them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from villagevisit.domain.access import Within
from villagevisit.domain.two_lists import Comparison, Ours, Theirs


@dataclass(frozen=True, slots=True)
class ListedRow:
    key: str
    row_no: int
    name: str
    id_no: str
    birth: str
    place: str
    kind: str
    cause: str


class Line(NamedTuple):
    """Somebody on one list only, or a pair; `household_id` and what follows are of the register."""

    key: str
    """Of their list; of ours the person."""
    name: str
    id_no: str
    birth: str
    place: str
    kind: str
    reason: str
    note: str
    household_id: str = ""
    person_id: str = ""
    why: str = ""
    our_name: str = ""
    our_id_no: str = ""
    our_place: str = ""


_IN_BENEFIT = "h.state = 'active' AND h.assist_category IN ('1', '2', '3', '7')"
_WITHIN = "(:within IS NULL OR h.village_code IN (SELECT value FROM json_each(:within)))"


def replace(db: Database, rows: Iterable[ListedRow]) -> None:
    """Forgets the list before and takes this one."""
    clear(db)
    db.table("listed").insert_all(
        {"key": one.key, "row_no": one.row_no, "name": one.name, "id_no": one.id_no, "birth": one.birth,
         "place": one.place, "kind": one.kind, "cause": one.cause} for one in rows
    )  # fmt: skip


def clear(db: Database) -> None:
    db.execute("DELETE FROM listed")
    db.execute("DELETE FROM unlisted")


def ours(db: Database, within: Within = None) -> list[Ours]:
    """Everybody of a household in dibao or tekun."""
    sql = (
        "SELECT p.id, p.name, p.id_no, p.birth FROM person p JOIN household h ON h.id = p.household_id "  # noqa: S608
        f"WHERE {_IN_BENEFIT} AND {_WITHIN}"
    )
    return [Ours(*row) for row in db.execute(sql, _given(within))]


def theirs(db: Database) -> list[Theirs]:
    return [Theirs(*row) for row in db.execute("SELECT key, name, id_no, birth FROM listed")]


def settle(db: Database, found: Comparison, reasons: Mapping[tuple[str, str], tuple[str, str]]) -> None:
    """Writes down where everybody stands."""
    db.execute("UPDATE listed SET state = 'only', person_id = '', why = '', reason = '', note = ''")
    db.conn.executemany(
        "UPDATE listed SET state = 'both', person_id = ? WHERE key = ?", [(who, key) for key, who in found.both.items()]
    )
    db.conn.executemany(
        "UPDATE listed SET state = 'open', person_id = ?, why = ? WHERE key = ?",
        [(one.person_id, one.why, one.key) for one in found.pairs],
    )
    db.execute("DELETE FROM unlisted")
    db.conn.executemany("INSERT INTO unlisted(person_id) VALUES (?)", [(one,) for one in found.ours_only])
    for (side, thing), (reason, note) in reasons.items():
        give_reason(db, side, thing, reason, note)


def decide(db: Database, key: str, person_id: str, *, same: bool) -> None:
    """Takes a pair out of those that wait."""
    if same:
        db.execute("UPDATE listed SET state = 'both', person_id = ?, why = '' WHERE key = ?", [person_id, key])
        db.execute("DELETE FROM unlisted WHERE person_id = ?", [person_id])
    else:
        db.execute("UPDATE listed SET state = 'only', person_id = '', why = '' WHERE key = ?", [key])


def give_reason(db: Database, side: str, thing: str, reason: str, note: str) -> None:
    table, column = ("unlisted", "person_id") if side == "ours" else ("listed", "key")
    db.execute(f"UPDATE {table} SET reason = ?, note = ? WHERE {column} = ?", [reason, note, thing])  # noqa: S608


def counts(db: Database) -> tuple[dict[str, int], int, int]:
    """(their rows by state, people of ours who are not listed, people on one list only without a reason)."""
    states = {row[0]: row[1] for row in db.execute("SELECT state, count(*) FROM listed GROUP BY state")}
    (unlisted,) = db.execute("SELECT count(*) FROM unlisted").fetchone()
    (waiting,) = db.execute(
        "SELECT (SELECT count(*) FROM unlisted WHERE reason = '') + "
        "(SELECT count(*) FROM listed WHERE state <> 'both' AND reason = '')"
    ).fetchone()
    return states, unlisted, waiting


_SIDES = {
    "ours": (
        "SELECT u.person_id, p.name, p.id_no, p.birth, coalesce(a.name, '') || ' ' || h.village_group, "  # noqa: S608
        "h.assist_category, u.reason, u.note, h.id, p.id FROM unlisted u JOIN person p ON p.id = u.person_id "
        "JOIN household h ON h.id = p.household_id LEFT JOIN area a ON a.code = h.village_code "
        f"WHERE {_WITHIN} ORDER BY u.seq LIMIT :limit OFFSET :offset"
    ),
    "theirs": (
        "SELECT key, name, id_no, birth, place, kind, reason, note FROM listed WHERE state <> 'both' "
        "AND :within IS :within ORDER BY seq LIMIT :limit OFFSET :offset"
    ),
    "open": (
        "SELECT l.key, l.name, l.id_no, l.birth, l.place, l.kind, l.reason, l.note, h.id, p.id, l.why, p.name, "  # noqa: S608
        "p.id_no, coalesce(a.name, '') || ' ' || h.village_group FROM listed l JOIN person p ON p.id = l.person_id "
        "JOIN household h ON h.id = p.household_id LEFT JOIN area a ON a.code = h.village_code "
        f"WHERE l.state = 'open' AND {_WITHIN} ORDER BY l.seq LIMIT :limit OFFSET :offset"
    ),
}


def lines(db: Database, side: str, offset: int, limit: int, within: Within = None) -> list[Line]:
    """A slice of `ours` only, `theirs` only, or the `open` pairs."""
    given: dict[str, str | int | None] = {**_given(within), "offset": offset, "limit": limit}
    return [Line(*row) for row in db.execute(_SIDES[side], given)]


def _given(within: Within) -> dict[str, str | None]:
    return {"within": None if within is None else json.dumps(within)}
