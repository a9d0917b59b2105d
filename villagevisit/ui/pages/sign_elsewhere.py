"""Signing at two laptops: here the file goes out and the answer comes in; there the record is read and signed."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from villagevisit.domain.errors import CodedError, Refused
from villagevisit.domain.officer import Role
from villagevisit.services import barcode, qr_picture, sign_elsewhere, visit_lookup
from villagevisit.services.sign_elsewhere import Asked
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.sign_off_summary import SummaryView
from villagevisit.ui.widgets.camera_dialog import take_photo
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import explain, t

_SIZE = (900, 620)
_BESIDE = 240
"""Height of what stands above and below the code."""


class HereDialog(QDialog):
    """Writes the sealed file, shows its letters, takes the answer. Accepted once both have signed."""

    def __init__(self, parent: QWidget | None, shell: Shell, submission_id: str) -> None:
        super().__init__(parent)
        self.shell = shell
        self._id = submission_id
        self.setWindowTitle(t("elsewhere.title"))
        u = theme.now().u
        self.letters = parts.title("")
        self.letters.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.say = Remark("muted", "")
        self.code = QLineEdit()
        self.code.setPlaceholderText(t("elsewhere.code_hint"))
        self.code.returnPressed.connect(self.take)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        box.setSpacing(u)
        for widget in (
            parts.heading(t("elsewhere.step_file")),
            parts.body(t("elsewhere.step_file_how"), muted=True),
            parts.row(parts.primary(t("elsewhere.write"), self.write), None),
            self.letters,
            parts.line(),
            parts.heading(t("elsewhere.step_answer")),
            self.code,
            parts.row(
                parts.plain(t("elsewhere.take"), self.take),
                parts.plain(t("verify.camera"), self._photo),
                parts.plain(t("verify.file"), self._picture),
                None,
            ),
            self.say,
        ):
            box.addWidget(widget)
        box.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, u)
        outer.addWidget(parts.scroll(inside))
        outer.addWidget(parts.row(None, parts.quiet(t("common.close"), self.reject), 2 * u))
        self.letters.hide()
        self.say.hide()
        room = self.screen().availableSize()
        self.resize(min(760, room.width() - 40), min(520, room.height() - 60))

    def write(self) -> None:
        row = visit_lookup.submission(self.shell.ws, self._id).row
        name = f"{row.frozen_at[:10]}{sign_elsewhere.SUFFIX}"
        path = self.shell.files.save(self, t("elsewhere.write"), name, t("elsewhere.kinds"))
        if path is None:
            return
        try:
            self.letters.setText(self.shell.apply(sign_elsewhere.ask(self.shell.ws, self._id, path)))
        except CodedError as error:
            self._refuse(error)
            return
        self.letters.show()
        self.say.show()
        self.say.say("done", t("elsewhere.written", file=path.name))

    def take(self) -> None:
        """What was scanned or typed."""
        try:
            self.shell.apply(sign_elsewhere.take(self.shell.ws, self._id, self.code.text()))
        except Refused as refused:
            self._refuse(refused)
            return
        self.accept()

    def _photo(self) -> None:
        photo = take_photo(self)
        if photo is not None:
            self._read(photo)

    def _picture(self) -> None:
        path = self.shell.files.open(self, t("elsewhere.title"), t("verify.kinds"))
        if path is not None:
            self._read(path)

    def _read(self, picture: Path | bytes) -> None:
        try:
            found = barcode.read_all(picture)
        except CodedError as error:
            self._refuse(error)
            return
        self.code.setText(next((one for one in found if one.startswith(sign_elsewhere.PREFIX)), ""))
        self.take()

    def _refuse(self, error: CodedError) -> None:
        self.say.show()
        self.say.say("refused", explain(error))
        self.code.setFocus()


class ThereDialog(QDialog):
    """Opens a file that another laptop wrote, shows what its bytes say, signs, and shows the answer as a QR code."""

    def __init__(self, parent: QWidget | None, shell: Shell) -> None:
        super().__init__(parent)
        self.shell = shell
        self.setWindowTitle(t("elsewhere.title"))
        self.asked: Asked | None = None
        self._path: Path | None = None
        u = theme.now().u
        self.file = parts.primary(t("elsewhere.open"), self.choose)
        self.letters = QLineEdit()
        self.letters.setPlaceholderText(t("elsewhere.letters"))
        self.letters.returnPressed.connect(self.look)
        self.who = Choice()
        staff = [one for one in shell.actor.officers if Role.INVESTIGATOR in one.roles]
        self.who.offer([(one.id, f"{one.name}（{one.staff_no}）") for one in staff])
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setPlaceholderText(t("sign.pin"))
        self.pin.returnPressed.connect(self.sign)
        self.say = Remark("info", t("elsewhere.open_how"))
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._summary = QVBoxLayout()
        self.signing = parts.row(self.who, self.pin, parts.primary(t("sign.sign"), self.sign))
        opening = QHBoxLayout()
        for widget in (self.file, self.letters, parts.plain(t("elsewhere.show"), self.look)):
            opening.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, u)
        box.setSpacing(u)
        box.addLayout(opening)
        box.addWidget(self.say)
        box.addLayout(self._summary, 1)
        box.addWidget(self.picture)
        box.addWidget(self.signing)
        box.addWidget(parts.row(None, parts.quiet(t("common.close"), self.reject)))
        self.signing.hide()
        self.picture.hide()
        room = self.screen().availableSize()
        self.resize(min(_SIZE[0], room.width() - 40), min(_SIZE[1], room.height() - 60))

    def choose(self) -> None:
        path = self.shell.files.open(self, t("elsewhere.title"), t("elsewhere.kinds"))
        if path is not None:
            self._path = path
            self.say.say("info", t("elsewhere.chosen", file=path.name))
            self.letters.setFocus()

    def look(self) -> None:
        """Shows the record, rendered from the bytes that are signed."""
        if self._path is None:
            self.choose()
            return
        try:
            self.asked = sign_elsewhere.read(self.shell.ws, self._path, self.letters.text())
        except CodedError as error:
            self.say.say("refused", explain(error))
            return
        parts.clear(self._summary)
        self._summary.addWidget(parts.scroll(SummaryView(self.asked.summary, lambda _name: None)))
        self.say.say("wait", t("elsewhere.read_it"))
        self.signing.show()
        self.pin.setFocus()

    def sign(self) -> None:
        pin = self.pin.text()
        self.pin.clear()
        if self.asked is None or not pin or not self.who.value():
            return
        try:
            code = self.shell.apply(sign_elsewhere.sign(self.shell.ws, self.asked, self.who.value(), pin))
        except CodedError as error:
            self.say.say("refused", explain(error))
            return
        parts.clear(self._summary)
        self.picture.setPixmap(self._drawn(code))
        self.picture.setAccessibleDescription(code)
        self.picture.show()
        self.signing.hide()
        self.letters.clear()
        self.say.say("done", t("elsewhere.signed"))

    def _drawn(self, code: str) -> QPixmap:
        """The code with whole pixels for each module, as large as the screen has room for."""
        modules = QPixmap()
        modules.loadFromData(qr_picture.png(code))
        ratio = self.devicePixelRatioF()
        room = (self.screen().availableSize().height() - _BESIDE) * ratio
        side = modules.width() * max(2, min(8, int(room / modules.width())))
        picture = modules.scaled(side, side)
        picture.setDevicePixelRatio(ratio)
        return picture
