"""两癌筛查: who is to be called, who was examined, who is to come again and who is treated; figures of the round."""

from functools import partial
from typing import Any, ClassVar

from villagevisit.domain import screening as rules
from villagevisit.domain.clock import today
from villagevisit.services import screening
from villagevisit.services.identification import Listed
from villagevisit.services.screening import STEPS, Standing
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_panel import (
    SHOWN,
    FiguresPanel,
    HealthPage,
    PeoplePanel,
    figures,
    share,
)
from villagevisit.ui.pages.print_ledger import print_ledger
from villagevisit.wording import t

_CALL = "call"
_KIND = {
    "recall": "refused", "recalled": "wait", "confirmed": "refused", "treated": "wait", "closed": "done",
    "clear": "muted",
}  # fmt: skip


class ScreeningPage(HealthPage):
    """`enter(tab)`: `women`, `figures`."""

    name: ClassVar[str] = "screening"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, {
            "women": (t("screening.tab.women"), WomenPanel(shell)),
            "figures": (t("screening.tab.figures"), RoundPanel(shell)),
        })  # fmt: skip

    def heading(self) -> str:
        return t("screening.heading")

    def help(self) -> str:
        return t("screening.help")


class WomenPanel(PeoplePanel):
    def __init__(self, shell: Shell) -> None:
        steps = [(one, t(f"screening.step.{one}")) for one in STEPS]
        super().__init__(shell, [(_CALL, t("screening.to_call")), *steps])
        self.deeds = parts.menu(t("screening.deeds"), (
            (t("screening.print"), self._print), (t("screening.invite"), self._invite),
            (t("screening.save"), self._save),
        ))  # fmt: skip
        self.top.addWidget(self.deeds)
        self.note, self.back = Line(), Choice()

    def people(self, which: str, text: str) -> list[Listed]:
        ws, actor = self.shell.ws, self.shell.actor
        self.deeds.setVisible(which == _CALL)
        if which == _CALL:
            return screening.to_call(ws, actor, text, limit=SHOWN)
        return screening.listed(ws, actor, which, text, limit=SHOWN)

    def line(self, one: Listed) -> tuple[str, str]:
        if self.which.value() == _CALL:
            return one.phone, "wait"
        return one.last_day, _KIND[rules.line(one.state).step]

    def fill_person(self, one: Listed) -> None:
        called = screening.invited(self.shell.ws, one.person_id)
        self.facts([
            (t("screening.column.head"), one.head_name), (t("screening.column.phone"), one.phone),
            (t("screening.last"), one.last_day), (t("screening.called"), called.day if called else ""),
        ])  # fmt: skip
        if one.state:
            line = rules.line(one.state)
            self.facts([
                (t("screening.cervical"), _result(line.cervical)), (t("screening.breast"), _result(line.breast)),
                (t("screening.now"), t(f"screening.step.{line.step}")),
            ])  # fmt: skip
            if line.step in ("recall", "recalled"):
                self._recall(one)
            elif line.step in ("confirmed", "treated"):
                self._treat(one)
        self.verbs(self.form(rules.FORM, one.person_id, t("screening.form")))

    def _recall(self, one: Listed) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        self.note = Line(placeholder=t("screening.recall_hint"))
        self.said.addWidget(parts.labelled(t("screening.recall"), self.note))
        self.verbs(parts.plain(t("screening.recall_enter"), lambda: self.do(
            lambda: screening.recall(ws, actor, one.person_id, self.note.text()), t("screening.entered")
        )))  # fmt: skip

    def _treat(self, one: Listed) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        self.note = Line(placeholder=t("screening.treat_hint"))
        self.back = Choice([("0", t("screening.not_paid_back")), ("1", t("screening.paid_back"))])
        self.said.addWidget(parts.labelled(t("screening.treat"), self.note))
        self.said.addWidget(parts.labelled(t("screening.cost"), self.back))
        self.verbs(parts.plain(t("screening.treat_enter"), lambda: self.do(
            lambda: screening.treat(ws, actor, one.person_id, self.note.text(), reimbursed=self.back.value() == "1"),
            t("screening.entered"),
        )))  # fmt: skip

    def _print(self) -> None:
        print_ledger(self.shell, "two_cancer_call", today(self.shell.ws.clock).year)

    def _invite(self) -> None:
        shown = list(self.found)
        ask = t("screening.invite_ask", count=len(shown))
        if shown and self.shell.confirm(t("screening.invite"), ask, t("screening.invite")):
            ws, actor = self.shell.ws, self.shell.actor
            self.do(lambda: screening.invite(ws, actor, shown), t("screening.invited", count=len(shown)))

    def _save(self) -> None:
        path = self.shell.files.save(self, t("screening.save"), t("screening.file"), "*.xlsx *.csv")
        if path is not None:
            self.do(lambda: screening.save(self.shell.ws, self.shell.actor, path), t("screening.saved"))


def _result(code: str) -> str:
    return t(f"screening.result.{code or '0'}")


class RoundPanel(FiguresPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.day = Day()

    def make(self, progress: Progress) -> object:
        return screening.standing(self.shell.ws, self.shell.actor, progress)

    def show_figures(self, found: Any) -> None:
        assert isinstance(found, Standing)
        round_, done = found.round_, found.progress
        self.said.addWidget(parts.title(t("screening.round", begins=round_.begins, ends=round_.ends)))
        self.said.addWidget(parts.body(t("screening.who", low=round_.age_min, high=round_.age_max), muted=True))
        self.said.addWidget(figures(("", t("screening.head")), [
            (t("screening.cervical"), share(done.cervical, done.eligible)),
            (t("screening.breast"), share(done.breast, done.eligible)),
            (t("screening.either"), share(done.either, done.eligible)),
            (t("screening.positive"), count(done.positive)),
            (t("screening.step.recall"), count(found.recall)),
            (t("screening.confirmed"), count(done.confirmed)),
            (t("screening.step.confirmed"), count(found.confirmed)),
        ]))  # fmt: skip
        self.day = Day(today(self.shell.ws.clock).isoformat())
        self.said.addWidget(parts.narrow(parts.labelled(t("screening.begins"), self.day), 300))
        begin = partial(screening.begin, self.shell.ws, self.shell.actor)
        self.said.addWidget(parts.row(
            parts.plain(t("screening.begin"), lambda: self.do(lambda: begin(self.day.value()), t("screening.begun"))),
            parts.plain(t("screening.ledger"), self._ledger), None,
        ))  # fmt: skip

    def _ledger(self) -> None:
        print_ledger(self.shell, "two_cancer", today(self.shell.ws.clock).year)
