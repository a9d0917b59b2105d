"""The few options of a paper: what it is made of, size, copies, and the texts of a board."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from villagevisit.domain.publicity import BoardKind
from villagevisit.services.paper_types import Offer, PaperKind, PaperRequest, Subject
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line, Search
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.wording import t

_BOARDS = {
    BoardKind.INITIAL: "desk.print.board_initial",
    BoardKind.RESULT: "desk.print.board_result",
    BoardKind.STANDING: "desk.print.board_standing",
    BoardKind.REVIEWED: "desk.print.board_reviewed",
}
_NEEDS = {
    "village": "desk.print.which_village",
    "submission": "desk.print.which_visit",
    "officer": "desk.print.which_person",
    "draw": "desk.print.which_draw",
    "household": "desk.print.which_household",
    "township": "desk.print.which_township",
    "kin": "desk.print.which_kin",
    "inquiry": "desk.print.which_inquiry",
    "supervised": "desk.print.which_inquiry",
    "check": "desk.print.which_check",
    "clue": "desk.print.which_clue",
    "fault": "desk.print.which_fault",
    "bulletin": "desk.print.which_bulletin",
    "contract": "desk.print.which_contract",
    "health_ledger": "desk.print.which_ledger",
    "week": "desk.print.which_week",
    "meeting": "desk.print.which_meeting",
    "minutes": "desk.print.which_meeting",
    "change": "desk.print.which_change",
    "bill": "desk.print.which_bill",
    "health": "desk.print.which_health",
    "period": "desk.print.which_period",
    "person": "desk.print.which_patient",
    "office": "desk.print.which_office",
    "office_year": "desk.print.which_office",
    "patient": "desk.print.which_patient",
    "register": "desk.print.which_ledger",
    "blame": "desk.print.which_transfer",
    "aid_papers": "desk.print.which_aid_papers",
}
_FIND = {"draw": "desk.print.find_draw"}
_DATED = frozenset({PaperKind.PUBLICITY_BOARD, PaperKind.PLEDGE})
"""Papers whose day is chosen here; the others bear the day of what they record."""
_PAPERS = {"A4": "desk.print.a4", "A3": "desk.print.a3"}
MOST_COPIES = 99
_LIST_ROWS = 3


class Options(QWidget):
    """Emits `changed` when the sheet has to be made anew, `asked(text)` when somebody looks for a subject."""

    changed = Signal()
    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._offer: Offer | None = None
        self.subject = Choice()
        self.subject.on_choice(lambda _id: self.changed.emit())
        self._subject_box = parts.labelled(t("desk.print.which_village"), self.subject)
        self.subjects = Rows()
        self.search = Search(t("desk.print.find"))
        self.search.typed.connect(self.asked)
        self.search.down.connect(self.subjects.setFocus)
        self.subjects.setMinimumHeight(round(5.2 * _LIST_ROWS * theme.now().u))
        self.subjects.chosen.connect(lambda _at: self.changed.emit())
        self._list_label = parts.body("", muted=True)
        self._list_box = _under(self._list_label, parts.column(self.search, self.subjects))
        self.board = Choice([(kind.value, t(key)) for kind, key in _BOARDS.items()])
        self.board.on_choice(lambda _kind: self.changed.emit())
        self.day = Day()
        self.batch = Line("", t("desk.print.batch_example"))
        self.township_phone = Line()
        self.county_phone = Line()
        for field in (self.day, self.batch, self.township_phone, self.county_phone):
            field.editingFinished.connect(self.changed.emit)
        self._day_label = parts.body("", muted=True)
        self._day_box = _under(self._day_label, self.day)
        self._board_box = parts.column(
            parts.labelled(t("desk.print.board_kind"), self.board),
            parts.labelled(t("desk.print.batch"), self.batch),
            parts.labelled(t("desk.print.township_phone"), self.township_phone),
            parts.labelled(t("desk.print.county_phone"), self.county_phone),
        )
        self.paper_size = Tabs((key, t(words)) for key, words in _PAPERS.items())
        self.paper_size.chosen.connect(lambda _size: self.changed.emit())
        self._size_box = parts.labelled(t("desk.print.paper"), self.paper_size)
        self.copies = _Copies()
        self._copies_box = parts.labelled(t("desk.print.copies"), self.copies)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, theme.now().u, 0)
        box.setSpacing(theme.now().u)
        for widget in (
            self._subject_box, self._list_box, self._size_box, self._copies_box, self._day_box, self._board_box,
        ):  # fmt: skip
            box.addWidget(widget)
        box.addStretch(1)

    def show_offer(self, offer: Offer, today: date) -> None:
        """Fits the options to another paper; the posting day begins as today."""
        self._offer = offer
        village = offer.needs == "village"
        self._subject_box.setVisible(village)
        self._list_box.setVisible(not village)
        self._list_label.setText(t(_NEEDS[offer.needs]))
        self.subjects.setAccessibleName(t(_NEEDS[offer.needs]))
        self._board_box.setVisible(offer.kind == PaperKind.PUBLICITY_BOARD)
        self._day_box.setVisible(offer.kind in _DATED)
        board = offer.kind == PaperKind.PUBLICITY_BOARD
        self._day_label.setText(t("desk.print.posted_on") if board else t("desk.print.signed_on"))
        self.day.setAccessibleName(self._day_label.text())
        self.day.setText(today.isoformat())
        for key in _PAPERS:
            self.paper_size.button(key).setVisible(key in offer.papers)
        self.paper_size.choose(offer.papers[0] if offer.papers else "")
        self.search.blockSignals(True)
        self.search.clear()
        self.search.setPlaceholderText(t(_FIND.get(offer.needs, "desk.print.find")))
        self.search.blockSignals(False)

    def show_subjects(self, subjects: Sequence[Subject], chosen: str) -> None:
        """What the paper can be made of; nothing is emitted."""
        self.subject.offer([(one.id, one.title) for one in subjects], chosen)
        self.subjects.blockSignals(True)
        self.subjects.offer([Row(one.id, one.title, one.note) for one in subjects])
        if chosen:
            self.subjects.choose_key(chosen)
        self.subjects.blockSignals(False)

    def chosen(self) -> str:
        """The id of the subject; empty when there is none."""
        if self._offer is None:
            return ""
        return self.subject.value() if self._offer.needs == "village" else self.subjects.current_key()

    def request(self) -> PaperRequest | None:
        """The sheet that is asked for; None while something is missing."""
        offer, subject = self._offer, self.chosen()
        if offer is None or not subject or self.day.wrong():
            return None
        board = offer.kind == PaperKind.PUBLICITY_BOARD
        day = self.day.value()
        return PaperRequest(
            kind=offer.kind,
            village_code=subject if offer.needs == "village" else "",
            subject_id="" if offer.needs == "village" else subject,
            paper=self.paper_size.current(),
            board=BoardKind(self.board.value()),
            posted_on=date.fromisoformat(day) if day and offer.kind in _DATED else None,
            batch=self.batch.text().strip() if board else "",
            township_phone=self.township_phone.text().strip() if board else "",
            county_phone=self.county_phone.text().strip() if board else "",
        )

    def first(self) -> QWidget:
        return self.subject if self._offer is not None and self._offer.needs == "village" else self.search


def _under(label: QWidget, field: QWidget) -> QWidget:
    """A field under a label whose words change."""
    box = parts.column(label, field)
    layout = box.layout()
    assert layout is not None
    layout.setSpacing(theme.now().u // 3)
    return box


class _Copies(QWidget):
    """How many: type it, or press less and more."""

    def __init__(self) -> None:
        super().__init__()
        self.number = QSpinBox()
        self.number.setRange(1, MOST_COPIES)
        self.number.setAccessibleName(t("desk.print.copies"))
        self.number.setFixedWidth(5 * theme.now().u)
        fewer = parts.with_icon(parts.plain("", self.number.stepDown), "remove")
        fewer.setAccessibleName(t("desk.print.fewer"))
        more = parts.with_icon(parts.plain("", self.number.stepUp), "add")
        more.setAccessibleName(t("desk.print.more"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(parts.row(fewer, self.number, more, None))
        self.setFocusProxy(self.number)

    def value(self) -> int:
        return self.number.value()
