"""Before a person's first health form: what is read out, and his answer in one step."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from villagevisit.domain.consent import Act, How
from villagevisit.domain.errors import CodedError
from villagevisit.domain.health_consent import LATE, MISSING, REFUSED, Basis
from villagevisit.services import health_consent, visit_lookup
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import explain, t


def instead(
    shell: Shell, error: CodedError, form_id: str, person_id: str, correct: str, go: Callable[[], None]
) -> QWidget | None:
    """What is shown in the place of a form that `error` did not open; None where consent is not what it lacks.

    `correct`: id of the record that was to be corrected, which says form and person. `go` opens the form again.
    """
    if error.code not in (MISSING, LATE, REFUSED):
        return None
    if correct:
        row = visit_lookup.submission(shell.ws, correct).row
        form_id, person_id = row.form_id, row.person_id
    return ConsentSheet(shell, error, form_id, person_id, go, shell.back)


def settled(shell: Shell, parent: QWidget, person_id: str) -> bool:
    """Whether a service without a form may be entered for somebody; where consent lacks, it is asked for first."""
    try:
        health_consent.require(shell.ws, "", person_id)
    except CodedError as error:
        if error.code not in (MISSING, LATE, REFUSED):
            shell.fail(error)
            return False
        return ConsentDialog(parent, shell, error, person_id).exec() == QDialog.DialogCode.Accepted
    return True


class ConsentDialog(QDialog):
    """The same question over a page that stays."""

    def __init__(self, parent: QWidget, shell: Shell, error: CodedError, person_id: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(t("ui.nav.health"))
        self.sheet = ConsentSheet(shell, error, "", person_id, self.accept, self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.sheet)
        self.resize(parent.window().size() * 0.8)
        self.sheet.setFocus()


class ConsentSheet(QWidget):
    """The text, what is rare, and under it, always in sight, the usual answers. Enter is the first: signed on paper."""

    def __init__(
        self, shell: Shell, error: CodedError, form_id: str, person_id: str, go: Callable[[], None],
        away: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self._shell, self._form, self._person, self._go, self._away = shell, form_id, person_id, go, away
        asked = health_consent.asking(shell.ws, shell.actor, form_id, person_id)
        self.guardian = Line()
        self.signed = parts.primary(t("health_ask.paper"), partial(self._answer, Act.GIVEN, How.PAPER))
        self.agreed = parts.plain(t("health_ask.screen"), partial(self._answer, Act.GIVEN, How.LAPTOP))
        self.declined = parts.quiet(t("health_ask.no"), partial(self._answer, Act.REFUSED, How.SPOKEN))
        words = {
            Basis.EMERGENCY: t("health_ask.emergency", count=asked.days), Basis.DUTY: t("health_ask.duty"),
        }  # fmt: skip
        self.without = {one: parts.quiet(words[one], partial(self._without, one)) for one in asked.bases}
        to_print = partial(shell.go, "print", kind="health_consent", subject_id=asked.household_id)
        said = [parts.status("wait", explain(error), wrap=True)] if error.code != MISSING else []
        who = t("health_ask.guardian_child") if asked.child else t("health_ask.guardian")
        guardian = parts.narrow(parts.labelled(who, self.guardian))
        text = parts.column(
            parts.heading(t("health_ask.title", name=asked.name)),
            *said,
            *(parts.body(line) for line in asked.text),
            *([] if asked.child else [guardian]),
            Flow(*self.without.values()),
            None,
        )
        buttons = Flow(self.signed, self.agreed, self.declined, parts.quiet(t("health_ask.print"), to_print))
        answers = parts.column(*([guardian] if asked.child else []), buttons)
        self.guardian.returnPressed.connect(self.signed.click)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(parts.scroll(parts.padded(text)), 1)
        box.addWidget(parts.line())
        box.addWidget(parts.padded(answers, down=1))
        self.setFocusProxy(self.guardian if asked.child else self.signed)

    def _answer(self, act: Act, how: How) -> None:
        ws, actor = self._shell.ws, self._shell.actor
        try:
            done = health_consent.answer(ws, actor, self._person, act, how, self.guardian.text())
        except CodedError as error:
            self._shell.fail(error)
            return
        self._shell.apply(done)
        if act is Act.GIVEN:
            self._go()
        else:
            self._away()
            self._shell.notify(t("health_ask.no_entered"), "done")

    def _without(self, basis: Basis) -> None:
        try:
            done = health_consent.without(self._shell.ws, self._shell.actor, self._person, self._form, basis)
        except CodedError as error:
            self._shell.fail(error)
            return
        until = self._shell.apply(done)
        self._go()
        if until:
            self._shell.notify(t("health_ask.until", day=until), "wait")
