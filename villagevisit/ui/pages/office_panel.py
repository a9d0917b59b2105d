"""One paper beside the list: what it is, where its figures are from, and what can be done with it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.changes import Done
from villagevisit.domain.errors import CodedError
from villagevisit.domain.office import Issued, Text
from villagevisit.domain.office_text import names
from villagevisit.services import office, office_drafts, paper_office
from villagevisit.services.office_drafts import Draft
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

T = TypeVar("T")


class PaperPanel(QWidget):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self._one: Draft | Issued | None = None
        self.buttons: dict[str, parts.Button] = {}
        self.reason = Line()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.now().u)

    def show_one(self, one: Draft | Issued) -> None:
        self._one = one
        parts.clear(self._box)
        text = one.text
        self._box.addWidget(parts.heading(text.title.replace("\n", "").strip() or t("office.untitled")))
        if isinstance(one, Issued):
            self._issued(one)
        else:
            self._draft(one)
        self._sources(text)
        self._box.addStretch(1)

    def _draft(self, one: Draft) -> None:
        self._box.addWidget(parts.status("wait", t("office.state.draft")))
        self.buttons = {
            "go_on": parts.primary(t("office.go_on"), lambda: self.shell.go("office_write", draft_id=one.id)),
            "print": parts.plain(t("office.sheet"), self.print_),
            "discard": parts.quiet(t("office.discard"), self._discard),
        }
        self._told(one.text)
        self._box.addWidget(Flow(*self.buttons.values()))

    def _issued(self, one: Issued) -> None:
        self._box.addWidget(parts.status("refused" if one.withdrawn else "done", one.mark))
        self._box.addWidget(parts.body(t("office.by", by=one.by, day=one.day), muted=True))
        self._told(one.text)
        if one.withdrawn:
            gone = one.withdrawn
            said = t("office.withdrawn_on", day=gone.day, by=gone.by, reason=gone.reason)
            self._box.addWidget(Remark("refused", said))
        elif self._twice(one):
            self._box.addWidget(Remark("look", t("office.same_number", number=one.mark)))
        self.buttons = {
            "print": parts.primary(t("office.print"), self.print_),
            "again": parts.plain(t("office.again"), self._again),
        }
        self._box.addWidget(Flow(*self.buttons.values()))
        if not one.withdrawn:
            self.reason = Line()
            self.buttons["withdraw"] = parts.plain(t("office.withdraw"), self._withdraw)
            self._box.addWidget(parts.line())
            self._box.addWidget(parts.labelled(t("office.reason"), self.reason))
            self._box.addWidget(parts.row(self.buttons["withdraw"], None))

    def _told(self, text: Text) -> None:
        kind = t(f"office.kind.{text.kind}")
        to = t("objection.comma").join(names(text.to))
        said = f"{kind} · {t('office.to', names=to)}" if to else kind
        self._box.addWidget(parts.body(said, muted=True))

    def _sources(self, text: Text) -> None:
        if not text.sources:
            return
        self._box.addWidget(parts.line())
        self._box.addWidget(parts.strong(t("office.sources")))
        for one in text.sources:
            said = t("office.source", name=one.name, value=one.value, told=one.told)
            self._box.addWidget(parts.body(said, muted=True))

    def _twice(self, one: Issued) -> bool:
        found = office.register(self.shell.ws, one.area, one.year)
        return any(one.number in series.twice for series in found if series.code == one.code)

    def print_(self) -> None:
        if self._one is not None:
            kind = paper_office.kind_of(self._one.text.kind)
            self.shell.go("print", kind=kind.value, subject_id=self._one.id)

    def _again(self) -> None:
        one = self._one
        if isinstance(one, Issued):
            made = self._do(lambda: office.again(self.shell.ws, self.shell.actor, one.id))
            if made is not None:
                self.shell.go("office_write", draft_id=made.id)

    def _discard(self) -> None:
        one = self._one
        if one is not None and self.shell.confirm(t("office.discard"), t("office.discard.ask"), t("office.discard")):
            self.shell.notify(t("office.discarded"), "done")
            self._do(lambda: office_drafts.discard(self.shell.ws, self.shell.actor, one.id))

    def _withdraw(self) -> None:
        one, reason = self._one, self.reason.text()
        if not isinstance(one, Issued):
            return
        ask = t("office.withdraw.ask", number=one.mark)
        if reason.strip() and not self.shell.confirm(t("office.withdraw"), ask, t("office.withdraw")):
            return
        if self._do(lambda: office.withdraw(self.shell.ws, self.shell.actor, one.id, reason)) is not None:
            self.shell.notify(t("office.withdrawn_now", number=one.mark), "done")

    def _do(self, command: Callable[[], Done[T]]) -> T | None:
        try:
            return self.shell.apply(command())
        except CodedError as error:
            self.shell.fail(error)
            return None
