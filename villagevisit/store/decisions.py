"""On a laptop: what the county says is open in a household, and what it decided, with what stood here before."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One register of one decision; the fields are the columns of `decision`."""

    household_id: str
    digest: str
    register: str
    before: str
    after: str
    reason: str
    by: str
    at: str
    seq: int
    """Place in the county's chain: of two decisions the later counts, in whichever order they come."""
    kept: int
    """The field was changed here without knowing of the sides; it stays as it is, for the county to see."""


def known(db: Database, digest: str) -> bool:
    """Whether a record was taken over before."""
    return db.execute("SELECT 1 FROM notice WHERE digest = ?", [digest]).fetchone() is not None


def note(db: Database, household_id: str, village_code: str, digest: str, at: str, seq: int) -> bool:
    """Remembers a record; whether it is the county's newest word on the household."""
    later = "SELECT 1 FROM notice WHERE household_id = ? AND (at, seq) > (?, ?)"
    newest = db.execute(later, [household_id, at, seq]).fetchone() is None
    db.execute(
        "INSERT INTO notice(digest, household_id, village_code, at, seq) VALUES (?, ?, ?, ?, ?)",
        [digest, household_id, village_code, at, seq],
    )
    return newest


def later(db: Database, household_id: str, register: str, at: str, seq: int) -> bool:
    """Whether a later decision on a register is here already."""
    query = "SELECT 1 FROM decision WHERE household_id = ? AND register = ? AND (at, seq) > (?, ?)"
    return db.execute(query, [household_id, register, at, seq]).fetchone() is not None


def add(db: Database, row: DecisionRow) -> None:
    db.execute(
        "INSERT INTO decision(household_id, digest, register, before, after, reason, by, at, seq, kept) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        astuple(row),
    )


def of_household(db: Database, household_id: str) -> list[DecisionRow]:
    """Newest first."""
    query = (
        "SELECT household_id, digest, register, before, after, reason, by, at, seq, kept FROM decision "
        "WHERE household_id = ? ORDER BY at DESC, seq DESC, register"
    )
    return [DecisionRow(*row) for row in db.execute(query, [household_id])]


def of_village(db: Database, village_code: str) -> list[str]:
    """Digests of the decisions that households of a village follow here: what a list made here has seen."""
    query = (
        "SELECT digest FROM notice n WHERE village_code = ? "
        "AND 0 = (SELECT max(kept) FROM decision d WHERE d.household_id = n.household_id AND d.digest = n.digest) "
        "ORDER BY digest"
    )
    return [str(digest) for (digest,) in db.execute(query, [village_code])]


def newest_of_village(db: Database, village_code: str) -> dict[str, list[DecisionRow]]:
    """Household → the decision that counts on each of its registers."""
    found: dict[str, list[DecisionRow]] = {}
    query = "SELECT DISTINCT household_id FROM notice WHERE village_code = ?"
    for (household_id,) in db.execute(query, [village_code]).fetchall():
        newest: dict[str, DecisionRow] = {}
        for row in of_household(db, household_id):
            newest.setdefault(row.register, row)
        if newest:
            found[household_id] = list(newest.values())
    return found


def set_doubts(db: Database, household_id: str, registers: Iterable[str]) -> None:
    db.execute("DELETE FROM doubt WHERE household_id = ?", [household_id])
    for register in registers:
        db.execute("INSERT INTO doubt(household_id, register) VALUES (?, ?)", [household_id, register])


def doubts(db: Database, household_id: str) -> list[str]:
    """What is open in a household."""
    query = "SELECT register FROM doubt WHERE household_id = ? ORDER BY register"
    return [str(register) for (register,) in db.execute(query, [household_id])]
