"""The households of a round as a list, filtered by village, team and state; also the list of the unvisited."""

from typing import Any

from villagevisit.domain.campaign import Campaign, VisitState, WorkItem
from villagevisit.services import areas
from villagevisit.services import campaign as rounds
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.paged import Paged
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.models.words import visit_state
from villagevisit.ui.pages.campaign_panel import Panel
from villagevisit.wording import t

UNVISITED = (VisitState.UNVISITED, VisitState.DRAFT, VisitState.REVISIT)
_NO_TEAM = "-"


def work_columns() -> tuple[Column[WorkItem], ...]:
    return (
        Column(t("ui.col.head"), lambda item: item.head_name),
        Column(t("ui.col.village"), lambda item: item.village_name),
        Column(t("ui.col.group"), lambda item: item.village_group),
        Column(t("ui.col.no"), lambda item: item.household_no),
        Column(t("ui.col.members"), lambda item: str(item.members), figure=True),
        Column(t("ui.col.team"), lambda item: item.team_name or t("ui.round.no_team")),
        Column(t("ui.col.state"), lambda item: visit_state(item.state)),
    )


class Filters:
    """Village and team, kept while one looks elsewhere."""

    def __init__(self, shell: Shell, changed: Any) -> None:
        self._shell = shell
        self.village = Choice()
        self.team = Choice()
        self.village.on_choice(changed)
        self.team.on_choice(changed)

    def offer(self, campaign: Campaign) -> None:
        ws = self._shell.ws
        within = self._shell.within
        places = [
            area
            for area in areas.villages(ws)
            if area.code in campaign.village_codes and (within is None or area.code in within)
        ]
        teams = rounds.teams(ws, campaign.id)
        self.village.offer(
            [("", t("ui.all_villages")), *((area.code, area.name) for area in places)], self.village.value()
        )
        self.team.offer(
            [("", t("ui.all_teams")), (_NO_TEAM, t("ui.round.no_team")), *((team.id, team.name) for team in teams)],
            self.team.value(),
        )

    def rows(self, campaign: Campaign, states: tuple[VisitState, ...]) -> Paged[WorkItem]:
        ws, within = self._shell.ws, self._shell.within
        village = self.village.value() or None
        chosen = self.team.value()
        team = None if not chosen else "" if chosen == _NO_TEAM else chosen

        def fetch(offset: int, limit: int) -> list[WorkItem]:
            return rounds.worklist(
                ws, campaign.id, team_id=team, states=states or None, village_code=village, within=within,
                limit=limit, offset=offset,
            )  # fmt: skip

        if village is None:
            counts = rounds.counts(ws, campaign.id, team, within)
            return Paged(fetch, sum(counts[state] for state in states or tuple(VisitState)))
        return Paged(fetch, len(fetch(0, campaign.frame_size)))


class ListPanel(Panel):
    def __init__(self, shell: Shell, only_unvisited: bool = False) -> None:
        super().__init__(shell)
        self._only_unvisited = only_unvisited
        self.filters = Filters(shell, lambda _value: self._show())
        self.state = Choice([("", t("ui.all_states")), *((state.value, visit_state(state)) for state in VisitState)])
        self.state.on_choice(lambda _value: self._show())
        self._count = parts.body("", muted=True)
        self.model: TableOf[WorkItem] = TableOf(work_columns(), [])
        self.table = Table(quick=True)
        self.table.setModel(self.model)
        self.table.widths(0, 13, 10, 9, 7, 12, 14, drop=(4, 3, 2, 1))
        self.table.opened.connect(self._open)
        self.box.addWidget(parts.row(self.filters.village, self.filters.team, self.state, self._count, None))
        if only_unvisited:
            self.state.hide()
        self.box.addWidget(self.table, 1)

    def refresh(self, campaign: Campaign, **params: Any) -> None:
        self.filters.offer(campaign)
        if "state" in params:
            self.state.choose(str(params["state"]))
        if "team" in params:
            self.filters.team.choose(str(params["team"]))
        self._show()

    def _show(self) -> None:
        if self.round is None:
            return
        chosen = self.state.value()
        states = UNVISITED if self._only_unvisited else (VisitState(chosen),) if chosen else ()
        rows = self.filters.rows(self.round, states)
        self.model.show(rows)
        self._count.setText(t("ui.households.count", count=count(len(rows))))
        if len(rows):
            self.table.selectRow(0)

    def _open(self, row: int) -> None:
        item = self.model.at(row)
        if item is not None:
            self.shell.go("household", household_id=item.household_id)

    def first_focus(self) -> Table:
        return self.table
