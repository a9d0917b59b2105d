"""A printer that prints into a file, with margins of its own if need be."""

from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

from villagevisit.ui.pages.print_centre_machines import Machine


def into_a_file(path: Path, name: str = "办公室打印机", sides: tuple[str, ...] = ("none", "long", "short")) -> Machine:
    """Every job of this machine goes to `path`; `{}` in its name is counted up."""
    made: list[QPrinter] = []

    def new(_name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setResolution(72)
        made.append(printer)
        printer.setOutputFileName(str(path).format(len(made)))
        return printer

    return Machine(name, new, lambda _name: sides)


class Narrow(Machine):
    """Leaves 30 mm white at every edge."""

    def printer(self, size: str, *, wide: bool) -> QPrinter:
        printer = super().printer(size, wide=wide)
        layout = QPageLayout(
            printer.pageLayout().pageSize(),
            printer.pageLayout().orientation(),
            QMarginsF(30, 30, 30, 30),
            QPageLayout.Unit.Millimeter,
            QMarginsF(30, 30, 30, 30),
        )
        layout.setMode(QPageLayout.Mode.FullPageMode)
        printer.setPageLayout(layout)
        return printer


class OnlyA4(Machine):
    """Knows one size of paper."""

    def printer(self, size: str, *, wide: bool) -> QPrinter:
        printer = super().printer(size, wide=wide)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        return printer
