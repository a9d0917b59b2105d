"""What the five steps of a meeting have in common."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.appraisal_meeting import Line, Meeting
from villagevisit.domain.changes import Done
from villagevisit.domain.errors import CodedError
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.wording import t

T = TypeVar("T")


class Step(QWidget):
    """Shows one meeting. `box` is where it puts itself."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.meeting: Meeting | None = None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)

    def show_meeting(self, meeting: Meeting | None) -> None:
        """The meeting as it stands now; None before it is called."""
        self.meeting = meeting
        self.refresh()

    def refresh(self) -> None:
        """Reads again what is shown."""

    def keep(self) -> None:
        """Saves what was typed."""

    def first_focus(self) -> QWidget | None:
        return None

    def attempt(self, command: Callable[[], Done[T]]) -> T | None:
        """Does it and tells the pages; says why when it was refused."""
        try:
            done = command()
            self.shell.quiet()
            return self.shell.apply(done)
        except CodedError as error:
            self.shell.fail(error)
            return None

    def did(self, command: Callable[[], Done[T]]) -> bool:
        """Whether it was done, for commands that give nothing back."""
        try:
            done = command()
            self.shell.quiet()
            self.shell.apply(done)
        except CodedError as error:
            self.shell.fail(error)
            return False
        return True


def line_row(line: Line) -> Row:
    """A household in the list of a meeting: what it waits for."""
    step = t(f"appraisal.step.{line.step}")
    kind, aside = "wait", t("appraisal.waiting_result")
    if line.judged:
        kind, aside = ("done" if line.judged.result == "1" else "refused"), ""
    elif line.due:
        kind, aside = "muted", t("appraisal.waiting_count")
    return Row(line.id, line.candidate.head, f"{line.candidate.number} · {step}", aside, kind)
