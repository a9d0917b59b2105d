"""The drawn households of a spot check as rows."""

from dataclasses import dataclass

from villagevisit.domain.spot_check import Drawn
from villagevisit.domain.spot_found import Check
from villagevisit.services import areas, check_results
from villagevisit.services.workspace import Workspace
from villagevisit.ui.models import check_words as say
from villagevisit.ui.models.table import Column
from villagevisit.wording import t


@dataclass(frozen=True, slots=True)
class SampleRow:
    drawn: Drawn
    head: str
    village: str
    state: str


def rows_of(ws: Workspace, check: Check) -> list[SampleRow]:
    """In drawn order; those that stand in for somebody come last."""
    known, ready = check_results.heads(ws, check), check_results.ready(ws, check)
    return [
        SampleRow(one, known.get(one.home.id, ""), areas.name(ws, one.home.village), _state(check, one, ready))
        for one in sorted(check.sample, key=lambda drawn: drawn.rank)
    ]


def _state(check: Check, one: Drawn, ready: dict[str, str]) -> str:
    found = check.found.get(one.home.id)
    if found is not None:
        return say.conclusion(found.conclusion)
    if one.home.id in check.absent:
        return t("checks.spot.was_absent")
    return t("checks.spot.signed") if one.home.id in ready else t("checks.spot.to_visit")


def sample_columns() -> tuple[Column[SampleRow], ...]:
    return (
        Column(t("checks.spot.rank"), lambda row: str(row.drawn.rank), figure=True),
        Column(t("ui.col.head"), lambda row: row.head),
        Column(t("ui.col.village"), lambda row: row.village),
        Column(t("ui.col.no"), lambda row: row.drawn.home.number),
        Column(t("checks.state"), lambda row: row.state),
    )
