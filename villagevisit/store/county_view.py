"""The county's view: what was received, per village and household, projected from the record log in any order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.store import settings

_CURSOR = "county.projected"
_MARK = "county.projected_mark"
_ERASED = "county.erased"


@dataclass(frozen=True, slots=True)
class ReceivedVisit:
    submission_id: str
    device: str
    village_code: str
    village_name: str
    village_group: str
    household_id: str
    household_no: str
    head_name: str
    form_id: str
    frozen_at: str
    replaces: str
    signatures_needed: int
    received_at: str
    health: bool
    """A health form: on no page but for those who may have it."""


@dataclass(frozen=True, slots=True)
class ReceivedSignature:
    """`officer_id` and `public_key` say whether two signatures are two people's."""

    submission_id: str
    place: int
    digest: str
    officer_id: str
    public_key: bytes
    officer_name: str
    signed_at: str


@dataclass(frozen=True, slots=True)
class VillageCount:
    """Households of a village with a received record, and how many of their latest records carry all signatures."""

    code: str
    name: str
    households: int
    signed: int
    records: int
    last_received: str
    doubtful: int
    """Households of which two versions wait for a person."""


@dataclass(frozen=True, slots=True)
class VisitLine:
    household_no: str
    village_group: str
    head_name: str
    form_id: str
    frozen_at: str
    received_at: str
    signers: tuple[str, ...]
    signatures_needed: int
    signed: bool
    """As many people signed as are needed, and the county certified each of them."""
    corrected: bool
    """A later record replaces this one."""
    files: int
    files_missing: int


def projected(db: Database) -> int:
    """Number of the last record of the log that this view contains."""
    return int(settings.get(db, _CURSOR, "0"))


def reached(db: Database) -> tuple[int, str]:
    """The last record that this view contains: its number in the log, and its digest."""
    return projected(db), settings.get(db, _MARK)


def set_projected(db: Database, number: int, digest: str) -> None:
    settings.put(db, _CURSOR, str(number))
    settings.put(db, _MARK, digest)


def erased(db: Database) -> int:
    """How many subjects had been erased by order when this view was made."""
    return int(settings.get(db, _ERASED, "0"))


def set_erased(db: Database, number: int) -> None:
    settings.put(db, _ERASED, str(number))


def clear(db: Database) -> None:
    """Forgets everything, to be projected again from the log."""
    db.execute("DELETE FROM county_visit")
    db.execute("DELETE FROM county_signature")
    db.execute("DELETE FROM county_file")
    db.execute("DELETE FROM county_blob")
    set_projected(db, 0, "")


@dataclass(frozen=True, slots=True)
class Placed:
    """A received submission, and what it is about."""

    submission_id: str
    form_id: str
    household_id: str
    household_no: str
    village_name: str
    frozen_at: str
    replaces: str
    health: bool


def places(db: Database) -> list[Placed]:
    columns = "submission_id, form_id, household_id, household_no, village_name, frozen_at, replaces, health"
    rows = db.query(f"SELECT {columns} FROM county_visit")  # noqa: S608 - a constant
    return [Placed(**{**row, "health": bool(row["health"])}) for row in rows]


def files(db: Database) -> list[tuple[str, str]]:
    """Submission and digest of every attachment that a received submission names."""
    return [(str(one), str(digest)) for one, digest in db.execute("SELECT submission_id, digest FROM county_file")]


class Writer:
    """What arrives is written through this, inside the caller's transaction, and stands there after `finish`."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._visits: list[Sequence[str | int]] = []
        self._signatures: list[Sequence[str | int | bytes]] = []
        self._files: list[tuple[str, str]] = []

    def add_visit(self, visit: ReceivedVisit, digest: str, files: Iterable[str]) -> None:
        """A submission arrived. The same id a second time changes nothing: a submission is immutable."""
        self._visits.append(
            [
                visit.submission_id,
                digest,
                visit.device,
                visit.village_code,
                visit.village_name,
                visit.village_group,
                visit.household_id,
                visit.household_no,
                visit.head_name,
                visit.form_id,
                visit.frozen_at,
                visit.replaces,
                visit.signatures_needed,
                visit.received_at,
                int(visit.health),
            ]
        )
        self.add_files(visit.submission_id, files)

    def add_files(self, submission_id: str, files: Iterable[str]) -> None:
        """Attachments that a submission has, by digest; some of a phone's come after it."""
        self._files += ((submission_id, one) for one in files)

    def add_signature(self, one: ReceivedSignature) -> None:
        """A sign-off arrived, perhaps before its submission; it counts only over the same digest."""
        self._signatures.append(
            [
                one.submission_id,
                one.place,
                one.digest,
                one.officer_id,
                one.public_key,
                one.officer_name,
                one.signed_at,
            ]
        )

    def finish(self) -> None:
        self._db.conn.executemany(
            "INSERT INTO county_visit(submission_id, digest, device, village_code, village_name, village_group, "
            "household_id, household_no, head_name, form_id, frozen_at, replaces, signatures_needed, received_at, "
            "health) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(submission_id) DO NOTHING",
            self._visits,
        )
        self._db.conn.executemany("INSERT OR IGNORE INTO county_file(submission_id, digest) VALUES (?, ?)", self._files)
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO county_signature(submission_id, place, digest, officer_id, public_key, "
            "officer_name, signed_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            self._signatures,
        )


def wanted_files(db: Database) -> list[str]:
    """Attachments that received submissions name and that are not known to be whole."""
    query = (
        "SELECT DISTINCT digest FROM county_file WHERE NOT EXISTS "
        "(SELECT 1 FROM county_blob b WHERE b.digest = county_file.digest)"
    )
    return [str(digest) for (digest,) in db.execute(query)]


def villages_of_file(db: Database, digest: str, *, health: bool) -> set[str]:
    """Codes of the villages whose received records name an attachment: health forms, or the others."""
    sql = (
        "SELECT DISTINCT v.village_code FROM county_file f JOIN county_visit v ON v.submission_id = f.submission_id "
        "WHERE f.digest = ? AND v.health = ? AND v.village_code <> ''"
    )
    return {str(code) for (code,) in db.execute(sql, [digest, int(health)])}


def files_of(db: Database, devices: Iterable[str], most: int) -> list[str]:
    """Attachments that received records of these laptops name; beyond `most` those of the newest records."""
    places = ", ".join("?" * len(names := sorted(set(devices))))
    sql = (
        "SELECT f.digest FROM county_file f JOIN county_visit v ON v.submission_id = f.submission_id "  # noqa: S608
        f"WHERE v.device IN ({places}) GROUP BY f.digest ORDER BY max(v.received_at) DESC, f.digest LIMIT ?"
    )
    return [str(digest) for (digest,) in db.execute(sql, [*names, most])]


def add_files(db: Database, digests: Iterable[str]) -> None:
    for digest in digests:
        db.execute("INSERT OR IGNORE INTO county_blob(digest) VALUES (?)", [digest])


def years(db: Database) -> list[str]:
    """The years of which visits were received, the newest first."""
    return [str(year) for (year,) in db.execute("SELECT DISTINCT year FROM county_line ORDER BY year DESC")]


def village_name(db: Database, code: str) -> str:
    """Empty while nothing of this village was received."""
    (name,) = db.execute("SELECT max(village_name) FROM county_line WHERE village_code = ?", [code]).fetchone()
    return str(name or "")


def villages(db: Database, year: str = "") -> list[VillageCount]:
    """What was received of a year's visits, or of all years, in the order of the villages' codes."""
    rows = db.query(
        "SELECT village_code AS code, max(village_name) AS name, count(DISTINCT household_id) AS households, "
        "count(DISTINCT CASE WHEN signed THEN household_id END) AS signed, count(*) AS records, "
        "max(received_at) AS last_received, "
        "(SELECT count(*) FROM county_case c WHERE c.village_code = county_line.village_code) AS doubtful "
        "FROM county_line WHERE NOT corrected AND (:year = '' OR year = :year) "
        "GROUP BY village_code ORDER BY village_code",
        {"year": year},
    )
    return [VillageCount(**row) for row in rows]


def village(db: Database, code: str, limit: int, offset: int, year: str = "") -> list[VisitLine]:
    """The received records of a village, of one year or all, by household number, newest first within a household."""
    rows = db.query(
        "SELECT * FROM county_line WHERE village_code = :code AND (:year = '' OR year = :year) "
        "ORDER BY household_no, frozen_at DESC LIMIT :limit OFFSET :offset",
        {"code": code, "year": year, "limit": limit, "offset": offset},
    )
    return [
        VisitLine(
            household_no=row["household_no"],
            village_group=row["village_group"],
            head_name=row["head_name"],
            form_id=row["form_id"],
            frozen_at=row["frozen_at"],
            received_at=row["received_at"],
            signers=tuple((row["signers"] or "").split("\n")) if row["signers"] else (),
            signatures_needed=row["signatures_needed"],
            signed=bool(row["signed"]),
            corrected=bool(row["corrected"]),
            files=row["files"],
            files_missing=row["missing"],
        )
        for row in rows
    ]
