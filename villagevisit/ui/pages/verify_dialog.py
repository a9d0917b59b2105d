"""核对纸张: a photo, a scan or a typed code, and what it proves; of a board, the rows that should hang there."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImageWriter, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from villagevisit.domain.errors import Refused
from villagevisit.services import board_photos, paper
from villagevisit.services.board_photos import Boards, Seen, Sheet
from villagevisit.services.paper_types import Checked, Verdict
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.verify_answer import PaperAnswer
from villagevisit.ui.widgets.camera_dialog import OpenCamera, take_photo
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.photo_view import PaperPhoto
from villagevisit.wording import explain, t

_KIND = {Verdict.GENUINE: "done", Verdict.UNKNOWN: "wait", Verdict.ALTERED: "refused", Verdict.REVOKED: "refused"}
_WIDE, _HIGH = 1180, 680


class VerifyDialog(QDialog):
    """Photos are added one after the other, so that the sheets of a large board come together. Nothing is kept."""

    def __init__(self, parent: QWidget | None, shell: Shell) -> None:
        super().__init__(parent)
        self.shell = shell
        self.setWindowTitle(t("verify.title"))
        self.setAcceptDrops(True)
        self._photos: list[Path | tuple[str, bytes]] = []
        self._seen: tuple[Seen, ...] = ()
        self.open_camera: OpenCamera | None = None
        self._build()
        paste = QShortcut(QKeySequence.StandardKey.Paste, self)
        paste.activated.connect(self.paste)
        room = self.screen().availableSize()
        self.resize(min(_WIDE, room.width() - 40), min(_HIGH, room.height() - 60))
        self.code.setFocus()

    def _build(self) -> None:
        u = theme.now().u
        self.photo = PaperPhoto(t("verify.drop"))
        self.found = Rows()
        self.found.setAccessibleName(t("verify.found"))
        self.found.setFixedHeight(15 * u)
        self.found.chosen.connect(self._choose)
        self.found.hide()
        self.code = QLineEdit()
        self.code.setPlaceholderText(t("verify.code_hint"))
        self.code.setAccessibleName(t("verify.code"))
        self.code.returnPressed.connect(self.check_text)
        self.look = parts.plain(t("verify.check"), self.check_text)
        self.answer = PaperAnswer()
        opening = parts.row(
            parts.primary(t("verify.file"), self.choose_file),
            parts.plain(t("verify.paste"), self.paste),
            parts.plain(t("verify.camera"), self.take),
            None,
        )
        left = QVBoxLayout()
        left.setSpacing(u)
        left.addWidget(opening)
        left.addWidget(self.photo, 1)
        left.addWidget(self.found)
        right = QVBoxLayout()
        right.setSpacing(u)
        right.addWidget(parts.row(self.code, self.look))
        right.addWidget(parts.line())
        right.addWidget(self.answer, 1)
        close = parts.quiet(t("common.close"), self.reject)
        self.anew = parts.quiet(t("verify.anew"), self.begin_anew)
        right.addWidget(parts.row(None, self.anew, close))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(2 * u, 2 * u, 2 * u, u)
        outer.setSpacing(2 * u)
        outer.addLayout(left, 5)
        outer.addLayout(right, 6)

    def choose_file(self) -> None:
        path = self.shell.files.open(self, t("verify.title"), t("verify.kinds"))
        if path is not None:
            self.add(path)

    def take(self) -> None:
        photo = take_photo(self, self.open_camera) if self.open_camera else take_photo(self)
        if photo is not None:
            self.add((t("verify.taken", number=len(self._photos) + 1), photo))

    def paste(self) -> None:
        """A picture or files from the clipboard; text goes into the field."""
        given = _copied()
        if given is None:
            return
        files = [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]
        if files:
            self.add(*files)
        elif given.hasImage():
            data = QByteArray()
            buffer = QBuffer(data)
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            QImageWriter(buffer, QByteArray(b"png")).write(QGuiApplication.clipboard().image())
            self.add((t("verify.pasted", number=len(self._photos) + 1), bytes(data.data())))
        elif given.hasText():
            self.code.setText(given.text().strip())
            self.check_text()

    def add(self, *photos: Path | tuple[str, bytes]) -> None:
        """Reads these beside those that are here already."""
        self._photos += photos
        ws, given = self.shell.ws, list(self._photos)
        self.answer.wait()
        self.shell.tasks.run(
            lambda _progress: board_photos.compare(ws, given), self._show, failed=self.answer.refuse, quiet=True
        )

    def begin_anew(self) -> None:
        self._photos.clear()
        self._seen = ()
        self.found.hide()
        self.code.clear()
        self.photo.forget()
        self.answer.nothing()
        self.code.setFocus()

    def check_text(self) -> None:
        """What was typed, or what a scanner typed: the whole code, or the eight digits of the sheet."""
        text = self.code.text()
        if not text.strip():
            return
        self._photos.clear()
        self._seen = ()
        self.found.hide()
        self.photo.forget()
        self.answer.say_of_all(())
        try:
            self.answer.show_checked(paper.verify(self.shell.ws, text))
        except Refused as refused:
            self.answer.refuse(refused)
        self.code.selectAll()

    def _show(self, found: Boards) -> None:
        self._seen = (*found.sheets, *found.papers)
        remarks = [t("verify.missing", pages="、".join(map(str, found.missing)))] if found.missing else []
        remarks += [
            t("paper.sheet_unread", photo=photo, why=explain(Refused(code, file=photo)))
            for photo, code in found.unread
        ]
        self.answer.say_of_all(remarks)
        self.found.offer([_row(number, one) for number, one in enumerate(self._seen)])
        self.found.setVisible(len(self._seen) > 1)
        if self._seen:
            self.found.choose_key("0")
            self._choose(0)
        else:
            self.answer.nothing()

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._seen):
            one = self._seen[number]
            self.photo.show_picture(one.picture, one.photo)
            if isinstance(one, Sheet):
                self.answer.show_sheet(one)
            else:
                self.answer.show_checked(one.checked)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.add(*files)


def _copied() -> QMimeData | None:
    """What lies in the clipboard; Qt has nothing to give where nobody copied anything yet."""
    return QGuiApplication.clipboard().mimeData()


def _row(number: int, one: Seen) -> Row:
    title = one.checked.title
    if isinstance(one, Sheet):
        title = t("verify.sheet", number=one.number, of=one.of)
    note = t("paper.sheet_other") if isinstance(one, Sheet) and one.other else one.photo
    return Row(str(number), title, note, state(one.checked), _KIND[one.checked.verdict])


def state(checked: Checked) -> str:
    """One word for the state."""
    return {
        Verdict.GENUINE: t("verify.genuine"),
        Verdict.ALTERED: t("verify.altered"),
        Verdict.UNKNOWN: t("verify.unknown"),
        Verdict.REVOKED: t("verify.revoked"),
    }[checked.verdict]


def check_paper(parent: QWidget, shell: Shell) -> None:
    """Opens the dialog and waits until it is closed."""
    dialog = VerifyDialog(parent, shell)
    dialog.exec()
    dialog.deleteLater()
