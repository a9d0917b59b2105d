"""What is asked at each step of a case, before the decision."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QCheckBox

from villagevisit.domain.boards import Board
from villagevisit.domain.case_steps import ACCEPTED, CLEAR, DOUBTS, NO_ANSWER, Step
from villagevisit.domain.clock import today
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.household import Household
from villagevisit.services import campaign, case_application, case_office, case_papers
from villagevisit.services.case_office import Acceptance, Application
from villagevisit.services.case_papers import Missing
from villagevisit.services.cases import Standing
from villagevisit.services.consent_forms import APPLICATION_FORM
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models.words import assist
from villagevisit.ui.pages import case_decision
from villagevisit.ui.pages.case_form import StepForm, ticks
from villagevisit.ui.pages.household_records import visits
from villagevisit.ui.registry import exists
from villagevisit.wording import t

_KINDS = ("1", "2", "3", "4", "5", "6", "7")
_ELSEWHERE: dict[Step, tuple[str, str, str]] = {
    Step.APPRAISAL: ("case.elsewhere.appraisal", "appraisal", "case.go.appraisal"),
    Step.PUBLICITY: ("case.elsewhere.publicity", "publicity", "case.go.boards"),
    Step.SECOND: ("case.elsewhere.publicity", "publicity", "case.go.boards"),
    Step.OBJECTION: ("case.elsewhere.objection", "publicity", "case.go.boards"),
    Step.SPOT_CHECK: ("case.elsewhere.spot_check", "checks", "case.go.checks"),
    Step.RESULT: ("case.elsewhere.result", "publicity", "case.go.boards"),
}
"""Steps that are done on pages of their own: the sentence, the page, the verb."""
_CLOSED = {
    Step.IN_BENEFIT: "case.closed.in_benefit", Step.REFUSED: "case.closed.refused",
    Step.WITHDRAWN: "case.closed.withdrawn", Step.STOPPED: "case.closed.stopped",
}  # fmt: skip


def form_of(shell: Shell, home: Household, now: Standing | None) -> StepForm:
    """The form for where the household stands; for a new application when it has no case."""
    form = StepForm(shell)
    if now is None:
        _apply(form, home)
        return form
    fill = _FORMS.get(now.step)
    if fill is not None:
        fill(form, home, now)
    elif now.step in (Step.PROOF, Step.SECOND_PROOF):
        form.say(t("case.elsewhere.proof"), "wait")
        hung = _hung(now)
        form.verbs(parts.primary(t("case.go.board"), lambda: shell.go("board", board_id=hung.id if hung else "")))
    elif now.step in _ELSEWHERE:
        if now.case.lost is not None:
            form.say(t("case.lost." + now.case.lost.value), "wait")
        words, page, verb = _ELSEWHERE[now.step]
        form.say(t(words))
        if exists(page):
            form.verbs(parts.primary(t(verb), lambda: shell.go(page)))
    elif now.turns_on:
        hung = _hung(now)
        form.say(t("case.posted.until", closes=hung.closes.isoformat() if hung else "", day=now.turns_on))
    if now.step in _CLOSED:
        form.say(t(_CLOSED[now.step]))
        if now.step is not Step.IN_BENEFIT:
            _apply(form, home)
    return form


def _hung(now: Standing) -> Board | None:
    """The board that counts."""
    return now.case.second or now.case.posted


def _apply(form: StepForm, home: Household) -> None:
    shell, asked = form.shell, case_application.waiting(form.shell.ws, home.id)
    if asked is not None:
        form.say(t("case.apply.from_form", day=asked.day, category=assist(asked.category)), "done")
        form.verbs(parts.primary(t("case.apply"), form.does(
            lambda: case_office.apply(shell.ws, shell.actor, home.id, asked))))  # fmt: skip
        return
    category = Choice([(code, assist(code)) for code in _KINDS], home.assist_category or home.hukou_type)
    kin, authorised = QCheckBox(t("case.kin")), QCheckBox(t("case.authorised"))
    form.say(t("case.apply.paper"))
    form.fields([(t("case.category"), category), ("", kin), ("", authorised)])

    def enter() -> Application:
        return Application(category.value(), kin=kin.isChecked(), authorised=authorised.isChecked())

    to_form = parts.plain(t("case.apply.form"), lambda: shell.go(
        "visit", form_id=APPLICATION_FORM, household_id=home.id, person_id="", campaign_id=""))  # fmt: skip
    form.verbs(
        parts.primary(t("case.apply"), form.does(lambda: case_office.apply(shell.ws, shell.actor, home.id, enter()))),
        to_form,
    )


def _accept(form: StepForm, home: Household, now: Standing) -> None:
    shell = form.shell
    for one in case_office.twice(shell.ws, home.id):
        words = t("case.accept.twice", name=one.name, head=one.head_name, number=one.household_no)
        benefit = t("case.accept.twice_benefit", category=assist(one.category)) if one.category else ""
        form.say(words + benefit, "wait")
    seen, number = Line(), Line(case_papers.next_number(shell.ws, home.village_code, ACCEPTED))
    authorised = QCheckBox(t("case.authorised"))
    known = case_papers.on_file(shell.ws, home.id)
    if known:
        form.say(t("case.on_file", papers=t("ui.comma").join(known)))
    if case_office.twice(shell.ws, home.id):
        form.fields([(t("case.accept.twice_seen"), seen)])
    form.fields([(t("case.accept.number"), number)])
    if now.case.applied.data.get("authorised") is not True and now.case.brought is None:
        form.fields([("", authorised)])

    def how() -> Acceptance:
        signed = authorised.isChecked() or "授权书" in known
        return Acceptance(number.text(), signed, seen.text())

    form.verbs(parts.primary(t("case.accept"), form.does(
        lambda: case_office.accept(shell.ws, shell.actor, home.id, how()))))  # fmt: skip
    if now.case.asked is None:
        _missing(form, home, known)


def _missing(form: StepForm, home: Household, known: dict[str, str]) -> None:
    """The one list of what is missing."""
    shell = form.shell
    form.title(t("case.supplement"))
    form.say(t("case.supplement.why"))
    boxes = ticks([(name, name) for name in case_papers.usual() if name not in known])
    form.side_by_side(list(boxes.values()))
    other, due = Line(), Day((today(shell.ws.clock) + timedelta(days=10)).isoformat())
    form.fields([(t("case.supplement.other"), other), (t("case.supplement.due"), due)])

    def ask() -> list[Missing]:
        wanted = [name for name, box in boxes.items() if box.isChecked()]
        return [Missing(name) for name in (*wanted, *other.text().replace("，", "、").split("、"))]

    def until() -> date:
        return date.fromisoformat(due.value()) if due.value() else date.min

    form.verbs(parts.plain(t("case.supplement.ask"), form.does(
        lambda: case_office.ask_supplement(shell.ws, shell.actor, home.id, ask(), until()))))  # fmt: skip


def _supplement(form: StepForm, home: Household, now: Standing) -> None:
    shell = form.shell
    names = t("ui.comma").join(one.name for one in case_papers.asked_for(now.case))
    form.say(t("case.brought.list", papers=names, due=now.case.asked.text("due") if now.case.asked else ""), "wait")
    form.verbs(parts.primary(t("case.brought"), form.does(
        lambda: case_office.bring(shell.ws, shell.actor, home.id))))  # fmt: skip


def _check(form: StepForm, home: Household, now: Standing) -> None:
    del now
    shell = form.shell
    result = Choice([(code, t("case.result." + code)) for code in (CLEAR, DOUBTS, NO_ANSWER)])
    report, as_of, note = Line(), Day(today(shell.ws.clock).isoformat()), Line()
    form.fields([
        (t("case.check.result"), result), (t("case.check.report"), report), (t("case.check.as_of"), as_of),
        (t("case.check.note"), note),
    ])  # fmt: skip
    form.verbs(parts.primary(t("case.check"), form.does(
        lambda: case_office.check(shell.ws, shell.actor, home.id, result.value(), report.text(), as_of.value(),
                                  note.text()))))  # fmt: skip


def _visit(form: StepForm, home: Household, now: Standing) -> None:
    del now
    shell = form.shell
    form.say(t("case.visit.wait"))
    if visits(shell.actor):
        round_ = campaign.current(shell.ws)
        form.verbs(parts.primary(t("case.visit"), lambda: shell.go(
            "visit", form_id=VISIT_FORM, household_id=home.id, person_id="",
            campaign_id=round_.id if round_ and campaign.item(shell.ws, round_.id, home.id) else "")))  # fmt: skip


def _opinion(form: StepForm, home: Household, now: Standing) -> None:
    shell = form.shell
    found = case_decision.proposed(form, now.case)
    case_decision.line(form, found)
    opinion = Choice([(code, t("case.opinion." + code)) for code in ("agree", "disagree")])
    text = Line()
    form.fields([(t("case.opine.opinion"), opinion), (t("case.opine.text"), text)])
    form.verbs(parts.primary(t("case.opine"), form.does(
        lambda: case_office.opine(shell.ws, shell.actor, home.id, agree=opinion.value() == "agree",
                                  text=text.text()))))  # fmt: skip
    case_decision.figures(form, found)


def _notice(form: StepForm, home: Household, now: Standing) -> None:
    del now
    shell = form.shell
    way = Choice([(code, t("case.way." + code)) for code in ("1", "2", "3", "4")])
    day = Day(today(shell.ws.clock).isoformat())
    form.fields([(t("case.notify.way"), way), (t("case.notify.day"), day)])
    form.verbs(parts.primary(t("case.notify"), form.does(
        lambda: case_office.notify(shell.ws, shell.actor, home.id, way.value(), day.value()))))  # fmt: skip


def _pay(form: StepForm, home: Household, now: Standing) -> None:
    shell = form.shell
    month = Line(now.case.decided.text("from") if now.case.decided else "")
    form.fields([(t("case.pay.month"), month)])
    form.verbs(parts.primary(t("case.pay"), form.does(
        lambda: case_office.enter_payment(shell.ws, shell.actor, home.id, month.text().strip()))))  # fmt: skip


_FORMS: dict[Step, Callable[[StepForm, Household, Standing], None]] = {
    Step.ACCEPT: _accept, Step.SUPPLEMENT: _supplement, Step.CHECK: _check, Step.ANSWER: _check, Step.VISIT: _visit,
    Step.REVISIT: _visit, Step.OPINION: _opinion, Step.DECISION: case_decision.decide, Step.NOTICE: _notice,
    Step.ENTER: _pay,
}  # fmt: skip
