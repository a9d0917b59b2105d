"""Compiled forms of this installation."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class FormRow:
    form_id: str
    version: str
    title: str
    code: str
    source_digest: str


def digests(db: Database) -> dict[tuple[str, str], str]:
    """(form id, version) → digest of the source it was compiled from."""
    rows = db.execute("SELECT form_id, version, source_digest FROM form").fetchall()
    return {(form_id, version): digest for form_id, version, digest in rows}


def put(db: Database, row: FormRow, package: bytes, at: str) -> None:
    """Adds a form, or replaces the package of the same version."""
    db.execute(
        "INSERT INTO form(form_id, version, title, code, source_digest, package, installed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(form_id, version) DO UPDATE SET title = excluded.title, code = excluded.code,"
        " source_digest = excluded.source_digest, package = excluded.package, installed_at = excluded.installed_at",
        [row.form_id, row.version, row.title, row.code, row.source_digest, package, at],
    )


def newest(db: Database) -> Iterator[FormRow]:
    """The newest version of every form, by code."""
    for row in db.query(
        "SELECT form_id, MAX(version) AS version, title, code, source_digest FROM form GROUP BY form_id"
        " ORDER BY code, form_id"
    ):
        yield FormRow(row["form_id"], row["version"], row["title"], row["code"], row["source_digest"])


def package(db: Database, form_id: str, version: str | None) -> tuple[str, str, bytes] | None:
    """(version, source digest, package) of a form; the newest when no version is given."""
    found = db.execute(
        "SELECT version, source_digest, package FROM form WHERE form_id = ? AND (? IS NULL OR version = ?)"
        " ORDER BY version DESC LIMIT 1",
        [form_id, version, version],
    ).fetchone()
    return (found[0], found[1], bytes(found[2])) if found else None
