"""The end of a form: every problem at once, each a way to its question; then the one step that cannot be taken back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms import Problem
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.pages.visit_work import Work
from villagevisit.ui.widgets.outline import noun
from villagevisit.ui.widgets.remark import Remark
from villagevisit.ui.widgets.row_list import Row, RowList
from villagevisit.wording import t

KEY = "·finish"
"""The key of this place in the side list; no form element can be called so."""


class FinishSheet(QWidget):
    """Shows what `check` found. Says `jump(ref)` and `freeze`."""

    jump = Signal(str)
    freeze = Signal()

    def __init__(self, work: Work, problems: Sequence[Problem]) -> None:
        super().__init__()
        u = theme.now().u
        self.problems = RowList()
        self.button: parts.Button | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(u, 0, 0, 0)
        box.setSpacing(2 * u)
        if problems:
            box.addWidget(Remark("wait", t("visit_page.problems", count=len(problems))))
            self.problems.setAccessibleName(t("visit_page.problems", count=len(problems)))
            self.problems.show_rows([_row(work, problem) for problem in problems])
            self.problems.chosen.connect(lambda key: self.jump.emit(key.partition(" ")[0]))
            box.addWidget(self.problems)
            box.addWidget(parts.body(t("visit_page.problems_hint"), muted=True))
            self.setFocusProxy(self.problems)
        else:
            box.addWidget(Remark("done", t("visit_page.no_problems")))
            box.addWidget(parts.body(t("visit_page.freeze_means")))
            needed = work.opened.form.signatures
            words = t("visit_page.freeze_and_sign") if needed else t("visit_page.freeze")
            self.button = parts.primary(words, self.freeze.emit)
            box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
            self.setFocusProxy(self.button)
        box.addStretch(1)


def _row(work: Work, problem: Problem) -> Row:
    section = next((s for s in work.sections if s.key == work.progress.section_of(problem.ref)), None)
    where = noun(section.title) if section is not None else ""
    number = _row_number(problem.ref)
    place = t("visit_page.row_of", where=where, number=number) if number else where
    message = problem.message or (t("visit_page.required") if problem.kind == "required" else t("visit_page.not_valid"))
    wrong = problem.kind != "required"
    return Row(
        f"{problem.ref} {problem.kind}",
        problem.label or problem.ref.rpartition("/")[2],
        "refused" if wrong else "circle",
        "refused" if wrong else "waiting",
        note=f"{place} · {message}" if place else message,
    )


def _row_number(ref: str) -> str:
    steps = [step for step in ref.split("/") if step.endswith("]")]
    return steps[-1].rpartition("[")[2][:-1] if steps else ""
