"""The print centre: papers on the left, the sheet as it will be in the middle, few options on the right."""

from typing import Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Topic, changes
from villagevisit.domain.clock import today
from villagevisit.services import paper
from villagevisit.services.paper_types import Offer, Paper, Subject
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.print_centre_actions import Actions
from villagevisit.ui.pages.print_centre_odd import OddRows
from villagevisit.ui.pages.print_centre_options import Options
from villagevisit.ui.pages.print_centre_work import PaperWork
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.wording import t

_PAUSE_MS = 200
_NARROW_UNITS = 72

_NOTHING = {
    "village": "desk.print.no_village",
    "submission": "desk.print.no_visit",
    "officer": "desk.print.no_person",
    "draw": "desk.print.no_draw",
    "household": "desk.print.no_household",
    "township": "desk.print.no_township",
    "kin": "desk.print.no_kin",
    "meeting": "desk.print.no_meeting",
    "inquiry": "desk.print.no_inquiry",
    "supervised": "desk.print.no_supervised",
    "check": "desk.print.no_check",
    "clue": "desk.print.no_clue",
    "fault": "desk.print.no_fault",
    "bulletin": "desk.print.no_bulletin",
    "week": "desk.print.no_week",
    "minutes": "desk.print.no_minutes",
    "change": "desk.print.no_change",
    "bill": "desk.print.no_bill",
    "health": "desk.print.no_health",
    "period": "desk.print.no_period",
    "person": "desk.print.no_patient",
    "contract": "desk.print.no_contract",
    "health_ledger": "desk.print.no_township",
    "office": "desk.print.no_office",
    "office_year": "desk.print.no_office",
    "patient": "desk.print.no_patient",
    "register": "desk.print.no_township",
    "blame": "desk.print.no_transfer",
    "aid_papers": "desk.print.no_township",
}


class PrintPage(Page):
    """`enter(kind, village_code, subject_id)` opens on one paper of one village, visit, person or draw."""

    name = "print"
    topics = changes(Topic.VISITS, Topic.HOUSEHOLDS, Topic.PEOPLE, Topic.ROSTER, Topic.CAMPAIGN)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.work = PaperWork(shell, self._allow)
        self._offers: tuple[Offer, ...] = ()
        self._wanted = ""
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
        self.preview = self.work.preview
        self.options = Options()
        self.options.changed.connect(self._pause.start)
        self.options.asked.connect(self._find)
        self.deeds = Actions(self.shell, self.work, self.options)
        self.print_button, self.save_button = self.deeds.print_button, self.deeds.save_button
        side = QWidget()
        side.setFixedWidth(22 * u)
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(u)
        box.addWidget(self._document_box)
        self._room = parts.scroll(parts.column(self.options, self.deeds.pin_box, None))
        box.addWidget(self._room, 1)
        box.addWidget(parts.line())
        box.addWidget(self.deeds)
        self._rule = parts.rule()
        self.odd = OddRows(self.shell)
        sheet = parts.column(self.odd, self.preview, self.deeds.more)
        inside = sheet.layout()
        assert isinstance(inside, QBoxLayout)
        inside.setStretch(1, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(2 * u, u, 2 * u, u)
        outer.setSpacing(u)
        for widget in (self.documents, self._rule):
            outer.addWidget(widget)
        outer.addWidget(sheet, 1)
        outer.addWidget(side)

    def enter(self, kind: str = "", village_code: str = "", subject_id: str = "", **_params: Any) -> None:
        self._wanted = subject_id or village_code
        self._offers = paper.offers(self.shell.ws, self.shell.actor)
        self.deeds.look_for_printers()
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
            self.work.forget()
            self._pause.start()

    @property
    def shown(self) -> Paper | None:
        """The paper on the preview; None while there is none or another is being made."""
        return self.deeds.shown

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
            self.work.nothing(t("desk.print.nothing_offered"))
            return
        self.document.blockSignals(True)
        self.document.choose(offer.kind)
        self.document.blockSignals(False)
        self.options.show_offer(offer, today(self.shell.ws.clock))
        self._room.verticalScrollBar().setValue(0)
        self.deeds.show_offer(offer)
        self._load_subjects("", self._wanted)
        self._make_preview()

    def _find(self, text: str) -> None:
        self._load_subjects(text, self.options.chosen())
        self._pause.start()

    def _load_subjects(self, text: str, chosen: str) -> None:
        offer = self._offer()
        if offer is not None:
            text = self._wanted if offer.needs == "bill" else text
            there: tuple[Subject, ...] = paper.subjects(self.shell.ws, self.shell.actor, offer.kind, text)
            self.options.show_subjects(there, chosen)

    def _make_preview(self) -> None:
        offer, request = self._offer(), self.options.request()
        self.odd.look(request)
        if offer is None or request is None:
            self.work.nothing(t(_NOTHING[offer.needs]) if offer else t("desk.print.nothing_offered"))
        else:
            self.work.look(request)

    def _allow(self, allowed: bool) -> None:
        self.deeds.allow(allowed)

    def print_shown(self) -> None:
        """Ctrl+P."""
        self.deeds.print_shown()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is made for a page that nobody looks at."""
        super().hideEvent(event)
        self._pause.stop()
        self.work.forget()

    def minimumSizeHint(self) -> QSize:
        """Without the list of papers, which gives way: else the page could never become narrow enough to hide it."""
        hint, gives_way = super().minimumSizeHint(), 0
        if not self.documents.isHidden():
            gives_way = self.documents.width() + self._rule.width() + 2 * theme.now().u
        return QSize(hint.width() - gives_way, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_UNITS * theme.now().u
        self.documents.setVisible(not narrow)
        self._rule.setVisible(not narrow)
        self._document_box.setVisible(narrow)
