"""The parts of one application that other departments handle: who has which, until when, and what came of it."""

from collections.abc import Callable
from datetime import date, timedelta

from villagevisit.domain.changes import Done
from villagevisit.domain.clock import today
from villagevisit.domain.event import Event
from villagevisit.domain.household import Household
from villagevisit.domain.tasks import Task
from villagevisit.services import case_tasks
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models.words import assist
from villagevisit.ui.pages.case_form import StepForm
from villagevisit.wording import t


def form_of(shell: Shell, home: Household, others: tuple[str, ...]) -> StepForm | None:
    """The tasks of a household, and the parts of its application that nobody has yet; None when there is neither."""
    found = case_tasks.of_household(shell.ws, home.id)
    left = [code for code in others if code not in {task.what for task in found}]
    if not found and not left:
        return None
    form = StepForm(shell)
    form.title(t("task.heading"))
    for task in found:
        _line(form, home, task)
    if left:
        _give(form, home, left)
    return form


def _line(form: StepForm, home: Household, task: Task) -> None:
    shell, day = form.shell, today(form.shell.ws.clock)
    kind = "done" if task.done else "refused" if task.late(day) else "wait"
    words = t("task.line", what=assist(task.what), unit=task.unit, owner=task.owner, due=task.due)
    for reason in task.moves:
        words += t("ui.semicolon") + t("task.was_moved", reason=reason)
    form.say(words + (t("ui.semicolon") + task.result if task.done else ""), kind)
    if task.done:
        return
    unit, owner, note = Line(task.unit), Line(task.owner), Line()
    form.side_by_side(
        [parts.labelled(t("task.unit"), unit), parts.labelled(t("task.owner"), owner),
         parts.labelled(t("task.note"), note)]
    )  # fmt: skip

    def move() -> Done[Event]:
        return case_tasks.move(shell.ws, shell.actor, home.id, task.id, unit.text(), owner.text(), note.text())

    def close() -> Done[Event]:
        return case_tasks.close(shell.ws, shell.actor, home.id, task.id, note.text())

    form.verbs(parts.plain(t("task.close"), form.does(close)), parts.quiet(t("task.move"), form.does(move)))


def _give(form: StepForm, home: Household, left: list[str]) -> None:
    shell = form.shell
    what = Choice([(code, assist(code)) for code in left])
    unit, owner = Line(), Line()
    due = Day((today(shell.ws.clock) + timedelta(days=30)).isoformat())
    form.fields([(t("task.what"), what), (t("task.unit"), unit), (t("task.owner"), owner), (t("task.due"), due)])

    def give() -> Done[str]:
        last = date.fromisoformat(due.value()) if due.value() else date.min
        return case_tasks.give(shell.ws, shell.actor, home.id, what.value(), unit.text(), owner.text(), last)

    command: Callable[[], None] = form.does(give)
    form.verbs(parts.plain(t("task.give"), command))
