"""The record: photos, signatures of chair and recorder, what is still missing, and the PIN that closes the meeting."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.services import appraisal_close
from villagevisit.services.paper_types import Signing
from villagevisit.services.visit_types import AttachmentKind
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Pin
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.appraisal_step import Step
from villagevisit.ui.widgets.camera_dialog import take_photo
from villagevisit.ui.widgets.remark import Remark
from villagevisit.ui.widgets.signature_pad import SignaturePad, thumbnail
from villagevisit.wording import t

_THUMB = QSize(120, 80)
_SIGNED = ("chair", "recorder")


class RecordStep(Step):
    def __init__(self, shell: Shell, closed: Callable[[], object]) -> None:
        super().__init__(shell)
        self._closed = closed
        u = theme.now().u
        self._places = QVBoxLayout()
        self._places.setSpacing(u)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(u // 2)
        self.buttons: dict[str, parts.Button] = {}
        self.pads: dict[str, SignaturePad] = {}
        self.announced = QCheckBox(t("appraisal.announced_here"))
        self.announced.setChecked(True)
        self.pin = Pin()
        self._pin = parts.labelled("", self.pin)
        self.close_meeting = parts.primary(t("appraisal.close"), self._close)
        self.record = parts.primary(t("appraisal.print.record"), self._print)
        self._done = Remark("done", t("appraisal.closed"))
        self._open = parts.column(
            parts.body(t("appraisal.read_out")), self._missing, self._places, self.announced, self._pin,
            parts.row(self.close_meeting, None),
        )  # fmt: skip
        self._over = parts.column(self._done, parts.row(self.record, None))
        inside = parts.column(self._open, self._over, None)
        self.box.addWidget(parts.scroll(parts.padded(parts.narrow(inside))))

    def refresh(self) -> None:
        now = self.meeting
        if now is None:
            return
        self._open.setVisible(now.open)
        self._over.setVisible(now.closed)
        if not now.open or not self._may():
            return
        pictures = appraisal_close.attached(self.shell.ws, self.shell.actor, now.id)
        parts.clear(self._places)
        self.pads, self.buttons = {}, {}
        for place, name in pictures.items():
            self._places.addWidget(self._place(now.id, place, name))
        parts.clear(self._missing)
        lacking = appraisal_close.missing(self.shell.ws, self.shell.actor, now.id)
        for key in lacking:
            self._missing.addWidget(Remark("wait", t(f"appraisal.missing.{key}")))
        self.close_meeting.setEnabled(not lacking)
        names = "、".join(one.name for one in self.shell.actor.officers[:1])
        label = self._pin.findChild(QLabel)
        if label is not None:
            label.setText(t("appraisal.pin", name=names))

    def _may(self) -> bool:
        return bool(self.shell.actor.officers)

    def _place(self, meeting_id: str, place: str, name: str) -> QWidget:
        """One thing to photograph or to sign; what is there shows small."""
        signs = {"chair": self.meeting.chair, "recorder": self.meeting.recorder} if self.meeting else {}
        words = parts.strong(f"{t(f'appraisal.photo.{place}')}　{signs.get(place, '')}".strip())
        row: list[QWidget | None] = [words]
        if name:
            picture = QLabel()
            try:
                data = appraisal_close.picture(self.shell.ws, self.shell.actor, meeting_id, name)
                picture.setPixmap(thumbnail(data, name, _THUMB))
            except CodedError:
                picture.clear()
            row = [words, parts.status("done", t("appraisal.photo.done")), picture]
        choose = parts.plain(t("appraisal.photo.file"), partial(self._choose, place))
        camera = parts.plain(t("appraisal.photo.camera"), partial(self._camera, place))
        self.buttons[place] = choose
        whole = [parts.row(*row), parts.row(choose, camera, None)]
        if place in _SIGNED and not name:
            pad = SignaturePad()
            self.pads[place] = pad
            keep = parts.plain(t("appraisal.photo.keep"), partial(self._sign, place))
            whole = [parts.row(*row), pad, parts.row(keep, choose, camera, None)]
        return parts.column(*whole, parts.line())

    def _choose(self, place: str) -> None:
        path = self.shell.files.open(self, t(f"appraisal.photo.{place}"), "*.jpg *.jpeg *.png *.bmp *.webp")
        if path is not None:
            self._attach(place, path.read_bytes(), "photo")

    def _camera(self, place: str) -> None:
        data = take_photo(self)
        if data is not None:
            self._attach(place, data, "photo")

    def _sign(self, place: str) -> None:
        self._attach(place, self.pads[place].to_json(), "signature")

    def _attach(self, place: str, data: bytes, kind: AttachmentKind) -> None:
        now = self.meeting
        if now is not None:
            self.attempt(lambda: appraisal_close.attach(self.shell.ws, self.shell.actor, now.id, place, data, kind))

    def _close(self) -> None:
        now, pin = self.meeting, self.pin.text()
        self.pin.clear()
        if now is None or not self.shell.actor.officers:
            return
        signing = Signing(self.shell.actor.officers[0].id, pin)
        done = self.attempt(
            lambda: appraisal_close.close(
                self.shell.ws, self.shell.actor, now.id, signing, announced=self.announced.isChecked()
            )
        )
        if done:
            self.shell.notify(t("appraisal.closed"), "done")
            self._closed()

    def _print(self) -> None:
        if self.meeting is not None:
            self.shell.go("print", kind="meeting_record", subject_id=self.meeting.id)

    def first_focus(self) -> QWidget | None:
        return self.record if self.meeting and self.meeting.closed else next(iter(self.buttons.values()), None)
