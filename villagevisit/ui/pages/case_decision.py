"""Deciding a case: the figures with their formulas first, then who decides, his PIN, and one of three words."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QGridLayout, QWidget

from villagevisit.domain.case_dates import pay_month
from villagevisit.domain.case_flow import Case
from villagevisit.domain.changes import Done
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError
from villagevisit.domain.event import Event
from villagevisit.domain.household import Household
from villagevisit.services import case_decide
from villagevisit.services.case_decide import Proposal
from villagevisit.services.cases import Standing
from villagevisit.services.paper_types import Signing
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line, Pin
from villagevisit.ui.kit.format import money
from villagevisit.ui.models.words import assist
from villagevisit.ui.pages.case_form import StepForm
from villagevisit.wording import explain, t


def proposed(form: StepForm, case: Case) -> Proposal | None:
    """What the visit makes; says why when its form is not here."""
    try:
        return case_decide.proposal(form.shell.ws, case)
    except CodedError as error:
        form.say(explain(error), "wait")
        return None


def line(form: StepForm, found: Proposal | None) -> None:
    """Income against the standard, unrounded: equal is not below (R-07)."""
    if found is not None and found.figures.category:
        per_head, standard = money(found.figures.per_capita_month), money(found.figures.standard_month)
        kind = "done" if found.figures.category == "dibao" else "wait"
        form.say(t("case.figures." + found.figures.category, per_head=per_head, standard=standard), kind)


def figures(form: StepForm, found: Proposal | None) -> None:
    """The computation, step by step, each with its formula and inputs."""
    if found is None:
        return
    form.title(t("case.figures"))
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(theme.now().u // 3)
    grid.setColumnStretch(0, 1)
    for at, one in enumerate(found.figures.lines):
        grid.addWidget(parts.body(t(one.key)), 2 * at, 0)
        plain = one.key == "suggestion.line.counted"
        grid.addWidget(parts.number(str(one.amount) if plain else money(one.amount, unit=False)), 2 * at, 1)
        grid.addWidget(parts.body(t(one.formula, **one.inputs), muted=True), 2 * at + 1, 0, 1, 2)
    form.add(holder)
    form.say(t("case.figures.only"))


def decide(form: StepForm, home: Household, now: Standing) -> None:
    """Confirm, refuse or send back. Refusing needs its own two sentences; nothing is chosen beforehand."""
    shell = form.shell
    found = proposed(form, now.case)
    if found is None:
        return
    line(form, found)
    people = case_decide.deciders(shell.ws, now.case)
    if not people:
        form.say(t("case.confirm.nobody"), "wait")
        figures(form, found)
        return
    who, pin = Choice([(one.id, one.name) for one in people]), Pin()
    form.fields([(t("case.confirm.who"), who), (t("sign.pin"), pin)])

    def signing() -> Signing:
        given = pin.text()
        pin.clear()
        return Signing(who.value(), given)

    if now.case.for_benefit:
        _confirm(form, home, found, signing)
    _refuse(form, home, signing, first=not now.case.for_benefit)
    figures(form, found)


def _confirm(form: StepForm, home: Household, found: Proposal, signing: Callable[[], Signing]) -> None:
    shell = form.shell
    amount, ground = Line(), Line()
    if found.typed:
        form.fields([(t("case.confirm.amount"), amount), (t("case.confirm.ground"), ground)])
    else:
        month = pay_month(today(shell.ws.clock)).isoformat()[:7]
        form.say(t("case.confirm.sure", name=home.head_name, category=assist(found.category), insured=found.insured,
                   amount=money(found.amount), month=month))  # fmt: skip

    def command() -> Done[Event]:
        typed = _number(amount.text())
        return case_decide.confirm(shell.ws, shell.actor, home.id, signing(), typed, ground.text())

    form.verbs(parts.primary(t("case.confirm"), form.does(command)))


def _refuse(form: StepForm, home: Household, signing: Callable[[], Signing], *, first: bool) -> None:
    shell = form.shell
    form.title(t("case.refuse"))
    why, article = Line(), Line(case_decide.USUAL_ARTICLE)
    form.fields([(t("case.refuse.why"), why), (t("case.refuse.article"), article)])
    make = parts.primary if first else parts.plain
    form.verbs(
        make(t("case.refuse"), form.does(
            lambda: case_decide.refuse(shell.ws, shell.actor, home.id, signing(), why.text(), article.text()))),
        parts.quiet(t("case.send_back"), form.does(
            lambda: case_decide.send_back(shell.ws, shell.actor, home.id, why.text()))),
    )  # fmt: skip


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return None
