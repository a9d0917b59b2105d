"""Rows of drafts, frozen submissions and their attachments."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from villagevisit.domain.access import Within


@dataclass(frozen=True, slots=True)
class DraftRow:
    id: str
    form_id: str
    form_version: str
    household_id: str
    person_id: str
    campaign_id: str
    replaces: str
    reason: str
    officers: str
    """Officer ids of those who fill it in, space-separated; the named investigators first."""
    body: bytes
    started_at: str
    saved_at: str


@dataclass(frozen=True, slots=True)
class StoredSubmission:
    id: str
    form_id: str
    form_version: str
    household_id: str
    person_id: str
    campaign_id: str
    replaces: str
    reason: str
    digest: str
    body: bytes
    policy: str
    result: str
    frozen_at: str
    frozen_by: str
    corrects_at: str | None = None
    stands_at: str = ""
    """Its place among the records of its subject, given by the store: a correction stands behind what it replaces."""


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    owner_id: str
    name: str
    digest: str
    media_type: str
    size: int


def draft(db: Database, draft_id: str) -> DraftRow | None:
    return _one(db, "SELECT * FROM draft WHERE id = ?", draft_id)


def draft_of(db: Database, form_id: str, household_id: str, person_id: str, campaign_id: str) -> DraftRow | None:
    """The one draft of this form on this subject in this round."""
    return _one(
        db,
        "SELECT * FROM draft WHERE form_id = ? AND household_id = ? AND person_id = ? AND campaign_id = ?",
        form_id,
        household_id,
        person_id,
        campaign_id,
    )


def draft_replacing(db: Database, submission_id: str) -> DraftRow | None:
    """The correction of a record that somebody has begun here."""
    return _one(db, "SELECT * FROM draft WHERE replaces = ?", submission_id)


def drafts(db: Database) -> list[DraftRow]:
    """Last saved first."""
    return [DraftRow(**row) for row in db.query("SELECT * FROM draft ORDER BY saved_at DESC, id DESC")]


def add_draft(db: Database, row: DraftRow) -> None:
    db.execute(
        "INSERT INTO draft(id, form_id, form_version, household_id, person_id, campaign_id, replaces, reason, officers,"
        " body, started_at, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            row.id, row.form_id, row.form_version, row.household_id, row.person_id, row.campaign_id, row.replaces,
            row.reason, row.officers, row.body, row.started_at, row.saved_at,
        ],
    )  # fmt: skip


def save_draft(db: Database, draft_id: str, body: bytes, at: str) -> bool:
    """False when there is no such draft any more."""
    return db.execute("UPDATE draft SET body = ?, saved_at = ? WHERE id = ?", [body, at, draft_id]).rowcount == 1


def remove_draft(db: Database, draft_id: str) -> None:
    db.execute("DELETE FROM attachment WHERE owner_id = ?", [draft_id])
    db.execute("DELETE FROM draft WHERE id = ?", [draft_id])


def add_submission(db: Database, row: StoredSubmission) -> None:
    db.execute(
        "INSERT INTO submission(id, form_id, form_version, household_id, person_id, campaign_id, replaces, reason,"
        " digest, body, policy, result, frozen_at, frozen_by, corrects_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT stands_at FROM submission WHERE id = ?))",
        [
            row.id, row.form_id, row.form_version, row.household_id, row.person_id, row.campaign_id, row.replaces,
            row.reason, row.digest, row.body, row.policy, row.result, row.frozen_at, row.frozen_by,
            row.replaces,
        ],
    )  # fmt: skip


def submission(db: Database, submission_id: str) -> StoredSubmission | None:
    rows = list(db.query("SELECT * FROM submission WHERE id = :id", {"id": submission_id}))
    return StoredSubmission(**rows[0]) if rows else None


def latest(db: Database, form_id: str, household_id: str, person_id: str) -> StoredSubmission | None:
    """The newest record of a form on a subject that carries answers: an attempt with nobody at home does not."""
    rows = list(
        db.query(
            "SELECT * FROM submission WHERE form_id = :form AND household_id = :household AND person_id = :person "
            "AND json_extract(result, '$.final') = '1' ORDER BY stands_at DESC, id DESC LIMIT 1",
            {"form": form_id, "household": household_id, "person": person_id},
        )
    )
    return StoredSubmission(**rows[0]) if rows else None


def last_frozen(db: Database, form_id: str) -> bytes | None:
    """The record of a form that was frozen last, whatever it is about; None when there is none."""
    row = db.execute(
        "SELECT body FROM submission WHERE form_id = ? ORDER BY frozen_at DESC, id DESC LIMIT 1", [form_id]
    ).fetchone()
    return bytes(row[0]) if row else None


def final_in_campaign(db: Database, form_id: str, household_id: str, person_id: str, campaign_id: str) -> str:
    """The id of the record that finished this subject in this round; empty when there is none."""
    row = db.execute(
        "SELECT id FROM submission s WHERE form_id = ? AND household_id = ? AND person_id = ? AND campaign_id = ? "
        "AND json_extract(result, '$.final') = '1' "
        "AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id) ORDER BY frozen_at DESC, id DESC LIMIT 1",
        [form_id, household_id, person_id, campaign_id],
    ).fetchone()
    return str(row[0]) if row else ""


def replaced_by(db: Database, submission_id: str) -> str:
    row = db.execute("SELECT id FROM submission WHERE replaces = ?", [submission_id]).fetchone()
    return str(row[0]) if row else ""


_LISTED = (
    "SELECT s.id, s.form_id, s.form_version, s.household_id, s.person_id, s.campaign_id, s.replaces, s.reason,"
    " s.digest, s.result, s.frozen_at, s.frozen_by, f.title, f.code,"
    " coalesce((SELECT n.id FROM submission n WHERE n.replaces = s.id), '') AS replaced_by,"
    " coalesce((SELECT replace(r.state, 'safe', 'received') FROM record r"
    "           WHERE r.subject_id = s.id AND r.kind IN ('submission', 'health')"
    "           ORDER BY r.seq DESC LIMIT 1), '') AS sending"
    " FROM submission s JOIN form f ON f.form_id = s.form_id AND f.version = s.form_version"
)


def listed(db: Database, submission_id: str) -> dict[str, Any] | None:
    """One record as lists show it, without its body."""
    return next(iter(db.query(f"{_LISTED} WHERE s.id = :id", {"id": submission_id})), None)


def of_household(db: Database, household_id: str) -> list[dict[str, Any]]:
    """Newest first."""
    sql = f"{_LISTED} WHERE s.household_id = :household ORDER BY s.frozen_at DESC, s.id DESC"
    return list(db.query(sql, {"household": household_id}))


def of_person(db: Database, person_id: str) -> list[dict[str, Any]]:
    """Newest first."""
    sql = f"{_LISTED} WHERE s.person_id = :person ORDER BY s.frozen_at DESC, s.id DESC"
    return list(db.query(sql, {"person": person_id}))


def unsigned(db: Database, campaign_id: str, within: Within = None) -> list[dict[str, Any]]:
    """Records that were not appended to what travels, oldest first: they lack a signature."""
    sql = (
        f"{_LISTED} WHERE NOT EXISTS"  # noqa: S608
        " (SELECT 1 FROM record r WHERE r.subject_id = s.id AND r.kind IN ('submission', 'health'))"
        " AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id)"
        " AND (:campaign = '' OR s.campaign_id = :campaign) AND (:within IS NULL OR s.household_id = '' OR EXISTS"
        " (SELECT 1 FROM household h WHERE h.id = s.household_id"
        " AND h.village_code IN (SELECT value FROM json_each(:within)))) ORDER BY s.frozen_at, s.id"
    )
    return list(db.query(sql, {"campaign": campaign_id, "within": None if within is None else json.dumps(within)}))


def put_attachment(db: Database, row: AttachmentRow) -> None:
    db.execute(
        "INSERT INTO attachment(owner_id, name, digest, media_type, size) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT(owner_id, name) DO UPDATE SET digest = excluded.digest, media_type = excluded.media_type, "
        "size = excluded.size",
        [row.owner_id, row.name, row.digest, row.media_type, row.size],
    )


def attachments(db: Database, owner_id: str) -> list[AttachmentRow]:
    """By name."""
    rows = db.query("SELECT * FROM attachment WHERE owner_id = :owner ORDER BY name", {"owner": owner_id})
    return [AttachmentRow(**row) for row in rows]


def attachment(db: Database, owner_id: str, name: str) -> AttachmentRow | None:
    sql = "SELECT * FROM attachment WHERE owner_id = :owner AND name = :name"
    rows = list(db.query(sql, {"owner": owner_id, "name": name}))
    return AttachmentRow(**rows[0]) if rows else None


def hand_over(db: Database, owner_id: str, new_owner_id: str, names: Iterable[str]) -> None:
    """Copies the rows of those names to another owner; the files are the same."""
    db.execute(
        "INSERT INTO attachment(owner_id, name, digest, media_type, size) "
        "SELECT ?, name, digest, media_type, size FROM attachment "
        "WHERE owner_id = ? AND name IN (SELECT value FROM json_each(?))",
        [new_owner_id, owner_id, json.dumps(sorted(names))],
    )


def text(values: Mapping[str, str]) -> str:
    """How `policy` and `result` are stored: JSON, sorted keys."""
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True)


def values(stored: str) -> dict[str, str]:
    return {key: str(value) for key, value in json.loads(stored).items()}


def _one(db: Database, sql: str, *params: str) -> DraftRow | None:
    cursor = db.execute(sql, list(params))
    row = cursor.fetchone()
    return DraftRow(**dict(zip([column[0] for column in cursor.description], row, strict=True))) if row else None


def still_used(db: Database, digest: str) -> bool:
    """Whether any draft or submission has an attachment with these bytes."""
    return db.execute("SELECT 1 FROM attachment WHERE digest = ? LIMIT 1", [digest]).fetchone() is not None


def digests(db: Database) -> set[str]:
    """Of every attachment that a draft or submission has."""
    return {row[0] for row in db.execute("SELECT DISTINCT digest FROM attachment").fetchall()}


def before(db: Database, submission_id: str) -> StoredSubmission | None:
    """The finished record of the same form on the same subject that came just before this one."""
    rows = list(
        db.query(
            "SELECT o.* FROM submission s JOIN submission o ON o.form_id = s.form_id "
            "AND o.household_id = s.household_id AND o.person_id = s.person_id AND o.id <> s.id "
            "AND (o.stands_at, o.id) < (s.stands_at, s.id) AND json_extract(o.result, '$.final') = '1' "
            "WHERE s.id = :id ORDER BY o.stands_at DESC, o.id DESC LIMIT 1",
            {"id": submission_id},
        )
    )
    return StoredSubmission(**rows[0]) if rows else None


def work_on_household(db: Database, household_id: str) -> bool:
    """Whether somebody began or finished a form on it on this laptop."""
    return _work(db, "household_id", household_id)


def work_on_person(db: Database, person_id: str) -> bool:
    return _work(db, "person_id", person_id)


def _work(db: Database, column: str, subject_id: str) -> bool:
    found = db.execute(
        f"SELECT 1 FROM draft WHERE {column} = ?1 UNION ALL "  # noqa: S608 - one of two names
        f"SELECT 1 FROM submission s WHERE {column} = ?1 "
        "AND NOT EXISTS (SELECT 1 FROM taken_submission t WHERE t.id = s.id) LIMIT 1",
        [subject_id],
    )
    return found.fetchone() is not None


def take_submission(db: Database, row: StoredSubmission) -> None:
    """A record that was frozen on another laptop."""
    add_submission(db, row)
    db.execute("INSERT OR IGNORE INTO taken_submission(id) VALUES (?)", [row.id])


def was_taken(db: Database, submission_id: str) -> bool:
    """Whether it was frozen on another laptop."""
    return db.execute("SELECT 1 FROM taken_submission WHERE id = ?", [submission_id]).fetchone() is not None


def newest_finished(db: Database, form_id: str, household_id: str, signatures: int) -> StoredSubmission | None:
    """The newest record of a form that finished the household, that enough people signed and that nothing replaces."""
    rows = db.query(
        "SELECT * FROM submission s WHERE household_id = :household AND form_id = :form "
        "AND json_extract(result, '$.final') = '1' "
        "AND (SELECT count(*) FROM signoff g WHERE g.submission_id = s.id) >= :signatures "
        "AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id) ORDER BY stands_at DESC, id DESC LIMIT 1",
        {"household": household_id, "form": form_id, "signatures": signatures},
    )
    return next((StoredSubmission(**row) for row in rows), None)


def is_outdated(db: Database, submission_id: str) -> bool:
    """Whether a later visit finished the same subject; a correction of last year's says nothing of today."""
    sql = (
        "SELECT 1 FROM submission s JOIN submission o ON o.form_id = s.form_id AND o.household_id = s.household_id "
        "AND o.person_id = s.person_id AND o.stands_at > s.stands_at AND json_extract(o.result, '$.final') = '1' "
        "WHERE s.id = ? AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = o.id) LIMIT 1"
    )
    return db.execute(sql, [submission_id]).fetchone() is not None


def of_round(db: Database, campaign_id: str, household_id: str, form_id: str) -> list[StoredSubmission]:
    """The records of a form on a household in a round that no other replaces; the newest first."""
    rows = db.query(
        "SELECT * FROM submission s WHERE campaign_id = :campaign AND household_id = :household AND form_id = :form "
        "AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id) ORDER BY frozen_at DESC, id DESC",
        {"campaign": campaign_id, "household": household_id, "form": form_id},
    )
    return [StoredSubmission(**row) for row in rows]
