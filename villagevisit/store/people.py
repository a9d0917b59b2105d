"""Rows of officers, their declared kin, and their wrapped signing keys."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from villagevisit.domain.officer import Kin, Officer, Role


@dataclass(frozen=True, slots=True)
class OfficerKey:
    """`wrapped_key` is the private key, encrypted by a key that only the PIN gives."""

    officer_id: str
    public_key: bytes
    wrapped_key: bytes
    salt: bytes
    failed: int
    locked_until: str


@dataclass(frozen=True, slots=True)
class SentRow:
    """An officer as a village's laptops need him. `id_no` and `kin` only where they are people of that village."""

    id: str
    staff_no: str
    name: str
    initials: str
    roles: str
    village_code: str
    id_no: str
    kin: tuple[tuple[str, str, str], ...]
    """(id number, name, relation)"""


def to_send(
    db: Database, officer_ids: Iterable[str], village_code: str, *, numbers: bool = True
) -> list[SentRow]:
    """By staff number; without `numbers` neither identity number nor kin."""
    wanted, found = json.dumps(sorted(officer_ids)), []
    members = "(SELECT p.id_no FROM person p JOIN household h ON h.id = p.household_id WHERE h.village_code = :village)"
    rows = db.query(
        "SELECT id, staff_no, name, initials, roles, village_code, "  # noqa: S608 - constants
        f"CASE WHEN id_no <> '' AND id_no IN {members} THEN id_no ELSE '' END AS id_no "
        "FROM officer WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY staff_no",
        {"ids": wanted, "village": village_code},
    )
    kin = (
        "SELECT id_no, name, relation FROM kin "  # noqa: S608
        f"WHERE officer_id = :id AND id_no <> '' AND id_no IN {members} ORDER BY 1, 2"
    )
    for row in list(rows):
        if not numbers:
            found.append(SentRow(**{**row, "id_no": ""}, kin=()))
            continue
        near = db.query(kin, {"id": row["id"], "village": village_code})
        found.append(SentRow(**row, kin=tuple((one["id_no"], one["name"], one["relation"]) for one in near)))
    return found


def take(db: Database, sent: SentRow, at: str) -> None:
    """An officer as another laptop knows him. What is known here and not said there (numbers, kin) stays.

    Whose staff number somebody else has here does not work here until he gets another one (`waiting`).
    """
    db.execute(
        "INSERT INTO officer(id, staff_no, name, initials, roles, village_code, id_no, taken, active) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, "
        "NOT EXISTS (SELECT 1 FROM officer WHERE staff_no = ?2 AND active = 1 AND id <> ?1)) "
        "ON CONFLICT(id) DO UPDATE SET staff_no = iif(active = 1, staff_no, excluded.staff_no), name = excluded.name, "
        "active = max(active, excluded.active), initials = excluded.initials, roles = excluded.roles, "
        "village_code = excluded.village_code, id_no = iif(excluded.id_no <> '', excluded.id_no, id_no)",
        [sent.id, sent.staff_no, sent.name, sent.initials, sent.roles, sent.village_code, sent.id_no],
    )
    for id_no, name, relation in sent.kin:
        add_kin(db, sent.id, Kin(name, id_no, relation), at)


def add_signer(db: Database, officer_id: str, staff_no: str, name: str, initials: str) -> None:
    """Somebody who signed elsewhere and does not work here; one who is known stays as he is."""
    db.execute(
        "INSERT INTO officer(id, staff_no, name, initials, roles, active, taken) VALUES (?, ?, ?, ?, '', 0, 1) "
        "ON CONFLICT(id) DO NOTHING",
        [officer_id, staff_no, name, initials],
    )


_UNSAID = """
WITH office(village_code, officer_id) AS (
  SELECT v.value, o.id FROM json_each(:villages) v JOIN officer o ON o.active = 1 WHERE o.taken = 0 OR EXISTS (
    SELECT 1 FROM said_officer s WHERE s.officer_id = o.id AND substr(s.village_code, 1, 9) = substr(v.value, 1, 9))),
number(officer_id, id_no) AS (
  SELECT officer_id, id_no FROM kin UNION SELECT id, id_no FROM officer)
SELECT village_code, officer_id, '' FROM office
UNION
SELECT o.village_code, o.officer_id, n.id_no FROM number n JOIN person p ON p.id_no = n.id_no
  JOIN household h ON h.id = p.household_id
  JOIN office o ON o.officer_id = n.officer_id AND o.village_code = h.village_code WHERE n.id_no <> ''
EXCEPT SELECT village_code, officer_id, id_no FROM said_officer
ORDER BY 1, 2, 3
"""


def unsaid(db: Database, villages: Iterable[str]) -> list[tuple[str, str, str]]:
    """(village, officer, number or empty): who works in these villages and was not told of yet, and whose own or
    relative's number is that of a member there.

    The office of a village is who was entered here, and who was told of for any village of its township.
    """
    rows = db.execute(_UNSAID, {"villages": json.dumps(list(villages))})
    return [(str(village), str(officer), str(number)) for village, officer, number in rows]


def said(db: Database, village_code: str, officer_id: str, numbers: Iterable[str]) -> None:
    """A record tells this: of nobody twice."""
    for number in numbers:
        db.execute("INSERT OR IGNORE INTO said_officer VALUES (?, ?, ?)", [village_code, officer_id, number])


def waiting(db: Database) -> list[tuple[Officer, Officer, str]]:
    """Who cannot work here because somebody else has his staff number; who that is; a village that he works in."""
    rows = db.execute(
        "SELECT w.id, o.id, coalesce((SELECT min(village_code) FROM said_officer WHERE officer_id = w.id), '') "
        "FROM officer w JOIN officer o ON o.staff_no = w.staff_no AND o.active = 1 "
        "WHERE w.active = 0 AND w.roles <> '' ORDER BY w.staff_no, w.id"
    )
    found = [(get(db, one), get(db, other), str(village)) for one, other, village in rows.fetchall()]
    return [(one, other, village) for one, other, village in found if one and other]


def take_in(db: Database, officer_id: str, staff_no: str) -> None:
    """He works here from now on, under this number."""
    db.execute("UPDATE officer SET staff_no = ?, active = 1 WHERE id = ?", [staff_no, officer_id])


def leave_out(db: Database, officer_id: str) -> None:
    """He does not wait any more; records of him keep his name."""
    db.execute("UPDATE officer SET roles = '' WHERE id = ? AND active = 0", [officer_id])


def forget_office_of(db: Database, village_code: str) -> None:
    """Declared relatives in a village that leaves this laptop, and the people who came down only because of it.

    Who made a PIN here or stands in a team stays: records of this laptop name him.
    """
    here = "(SELECT officer_id FROM said_officer WHERE village_code = ?)"
    db.execute(
        f"UPDATE officer SET active = 0, roles = '' WHERE taken = 1 AND id IN {here} AND NOT EXISTS "  # noqa: S608
        "(SELECT 1 FROM said_officer s WHERE s.officer_id = id AND s.village_code <> ?) "
        "AND id NOT IN (SELECT officer_id FROM officer_key) AND id NOT IN (SELECT officer_id FROM team_officer)",
        [village_code, village_code],
    )
    db.execute("DELETE FROM said_officer WHERE village_code = ?", [village_code])
    members = "(SELECT p.id_no FROM person p JOIN household h ON h.id = p.household_id WHERE h.village_code = ?)"
    db.execute(f"DELETE FROM kin WHERE id_no IN {members}", [village_code])  # noqa: S608
    db.execute(f"UPDATE officer SET id_no = '' WHERE id_no IN {members}", [village_code])  # noqa: S608


def add(db: Database, officer: Officer, initials: str) -> None:
    db.execute(
        "INSERT INTO officer(id, staff_no, name, initials, roles, village_code, id_no) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            officer.id,
            officer.staff_no,
            officer.name,
            initials,
            " ".join(sorted(officer.roles)),
            officer.village_code,
            officer.id_no,
        ],
    )


def all_active(db: Database) -> list[Officer]:
    """By staff number."""
    kin: dict[str, list[Kin]] = {}
    for row in db.query("SELECT officer_id, name, id_no, relation FROM kin ORDER BY declared_at, name"):
        kin.setdefault(row["officer_id"], []).append(Kin(row["name"], row["id_no"], row["relation"]))
    rows = db.query(
        "SELECT o.*, k.officer_id IS NOT NULL AS has_pin FROM officer o "
        "LEFT JOIN officer_key k ON k.officer_id = o.id WHERE o.active = 1 ORDER BY o.staff_no"
    )
    return [_officer(row, kin.get(row["id"], ())) for row in rows]


def get(db: Database, officer_id: str) -> Officer | None:
    """Also those who no longer work here, because records name them."""
    rows = list(
        db.query(
            "SELECT o.*, k.officer_id IS NOT NULL AS has_pin FROM officer o "
            "LEFT JOIN officer_key k ON k.officer_id = o.id WHERE o.id = :id",
            {"id": officer_id},
        )
    )
    if not rows:
        return None
    kin = db.query(
        "SELECT name, id_no, relation FROM kin WHERE officer_id = :id ORDER BY declared_at, name", {"id": officer_id}
    )
    return _officer(rows[0], [Kin(row["name"], row["id_no"], row["relation"]) for row in kin])


def staff_no_used(db: Database, staff_no: str) -> bool:
    """Whether somebody at work here has this number."""
    return db.execute("SELECT 1 FROM officer WHERE staff_no = ? AND active = 1", [staff_no]).fetchone() is not None


def add_kin(db: Database, officer_id: str, kin: Kin, at: str) -> None:
    """Declaring the same person again changes the relation."""
    db.execute(
        "INSERT INTO kin(officer_id, id_no, name, relation, declared_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT(officer_id, id_no, name) DO UPDATE SET relation = excluded.relation",
        [officer_id, kin.id_no, kin.name, kin.relation, at],
    )


def key(db: Database, officer_id: str) -> OfficerKey | None:
    row = db.execute(
        "SELECT officer_id, public_key, wrapped_key, salt, failed, locked_until FROM officer_key WHERE officer_id = ?",
        [officer_id],
    ).fetchone()
    return OfficerKey(*row) if row else None


def put_key(db: Database, officer_id: str, public: bytes, wrapped: bytes, salt: bytes, at: str) -> None:
    """A new wrapping of the same key, or the first key; the count of wrong PINs starts again."""
    db.execute(
        "INSERT INTO officer_key(officer_id, public_key, wrapped_key, salt, made_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT(officer_id) DO UPDATE SET wrapped_key = excluded.wrapped_key, salt = excluded.salt, "
        "failed = 0, locked_until = ''",
        [officer_id, public, wrapped, salt, at],
    )


def drop_key(db: Database, officer_id: str) -> None:
    db.execute("DELETE FROM officer_key WHERE officer_id = ?", [officer_id])


def set_attempts(db: Database, officer_id: str, failed: int, locked_until: str) -> None:
    db.execute(
        "UPDATE officer_key SET failed = ?, locked_until = ? WHERE officer_id = ?", [failed, locked_until, officer_id]
    )


def _officer(row: dict[str, Any], kin: Iterable[Kin]) -> Officer:
    return Officer(
        id=row["id"],
        staff_no=row["staff_no"],
        name=row["name"],
        roles=frozenset(Role(role) for role in row["roles"].split()),
        village_code=row["village_code"],
        id_no=row["id_no"],
        has_pin=bool(row["has_pin"]),
        kin=tuple(kin),
    )
