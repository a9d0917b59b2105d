"""Finding people before they ask: leads to visit in time, and the list of whom nobody covers."""

from collections import Counter
from functools import partial

from PySide6.QtWidgets import QWidget

from villagevisit.domain import discovery as rules
from villagevisit.domain.access import Deed
from villagevisit.domain.discovery import Lead
from villagevisit.services import areas, discovery, households
from villagevisit.services.discovery import NewLead, Uncovered
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models import check_words as say
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.pages.checks_panel import Panel
from villagevisit.wording import t

_NEW, _OUTSIDE = "new", "outside"


class LeadPanel(Panel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, t("checks.lead.nothing"))
        self.new = parts.primary(t("checks.lead.new"), partial(self.open, _NEW))
        self.outside = parts.plain(t("checks.lead.outside"), partial(self.open, _OUTSIDE))
        self.top.addWidget(parts.row(self.new, self.outside, None))
        self.model: TableOf[Lead] = TableOf(self._columns(), [])
        self.table.setModel(self.model)
        self.table.widths(0, 12, 13, 11, 14, drop=(2, 1))
        self.table.opened.connect(self._open_row)

    def fill(self) -> None:
        self.new.setVisible(self.may(Deed.INQUIRY))
        found = discovery.leads(self.shell.ws, self.shell.within)
        self.model.show(found)
        self.listed(len(found))

    def _open_row(self, row: int) -> None:
        one = self.model.at(row)
        if one is not None:
            self.open(one.id)

    def write(self, key: str) -> None:
        if key == _OUTSIDE:
            self._outside()
        elif key == _NEW or key.startswith(f"{_NEW}:"):
            self._new(key.partition(":")[2])
        else:
            one = next((one for one in discovery.leads(self.shell.ws, self.shell.within) if one.id == key), None)
            if one is not None:
                self._sheet(one)

    def _sheet(self, one: Lead) -> None:
        self.sheet.addWidget(parts.title(self._who(one)))
        facts = (say.lead_source(one.source), areas.name(self.shell.ws, one.area), one.place, one.day)
        self.words(" · ".join(fact for fact in facts if fact), muted=True)
        self.words(one.words)
        if one.visited:
            words = t("checks.lead.visited", day=one.visited, result=say.lead_result(one.result))
            self.sheet.addWidget(parts.status("done", words, wrap=True))
        else:
            self.words(t("checks.lead.due", day=one.due))
        if one.household:
            go = parts.plain(t("checks.lead.household"), lambda: self.shell.go("household", household_id=one.household))
            self.buttons(go)
        if self.may(Deed.INQUIRY, "" if one.area.endswith("000") else one.area):
            self.result = Choice([(code, say.lead_result(code)) for code in rules.RESULTS], one.result)
            self.form((t("checks.lead.result"), self.result))
            self.visited_button = parts.primary(t("checks.lead.enter"), partial(self._visited, one.id))
            self.buttons(self.visited_button)

    def _visited(self, lead_id: str) -> None:
        result = self.result.value()
        self.do(lambda: discovery.visited(self.shell.ws, self.shell.actor, lead_id, result), t("checks.noted"))

    def _new(self, household_id: str) -> None:
        ws = self.shell.ws
        home = households.get(ws, household_id) if household_id else None
        self.sheet.addWidget(parts.title(home.head_name if home else t("checks.lead.new")))
        self.home = home
        self.area = Choice([(one.code, one.name) for one in areas.villages(ws)], home.village_code if home else "")
        self.source = Choice([(code, say.lead_source(code)) for code in rules.SOURCES])
        self.name, self.place, self.text = Line(), Line(), Line()
        fields: list[tuple[str, QWidget]] = [(t("checks.lead.source"), self.source)]
        if home is None:
            fields += [
                (t("checks.name"), self.name), (t("ui.col.village"), self.area), (t("checks.lead.place"), self.place),
            ]  # fmt: skip
        self.form(*fields, (t("checks.lead.words"), self.text))
        self.add_button = parts.primary(t("checks.lead.add"), self._add)
        self.buttons(self.add_button)

    def _add(self) -> None:
        home_id = self.home.id if self.home else ""
        area = self.home.village_code if self.home else self.area.value()
        new = NewLead(
            area, self.source.value(), self.text.text(), home_id, self.name.text(), self.place.text()
        )

        def added() -> None:
            self.key = self.shell.apply(discovery.lead(self.shell.ws, self.shell.actor, new))

        if self.guard(added):
            self.open(self.key)

    def _outside(self) -> None:
        found = discovery.uncovered(self.shell.ws, self.shell.within)
        self.sheet.addWidget(parts.title(t("checks.lead.outside")))
        self.words(t("checks.lead.outside_why"), muted=True)
        if not found:
            self.words(t("checks.lead.outside_none"))
            return
        counts = Counter(reason for one in found for reason in one.reasons)
        self.words("；".join(f"{say.outside(code)} {number}" for code, number in counts.most_common()))
        model: TableOf[Uncovered] = TableOf(
            (
                Column(t("ui.col.head"), lambda one: one.head),
                Column(t("ui.col.village"), lambda one: areas.name(self.shell.ws, one.village)),
                Column(t("ui.col.no"), lambda one: one.number),
                Column(t("checks.lead.why"), lambda one: "、".join(say.outside(code) for code in one.reasons)),
            ),
            found,
            self,
        )
        self.list = Table()
        self.list.setModel(model)
        self.list.widths(11, 13, 12, 0, drop=(2, 1))
        self.list.setFixedHeight(self.shell.theme.touch * (min(len(found), 12) + 1) + 8)
        self.list.opened.connect(lambda row: self.open(f"{_NEW}:{found[row].id}"))
        self.list.selectRow(0)
        self.sheet.addWidget(self.list)
        self.words(t("checks.lead.open_row"), muted=True)
        self.focus = self.list

    def _who(self, one: Lead) -> str:
        return one.name or self._head(one.household)

    def _head(self, household_id: str) -> str:
        found: list[str] = []
        self.guard(lambda: found.append(households.get(self.shell.ws, household_id).head_name))
        return found[0] if found else "—"

    def _columns(self) -> tuple[Column[Lead], ...]:
        return (
            Column(t("checks.name"), self._who),
            Column(t("ui.col.village"), lambda one: areas.name(self.shell.ws, one.area)),
            Column(t("checks.lead.source"), lambda one: say.lead_source(one.source)),
            Column(t("checks.lead.until"), lambda one: one.due),
            Column(t("checks.state"), self._state),
        )

    def _state(self, one: Lead) -> str:
        if one.visited:
            return say.lead_result(one.result)
        today = self.shell.ws.clock.now().date().isoformat()
        return t("checks.lead.overdue") if one.overdue(today) else t("checks.lead.to_visit")
