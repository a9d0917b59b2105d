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


def to_send(db: Database, officer_ids: Iterable[str], village_code: str) -> list[SentRow]:
    """By staff number."""
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
        near = db.query(kin, {"id": row["id"], "village": village_code})
        found.append(SentRow(**row, kin=tuple((one["id_no"], one["name"], one["relation"]) for one in near)))
    return found


def take(db: Database, sent: SentRow, at: str) -> None:
    """An officer as another laptop knows him. What is known here and not said there (numbers, kin) stays."""
    db.execute(
        "INSERT INTO officer(id, staff_no, name, initials, roles, village_code, id_no) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(id) DO UPDATE SET staff_no = excluded.staff_no, name = excluded.name, active = 1, "
        "initials = excluded.initials, roles = excluded.roles, village_code = excluded.village_code, "
        "id_no = CASE WHEN excluded.id_no <> '' THEN excluded.id_no ELSE id_no END",
        [sent.id, sent.staff_no, sent.name, sent.initials, sent.roles, sent.village_code, sent.id_no],
    )
    for id_no, name, relation in sent.kin:
        add_kin(db, sent.id, Kin(name, id_no, relation), at)


def add_signer(db: Database, officer_id: str, staff_no: str, name: str, initials: str) -> None:
    """Somebody who signed elsewhere and does not work here; one who is known stays as he is."""
    db.execute(
        "INSERT INTO officer(id, staff_no, name, initials, roles, active) VALUES (?, ?, ?, ?, '', 0) "
        "ON CONFLICT(id) DO NOTHING",
        [officer_id, staff_no, name, initials],
    )


def forget_kin_of(db: Database, village_code: str) -> None:
    """Declared relatives in a village, where that village leaves this laptop."""
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
    return db.execute("SELECT 1 FROM officer WHERE staff_no = ?", [staff_no]).fetchone() is not None


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
