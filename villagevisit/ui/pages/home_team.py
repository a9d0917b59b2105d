"""The team's worklist: groups with counts, the list, and beside it the household that is chosen."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from villagevisit.domain.campaign import DONE, Campaign, Team, VisitState, WorkItem
from villagevisit.domain.officer import Role
from villagevisit.services import areas, campaign
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count, percent
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import RowList
from villagevisit.ui.models.paged import Paged
from villagevisit.ui.models.work import WorkDelegate, WorkList
from villagevisit.ui.pages.household_card import HouseholdCard, act
from villagevisit.wording import t

_GROUP_WORDS = {
    "todo": "ui.group.todo", "revisit": "ui.group.revisit", "sign": "ui.group.sign", "done": "ui.group.done",
    "refused": "ui.group.refused",
}  # fmt: skip
_GROUP_STATES = {
    "todo": frozenset({VisitState.UNVISITED, VisitState.DRAFT}),
    "revisit": frozenset({VisitState.REVISIT}),
    "sign": frozenset({VisitState.FROZEN}),
    "done": DONE,
    "refused": frozenset({VisitState.REFUSED}),
}
UNVISITED = (VisitState.UNVISITED, VisitState.DRAFT, VisitState.REVISIT)
_SIDE_BY_SIDE_PX = 760
_NAMED = 2


def my_team(ws: Workspace, campaign_id: str, actor: Actor) -> Team | None:
    """The team of the round that shares most people with those who are signed in."""
    here = {officer.id for officer in actor.officers}
    shared = [(len(here & {officer.id for officer in team.officers}), team) for team in campaign.teams(ws, campaign_id)]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


class TeamView(QWidget):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.group = "todo"
        self._round: Campaign | None = None
        self._team: Team | None = None
        self.tabs: dict[str, parts.Button] = {}
        self.model = WorkList([])
        self.list = RowList(WorkDelegate())
        self.list.setModel(self.model)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._open)
        self.card = HouseholdCard(shell)
        self._pages = parts.Stack()
        self._pages.addWidget(self._working())
        self._none = QVBoxLayout()
        nothing = QWidget()
        nothing.setLayout(self._none)
        self._pages.addWidget(nothing)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._pages)

    def _working(self) -> QWidget:
        u = theme.now().u
        self._place = parts.strong("")
        self._far = parts.number("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(14 * u)
        self._percent = parts.number("")
        self.unvisited = parts.quiet("", self._all_unvisited)
        strip = parts.row(self._place, None, self._far, self._bar, self._percent, self.unvisited)
        strip_box = QHBoxLayout()
        strip_box.setContentsMargins(3 * u, u // 2, 2 * u, u // 2)
        strip_box.addWidget(strip)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(2 * u, 0, 2 * u, 0)
        tabs.setSpacing(u // 2)
        for key in _GROUP_WORDS:
            tab = parts.Button("", partial(self.choose_group, key), "tab")
            tab.setCheckable(True)
            self.tabs[key] = tab
            tabs.addWidget(tab)
        tabs.addStretch(1)
        self._nobody = parts.empty("")
        self._nobody_words = self._nobody.findChild(parts.Words)
        self._lists = parts.Stack()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self._nobody)
        left = QVBoxLayout()
        left.setContentsMargins(0, u // 2, 0, 0)
        left.setSpacing(u // 2)
        left.addLayout(tabs)
        left.addWidget(self._lists, 1)
        self._side = parts.scroll(self.card)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(left, 5)
        self._rule = parts.rule()
        body.addWidget(self._rule)
        body.addWidget(self._side, 4)
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(strip_box)
        box.addWidget(parts.line())
        box.addLayout(body, 1)
        return whole

    def refresh(self) -> None:
        """Keeps the chosen household chosen, if it is still in the group."""
        self._round = campaign.current(self.shell.ws)
        if self._round is None:
            self._show_empty()
            return
        self._pages.setCurrentIndex(0)
        self._team = my_team(self.shell.ws, self._round.id, self.shell.actor)
        counts = campaign.counts(
            self.shell.ws, self._round.id, self._team.id if self._team else None, self.shell.within
        )
        self._show_coverage(counts)
        for key, tab in self.tabs.items():
            number = sum(counts[state] for state in _GROUP_STATES[key])
            tab.setText(f"{t(_GROUP_WORDS[key])} {count(number)}")
            tab.setVisible(key != "refused" or number > 0)
        self._show_group()

    def _show_empty(self) -> None:
        parts.clear(self._none)
        actor = self.shell.actor
        if actor.has(Role.CLERK) or actor.has(Role.COUNTY):
            self._none.addWidget(
                parts.empty(t("ui.home.no_round"), t("ui.home.open_round"), lambda: self.shell.go("campaign"))
            )
        else:
            self._none.addWidget(
                parts.empty(t("ui.home.no_round_ask"), t("ui.home.look_up"), lambda: self.shell.go("households"))
            )
        self._pages.setCurrentIndex(1)

    def _show_coverage(self, counts: dict[VisitState, int]) -> None:
        assert self._round is not None
        frame = sum(counts.values())
        done = sum(counts[state] for state in DONE)
        names = [area.name for area in areas.villages(self.shell.ws) if area.code in self._round.village_codes]
        few = len(names) <= _NAMED
        place = t("ui.comma").join(names) if few else t("ui.home.villages", first=names[0], count=len(names))
        who = self._team.name if self._team else t("ui.home.whole_round")
        self._place.setText(f"{who} · {place}")
        self._far.setText(t("ui.home.coverage", done=count(done), frame=count(frame)))
        self._percent.setText(percent(done, frame))
        self._bar.setRange(0, max(frame, 1))
        self._bar.setValue(done)
        self._bar.setProperty("kind", "done" if frame and done == frame else "")
        parts.repolish(self._bar)
        left = sum(counts[state] for state in UNVISITED)
        self.unvisited.setText(t("ui.home.unvisited", count=count(left)))

    def choose_group(self, key: str) -> None:
        self.group = key
        self._show_group()
        if self._lists.currentIndex() == 0:
            self.list.setFocus()

    def _show_group(self) -> None:
        for key, tab in self.tabs.items():
            tab.setChecked(key == self.group)
        chosen = self.model.at(self.list.currentIndex().row())
        rows = self._rows(_GROUP_STATES[self.group])
        self.model.show(rows)
        self._lists.setCurrentIndex(0 if len(rows) else 1)
        if not len(rows):
            if self._nobody_words is not None:
                self._nobody_words.setText(self._why_nobody())
            self.card.show_item(None)
            return
        near = (row for row in range(min(len(rows), 500)) if chosen and _id(rows[row]) == chosen.household_id)
        self.list.choose(next(near, 0))

    def _why_nobody(self) -> str:
        if self.group == "todo" and self._team is not None:
            return t("ui.home.all_done")
        return t("ui.home.nobody")

    def _rows(self, states: Iterable[VisitState]) -> Paged[WorkItem]:
        assert self._round is not None
        ws, round_id, team_id = self.shell.ws, self._round.id, self._team.id if self._team else None
        wanted, within = frozenset(states), self.shell.within
        counts = campaign.counts(ws, round_id, team_id, within)
        return Paged(
            lambda offset, limit: campaign.worklist(
                ws, round_id, team_id=team_id, states=wanted, within=within, limit=limit, offset=offset
            ),
            sum(counts[state] for state in wanted),
        )

    def _chosen(self, row: int) -> None:
        self.card.show_item(self.model.at(row), self._round)

    def _open(self, row: int) -> None:
        item = self.model.at(row)
        if item is not None and self._round is not None:
            act(self.shell, item, self._round.id)

    def _all_unvisited(self) -> None:
        self.shell.go("campaign", tab="unvisited", team=self._team.id if self._team else "")

    def first_focus(self) -> QWidget | None:
        if self._pages.currentIndex() == 1:
            return self._pages.currentWidget().findChild(parts.Button)
        return self.list if self._lists.currentIndex() == 0 else self.tabs[self.group]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _SIDE_BY_SIDE_PX
        self._side.setVisible(wide)
        self._rule.setVisible(wide)


def _id(item: WorkItem | None) -> str:
    return item.household_id if item else ""
