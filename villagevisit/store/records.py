"""Everything that travels, in the order it was made: rows of `record`, own chains and others', and how far each came.

A state goes due → sent → received → safe, and back to due when the county turns out to have lost it.
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from typing import Any

from sqlite_utils import Database

from sync.record import CHAIN_START, SALT_BYTES, Record, make
from sync.voucher import Vouched
from villagevisit.store import campaigns, settings

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no letter that is read as a digit over the telephone."""
_DEVICE_KEY = "device.id"
_EARLIER_KEY = "device.earlier"
_INSERT = (
    "INSERT INTO record(device, seq, kind, subject_id, digest, prev, salt, size, made_at, state) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
)


def device(db: Database) -> str:
    """The name of this installation's chain (`DZ-3F7K-Q2MD`), chosen at random when first asked for.

    Call it inside a transaction; it may write one setting.
    """
    known = settings.get(db, _DEVICE_KEY)
    if known:
        return known
    name = _new_name()
    settings.put(db, _DEVICE_KEY, name)
    return name


def lineages(db: Database) -> list[str]:
    """Every name this installation ever wrote under, the current one last; empty before the first record."""
    known = settings.get(db, _DEVICE_KEY)
    return [*settings.get(db, _EARLIER_KEY).split(), known] if known else []


def begin_lineage(db: Database) -> str:
    """From now on records go into a chain of a new name, which is returned; the earlier chains stay as they are."""
    earlier = lineages(db)
    settings.put(db, _EARLIER_KEY, " ".join(earlier))
    settings.put(db, _DEVICE_KEY, _new_name())
    return device(db)


def append(db: Database, kind: str, subject_id: str, body: bytes, at: str) -> str:
    """Adds a record inside the caller's transaction (save, then send) and returns its digest.

    `body` is canonical CBOR, see `services.exchange_bodies`; `at` is an ISO 8601 moment.
    """
    name = device(db)
    seq, prev = top(db, name)
    record = make(name, seq + 1, kind, subject_id, at, prev, secrets.token_bytes(SALT_BYTES), body)
    _insert(db, record, "due")
    return record.digest


def top(db: Database, name: str) -> tuple[int, str]:
    """Place and digest of the last record of a chain; 0 and zeros when there is none."""
    sql = "SELECT seq, digest FROM record WHERE device = ? ORDER BY seq DESC LIMIT 1"
    row = db.execute(sql, [name]).fetchone()
    return (int(row[0]), str(row[1])) if row else (0, CHAIN_START)


def keep_foreign(db: Database, records: Iterable[Record]) -> list[Record]:
    """Keeps originals that came down (other chains, and own records that were lost); returns the new ones, in order.

    Where another record stands in the same place already, that one stays and the newcomer goes to `record_branch`.
    """
    fresh: list[Record] = []
    for one in records:
        row = db.execute("SELECT digest FROM record WHERE device = ? AND seq = ?", [one.device, one.seq]).fetchone()
        if row is None:
            _insert(db, one, "received")
            fresh.append(one)
        elif row[0] != one.digest:
            _keep_branch(db, one)
    return fresh


def first_broken(db: Database) -> tuple[str, int] | None:
    """Chain and place of the first record that was changed, or does not follow the one before it; None when all do.

    An erased body is passed over; so are gaps, but in the chain that is written here now.
    """
    ours = lineages(db)[-1:]
    name, seq, digest = "", 0, ""
    for row in db.query("SELECT * FROM record_whole ORDER BY device, seq"):
        one = _record(row)
        follows = one.device == name and one.seq == seq + 1
        before = CHAIN_START if one.seq == 1 else digest if follows else one.prev
        gap = one.device in ours and one.seq != (seq if one.device == name else 0) + 1
        if gap or one.prev != before or not (one.holds() or row["size"] == 0):
            return one.device, one.seq
        name, seq, digest = one.device, one.seq, one.digest
    return None


def due(db: Database) -> Iterator[Record]:
    """Our records that no batch carries yet, chain by chain in order; read as they are asked for."""
    sql = (
        "SELECT kind, digest, device, seq, prev, body, subject_id, made_at, salt FROM record_whole "
        "WHERE state = 'due' AND batch = '' AND size > 0 AND device = ? ORDER BY seq"
    )
    for name in lineages(db):
        for row in db.execute(sql, [name]):
            yield Record(*row)


def put_in_batch(db: Database, name: str, first: int, last: int, batch: str) -> None:
    sql = "UPDATE record SET batch = ? WHERE device = ? AND seq BETWEEN ? AND ? AND state = 'due' AND batch = ''"
    db.execute(sql, [batch, name, first, last])


def sent(db: Database, batch: str) -> set[str]:
    """A batch left this computer; returns the subjects whose records moved on."""
    sql = "UPDATE record SET state = 'sent' WHERE batch = ? AND state = 'due' RETURNING subject_id"
    return {subject for (subject,) in db.execute(sql, [batch]).fetchall()}


def back(db: Database, batch: str) -> None:
    """The file of a batch is lost or useless: what it carried is due again."""
    db.execute("UPDATE record SET state = 'due', batch = '' WHERE batch = ? AND state IN ('due', 'sent')", [batch])
    db.execute("UPDATE record SET batch = '' WHERE batch = ?", [batch])


def received(db: Database, name: str, first: int, last: int, digest: str) -> set[str]:
    """The county holds this run of a chain, whose last record has the digest; returns the subjects that moved on.

    A run that ends in another digest is not ours, and nothing moves: the digest stands for all that came before it.
    """
    if not holds(db, name, last, digest):
        return set()
    sql = (
        "UPDATE record SET state = 'received', refusal = '' WHERE device = ? AND seq BETWEEN ? AND ? "
        "AND state IN ('due', 'sent', 'refused') RETURNING subject_id"
    )
    return {subject for (subject,) in db.execute(sql, [name, first, last]).fetchall()}


def holds(db: Database, name: str, seq: int, digest: str) -> bool:
    """Whether this very record stands here."""
    row = db.execute("SELECT digest FROM record WHERE device = ? AND seq = ?", [name, seq]).fetchone()
    return row is not None and row[0] == digest


def refused(db: Database, name: str, seq: int, digest: str, code: str) -> str:
    """The county does not accept this record; returns its subject, empty when it is not ours."""
    sql = (
        "UPDATE record SET state = 'refused', refusal = ? WHERE device = ? AND seq = ? AND digest = ? "
        "RETURNING subject_id"
    )
    row = db.execute(sql, [code, name, seq, digest]).fetchone()
    return str(row[0]) if row else ""


def safe(db: Database, name: str, until: int) -> None:
    """A backup that was restored for a trial holds the chain up to here."""
    db.execute("UPDATE record SET state = 'safe' WHERE device = ? AND seq <= ? AND state = 'received'", [name, until])
    db.execute("UPDATE record SET state = 'received' WHERE device = ? AND seq > ? AND state = 'safe'", [name, until])


def lost(db: Database, name: str, first: int, last: int) -> set[str]:
    """The county says that it does not hold these (any more): they are due again. Returns their subjects.

    Those of a village that left this laptop have no body any more; nobody can give them back.
    """
    sql = (
        "UPDATE record SET state = 'due', batch = '' WHERE device = ? AND seq BETWEEN ? AND ? "
        "AND state IN ('received', 'safe', 'refused') AND size > 0 RETURNING subject_id"
    )
    return {subject for (subject,) in db.execute(sql, [name, first, last]).fetchall()}


def unsettled(db: Database, name: str, first: int) -> list[int]:
    """Places of a chain, from one on, whose records the county never took."""
    sql = "SELECT seq FROM record WHERE device = ? AND seq >= ? AND state IN ('due', 'sent') ORDER BY seq"
    return [seq for (seq,) in db.execute(sql, [name, first])]


def made_here(db: Database, name: str) -> list[int]:
    """Places of a chain whose records were made on this laptop and can still be told."""
    sql = "SELECT seq FROM record WHERE device = ? AND voucher = x'' AND size > 0 ORDER BY seq"
    return [seq for (seq,) in db.execute(sql, [name])]


def disown(db: Database, name: str) -> None:
    """An earlier name turned out to be another laptop's: what still stands under it came from there."""
    settings.put(db, _EARLIER_KEY, " ".join(one for one in lineages(db)[:-1] if one != name))


def reissue(db: Database, name: str, seq: int, at: str) -> str:
    """Appends what stands at this place to the current chain, because another history took the place.

    The old record is kept in `record_branch`. Returns the subject; empty when nothing stands there.
    """
    row = next(iter(db.query("SELECT * FROM record_whole WHERE device = ? AND seq = ?", [name, seq])), None)
    if row is None:
        return ""
    old = _record(row)
    _keep_branch(db, old)
    db.execute("DELETE FROM record WHERE device = ? AND seq = ?", [name, seq])
    append(db, old.kind, old.subject, old.body, at)
    return old.subject


def not_safe(db: Database) -> dict[str, int]:
    """Our records by state, those left out that a tested backup of the county holds."""
    names = lineages(db)
    marks = ", ".join("?" for _ in names)
    sql = f"SELECT state, count(*) FROM record WHERE device IN ({marks}) AND state <> 'safe' GROUP BY state"  # noqa: S608
    return {str(state): int(count) for state, count in db.execute(sql, names)}


def vouched(db: Database, vouchers: Iterable[tuple[str, bytes]], number: int) -> None:
    """The county's word for originals that came down, and in which reading of its log that was."""
    for digest, voucher in vouchers:
        db.execute("UPDATE record SET voucher = ?, round = ? WHERE digest = ?", [voucher, number, digest])


def unseen(db: Database, number: int) -> Iterator[Vouched]:
    """Originals that came down once and not in this reading of the county's log, read as they are asked for."""
    sql = (
        "SELECT * FROM record_whole WHERE voucher <> x'' AND size > 0 AND round < ? AND batch = '' "
        "ORDER BY device, seq"
    )
    for row in db.query(sql, [number]):
        yield Vouched(_record(row), row["voucher"])


def give_back(db: Database, digests: Iterable[str], batch: str) -> None:
    """These originals are in a batch."""
    for digest in digests:
        db.execute("UPDATE record SET batch = ? WHERE digest = ?", [batch, digest])


def given_back(db: Database, batch: str, number: int) -> None:
    """The county has them again."""
    db.execute("UPDATE record SET round = ?, batch = '' WHERE batch = ? AND voucher <> x''", [number, batch])


def state_of(db: Database, submission_id: str) -> str:
    """How far a submission is, with sign-offs and attachments: due, sent, received, refused; empty: stays here."""
    return _states(db, [submission_id]).get(submission_id, "")


def follow(db: Database, subjects: Iterable[str]) -> None:
    """Lets the frame of the campaign show how far these submissions came."""
    by_state: dict[str, list[str]] = {}
    for subject, state in _states(db, list(subjects)).items():
        by_state.setdefault(state, []).append(subject)
    for state in sorted(by_state):
        campaigns.set_record_state(db, by_state[state], state)


def _states(db: Database, subjects: list[str]) -> dict[str, str]:
    """The state of each submission that travels."""
    sql = (
        "SELECT subject_id, CASE WHEN max(state = 'refused') THEN 'refused' WHEN max(state = 'due') THEN 'due' "
        "WHEN max(state = 'sent') OR max(voucher = x'') AND EXISTS ("
        "SELECT 1 FROM attachment a LEFT JOIN blob b ON b.digest = a.digest "
        "WHERE a.owner_id = subject_id AND coalesce(b.state, 'due') <> 'received') THEN 'sent' ELSE 'received' END "
        "FROM record WHERE subject_id IN (SELECT value FROM json_each(?)) AND kind IN ('submission', 'health') "
        "GROUP BY subject_id"
    )
    return dict(db.execute(sql, [json.dumps(subjects)]).fetchall())


def kinds(db: Database, name: str, first: int, last: int) -> dict[str, int]:
    """How many records of each kind stand at these places of a chain."""
    sql = "SELECT kind, count(*) FROM record WHERE device = ? AND seq BETWEEN ? AND ? GROUP BY kind"
    return {str(kind): int(count) for kind, count in db.execute(sql, [name, first, last])}


def _new_name() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"DZ-{letters[:4]}-{letters[4:]}"


def _insert(db: Database, one: Record, state: str) -> None:
    values = [one.device, one.seq, one.kind, one.subject, one.digest, one.prev, one.salt, len(one.body), one.at, state]
    (place,) = db.execute(_INSERT, values).fetchone()
    if one.body:
        db.execute("INSERT INTO record_body(id, body) VALUES (?, ?)", [place, one.body])


def _keep_branch(db: Database, one: Record) -> None:
    db.execute(
        "INSERT OR IGNORE INTO record_branch(digest, device, seq, kind, subject_id, prev, salt, body, made_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [one.digest, one.device, one.seq, one.kind, one.subject, one.prev, one.salt, one.body, one.at],
    )


def _record(row: dict[str, Any]) -> Record:
    return Record(
        kind=row["kind"],
        digest=row["digest"],
        device=row["device"],
        seq=row["seq"],
        prev=row["prev"],
        body=row["body"],
        subject=row["subject_id"],
        at=row["made_at"],
        salt=row["salt"],
    )
