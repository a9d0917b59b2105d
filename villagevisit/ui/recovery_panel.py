"""Somebody forgot his PIN, or the data are on another computer: the county opens them, in three steps, before anything
is open here."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from villagevisit.domain.clock import Clock
from villagevisit.domain.errors import CodedError, Refused
from villagevisit.domain.officer import Officer
from villagevisit.services import barcode, recovery
from villagevisit.services.ring import Keeper
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Line, Pin
from villagevisit.ui.kit.files import Files
from villagevisit.ui.kit.tasks import TaskRunner
from villagevisit.ui.widgets.qr import QrCode
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import explain, t

_WIDE = 80
"""From this width on, in units, what goes to the county stands beside what comes back."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A data folder that nobody has opened yet."""

    home: Path
    outside: Path | None
    ring: Keeper
    clock: Clock


@dataclass(frozen=True, slots=True)
class Reopened:
    key: bytes
    officer: Officer


class RecoveryPanel(QWidget):
    """Says `opened(Reopened)` once the county's answer was right and the new PIN is set; `back` to the tiles."""

    opened = Signal(object)
    back = Signal()

    def __init__(self, place: Locked, staff_no: str) -> None:
        """`staff_no`: of whoever was chosen; may be empty."""
        super().__init__()
        u = theme.now().u
        self.place = place
        self.files = Files()
        self.tasks = TaskRunner(self)
        self.tasks.went_wrong.connect(self._wrong)
        self.request: recovery.Request | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4 * u, 3 * u, 2 * u, 2 * u)
        whole.setSpacing(u)
        self.back_button = parts.quiet(t("ui.recovery.back"), self.back.emit)
        whole.addWidget(parts.row(parts.title(t("ui.recovery.title")), None, self.back_button))
        self.said = Remark("info", t("ui.recovery.why"))
        whole.addWidget(self.said)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setContentsMargins(0, u, u, 0)
        self._columns.setSpacing(4 * u)
        inside = QWidget()
        inside.setLayout(self._columns)
        whole.addWidget(parts.scroll(inside), 1)
        try:
            self.request = recovery.request(place.home, place.ring)
        except CodedError as error:
            self._wrong(error)
            return
        self._columns.addWidget(self._asking(self.request), 1)
        self._columns.addWidget(self._answering(staff_no), 1)

    def _asking(self, request: recovery.Request) -> QWidget:
        self.phrase = parts.title(request.phrase)
        self.save = parts.plain(t("ui.recovery.save"), self._save)
        self.copy = parts.plain(t("ui.recovery.copy"), self._copy)
        return parts.column(
            parts.heading(t("ui.recovery.ask")),
            parts.body(t("ui.recovery.ask_how"), muted=True),
            QrCode(barcode.squares(request.text), t("ui.recovery.code")),
            parts.row(self.save, self.copy, None),
            parts.labelled(t("ui.recovery.phrase"), self.phrase),
            None,
        )

    def _answering(self, staff_no: str) -> QWidget:
        self.answer = QPlainTextEdit()
        self.answer.setPlaceholderText(t("ui.recovery.paste"))
        self.answer.setTabChangesFocus(True)
        self.answer.setFixedHeight(6 * theme.now().u)
        self.choose = parts.plain(t("ui.recovery.choose"), self._choose)
        self.staff_no, self.pin, self.again = Line(staff_no), Pin(), Pin()
        self.again.returnPressed.connect(self.open)
        self.open_button = parts.primary(t("ui.lock.open"), self.open)
        return parts.column(
            parts.heading(t("ui.recovery.answer")),
            self.answer,
            parts.row(self.choose, None),
            parts.heading(t("ui.recovery.new")),
            parts.labelled(t("ui.person.staff_no"), self.staff_no),
            parts.labelled(t("ui.recovery.pin"), self.pin),
            parts.labelled(t("ui.sign.pin_again"), self.again),
            parts.body(t("ui.recovery.after"), muted=True),
            parts.row(self.open_button, None),
            None,
        )

    def _save(self) -> None:
        path = self.files.save(self, t("ui.recovery.save"), "unlock-request.json", "JSON (*.json)")
        if path is None:
            return
        try:
            recovery.request(self.place.home, self.place.ring, path)
        except CodedError as error:
            self._wrong(error)
            return
        self.said.say("done", t("ui.recovery.saved", file=path.name))

    def _copy(self) -> None:
        if self.request is not None:
            QGuiApplication.clipboard().setText(self.request.text)
            self.said.say("done", t("ui.recovery.copied"))

    def _choose(self) -> None:
        path = self.files.open(self, t("ui.recovery.choose"), "JSON (*.json);;* (*)")
        if path is None:
            return
        try:
            self.answer.setPlainText(recovery.text_of(path))
        except CodedError as error:
            self._wrong(error)

    def open(self) -> None:
        """Tries the answer on the worker; nothing changes while it or the PIN is refused."""
        if self.tasks.busy:
            return
        if self.pin.text() != self.again.text():
            self.said.say("refused", t("ui.sign.differs"))
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        place, text = self.place, self.answer.toPlainText()
        staff_no, pin = self.staff_no.text().strip(), self.pin.text()

        def work(_progress: object) -> Reopened:
            key = recovery.accept(place.home, text)
            done = recovery.reopen(place.home, place.outside, place.clock, key, staff_no, pin)
            return Reopened(key, done.value)

        self.open_button.setEnabled(False)
        self.tasks.run(work, self.opened.emit)

    def _wrong(self, error: Exception) -> None:
        if self.request is not None:
            self.open_button.setEnabled(True)
        unknown = isinstance(error, Refused) and error.code == "officer.unknown"
        self.said.say("refused", t("ui.recovery.nobody") if unknown else explain(error))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WIDE * theme.now().u
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
