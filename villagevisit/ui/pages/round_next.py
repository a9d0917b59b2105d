"""After a health form was signed: straight on to the next service or person of the round."""

from villagevisit.services import form_list, health_due, health_lines, households
from villagevisit.services.visit_rows import SubmissionRow
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import health_words as say
from villagevisit.wording import t


def is_health(shell: Shell, row: SubmissionRow) -> bool:
    """Whether this record belongs to the doctor's round."""
    return bool(row.person_id) and form_list.shelf_form(shell.ws, row.form_id).health


def button(shell: Shell, row: SubmissionRow) -> parts.Button:
    """The way on, named after whom and what comes next; back to the round when nothing is left there."""
    ws = shell.ws
    village = households.get(ws, row.household_id).village_code
    health_lines.settle(ws)
    stop = health_due.following_stop(ws, shell.actor, village, row.household_id, row.person_id, row.form_id)
    if stop is None:
        return parts.primary(t("round.to_round"), lambda: shell.go("round", village=village))
    home, person, form = stop.row.household_id, stop.row.person_id, stop.form_id
    words = t("round.next", name=stop.row.name, what=say.what(stop))
    if form:
        return parts.primary(words, lambda: shell.go("visit", form_id=form, household_id=home, person_id=person))
    service = stop.service.value
    return parts.primary(words, lambda: shell.go("round", village=village, person_id=person, service=service))
