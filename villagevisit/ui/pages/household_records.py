"""The frozen records of a household, each with what may still be done with it."""

from functools import partial

from PySide6.QtWidgets import QBoxLayout, QWidget

from villagevisit.domain.officer import Role
from villagevisit.services.visit_rows import SubmissionRow
from villagevisit.services.workspace import Actor
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.format import day
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.household_card import VISIT_CODE
from villagevisit.wording import t

_CASEWORK = (Role.INVESTIGATOR, Role.CLERK, Role.COUNTY)
_SENDING = {
    "sent": ("done", "ui.record.sent"),
    "received": ("done", "ui.record.received"),
    "refused": ("refused", "ui.record.refused"),
}


def visits(actor: Actor) -> bool:
    """Only investigators visit; a clerk who began one would be told so by the rule."""
    return actor.has(Role.INVESTIGATOR)


def casework(actor: Actor) -> bool:
    """Who may have a verification signed, and print it: it tells more of a household than a doctor needs."""
    return any(actor.has(role) for role in _CASEWORK)


def printable(row: SubmissionRow) -> bool:
    """A verification has its paper once two have signed; an attempt that nobody signs has none."""
    return row.form_code == VISIT_CODE and row.complete and row.signatures_needed > 0


def record_state(row: SubmissionRow) -> tuple[str, str]:
    """(kind, words) for a frozen record: replaced, waiting for signatures, sent, received."""
    if row.replaced_by:
        return "muted", t("ui.record.replaced")
    if not row.complete:
        return "wait", t("ui.record.unsigned")
    kind, key = _SENDING.get(row.sending, ("wait", "ui.record.due"))
    return kind, t(key)


def record_line(shell: Shell, row: SubmissionRow) -> QWidget:
    """One record of the history, with its reason if it corrects another, and the buttons of those who are here."""
    top = parts.row(parts.body(f"{day(row.frozen_at)}  {row.title}"), parts.status(*record_state(row)))
    inside = top.layout()
    assert isinstance(inside, QBoxLayout)
    inside.setStretch(0, 1)
    if row.replaces and row.reason:
        top = parts.column(top, parts.body(t("ui.household.reason", reason=row.reason), muted=True))
    buttons = _buttons(shell, row)
    return parts.column(top, parts.row(*buttons, None)) if buttons else top


def _buttons(shell: Shell, row: SubmissionRow) -> list[QWidget]:
    visit = row.form_code == VISIT_CODE
    if row.replaced_by or (visit and not casework(shell.actor)):
        return []
    if not row.complete:
        return [parts.plain(t("ui.verb.sign"), partial(shell.go, "sign_off", submission_id=row.id))]
    found: list[QWidget] = []
    if printable(row):
        to_print = partial(shell.go, "print", kind="verification_form", subject_id=row.id)
        found.append(parts.plain(t("ui.verb.print"), to_print))
    if visit and visits(shell.actor):
        found.append(parts.quiet(t("ui.verb.correct"), partial(_correct, shell, row)))
    return found


def _correct(shell: Shell, row: SubmissionRow) -> None:
    """A correction is a new version with a reason, for which the visit page asks."""
    shell.go(
        "visit", form_id=row.form_id, household_id=row.household_id, person_id=row.person_id,
        campaign_id=row.campaign_id, correct=row.id,
    )  # fmt: skip
