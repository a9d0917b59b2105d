"""The county's view: what laptops say of its daily roots."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Report:
    device: str
    code: str
    known: bytes
    """The signed root that the laptop had kept; empty when it had none."""
    seen: bytes
    """The signed root that does not fit it; empty when the county sent none."""
    made_at: str
    received_at: str


def put(db: Database, one: Report) -> None:
    db.execute(
        "INSERT OR IGNORE INTO county_root_alarm(device, code, known, seen, made_at, received_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [one.device, one.code, one.known, one.seen, one.made_at, one.received_at],
    )


def every(db: Database) -> list[Report]:
    """Newest first."""
    columns = "device, code, known, seen, made_at, received_at"
    sql = f"SELECT {columns} FROM county_root_alarm ORDER BY received_at DESC, device"  # noqa: S608
    return [Report(*row) for row in db.execute(sql)]


def clear(db: Database) -> None:
    db.execute("DELETE FROM county_root_alarm")
