"""The frozen records of a household, each with what may still be done with it."""

from functools import partial

from PySide6.QtWidgets import QBoxLayout, QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.domain.officer import Role
from villagevisit.services import attachments, form_list, people
from villagevisit.services.visit_rows import SubmissionRow
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import day, moment
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
    """A verification or a health form has its paper once it is signed; an attempt that nobody signs has none."""
    return bool(form_list.paper_of(row.form_code)) and row.complete and row.signatures_needed > 0


def record_state(row: SubmissionRow, *, safe: bool) -> tuple[str, str]:
    """(kind, words) for a frozen record: replaced, waiting for signatures, sent, received, safe in a tested backup."""
    if row.replaced_by:
        return "muted", t("ui.record.replaced")
    if not row.complete:
        return "wait", t("ui.record.unsigned")
    if safe:
        return "done", t("desk.exchange.state_safe")
    kind, key = _SENDING.get(row.sending, ("wait", "ui.record.due"))
    return kind, t(key)


def record_line(shell: Shell, row: SubmissionRow, *, safe: bool) -> QWidget:
    """One record of the history: its state, who made and signed it, why it corrects another, what has not come down
    yet, and the buttons of those who are here."""
    top = parts.row(parts.body(f"{day(row.frozen_at)}  {row.title}"), parts.status(*record_state(row, safe=safe)))
    inside = top.layout()
    assert isinstance(inside, QBoxLayout)
    inside.setStretch(0, 1)
    notes = [parts.body(words, muted=True) for words in _notes(shell.ws, row)]
    buttons = _buttons(shell, row)
    line = parts.column(top, *notes, *([parts.row(*buttons, None)] if buttons else []))
    layout = line.layout()
    assert layout is not None
    layout.setSpacing(theme.now().u // 2)
    return line


def _notes(ws: Workspace, row: SubmissionRow) -> list[str]:
    to_come = attachments.still_to_come(ws, row.id)
    found = [
        _who(ws, row),
        t("ui.household.reason", reason=row.reason) if row.replaces and row.reason else "",
        t("ui.record.photos_to_come", count=to_come) if to_come else "",
    ]
    return [words for words in found if words]


def _who(ws: Workspace, row: SubmissionRow) -> str:
    """Who vouches for the record; before anybody does, who made it."""
    if not row.signed:
        made_by = [name for name in (_name(ws, officer_id) for officer_id in row.frozen_by.split()) if name]
        return t("ui.record.made_by", names=t("ui.comma").join(made_by)) if made_by else ""
    names = t("ui.comma").join(one.officer_name for one in row.signed)
    missing = row.signatures_needed - len(row.signed)
    if missing > 0:
        return t("ui.record.signed_partly", names=names, count=missing)
    return t("ui.record.signed_by", names=names, when=moment(row.signed[-1].signed_at))


def _name(ws: Workspace, officer_id: str) -> str:
    """Empty for somebody of another laptop whom this one never heard of."""
    try:
        return people.get(ws, officer_id).name
    except CodedError:
        return ""


def _buttons(shell: Shell, row: SubmissionRow) -> list[QWidget]:
    visit = row.form_code == VISIT_CODE
    if row.replaced_by or (visit and not casework(shell.actor)):
        return []
    if not row.complete:
        sign = parts.plain(t("ui.verb.sign"), partial(shell.go, "sign_off", submission_id=row.id))
        return [sign, *([_to_correct(shell, row)] if correctable(shell.actor, row) else [])]
    found: list[QWidget] = []
    if printable(row):
        to_print = partial(shell.go, "print", kind=form_list.paper_of(row.form_code), subject_id=row.id)
        found.append(parts.plain(t("ui.verb.print"), to_print))
    if correctable(shell.actor, row):
        found.append(_to_correct(shell, row))
    return found


def correctable(actor: Actor, row: SubmissionRow) -> bool:
    """A verification, signed or not: whoever reads it before signing may find the slip."""
    return row.form_code == VISIT_CODE and visits(actor) and not row.replaced_by


def _to_correct(shell: Shell, row: SubmissionRow) -> QWidget:
    return parts.quiet(t("ui.verb.correct"), partial(correct, shell, row))


def correct(shell: Shell, row: SubmissionRow, reason: str = "") -> None:
    """A correction is a new version with a reason; the visit page asks for one where none is given."""
    shell.go(
        "visit", form_id=row.form_id, household_id=row.household_id, person_id=row.person_id,
        campaign_id=row.campaign_id, correct=row.id, reason=reason,
    )  # fmt: skip
