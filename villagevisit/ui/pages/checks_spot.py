"""Spot checks: fix what may be drawn, take the seed, draw, visit, enter what was found, look at a team again."""

from functools import partial

from villagevisit.domain import spot_found
from villagevisit.domain.access import Deed
from villagevisit.domain.clock import today
from villagevisit.domain.spot_check import Drawn
from villagevisit.domain.spot_found import Check
from villagevisit.services import areas, check_results, checks
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.format import moment
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models import check_words as say
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.pages.checks_panel import Panel
from villagevisit.ui.pages.checks_sample import SampleRow, rows_of, sample_columns
from villagevisit.ui.pages.checks_sums import Sums, tally_words
from villagevisit.wording import t

_NEW = "new"
_MOST_ROWS = 12
"""Rows of the sample that are shown at once; the list scrolls."""


class SpotPanel(Panel):
    """`opened` is the check whose hidden list somebody opened, which was written down."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, t("checks.spot.nothing"))
        self.opened = ""
        self.new = parts.primary(t("checks.spot.new"), partial(self.open, _NEW))
        self.top.addWidget(parts.row(self.new, None))
        self.sums = Sums(shell)
        self.top.addWidget(self.sums)
        self.model: TableOf[Check] = TableOf(_columns(), [])
        self.table.setModel(self.model)
        self.table.widths(0, 12, 12, 9, 9, 9, 14, drop=(2, 3, 1))
        self.table.opened.connect(self._open_row)

    def fill(self) -> None:
        self.new.setVisible(self.may(Deed.SAMPLE))
        found = checks.every(self.shell.ws, self.shell.within)
        self.model.show(found)
        self.listed(len(found))
        self.sums.setVisible(any(one.found for one in found))
        self.sums.look()

    def _open_row(self, row: int) -> None:
        one = self.model.at(row)
        if one is not None:
            self.open(one.id)

    def back(self) -> None:
        self.opened = ""
        super().back()

    def write(self, key: str) -> None:
        if key == _NEW:
            self._new()
            return
        check = checks.find(self.shell.ws, key) if key == self.opened else checks.get(self.shell.ws, key)
        self.sheet.addWidget(parts.title(check.batch))
        facts = [say.mode(check.mode), say.frame(check.frame), areas.name(self.shell.ws, check.area)]
        self.words(" · ".join(facts), muted=True)
        size, planned, digest = check.size, check.planned, check.digest[:16]
        self.words(t("checks.spot.fixed", size=size, count=planned, digest=digest, day=check.day))
        self._steps(check)
        if check.found:
            self._results(check)

    def _new(self) -> None:
        self.sheet.addWidget(parts.title(t("checks.spot.new")))
        self.words(t("checks.spot.new_why"), muted=True)
        wide = areas.county(self.shell.ws), areas.township(self.shell.ws)
        self.area = Choice([(one.code, one.name) for one in wide if one])
        year = today(self.shell.ws.clock)
        self.batch = Line(f"SC-{year:%Y-%m}")
        self.mode = Choice([(code, say.mode(code)) for code in checks.MODES])
        self.frame = Choice([(code, say.frame(code)) for code in checks.FRAMES])
        self.since, self.until = Day(year.replace(month=1, day=1).isoformat()), Day(year.isoformat())
        self.form(
            (t("checks.spot.batch"), self.batch), (t("checks.spot.area"), self.area),
            (t("checks.spot.mode"), self.mode), (t("checks.spot.frame"), self.frame),
            (t("checks.since"), self.since), (t("checks.until"), self.until),
        )  # fmt: skip
        self.commit_button = parts.primary(t("checks.spot.fix"), self._commit)
        self.buttons(self.commit_button)

    def _commit(self) -> None:
        plan = checks.Plan(
            self.area.value(), self.batch.text().strip(), self.mode.value(), self.frame.value(), self.since.value(),
            self.until.value(),
        )  # fmt: skip

        def made() -> None:
            self.key = self.shell.apply(checks.commit(self.shell.ws, self.shell.actor, plan))

        if self.guard(made):
            self.open(self.key)

    def _steps(self, check: Check) -> None:
        if not check.drawn_on:
            self._draw(check)
        elif check.hidden and check.id != self.opened:
            self._hidden(check)
        else:
            self._list(check)

    def _draw(self, check: Check) -> None:
        self.words(t("checks.spot.not_drawn"))
        if not self.may(Deed.SAMPLE):
            return
        self.seed = Line(placeholder=t("checks.spot.seed_hint"))
        self.form((t("checks.spot.seed"), self.seed))
        self.draw_button = parts.primary(t("checks.spot.draw"), partial(self._do_draw, check.id))
        self.buttons(self.draw_button)

    def _do_draw(self, check_id: str) -> None:
        seed = self.seed.text()
        self.do(lambda: checks.draw(self.shell.ws, self.shell.actor, check_id, seed), t("checks.spot.drawn"))

    def _hidden(self, check: Check) -> None:
        self.sheet.addWidget(parts.status("wait", t("checks.spot.hidden"), wrap=True))
        if self.may(Deed.SAMPLE):
            self.open_button = parts.primary(t("checks.spot.open"), partial(self._open_list, check.id))
            self.buttons(self.open_button, self._print(check))
            self.focus = self.open_button

    def _open_list(self, check_id: str) -> None:
        def opened() -> None:
            self.opened = check_id
            self.shell.apply(checks.open_list(self.shell.ws, self.shell.actor, check_id))

        if self.guard(opened):
            self.look()

    def _print(self, check: Check) -> parts.Button:
        go = partial(self.shell.go, "print", kind="sample_record", subject_id=check.id)
        return parts.plain(t("checks.spot.print"), go)

    def _list(self, check: Check) -> None:
        ws = self.shell.ws
        self.words(t("checks.spot.seed_was", seed=check.seed, day=check.drawn_on))
        if check.hidden:
            looks = "；".join(f"{by} {moment(at)}" for by, at in check.looks)
            self.words(t("checks.spot.looked", looks=looks), muted=True)
        self.rows = rows_of(ws, check)
        self.sample: TableOf[SampleRow] = TableOf(sample_columns(), self.rows)
        self.list = Table()
        self.list.setModel(self.sample)
        self.list.widths(6, 0, 13, 12, 16, drop=(2, 3))
        self.list.setFixedHeight(self.shell.theme.touch * (min(len(self.rows), _MOST_ROWS) + 1) + 8)
        self.sheet.addWidget(self.list)
        self.focus = self.list
        if self.rows:
            self.list.selectRow(0)
        self.visit_button = parts.primary(t("checks.spot.visit"), partial(self._visit, check.id))
        self.enter_button = parts.plain(t("checks.spot.enter"), partial(self._enter, check))
        for button in (self.visit_button, self.enter_button):
            button.setVisible(bool(check.waiting))
        buttons = [self.visit_button, self.enter_button, self._print(check)]
        if self.may(Deed.SAMPLE) and check.hidden:
            say_it = partial(checks.announce, ws, self.shell.actor, check.id)
            buttons.append(parts.plain(t("checks.spot.announce"), lambda: self.do(say_it, t("checks.spot.announced"))))
        self.buttons(*buttons)
        if self.may(Deed.SAMPLE) and check.waiting:
            self.why = Line(placeholder=t("checks.spot.absent_hint"))
            self.form((t("checks.spot.absent_why"), self.why))
            self.buttons(parts.plain(t("checks.spot.absent"), partial(self._absent, check.id)))
        self.list.opened.connect(lambda _row: self._visit(check.id))

    def _chosen(self) -> Drawn | None:
        rows = self.list.chosen_rows()
        return self.rows[rows[0]].drawn if rows else None

    def _visit(self, check_id: str) -> None:
        one = self._chosen()
        if one is None:
            return

        def begun() -> None:
            self.shell.apply(check_results.begin(self.shell.ws, self.shell.actor, check_id, one.home.id))

        if self.guard(begun):
            self.shell.go("visit", form_id=check_results.SPOT_FORM, household_id=one.home.id)

    def _enter(self, check: Check) -> None:
        ready = check_results.ready(self.shell.ws, check)
        if not ready:
            self.shell.notify(t("checks.spot.none_ready"), "wait")
            return
        for form in ready.values():
            if not self.do(partial(check_results.enter, self.shell.ws, self.shell.actor, check.id, form)):
                return
        self.shell.notify(t("checks.spot.entered", count=len(ready)), "done")

    def _absent(self, check_id: str) -> None:
        one, words = self._chosen(), self.why.text()
        if one is not None:
            command = partial(checks.replace_absent, self.shell.ws, self.shell.actor, check_id, one.home.id, words)
            self.do(command, t("checks.spot.replaced"))

    def _results(self, check: Check) -> None:
        ws = self.shell.ws
        self.sheet.addWidget(parts.heading(t("checks.spot.results")))
        self.words(tally_words(spot_found.tally(check.found.values())))
        for team, found in spot_found.by_team(check.found.values()).items():
            self.words(t("checks.spot.of", who=check_results.team_name(ws, team), found=tally_words(found)))
        for village, found in spot_found.by_village(check.found.values()).items():
            self.words(t("checks.spot.of", who=areas.name(ws, village), found=tally_words(found)), muted=True)
        for team in checks.due(ws, check):
            who = check_results.team_name(ws, team)
            self.sheet.addWidget(parts.status("refused", t("checks.spot.all_again", who=who), wrap=True))
            if self.may(Deed.SAMPLE):
                again = partial(checks.escalate, ws, self.shell.actor, check.id, team)
                said = t("checks.spot.again_done", who=who)
                self.buttons(parts.plain(t("checks.spot.again"), partial(self.do, again, said)))
        if check.sample:
            self._differences(check)

    def _differences(self, check: Check) -> None:
        self.sheet.addWidget(parts.heading(t("checks.spot.differences")))
        for row in self.rows:
            for one in check_results.differences(self.shell.ws, check, row.drawn.home.id):
                if one.grade == "0" and not one.unmarked:
                    continue
                words = t(
                    "checks.spot.difference", head=row.head, item=say.item(one.field), before=one.visit or one.before,
                    now=one.now, grade=say.grade(one.grade), note=one.note,
                )  # fmt: skip
                kind = "refused" if one.grade == spot_found.MAJOR else "wait"
                self.sheet.addWidget(parts.status(kind, words.strip(), wrap=True))


def _accuracy(one: Check) -> str:
    return say.percent(spot_found.tally(one.found.values()).accuracy) if one.found else ""


def _state(one: Check) -> str:
    if one.found:
        return t("checks.spot.state.found", count=len(one.found))
    return t("checks.spot.state.announced") if one.announced else t("checks.spot.state.closed")


def _columns() -> tuple[Column[Check], ...]:
    return (
        Column(t("checks.spot.batch"), lambda one: one.batch),
        Column(t("checks.spot.mode"), lambda one: say.mode(one.mode)),
        Column(t("checks.day"), lambda one: one.day),
        Column(t("checks.spot.size"), lambda one: str(one.size), figure=True),
        Column(t("checks.spot.planned"), lambda one: str(one.planned), figure=True),
        Column(t("checks.spot.accuracy"), _accuracy, figure=True),
        Column(t("checks.state"), _state),
    )
