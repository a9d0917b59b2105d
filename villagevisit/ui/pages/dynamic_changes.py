"""Changes in hand, each with its next step: hear, decide on the signed F19, serve, enter."""

from datetime import date
from functools import partial

from villagevisit.domain.benefit import CARRIED, KEPT, Change, Step
from villagevisit.domain.errors import CodedError
from villagevisit.domain.household import Household
from villagevisit.services import areas, dynamic, dynamic_form, dynamic_lists, households
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import dynamic_words as words
from villagevisit.ui.pages.dynamic_panel import SplitPanel
from villagevisit.ui.pages.dynamic_propose import ProposeForm
from villagevisit.ui.pages.dynamic_refund import RefundForm
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_NEW = "new"
_LIGHT = {Step.HEAR: "wait", Step.DECIDE: "wait", Step.NOTIFY: "wait", Step.WAIT: "muted", Step.APPLY: "next"}


class ChangesPanel(SplitPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, t("dynamic.changes.none"))
        self._home: Household | None = None
        self._because = ""
        self._found: dict[str, tuple[Change, Step]] = {}
        self.form: ProposeForm | None = None

    def begin(self, household_id: str, because: str = "") -> None:
        """With a household: a change of what it receives is proposed."""
        self._home, self._because, self.form = None, because, None
        if household_id:
            try:
                self._home = households.get(self.shell.ws, household_id, self.shell.within)
            except CodedError as error:
                self.shell.fail(error)
        if self._home is not None:
            self.key = _NEW

    def number(self) -> int:
        found = dynamic_lists.in_hand(self.shell.ws, self.shell.within)
        return sum(step is not Step.WAIT for _, step in found)

    def look(self, household_id: str = "") -> None:
        del household_id
        ws = self.shell.ws
        found = dynamic_lists.in_hand(ws, self.shell.within)
        self._found = {one.id: (one, step) for one, step in found}
        rows = [
            Row(one.id, self._name(one), words.line(one), words.step(step), _LIGHT[step]) for one, step in found
        ]
        if self._home is not None:
            rows.insert(0, Row(_NEW, self._home.head_name, t("dynamic.propose"), "", "next"))
        self.show_rows(rows)

    def _name(self, one: Change) -> str:
        try:
            return households.get(self.shell.ws, one.household_id).head_name
        except CodedError:
            return one.number

    def fill(self, key: str) -> None:
        self.form = None
        if key == _NEW and self._home is not None:
            self.said.addWidget(parts.title(self._home.head_name))
            self.form = ProposeForm(self.shell, self._home, self._because, self._proposed)
            self.said.addWidget(self.form)
        elif key in self._found:
            self._fill_change(*self._found[key])

    def _proposed(self, change_id: str) -> None:
        self._home, self.key = None, change_id

    def _fill_change(self, one: Change, step: Step) -> None:
        self.said.addWidget(parts.title(self._name(one)))
        place = [areas.name(self.shell.ws, one.area), one.number]
        self.said.addWidget(parts.body(" · ".join(place), muted=True))
        self.said.addWidget(Remark("wait" if step is not Step.APPLY else "done", words.step(step)))
        if step is Step.HEAR:
            self.said.addWidget(Remark("info", t("dynamic.hear_first")))
        self.facts([
            (t("dynamic.type"), words.change_type(one.kind)),
            (t("dynamic.reason"), words.reason(one.reason)),
            (t("dynamic.old"), words.standing(one.old)),
            (t("dynamic.new"), words.standing(one.new)),
            (t("dynamic.from"), one.begins if one.notified_on else one.effective),
            (t("dynamic.grace"), t("dynamic.months", count=one.grace_months) if one.grace_months else ""),
            (t("dynamic.facts"), one.facts),
            (t("dynamic.basis"), one.basis),
            (t("dynamic.formula"), one.reckoning.get("formula", "").replace("=", " = ").replace("→", " → ")),
            (t("dynamic.heard"), self._heard(one)),
            (t("dynamic.decided"), " ".join(word for word in (one.decided_on, one.decided_by) if word)),
            (t("dynamic.served"), " ".join(word for word in (one.notified_on, one.notified_how) if word)),
        ])  # fmt: skip
        if step in (Step.HEAR, Step.DECIDE):
            self._decide(one)
        elif step is Step.NOTIFY:
            self._serve(one)
        elif step is Step.APPLY:
            self.verbs(parts.primary(t("dynamic.apply"), self._apply), self.household(one.household_id))
        else:
            self.verbs(self._paper(one, "decision"), self.household(one.household_id))
        if one.outcome == CARRIED and one.cuts:
            self.refund = RefundForm(self.shell, one)
            self.refund.hide()
            ask = parts.quiet(t("dynamic.refund.begin"), self.refund.show)
            self.verbs(ask)
            self.said.addWidget(self.refund)

    def _heard(self, one: Change) -> str:
        if one.heard is None:
            return ""
        return t("dynamic.heard_line", day=one.heard.held, how=one.heard.how, opinion=one.heard.opinion)

    def _paper(self, one: Change, kind: str) -> parts.Button:
        labels = {"hearing_notice": t("dynamic.print_notice"), "reasons": t("dynamic.print_reasons")}
        label = labels.get(kind) or t("dynamic.print_decision")
        return parts.plain(label, lambda: self.shell.go("print", kind=kind, subject_id=one.id))

    def _decide(self, one: Change) -> None:
        """One next step: the form, its signatures, or the decision; keeping all as it is stays possible."""
        ws, actor, go = self.shell.ws, self.shell.actor, self.shell.go
        row = dynamic_form.f19(ws, one)
        if row is None:
            self.next = parts.primary(t("dynamic.fill_form"), lambda: self._open_form(one))
        elif not row.complete:
            self.next = parts.primary(t("dynamic.sign"), lambda: go("sign_off", submission_id=row.id))
        else:
            carry = partial(self.do, lambda: dynamic.decide(ws, actor, one.id, CARRIED), t("dynamic.decided_done"))
            self.next = parts.primary(t("dynamic.decide"), carry)
        notice = [self._paper(one, "hearing_notice"), self._paper(one, "reasons")] if one.cuts else []
        self.verbs(self.next, *notice, self.household(one.household_id))
        self.why = Line(placeholder=t("dynamic.keep_why"))
        self.said.addWidget(parts.labelled(t("dynamic.keep_label"), self.why))
        self.verbs(parts.plain(t("dynamic.keep"), lambda: self._keep(one)))

    def _keep(self, one: Change) -> None:
        ws, actor, why = self.shell.ws, self.shell.actor, self.why.text()
        self.do(lambda: dynamic.decide(ws, actor, one.id, KEPT, why), t("dynamic.kept_done"))

    def _open_form(self, one: Change) -> None:
        try:
            done = dynamic_form.open_form(self.shell.ws, self.shell.actor, one)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.apply(done)
        self.shell.go("visit", form_id=dynamic_form.FORM, household_id=one.household_id)

    def _serve(self, one: Change) -> None:
        self.day = Day(self.shell.ws.clock.now().date().isoformat())
        self.how = Line(t("dynamic.how_usual"))
        self.said.addWidget(parts.labelled(t("dynamic.served_on"), self.day))
        self.said.addWidget(parts.labelled(t("dynamic.served_how"), self.how))
        self.next = parts.primary(t("dynamic.serve"), lambda: self._served(one))
        self.verbs(self.next, self._paper(one, "decision"), self.household(one.household_id))

    def _served(self, one: Change) -> None:
        ws, actor, day, how = self.shell.ws, self.shell.actor, self.day.value(), self.how.text()
        if not day:
            self.day.set_wrong(True)
            self.shell.notify(t("dynamic.day_wrong"), "refused")
            return
        self.do(lambda: dynamic.notify(ws, actor, one.id, date.fromisoformat(day), how), t("dynamic.served_done"))

    def _apply(self) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        self.do(lambda: dynamic.bring_into_effect(ws, actor), t("dynamic.applied"))
