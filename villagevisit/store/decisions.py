"""On a laptop: what the county says is open in a household, and what it decided, with what stood here before."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from sqlite_utils import Database

from sync.record import Record
from villagevisit.domain.access import Within


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
    turn: int
    """Of two decisions the later turn counts, then the greater digest, in whichever order they come."""
    kept: int
    """The field was changed here without knowing of the sides; it stays as it is, for the county to see."""


def known(db: Database, digest: str) -> bool:
    """Whether a record was taken over before."""
    return db.execute("SELECT 1 FROM notice WHERE digest = ?", [digest]).fetchone() is not None


def note(db: Database, household_id: str, village_code: str, digest: str, at: str, turn: int) -> bool:
    """Remembers a record; whether it is the county's newest word on the household."""
    later = "SELECT 1 FROM notice WHERE household_id = ? AND (turn, digest) > (?, ?)"
    newest = db.execute(later, [household_id, turn, digest]).fetchone() is None
    db.execute(
        "INSERT INTO notice(digest, household_id, village_code, at, turn) VALUES (?, ?, ?, ?, ?)",
        [digest, household_id, village_code, at, turn],
    )
    return newest


def later(db: Database, household_id: str, register: str, turn: int, digest: str) -> bool:
    """Whether a later decision on a register is here already."""
    query = "SELECT 1 FROM decision WHERE household_id = ? AND register = ? AND (turn, digest) > (?, ?)"
    return db.execute(query, [household_id, register, turn, digest]).fetchone() is not None


def add(db: Database, row: DecisionRow) -> None:
    db.execute(
        "INSERT INTO decision(household_id, digest, register, before, after, reason, by, at, turn, kept) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        astuple(row),
    )


def of_household(db: Database, household_id: str) -> list[DecisionRow]:
    """Newest first."""
    query = (
        "SELECT household_id, digest, register, before, after, reason, by, at, turn, kept FROM decision "
        "WHERE household_id = ? ORDER BY turn DESC, digest DESC, register"
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


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A household with something open, as the list here calls it."""

    household_id: str
    village_name: str
    village_group: str
    household_no: str
    head_name: str
    since: str
    """When the county said so last."""
    registers: tuple[str, ...]


def cases(db: Database, within: Within = None) -> list[DoubtRow]:
    """Households of this laptop with something open, by village and number."""
    query = (
        "SELECT h.id, coalesce(a.name, ''), h.village_group, h.household_no, h.head_name, "
        "(SELECT max(at) FROM notice n WHERE n.household_id = h.id) FROM household h "
        "LEFT JOIN area a ON a.code = h.village_code WHERE h.id IN (SELECT household_id FROM doubt) "
        "AND (?1 IS NULL OR h.village_code IN (SELECT value FROM json_each(?1))) "
        "ORDER BY h.village_code, h.sort_key, h.household_no"
    )
    found = db.execute(query, [None if within is None else json.dumps(within)]).fetchall()
    return [
        DoubtRow(one, village, group, number, head, since or "", tuple(doubts(db, one)))
        for one, village, group, number, head, since in found
    ]


def count(db: Database, within: Within = None) -> int:
    """How many households of this laptop have something open."""
    query = (
        "SELECT count(DISTINCT d.household_id) FROM doubt d JOIN household h ON h.id = d.household_id "
        "WHERE ?1 IS NULL OR h.village_code IN (SELECT value FROM json_each(?1))"
    )
    return int(db.execute(query, [None if within is None else json.dumps(within)]).fetchone()[0])


def originals(db: Database, household_id: str) -> Iterator[Record]:
    """Every record here that says something of a household: its village's lists, its visits, the county's decisions."""
    rows = db.query(
        "SELECT kind, digest, device, seq, prev, body, subject_id AS subject, made_at AS at, salt FROM record_whole "
        "WHERE size > 0 AND state <> 'refused' AND ("
        "kind IN ('submission', 'health') AND subject_id IN (SELECT id FROM submission WHERE household_id = :id) "
        "OR kind = 'resolution' AND subject_id = :id OR kind = 'roster' AND subject_id IN ("
        "SELECT village_code FROM household WHERE id = :id UNION SELECT village_code FROM notice "
        "WHERE household_id = :id)) ORDER BY device, seq",
        {"id": household_id},
    )
    return (Record(**row) for row in rows)


def doubts(db: Database, household_id: str) -> list[str]:
    """What is open in a household."""
    query = "SELECT register FROM doubt WHERE household_id = ? ORDER BY register"
    return [str(register) for (register,) in db.execute(query, [household_id])]
