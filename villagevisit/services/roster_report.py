"""An import's report as a workbook that the clerk can send back to the village: summary, problem rows, changes."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from villagevisit.domain.errors import Refused
from villagevisit.services import roster_words as words
from villagevisit.services.spreadsheet import OutSheet, write_workbook
from villagevisit.services.workspace import Workspace
from villagevisit.store import rosters as store
from villagevisit.store.households import Db
from villagevisit.wording import t

Line = tuple[str | int, ...]


def export_report(ws: Workspace, import_id: str, path: Path) -> None:
    """Writes the report of one import.

    Raises:
        Refused: `roster.import-unknown`.
        EnvironmentFailed: `roster.file-unwritable`.
    """
    db = ws.store.reader()
    found = next((row for row in store.imports(db) if row[0] == import_id), None)
    if found is None:
        raise Refused("roster.import-unknown")
    _, file_name, at, _, counts, waiting = found
    summary = OutSheet(
        t("roster.report.summary"), (t("roster.report.item"), t("roster.report.count")),
        _summary(file_name, at, counts, waiting), (36, 40),
    )  # fmt: skip
    columns = (
        t("roster.report.sheet"), t("roster.report.row_no"), words.field("name"), t("roster.report.status"),
        t("roster.report.reason"), t("roster.report.decision"), t("roster.report.code"), t("roster.report.written"),
    )  # fmt: skip
    problems = OutSheet(t("roster.report.problems"), columns, _problems(db, import_id), (14, 8, 14, 14, 60, 24, 28, 80))
    change_columns = (
        t("roster.report.kind"), t("roster.report.village"), words.field("household_no"), words.field("name"),
        t("roster.report.field"), t("roster.report.before"), t("roster.report.after"),
    )  # fmt: skip
    changes = OutSheet(
        t("roster.report.changes"), change_columns, _changes(db, import_id), (20, 16, 16, 14, 16, 30, 30)
    )
    write_workbook(path, [summary, problems, changes])


def _summary(file_name: str, at: str, counts: Mapping[str, Any], waiting: int) -> Iterator[Line]:
    yield t("roster.report.file"), file_name
    yield t("roster.report.at"), at[:19].replace("T", " ")
    names = {
        "rows": t("roster.report.rows"),
        "imported": t("roster.report.imported"),
        "doubtful": words.status("doubtful"),
        "rejected": words.status("rejected"),
        "warnings": words.status("warning"),
        "households": t("roster.report.households"),
        "persons": t("roster.report.persons"),
        "added": t("roster.report.added"),
        "changed": t("roster.report.changed"),
        "unchanged": t("roster.report.unchanged"),
        "gone": t("roster.report.gone"),
    }
    for key, name in names.items():
        yield name, counts.get(key, 0)
    yield f"{words.status('doubtful')} ({t('roster.report.decision')})", waiting
    for reason, number in counts.get("skipped", {}).items():
        yield t("roster.report.skipped", reason=words.skipped(reason)), number


def _problems(db: Db, import_id: str) -> Iterator[Line]:
    for status in ("doubtful", "rejected", "warning"):
        for row in store.of_import(db, import_id, status):
            decision = words.decision(row.decision) if row.decision else ""
            written = "；".join(f"{header}：{text}" for header, text in row.cells.items())
            reason = words.problem(row.code, row.params)
            yield row.sheet, row.row_no, row.name, words.status(status), reason, decision, row.code, written


def _changes(db: Db, import_id: str) -> Iterator[Line]:
    for one in store.changes(db, import_id):
        field = words.field(one.field) if one.field in words.KNOWN else one.field
        yield words.change(one.kind), one.village_code, one.household_no, one.person, field, one.before, one.after
