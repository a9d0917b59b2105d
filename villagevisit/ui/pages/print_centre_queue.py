"""The filled visit forms of a village, all together: on paper, a file each, or one PDF."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QDialog, QLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Done
from villagevisit.services import paper, print_log, print_margins, print_queue
from villagevisit.services.paper_titles import title
from villagevisit.services.paper_types import Paper
from villagevisit.services.print_margins import Edges
from villagevisit.services.print_queue import Ran, Village
from villagevisit.services.workspace import Cancelled, Progress, silent
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages import print_centre_machines as machines
from villagevisit.ui.pages import print_centre_reach
from villagevisit.ui.pages.print_centre_dialog import halves, keep_height
from villagevisit.ui.pages.print_centre_printer import Job, print_pdf
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import explain, t

_SIDES = {"none": "desk.print.sides.none", "long": "desk.print.sides.long", "short": "desk.print.sides.short"}
_PAPER = "A4"
_NAMED = 3
"""Households that did not come out and are named; the others are counted."""


@dataclass(frozen=True)
class Wish:
    """`how` is `printer`, `folder` or `file`; only a printer has a job."""

    village: Village
    how: str
    job: Job | None = None


class QueueDialog(QDialog):
    """`wish()` is what was chosen. Without a printer, printing is not offered."""

    def __init__(self, parent: QWidget, shell: Shell, villages: Sequence[Village]) -> None:
        super().__init__(parent)
        self._shell = shell
        self._white: tuple[Edges | None, ...] | None = None
        self._open = True
        self.setWindowTitle(t("desk.print.queue_title", what=title(villages[0].kind)))
        self._villages = villages
        self._machines = machines.found()
        self.village = Choice(
            (one.code, t("desk.print.queue_village", name=one.name, count=one.forms)) for one in villages
        )
        self.how = Tabs([("folder", t("desk.print.queue_folder")), ("file", t("desk.print.queue_file"))])
        if self._machines:
            self.how = Tabs([
                ("printer", t("desk.print.queue_printer")),
                ("folder", t("desk.print.queue_folder")),
                ("file", t("desk.print.queue_file")),
            ])  # fmt: skip
        self.how.choose(self.how.keys()[0])
        self.how.chosen.connect(lambda _how: self._how_chosen())
        self.machine = Choice((str(number), one.name) for number, one in enumerate(self._machines))
        self.machine.on_choice(lambda _at: self._machine_chosen())
        self.sides = Choice()
        self.remark = Remark("muted", t("desk.print.checking"))
        self._printing = parts.column(
            halves(
                parts.labelled(t("desk.print.machine"), self.machine), parts.labelled(t("desk.print.sides"), self.sides)
            ),
            self.remark,
        )
        self.village.on_choice(lambda _code: self._look())
        self._build()
        self._machine_chosen()
        self._how_chosen()
        self._look()

    def _build(self) -> None:
        u = theme.now().u
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        box.setSpacing(u)
        box.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        words = Remark("muted", t("desk.print.queue_stops"))
        words.setMinimumWidth(44 * u)
        begin = parts.primary(t("desk.print.queue_begin"), self.accept)
        for widget in (
            parts.labelled(t("desk.print.which_village"), self.village),
            parts.labelled(t("desk.print.queue_how"), self.how),
            self._printing,
            words,
            parts.row(None, parts.plain(t("common.cancel"), self.reject), begin),
        ):
            box.addWidget(widget)
        keep_height(self.village, self.machine, self.sides)

    def wish(self) -> Wish:
        village, how = self._chosen(), self.how.current()
        if how != "printer":
            return Wish(village, how)
        return Wish(village, how, self._job())

    def _chosen(self) -> Village:
        return next(one for one in self._villages if one.code == self.village.value())

    def _job(self) -> Job:
        machine = self._machines[int(self.machine.value())]
        return Job(machine.printer(_PAPER, wide=False), machine.name, sides=self.sides.value())

    def _how_chosen(self) -> None:
        self._printing.setVisible(self.how.current() == "printer")

    def _machine_chosen(self) -> None:
        if self._machines:
            machine = self._machines[int(self.machine.value())]
            self.sides.offer([(key, t(_SIDES[key])) for key in machine.sides(machine.name)], self.sides.value())
            self._say()

    def _look(self) -> None:
        """Whether the printer reaches the edges of the first form of the village; the others are laid out like it."""
        if not self._machines:
            return
        self._white = None
        self._say()
        ws, actor, village = self._shell.ws, self._shell.actor, self._chosen()

        def watch(done: int, total: int) -> None:
            del done, total
            if not self._open or self.village.value() != village.code:
                raise Cancelled

        def work(_progress: Progress) -> tuple[Edges | None, ...]:
            shown = paper.preview(ws, actor, print_queue.forms(ws, village, actor)[0].request, watch)
            return print_margins.white(shown.pdf, shown.pages, watch)

        self._shell.tasks.run(work, self._looked, failed=lambda _error: None, quiet=True)

    def _looked(self, white: tuple[Edges | None, ...]) -> None:
        if self._open:
            self._white = white
            self._say()

    def _say(self) -> None:
        self.remark.say(*print_centre_reach.said(self._job(), _PAPER, self._white))

    def over(self) -> None:
        """Nobody looks any more."""
        self._open = False
        self.deleteLater()


class QueueWork:
    """Runs a queue behind the progress panel and says what came of it; `saved(folder)` hears where files are."""

    def __init__(self, shell: Shell, saved: Callable[[Path], None]) -> None:
        self._shell = shell
        self._saved = saved
        self._cut: list[str] = []
        """Papers of the queue that the printer did not reach wholly."""

    def begin(self, parent: QWidget, wish: Wish) -> None:
        """Asks where, where it is a file; then begins."""
        target: Path | None = None
        if wish.how == "folder":
            target = self._shell.files.folder(parent, t("desk.print.queue_folder"))
        elif wish.how == "file":
            name = t("desk.print.queue_file_name", what=title(wish.village.kind), village=wish.village.name)
            target = self._shell.files.save(parent, t("desk.print.queue_file"), name, t("desk.print.pdf_kinds"))
        if target is None and wish.job is None:
            return
        self._shell.tasks.run(
            lambda progress: self._run(wish, target, progress),
            lambda done: self._over(done, wish, target),
            title=t("desk.print.queue_running", village=wish.village.name, what=title(wish.village.kind)),
        )

    def _run(self, wish: Wish, target: Path | None, progress: Progress) -> Done[Ran]:
        ws, actor, job = self._shell.ws, self._shell.actor, wish.job
        self._cut.clear()
        queue = print_queue.forms(ws, wish.village, actor)
        if job is None:
            assert target is not None
            save = print_queue.to_folder if wish.how == "folder" else print_queue.to_one_file
            return save(ws, actor, queue, target, progress)

        def take(made: Paper) -> None:
            if print_centre_reach.cut(job, print_margins.white(made.pdf, made.pages)) is not None:
                self._cut.append(made.name.removesuffix(".pdf"))
            print_pdf(job, made.name, made.pdf, made.pages, silent)
            print_log.sent(ws, actor, made.id, job.machine, job.copies)

        return print_queue.run(ws, actor, queue, take, progress)

    def _over(self, done: Done[Ran], wish: Wish, target: Path | None) -> None:
        ran = self._shell.apply(done)
        if target is not None and ran.finished:
            self._saved(target if wish.how == "folder" else target.parent)
        whole = not ran.left and not ran.failed and not self._cut
        lines = said(ran)
        if self._cut:
            lines.append(t("desk.print.queue_cut", count=len(self._cut), first=self._cut[0]))
        self._shell.notify("\n".join(lines), "done" if whole else "refused" if ran.ended else "wait")


def said(ran: Ran) -> list[str]:
    """What came of a queue: how far it came, which households failed and why."""
    count, left = len(ran.finished), len(ran.left)
    lines = [explain(ran.ended)] if ran.ended is not None else []
    if not left:
        lines.append(t("desk.print.queue_done", count=count))
    elif count:
        last, following = ran.finished[-1], ran.left[0]
        lines.append(t("desk.print.queue_stopped", count=count, last=last, left=left, next=following))
    else:
        lines.append(t("desk.print.queue_nothing", left=left))
    lines += [t("desk.print.queue_failed", number=number, why=explain(why)) for number, why in ran.failed[:_NAMED]]
    if len(ran.failed) > _NAMED:
        lines.append(t("desk.print.queue_failed_more", count=len(ran.failed) - _NAMED))
    return lines
