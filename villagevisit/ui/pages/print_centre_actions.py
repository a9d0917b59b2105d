"""What can be done with the paper that is shown: printing it, saving it, opening where it was saved, checking one."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from villagevisit.services import paper_stamp, print_log, print_queue
from villagevisit.services.paper_poster import HANGING
from villagevisit.services.paper_types import Offer, Paper, PaperKind, Signing
from villagevisit.services.print_log import Sent
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages import print_centre_machines as machines
from villagevisit.ui.pages import print_centre_poster as poster
from villagevisit.ui.pages.print_centre_dialog import PrintDialog
from villagevisit.ui.pages.print_centre_options import Options
from villagevisit.ui.pages.print_centre_poster import PosterDialog
from villagevisit.ui.pages.print_centre_queue import QueueDialog, QueueWork
from villagevisit.ui.pages.print_centre_times import show_times
from villagevisit.ui.pages.print_centre_work import PaperWork
from villagevisit.ui.pages.verify_dialog import check_paper
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t


def _ask(dialog: QDialog) -> bool:
    return dialog.exec() == QDialog.DialogCode.Accepted


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class Actions(QWidget):
    """The buttons under the options. Tests answer `ask…`, `show_times` and `open_folder` for a person."""

    def __init__(self, shell: Shell, work: PaperWork, options: Options) -> None:
        super().__init__()
        self.ask: Callable[[PrintDialog], bool] = _ask
        self.ask_queue: Callable[[QueueDialog], bool] = _ask
        self.ask_poster: Callable[[PosterDialog], bool] = _ask
        self.show_times: Callable[[QWidget, Sequence[Sent]], None] = show_times
        self.open_folder: Callable[[Path], None] = _open_folder
        self._shell, self._work, self._options = shell, work, options
        self._offer: Offer | None = None
        self._allowed = False
        self._printers = False
        self._folder: Path | None = None
        self._times: tuple[Sent, ...] = ()
        self._queue = QueueWork(shell, self.saved)
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setPlaceholderText(t("desk.print.pin_hint"))
        self.pin_box = parts.labelled(t("desk.print.pin"), self.pin)
        """Scrolls with what else may be chosen: few sign what they print."""
        self.print_button = parts.primary(t("desk.print.print"), self.print_shown)
        self.save_button = parts.plain(t("desk.print.save"), self.save_pdf)
        self.folder_button = parts.quiet(t("desk.print.open_folder"), self._show_folder)
        self.folder_button.hide()
        self.queue_button = parts.quiet(t("desk.print.queue"), self.whole_village)
        self.times_button = parts.quiet("", self._show_times)
        self.times_button.hide()
        self.verify_button = parts.quiet(t("verify.open"), lambda: check_paper(self, self._shell))
        self.poster_button = parts.quiet(t("desk.print.poster_open"), self.as_poster)
        self.more = Flow(
            self.times_button, self.queue_button, self.poster_button, self.verify_button, self.folder_button
        )
        """What stands under the sheet."""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        for widget in (self.print_button, self.save_button):
            box.addWidget(widget)

    @property
    def shown(self) -> Paper | None:
        """The paper on the preview; None while there is none or another is being made."""
        return self._work.paper if self._work.request == self._options.request() else None

    def look_for_printers(self) -> None:
        self._printers = bool(machines.found())
        self.print_button.setText(t("desk.print.print") if self._printers else t("desk.print.no_printer"))
        self.print_button.setToolTip("" if self._printers else t("desk.print.no_printer_why"))
        self.allow(self._allowed)

    def allow(self, allowed: bool) -> None:
        self._allowed = allowed
        self.print_button.setEnabled(allowed and self._printers)
        self.save_button.setEnabled(allowed)
        self._times = ()
        self.times_button.hide()
        shown = self._work.paper
        if allowed and shown is not None:
            ws, paper_id = self._shell.ws, shown.id
            self._shell.tasks.run(
                lambda _progress: print_log.of(ws, paper_id), partial(self._know_times, paper_id), quiet=True
            )

    def _know_times(self, paper_id: str, times: tuple[Sent, ...]) -> None:
        if self._work.paper is not None and self._work.paper.id == paper_id:
            self._times = times
            self.times_button.setText(t("desk.print.times", count=len(times)))
            self.times_button.setVisible(bool(times))

    def _show_times(self) -> None:
        self.show_times(self, self._times)

    def show_offer(self, offer: Offer) -> None:
        self._offer = offer
        self.pin.clear()
        may_sign = paper_stamp.may_sign(self._shell.ws, self._shell.actor, offer.kind)
        self.pin_box.setVisible(may_sign is not None)
        self.queue_button.setVisible(offer.kind in print_queue.KINDS)
        self.poster_button.setVisible(offer.kind in HANGING)

    def print_shown(self) -> None:
        """Asks how; then the recorded paper goes to the printer."""
        request, shown = self._work.request, self.shown
        if not self._printers:
            self._shell.notify(t("desk.print.no_printer_why"), "wait")
        elif request is not None and shown is not None:
            width, height = self._work.preview.sheet.millimetres()
            copies = self._options.copies.value()
            dialog = PrintDialog(self, self._shell, shown, request.paper, wide=width > height, copies=copies)
            if self.ask(dialog):
                self._work.print_to(dialog.job(), self._signing())
            dialog.over()

    def whole_village(self) -> None:
        """Asks which village and how; then its papers are made one after the other."""
        kind = self._offer.kind if self._offer else PaperKind.VERIFICATION_FORM
        villages = print_queue.villages(self._shell.ws, self._shell.actor, kind)
        if not villages:
            due = kind is PaperKind.FOLLOWUP
            self._shell.notify(t("desk.print.queue_nobody") if due else t("desk.print.queue_none"), "wait")
            return
        dialog = QueueDialog(self, self._shell, villages)
        if self.ask_queue(dialog):
            self._queue.begin(self, dialog.wish())
        dialog.over()

    def as_poster(self) -> None:
        """Asks how large and of which sheets; then the paper is recorded and its sheets are printed or saved."""
        request, shown = self._work.request, self.shown
        if request is None or shown is None:
            return
        dialog = PosterDialog(self, self._work.preview.sheet.millimetres())
        if self.ask_poster(dialog):
            poster.run(self._shell, self, shown, (request, self._signing()), dialog.wish(), self._made_poster)
        dialog.deleteLater()

    def _made_poster(self, folder: Path | None) -> None:
        self.allow(self._allowed)
        if folder is not None:
            self.saved(folder)

    def save_pdf(self) -> None:
        """Asks where, records the paper and writes it there."""
        shown = self.shown
        if shown is None:
            return
        path = self._shell.files.save(self, t("desk.print.save"), shown.name, t("desk.print.pdf_kinds"))
        if path is not None:
            self._work.save_to(path, self._signing(), self.saved)

    def saved(self, folder: Path) -> None:
        """Something was written there; it may be opened."""
        self._folder = folder
        self.folder_button.show()

    def _show_folder(self) -> None:
        if self._folder is not None:
            self.open_folder(self._folder)

    def _signing(self) -> Signing | None:
        """The PIN that was typed, once."""
        offer, pin = self._offer, self.pin.text()
        self.pin.clear()
        who = paper_stamp.may_sign(self._shell.ws, self._shell.actor, offer.kind) if offer and pin else None
        return Signing(who.id, pin) if who else None
