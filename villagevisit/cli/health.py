"""`villagevisit health export|import`: health records for another system, and from one."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from villagevisit.cli.actor import actor_of, pin_of, proved
from villagevisit.services.export_approval import Approval
from villagevisit.wording import t

if TYPE_CHECKING:
    from villagevisit.cli import Settings
    from villagevisit.services.health_import import HealthImported


@click.group("health")
def group() -> None:
    """Takes health records to another system, and takes them from one."""


@group.command("export")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="A .json (FHIR) or .xlsx file.")
@click.option("--village", default="", metavar="CODE", help="Only this village.")
@click.option("--person", "person_id", default="", metavar="ID", help="Only this person.")
@click.option("--fhir", "release", type=click.Choice(["R4", "R5"]), default="R4", show_default=True, help="Which FHIR.")
@click.option("--by", "staff_no", required=True, metavar="STAFF_NO", help="The doctor who takes them away.")
@click.option("--approve-by", "second", default="", metavar="STAFF_NO", help="Who agrees; both PINs are asked for.")
@click.pass_obj
def export_command(
    settings: "Settings", output: Path, village: str, person_id: str, release: str, staff_no: str, second: str
) -> None:
    """Writes records whole and with full numbers; of more than one person it needs a second doctor."""
    from villagevisit.services import health_export

    with settings.open() as ws:
        actor, approval = (actor_of if second else proved)(ws, staff_no), None
        if second:  # both PINs are asked for there
            (other,) = actor_of(ws, second).officers
            approval = Approval(other.id, pin_of(second, "VILLAGEVISIT_APPROVER_PIN"), pin_of(staff_no))
        done = health_export.run(
            ws, actor, output, village=village, person_id=person_id,
            release="R5" if release == "R5" else "R4", approval=approval,
        ).value  # fmt: skip
    said = t(
        "health.exported", people=done.residents, records=done.entries, withheld=done.withheld, file=output.name
    )  # fmt: skip
    settings.show({"file": str(output), **asdict(done)}, said)


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only says what would be taken.")
@click.option("--by", "staff_no", required=True, metavar="STAFF_NO", help="The doctor who takes them in.")
@click.pass_obj
def import_command(settings: "Settings", file: Path, dry_run: bool, staff_no: str) -> None:
    """Takes records of a FHIR bundle or a workbook about people who are on the roster."""
    from villagevisit.services import health_import
    from villagevisit.wording.health_words import not_taken

    content = health_import.load(file)
    with settings.open() as ws:
        done = health_import.run(ws, proved(ws, staff_no), content, dry_run=dry_run).value
    settings.show(asdict(done), "\n".join([_said(done, dry_run), *map(not_taken, done.not_taken)]))


def _said(done: "HealthImported", dry_run: bool) -> str:
    counts = {"taken": done.taken, "people": done.people, "known": done.known, "not_taken": len(done.not_taken)}
    first = t("health.would-take", **counts) if dry_run else t("health.taken", **counts)
    return "\n".join([first, t("health.left-out", n=done.left_out)] if done.left_out else [first])
