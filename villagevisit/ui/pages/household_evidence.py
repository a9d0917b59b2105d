"""Everything that a household's case rests on, in one file, by one press (S-048)."""

from pathlib import Path

from villagevisit.domain.changes import Done
from villagevisit.domain.errors import CodedError
from villagevisit.domain.household import Household
from villagevisit.services import print_queue
from villagevisit.services.print_queue import Ran
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import explain, t


def evidence_verb(shell: Shell, home: Household) -> parts.Button:
    """The button; it asks for a place, binds the papers beside the window and says what came of it."""
    button = parts.quiet(t("evidence.verb"), lambda: _bind(shell, home, button))
    return button


def _bind(shell: Shell, home: Household, button: parts.Button) -> None:
    try:
        queue = print_queue.evidence_of(shell.ws, home.id)
    except CodedError as error:
        shell.fail(error)
        return
    if not queue:
        shell.notify(t("evidence.nothing"), "info")
        return
    name = t("evidence.file", number=home.household_no)
    target = shell.files.save(button, t("evidence.where"), name, t("desk.print.pdf_kinds"))
    if target is not None:
        _run(shell, queue, target)


def _run(shell: Shell, queue: tuple[print_queue.Entry, ...], target: Path) -> None:
    def over(done: Done[Ran]) -> None:
        ran = shell.apply(done)
        words = [t("evidence.done", count=len(ran.finished))] if ran.finished else []
        failed = [*(why for _, why in ran.failed), *([ran.ended] if ran.ended else [])]
        if failed:
            words.append(t("evidence.left_out", count=len(failed) + len(ran.left), why=explain(failed[0])))
        shell.notify("\n".join(words), "wait" if failed or ran.left else "done")

    ws, actor = shell.ws, shell.actor
    shell.tasks.run(
        lambda progress: print_queue.to_one_file(ws, actor, queue, target, progress), over, title=t("evidence.making")
    )
