"""What the county's own pages show of its log: devices, batches, alarms. No content of any record."""

from dataclasses import dataclass

from sqlalchemy import func, select

from sync.server import blobs, devices, records
from sync.server.devices import Device
from sync.server.log import RecordLog
from sync.server.records import Gap, Logged
from sync.server.tables import alarm, batch, record

RECENT = 50


@dataclass(frozen=True, slots=True)
class BatchLine:
    digest: str
    device: str
    state: str
    code: str
    via: str
    size: int
    records: int
    pieces: int
    received_at: str


@dataclass(frozen=True, slots=True)
class AlarmLine:
    at: str
    code: str
    device: str


@dataclass(frozen=True, slots=True)
class Overview:
    devices: tuple[Device, ...]
    records_of: dict[str, int]
    """Records per device."""
    batches: tuple[BatchLine, ...]
    """The most recent ones, newest first."""
    gaps: tuple[Gap, ...]
    alarms: tuple[AlarmLine, ...]


def look(log: RecordLog) -> Overview:
    """One consistent view. Raises SyncError `county.database`."""
    with log.reading() as s:
        recent = select(batch).where(batch.c.county == s.county).order_by(batch.c.received_at.desc()).limit(RECENT)
        alarms = select(alarm).where(alarm.c.county == s.county).order_by(alarm.c.number.desc()).limit(RECENT)
        return Overview(
            devices=tuple(devices.every(s)),
            records_of={one.device: one.records for one in records.heads(s)},
            batches=tuple(
                BatchLine(
                    digest=row["digest"],
                    device=row["device"],
                    state=row["state"],
                    code=row["code"],
                    via=row["via"],
                    size=row["size"],
                    records=row["records"],
                    pieces=row["pieces"],
                    received_at=row["received_at"],
                )
                for row in s.db.execute(recent).mappings()
            ),
            gaps=tuple(records.gaps(s)),
            alarms=tuple(AlarmLine(row["at"], row["code"], row["device"]) for row in s.db.execute(alarms).mappings()),
        )


def records_after(log: RecordLog, number: int, limit: int) -> list[Logged]:
    """For whoever projects the log: the records that arrived after one."""
    with log.reading() as s:
        return records.after(s, number, limit)


def last_number(log: RecordLog) -> int:
    """Number of the newest record; how far a projection can come."""
    with log.reading() as s:
        return int(s.db.execute(select(func.max(record.c.number)).where(record.c.county == s.county)).scalar() or 0)


def digest_at(log: RecordLog, number: int) -> str:
    """Digest of the record with this number; empty when there is none."""
    with log.reading() as s:
        query = select(record.c.digest).where(record.c.county == s.county, record.c.number == number)
        return str(s.db.execute(query).scalar() or "")


def whole_blobs(log: RecordLog, digests: list[str]) -> set[str]:
    """Which of these attachments the county holds whole."""
    found: set[str] = set()
    with log.reading() as s:
        for start in range(0, len(digests), 500):
            found |= blobs.whole(s, digests[start : start + 500])
    return found


def erased_blobs(log: RecordLog) -> list[str]:
    """Attachments that were erased by order."""
    with log.reading() as s:
        return blobs.erased(s)
