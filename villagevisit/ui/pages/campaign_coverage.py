"""Coverage: done of frame, for the township, each village and each team."""

from typing import Any

from PySide6.QtWidgets import QGridLayout, QProgressBar, QVBoxLayout, QWidget

from villagevisit.domain.campaign import Campaign, Share, VisitState
from villagevisit.domain.officer import Role
from villagevisit.services import campaign as rounds
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count, percent
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models.words import survey_kind
from villagevisit.ui.pages.campaign_panel import Panel
from villagevisit.ui.pages.print_ledger import print_ledger
from villagevisit.wording import t

_WIDTH = 860


class CoveragePanel(Panel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.now().u)
        self.box.addWidget(parts.scroll(parts.narrow(inside, _WIDTH)))
        self.button: QWidget | None = None

    def refresh(self, campaign: Campaign, **params: Any) -> None:
        parts.clear(self._rows)
        found = rounds.coverage(self.shell.ws, campaign.id, self.shell.within)
        counts = rounds.counts(self.shell.ws, campaign.id, within=self.shell.within)
        left = sum(counts[state] for state in rounds.NOT_DONE)
        self._rows.addWidget(parts.title(t("ui.home.coverage", done=count(found.done), frame=count(found.frame))))
        facts = [survey_kind(campaign.survey_kind), t("ui.round.opened", day=campaign.opened_on), campaign.code]
        self._rows.addWidget(parts.body(" · ".join(facts), muted=True))
        self.button = None
        if left:
            self.button = parts.plain(
                t("ui.home.unvisited", count=count(left)), lambda: self.shell.go("campaign", tab="unvisited")
            )
            self._rows.addWidget(parts.row(self.button, None))
        elif found.done == found.frame:
            self._rows.addWidget(parts.status("done", t("ui.round.everybody")))
        if counts[VisitState.FROZEN]:
            unsigned = t("ui.round.unsigned", count=count(counts[VisitState.FROZEN]))
            self._rows.addWidget(parts.status("wait", unsigned))
        for words, shares in (
            (t("ui.round.by_village"), found.by_village), (t("ui.round.by_team"), found.by_team),
        ):  # fmt: skip
            if shares:
                self._rows.addSpacing(theme.now().u)
                self._rows.addWidget(parts.heading(words))
                self._rows.addLayout(_bars(shares))
        if found.done and any(self.shell.actor.has(role) for role in (Role.CLERK, Role.COUNTY)):
            year = int(campaign.opened_on[:4])
            growth = parts.quiet(t("ui.round.growth"), lambda: print_ledger(self.shell, "growth", year, "register"))
            self._rows.addWidget(parts.row(growth, None))
        self._end(campaign, left)
        self._rows.addStretch(1)

    def _end(self, campaign: Campaign, left: int) -> None:
        """Who runs the round may end it; asked twice, because nobody can be visited in it afterwards."""
        if not campaign.open:
            self._rows.addWidget(parts.status("muted", t("ui.round.over")))
        elif any(self.shell.actor.has(role) for role in (Role.CLERK, Role.COUNTY)):
            self._rows.addSpacing(theme.now().u)
            end = parts.quiet(t("ui.round.end"), lambda: self._ask_to_end(campaign, left))
            self._rows.addWidget(parts.row(end, None))

    def _ask_to_end(self, campaign: Campaign, left: int) -> None:
        words = t("ui.round.end_ask", name=campaign.name, count=count(left))
        if self.shell.confirm(t("ui.round.end"), words, t("ui.round.end")):
            self.shell.apply(rounds.close(self.shell.ws, self.shell.actor, campaign.id))

    def first_focus(self) -> QWidget | None:
        return self.button


def _bars(shares: tuple[Share, ...]) -> QGridLayout:
    look = theme.now()
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * look.u)
    grid.setVerticalSpacing(look.u // 2)
    grid.setColumnStretch(1, 1)
    for at, share in enumerate(shares):
        name = parts.body(share.name or t("ui.round.no_team"))
        name.setMinimumWidth(16 * look.u)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, max(1, share.frame))
        bar.setValue(share.done)
        if share.frame and share.done == share.frame:
            bar.setProperty("kind", "done")
        grid.addWidget(name, at, 0)
        grid.addWidget(bar, at, 1)
        grid.addWidget(parts.number(f"{count(share.done)} / {count(share.frame)}"), at, 2)
        grid.addWidget(parts.number(percent(share.done, share.frame)), at, 3)
    return grid
