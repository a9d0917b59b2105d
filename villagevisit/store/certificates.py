"""Rows of keys that wait for the county's word, of certificates, and of keys whose signatures count no more."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Untold:
    """A key that the county was not asked to certify yet."""

    officer_id: str
    staff_no: str
    name: str
    roles: str
    key: bytes
    proof: bytes


def untold(db: Database) -> list[Untold]:
    sql = (
        "SELECT o.id, o.staff_no, o.name, o.roles, k.public_key, k.proof FROM officer_key k "
        "JOIN officer o ON o.id = k.officer_id WHERE k.told = 0 AND o.active = 1 ORDER BY o.staff_no"
    )
    return [Untold(*row) for row in db.execute(sql)]


def told(db: Database, officer_id: str) -> None:
    db.execute("UPDATE officer_key SET told = 1 WHERE officer_id = ?", [officer_id])


def prove(db: Database, officer_id: str, proof: bytes) -> None:
    """The county is asked again, with the proof; what it answered before is no answer to that."""
    db.execute("UPDATE officer_key SET proof = ?, told = 0 WHERE officer_id = ?", [proof, officer_id])
    db.execute(
        "DELETE FROM county_refused_key WHERE key = (SELECT public_key FROM officer_key WHERE officer_id = ?)",
        [officer_id],
    )


@dataclass(frozen=True, slots=True)
class Asking:
    told: bool
    """A record asks the county to certify the key."""
    with_code: bool


def asking(db: Database, officer_id: str) -> Asking:
    """How the county is asked for somebody who has a key here."""
    row = db.execute("SELECT told, proof <> x'' FROM officer_key WHERE officer_id = ?", [officer_id]).fetchone()
    return Asking(bool(row[0]), bool(row[1])) if row else Asking(told=False, with_code=False)


def refuse(db: Database, key: bytes) -> None:
    db.execute("INSERT OR IGNORE INTO county_refused_key(key) VALUES (?)", [key])


def was_refused(db: Database, key: bytes) -> bool:
    """Whether the county's last word on this key was no."""
    return db.execute("SELECT 1 FROM county_refused_key WHERE key = ?", [key]).fetchone() is not None


def keep(db: Database, serial: int, key: bytes, body: bytes, at: str) -> None:
    """The code, if there was one, has done its work."""
    db.execute("DELETE FROM county_refused_key WHERE key = ?", [key])
    db.execute("UPDATE officer_key SET proof = x'' WHERE public_key = ? AND told = 1", [key])
    db.execute("INSERT OR IGNORE INTO certificate(serial, key, body, taken_at) VALUES (?, ?, ?, ?)",
               [serial, key, body, at])  # fmt: skip


def revoke(db: Database, key: bytes, at: str) -> None:
    """The earliest moment counts, in whatever order they come."""
    db.execute(
        "INSERT INTO revoked_key(key, at) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET at = min(at, excluded.at)",
        [key, at],
    )


def newest(db: Database, key: bytes) -> bytes:
    """The newest certificate of a key; empty when it has none."""
    row = db.execute("SELECT body FROM certificate WHERE key = ? ORDER BY serial DESC LIMIT 1", [key]).fetchone()
    return bytes(row[0]) if row else b""


def revoked_at(db: Database, key: bytes) -> str:
    """Empty while the key counts."""
    row = db.execute("SELECT at FROM revoked_key WHERE key = ?", [key]).fetchone()
    return str(row[0]) if row else ""
