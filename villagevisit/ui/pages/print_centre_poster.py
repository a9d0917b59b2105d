"""A board as a large poster from office sheets: how large, on which sheets, how many of them; printed or saved."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QDialog, QLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Done
from villagevisit.services import paper, paper_poster, print_log
from villagevisit.services.paper_types import Paper, PaperRequest, Signing
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages import print_centre_machines as machines
from villagevisit.ui.pages.print_centre_dialog import halves, keep_height
from villagevisit.ui.pages.print_centre_printer import Job, print_pdf
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t


@dataclass(frozen=True)
class Wish:
    """Without a job it is saved as a file."""

    choice: paper_poster.Choice
    job: Job | None = None


class PosterDialog(QDialog):
    """`wish()` is what was chosen. `page` is the width and height of the paper in millimetres."""

    def __init__(self, parent: QWidget, page: tuple[float, float]) -> None:
        super().__init__(parent)
        self.setWindowTitle(t("desk.print.poster_title"))
        self._page = page
        self._machines = machines.found()
        self._found: tuple[paper_poster.Choice, ...] = ()
        self.size_tabs = Tabs([(size, size) for size in paper_poster.SIZES])
        self.size_tabs.choose("A1")
        self.sheet_tabs = Tabs([(sheet, sheet) for sheet in paper_poster.SHEETS])
        self.sheet_tabs.choose(paper_poster.SHEETS[0])
        self.plan = Choice()
        self.target = Choice([
            *((str(number), one.name) for number, one in enumerate(self._machines)),
            ("", t("desk.print.poster_file")),
        ])  # fmt: skip
        for tabs in (self.size_tabs, self.sheet_tabs):
            tabs.chosen.connect(lambda _key: self._offer())
        self._build()
        self._offer()

    def _build(self) -> None:
        u = theme.now().u
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        box.setSpacing(u)
        box.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        words = Remark("muted", t("desk.print.poster_words"))
        words.setMinimumWidth(44 * u)
        box.addLayout(
            halves(
                parts.labelled(t("desk.print.poster_size"), self.size_tabs),
                parts.labelled(t("desk.print.poster_sheet"), self.sheet_tabs),
            )
        )
        for widget in (
            parts.labelled(t("desk.print.poster_plan"), self.plan),
            parts.labelled(t("desk.print.poster_target"), self.target),
            words,
            parts.row(
                None, parts.plain(t("common.cancel"), self.reject), parts.primary(t("desk.print.poster"), self.accept)
            ),
        ):
            box.addWidget(widget)
        keep_height(self.plan, self.target)
        self.plan.setMinimumWidth(44 * u)

    def wish(self) -> Wish:
        choice = self._found[int(self.plan.value())]
        if not self.target.value():
            return Wish(choice)
        machine = self._machines[int(self.target.value())]
        printer = machine.printer(self.sheet_tabs.current(), wide=choice.wide)
        return Wish(choice, Job(printer, machine.name))

    def _offer(self) -> None:
        """The choice with the most sheets has the very size; the first one is nearly as large with fewer."""
        size = next(one for one in paper_poster.SIZES if one == self.size_tabs.current())
        sheet = next(one for one in paper_poster.SHEETS if one == self.sheet_tabs.current())
        self._found = paper_poster.choices(*self._page, size, sheet)
        self.plan.offer([
            (
                str(number),
                t(
                    "desk.print.poster_choice",
                    count=one.sheets, width=f"{one.width / 10:.0f}", height=f"{one.height / 10:.0f}",
                ),
            )
            for number, one in enumerate(self._found)
        ])  # fmt: skip


def run(
    shell: Shell,
    parent: QWidget,
    shown: Paper,
    asked: tuple[PaperRequest, Signing | None],
    wish: Wish,
    told: Callable[[Path | None], None],
) -> None:
    """Records the paper; then its sheets go to the printer, or to a file that is asked for first. `told` hears the
    folder of the file, or None once they are printed.
    """
    name = t("desk.print.poster_name", name=shown.name.removesuffix(".pdf"))
    path: Path | None = None
    if wish.job is None:
        path = shell.files.save(parent, t("desk.print.save"), f"{name}.pdf", t("desk.print.pdf_kinds"))
        if path is None:
            return
    (request, signing), ws, actor = asked, shell.ws, shell.actor

    def work(progress: Progress) -> Done[Paper]:
        done = paper_poster.make(ws, actor, request, wish.choice, signing, progress)
        made = done.value
        if wish.job is not None:
            print_pdf(wish.job, name, made.pdf, made.pages, progress)
            print_log.sent(ws, actor, made.id, wish.job.machine, 1)
        elif path is not None:
            paper.write(made.pdf, path)
        return done

    def over(done: Done[Paper]) -> None:
        made = shell.apply(done)
        if path is None:
            shell.notify(t("desk.print.printed", name=name, code=made.digest[:8]), "done")
        else:
            shell.notify(t("desk.print.saved", path=str(path)), "done")
        told(path.parent if path is not None else None)

    shell.tasks.run(work, over, title=t("desk.print.printing", name=name))
