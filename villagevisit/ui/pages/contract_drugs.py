"""长处方: the register of prescriptions for up to four weeks, and its suspension."""

from villagevisit.domain.clock import today
from villagevisit.domain.health import Service
from villagevisit.domain.long_prescription import DISEASES, MOST_DAYS
from villagevisit.services import contracts, long_prescriptions
from villagevisit.services.identification import Listed
from villagevisit.services.long_prescriptions import Entry
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_panel import SHOWN, PeoplePanel
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_SERVICES = {Service.HYPERTENSION: "htn", Service.DIABETES: "dm", Service.SMD: "smd"}


class DrugsPanel(PeoplePanel):
    """People with one of the three diseases on the left; what is prescribed to the chosen one on the right."""

    def __init__(self, shell: Shell) -> None:
        lists = [(str(service), t(f"prescription.of.{code}")) for service, code in _SERVICES.items()]
        super().__init__(shell, lists)
        self.days, self.drugs, self.reason = Line(), Line(), Line()
        self.disease, self.stable, self.asked = Choice(), Choice(), Choice()
        self.order = Line()

    def people(self, which: str, text: str) -> list[Listed]:
        return contracts.with_service(self.shell.ws, self.shell.actor, which, text, limit=SHOWN)

    def fill_person(self, one: Listed) -> None:
        halted = long_prescriptions.suspended(self.shell.ws)
        if halted is not None:
            self.said.addWidget(Remark("look", t("prescription.halted", day=halted.day, why=halted.text("why"))))
        mine = _SERVICES[Service(self.which.value())]
        yes = [("", t("prescription.choose")), ("1", t("contract.column.yes")), ("0", t("contract.column.no"))]
        self.disease = Choice([(code, t(f"prescription.of.{code}")) for code in DISEASES], mine)
        self.days, self.drugs, self.reason = Line(str(MOST_DAYS)), Line(), Line()
        self.stable, self.asked = Choice(yes), Choice(yes)
        self.ask([
            (t("prescription.column.disease"), self.disease), (t("prescription.column.days"), self.days),
            (t("prescription.column.drugs"), self.drugs), (t("prescription.stable"), self.stable),
            (t("prescription.asked"), self.asked), (t("prescription.column.reason"), self.reason),
        ])  # fmt: skip
        self.verbs(
            parts.primary(t("prescription.enter"), lambda: self._enter(one)),
            parts.quiet(t("prescription.save"), self._save),
        )
        self.order = Line(placeholder=t("prescription.order_hint"))
        words = t("prescription.suspend") if halted is None else t("prescription.resume")
        self.said.addWidget(parts.heading(words))
        self.said.addWidget(parts.narrow(self.order, 420))
        self.verbs(parts.plain(words, self._switch))

    def _enter(self, one: Listed) -> None:
        days = self.days.text().strip()
        entry = Entry(
            int(days) if days.isdigit() else 0, self.disease.value(), self.drugs.text(), self.reason.text(),
            stable=self.stable.value() == "1", asked=self.asked.value() == "1",
        )  # fmt: skip
        ws, actor = self.shell.ws, self.shell.actor
        self.do(lambda: long_prescriptions.prescribe(ws, actor, one.person_id, entry), t("prescription.entered"))

    def _switch(self) -> None:
        ws, actor, why = self.shell.ws, self.shell.actor, self.order.text()
        if long_prescriptions.suspended(ws) is None:
            self.do(lambda: long_prescriptions.suspend(ws, actor, why), t("prescription.now_suspended"))
        else:
            self.do(lambda: long_prescriptions.resume(ws, actor, why), t("prescription.now_resumed"))

    def _save(self) -> None:
        path = self.shell.files.save(self, t("prescription.save"), t("prescription.file"), "*.xlsx *.csv")
        if path is None:
            return
        ws, actor, year = self.shell.ws, self.shell.actor, today(self.shell.ws.clock).year
        self.do(lambda: long_prescriptions.save(ws, actor, year, path), t("prescription.saved"))
