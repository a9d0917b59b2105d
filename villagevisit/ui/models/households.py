"""The long list of households: 400,000 rows, of which only the visible pages are read."""

from villagevisit.domain.access import Within
from villagevisit.services import households
from villagevisit.services.households import HouseholdRow
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit.format import money
from villagevisit.ui.models.paged import Paged
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.models.words import assist, household_state
from villagevisit.wording import t


def rows(ws: Workspace, village_code: str | None = None, within: Within = None) -> Paged[HouseholdRow]:
    """The households of one village or of all, in the order of places."""
    villages = households.counts(ws, village_code, within)
    return Paged(
        lambda offset, limit: households.page(ws, offset=offset, limit=limit, villages=villages),
        sum(n for _, n in villages),
    )


def household_table() -> TableOf[HouseholdRow]:
    return TableOf(_columns(), [])


def _columns() -> tuple[Column[HouseholdRow], ...]:
    return (
        Column(t("ui.col.no"), lambda row: row.household_no),
        Column(t("ui.col.head"), lambda row: row.head_name),
        Column(t("ui.col.village"), lambda row: row.village_name),
        Column(t("ui.col.group"), lambda row: row.village_group),
        Column(t("ui.col.members"), lambda row: str(row.members), figure=True),
        Column(t("ui.col.assist"), lambda row: household_state(row.state) or assist(row.assist_category)),
        Column(t("ui.col.amount"), lambda row: money(row.amount_month, unit=False) if row.amount_month else "", True),
    )
