"""Rows of officers, their declared kin, and their wrapped signing keys."""

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
