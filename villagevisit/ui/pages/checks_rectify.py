"""Things to put right: what, who, by when, the proof, the closing; what is overdue goes one level up (S-074, S-120)."""

from functools import partial

from villagevisit.domain import rectify
from villagevisit.domain.access import Deed
from villagevisit.domain.rectify import Fault
from villagevisit.services import areas, rectifying
from villagevisit.services.rectifying import Demand
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import check_words as say
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.pages.checks_panel import Panel
from villagevisit.wording import t

_NEW = "new"


class FaultPanel(Panel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, t("checks.rectify.nothing"))
        self.new = parts.primary(t("checks.rectify.new"), partial(self.open, _NEW))
        self.counts = parts.body("", muted=True)
        self.top.addWidget(parts.row(self.new, None))
        self.top.addWidget(self.counts)
        self.model: TableOf[Fault] = TableOf(self._columns(), [])
        self.table.setModel(self.model)
        self.table.widths(0, 12, 11, 11, 14, drop=(3, 1))
        self.table.opened.connect(self._open_row)

    @property
    def today(self) -> str:
        return self.shell.ws.clock.now().date().isoformat()

    def fill(self) -> None:
        self.new.setVisible(self.may(Deed.SUPERVISE))
        found = rectifying.every(self.shell.ws, self.shell.within)
        sums = rectify.count(found, self.today)
        words = t("checks.rectify.counts", count=sums.found, closed=sums.closed, open=sums.open, overdue=sums.overdue)
        self.counts.setText(words if found else "")
        self.model.show(found)
        self.listed(len(found))

    def _open_row(self, row: int) -> None:
        one = self.model.at(row)
        if one is not None:
            self.open(one.id)

    def write(self, key: str) -> None:
        if key == _NEW:
            self._new()
            return
        one = rectifying.get(self.shell.ws, key)
        self.sheet.addWidget(parts.title(t("checks.rectify.sheet")))
        self.words(one.finding)
        facts = (
            (t("checks.rectify.origin"), say.origin(one.origin)), (t("checks.rectify.found_on"), one.found_on),
            (t("checks.rectify.owner"), one.owner or "—"), (t("checks.rectify.due"), one.due),
            (t("checks.rectify.level"), say.level(one.level)),
        )  # fmt: skip
        self.words("；".join(f"{label} {value}" for label, value in facts), muted=True)
        if one.measure:
            self.words(t("checks.rectify.by", words=one.measure))
        for day, words, _ in one.evidence:
            self.sheet.addWidget(parts.status("info", t("checks.rectify.proof", day=day, words=words), wrap=True))
        if one.closed:
            self.sheet.addWidget(parts.status("done", t("checks.rectify.closed", day=one.closed), wrap=True))
            self.buttons(self._print(one))
        else:
            self._steps(one)

    def _print(self, one: Fault) -> parts.Button:
        return parts.plain(t("checks.print"), lambda: self.shell.go("print", kind="rectification", subject_id=one.id))

    def _steps(self, one: Fault) -> None:
        above = one.to_tell(self.today)
        if one.overdue(self.today):
            words = t("checks.rectify.overdue", level=say.level(above)) if above else t("checks.rectify.told")
            self.sheet.addWidget(parts.status("refused", words, wrap=True))
        if not self.may(Deed.SUPERVISE):
            return
        ws, actor = self.shell.ws, self.shell.actor
        if above:
            up = partial(rectifying.escalate, ws, actor, one.id)
            said = t("checks.rectify.was_told", level=say.level(above))
            self.buttons(parts.primary(t("checks.rectify.tell", level=say.level(above)), partial(self.do, up, said)))
        self.text, self.owner, self.due = Line(), Line(one.owner), Day(one.due)
        self.form(
            (t("checks.rectify.words"), self.text), (t("checks.rectify.owner"), self.owner),
            (t("checks.rectify.due"), self.due),
        )  # fmt: skip
        self.proof_button = parts.plain(t("checks.rectify.give_proof"), partial(self._say, one, "evidence"))
        self.close_button = parts.plain(t("checks.rectify.close"), partial(self._say, one, "close"))
        self.buttons(
            parts.plain(t("checks.rectify.set_measure"), partial(self._say, one, "measure")), self.proof_button,
        )  # fmt: skip
        later = parts.plain(t("checks.rectify.extend"), partial(self._say, one, "extend"))
        self.buttons(later, self.close_button, self._print(one))

    def _say(self, one: Fault, what: str) -> None:
        ws, actor, words = self.shell.ws, self.shell.actor, self.text.text()
        commands = {
            "measure": partial(rectifying.measure, ws, actor, one.id, words, self.owner.text()),
            "evidence": partial(rectifying.evidence, ws, actor, one.id, words),
            "extend": partial(rectifying.extend, ws, actor, one.id, self.due.value(), words),
            "close": partial(rectifying.close, ws, actor, one.id),
        }
        self.do(commands[what], t("checks.noted"))

    def _new(self) -> None:
        self.sheet.addWidget(parts.title(t("checks.rectify.new")))
        wide = areas.township(self.shell.ws)
        places = [*areas.villages(self.shell.ws), *([wide] if wide else [])]
        self.area = Choice([(one.code, one.name) for one in places])
        self.finding, self.measure, self.owner, self.due = Line(), Line(), Line(), Day()
        self.level = Choice([(code, say.level(code)) for code in rectify.LEVELS[:3]])
        self.form(
            (t("checks.rectify.finding"), self.finding), (t("ui.col.village"), self.area),
            (t("checks.rectify.measure"), self.measure), (t("checks.rectify.owner"), self.owner),
            (t("checks.rectify.level"), self.level), (t("checks.rectify.due"), self.due),
        )  # fmt: skip
        self.add_button = parts.primary(t("checks.rectify.add"), self._add)
        self.buttons(self.add_button)

    def _add(self) -> None:
        one = Demand(
            self.area.value(), self.finding.text(), self.owner.text(), self.due.value(), self.measure.text(),
            self.level.value(),
        )  # fmt: skip

        def added() -> None:
            self.key = self.shell.apply(rectifying.demand(self.shell.ws, self.shell.actor, one))

        if self.guard(added):
            self.open(self.key)

    def _columns(self) -> tuple[Column[Fault], ...]:
        return (
            Column(t("checks.rectify.finding"), lambda one: one.finding),
            Column(t("ui.col.village"), lambda one: areas.name(self.shell.ws, one.area)),
            Column(t("checks.rectify.owner"), lambda one: one.owner),
            Column(t("checks.rectify.due"), lambda one: one.due),
            Column(t("checks.state"), self._state),
        )

    def _state(self, one: Fault) -> str:
        if one.closed:
            return t("checks.rectify.state.closed")
        return t("checks.rectify.state.overdue") if one.overdue(self.today) else t("checks.rectify.state.open")
