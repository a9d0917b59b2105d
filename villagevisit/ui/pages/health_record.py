"""The health record of one person: who it is, what must stay in sight, his whole history, curves, what is due."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError
from villagevisit.domain.health import Service
from villagevisit.services import discovery, form_list, health_lines, health_record, paper_followup
from villagevisit.services.health_record import AT_ONCE, Record
from villagevisit.services.workspace import Progress, Workspace
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import health_record_words, health_words
from villagevisit.ui.models.words import sex
from villagevisit.ui.pages.health_record_close import CloseForm
from villagevisit.ui.pages.health_record_now import NowPanel
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark_strip import RemarkStrip
from villagevisit.wording import explain, t

_TWO_COLUMNS_PX = 940
_FORMS = {
    Service.RECORD: "ehr_basic_info", Service.CONTRACT: "family_doctor_contract", Service.ELDER: "physical_exam",
    Service.HYPERTENSION: "htn_followup", Service.DIABETES: "t2dm_followup", Service.SMD: "smd_followup",
    Service.SCREENING: "two_cancer_screening",
}  # fmt: skip
"""Which form a service is done with."""


class HealthRecordPage(Page):
    """`enter(person_id)`."""

    name: ClassVar[str] = "health_record"
    topics: ClassVar[Changes] = changes(Topic.VISITS, Topic.EVENTS, Topic.HOUSEHOLDS)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._id = ""
        self.record: Record | None = None
        self.first: QWidget | None = None
        self.strip = RemarkStrip()
        self._head = QVBoxLayout()
        self.tabs = Tabs([("past", t("health_record.tab.past")), ("now", t("health_record.tab.now"))])
        self.tabs.chosen.connect(lambda _key: self._fit())
        self.tabs.choose("past")
        self.past_title = parts.heading("")
        self.list = Rows()
        self.list.setAccessibleName(t("health_record.tab.past"))
        self.list.setMinimumHeight(6 * u)
        self.list.opened.connect(self._open)
        self._none = parts.body(t("health_record.past_none"), muted=True)
        self._past = parts.column(self.past_title, self._none, self.list)
        self.now = NowPanel(shell, self._say_same)
        self._area = parts.scroll(parts.padded(self.now, 0, 1))
        self._area.setMinimumHeight(6 * u)
        sides = QHBoxLayout()
        sides.setSpacing(2 * u)
        sides.addWidget(self._past, 5)
        sides.addWidget(self._area, 6)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, u, 3 * u, u)
        box.setSpacing(u // 2)
        box.addWidget(self.strip)
        box.addLayout(self._head)
        box.addWidget(self.tabs)
        box.addLayout(sides, 1)

    def enter(self, **params: Any) -> None:
        self._id = str(params.get("person_id", ""))
        self.tabs.choose(str(params.get("tab", "past")))
        self.refresh()

    def keep(self) -> dict[str, Any]:
        return {"person_id": self._id, "tab": self.tabs.current()}

    def refresh(self) -> None:
        """At once, unless so much came in that the lists must be made by the worker first."""
        ws = self.shell.ws
        if health_lines.waiting(ws) <= AT_ONCE:
            self._show()
            return

        def settle(progress: Progress) -> int:
            return health_lines.settle(ws, progress)

        self.shell.tasks.run(settle, lambda _count: self._show(), title=t("health_record.reading"))

    def heading(self) -> str:
        return t("health_record.heading", name=self.record.person.name) if self.record else t("health_record.page")

    def help(self) -> str:
        return t("health_record.help")

    def first_focus(self) -> QWidget | None:
        return self.first

    def print_shown(self) -> None:
        """Ctrl+P: the curves."""
        if self.record is not None and self.record.visits:
            self.shell.go("print", kind="health_curves", subject_id=self._id)

    # --- showing ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        parts.clear(self._head)
        self.first = None
        try:
            self.record = health_record.of(self.shell.ws, self.shell.actor, self._id)
        except CodedError as error:
            self.record = None
            self._head.addWidget(parts.empty(explain(error), t("ui.verb.search"), lambda: self.shell.go("search")))
        for thing in (self.strip, self._past, self._area, self.tabs):
            thing.setVisible(self.record is not None)
        if self.record is not None:
            self._fill(self.record)
            self._fit()
        self.shell.retitle()

    def _fill(self, record: Record) -> None:
        self._warn(record)
        self._head.addWidget(self._buttons(record))
        rows = _rows(self.shell.ws, record)
        self.past_title.setText(t("health_record.past", count=len(rows)))
        self._none.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.list.offer(rows)
        self.now.show_record(record)

    def _warn(self, record: Record, same: tuple[str, ...] = ()) -> None:
        """Always in sight: what is grave, what to beware of, what is merely so, each in a paragraph of its own."""
        lines = health_record_words.strip(record.alerts)
        if same:
            words = t("health_record.alert.same_number", names=t("ui.comma").join(same))
            lines.append(("refused", words))
        if record.closing is not None:
            lines.append(("info", health_record_words.closed(record.closing)))
        kinds = dict.fromkeys(kind for kind, _ in lines)
        together = [(kind, "　".join(words for other, words in lines if other == kind)) for kind in kinds]
        self.strip.say([("muted", _facts(self.shell.ws, record)), *together])

    def _say_same(self, names: tuple[str, ...]) -> None:
        """Others with the same record number: found a moment later, by the worker."""
        if names and self.record is not None:
            self._warn(self.record, names)

    def _buttons(self, record: Record) -> QWidget:
        """The form that is due first, the others, the curves, the household, and closing."""
        forms = [one for one in form_list.shelf(self.shell.ws) if one.health and one.subject == "person"]
        things: list[QWidget] = []
        titles = {one.form_id: one.title for one in forms}
        due = _due(record)
        if record.open and due in titles:
            self.first = parts.primary(t("health_record.fill", form=titles[due]), partial(self._fill_in, due))
            menu = [(one.title, partial(self._fill_in, one.form_id)) for one in forms]
            things += [self.first, parts.menu(t("health_record.forms"), menu)]
        home = record.household.id
        more: list[tuple[str, Callable[[], object]]] = [
            (t("health_record.open_household"), partial(self.shell.go, "household", household_id=home))
        ]
        more.append((t("health_record.look"), self.ask_to_look))
        if record.visits:
            more.insert(0, (t("health_record.print"), self.print_shown))
        year = today(self.shell.ws.clock).year
        for service in (one.service for one in record.services):
            sheet = paper_followup.named(service, year, self._id)
            if sheet:
                words = t("health_record.print_year", what=health_words.service(service))
                more.append((words, partial(self.shell.go, "print", kind="followup", subject_id=sheet)))
        if record.open and record.made_on:
            more.append((t("health_record.close"), self._close))
        elif not record.open:
            more.append((t("health_record.reopen"), self._reopen))
        things.append(parts.menu(t("health_record.more"), more, "quiet"))
        self.first = things[0] if self.first is None else self.first
        return Flow(*things)

    # --- doing --------------------------------------------------------------------------------------------------

    def _open(self, number: int) -> None:
        source = self.list.key(number)
        if source:
            self.shell.go("health_form", submission_id=source)

    def _fill_in(self, form_id: str) -> None:
        if self.record is not None:
            home = self.record.household.id
            self.shell.go("visit", form_id=form_id, household_id=home, person_id=self._id, campaign_id="")

    def _close(self) -> None:
        form = CloseForm(self.shell, self._id, self)
        form.exec()
        form.deleteLater()

    def ask_to_look(self) -> None:
        """Somebody whom illness or a disaster makes poor (S-200): the household is named, the illness is not."""
        if self.record is None:
            return
        ws, home, name = self.shell.ws, self.record.household.id, self.record.person.name
        why = t("health_record.look_why", name=name)
        if not self.shell.confirm(t("health_record.look"), why, t("health_record.look_yes")):
            return
        try:
            lead = self.shell.apply(discovery.from_doctor(ws, self.shell.actor, home))
            due = next(one.due for one in discovery.leads(ws) if one.id == lead)
            self.shell.notify(t("health_record.look_done", day=due), "done")
        except CodedError as error:
            self.shell.fail(error)

    def _reopen(self) -> None:
        try:
            self.shell.apply(health_record.reopen(self.shell.ws, self.shell.actor, self._id))
            self.shell.notify(t("health_record.reopened_now"), "done")
        except CodedError as error:
            self.shell.fail(error)

    def _fit(self) -> None:
        """Side by side where there is room, else one of the two."""
        wide = self.width() >= _TWO_COLUMNS_PX
        self.tabs.setVisible(not wide and self.record is not None)
        self.past_title.setVisible(wide)
        self._past.setVisible(self.record is not None and (wide or self.tabs.current() == "past"))
        self._area.setVisible(self.record is not None and (wide or self.tabs.current() == "now"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _facts(ws: Workspace, record: Record) -> str:
    years = health_record.years(record.person, today(ws.clock))
    home = record.household
    words = [
        sex(record.person.sex), t("ui.age", years=years) if years is not None else "",
        " ".join(filter(None, (record.village, home.village_group))),
        t("health_record.number", number=record.number) if record.number else "",
        t("health_record.made", day=record.made_on) if record.made_on else t("health_record.no_record"),
        t("health_record.doctor", name=record.doctor) if record.doctor else "",
    ]  # fmt: skip
    return " · ".join(word for word in words if word)


def _due(record: Record) -> str:
    """The record itself where there is none, then the visit that is due first; a contract may wait for a visit."""
    if not record.made_on:
        return _FORMS[Service.RECORD]
    waiting = [one for one in record.services if one.next_day and one.service in _FORMS]
    first = min(waiting, key=lambda one: (one.service == Service.CONTRACT, one.next_day), default=None)
    return _FORMS[first.service if first else Service.ELDER]


def _rows(ws: Workspace, record: Record) -> list[Row]:
    titles = {one.form_id: one.title for one in form_list.shelf(ws)}
    names = {one: health_record.officer(ws, one) for one in {visit.officer_id for visit in record.visits}}
    rows = []
    for one in record.visits:
        title = f"{one.day}  {titles.get(one.form_id, one.form_id)}"
        rows.append((one.day, Row(one.source, title, health_record_words.came_to(one), names[one.officer_id])))
    for event in record.told:
        title, note = health_record_words.told(event)
        rows.append((event.day, Row("", f"{event.day}  {title}", note)))
    return [row for _, row in sorted(rows, key=lambda one: one[0], reverse=True)]
