"""The people who work here: who they are, their declared relatives, their pledge, their PIN."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.domain.officer import Kin, Officer
from villagevisit.services import areas, form_list, people
from villagevisit.services.people import Waiting
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.duty_words import KIN, choices, said
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.models.words import relation, roles
from villagevisit.ui.pages.certificate_card import CertificateCard
from villagevisit.ui.pages.people_editor import PersonForm
from villagevisit.ui.pages.settings_section import Section
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t


class PeopleSection(Section):
    """The list on the left; the chosen person, or a new one, on the right."""

    def __init__(self, shell: Shell, may_change: bool) -> None:
        super().__init__(shell, may_change)
        look = theme.now()
        self.model: TableOf[Officer] = TableOf(self._columns(), [])
        self.table = Table()
        self.table.setModel(self.model)
        self.table.widths(8, 0, 17, 11, 6, drop=(4, 3, 2), rest=10)
        self.table.chosen.connect(lambda _row: self._show())
        self.new = parts.with_icon(parts.plain(t("ui.person.add"), self._new), "add")
        self._side = QVBoxLayout()
        self._side.setSpacing(look.u)
        inside = QWidget()
        inside.setLayout(self._side)
        area = parts.scroll(inside)
        area.setMinimumWidth(30 * look.u)
        self.waiting: dict[str, Waiting] = {}
        box = QHBoxLayout()
        box.setSpacing(3 * look.u)
        box.addWidget(parts.column(self.table, parts.row(self.new, None)), 3)
        box.addWidget(area, 2)
        self.box.addLayout(box, 1)

    def show_person(self, officer_id: str) -> None:
        """Chooses this person in the list."""
        for row in range(self.model.rowCount()):
            officer = self.model.at(row)
            if officer is not None and officer.id == officer_id:
                self.table.selectRow(row)
        self._show()

    def refresh(self) -> None:
        at = max(0, self.table.currentIndex().row())
        self.waiting = {one.officer.id: one for one in people.waiting(self.shell.ws)}
        self.model.show([*(one.officer for one in self.waiting.values()), *people.officers(self.shell.ws)])
        self.new.setVisible(self.may_change)
        self.table.selectRow(min(at, self.model.rowCount() - 1))
        self._show()

    def _officer(self) -> Officer | None:
        return self.model.at(self.table.currentIndex().row())

    def _show(self) -> None:
        parts.clear(self._side)
        officer = self._officer()
        if officer is None:
            return
        self._side.addWidget(parts.title(officer.name))
        self._side.addWidget(parts.body(roles(officer.roles), muted=True))
        if officer.id in self.waiting:
            self._waits(self.waiting[officer.id])
            return
        own = areas.name(self.shell.ws, officer.village_code) if officer.village_code else ""
        if own:
            self._side.addWidget(parts.status("wait", t("ui.person.cadre_of", village=own), wrap=True))
        self.pledge = parts.plain(t("ui.person.pledge"), lambda: self._pledge(officer))
        self._side.addWidget(parts.row(self.pledge, None))
        self._side.addWidget(parts.line())
        mine = any(here.id == officer.id for here in self.shell.actor.officers)
        self.certificate = CertificateCard(self.shell, officer, may_enter=self.may_change or mine)
        self._side.addWidget(self.certificate)
        self._side.addWidget(parts.line())
        self._kin(officer, mine=mine)
        self._side.addStretch(1)

    def _waits(self, one: Waiting) -> None:
        """Somebody whose staff number another one has here: what that means, and a field for his other number."""
        name, other = one.officer.name, one.other.name
        place = one.place or t("ui.person.waits_where")
        words = t("ui.person.waits", name=name, place=place, staff_no=one.officer.staff_no, other=other)
        self._side.addWidget(Remark("wait", words))
        self._side.addWidget(parts.body(t("ui.person.waits_do", name=name, other=other)))
        if self.may_change:
            self.number = Line()
            self._side.addWidget(parts.labelled(t("ui.person.other_number", name=name), self.number))
            self.take_in = parts.plain(t("ui.person.take_in"), lambda: self._take_in(one.officer))
            self.same = parts.plain(t("ui.person.same"), lambda: self._same(one.officer))
            self._side.addWidget(parts.row(self.take_in, None))
            self._side.addWidget(parts.row(self.same, None))
        self._side.addStretch(1)

    def _take_in(self, officer: Officer) -> None:
        number = self.number.text().strip()
        try:
            self.shell.apply(people.take_in(self.shell.ws, self.shell.actor, officer.id, number))
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("ui.person.taken_in", name=officer.name, staff_no=number), "done")

    def _same(self, officer: Officer) -> None:
        try:
            self.shell.apply(people.is_the_same(self.shell.ws, self.shell.actor, officer.id))
        except CodedError as error:
            self.shell.fail(error)

    def _kin(self, officer: Officer, *, mine: bool) -> None:
        self._side.addWidget(parts.heading(t("ui.kin.title")))
        self._side.addWidget(parts.body(t("ui.kin.why"), muted=True))
        for kin in officer.kin:
            words = parts.body(said(KIN, kin.relation) if kin.relation in KIN else relation(kin.relation), muted=True)
            self._side.addWidget(parts.row(parts.strong(kin.name), words, None))
        if not officer.kin:
            self._side.addWidget(parts.body(t("ui.kin.none"), muted=True))
        if not (self.may_change or mine):
            return
        self.kin_name, self.kin_id = Line(), Line()
        self.kin_relation = Choice(choices(KIN))
        self._side.addWidget(parts.labelled(t("ui.kin.name"), self.kin_name))
        self._side.addWidget(parts.labelled(t("ui.kin.id_no"), self.kin_id))
        self._side.addWidget(parts.labelled(t("ui.kin.relation"), self.kin_relation))
        self.kin_add = parts.plain(t("ui.kin.add"), lambda: self._declare(officer))
        self._side.addWidget(parts.row(self.kin_add, None))

    def _declare(self, officer: Officer) -> None:
        kin = Kin(self.kin_name.text().strip(), self.kin_id.text().strip(), self.kin_relation.value())
        try:
            self.shell.apply(people.declare_kin(self.shell.ws, self.shell.actor, officer.id, kin))
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("ui.kin.added", name=kin.name, officer=officer.name), "done")

    def _pledge(self, officer: Officer) -> None:
        """The pledge is a form on an officer; its person is the officer."""
        found = next((form for form in form_list.shelf(self.shell.ws) if form.subject == "officer"), None)
        if found is None:
            self.shell.notify(t("ui.no_form"), "refused")
            return
        self.shell.go("visit", form_id=found.form_id, household_id="", person_id=officer.id, campaign_id="")

    def _new(self) -> None:
        parts.clear(self._side)
        self.table.clearSelection()
        self.line = PersonForm(areas.villages(self.shell.ws), lambda _line: self._show())
        self._side.addWidget(parts.title(t("ui.person.new")))
        self._side.addWidget(self.line)
        self.id_no = Line()
        self._side.addWidget(parts.labelled(t("ui.person.id_no"), self.id_no))
        self.add = parts.primary(t("ui.person.add_now"), self._add)
        self._side.addWidget(parts.row(self.add, None))
        self._side.addStretch(1)
        self.line.staff_no.setFocus()

    def _add(self) -> None:
        typed = self.line.person()
        new = people.NewOfficer(typed.staff_no, typed.name, typed.roles, typed.village_code, self.id_no.text().strip())
        try:
            officer = self.shell.apply(people.add(self.shell.ws, self.shell.actor, new))
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("ui.person.added", name=officer.name), "done")

    def _columns(self) -> tuple[Column[Officer], ...]:
        ws = self.shell.ws
        return (
            Column(t("ui.person.staff_no"), lambda officer: officer.staff_no),
            Column(t("ui.person.name"), self._name),
            Column(t("ui.person.roles"), lambda officer: roles(officer.roles)),
            Column(
                t("ui.person.own_village"),
                lambda officer: areas.name(ws, officer.village_code) if officer.village_code else "",
            ),
            Column(t("ui.kin.short"), lambda officer: str(len(officer.kin) or ""), figure=True),
        )

    def _name(self, officer: Officer) -> str:
        return t("ui.person.waits_row", name=officer.name) if officer.id in self.waiting else officer.name
