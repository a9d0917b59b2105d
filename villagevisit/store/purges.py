"""Taking a round's forms, photos and papers off a laptop; digests and places in the chains stay."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from sync.record import Record
from villagevisit.store import safety


@dataclass(frozen=True, slots=True)
class Counted:
    """What of a round would go, what stays whatever happens, and what stands in the way."""

    forms: int
    photos: int
    papers: int
    stay: int
    """Forms that a correction replaced before anybody signed them: they never left this laptop."""
    drafts: int
    unsigned: int
    unsafe: int
    """Forms and papers of which no tested backup of the county is known."""


_REPLACED_UNSENT = (
    "EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id) "
    "AND NOT EXISTS (SELECT 1 FROM record r WHERE r.subject_id = s.id AND r.kind IN ('submission', 'health'))"
)
_SAFE_PAPER = (
    "EXISTS (SELECT 1 FROM record r WHERE r.subject_id = d.id AND r.kind IN ('document', 'health-document') "
    "AND (r.state = 'safe' OR r.held_at <> '' AND r.held_at <= :tested))"
)


def look(db: Database, campaign_id: str, tested: str) -> Counted:
    """`tested`: the county's word by which a backup was restored for a trial."""
    going = _forms(db, campaign_id, tested)
    papers, safe_papers = _papers(db, going, tested)
    ids = _ids(db, "SELECT id FROM submission s WHERE campaign_id = ?", [campaign_id])
    stay = _ids(db, f"SELECT id FROM submission s WHERE campaign_id = ? AND {_REPLACED_UNSENT}", [campaign_id])  # noqa: S608
    unsigned = _ids(
        db,
        "SELECT id FROM submission s WHERE campaign_id = ? AND NOT EXISTS (SELECT 1 FROM record r "
        "WHERE r.subject_id = s.id AND r.kind IN ('submission', 'health'))",
        [campaign_id],
    )
    drafts = _ids(db, "SELECT id FROM draft WHERE campaign_id = ?", [campaign_id])
    return Counted(
        forms=len(going),
        photos=len(_photos(db, going)),
        papers=len(safe_papers),
        stay=len(stay),
        drafts=len(drafts),
        unsigned=len(unsigned - stay),
        unsafe=len(ids - going - unsigned) + len(papers - safe_papers),
    )


def purge(db: Database, campaign_id: str, tested: str, at: str) -> set[str]:
    """Takes it away; returns the digests of the photos whose files go too."""
    forms = _forms(db, campaign_id, tested)
    _, papers = _papers(db, forms, tested)
    photos = _photos(db, forms)
    rows = [[one, campaign_id, at] for one in sorted(forms | papers)]
    db.conn.executemany("INSERT INTO purged(subject, campaign_id, at) VALUES (?, ?, ?)", rows)
    gone = json.dumps(sorted(forms | papers))
    for sql in _STEPS:
        db.execute(sql, [gone])
    for digest in photos:
        db.execute("DELETE FROM blob_here WHERE digest = ?", [digest])
    return photos


_GONE = "IN (SELECT value FROM json_each(?))"
_EMPTIED: Sequence[str] = (
    f"DELETE FROM record_body WHERE id IN (SELECT id FROM record WHERE subject_id {_GONE})",  # noqa: S608
    f"UPDATE record SET size = 0, salt = x'' WHERE subject_id {_GONE}",  # noqa: S608
)
_STEPS: Sequence[str] = (
    *_EMPTIED,
    f"DELETE FROM record_branch WHERE subject_id {_GONE}",  # noqa: S608
    f"DELETE FROM signoff WHERE submission_id {_GONE}",  # noqa: S608
    f"DELETE FROM attachment WHERE owner_id {_GONE}",  # noqa: S608
    f"DELETE FROM taken_submission WHERE id {_GONE}",  # noqa: S608
    f"DELETE FROM submission WHERE id {_GONE}",  # noqa: S608
    f"DELETE FROM document WHERE id {_GONE}",  # noqa: S608
)


def drop_again(db: Database, records: Iterable[Record]) -> set[str]:
    """Subjects among these that were purged here; what came again is emptied."""
    subjects = json.dumps(sorted({one.subject for one in records}))
    known = _ids(db, f"SELECT subject FROM purged WHERE subject {_GONE}", [subjects])  # noqa: S608
    if known:
        gone = json.dumps(sorted(known))
        for sql in _EMPTIED:
            db.execute(sql, [gone])
    return known


def _forms(db: Database, campaign_id: str, tested: str) -> set[str]:
    """Forms of the round that such a backup holds whole, with their photos."""
    ids = _ids(db, "SELECT id FROM submission WHERE campaign_id = ?", [campaign_id])
    return safety.visits(db, tested, ids)


def _papers(db: Database, forms: set[str], tested: str) -> tuple[set[str], set[str]]:
    """Papers printed from these forms; and those that such a backup holds."""
    about = json.dumps(sorted(forms))
    sql = f"SELECT id FROM document d WHERE subject_id {_GONE}".replace("?", ":about")  # noqa: S608
    every = {str(one) for (one,) in db.execute(sql, {"about": about})}
    safe = {str(one) for (one,) in db.execute(f"{sql} AND {_SAFE_PAPER}", {"about": about, "tested": tested})}
    return every, safe


def _photos(db: Database, forms: set[str]) -> set[str]:
    """Attachments that nothing but these forms has."""
    sql = (
        f"SELECT DISTINCT digest FROM attachment a WHERE owner_id {_GONE} AND NOT EXISTS (SELECT 1 FROM attachment o "  # noqa: S608
        f"WHERE o.digest = a.digest AND o.owner_id NOT {_GONE})"
    )
    about = json.dumps(sorted(forms))
    return _ids(db, sql, [about, about])


def _ids(db: Database, sql: str, given: Sequence[str]) -> set[str]:
    return {str(one) for (one,) in db.execute(sql, list(given))}
