"""Everything that travels, in the order it was made: rows of `record`, and how far each has come."""

import secrets
from collections.abc import Iterable

from sqlite_utils import Database

from sync.record import CHAIN_START, SALT_BYTES, Record, make
from villagevisit.store import campaigns, settings

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no letter that is read as a digit over the telephone."""
_DEVICE_KEY = "device.id"


def device(db: Database) -> str:
    """The name of this installation's chain (`DZ-3F7K-Q2MD`), chosen at random when first asked for.

    Call it inside a transaction; it may write one setting.
    """
    known = settings.get(db, _DEVICE_KEY)
    if known:
        return known
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    name = f"DZ-{letters[:4]}-{letters[4:]}"
    settings.put(db, _DEVICE_KEY, name)
    return name


def append(db: Database, kind: str, subject_id: str, body: bytes, at: str) -> str:
    """Adds a record inside the caller's transaction (save, then send) and returns its digest.

    `body` is canonical CBOR, see `services.exchange_bodies`; `at` is an ISO 8601 moment.
    """
    last = db.execute("SELECT seq, digest FROM record ORDER BY seq DESC LIMIT 1").fetchone()
    seq, prev = (int(last[0]) + 1, str(last[1])) if last else (1, CHAIN_START)
    record = make(device(db), seq, kind, subject_id, at, prev, secrets.token_bytes(SALT_BYTES), body)
    db.execute(
        "INSERT INTO record(seq, kind, subject_id, digest, prev, salt, body, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [seq, kind, subject_id, record.digest, prev, record.salt, body, at],
    )
    return record.digest


def due(db: Database) -> list[Record]:
    """Records that no batch carries yet, in the order of the chain. Call it inside a transaction."""
    name = device(db)
    return [
        Record(
            kind=row["kind"],
            digest=row["digest"],
            device=name,
            seq=row["seq"],
            prev=row["prev"],
            body=row["body"],
            subject=row["subject_id"],
            at=row["made_at"],
            salt=row["salt"],
        )
        for row in db.query("SELECT * FROM record WHERE state = 'due' AND batch = '' ORDER BY seq")
    ]


def put_in_batch(db: Database, digests: Iterable[str], batch: str) -> None:
    for digest in digests:
        db.execute("UPDATE record SET batch = ? WHERE digest = ? AND state = 'due'", [batch, digest])


def sent(db: Database, batch: str) -> set[str]:
    """A batch left this computer; returns the subjects whose records moved on."""
    subjects = {subject for (subject,) in db.execute("SELECT subject_id FROM record WHERE batch = ?", [batch])}
    db.execute("UPDATE record SET state = 'sent' WHERE batch = ? AND state = 'due'", [batch])
    return subjects


def back(db: Database, batch: str) -> None:
    """The file of a batch is lost or useless: what it carried is due again."""
    db.execute("UPDATE record SET state = 'due', batch = '' WHERE batch = ? AND state IN ('due', 'sent')", [batch])


def received(db: Database, digests: Iterable[str]) -> set[str]:
    """The county holds these; returns their subjects."""
    subjects = set()
    for digest in digests:
        row = db.execute("SELECT subject_id FROM record WHERE digest = ?", [digest]).fetchone()
        if row:
            db.execute("UPDATE record SET state = 'received', refusal = '' WHERE digest = ?", [digest])
            subjects.add(str(row[0]))
    return subjects


def refused(db: Database, digest: str, code: str) -> str:
    """The county does not accept this record; returns its subject, empty when it is not ours."""
    row = db.execute("SELECT subject_id FROM record WHERE digest = ?", [digest]).fetchone()
    if row is None:
        return ""
    db.execute(
        "UPDATE record SET state = 'refused', refusal = ? WHERE digest = ? AND state <> 'received'", [code, digest]
    )
    return str(row[0])


def state_of(db: Database, submission_id: str) -> str:
    """How far a submission is, with sign-offs and attachments: a state of `record`; empty when it does not travel."""
    states = {
        state
        for (state,) in db.execute(
            "SELECT state FROM record WHERE subject_id = ? AND kind IN ('submission', 'signoff')", [submission_id]
        )
    }
    if not states:
        return ""
    if "refused" in states:
        return "refused"
    if "due" in states:
        return "due"
    (missing,) = db.execute(
        "SELECT count(*) FROM attachment a LEFT JOIN blob b ON b.digest = a.digest "
        "WHERE a.owner_id = ? AND coalesce(b.state, 'due') <> 'received'",
        [submission_id],
    ).fetchone()
    return "sent" if "sent" in states or missing else "received"


def follow(db: Database, subjects: Iterable[str]) -> None:
    """Lets the frame of the campaign show how far these submissions came."""
    for subject in sorted(subjects):
        state = state_of(db, subject)
        if state:
            campaigns.set_record_state(db, subject, state)


def kinds(db: Database, first: int, last: int) -> dict[str, int]:
    """How many records of each kind stand at these places of our chain."""
    rows = db.execute("SELECT kind, count(*) FROM record WHERE seq BETWEEN ? AND ? GROUP BY kind", [first, last])
    return {str(kind): int(count) for kind, count in rows}
