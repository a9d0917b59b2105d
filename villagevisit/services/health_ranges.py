"""Ranges of measured values as data, and the row that says somebody typed an unlikely one twice."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources

from villagevisit.domain.changes import NOTHING, Done
from villagevisit.domain.clock import stamp
from villagevisit.domain.plausible import Range
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit


@cache
def ranges() -> tuple[Range, ...]:
    """The shipped table `data/health_ranges.csv`."""
    text = resources.files("villagevisit.services").joinpath("data", "health_ranges.csv").read_text("utf-8")
    return tuple(
        Range(
            row["form"], row["field"], (Decimal(row["hard_low"]), Decimal(row["hard_high"])),
            (Decimal(row["low"]), Decimal(row["high"])), row["unit"], row["source"], tuple(row["slips"].split()),
            row["whole"] == "1",
        )
        for row in csv.DictReader(io.StringIO(text))
    )  # fmt: skip


def of_form(form_id: str) -> Mapping[str, Range]:
    """Field → its range; empty for a form without measured values."""
    return {one.field: one for one in ranges() if one.form == form_id}


def retyped(ws: Workspace, actor: Actor, draft_id: str, form_id: str, field: str) -> Done[None]:
    """Writes down that an unlikely value was typed twice. The value itself stands in the record, and nowhere else."""
    with ws.store.transaction() as db:
        audit.append(db, stamp(ws.clock), actor.id, "visit.retyped", draft_id, {"form": form_id, "field": field})
    return Done(None, NOTHING)
