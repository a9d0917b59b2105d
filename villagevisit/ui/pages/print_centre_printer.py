"""Bringing a finished PDF to a printer: the system's dialog, then every page as a picture at the printer's dots."""

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services import paper
from villagevisit.services.workspace import Progress

_MOST_DPI = 300
_SIZES = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}


def new_printer(size: str, millimetres: tuple[float, float], copies: int, pages: int, name: str) -> QPrinter:
    """A printer set to this sheet, before the person chooses which machine."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    wide = millimetres[0] > millimetres[1]
    if size in _SIZES:
        printer.setPageSize(QPageSize(_SIZES[size]))
    else:
        short, long = sorted(millimetres)
        printer.setPageSize(QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter))
    orientation = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(orientation)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setCopyCount(copies)
    printer.setDocName(name)
    printer.setFromTo(1, pages)
    return printer


def ask(parent: QWidget, printer: QPrinter, pages: int) -> bool:
    """The system's print dialog; False when the person thought better of it."""
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return answer


def print_pdf(printer: QPrinter, pdf: bytes, pages: int, progress: Progress) -> int:
    """Prints the chosen pages; returns how many. Runs on the worker.

    Raises:
        EnvironmentFailed: `print.printer-failed`.
        Cancelled: the person pressed Cancel; what the printer has already taken may still come out.
    """
    first = printer.fromPage() or 1
    last = min(printer.toPage() or pages, pages)
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentFailed("print.printer-failed")
    try:
        dpi = min(printer.resolution(), _MOST_DPI)
        for number in range(first, last + 1):
            progress(number - first, last - first + 1)
            if number > first and not printer.newPage():
                raise EnvironmentFailed("print.printer-failed")
            image = QImage.fromData(paper.page_png(pdf, number - 1, dpi))
            painter.drawImage(_place(printer, image), image)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return last - first + 1


def _place(printer: QPrinter, image: QImage) -> QRectF:
    """The whole sheet, kept in proportion when the printer's paper is another size."""
    sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    size = QSizeF(image.size())
    scale = min(sheet.width() / size.width(), sheet.height() / size.height())
    shown = QSizeF(size.width() * scale, size.height() * scale)
    return QRectF((sheet.width() - shown.width()) / 2, (sheet.height() - shown.height()) / 2,
                  shown.width(), shown.height())  # fmt: skip
