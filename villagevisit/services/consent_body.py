"""What is inside a `consent` record: what the people of one household said on one occasion. Canonical CBOR.

Subject of the record is the entry's own id; it goes to everybody who works in the village, because whoever comes next
must know who said no.
"""

from collections.abc import Sequence
from datetime import date

from sync.canonical import Plain, encode
from sync.errors import SyncError
from sync.fields import Fields, decoded
from villagevisit.domain.consent import Act, Consent, How, Purpose

CONSENT = "consent"
UNREADABLE = "record.unreadable"
_WIDTH = 9


def consent_body(entry: str, acts: Sequence[Consent]) -> bytes:
    """Canonical bytes; all acts are of one household and were recorded at once."""
    first = acts[0]
    return encode(
        {
            "id": entry,
            "village": first.village_code,
            "household": first.household_id,
            "source": first.source,
            "at": first.at,
            "by": first.by,
            "acts": [_row(one) for one in acts],
        }
    )


def read_consent(body: bytes) -> tuple[str, tuple[Consent, ...]]:
    """The entry's id and its acts. Raises SyncError `record.unreadable`."""
    top = Fields(decoded(body, UNREADABLE), UNREADABLE)
    rows = [top.cells(row) for row in top.rows("acts", _WIDTH)]
    top.must(bool(rows) and len(top.text("village", 12)) == 12)
    return top.text("id", 80), tuple(_act(top, row) for row in rows)


def _row(one: Consent) -> list[Plain]:
    purposes: list[Plain] = [str(purpose) for purpose in sorted(one.purposes)]
    return [
        one.id, str(one.act), one.person_id, one.name, purposes, one.wording, str(one.how), one.guardian, one.day,
    ]  # fmt: skip


def _act(top: Fields, row: Fields) -> Consent:
    try:
        day = date.fromisoformat(row.text("8", 10)).isoformat()
        act, how = Act(row.text("1", 20)), How(row.text("6", 20))
        purposes = frozenset(Purpose(one) for one in row.texts("4"))
    except ValueError as error:
        raise SyncError(UNREADABLE) from error
    return Consent(
        id=row.text("0", 80), act=act, village_code=top.text("village", 12), household_id=top.text("household", 80),
        person_id=row.text("2", 80), name=row.text("3"), purposes=purposes, wording=row.text("5"), how=how,
        guardian=row.text("7"), day=day, source=top.text("source", 80), at=top.text("at", 40), by=top.text("by"),
    )  # fmt: skip
