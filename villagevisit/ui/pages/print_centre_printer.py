"""Bringing a finished PDF to a printer: every page as a picture at the printer's dots, in its place on its sheet."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services import paper, print_order
from villagevisit.services.print_order import Side
from villagevisit.services.workspace import Progress
from villagevisit.ui.pages.print_centre_machines import DUPLEX, TRAYS

_MOST_DPI = 300


@dataclass(frozen=True)
class Job:
    """How a paper is printed. `pages` count from 1; () is every page."""

    printer: QPrinter
    machine: str
    copies: int = 1
    sides: str = "none"
    """A key of `DUPLEX`."""
    tray: str = "auto"
    """A key of `TRAYS`."""
    pages: tuple[int, ...] = ()
    booklet: bool = False

    def order(self, pages: int) -> tuple[Side, ...]:
        """What comes on which side of which sheet. A printer that counts copies is given one."""
        wanted = self.pages or tuple(range(1, pages + 1))
        copies = 1 if self.printer.supportsMultipleCopies() else self.copies
        if self.booklet:
            return print_order.booklet(wanted, copies)
        return print_order.singly(wanted, copies, both=self.sides != "none")

    def set_up(self, name: str) -> None:
        """Tells the printer; `name` is what its queue shows."""
        self.printer.setDocName(name)
        self.printer.setDuplex(DUPLEX["short" if self.booklet else self.sides])
        self.printer.setPaperSource(TRAYS[self.tray])
        if self.printer.supportsMultipleCopies():
            self.printer.setCopyCount(self.copies)
            self.printer.setCollateCopies(True)


def print_pdf(job: Job, name: str, pdf: bytes, pages: int, progress: Progress) -> None:
    """Prints. Runs on the worker.

    Raises:
        EnvironmentFailed: `print.printer-failed`.
        Cancelled: the person pressed Cancel; what the printer has already taken may still come out.
    """
    job.set_up(name)
    printer, order = job.printer, job.order(pages)
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentFailed("print.printer-failed")
    try:
        dpi = min(printer.resolution(), _MOST_DPI)
        for number, side in enumerate(order):
            progress(number, len(order))
            if number and not printer.newPage():
                raise EnvironmentFailed("print.printer-failed")
            sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
            width = sheet.width() / len(side)
            for place, page in enumerate(side):
                if page is not None:
                    image = QImage.fromData(paper.page_png(pdf, page - 1, dpi))
                    painter.drawImage(_place(QRectF(place * width, 0, width, sheet.height()), image), image)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()


def _place(room: QRectF, image: QImage) -> QRectF:
    """The whole page in its room, kept in proportion where the printer's paper is another size."""
    size = QSizeF(image.size())
    scale = min(room.width() / size.width(), room.height() / size.height())
    shown = QSizeF(size.width() * scale, size.height() * scale)
    left = room.left() + (room.width() - shown.width()) / 2
    top = room.top() + (room.height() - shown.height()) / 2
    return QRectF(left, top, shown.width(), shown.height())
