"""How a paper is printed: which printer, tray and sides, which pages; and whether the printer reaches its edges."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from villagevisit.domain.errors import Refused
from villagevisit.services import print_margins, print_order
from villagevisit.services.paper_types import Paper
from villagevisit.services.print_margins import Edges
from villagevisit.services.workspace import Cancelled, Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages import print_centre_machines as machines
from villagevisit.ui.pages import print_centre_reach
from villagevisit.ui.pages.print_centre_printer import Job
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import explain, t

_TRAYS = {
    "auto": "desk.print.tray.auto",
    "upper": "desk.print.tray.upper",
    "middle": "desk.print.tray.middle",
    "lower": "desk.print.tray.lower",
    "large": "desk.print.tray.large",
    "manual": "desk.print.tray.manual",
}
_SIDES = {"none": "desk.print.sides.none", "long": "desk.print.sides.long", "short": "desk.print.sides.short"}
_FOLDED = "A4"


def keep_height(*fields: QWidget) -> None:
    """Nested layouts give a labelled field the height of their first guess, which cuts its frame."""
    for field in fields:
        box = field.parentWidget()
        layout = box.layout() if box is not None else None
        assert box is not None
        assert layout is not None
        field.ensurePolished()
        label = box.fontMetrics().lineSpacing() + layout.spacing()
        box.setFixedHeight(label + field.sizeHint().height() + 4)


def halves(left: QWidget, right: QWidget) -> QHBoxLayout:
    """Two fields of one width beside one another, at the height of the lower edge: a small screen has no room below."""
    beside = QHBoxLayout()
    beside.setSpacing(theme.now().u)
    for field in (left, right):
        beside.addWidget(field, 1, Qt.AlignmentFlag.AlignBottom)
    return beside


class PrintDialog(QDialog):
    """`job()` is what was chosen. `wide` is whether the sheets of the paper lie on their long side."""

    def __init__(self, parent: QWidget, shell: Shell, shown: Paper, size: str, *, wide: bool, copies: int) -> None:
        super().__init__(parent)
        self._shell, self._paper, self._size, self._wide, self._copies = shell, shown, size, wide, copies
        self._machines: Sequence[machines.Machine] = machines.found()
        self._white: tuple[Edges | None, ...] | None = None
        self._open = True
        self.setWindowTitle(shown.name)
        self.machine = Choice([(str(number), one.name) for number, one in enumerate(self._machines)])
        self.tray = Choice([(key, t(words)) for key, words in _TRAYS.items()])
        self.sides = Choice()
        self.pages = Line("", t("desk.print.pages_example"))
        self.booklet = QCheckBox(t("desk.print.booklet"))
        self.booklet.setVisible(size == _FOLDED and not wide and shown.pages > 1)
        self.remark = Remark("muted", t("desk.print.checking"))
        self.accept_button = parts.primary(t("desk.print.print"), self.accept)
        self._build()
        self.machine.on_choice(lambda _at: self._machine_chosen())
        self.pages.textChanged.connect(lambda _text: self._check())
        self.booklet.toggled.connect(self._folded)
        self._machine_chosen()

        def watch(done: int, total: int) -> None:
            del done, total
            if not self._open:
                raise Cancelled

        def work(_progress: Progress) -> tuple[Edges | None, ...]:
            return print_margins.white(shown.pdf, shown.pages, watch)

        shell.tasks.run(work, self._looked, failed=lambda _error: None, quiet=True)

    def _build(self) -> None:
        u = theme.now().u
        box = QVBoxLayout(self)
        box.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        self.remark.setMinimumWidth(40 * u)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        box.setSpacing(u)
        title = parts.heading(self._paper.name.removesuffix(".pdf"))
        box.addWidget(title)
        box.addWidget(parts.labelled(t("desk.print.machine"), self.machine))
        box.addLayout(halves(
            parts.labelled(t("desk.print.sides"), self.sides), parts.labelled(t("desk.print.tray"), self.tray)
        ))  # fmt: skip
        box.addLayout(halves(parts.labelled(t("desk.print.pages"), self.pages), self.booklet))
        box.addWidget(self.remark)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(parts.plain(t("common.cancel"), self.reject))
        buttons.addWidget(self.accept_button)
        box.addLayout(buttons)
        keep_height(self.machine, self.sides, self.tray)
        self.machine.setFocus(Qt.FocusReason.OtherFocusReason)

    def job(self) -> Job:
        """Raises Refused `print.pages`."""
        machine, folded = self._machine(), self.booklet.isChecked()
        return Job(
            printer=machine.printer(self._size, wide=self._wide or folded),
            machine=machine.name,
            copies=self._copies,
            sides=self.sides.value(),
            tray=self.tray.value(),
            pages=print_order.chosen(self.pages.text(), self._paper.pages),
            booklet=folded,
        )

    def _machine(self) -> machines.Machine:
        return self._machines[int(self.machine.value())]

    def _machine_chosen(self) -> None:
        machine = self._machine()
        self._known_sides = machine.sides(machine.name)
        self.sides.offer([(key, t(_SIDES[key])) for key in self._known_sides], self.sides.value())
        self._check()

    def _folded(self, folded: bool) -> None:
        self.sides.setEnabled(not folded)
        self._check()

    def _looked(self, white: tuple[Edges | None, ...]) -> None:
        if self._open:
            self._white = white
            self._check()

    def _check(self) -> None:
        """Says the one thing that matters most; only pages that do not exist keep anybody from printing."""
        wrong = False
        try:
            job = self.job()
        except Refused as error:
            kind, words, wrong = "refused", explain(error), True
        else:
            kind, words = print_centre_reach.said(job, self._size, self._white)
            if kind == "done" and job.booklet and "short" not in self._known_sides:
                kind, words = "look", t("desk.print.booklet_by_hand")
        self.pages.set_wrong(wrong)
        self.accept_button.setEnabled(not wrong)
        self.remark.say(kind, words)

    def over(self) -> None:
        """Nobody looks any more."""
        self._open = False
        self.deleteLater()
