"""The household that is chosen in a list: who lives there, what was found last time, and the next step."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.campaign import DONE, Campaign, VisitState, WorkItem
from villagevisit.domain.errors import CodedError
from villagevisit.domain.household import Household
from villagevisit.services import form_list, households, visit_lookup
from villagevisit.services.visit_rows import SubmissionRow
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import day, money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models.words import assist, members, relation, visit_state
from villagevisit.wording import t

VISIT_CODE = "F01"
_KEY_UNITS = 26
"""From this width on the button also names its key."""
_KINDS = {
    VisitState.UNVISITED: "muted", VisitState.DRAFT: "next", VisitState.REVISIT: "wait", VisitState.FROZEN: "wait",
    VisitState.SIGNED: "done", VisitState.SENT: "done", VisitState.RECEIVED: "done", VisitState.REFUSED: "refused",
}  # fmt: skip
_VERBS = {
    VisitState.UNVISITED: "ui.verb.start", VisitState.DRAFT: "ui.verb.resume", VisitState.REVISIT: "ui.verb.again",
    VisitState.FROZEN: "ui.verb.sign", VisitState.SIGNED: "ui.verb.print", VisitState.SENT: "ui.verb.print",
    VisitState.RECEIVED: "ui.verb.print", VisitState.REFUSED: "ui.verb.look",
}  # fmt: skip
_FIGURES = {
    "counted_members": "ui.figure.counted_members",
    "per_capita_month": "ui.figure.per_capita_month",
    "supplement_month": "ui.figure.supplement_month",
}


def verb(state: VisitState) -> str:
    """What the next step with a household in this state is called."""
    return t(_VERBS[state])


def state_line(item: WorkItem) -> tuple[str, str]:
    """(kind, words) for the state of a household in its round."""
    words = visit_state(item.state)
    if item.state is VisitState.REVISIT and item.revisit_on:
        words = t("ui.work.revisit_on", day=item.revisit_on)
    return _KINDS[item.state], words


def act(shell: Shell, item: WorkItem, campaign_id: str) -> None:
    """Takes the next step with a household."""
    if item.state is VisitState.FROZEN and item.submission_id:
        shell.go("sign_off", submission_id=item.submission_id)
    elif item.state in DONE and item.submission_id:
        shell.go("print", kind="verification_form", subject_id=item.submission_id)
    elif item.state in (VisitState.UNVISITED, VisitState.DRAFT, VisitState.REVISIT):
        start_visit(shell, item.household_id, campaign_id)
    else:
        shell.go("household", household_id=item.household_id)


def start_visit(shell: Shell, household_id: str, campaign_id: str) -> None:
    found = next((form for form in form_list.shelf(shell.ws) if form.code == VISIT_CODE), None)
    if found is None:
        shell.notify(t("ui.no_form"), "refused")
        return
    shell.go("visit", form_id=found.form_id, household_id=household_id, person_id="", campaign_id=campaign_id)


def figures(row: SubmissionRow) -> list[tuple[str, str]]:
    """Derived figures of a record that are worth a glance, ready to read."""
    shown = []
    for key, label in _FIGURES.items():
        value = row.result.get(key, "")
        if value:
            shown.append((t(label), value if key == "counted_members" else money(value)))
    return shown


def last_finished(history: list[SubmissionRow]) -> SubmissionRow | None:
    """The last verification that found its household at home and was not replaced since."""
    visits = (row for row in history if row.form_code == VISIT_CODE and not row.replaced_by)
    return next((row for row in visits if row.result.get("final") != "0"), None)


class HouseholdCard(QWidget):
    """Read-only; its one primary button does what Enter in the list does."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        u = theme.now().u
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        self._box.setSpacing(u)
        self.item: WorkItem | None = None

    def show_item(self, item: WorkItem | None, campaign: Campaign | None = None) -> None:
        """Shows one household of a round, or nothing."""
        self.item = item
        self.setUpdatesEnabled(False)
        parts.clear(self._box)
        if item is not None and campaign is not None:
            self._fill(item, campaign)
        self._box.addStretch(1)
        self.setUpdatesEnabled(True)

    def _fill(self, item: WorkItem, campaign: Campaign) -> None:
        try:
            household = households.get(self.shell.ws, item.household_id, self.shell.within)
            history = visit_lookup.history(self.shell.ws, item.household_id)
        except CodedError as error:
            self.shell.fail(error)
            return
        u = theme.now().u
        self._box.addWidget(parts.title(item.head_name))
        where = [item.village_name, item.village_group, members(item.members), assist(item.assist_category)]
        self._box.addWidget(parts.body(" · ".join(word for word in where if word), muted=True))
        self._box.addWidget(parts.status(*state_line(item), wrap=True))
        key = "   Enter" if self.width() >= _KEY_UNITS * u else ""
        self._box.addWidget(parts.primary(verb(item.state) + key, lambda: act(self.shell, item, campaign.id)))
        self._box.addWidget(
            parts.plain(t("ui.verb.household"), lambda: self.shell.go("household", household_id=item.household_id))
        )
        self._box.addSpacing(u)
        self._last_record(item, household, history)
        self._members(household)

    def _last_record(self, item: WorkItem, household: Household, history: list[SubmissionRow]) -> None:
        last = last_finished(history)
        self._box.addWidget(parts.heading(t("ui.card.last")))
        if last is None:
            words = t("ui.card.no_record")
            if household.amount_month:
                words = t("ui.card.roster_amount", amount=money(household.amount_month))
            self._box.addWidget(parts.body(words, muted=True))
        else:
            self._box.addWidget(parts.body(t("ui.card.on", day=day(last.frozen_at)), muted=True))
            for label, value in figures(last):
                self._box.addWidget(parts.row(parts.body(label), None, parts.number(value)))
        self._box.addWidget(parts.line())

    def _members(self, household: Household) -> None:
        self._box.addWidget(parts.heading(t("ui.card.members", count=len(household.persons))))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.now().u)
        grid.setVerticalSpacing(theme.now().u // 2)
        today = self.shell.ws.clock.now().date().isoformat()
        for at, person in enumerate(household.persons):
            grid.addWidget(parts.strong(person.name), at, 0)
            grid.addWidget(parts.body(relation(person.relation), muted=True), at, 1)
            grid.addWidget(parts.number(age(person.birth, today)), at, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 3)
        self._box.addLayout(grid)


def age(birth: str, today: str) -> str:
    """Whole years on a day, as `72 岁`; empty when the birth date is not known."""
    if len(birth) < 10:
        return ""
    years = int(today[:4]) - int(birth[:4]) - (today[5:10] < birth[5:10])
    return t("ui.age", years=years)
