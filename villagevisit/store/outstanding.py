"""How much the county has not confirmed; apart from `records` and `outbox`, which the first window does not need."""

from sqlite_utils import Database


def records(db: Database) -> dict[str, int]:
    """What is not confirmed: `records`, `visits` (submissions), `bytes` of bodies; and `refused` records."""
    row = next(
        db.query(
            "SELECT count(*) FILTER (WHERE state IN ('due', 'sent')) AS records, "
            "count(DISTINCT subject_id) FILTER (WHERE state IN ('due', 'sent') "
            "AND kind IN ('submission', 'health')) AS visits, "
            "coalesce(sum(size) FILTER (WHERE state IN ('due', 'sent')), 0) AS bytes, "
            "count(*) FILTER (WHERE state = 'refused') AS refused FROM record WHERE state IN ('due', 'sent', 'refused')"
        )
    )
    return {key: int(value) for key, value in row.items()}


def blobs(db: Database) -> tuple[int, int]:
    """How many attachments of travelling submissions the county does not hold, and their bytes."""
    row = db.execute(
        "SELECT count(*), coalesce(sum(size), 0) FROM (SELECT DISTINCT a.digest, a.size FROM attachment a "
        "JOIN record r ON r.subject_id = a.owner_id AND r.kind IN ('submission', 'health') AND r.state <> 'refused' "
        "AND r.voucher = x'' LEFT JOIN blob b ON b.digest = a.digest WHERE coalesce(b.state, 'due') <> 'received')"
    ).fetchone()
    return int(row[0]), int(row[1])


def unsent(db: Database) -> tuple[int, int]:
    """Drafts, and finished records that lack a signature: neither is on its way to anybody."""
    (drafts,) = db.execute(
        "SELECT (SELECT count(*) FROM draft) + (SELECT count(*) FROM setting WHERE key GLOB 'office.draft:*')"
    ).fetchone()
    (unsigned,) = db.execute(
        "SELECT count(*) FROM submission s WHERE NOT EXISTS "
        "(SELECT 1 FROM record r WHERE r.subject_id = s.id AND r.kind IN ('submission', 'health'))"
    ).fetchone()
    return int(drafts), int(unsigned)


def problems(db: Database) -> int:
    """What came down and needs somebody's eye, see `store.replicas`."""
    return int(db.execute("SELECT count(*) FROM replica_problem").fetchone()[0])
