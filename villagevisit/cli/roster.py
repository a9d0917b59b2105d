"""`villagevisit roster import FILE`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sync.errors import SyncError
from sync.files import write_whole
from villagevisit.cli.actor import actor_of
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.domain.roster import RosterMapping, RosterReport
from villagevisit.services import roster, roster_layout, roster_report
from villagevisit.services.roster_words import problem
from villagevisit.wording import t

if TYPE_CHECKING:
    from villagevisit.cli import Settings


@click.group("roster")
def group() -> None:
    """Rosters of households."""


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sheet", help="Read this sheet only.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), help="Corrections to the recognised columns (JSON).")
@click.option("--village", default="", metavar="CODE", help="12-digit code, for sheets that do not tell their village.")
@click.option("--dry-run", is_flag=True, help="Report only, change nothing.")
@click.option("--report", type=click.Path(path_type=Path), help="Write the whole report (JSON, or .xlsx).")
@click.pass_obj
def import_command(
    settings: "Settings", file: Path, sheet: str | None, mapping: Path | None, village: str, dry_run: bool,
    report: Path | None,
) -> None:  # fmt: skip
    """Reads a roster (.xlsx, .xls, .csv) into the data folder."""
    corrections = _mapping(mapping) if mapping else None
    with settings.open() as ws:
        actor = actor_of(ws, settings.staff_no)
        done = roster.run(
            ws, actor, file, mapping=corrections, village_code=village, sheet=sheet, dry_run=dry_run
        ).value
        document = _document(done)
        if report and report.suffix.lower() == ".xlsx" and not dry_run:
            roster_report.export_report(ws, done.import_id, report)
        elif report:
            _write(report, document)
    text = t("roster.cli.done", **{name: document[name] for name in _TOLD})
    settings.show(document, text + t("roster.cli.dry_run") if dry_run else text)


_TOLD = ("rows", "imported", "doubtful", "rejected", "households", "persons", "added", "changed", "unchanged")


def _document(done: RosterReport) -> dict[str, object]:
    document = asdict(done)
    for row in document["problems"]:
        row["message"] = problem(row["code"], row["params"])
    return document


def _mapping(path: Path) -> RosterMapping:
    try:
        return roster_layout.mapping_from(json.loads(path.read_text("utf-8-sig")))
    except OSError as error:
        raise EnvironmentFailed("roster.file-unreadable", file=path.name) from error
    except ValueError as error:
        raise Refused("roster.mapping-shape") from error


def _write(path: Path, document: dict[str, object]) -> None:
    try:
        write_whole(path, json.dumps(document, ensure_ascii=False, indent=2).encode())
    except SyncError as error:
        raise EnvironmentFailed("roster.file-unwritable", file=path.name) from error
