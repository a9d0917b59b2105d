"""This week: who reported, and one's own report, filled in from what is there."""

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.domain.week import FIGURES, Week
from villagevisit.services import weeks
from villagevisit.services.weeks import Said
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.print_ledger import print_ledger
from villagevisit.ui.pages.supervision_panel import SupervisionPanel
from villagevisit.wording import t


class WeekPanel(SupervisionPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.week = ""
        self.choice: Choice | None = None
        self.save: parts.Button | None = None

    def refresh(self) -> None:
        self.save = None
        self.redraw(self._fill)

    def _fill(self) -> None:
        every = weeks.weeks(self.shell.ws)
        self.week = self.week or every[0]
        self.choice = Choice([(one, one) for one in every], self.week)
        self.choice.on_choice(self._choose)
        self.print = parts.plain(t("supervision.print"), self._print)
        year = self.shell.ws.clock.now().year
        ledger = parts.quiet(
            t("supervision.ledger"), lambda: print_ledger(self.shell, "supervision", year, "register")
        )
        which = parts.labelled(t("supervision.which_week"), self.choice)
        self.rows.addWidget(parts.row(which, None, ledger, self.print))
        found = weeks.overview(self.shell.ws, self.shell.actor, self.week)
        self.print.setVisible(any(one.report for one in found))
        for one in found:
            self.rows.addWidget(parts.line())
            self.rows.addWidget(_status(one))
        own = next((one for one in found if one.area == self.office and one.report is None), None)
        if own is not None:
            self._own(own)

    def _choose(self, week: str) -> None:
        self.week = week
        self.refresh()

    def _print(self) -> None:
        self.shell.go("print", kind="supervision", subject_id=self.week)

    def _own(self, one: Week) -> None:
        today = self.shell.ws.clock.now().date().isoformat()
        self.rows.addWidget(parts.line())
        self.rows.addWidget(parts.heading(t("supervision.figures_of", office=one.name, day=today)))
        self.rows.addWidget(parts.body(t("supervision.figures_from"), muted=True))
        self.figures = {key: parts.number("…") for key in FIGURES}
        self.rows.addLayout(_grid(self.figures))
        self.problems, self.help_needed, self.next, self.approver = Line(), Line(), Line(), Line()
        for words, field in (
            (t("supervision.report_problems"), self.problems), (t("supervision.report_help"), self.help_needed),
            (t("supervision.report_next"), self.next), (t("supervision.approver"), self.approver),
        ):  # fmt: skip
            self.rows.addWidget(parts.labelled(words, field))
        self.save = parts.primary(t("supervision.freeze_week"), self._freeze)
        self.save.setEnabled(False)
        self.rows.addWidget(parts.row(self.save, None))
        self._count(one.area)

    def _count(self, area: str) -> None:
        """Beside the window: what is counted lies in everything that was ever entered."""
        ws, week, save = self.shell.ws, self.week, self.save

        def counted(found: Mapping[str, int]) -> None:
            if save is not None and save is self.save:
                for key, label in self.figures.items():
                    label.setText(count(found[key]))
                save.setEnabled(True)

        self.shell.tasks.run(lambda _: weeks.figures(ws, area, week), counted, title=t("supervision.counting"))

    def _freeze(self) -> None:
        said = Said(self.problems.text(), self.approver.text(), self.help_needed.text(), self.next.text())
        try:
            done = weeks.report(self.shell.ws, self.shell.actor, self.office, self.week, said)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.apply(done)
        self.shell.go("sign_off", submission_id=done.value.source)

    def first_focus(self) -> QWidget | None:
        return self.problems if self.save else self.choice


def _status(one: Week) -> QWidget:
    if one.report is not None:
        said = t("supervision.reported", office=one.name, day=one.report.day)
        if one.late:
            said = t("supervision.reported_late", office=one.name, day=one.report.day, count=one.late)
        done, total = one.report.figures["hh_done"], one.report.figures["hh_total"]
        more = t("supervision.sum_said", done=count(done), total=count(total))
        note = parts.body(f"{more} · {one.report.problems}", muted=True)
        return parts.column(parts.status("done", said, wrap=True), note)
    if one.late:
        return parts.status("refused", t("supervision.overdue", office=one.name, count=one.late), wrap=True)
    return parts.status("wait", t("supervision.not_reported", office=one.name), wrap=True)


def _grid(figures: Mapping[str, QWidget]) -> QGridLayout:
    """Two to a row."""
    look = theme.now()
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * look.u)
    grid.setVerticalSpacing(look.u // 2)
    for at, (key, number) in enumerate(figures.items()):
        row, column = at // 2, 2 * (at % 2)
        grid.addWidget(parts.body(t(f"week.figure.{key}"), muted=True), row, column)
        grid.addWidget(number, row, column + 1)
        grid.setColumnStretch(column, 1)
    return grid
