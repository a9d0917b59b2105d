"""Rows of the county's daily roots that this laptop ever saw."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class KnownRoot:
    digest: str
    lineage: str
    place: int
    day: str
    records: int
    signed: bytes


_SELECT = "SELECT digest, lineage, place, day, records, signed FROM root"


def by_digest(db: Database, digest: str) -> KnownRoot | None:
    row = db.execute(f"{_SELECT} WHERE digest = ?", [digest]).fetchone()
    return KnownRoot(*row) if row else None


def at_place(db: Database, lineage: str, place: int) -> KnownRoot | None:
    """The first that was seen there."""
    row = db.execute(
        f"{_SELECT} WHERE lineage = ? AND place = ? ORDER BY rowid LIMIT 1", [lineage, place]
    ).fetchone()
    return KnownRoot(*row) if row else None


def newest(db: Database) -> KnownRoot | None:
    """The one that was seen last."""
    row = db.execute(f"{_SELECT} ORDER BY rowid DESC LIMIT 1").fetchone()
    return KnownRoot(*row) if row else None


def put(db: Database, one: KnownRoot, at: str) -> None:
    db.execute(
        "INSERT INTO root(digest, lineage, place, day, records, signed, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [one.digest, one.lineage, one.place, one.day, one.records, one.signed, at],
    )


def alarm(db: Database, code: str, digest: str, at: str) -> bool:
    """Notes what does not fit; whether it is new."""
    made = db.execute("INSERT OR IGNORE INTO root_alarm(code, digest, at) VALUES (?, ?, ?)", [code, digest, at])
    return made.rowcount == 1


def alarms(db: Database) -> list[tuple[str, str]]:
    """(code, moment), oldest first."""
    return [(str(code), str(at)) for code, at in db.execute("SELECT code, at FROM root_alarm ORDER BY at, code")]


def order(db: Database, digest: str) -> int:
    """When it was first seen, as a number that grows."""
    return int(db.execute("SELECT rowid FROM root WHERE digest = ?", [digest]).fetchone()[0])
