"""慢病鉴定: who applied and by when it is to be appraised, what came of it, and the application itself."""

from functools import partial

from villagevisit.domain.chronic_appraisal import PASSED, RESULTS, STATES, Application
from villagevisit.domain.clock import today
from villagevisit.services import chronic_appraisals
from villagevisit.services.chronic_appraisals import Entry, Result
from villagevisit.services.identification import Listed
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_panel import SHOWN, PeoplePanel
from villagevisit.ui.pages.print_ledger import print_ledger
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_HELPED, _ALL = "helped", "all"
_KINDS = {"late": "refused", "waits": "wait", "passed": "done", "failed": "muted", "withdrawn": "muted"}
_OFF = ""
"""No disease of the list: it is written beside it."""
_WIDE = 420


class AppraisalPanel(PeoplePanel):
    def __init__(self, shell: Shell) -> None:
        lists = [(one, t(f"chronic.state.{one}")) for one in STATES]
        super().__init__(shell, [*lists, (_HELPED, t("chronic.list.helped")), (_ALL, t("chronic.list.all"))])
        self.which.choose("waits")
        self.print_button = parts.plain(t("health.print"), self._print)
        self.top.addWidget(self.print_button)
        self.cases: dict[str, list[Application]] = {}
        self.day, self.disease, self.written, self.papers, self.free = Day(), Choice(), Line(), Line(), Choice()
        self.result, self.judged, self.month, self.note = Choice(), Day(), Line(), Line()

    def people(self, which: str, text: str) -> list[Listed]:
        ws, actor = self.shell.ws, self.shell.actor
        self.cases = {}
        for one in chronic_appraisals.every(ws, actor):
            self.cases.setdefault(one.person_id, []).append(one)
        return chronic_appraisals.listed(ws, actor, which, text, SHOWN)

    def line(self, one: Listed) -> tuple[str, str]:
        mine = self.cases.get(one.person_id, [])
        now = today(self.shell.ws.clock).isoformat()
        states = [case.state(now) for case in mine]
        state = next((known for known in STATES if known in states), "")
        if not state:
            return "", ""
        first = mine[states.index(state)]
        aside = t("chronic.by", day=first.due) if state in ("late", "waits") else first.certificate or first.judged
        return aside, _KINDS[state]

    def fill_person(self, one: Listed) -> None:
        now = today(self.shell.ws.clock).isoformat()
        mine = self.cases.get(one.person_id, [])
        for case in mine:
            self._case(case, now)
        waits = next((case for case in mine if not case.result), None)
        if waits is not None:
            self._judge(waits)
        self._apply(one)

    def _case(self, one: Application, now: str) -> None:
        state = one.state(now)
        words = t("chronic.case", disease=one.disease, day=one.day, state=t(f"chronic.state.{state}"))
        self.said.addWidget(parts.status(_KINDS[state], words, wrap=True))
        fee = t("chronic.free") if one.free else t("chronic.not_free")
        if one.result:
            rest = (t("chronic.judged", day=one.judged), one.certificate and t("chronic.month", month=one.certificate))
        else:
            late = one.days_late(now)
            rest = (t("chronic.by", day=one.due), t("round.late", count=late) if late > 0 else "")
        said = "  ".join(word for word in (*rest, fee, one.papers, one.note) if word)
        self.said.addWidget(parts.body(said, muted=True))

    def _judge(self, one: Application) -> None:
        self.said.addWidget(parts.heading(t("chronic.judge", disease=one.disease)))
        self.result = Choice([(key, t(f"chronic.state.{key}")) for key in RESULTS], PASSED)
        self.judged = Day(today(self.shell.ws.clock).isoformat())
        self.month, self.note = Line(placeholder=t("chronic.month_hint")), Line()
        for words, field in (
            (t("chronic.result"), self.result), (t("chronic.judged_on"), self.judged),
            (t("chronic.certificate"), self.month), (t("chronic.note"), self.note),
        ):  # fmt: skip
            self.said.addWidget(parts.narrow(parts.labelled(words, field), _WIDE))
        self.verbs(parts.primary(t("chronic.judge_enter"), lambda: self._judged(one)))

    def _judged(self, one: Application) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        found = Result(self.result.value(), self.judged.said(), self.month.text(), self.note.text())
        self.do(lambda: chronic_appraisals.judge(ws, actor, one, found), t("chronic.entered"))

    def _apply(self, one: Listed) -> None:
        self.said.addWidget(parts.heading(t("chronic.apply")))
        names = chronic_appraisals.diseases(self.shell.ws).names
        self.disease = Choice([*((name, name) for name in names), (_OFF, t("chronic.off_list"))])
        self.written, self.papers = Line(), Line(placeholder=t("chronic.papers_hint"))
        self.day = Day(today(self.shell.ws.clock).isoformat())
        helped = one.category in ("1", "2", "3", "7")
        self.free = Choice([("1", t("chronic.free")), ("0", t("chronic.not_free"))], "1" if helped else "0")
        if not names:
            self.said.addWidget(Remark("look", t("chronic.no_list")))
        else:
            self.said.addWidget(parts.narrow(parts.labelled(t("chronic.disease"), self.disease), _WIDE))
        for words, field in (
            (t("chronic.written"), self.written), (t("chronic.day"), self.day), (t("chronic.papers"), self.papers),
            (t("chronic.fee"), self.free),
        ):  # fmt: skip
            self.said.addWidget(parts.narrow(parts.labelled(words, field), _WIDE))
        self.verbs(parts.plain(t("chronic.apply_enter"), partial(self._applied, one)))

    def _applied(self, one: Listed) -> None:
        disease = self.written.text() or self.disease.value()
        entry = Entry(disease, self.day.said(), self.free.value() == "1", self.papers.text())
        ws, actor = self.shell.ws, self.shell.actor
        self.do(lambda: chronic_appraisals.apply(ws, actor, one.person_id, entry), t("chronic.entered"))

    def _print(self) -> None:
        print_ledger(self.shell, "chronic_appraisal", today(self.shell.ws.clock).year)
