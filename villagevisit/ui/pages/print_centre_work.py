"""What happens to one sheet: laid out for the eye, recorded, printed, saved. All of it on the worker."""

from collections.abc import Callable
from pathlib import Path

from villagevisit.domain.changes import Done
from villagevisit.services import paper, print_log
from villagevisit.services.paper_types import Paper, PaperRequest, Signing
from villagevisit.services.workspace import Cancelled, Progress
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages import print_centre_printer as printing
from villagevisit.ui.pages.print_centre_preview import Preview
from villagevisit.ui.pages.print_centre_printer import Job
from villagevisit.wording import explain, t


class PaperWork:
    """`paper` is the sheet that is seen, None while there is none; `allow(yes)` is told whether it may be printed."""

    def __init__(self, shell: Shell, allow: Callable[[bool], None]) -> None:
        self._shell = shell
        self._allow = allow
        self._turn = 0
        self._wanted: object = None
        """Stands for the pages behind the first while somebody waits for them."""
        self.preview = Preview(self._render, self.stop, self._go_on)
        self.request: PaperRequest | None = None
        self.paper: Paper | None = None

    def look(self, request: PaperRequest) -> None:
        """Shows the sheet of a request; an answer that comes after another request is dropped."""
        if request == self.request:
            return
        self.forget()
        turn, ws, actor = self._turn, self._shell.ws, self._shell.actor
        self.request, self.paper = request, None
        self._allow(False)
        self.preview.wait()

        def work(_progress: Progress) -> bytes:
            self._still(turn)
            return paper.first_sheet(ws, actor, request)

        self._shell.tasks.run(
            work, lambda pdf: self._show_first(turn, pdf), failed=lambda error: self._failed(turn, error), quiet=True
        )

    def _show_first(self, turn: int, pdf: bytes) -> None:
        if turn == self._turn:
            self.preview.show_first(pdf)
            self._go_on()

    def _go_on(self) -> None:
        """Makes the whole paper behind its first page."""
        request = self.request
        if request is None:
            return
        turn, ws, actor = self._turn, self._shell.ws, self._shell.actor
        wanted = self._wanted = object()
        self.preview.make_others()

        def watch(done: int, total: int) -> None:
            del done, total
            self._still(turn, wanted)

        self._shell.tasks.run(
            lambda _progress: paper.preview(ws, actor, request, watch),
            lambda made: self._show(turn, made),
            failed=lambda error: self._failed(turn, error),
            quiet=True,
        )

    def stop(self) -> None:
        """The other pages are not wanted now; the first one stays."""
        self._wanted = None
        self.preview.leave_others()

    def _still(self, turn: int, wanted: object = None) -> None:
        """Raises Cancelled once something else is wanted; asked on the worker before each page."""
        if turn != self._turn or (wanted is not None and wanted is not self._wanted):
            raise Cancelled

    def forget(self) -> None:
        """The next `look` makes the sheet anew."""
        self._turn += 1
        self._wanted = None
        self.request = None

    def nothing(self, words: str) -> None:
        """No sheet, and why."""
        self.forget()
        self.paper = None
        self._allow(False)
        self.preview.say(words)

    def _show(self, turn: int, made: Paper) -> None:
        if turn == self._turn and self._wanted is not None:
            self._wanted = None
            self.paper = made
            self._allow(True)
            self.preview.show_paper(made)

    def _failed(self, turn: int, error: BaseException) -> None:
        if turn == self._turn and not isinstance(error, Cancelled):
            self.nothing(explain(error))

    def _render(self, pdf: bytes, page: int, dpi: int) -> None:
        """A picture of one page, only of the page that is looked at."""
        turn = self._turn

        def show(png: bytes) -> None:
            if turn == self._turn:
                self.preview.show_page(page, png, dpi)

        self._shell.tasks.run(
            lambda _progress: paper.page_png(pdf, page, dpi),
            show,
            failed=lambda error: self._failed(turn, error),
            quiet=True,
        )

    def print_to(self, job: Job, signing: Signing | None = None) -> None:
        """Records the paper, then prints it."""
        request = self.request
        if request is None or self.paper is None:
            return
        ws, actor = self._shell.ws, self._shell.actor

        def work(progress: Progress) -> Done[Paper]:
            done = paper.make(ws, actor, request, signing, progress)
            printing.print_pdf(job, done.value.name, done.value.pdf, done.value.pages, progress)
            print_log.sent(ws, actor, done.value.id, job.machine, job.copies)
            return done

        self._shell.tasks.run(work, self._printed, title=t("desk.print.printing", name=self.paper.name))

    def _printed(self, done: Done[Paper]) -> None:
        made = self._shell.apply(done)
        self._allow(self.paper is not None)
        self._shell.notify(t("desk.print.printed", name=made.name, code=made.digest[:8]), "done")

    def save_to(self, path: Path, signing: Signing | None, saved: Callable[[Path], None]) -> None:
        """Records the paper, then writes it."""
        request = self.request
        if request is None:
            return
        ws, actor = self._shell.ws, self._shell.actor

        def work(progress: Progress) -> Done[Paper]:
            done = paper.make(ws, actor, request, signing, progress)
            paper.save(done.value, path)
            return done

        self._shell.tasks.run(work, lambda done: self._saved(done, path, saved), title=t("desk.print.saving"))

    def _saved(self, done: Done[Paper], path: Path, saved: Callable[[Path], None]) -> None:
        self._shell.apply(done)
        self._shell.notify(t("desk.print.saved", path=str(path)), "done")
        saved(path.parent)
