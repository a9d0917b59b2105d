"""`villagevisit export DATASET -o FILE`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from villagevisit.cli.actor import actor_of, pin_of, proved
from villagevisit.services import export
from villagevisit.services.export_approval import Approval
from villagevisit.wording import t

if TYPE_CHECKING:
    from villagevisit.cli import Settings


@click.command("export")
@click.argument("dataset", type=click.Choice(export.DATASETS))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="A .xlsx, .csv or .jsonl file.")
@click.option("--form", "form_id", default="", metavar="ID", help="Whose answers, for submissions.")
@click.option("--full-ids", is_flag=True, help="Numbers of persons, telephones and accounts unmasked; audited.")
@click.option("--by", "staff_no", default="", metavar="STAFF_NO", help="Who takes the list away; else as --as.")
@click.option("--approve-by", "second", default="", metavar="STAFF_NO", help="Who agrees; both PINs are asked for.")
@click.pass_obj
def command(
    settings: "Settings", dataset: str, output: Path, form_id: str, full_ids: bool, staff_no: str, second: str
) -> None:
    """Writes households, persons or the answers of a form to a file; long or unmasked lists need a second person."""
    if (dataset == "submissions") != bool(form_id):
        raise click.UsageError("--form ID goes with submissions, and only with them")
    staff_no = staff_no or settings.staff_no
    with settings.open() as ws:
        actor = (actor_of if second else proved)(ws, staff_no)
        approval = None
        if second:
            (other,) = actor_of(ws, second).officers
            approval = Approval(other.id, pin_of(second, "VILLAGEVISIT_APPROVER_PIN"), pin_of(staff_no))
        done = export.run(
            ws, actor, dataset, output, form_id=form_id, full_ids=full_ids, approval=approval
        ).value
    result = {"file": str(output), "dataset": dataset, "rows": done.rows, "columns": list(done.columns)}
    settings.show(result, t("export.done", rows=done.rows, file=output.name))
