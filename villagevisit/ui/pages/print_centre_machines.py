"""The printers of this computer, and one set up for one job."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from villagevisit.services.print_margins import Edges

_SIZES = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}
DUPLEX = {
    "none": QPrinter.DuplexMode.DuplexNone,
    "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}
TRAYS = {
    "auto": QPrinter.PaperSource.Auto,
    "upper": QPrinter.PaperSource.Upper,
    "middle": QPrinter.PaperSource.Middle,
    "lower": QPrinter.PaperSource.Lower,
    "large": QPrinter.PaperSource.LargeCapacity,
    "manual": QPrinter.PaperSource.Manual,
}


def of_this_computer(name: str) -> QPrinter:
    return QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)


def sides_of(name: str) -> tuple[str, ...]:
    """Keys of `DUPLEX` that the printer knows by itself."""
    known = QPrinterInfo.printerInfo(name).supportedDuplexModes()
    return tuple(key for key, mode in DUPLEX.items() if key == "none" or mode in known)


@dataclass(frozen=True)
class Machine:
    """A printer that may be chosen; tests give one that prints into a file."""

    name: str
    new: Callable[[str], QPrinter] = of_this_computer
    sides: Callable[[str], tuple[str, ...]] = sides_of

    def printer(self, size: str, *, wide: bool) -> QPrinter:
        """Set to sheets of `size`, of which every edge is ours: margins are the paper's business."""
        printer = self.new(self.name)
        printer.setPageSize(QPageSize(_SIZES[size]))
        orientation = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(orientation)
        printer.setFullPage(True)
        printer.setPageMargins(QMarginsF(0, 0, 0, 0))
        return printer


def found() -> tuple[Machine, ...]:
    """The usual printer first; nothing where none is set up."""
    usual = QPrinterInfo.defaultPrinterName()
    return tuple(Machine(name) for name in sorted(QPrinterInfo.availablePrinterNames(), key=lambda one: one != usual))


def needs(printer: QPrinter) -> Edges:
    """What the printer leaves white at the edges of its sheet."""
    layout = printer.pageLayout()
    layout.setUnits(QPageLayout.Unit.Millimeter)
    least = layout.minimumMargins()
    return Edges(least.left(), least.top(), least.right(), least.bottom())


def has_size(printer: QPrinter, size: str) -> bool:
    """A printer keeps its own size where it does not know the one that was asked for."""
    return printer.pageLayout().pageSize().id() == _SIZES[size]
