"""Bringing a county's roster file into the store, row by row and without silent loss (issue 2 item 2)."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from villagevisit.domain.access import Deed
from villagevisit.domain.changes import NOTHING, Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.roster import (
    RosterImport,
    RosterMapping,
    RosterPreview,
    RosterReport,
)
from villagevisit.domain.roster_places import Places
from villagevisit.services import allowing, roster_layout
from villagevisit.services.roster_import import Importer, Tally
from villagevisit.services.roster_layout import Layout, Survey
from villagevisit.services.spreadsheet_apart import open_any
from villagevisit.services.workspace import Actor, Progress, Workspace, new_id, silent
from villagevisit.store import areas, audit, replicas
from villagevisit.store import rosters as store
from villagevisit.store.households import Db

_MOST_CHANGES = 1000


class _DryRun(Exception):
    """Takes everything back at the end of a dry run."""

    def __init__(self, report: RosterReport) -> None:
        super().__init__()
        self.report = report


def preview(
    ws: Workspace, path: Path, sheet: str | None = None, mapping: RosterMapping | None = None, village_code: str = ""
) -> RosterPreview:
    """What the file seems to say: sheets, headers, columns, first rows. Changes nothing.

    Raises:
        Refused: the file is no roster that can be read (`roster.file-…`, `roster.not-a-workbook`), or the mapping
            names something unknown. A file without any known column is shown, not refused: the clerk can name them.
    """
    with _open(ws, path, mapping, sheet, village_code) as layout:
        found = roster_layout.survey(layout)
        sheets = [
            roster_layout.preview(one, found.rows_of[one.sheet.name])
            for one in layout.sheets
            if one.read or not one.sheet.hidden
        ]
        return RosterPreview(layout.signature, tuple(sheets), layout.remembered)


def run(
    ws: Workspace,
    actor: Actor,
    path: Path,
    *,
    mapping: RosterMapping | None = None,
    village_code: str = "",
    sheet: str | None = None,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Done[RosterReport]:
    """Imports the file in one transaction; `progress` counts rows and may raise `Cancelled` (nothing stays then).

    `village_code` is for sheets that do not tell their village. A dry run gives the same report and changes nothing.

    Raises:
        Refused: as `preview`; `roster.column-missing` when no sheet has a column of names; `roster.village-needed`
            when nothing tells which village the rows belong to; `actor.role`.
    """
    allowing.require(ws, actor, Deed.ROSTER)
    try:
        with _open(ws, path, mapping, sheet, village_code) as layout:
            found = roster_layout.survey(layout, progress)
            _refuse(layout, found)
            report = _write(ws, actor, path, layout, found, dry_run, progress)
    except _DryRun as taken_back:
        return Done(taken_back.report, NOTHING)
    return Done(report, changes(Topic.ROSTER, Topic.HOUSEHOLDS))


def _write(
    ws: Workspace, actor: Actor, path: Path, layout: Layout, found: Survey, dry_run: bool, progress: Progress
) -> RosterReport:
    import_id, at = new_id(), stamp(ws.clock)
    with ws.store.transaction() as db:
        store.start(db, import_id, path.name, _digest(path), layout.signature, at, actor.id)
        tally = Importer(db, import_id, layout, found, today(ws.clock), progress).run()
        report = _report(db, "" if dry_run else import_id, import_id, tally, found)
        if dry_run:
            raise _DryRun(report)
        counts: dict[str, Any] = {name: value for name, value in asdict(tally).items() if isinstance(value, int)}
        counts |= {"rows": found.rows, "skipped": dict(found.skipped)}
        store.finish(db, import_id, counts)
        replicas.own(db, sorted(found.villages - {""}))
        audit.append(db, at, actor.id, "roster.import", import_id, {"file": path.name, "rows": found.rows})
    return report


@contextmanager
def _open(
    ws: Workspace, path: Path, mapping: RosterMapping | None, sheet: str | None, village_code: str
) -> Iterator[Layout]:
    db = ws.store.reader()
    places = Places(areas.in_scope(db, "village"))
    day: date = today(ws.clock)
    with open_any(path) as book:
        yield roster_layout.understand(
            book, places, day, path=path, mapping=mapping, memory=lambda key: store.layout(db, key),
            only_sheet=sheet, village_code=village_code,
        )  # fmt: skip


def _refuse(layout: Layout, found: Survey) -> None:
    if not layout.read_sheets():
        raise Refused("roster.column-missing", field="name")
    if not found.rows:
        raise Refused("roster.no-rows")
    tells = any(sheet.village_code or "village" in sheet.table.fields() for sheet in layout.read_sheets())
    if found.villages == {""} and not tells:
        raise Refused("roster.village-needed")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _report(db: Db, shown_id: str, import_id: str, tally: Tally, found: Survey) -> RosterReport:
    listed = [change for _, change in zip(range(_MOST_CHANGES), store.changes(db, import_id), strict=False)]
    return RosterReport(
        import_id=shown_id,
        rows=found.rows,
        imported=tally.imported,
        doubtful=tally.doubtful,
        rejected=tally.rejected,
        skipped=sum(found.skipped.values()),
        households=tally.households,
        persons=tally.persons,
        added=tally.added,
        changed=tally.changed,
        unchanged=tally.unchanged,
        gone=tally.gone,
        warnings=tally.warnings,
        problems=tuple(sorted(tally.problems, key=lambda p: p.status == "warning")),
        changes=tuple(listed),
        skipped_reasons=dict(found.skipped),
        dry_run=not shown_id,
    )


def imports(ws: Workspace) -> list[RosterImport]:
    """All imports, newest first."""
    return [
        RosterImport(
            id=import_id,
            file_name=file_name,
            started_at=at,
            by_officer=officer,
            rows=counts.get("rows", 0),
            imported=counts.get("imported", 0),
            doubtful=counts.get("doubtful", 0),
            rejected=counts.get("rejected", 0),
            households=counts.get("households", 0),
            persons=counts.get("persons", 0),
            waiting=waiting,
        )
        for import_id, file_name, at, officer, counts, waiting in store.imports(ws.store.reader())
    ]


def remember_mapping(ws: Workspace, layout: str, mapping: RosterMapping) -> None:
    """Keeps corrections for the next file of the same layout. Villages are not kept: the next file has others."""
    kept = RosterMapping(columns=mapping.columns, skip=mapping.skip)
    with ws.store.transaction() as db:
        store.keep_layout(db, layout, roster_layout.mapping_text(kept), stamp(ws.clock))
        audit.append(db, stamp(ws.clock), "", "roster.layout", layout)
