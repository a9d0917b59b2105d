"""Writing one paper: its fields in one column, kept as one types; pages and what is missing below."""

from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.errors import CodedError
from villagevisit.domain.office import HIGHEST, Kind, Text, mark
from villagevisit.services import office, office_drafts, office_sheet, paper_office
from villagevisit.services.office_drafts import Draft
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Line
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.office_begin import Begin
from villagevisit.ui.pages.office_fields import Fields
from villagevisit.ui.pages.visit_saver import DraftSaver
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import explain, t

_PAUSE_MS = 700


class OfficeWritePage(Page):
    """`enter(draft_id)`."""

    name: ClassVar[str] = "office_write"
    topics: ClassVar[Changes] = changes(Topic.EVENTS)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._draft: Draft | None = None
        self._saver: DraftSaver | None = None
        self._saved = ""
        self._stops = 0
        self.fields = Fields(Kind.NOTICE)
        self.begin: Begin | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._count)
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        self._box.setSpacing(u)
        self._area = parts.scroll(parts.narrow(inside))
        self.found = QVBoxLayout()
        self.pages = parts.status("info", "")
        self.ready = parts.status("done", "")
        self.number, self.total = Line(), Line()
        self.issue = parts.primary(t("office.issue"), self._issue)
        self.sheet = parts.plain(t("office.sheet"), self._look)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._area, 1)
        outer.addWidget(parts.line())
        outer.addWidget(parts.padded(Flow(self.pages, self.ready, self.sheet, self.issue), 1))

    def enter(self, **params: Any) -> None:
        self._draft = office_drafts.find(self.shell.ws, str(params.get("draft_id", "")))
        self._saved = self._draft.saved if self._draft else ""
        self._fill()
        self._area.verticalScrollBar().setValue(0)

    def keep(self) -> dict[str, Any]:
        return {"draft_id": self._draft.id if self._draft else ""}

    def refresh(self) -> None:
        """The office may have been named meanwhile; what is typed stays."""
        if self._draft is not None and office_drafts.find(self.shell.ws, self._draft.id):
            self._check()

    def leave(self) -> bool:
        return self.save()

    def save(self) -> bool:
        if self._saver is None:
            return True
        try:
            self._saver.flush()
        except CodedError as error:
            self.shell.fail(error)
            return False
        return True

    def safe(self) -> tuple[str, str] | None:
        return ("done", t("office.saved", time=self._saved[11:19])) if self._saved else None

    def heading(self) -> str:
        kind = t(f"office.kind.{self._draft.text.kind}") if self._draft else ""
        return f"{t('office.nav')} · {kind}" if kind else t("office.nav")

    def help(self) -> str:
        return t("office.help")

    def first_focus(self) -> QWidget | None:
        return self.fields.title if self._draft else None

    def print_shown(self) -> None:
        """Ctrl+P: the draft as the paper will look, marked as a draft."""
        self._look()

    def text(self) -> Text:
        """As it stands on the page."""
        assert self._draft is not None
        return self.fields.text(self._draft.text)

    def _fill(self) -> None:
        parts.clear(self._box)
        self._saver = None
        draft = self._draft
        for widget in (self.issue, self.sheet):
            widget.setEnabled(draft is not None)
        if draft is None:
            self._box.addWidget(Remark("refused", t("error.office.draft-gone")))
            self._box.addStretch(1)
            return
        self._saver = DraftSaver(self.shell, draft.id, lambda: office_drafts.packed(self.text()), office_drafts.save)
        self._saver.saved.connect(self._kept)
        self._saver.failed.connect(self.shell.fail)
        self.begin = Begin(self.shell, draft, self.text, self._begun)
        self._box.addWidget(self.begin)
        self.begin.setVisible(self.begin.offered)
        self.fields = Fields(draft.text.kind)
        self.fields.show_text(draft.text)
        self.fields.changed.connect(self._touched)
        self._box.addWidget(self.fields)
        self._box.addWidget(parts.body(t("office.secret"), muted=True))
        self._numbers(draft)
        self.found = QVBoxLayout()
        self.found.setSpacing(theme.now().u // 2)
        self._box.addLayout(self.found)
        self._box.addStretch(1)
        self._check()
        self._count()

    def _numbers(self, draft: Draft) -> None:
        """The next number stands there; who numbered papers elsewhere this year raises it once."""
        _, gone = office.numbers(self.shell.ws, draft.area, draft.text.kind)
        self.number, self.total = Line(str(gone.next)), Line(str(max(gone.total + 1, gone.next)))
        fields = [parts.labelled(t("office.number"), self.number)]
        if draft.text.kind is Kind.BRIEF:
            fields.append(parts.labelled(t("office.total"), self.total))
        self._box.addWidget(parts.row(*fields, None))

    def _touched(self) -> None:
        if self._saver is not None:
            self._saver.touch()
        self._check()
        self._pause.start()

    def _kept(self, at: str) -> None:
        self._saved = at
        self.shell.retitle()

    def _check(self) -> None:
        """What is missing, the first first."""
        if self._draft is None:
            return
        text = self.text()
        parts.clear(self.found)
        every = office.look(self.shell.ws, self._draft.area, text)
        for one in every:
            self.found.addWidget(Remark("refused" if one.stops else "look", explain(one)))
        if text.sources:
            self.found.addWidget(parts.strong(t("office.sources")))
        for source in text.sources:
            said = t("office.source", name=source.name, value=source.value, told=source.told)
            self.found.addWidget(parts.body(said, muted=True))
        self._stops = sum(one.stops for one in every)
        said = t("office.missing", count=self._stops) if self._stops else t("office.ready")
        self.ready.say("wait" if self._stops else "done", said)

    def _count(self) -> None:
        """Pages, counted beside the window."""
        if self._draft is None:
            return
        ws, draft = self.shell.ws, Draft(self._draft.id, self._draft.area, self._draft.saved, self.text())
        self.pages.say("info", t("office.counting"))

        def work(_progress: Progress) -> int:
            return office_sheet.pages(ws, draft)

        def counted(many: int) -> None:
            self.pages.say("info", t("office.pages", count=many))

        def failed(error: BaseException) -> None:
            self.pages.say("refused", explain(error))

        self.shell.tasks.run(work, counted, failed=failed, quiet=True)

    def _begun(self, text: Text) -> None:
        assert self._draft is not None
        self._draft = Draft(self._draft.id, self._draft.area, self._draft.saved, text)
        self.fields.show_text(text)
        self._touched()
        self.shell.notify(t("office.filled"), "done")

    def _look(self) -> None:
        if self._draft is not None and self.save():
            kind = paper_office.kind_of(self._draft.text.kind)
            self.shell.go("print", kind=kind.value, subject_id=self._draft.id)

    def _issue(self) -> None:
        draft = self._draft
        if draft is None or not self.save():
            return
        ws, text = self.shell.ws, self.text()
        number, total = _whole(self.number), _whole(self.total) if text.kind is Kind.BRIEF else 0
        if not self._stops:
            code, _ = office.numbers(ws, draft.area, text.kind)
            named = mark(text.kind, code, ws.clock.now().year, number, total)
            ask = t("office.issue.ask", title=text.title.replace("\n", ""), number=named)
            if not self.shell.confirm(t("office.issue"), ask, t("office.issue")):
                return
        try:
            done = office.issue(ws, self.shell.actor, draft.id, number, total)
        except CodedError as error:
            self.shell.fail(error)
            return
        if self._saver is not None:
            self._saver.stop()
        self._saver = self._draft = None
        self.shell.notify(t("office.issued_now", number=done.value.mark), "done")
        self.shell.go("office", paper_id=self.shell.apply(done).id)


def _whole(line: Line) -> int:
    """Beyond every number for what is none; the command says so."""
    text = line.text().strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) else HIGHEST + 1
