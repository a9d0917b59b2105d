"""Imports of rosters: their counts, the rows that wait or were refused, what changed, remembered layouts."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from villagevisit.domain.errors import Param
from villagevisit.domain.roster import RowChange


@dataclass(frozen=True, slots=True)
class RowData:
    """One row of `roster_row`; `payload` is JSON that only the importer understands."""

    id: str
    import_id: str
    sheet: str
    row_no: int
    status: str
    code: str
    params: Mapping[str, Param]
    cells: Mapping[str, str]
    name: str
    village_code: str
    household_no: str
    fingerprint: str
    payload: str
    decision: str = ""


def layout(db: Database, signature: str) -> str | None:
    row = db.execute("SELECT mapping FROM roster_layout WHERE layout = ?", [signature]).fetchone()
    return str(row[0]) if row else None


def keep_layout(db: Database, signature: str, mapping: str, at: str) -> None:
    db.execute(
        "INSERT INTO roster_layout(layout, mapping, saved_at) VALUES (?1, ?2, ?3) "
        "ON CONFLICT(layout) DO UPDATE SET mapping = ?2, saved_at = ?3",
        [signature, mapping, at],
    )


def start(
    db: Database, import_id: str, file_name: str, file_digest: str, layout_signature: str, at: str, actor: str
) -> None:
    db.execute(
        "INSERT INTO roster_import(id, file_name, file_digest, layout, started_at, by_officer) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [import_id, file_name, file_digest, layout_signature, at, actor],
    )


def finish(db: Database, import_id: str, counts: Mapping[str, object]) -> None:
    db.execute("UPDATE roster_import SET counts = ? WHERE id = ?", [json.dumps(counts), import_id])


def imports(db: Database) -> list[tuple[str, str, str, str, dict[str, Any], int]]:
    """(id, file name, started at, officer, counts, rows that wait), newest first."""
    found = db.execute(
        "SELECT id, file_name, started_at, by_officer, counts, (SELECT count(*) FROM roster_row r "
        "WHERE r.import_id = i.id AND r.status = 'doubtful' AND r.decision = '') "
        "FROM roster_import i ORDER BY started_at DESC, id DESC"
    )
    return [(*row[:4], json.loads(row[4]), row[5]) for row in found]


def add_rows(db: Database, rows: Iterable[RowData]) -> None:
    db.conn.executemany(
        "INSERT INTO roster_row(id, import_id, sheet, row_no, status, code, params, cells, name, village_code, "
        "household_no, fingerprint, payload, decision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                row.id, row.import_id, row.sheet, row.row_no, row.status, row.code, _json(row.params),
                _json(row.cells), row.name, row.village_code, row.household_no, row.fingerprint, row.payload,
                row.decision,
            )
            for row in rows
        ),
    )  # fmt: skip


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(dict(value), ensure_ascii=False)


_ROW = (
    "id, import_id, sheet, row_no, status, code, params, cells, name, village_code, household_no, fingerprint, "
    "payload, decision"
)


def _rows(db: Database, tail: str, params: Sequence[str | int]) -> Iterator[RowData]:
    for row in db.execute(f"SELECT {_ROW} FROM roster_row {tail}", params):  # noqa: S608
        known: list[Any] = list(row)
        known[6], known[7] = json.loads(row[6]), json.loads(row[7])
        yield RowData(*known)


def row(db: Database, row_id: str) -> RowData | None:
    return next(_rows(db, "WHERE id = ?", [row_id]), None)


def waiting(db: Database, import_id: str | None, limit: int, offset: int) -> list[RowData]:
    where = "WHERE status = 'doubtful' AND decision = ''" + (" AND import_id = ?" if import_id else "")
    params: list[str | int] = [import_id] if import_id else []
    tail = f"{where} ORDER BY import_id DESC, sheet, row_no LIMIT ? OFFSET ?"
    return list(_rows(db, tail, [*params, limit, offset]))


def waiting_count(db: Database, import_id: str | None) -> int:
    sql = (
        "SELECT count(*) FROM roster_row WHERE status = 'doubtful' AND decision = '' AND (?1 IS NULL OR import_id = ?1)"
    )
    return int(db.execute(sql, [import_id]).fetchone()[0])


def of_import(db: Database, import_id: str, status: str) -> Iterator[RowData]:
    return _rows(db, "WHERE import_id = ? AND status = ? ORDER BY sheet, row_no", [import_id, status])


def decisions(db: Database) -> dict[tuple[str, str], str]:
    """(fingerprint, code) → the latest decision somebody took on that question."""
    found = db.execute("SELECT fingerprint, code, decision FROM roster_decision")
    return {(fingerprint, code): decision for fingerprint, code, decision in found}


def remember_decision(db: Database, row: RowData, decision: str, at: str, by: str) -> None:
    db.execute(
        "INSERT OR REPLACE INTO roster_decision(fingerprint, code, decision, decided_at, decided_by) "
        "VALUES (?, ?, ?, ?, ?)",
        [row.fingerprint, row.code, decision, at, by],
    )


def open_rows(db: Database) -> list[tuple[str, str, str, str]]:
    """(id, village, household number, name) of rows that still wait."""
    sql = "SELECT id, village_code, household_no, name FROM roster_row WHERE status = 'doubtful' AND decision = ''"
    found: list[tuple[str, str, str, str]] = db.execute(sql).fetchall()
    return found


def supersede(db: Database, row_ids: Iterable[str]) -> None:
    """Closes questions because a newer file speaks of the same household; it asked again if need be."""
    sql = "UPDATE roster_row SET decision = 'superseded' WHERE id = ?"
    db.conn.executemany(sql, [(row_id,) for row_id in row_ids])


def ask_again(db: Database, row_id: str, code: str, params: Mapping[str, Param], payload: str) -> None:
    """The decision settled one question and the next one about the same row is open."""
    db.execute(
        "UPDATE roster_row SET code = ?, params = ?, payload = ? WHERE id = ?", [code, _json(params), payload, row_id]
    )


def decide(db: Database, row_id: str, decision: str, at: str, by: str) -> None:
    db.execute(
        "UPDATE roster_row SET decision = ?, decided_at = ?, decided_by = ? WHERE id = ?", [decision, at, by, row_id]
    )


def meet(db: Database, id_no: str, row_no: int) -> None:
    """Remembers the first row in which the running import met a number."""
    db.execute("INSERT OR IGNORE INTO roster_met(id_no, row_no) VALUES (?, ?)", [id_no, row_no])


def met(db: Database, id_no: str) -> int:
    """0 when the running import has not met the number."""
    row = db.execute("SELECT row_no FROM roster_met WHERE id_no = ?", [id_no]).fetchone()
    return int(row[0]) if row else 0


def lay_out(db: Database, lines: Iterable[tuple[str, bytes]]) -> None:
    """Lays the rows of the running import down, each with the key of its household."""
    db.conn.executemany("INSERT INTO roster_line(home, line) VALUES (?, ?)", lines)


def sorted_lines(db: Database) -> Iterator[tuple[str, bytes]]:
    """The rows laid out: households in the order of their first rows, each household's rows together and in order."""
    found: Iterator[tuple[str, bytes]] = db.execute(
        "SELECT home, line FROM roster_line ORDER BY min(seq) OVER (PARTITION BY home), seq"
    )
    return found


def clear_table(db: Database) -> None:
    """Takes away what the running import laid out and remembered."""
    db.execute("DELETE FROM roster_met")
    db.execute("DELETE FROM roster_line")


def add_changes(db: Database, import_id: str, start_at: int, changed: Sequence[RowChange]) -> None:
    db.conn.executemany(
        "INSERT INTO roster_change(import_id, seq, village_code, household_no, kind, person, field, before, after) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (import_id, start_at + n, c.village_code, c.household_no, c.kind, c.person, c.field, c.before, c.after)
            for n, c in enumerate(changed)
        ],
    )


def next_change(db: Database, import_id: str) -> int:
    sql = "SELECT coalesce(max(seq) + 1, 0) FROM roster_change WHERE import_id = ?"
    return int(db.execute(sql, [import_id]).fetchone()[0])


def changes(db: Database, import_id: str) -> Iterator[RowChange]:
    found = db.execute(
        "SELECT household_no, village_code, kind, person, field, before, after FROM roster_change "
        "WHERE import_id = ? ORDER BY seq",
        [import_id],
    )
    return (RowChange(*row) for row in found)
