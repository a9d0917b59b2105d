"""One household: who lives there, what was found, what is open, and everything that may be done here."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from villagevisit.domain.campaign import DONE, Campaign, VisitState, WorkItem
from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.household import Household, Person
from villagevisit.domain.officer import Role
from villagevisit.services import areas, campaign, conflicts, form_list, safety, visit_lookup
from villagevisit.services.form_list import ShelfForm
from villagevisit.services.visit_rows import SubmissionRow
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import day, money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models.doubts import doubt_lines
from villagevisit.ui.models.words import assist, household_state, members, relation, sex
from villagevisit.ui.pages.case_list import may_see
from villagevisit.ui.pages.household_benefit import BenefitTimeline
from villagevisit.ui.pages.household_card import VISIT_CODE, act, age, figures, last_finished, state_line, verb
from villagevisit.ui.pages.household_columns import HouseholdColumns
from villagevisit.ui.pages.household_privacy import consent_block
from villagevisit.ui.pages.household_records import casework, printable, record_line, visits
from villagevisit.wording import t


class HouseholdPage(HouseholdColumns):
    """`enter(household_id)`; the round is the current one."""

    name: ClassVar[str] = "household"
    topics: ClassVar[Changes] = changes(Topic.HOUSEHOLDS, Topic.VISITS, Topic.CAMPAIGN, Topic.EXCHANGE, Topic.EVENTS)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.household: Household | None = None
        self.item: WorkItem | None = None
        self.round: Campaign | None = None
        self.history: list[SubmissionRow] = []
        self.first: QWidget | None = None
        self._safe: frozenset[str] = frozenset()

    def refresh(self) -> None:
        self.first = None
        ws = self.shell.ws
        self.household = self._find()
        if self.household is None:
            return
        self.round = campaign.current(ws)
        self.item = campaign.item(ws, self.round.id, self._id) if self.round else None
        shelf = form_list.shelf(ws)
        self.history = visit_lookup.history(ws, self._id, self.shell.actor)
        self._safe = safety.visits(ws, [row.id for row in self.history])
        self._fill_left(self.household, shelf)
        self._fill_right(self.household)

    def heading(self) -> str:
        return t("ui.household.heading", name=self.household.head_name) if self.household else t("ui.nav.households")

    def help(self) -> str:
        return t("ui.household.help")

    def print_shown(self) -> None:
        mine = [row for row in self.history if row.form_code != VISIT_CODE or casework(self.shell.actor)]
        last = next((row for row in mine if printable(row) and not row.replaced_by), None)
        if last is None:
            self.shell.notify(t("ui.household.nothing_to_print"), "info")
        else:
            self.shell.go("print", kind=form_list.paper_of(last.form_code), subject_id=last.id)

    def first_focus(self) -> QWidget | None:
        return self.first

    def _fill_left(self, household: Household, shelf: list[ShelfForm]) -> None:
        place = [areas.name(self.shell.ws, household.village_code), household.village_group, household.household_no]
        self._left.addWidget(parts.title(household.head_name))
        self._left.addWidget(parts.body(" · ".join(word for word in place if word), muted=True))
        self._left.addWidget(self._steps(shelf))
        self._left.addSpacing(theme.now().u)
        self._left.addWidget(parts.heading(t("ui.card.members", count=len(household.persons))))
        person_forms = [form for form in shelf if form.subject == "person" and self._may(form)]
        for person in household.persons:
            self._left.addWidget(parts.line())
            self._left.addWidget(self._person(person, person_forms))
        self._left.addStretch(1)

    def _may(self, form: ShelfForm) -> bool:
        return not form.roles or any(self.shell.actor.has(role) for role in form.roles)

    def _next_step(self, item: WorkItem) -> bool:
        """Whether the next step in the round is for those who are here."""
        if item.state in DONE or item.state is VisitState.FROZEN:
            return bool(item.submission_id) and casework(self.shell.actor)
        return item.state is not VisitState.REFUSED and visits(self.shell.actor)

    def _steps(self, shelf: list[ShelfForm]) -> QWidget:
        """The state in the round, the next step, and the other forms of a household."""
        whole = parts.column()
        box = whole.layout()
        assert isinstance(box, QBoxLayout)
        item, current = self.item, self.round
        if item is not None and current is not None:
            kind, words = state_line(item)
            safe = item.state is VisitState.RECEIVED and item.submission_id in self._safe
            box.addWidget(parts.status(kind, t("desk.exchange.state_safe") if safe else words, wrap=True))
            if self._next_step(item):
                self.first = parts.primary(verb(item.state), lambda: act(self.shell, item, current.id))
        else:
            box.addWidget(parts.body(t("ui.household.no_round"), muted=True))
        others = [
            (form.title, self._opener(form, "")) for form in shelf
            if form.subject == "household" and self._may(form)
            and (form.code != VISIT_CODE or (item is None and visits(self.shell.actor)))
        ]  # fmt: skip
        steps: list[QWidget] = [self.first] if self.first is not None else []
        if others:
            steps.append(parts.menu(t("ui.household.other_forms"), others))
        if may_see(self.shell, self.household.village_code if self.household else ""):
            steps.append(parts.plain(t("case.open"), lambda: self.shell.go("case", household_id=self._id)))
        if steps:
            self.first = steps[0]
            box.addWidget(parts.row(*steps, None))
        return whole

    def _opener(self, form: ShelfForm, person_id: str) -> Callable[[], None]:
        round_id = self.round.id if self.round and not form.health else ""
        return lambda: self.shell.go(
            "visit", form_id=form.form_id, household_id=self._id, person_id=person_id, campaign_id=round_id
        )

    def _person(self, person: Person, person_forms: list[ShelfForm]) -> QWidget:
        today = self.shell.ws.clock.now().date().isoformat()
        facts = [relation(person.relation), sex(person.sex), age(person.birth, today)]
        who = [parts.strong(person.name), parts.body(" · ".join(word for word in facts if word), muted=True)]
        line = parts.column(*who) if person_forms else parts.row(*who)
        layout = line.layout()
        assert isinstance(layout, QBoxLayout)
        if not person_forms:
            layout.setStretch(0, 2)
            layout.setStretch(1, 3)
            return line
        layout.setSpacing(0)
        forms = [(form.title, self._opener(form, person.id)) for form in person_forms]
        things: list[QWidget] = [parts.menu(t("ui.household.person_forms"), forms, "quiet")]
        if any(form.health for form in person_forms):
            record = partial(self.shell.go, "health_record", person_id=person.id)
            things.insert(0, parts.quiet(t("health_record.page"), record))
        whole = parts.row(line, *things)
        inside = whole.layout()
        assert isinstance(inside, QBoxLayout)
        inside.setStretch(0, 1)
        return whole

    def _fill_right(self, household: Household) -> None:
        issues = self._issues(household)
        if issues:
            self._right.addWidget(parts.heading(t("ui.household.issues")))
            for kind, words in issues:
                self._right.addWidget(parts.status(kind, words, wrap=True))
            if self._two_versions(household):
                look = partial(self.shell.go, "doubtful", household_id=household.id)
                self._right.addWidget(parts.row(parts.plain(t("ui.task.both_sides"), look), None))
            self._right.addSpacing(theme.now().u)
        self._benefit(household)
        self._last()
        office = self.shell.actor.has(Role.CLERK) or self.shell.actor.has(Role.COUNTY)
        self._right.addWidget(BenefitTimeline(self.shell, household.id, deeds=office))
        for part in consent_block(self.shell, household):
            self._right.addWidget(part)
        self._right.addWidget(parts.heading(t("ui.household.history")))
        if not self.history:
            self._right.addWidget(parts.body(t("ui.card.no_record"), muted=True))
        for row in self.history:
            self._right.addWidget(parts.line())
            self._right.addWidget(record_line(self.shell, row, safe=row.id in self._safe))
        self._right.addStretch(1)

    def _two_versions(self, household: Household) -> bool:
        """Both sides are on the office's laptops only."""
        office = self.shell.actor.has(Role.CLERK) or self.shell.actor.has(Role.COUNTY)
        return office and bool(conflicts.doubts(self.shell.ws, household.id).open)

    def _issues(self, household: Household) -> list[tuple[str, str]]:
        found = []
        gone = household_state(household.state)
        if gone:
            found.append(("wait", gone))
        for row in self.history:
            if row.replaced_by:
                continue
            if row.sending == "refused":
                found.append(("refused", t("ui.issue.refused", title=row.title, day=day(row.frozen_at))))
            elif not row.complete:
                missing = row.signatures_needed - len(row.signed)
                found.append(("wait", t("ui.issue.unsigned", title=row.title, count=missing)))
        found += doubt_lines(household, conflicts.doubts(self.shell.ws, household.id))
        unknown = sum(person.id_kind != "resident" for person in household.persons)
        if unknown:
            found.append(("wait", t("ui.issue.id_unknown", count=unknown)))
        return found

    def _benefit(self, household: Household) -> None:
        facts = [
            (t("ui.col.assist"), assist(household.assist_category)),
            (t("ui.household.insured"), str(household.insured_persons or "")),
            (t("ui.col.amount"), money(household.amount_month) if household.amount_month else ""),
            (t("ui.household.phone"), household.phone),
            (t("ui.household.address"), household.address),
        ]
        self._right.addWidget(parts.heading(t("ui.household.roster_says")))
        self._facts([fact for fact in facts if fact[1]] or [(t("ui.col.members"), members(len(household.persons)))])

    def _last(self) -> None:
        last = last_finished(self.history)
        if last is not None:
            self._right.addWidget(parts.heading(t("ui.card.last")))
            self._facts([(t("ui.household.on"), day(last.frozen_at)), *figures(last)])
            how = partial(self.shell.go, "how_computed", submission_id=last.id)
            if casework(self.shell.actor) and figures(last):
                self._right.addWidget(parts.row(parts.quiet(t("visit_page.how"), how), None))

    def _facts(self, facts: list[tuple[str, str]]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.now().u)
        grid.setVerticalSpacing(theme.now().u // 3)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for at, (label, value) in enumerate(facts):
            words = parts.body(label, muted=True)
            grid.addWidget(words, at, 0)
            grid.addWidget(parts.body(value), at, 1)
        self._right.addLayout(grid)
        self._right.addSpacing(theme.now().u)
