"""In the county's view: keys that ask to be certified, and what the county answered."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from villagevisit.store import settings

OFFER = "certificate-offer"
"""Kind of the county's own record that offers a certificate for a code."""
_SHOWN = "county.certificates"


@dataclass(frozen=True, slots=True)
class AskingKey:
    key: bytes
    officer_id: str
    staff_no: str
    name: str
    roles: str
    proof: bytes
    device: str
    asked_at: str


@dataclass(frozen=True, slots=True)
class CertificateRow:
    serial: int
    key: bytes
    staff_no: str
    name: str
    roles: str
    """Parted by blanks."""
    scope: tuple[str, ...]
    since: str
    until: str
    revoked: str = ""
    """From when on its signatures do not count; empty while they do."""


def officers(db: Database) -> dict[str, str]:
    """Staff number → id of the officer, of all who ever asked for a certificate; the newest of a number."""
    return dict(db.execute("SELECT staff_no, officer_id FROM county_key ORDER BY asked_at").fetchall())



def ask(db: Database, one: AskingKey) -> None:
    """The newest word of a laptop on a key counts: a proof may come after the key itself."""
    db.execute(
        "INSERT INTO county_key(key, officer_id, staff_no, name, roles, proof, device, asked_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(key) DO UPDATE SET proof = excluded.proof",
        [one.key, one.officer_id, one.staff_no, one.name, one.roles, one.proof, one.device, one.asked_at],
    )


def asking(db: Database) -> list[AskingKey]:
    """Keys without an answer, oldest first."""
    rows = db.query(
        "SELECT * FROM county_key k WHERE NOT EXISTS (SELECT 1 FROM county_certificate c WHERE c.key = k.key) "
        "AND NOT EXISTS (SELECT 1 FROM county_refused_key r WHERE r.key = k.key) ORDER BY asked_at, staff_no"
    )
    return [AskingKey(**row) for row in rows]


def proving(db: Database) -> list[AskingKey]:
    """Keys that came with the proof of a code, whatever was answered before: a code also renews what ends or was
    refused."""
    rows = db.query("SELECT * FROM county_key WHERE proof <> x'' ORDER BY asked_at, staff_no")
    return [AskingKey(**row) for row in rows]


def certificates(db: Database) -> list[CertificateRow]:
    """Newest first."""
    rows = db.query(
        "SELECT c.*, coalesce(r.at, '') AS revoked FROM county_certificate c "
        "LEFT JOIN revoked_key r ON r.key = c.key ORDER BY serial DESC"
    )
    return [_certificate(row) for row in rows]


def offer(db: Database, digest: str, body: bytes) -> None:
    db.execute("INSERT OR IGNORE INTO county_offer(digest, body) VALUES (?, ?)", [digest, body])


def offers(db: Database) -> list[tuple[str, bytes]]:
    """Digest and body of the records that offer certificates."""
    return [(str(digest), bytes(body)) for digest, body in db.execute("SELECT digest, body FROM county_offer")]


def shown(db: Database) -> str:
    """A mark of the answers that are in the view."""
    return settings.get(db, _SHOWN)


def put(
    db: Database, mark: str, issued: Iterable[CertificateRow], refused: Iterable[bytes],
    revoked: Iterable[tuple[bytes, str]],
) -> None:  # fmt: skip
    """All answers anew; `revoked`: key and moment."""
    for table in ("county_certificate", "county_refused_key", "revoked_key"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - constants
    db.conn.executemany(
        "INSERT INTO county_certificate(serial, key, staff_no, name, roles, scope, since, until) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (one.serial, one.key, one.staff_no, one.name, one.roles, json.dumps(one.scope), one.since, one.until)
            for one in issued
        ],
    )
    db.conn.executemany("INSERT OR IGNORE INTO county_refused_key(key) VALUES (?)", [(key,) for key in refused])
    db.conn.executemany(
        "INSERT INTO revoked_key(key, at) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET at = min(at, excluded.at)",
        list(revoked),
    )
    settings.put(db, _SHOWN, mark)


def clear(db: Database) -> None:
    """Forgets the keys that asked, to be projected again."""
    db.execute("DELETE FROM county_key")
    db.execute("DELETE FROM county_offer")
    settings.put(db, _SHOWN, "")


def _certificate(row: dict[str, Any]) -> CertificateRow:
    return CertificateRow(**{**row, "scope": tuple(json.loads(row["scope"]))})
