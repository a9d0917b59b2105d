"""Teams of at least two responsible people."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.campaign import Campaign
from villagevisit.domain.errors import CodedError
from villagevisit.domain.officer import Role
from villagevisit.domain.pledge import Standing
from villagevisit.services import areas, people, pledges
from villagevisit.services import campaign as rounds
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Line
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.campaign_panel import Panel
from villagevisit.wording import t

_COLUMNS = 3


class TeamsPanel(Panel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.name = Line()
        self.boxes: dict[str, QCheckBox] = {}
        self._teams = QVBoxLayout()
        self._teams.setSpacing(theme.now().u // 2)
        self._own = parts.body("", muted=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self.button = parts.primary(t("ui.round.add_team"), self._add)
        inside = parts.column(
            parts.title(t("ui.round.teams")), self._teams, parts.heading(t("ui.round.new_team")),
            parts.body(t("ui.round.two_at_least"), muted=True), parts.labelled(t("ui.round.team_name"), self.name),
            self._grid, self._own, parts.row(self.button, None), None,
        )  # fmt: skip
        self.box.addWidget(parts.scroll(parts.narrow(inside)))

    def refresh(self, campaign: Campaign, **params: Any) -> None:
        parts.clear(self._teams)
        ws = self.shell.ws
        teams = rounds.teams(ws, campaign.id)
        for team in teams:
            given = sum(rounds.counts(ws, campaign.id, team.id).values())
            members = t("ui.comma").join(officer.name for officer in team.officers)
            name = parts.strong(team.name)
            name.setFixedWidth(10 * theme.now().u)
            number = parts.number(t("ui.households.count", count=count(given)))
            self._teams.addWidget(parts.row(name, parts.body(members), number))
            self._teams.addWidget(parts.line())
        if not teams:
            self._teams.addWidget(parts.body(t("ui.round.no_teams_yet"), muted=True))
        self.name.setText(t("ui.round.usual_team", number=len(teams) + 1))
        self._offer()

    def _offer(self) -> None:
        parts.clear(self._grid)
        self.boxes = {}
        ws = self.shell.ws
        investigators = [who for who in people.officers(ws) if Role.INVESTIGATOR in who.roles]
        for at, officer in enumerate(investigators):
            own = f"  ({areas.name(ws, officer.village_code)})" if officer.village_code else ""
            box = QCheckBox(f"{officer.name}{own}")
            box.toggled.connect(lambda _on: self._say_own())
            self.boxes[officer.id] = box
            self._grid.addWidget(box, at // _COLUMNS, at % _COLUMNS)

        self._say_own()

    def _say_own(self) -> None:
        """The pledge and the filed kin of those who are chosen, before they are given work (S-002)."""
        ticked = {officer_id for officer_id, box in self.boxes.items() if box.isChecked()}
        chosen = [who for who in people.officers(self.shell.ws) if who.id in ticked]
        known, lines = pledges.own(self.shell.ws, chosen), []
        for who in chosen:
            own = known[who.id]
            said = t("duty.pledge.own_none")
            if own.pledge is not None and own.standing is Standing.VALID:
                said = t("duty.pledge.own_until", day=own.pledge.valid_to)
            lines.append(t("duty.pledge.own", name=who.name, pledge=said, count=len(own.filings)))
        self._own.setText("\n".join(lines))
        self._own.setVisible(bool(lines))

    def _add(self) -> None:
        if self.round is None:
            return
        chosen = [officer_id for officer_id, box in self.boxes.items() if box.isChecked()]
        try:
            done = rounds.add_team(self.shell.ws, self.shell.actor, self.round.id, self.name.text().strip(), chosen)
        except CodedError as error:
            self.shell.fail(error)
            return
        team = self.shell.apply(done)
        self.shell.notify(t("ui.round.team_added", name=team.name), "done")
        self.name.setFocus()

    def first_focus(self) -> QWidget:
        return self.name
