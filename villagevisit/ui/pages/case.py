"""One household's case: where it stands, the next step as one verb with its small form, and all that was done."""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QBoxLayout, QWidget

from villagevisit.domain import case_dates
from villagevisit.domain.case_flow import Case, Visit, allows, last
from villagevisit.domain.case_steps import EXTENDED, WITHDRAWN, Step
from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.event import Event
from villagevisit.domain.household import Household
from villagevisit.services import areas, case_office, cases, paper_case
from villagevisit.services.cases import Standing
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Line
from villagevisit.ui.kit.format import day
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models.case_words import done_words, kind, left_words, step_word, who_word
from villagevisit.ui.pages import case_tasks
from villagevisit.ui.pages.case_form import StepForm
from villagevisit.ui.pages.case_list import may_see
from villagevisit.ui.pages.case_steps import form_of
from villagevisit.ui.pages.household_columns import HouseholdColumns
from villagevisit.ui.pages.household_evidence import evidence_verb
from villagevisit.ui.widgets.desk_facts import Facts
from villagevisit.wording import t


class CasePage(HouseholdColumns):
    """`enter(household_id)`."""

    name: ClassVar[str] = "case"
    topics: ClassVar[Changes] = changes(Topic.EVENTS, Topic.VISITS, Topic.HOUSEHOLDS, Topic.POLICY)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.form: StepForm | None = None
        self.tasks: StepForm | None = None
        self._name = ""

    def refresh(self) -> None:
        self.form = None
        home = self._find()
        if home is None:
            return
        self._name = home.head_name
        self.shell.retitle()
        now = cases.standing(self.shell.ws, home.id)
        self._fill_left(home, now)
        self._fill_right(home, now)

    def heading(self) -> str:
        return t("case.heading", name=self._name)

    def help(self) -> str:
        return t("case.help")

    def first_focus(self) -> QWidget | None:
        return self.form.first if self.form else None

    def _fill_left(self, home: Household, now: Standing | None) -> None:
        place = [areas.name(self.shell.ws, home.village_code), home.village_group, home.household_no]
        self._left.addWidget(parts.title(home.head_name))
        self._left.addWidget(parts.body(" · ".join(word for word in place if word), muted=True))
        if now is not None:
            self._where(now)
        self._left.addSpacing(theme.now().u)
        if may_see(self.shell, home.village_code):
            self.form = form_of(self.shell, home, now)
            self._left.addWidget(parts.narrow(self.form))
            if now is not None:
                self._tasks(home, now.case)
                self._others(home, now.case)
        else:
            self._left.addWidget(parts.body(t("case.not_yours"), muted=True))
        self._left.addStretch(1)

    def _tasks(self, home: Household, case: Case) -> None:
        """What else was applied for, and which department has it."""
        others = case.applied.data.get("others")
        codes = tuple(str(code) for code in others) if isinstance(others, list) else ()
        self.tasks = case_tasks.form_of(self.shell, home, codes)
        if self.tasks is not None:
            self._left.addWidget(parts.narrow(self.tasks))

    def _where(self, now: Standing) -> None:
        """The step, who acts and by when; whether the township decides; whether kin are filed."""
        words = [step_word(now.step)]
        if now.who != "nobody":
            words.append(t("case.who_acts", who=who_word(now.who)))
        if now.due is not None:
            words.append(t("case.due_line", day=now.due.isoformat(), left=left_words(now.light, now.left)))
        look = "done" if now.step is Step.IN_BENEFIT else kind(now.light)
        self._left.addWidget(parts.status(look, " · ".join(words), wrap=True))
        if now.delegation is not None:
            said = t("case.delegated_line", document=now.delegation.text("document"), until=now.delegation.text("to"))
            self._left.addWidget(parts.status("info", said, wrap=True))
        if now.case.kin:
            self._left.addWidget(parts.status("info", t("case.kin_known"), wrap=True))

    def _others(self, home: Household, case: Case) -> None:
        """Taking back, extending, withdrawing: rarely wanted, so quiet."""
        ws, actor, now = self.shell.ws, self.shell.actor, today(self.shell.ws.clock)
        form = StepForm(self.shell)
        buttons: list[parts.Button] = []
        if last(case) is not None:
            back = form.does(lambda: case_office.take_back(ws, actor, home.id), t("case.taken_back"))
            buttons.append(parts.quiet(t("case.take_back"), back))
        self.reason = Line()
        if allows(case, EXTENDED, now):
            command = form.does(lambda: case_office.extend(ws, actor, home.id, self.reason.text()))
            buttons.append(parts.quiet(t("case.extend"), command))
        if allows(case, WITHDRAWN, now):
            command = form.does(lambda: case_office.withdraw(ws, actor, home.id, self.reason.text()))
            buttons.append(parts.quiet(t("case.withdraw"), command))
            form.title(t("case.more"))
            form.fields([(t("case.reason"), self.reason)])
        if buttons:
            form.verbs(*buttons)
            self._left.addWidget(parts.narrow(form))

    def _fill_right(self, home: Household, now: Standing | None) -> None:
        if now is None:
            self._right.addWidget(parts.body(t("case.nothing_done"), muted=True))
            self._right.addStretch(1)
            return
        self._right.addWidget(parts.heading(t("case.marks")))
        marks, not_yet = Facts(8), t("case.not_yet")
        marks.show_rows([
            (t("case.mark.applied"), now.marks.applied), (t("case.mark.checked"), now.marks.checked or not_yet),
            (t("case.mark.approved"), now.marks.approved or not_yet),
            (t("case.mark.entered"), now.marks.entered or not_yet),
        ])  # fmt: skip
        self._right.addWidget(marks)
        if now.missing:
            self._right.addWidget(parts.heading(t("case.missing")))
            for step in now.missing:
                self._right.addWidget(parts.status("next" if step is now.step else "muted", step_word(step), wrap=True))
        self.evidence = evidence_verb(self.shell, home)
        self._right.addWidget(parts.row(parts.heading(t("case.timeline")), None, self.evidence))
        bounds = cases.limits(self.shell.ws, today(self.shell.ws.clock))
        taken = [None, *(days for _, days in case_dates.days_taken(now.case, bounds))]
        for one, days in zip(now.case.timeline, taken, strict=True):
            self._right.addWidget(parts.line())
            self._right.addWidget(self._done(home, one, days))
        if now.case.odd:
            words = t("case.odd", count=len(now.case.odd))
            self._right.addWidget(parts.status("refused", words, wrap=True))
        self._right.addStretch(1)

    def _done(self, home: Household, one: Event | Visit, days: int | None) -> QWidget:
        """One entry: the day, what it was, who entered it, how long it took; its paper beside it."""
        when = one.day if isinstance(one, Event) else day(one.at)
        notes = [when, one.by if isinstance(one, Event) else ""]
        notes.append(t("case.took", count=days) if days else "")
        words = parts.column(
            parts.strong(done_words(one, home.id)), parts.body(" · ".join(it for it in notes if it), muted=True)
        )
        papers = paper_case.papers_of(one)
        if not papers:
            return words
        to_print = [
            (label, partial(self.shell.go, "print", kind=paper, subject_id=home.id)) for paper, label in papers
        ]
        button = (
            parts.menu(t("case.print"), to_print, "quiet") if len(to_print) > 1
            else parts.quiet(t("case.print"), to_print[0][1])
        )  # fmt: skip
        whole = parts.row(words, button)
        box = whole.layout()
        assert isinstance(box, QBoxLayout)
        box.setStretch(0, 1)
        return whole
