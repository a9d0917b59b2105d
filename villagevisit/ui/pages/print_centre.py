"""The print centre: papers on the left, the sheet as it will be in the middle, few options on the right."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.services import paper
from villagevisit.services.paper import Offer, Paper, PaperRequest, Subject
from villagevisit.services.workspace import Cancelled, Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages import print_centre_printer as printing
from villagevisit.ui.pages.print_centre_options import Options
from villagevisit.ui.pages.print_centre_preview import Preview
from villagevisit.ui.widgets.desk_files import Files
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.wording import explain, t

_PAUSE_MS = 200
_NARROW_UNITS = 72

_NOTHING = {
    "village": "desk.print.no_village",
    "submission": "desk.print.no_visit",
    "officer": "desk.print.no_person",
}


class PrintPage(Page):
    """`enter(kind, village_code, subject_id)` opens on one paper of one village, visit or person."""

    name = "print"
    topics = changes(Topic.VISITS, Topic.HOUSEHOLDS, Topic.PEOPLE, Topic.ROSTER)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.files = Files()
        self.ask_printer = printing.ask
        self._offers: tuple[Offer, ...] = ()
        self._wanted = ""
        self._turn = 0
        self._request: PaperRequest | None = None
        self._paper: Paper | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._make_preview)
        self._build()

    def _build(self) -> None:
        u = theme.now().u
        self.documents = Rows()
        self.documents.setFixedWidth(15 * u)
        self.documents.setAccessibleName(t("desk.print.documents"))
        self.documents.chosen.connect(self._document_chosen)
        self.document = Choice()
        self.document.on_choice(self.documents.choose_key)
        self._document_box = parts.labelled(t("desk.print.documents"), self.document)
        self.preview = Preview(self._render)
        self.options = Options()
        self.options.changed.connect(self._pause.start)
        self.options.asked.connect(self._find)
        self.print_button = parts.primary(t("desk.print.print"), self.print_shown)
        self.save_button = parts.plain(t("desk.print.save"), self.save_pdf)
        side = QWidget()
        side.setFixedWidth(22 * u)
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(u)
        box.addWidget(self._document_box)
        self._room = parts.scroll(self.options)
        box.addWidget(self._room, 1)
        box.addWidget(parts.line())
        box.addWidget(self.print_button)
        box.addWidget(self.save_button)
        self._rule = parts.rule()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(2 * u, u, 2 * u, u)
        outer.setSpacing(u)
        for widget in (self.documents, self._rule):
            outer.addWidget(widget)
        outer.addWidget(self.preview, 1)
        outer.addWidget(side)

    def enter(self, kind: str = "", village_code: str = "", subject_id: str = "", **_params: Any) -> None:
        self._wanted = subject_id or village_code
        self._offers = paper.offers(self.shell.ws, self.shell.actor)
        self.documents.blockSignals(True)
        self.documents.offer([Row(offer.kind, offer.title, "") for offer in self._offers])
        self.document.offer([(offer.kind, offer.title) for offer in self._offers], kind)
        if kind:
            self.documents.choose_key(kind)
        self.documents.blockSignals(False)
        self._document_chosen(self.documents.currentIndex().row())

    def refresh(self) -> None:
        if self._offers:
            self._load_subjects(self.options.search.text().strip(), self.options.chosen())
            self._request = None
            self._pause.start()

    @property
    def shown(self) -> Paper | None:
        """The paper on the preview; None while there is none or another is being made."""
        return self._paper if self._request == self.options.request() else None

    def hasHeightForWidth(self) -> bool:
        """No: what is long scrolls inside the page."""
        return False

    def heading(self) -> str:
        return t("desk.print.heading")

    def help(self) -> str:
        return t("desk.print.help")

    def keep(self) -> dict[str, Any]:
        offer = self._offer()
        return {"kind": offer.kind, "subject_id": self.options.chosen()} if offer else {}

    def first_focus(self) -> QWidget | None:
        return self.options.first()

    def _offer(self) -> Offer | None:
        at = self.documents.currentIndex().row()
        return self._offers[at] if 0 <= at < len(self._offers) else None

    def _document_chosen(self, _number: int) -> None:
        offer = self._offer()
        if offer is None:
            self._show_nothing(t("desk.print.nothing_offered"))
            return
        self.document.blockSignals(True)
        self.document.choose(offer.kind)
        self.document.blockSignals(False)
        self.options.show_offer(offer, today(self.shell.ws.clock))
        self._room.verticalScrollBar().setValue(0)
        self._load_subjects("", self._wanted)
        self._make_preview()

    def _find(self, text: str) -> None:
        self._load_subjects(text, self.options.chosen())
        self._pause.start()

    def _load_subjects(self, text: str, chosen: str) -> None:
        offer = self._offer()
        if offer is not None:
            there: tuple[Subject, ...] = paper.subjects(self.shell.ws, self.shell.actor, offer.kind, text)
            self.options.show_subjects(there, chosen)

    def _make_preview(self) -> None:
        offer, request = self._offer(), self.options.request()
        if offer is None or request is None:
            self._show_nothing(t(_NOTHING[offer.needs]) if offer else t("desk.print.nothing_offered"))
            return
        if request == self._request and self._paper is not None:
            return
        self._turn += 1
        turn, ws, actor = self._turn, self.shell.ws, self.shell.actor
        self._request, self._paper = request, None
        self._allow(False)
        self.preview.wait()
        self.shell.tasks.run(
            lambda _progress: paper.preview(ws, actor, request),
            lambda made: self._show_paper(turn, made),
            failed=lambda error: self._failed(turn, error),
            quiet=True,
        )

    def _show_paper(self, turn: int, made: Paper) -> None:
        if turn == self._turn:
            self._paper = made
            self._allow(True)
            self.preview.show_paper(made)

    def _failed(self, turn: int, error: BaseException) -> None:
        if turn == self._turn and not isinstance(error, Cancelled):
            self._show_nothing(explain(error))

    def _show_nothing(self, words: str) -> None:
        self._turn += 1
        self._paper = self._request = None
        self._allow(False)
        self.preview.say(words)

    def _allow(self, allowed: bool) -> None:
        self.print_button.setEnabled(allowed)
        self.save_button.setEnabled(allowed)

    def _render(self, pdf: bytes, page: int, dpi: int) -> None:
        """A picture of one page, made on the worker; only of the page that is looked at."""
        turn = self._turn
        self.shell.tasks.run(
            lambda _progress: paper.page_png(pdf, page, dpi),
            lambda png: self.preview.show_page(page, png, dpi) if turn == self._turn else None,
            failed=lambda error: self._failed(turn, error),
            quiet=True,
        )

    def print_shown(self) -> None:
        """Ctrl+P: the system's dialog, then the recorded paper goes to the printer."""
        request, shown = self._request, self._paper
        if request is None or shown is None:
            return
        size = self.preview.sheet.millimetres()
        printer = printing.new_printer(request.paper, size, self.options.copies.value(), shown.pages, shown.name)
        if not self.ask_printer(self, printer, shown.pages):
            return
        self.shell.tasks.run(
            lambda progress: self._print(request, printer, progress),
            self._printed,
            title=t("desk.print.printing", name=shown.name),
        )

    def _print(self, request: PaperRequest, printer: QPrinter, progress: Progress) -> Done[Paper]:
        done = paper.make(self.shell.ws, self.shell.actor, request)
        printing.print_pdf(printer, done.value.pdf, done.value.pages, progress)
        return done

    def _printed(self, done: Done[Paper]) -> None:
        made = self.shell.apply(done)
        self.shell.notify(t("desk.print.printed", name=made.name, code=made.digest[:8]), "done")

    def save_pdf(self) -> None:
        """Asks where, records the paper and writes it there."""
        request, shown = self._request, self._paper
        if request is None or shown is None:
            return
        path = self.files.save(self, t("desk.print.save"), shown.name, t("desk.print.pdf_kinds"))
        if path is None:
            return
        ws, actor = self.shell.ws, self.shell.actor

        def work(_progress: Progress) -> Done[Paper]:
            done = paper.make(ws, actor, request)
            paper.save(done.value, path)
            return done

        self.shell.tasks.run(work, lambda done: self._saved(done, str(path)), title=t("desk.print.saving"))

    def _saved(self, done: Done[Paper], path: str) -> None:
        self.shell.apply(done)
        self.shell.notify(t("desk.print.saved", path=path), "done")

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is made for a page that nobody looks at."""
        super().hideEvent(event)
        self._pause.stop()
        self._turn += 1
        self._request = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_UNITS * theme.now().u
        self.documents.setVisible(not narrow)
        self._rule.setVisible(not narrow)
        self._document_box.setVisible(narrow)
