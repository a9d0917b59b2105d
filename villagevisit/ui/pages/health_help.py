"""How people are insured, operations and measures of health aid: who is left out, and entering."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from villagevisit.domain.clock import today
from villagevisit.domain.health_help import OPERATION
from villagevisit.services import health_help, health_help_file, special_registers
from villagevisit.services.health_help_file import Read
from villagevisit.services.identification import Listed
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models.health_record_words import help_line
from villagevisit.ui.pages.health_panel import SHOWN, PeoplePanel
from villagevisit.ui.pages.print_ledger import print_ledger
from villagevisit.wording import t

_BLIND, _NO_MEASURE, _OPERATED, _ALL = "blind", "no_measure", "operated", "all"
_BOOKS = ("insured", "uninsured", "operation", "measure", "no_measure", "poor_frame")
_SHEETS = "*.xlsx *.xls *.xlsm *.csv *.ods *.et"


class HelpPanel(PeoplePanel):
    def __init__(self, shell: Shell) -> None:
        lists = [(key, t(f"help.list.{key}")) for key in (_BLIND, _NO_MEASURE, _OPERATED, _ALL)]
        super().__init__(shell, lists)
        self.top.addWidget(parts.plain(t("help.read"), self.read))
        self.top.addWidget(parts.menu(t("health.print"), tuple(
            (t(f"health.book.{kind}"), partial(self._print, kind)) for kind in _BOOKS
        )))  # fmt: skip
        self.of_year, self.scheme, self.premium = Choice(), Choice(), Choice()
        self.kind, self.hospital, self.payer, self.day = Choice(), Line(), Choice(), Day()
        self.measure, self.note, self.given = Choice(), Line(), Day()

    @property
    def year(self) -> int:
        return today(self.shell.ws.clock).year

    def people(self, which: str, text: str) -> list[Listed]:
        ws, actor = self.shell.ws, self.shell.actor
        if which == _BLIND:
            return health_help.blind(ws, actor, self.year, text)[:SHOWN]
        if which == _NO_MEASURE:
            reached = health_help.received(ws, actor, self.year)
            return [one for one in health_help.poor(ws, actor, text) if one.person_id not in reached][:SHOWN]
        if which == _OPERATED:
            told = special_registers.entries(ws, actor, OPERATION, self.year)
            found = special_registers.people(ws, [one.thing for one in reversed(told)])
            return [one for one in found if text in one.name][:SHOWN]
        return special_registers.anybody(ws, actor, text, SHOWN)

    def line(self, one: Listed) -> tuple[str, str]:
        return "", "wait" if self.which.value() in (_BLIND, _NO_MEASURE) else ""

    def fill_person(self, one: Listed) -> None:
        ws, actor, now = self.shell.ws, self.shell.actor, today(self.shell.ws.clock).isoformat()
        for event in health_help.of_person(ws, actor, one.person_id):
            self.said.addWidget(parts.body(f"{event.day}  {help_line(event)}"))
        got = health_help.received(ws, actor, self.year).get(one.person_id)
        names = t("ui.comma").join(health_help.name("measure", code) for code in got.days) if got else ""
        self.said.addWidget(parts.body(t("help.got", names=names) if names else t("help.got_nothing"), muted=True))
        self._insurance(one)
        self._operation(one, now)
        self._measure(one, now)

    def _insurance(self, one: Listed) -> None:
        years = [str(self.year + ahead) for ahead in (0, 1, -1)]
        self.of_year = Choice([(year, year) for year in years])
        self.scheme = Choice(_codes("scheme", self.year))
        self.premium = Choice([*_codes("premium", self.year), ("", t("help.premium_unknown"))])
        self._fields("help.insurance", [
            (t("help.year"), self.of_year), (t("help.scheme"), self.scheme), (t("help.premium"), self.premium)
        ])  # fmt: skip
        ws, actor = self.shell.ws, self.shell.actor
        self.insure = parts.plain(t("help.insure"), lambda: self.do(
            lambda: health_help.insure(
                ws, actor, one.person_id, int(self.of_year.value()), self.scheme.value(), self.premium.value()
            ),
            t("chronic.entered"),
        ))  # fmt: skip
        self.verbs(self.insure)

    def _operation(self, one: Listed, now: str) -> None:
        self.kind, self.hospital = Choice(_codes("operation", self.year)), Line()
        self.payer, self.day = Choice(_codes("operation_paid", self.year)), Day(now)
        self._fields("help.operation", [
            (t("help.which"), self.kind), (t("help.hospital"), self.hospital), (t("help.payer"), self.payer),
            (t("help.day"), self.day),
        ])  # fmt: skip
        ws, actor = self.shell.ws, self.shell.actor
        self.operate = parts.plain(t("help.operate"), lambda: self.do(
            lambda: health_help.operate(
                ws, actor, one.person_id, self.kind.value(), hospital=self.hospital.text(),
                payer=self.payer.value(), day=self.day.value(),
            ),
            t("chronic.entered"),
        ))  # fmt: skip
        self.verbs(self.operate)

    def _measure(self, one: Listed, now: str) -> None:
        self.measure = Choice([(code.code, health_help.name("measure", code.code))
                               for code in health_help.by_hand(self.year)])  # fmt: skip
        self.note, self.given = Line(placeholder=t("help.note_hint")), Day(now)
        self._fields("help.measure", [
            (t("help.which_measure"), self.measure), (t("help.note"), self.note), (t("help.day"), self.given)
        ])  # fmt: skip
        self.said.addWidget(parts.body(t("help.measure_about"), muted=True))
        ws, actor = self.shell.ws, self.shell.actor
        self.give = parts.plain(t("help.give"), lambda: self.do(
            lambda: health_help.give(
                ws, actor, one.person_id, self.measure.value(), self.note.text(), self.given.value()
            ),
            t("chronic.entered"),
        ))  # fmt: skip
        self.verbs(self.give)

    def _fields(self, heading: str, fields: Sequence[tuple[str, QWidget]]) -> None:
        self.said.addWidget(parts.heading(t(heading)))
        self.ask(fields)

    def _print(self, kind: str) -> None:
        print_ledger(self.shell, kind, self.year)

    def read(self) -> None:
        path: Path | None = self.shell.files.open(self, t("help.read"), f"{t('help.read')} ({_SHEETS})")
        if path is not None:
            ws, actor = self.shell.ws, self.shell.actor
            self.shell.tasks.run(
                lambda progress: health_help_file.read(ws, actor, path, progress),
                lambda done: self._was_read(self.shell.apply(done)), title=t("help.reading"),
            )  # fmt: skip

    def _was_read(self, found: Read) -> None:
        self.shell.notify(t(
            "help.was_read", rows=count(found.rows), found=count(found.found), changed=count(found.changed),
            unlisted=count(found.unlisted), unclear=count(found.unclear),
        ), "done")  # fmt: skip


def _codes(which: str, year: int) -> list[tuple[str, str]]:
    return [(one.code, health_help.name(which, one.code)) for one in health_help.codes(which, year)]
