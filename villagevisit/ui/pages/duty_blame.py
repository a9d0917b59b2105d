"""Accountability: open cases first, each with its next step; then who stands how among the twelve points."""

from collections.abc import Callable
from functools import partial

from villagevisit.domain.blame import TRANSFER, Case, Stage
from villagevisit.domain.clock import today
from villagevisit.domain.score import FULL, Rule, Standing
from villagevisit.services import blames, scores
from villagevisit.services.blames import NewCase
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.format import count
from villagevisit.ui.models.duty_words import HANDLINGS, SEVERITIES, STAGES, VIOLATIONS, choices, said
from villagevisit.ui.pages.duty_panel import OVERVIEW, DutyPanel
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_KIND = {Stage.FOUND: "refused", Stage.HANDLED: "wait", Stage.CLOSED: "next", Stage.APPROVED: "next"}
_POINTS = "points"


class BlamePanel(DutyPanel):
    def rows(self) -> list[Row]:
        ws = self.shell.ws
        self.cases = {one.id: one for one in blames.cases(ws, self.shell.within)}
        self.now = scores.year(ws, today(ws.clock).year)
        self.before = scores.year(ws, today(ws.clock).year - 1)
        self.people = {one.person: one for one in reversed(self.now.standings)}
        opened = sum(not one.closed_on for one in self.cases.values())
        gone = sum(bool(one.disqualified_on) for one in self.people.values())
        of_cases, of_points = t("duty.blame.open", count=count(opened)), t("duty.score.gone", count=count(gone))
        return [
            Row(OVERVIEW, t("duty.blame.all"), of_cases, "", "wait" if opened else "done"),
            *(
                Row(one.id, one.person, one.fact, said(STAGES, one.stage), _KIND.get(one.stage, "done"))
                for one in self.cases.values()
            ),
            Row(_POINTS, t("duty.score.all"), of_points, "", "refused" if gone else "done"),
            *(_person_row(one) for one in self.people.values()),
        ]

    def show_row(self, key: str) -> None:
        if key in self.cases:
            self._case(self.cases[key])
        elif key in self.people:
            self._person(self.people[key])
        elif key == _POINTS:
            self._points()
        else:
            self._overview()

    # --- accountability ------------------------------------------------------------------------------------------

    def _overview(self) -> None:
        year = self.now.year
        self.add(parts.title(t("duty.blame.all")), parts.heading(t("duty.blame.by_severity", year=year)))
        found = blames.by_severity(self.shell.ws, f"{year}-01-01", f"{year}-12-31", self.shell.within)
        for severity, number in found.items():
            self.add(parts.body(t("duty.blame.count", what=said(SEVERITIES, severity), count=count(number))))
        self.add(parts.line(), parts.heading(t("duty.blame.new")))
        self.person = self.line(t("duty.name"))
        self.unit = self.line(t("duty.unit"))
        self.violation = self.choice(t("duty.blame.violation"), choices(VIOLATIONS))
        self.fact = self.line(t("duty.blame.fact"))
        self.article = self.line(t("duty.blame.article"))
        self.found_on = self.day(t("duty.blame.found_on"))
        self.save = parts.primary(t("duty.blame.enter"), self._found)
        self.verbs(self.save)

    def _found(self) -> None:
        new = NewCase(
            self.person.text(), self.unit.text(), self.violation.value(), self.fact.text(), self.article.text(),
            day=self.found_on.text(),
        )  # fmt: skip
        self.do(lambda: blames.found(self.shell.ws, self.shell.actor, new))

    def _case(self, one: Case) -> None:
        self.add(parts.title(one.person), parts.status(_KIND.get(one.stage, "done"), said(STAGES, one.stage)))
        self.facts(
            (t("duty.unit"), " ".join(word for word in (one.unit, one.post) if word)),
            (t("duty.blame.violation"), said(VIOLATIONS, one.violation)),
            (t("duty.blame.fact"), one.fact),
            (t("duty.blame.article"), one.article),
            (t("duty.blame.found_on"), one.found_on),
            (t("duty.blame.handling"), _words(said(HANDLINGS, one.handling), one.handled_by, one.handled_on)),
            (t("duty.blame.sheet"), one.sheet),
            (t("duty.blame.receipt"), one.receipt),
            (t("duty.blame.result"), _words(said(SEVERITIES, one.severity), one.result, one.closed_on)),
            (t("duty.blame.approved_by"), _words(one.approved_by, one.approved_on)),
            (t("duty.blame.published"), _words(one.place, one.published_on)),
        )
        if one.handling == TRANSFER:
            self.verbs(self.printing(t("duty.blame.print"), "transfer", one.id))
        self.add(parts.line())
        steps: dict[Stage, Callable[[Case], None]] = {
            Stage.FOUND: self._handle, Stage.HANDLED: self._close, Stage.CLOSED: self._approve,
            Stage.APPROVED: self._publish,
        }  # fmt: skip
        if one.waits_for_receipt:
            self._receipt(one)
        elif one.stage in steps:
            steps[one.stage](one)

    def _handle(self, one: Case) -> None:
        self.handling = self.choice(t("duty.blame.handling"), choices(HANDLINGS))
        self.body = self.line(t("duty.blame.body"))
        self.sheet = self.line(t("duty.blame.sheet"))
        self._step(t("duty.blame.handle"), partial(self._handled, one))

    def _handled(self, one: Case) -> None:
        said_ = {"handling": self.handling.value(), "body": self.body.text(), "sheet": self.sheet.text()}
        self.do(lambda: blames.handled(self.shell.ws, self.shell.actor, one, **said_))

    def _receipt(self, one: Case) -> None:
        self.add(parts.status("wait", t("duty.blame.waits_receipt"), wrap=True))
        number = self.line(t("duty.blame.receipt"))
        self._step(
            t("duty.blame.enter_receipt"),
            lambda: self.do(lambda: blames.receipt(self.shell.ws, self.shell.actor, one, number=number.text())),
        )

    def _close(self, one: Case) -> None:
        severity = self.choice(t("duty.blame.severity"), choices(SEVERITIES))
        result = self.line(t("duty.blame.result"))
        self._step(
            t("duty.blame.close"),
            lambda: self.do(
                lambda: blames.closed(
                    self.shell.ws, self.shell.actor, one, severity=severity.value(), result=result.text()
                )
            ),
        )

    def _approve(self, one: Case) -> None:
        by = self.line(t("duty.blame.approved_by"))
        self._step(
            t("duty.blame.approve"),
            lambda: self.do(lambda: blames.approved(self.shell.ws, self.shell.actor, one, by=by.text())),
        )

    def _publish(self, one: Case) -> None:
        place = self.line(t("duty.place"))
        self._step(
            t("duty.blame.publish"),
            lambda: self.do(lambda: blames.published(self.shell.ws, self.shell.actor, one, place=place.text())),
        )

    def _step(self, words: str, call: Callable[[], None]) -> None:
        self.next = parts.primary(words, call)
        self.verbs(self.next)

    # --- twelve points -------------------------------------------------------------------------------------------

    def _points(self) -> None:
        self.add(parts.title(t("duty.score.all")), parts.body(t("duty.score.why"), muted=True))
        last = self.before.last
        names = t("duty.comma").join(one.name for one in self.before.standings if one.person in last.people)
        if names:
            words = t("duty.score.tied", names=names) if last.decide else t("duty.score.last", names=names)
            self.add(Remark("wait", t("duty.score.of_year", year=self.before.year, words=words)))
        self.add(parts.heading(t("duty.score.table")))
        for rule in scores.table(self.shell.ws):
            self.add(parts.body(t("duty.score.rule", points=rule.points, code=rule.code, words=rule.text)))

    def _person(self, one: Standing) -> None:
        self.add(parts.title(one.name))
        words = t("duty.score.left", count=one.left, rank=one.rank)
        self.add(parts.status("done" if one.left == FULL else "wait", words, wrap=True))
        if one.disqualified_on:
            self.add(parts.status("refused", t("duty.score.disqualified", day=one.disqualified_on), wrap=True))
        for each in one.deductions:
            self.add(parts.line(), parts.body(t("duty.score.line", day=each.day, points=each.points, words=each.text)))
            self.add(parts.body(each.fact, muted=True))
        self.add(parts.heading(t("duty.score.new")))
        rules = [(rule.code, t("duty.score.choice", points=rule.points, words=rule.text)) for rule in self._table()]
        self.rule = self.choice(t("duty.score.by_rule"), rules)
        self.what = self.line(t("duty.blame.fact"))
        self.deduct = parts.primary(t("duty.score.deduct"), partial(self._deduct, one))
        self.verbs(self.deduct)
        if one.deductions:
            self.why = self.line(t("duty.why_void"))
            self.verbs(parts.quiet(t("duty.score.cancel"), partial(self._cancel, one)))

    def _table(self) -> tuple[Rule, ...]:
        return scores.table(self.shell.ws)

    def _deduct(self, one: Standing) -> None:
        rule, fact = self.rule.value(), self.what.text()
        self.do(lambda: scores.deduct(self.shell.ws, self.shell.actor, one.person, rule=rule, fact=fact))

    def _cancel(self, one: Standing) -> None:
        self.do(lambda: scores.cancel(self.shell.ws, self.shell.actor, one.deductions[-1], self.why.text()))


def _person_row(one: Standing) -> Row:
    kind = "refused" if one.disqualified_on else "done" if one.left == FULL else "wait"
    note = t("duty.score.rank", rank=one.rank)
    return Row(one.person, one.name, note, t("duty.score.points", count=one.left), kind)


def _words(*words: str) -> str:
    return " ".join(word for word in words if word)
