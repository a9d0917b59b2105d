"""The first-inquiry register: open matters first with their limits, one owner each, what to do next; the month."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError
from villagevisit.domain.inquiries import Inquiry
from villagevisit.services import inquiries
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.beside import Beside
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.inquiry_month import MonthView
from villagevisit.ui.pages.inquiry_panel import InquiryPanel
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.desk_stack import Stack
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.wording import t

_LIST = 26
_LIGHTS = {"green": "next", "yellow": "wait", "red": "refused"}


class InquiriesPage(Page):
    """`enter(inquiry_id)` shows that one, `enter(tab="month")` the figures of the month."""

    name: ClassVar[str] = "inquiries"
    topics: ClassVar[Changes] = changes(Topic.EVENTS)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._found: tuple[Inquiry, ...] = ()
        self._id = ""
        self.tabs = Tabs([("list", t("inquiry.tab.list")), ("month", t("inquiry.tab.month"))])
        self.tabs.chosen.connect(self._tab)
        self.new = parts.primary(t("inquiry.new"), lambda: shell.go("inquiry_new"))
        self.list = Rows()
        self.list.setAccessibleName(t("inquiry.page"))
        self.list.chosen.connect(self._choose)
        self.panel = InquiryPanel(shell)
        self._area = parts.scroll(parts.padded(self.panel, 0, 2))
        there = Beside(self.list, self._area, _LIST)
        self.month = MonthView(shell)
        self._stack = Stack()
        empty = parts.empty(t("inquiry.none"), t("inquiry.new"), lambda: shell.go("inquiry_new"))
        for view in (empty, there, parts.scroll(parts.narrow(self.month))):
            self._stack.addWidget(view)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, u, u, u)
        box.setSpacing(u)
        box.addWidget(parts.row(self.tabs, None, self.new))
        box.addWidget(self._stack, 1)

    def enter(self, **params: Any) -> None:
        self._id = str(params.get("inquiry_id", ""))
        self.tabs.choose(str(params.get("tab", "list")))
        self.refresh()

    def keep(self) -> dict[str, Any]:
        return {"inquiry_id": self._id, "tab": self.tabs.current()}

    def refresh(self) -> None:
        """The first time a long register is read beside the window."""
        ws, within = self.shell.ws, self.shell.within
        if inquiries.slow(ws):
            self.shell.tasks.run(
                lambda _: inquiries.every(ws, within), lambda _: self._show(), title=t("inquiry.reading")
            )
        else:
            self._show()

    def _show(self) -> None:
        ws = self.shell.ws
        self._found, day = inquiries.every(ws, self.shell.within), today(ws.clock)
        wanted = self._id
        self.list.blockSignals(True)
        self.list.offer([_row(one, one.light(day)) for one in self._found])
        if wanted:
            self.list.choose_key(wanted)
        self.list.blockSignals(False)
        self._choose(self.list.currentIndex().row())
        self._tab(self.tabs.current())

    def heading(self) -> str:
        return t("inquiry.page")

    def help(self) -> str:
        return t("inquiry.help")

    def first_focus(self) -> QWidget | None:
        return self.list if self._found else self._stack.currentWidget().findChild(parts.Button)

    def print_shown(self) -> None:
        """Ctrl+P: the sheet of this matter."""
        if self._id:
            self.shell.go("print", kind="first_inquiry", subject_id=self._id)

    def _tab(self, key: str) -> None:
        month = key == "month"
        if month:
            self.month.refresh()
        self.new.setVisible(bool(self._found) or month)
        self._stack.setCurrentIndex(2 if month else 1 if self._found else 0)

    def _choose(self, number: int) -> None:
        if not 0 <= number < len(self._found):
            return
        fresh = self._found[number].id != self._id
        self._id = self._found[number].id
        try:
            self.panel.show_one(inquiries.get(self.shell.ws, self._id))
        except CodedError as error:
            self.shell.fail(error)
        if fresh:
            self._area.verticalScrollBar().setValue(0)


def _row(one: Inquiry, light: str) -> Row:
    about = t(f"inquiry.matter.{one.matter}")
    note = f"{one.owner.name} · {one.content}"
    if one.closed is not None:
        return Row(one.id, about, note, t("inquiry.closed_on", day=one.closed.day), "done")
    return Row(one.id, about, note, t("inquiry.until", day=one.limit()), _LIGHTS[light])
