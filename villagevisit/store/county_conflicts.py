"""What records say of households, operation by operation, and which households have something open at the county."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class StoredOp:
    """One record about one household; the fields are the columns of `county_op`."""

    household_id: str
    op_id: str
    kind: str
    device: str
    seq: int
    subject: str
    village_code: str
    base: str
    settles: int
    made_at: str
    received_at: str
    who: str
    why: str
    visit: str
    replaces: str
    turn: int
    """Of a decision or notice of the county: the order in which it counts."""
    facts: str
    """JSON: see `facts_text`."""

    def fields(self) -> dict[str, str]:
        """Register → value."""
        found: dict[str, str] = json.loads(self.facts)["fields"]
        return found

    def waiting(self) -> set[str]:
        """Of a decision: the registers that it leaves open."""
        return set(json.loads(self.facts)["open"])


@dataclass(frozen=True, slots=True)
class Case:
    """A household with something open; the fields are the columns of `county_case`."""

    household_id: str
    village_code: str
    village_name: str
    household_no: str
    village_group: str
    head_name: str
    since: str
    devices: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A line of the list: a case and what of it is open."""

    case: Case
    registers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownPlace:
    village_name: str
    household_no: str
    village_group: str
    head_name: str


_OP = [one.name for one in dataclasses.fields(StoredOp)]
_CASE = [one.name for one in dataclasses.fields(Case)]
_INSERT_OP = f"INSERT OR IGNORE INTO county_op({', '.join(_OP)}) VALUES ({', '.join('?' * len(_OP))})"  # noqa: S608


def facts_text(values: Mapping[str, str], sets: Mapping[str, Iterable[str]], waiting: Iterable[str] = ()) -> str:
    """One text for one content; `waiting` are the registers that a decision leaves open."""
    content = {
        "fields": dict(values),
        "sets": {name: sorted(elements) for name, elements in sets.items()},
        "open": sorted(waiting),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def add(db: Database, ops: Sequence[StoredOp]) -> None:
    """Operations arrived; the same one again changes nothing."""
    facts, rows = {}, []
    for one in ops:
        digest = hashlib.sha256(one.facts.encode()).hexdigest()
        facts[digest] = one.facts
        rows.append([*(getattr(one, name) for name in _OP[:-1]), digest])
    db.conn.executemany("INSERT OR IGNORE INTO county_facts(digest, facts) VALUES (?, ?)", facts.items())
    db.conn.executemany(_INSERT_OP, rows)


def many(db: Database, households: Iterable[str]) -> set[str]:
    """Those of these households of which more than one thing is known: only they can disagree."""
    found: set[str] = set()
    for chunk in _chunks(sorted(households)):
        query = (
            f"SELECT household_id FROM county_op WHERE household_id IN ({_marks(chunk)}) "  # noqa: S608
            "GROUP BY household_id HAVING count(DISTINCT facts) > 1 OR count(nullif(subject, '')) > 1"
        )
        found |= {str(one) for (one,) in db.execute(query, chunk)}
    return found


def ops(db: Database, household_id: str) -> list[StoredOp]:
    """All that is known of a household, in the order in which it came."""
    columns = ", ".join(f"o.{name}" for name in _OP[:-1])
    query = (
        f"SELECT {columns}, f.facts FROM county_op o JOIN county_facts f ON f.digest = o.facts "  # noqa: S608
        "WHERE o.household_id = ? ORDER BY o.received_at, o.op_id"
    )
    return [StoredOp(*row) for row in db.execute(query, [household_id])]


def signed(db: Database, household_id: str) -> set[str]:
    """Submissions of a household that carry all the signatures they need.

    Certificates do not count here: they may come later, and every laptop must merge the same.
    """
    query = (
        "SELECT v.submission_id FROM county_visit v WHERE v.submission_id IN "
        "(SELECT subject FROM county_op WHERE household_id = ?) AND v.signatures_needed > 0 AND v.signatures_needed <= "
        "(SELECT people FROM county_signers s WHERE s.submission_id = v.submission_id AND s.digest = v.digest)"
    )
    return {str(one) for (one,) in db.execute(query, [household_id])}


def signers(db: Database, submission_id: str) -> list[str]:
    """Names under a submission, in order."""
    query = (
        "SELECT s.officer_name FROM county_signature s JOIN county_visit v ON v.submission_id = s.submission_id "
        "AND v.digest = s.digest WHERE s.submission_id = ? ORDER BY s.place"
    )
    return [str(name) for (name,) in db.execute(query, [submission_id])]


def place(db: Database, household_id: str) -> KnownPlace:
    """How the visits received of a household call it; empty when none was."""
    query = (
        "SELECT village_name, household_no, village_group, head_name FROM county_visit WHERE submission_id IN "
        "(SELECT subject FROM county_op WHERE household_id = ?) ORDER BY frozen_at DESC, submission_id LIMIT 1"
    )
    row = db.execute(query, [household_id]).fetchone()
    return KnownPlace(*row) if row else KnownPlace("", "", "", "")


def set_case(db: Database, household_id: str, case: Case | None, registers: Iterable[str]) -> None:
    """What is open in a household; None closes it."""
    db.execute("DELETE FROM county_conflict WHERE household_id = ?", [household_id])
    db.execute("DELETE FROM county_case WHERE household_id = ?", [household_id])
    if case is None:
        return
    marks = ", ".join("?" * len(_CASE))
    values = [getattr(case, name) for name in _CASE]
    db.execute(f"INSERT INTO county_case({', '.join(_CASE)}) VALUES ({marks})", values)  # noqa: S608
    db.conn.executemany(
        "INSERT INTO county_conflict(household_id, register) VALUES (?, ?)", [(household_id, one) for one in registers]
    )


def cases(db: Database, area: str, limit: int, offset: int) -> list[CaseLine]:
    """What is open in the villages whose code begins so, by village and household number."""
    columns = ", ".join(_CASE)
    query = (
        f"SELECT {columns} FROM county_case WHERE substr(village_code, 1, length(?1)) = ?1 "  # noqa: S608
        "ORDER BY village_code, household_no, household_id LIMIT ?2 OFFSET ?3"
    )
    found = [Case(*row) for row in db.execute(query, [area, limit, offset])]
    return [CaseLine(one, tuple(registers(db, one.household_id))) for one in found]


def registers(db: Database, household_id: str) -> list[str]:
    """What is open in a household."""
    query = "SELECT register FROM county_conflict WHERE household_id = ? ORDER BY register"
    return [str(one) for (one,) in db.execute(query, [household_id])]


def since(db: Database, household_id: str) -> str:
    """Since when something is open in a household; empty when nothing is."""
    row = db.execute("SELECT since FROM county_case WHERE household_id = ?", [household_id]).fetchone()
    return str(row[0]) if row else ""


def open_households(db: Database) -> dict[str, str]:
    """Households with something open, each with its village."""
    return {str(one): str(village) for one, village in db.execute("SELECT household_id, village_code FROM county_case")}


def counts(db: Database) -> dict[str, int]:
    """Households with something open, by village."""
    rows = db.execute("SELECT village_code, count(*) FROM county_case GROUP BY village_code")
    return {str(code): int(count) for code, count in rows}


def decisions(db: Database) -> Iterator[StoredOp]:
    """The county's newest decision or notice of each household."""
    columns = ", ".join(f"o.{name}" for name in _OP[:-1])
    query = (
        f"SELECT {columns}, f.facts, max(printf('%012d', o.turn) || o.op_id) "  # noqa: S608
        "FROM county_op o JOIN county_facts f ON f.digest = o.facts "
        "WHERE o.settles = 1 GROUP BY o.household_id"
    )
    return (StoredOp(*row[:-1]) for row in db.execute(query))


def clear(db: Database) -> None:
    """Forgets everything, to be projected again from the log."""
    for name in ("county_conflict", "county_case", "county_op", "county_facts"):
        db.execute(f"DELETE FROM {name}")  # noqa: S608


def _chunks(values: list[str]) -> Iterator[list[str]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
