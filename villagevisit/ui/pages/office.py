"""Documents: what was written and issued, the register of a year, and how the office calls itself."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.errors import CodedError
from villagevisit.domain.office import Issued, Kind
from villagevisit.services import office, office_drafts, office_names
from villagevisit.services.office_drafts import Draft
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.beside import Beside
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.office_panel import PaperPanel
from villagevisit.ui.pages.office_register import NamesView, RegisterView
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t

_LIST = 28
_PAPERS, _EMPTY, _REGISTER, _NAMES, _NOBODY = range(5)


class OfficePage(Page):
    """`enter(paper_id)` shows that one; `enter(tab)`: papers, register or names."""

    name: ClassVar[str] = "office"
    topics: ClassVar[Changes] = changes(Topic.EVENTS)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._found: dict[str, Draft | Issued] = {}
        self._id = ""
        self.tabs = Tabs([
            ("papers", t("office.tab.papers")), ("register", t("office.tab.register")),
            ("names", t("office.tab.names")),
        ])  # fmt: skip
        self.tabs.chosen.connect(lambda _key: self._show())
        self.office = Choice()
        self.office.on_choice(lambda _code: self._show())
        self.begin = {
            kind: parts.plain(t(f"office.kind.{kind}"), partial(self._begin, kind)) for kind in Kind
        }  # fmt: skip
        minutes = parts.quiet(t("office.minutes"), lambda: shell.go("supervision", tab="meetings"))
        write = parts.body(t("office.write"), muted=True)
        write.setWordWrap(False)
        self._write = Flow(write, *self.begin.values(), minutes)
        self.list = Rows()
        self.list.setAccessibleName(t("office.nav"))
        self.list.chosen.connect(self._choose)
        self.panel = PaperPanel(shell)
        self._area = parts.scroll(parts.padded(self.panel, 0, 2))
        there = Beside(self.list, self._area, _LIST)
        self.register, self.names = RegisterView(shell), NamesView(shell)
        self._stack = parts.Stack()
        for view in (
            there, parts.empty(t("office.none")), self.register, parts.scroll(parts.narrow(self.names)),
            parts.empty(t("office.no_office")),
        ):  # fmt: skip
            self._stack.addWidget(view)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, u, u, u)
        box.setSpacing(u)
        box.addWidget(parts.row(self.tabs, None, self.office))
        box.addWidget(self._write)
        box.addWidget(self._stack, 1)

    def enter(self, **params: Any) -> None:
        self._id = str(params.get("paper_id", ""))
        self.tabs.choose(str(params.get("tab", "papers")))
        self.refresh()

    def keep(self) -> dict[str, Any]:
        return {"paper_id": self._id, "tab": self.tabs.current()}

    def refresh(self) -> None:
        offices = office_names.offices(self.shell.ws, self.shell.actor)
        self.office.offer([(one.code, one.name) for one in offices], self.office.value())
        self.office.setVisible(len(offices) > 1)
        self.tabs.setVisible(bool(offices))
        self._show()

    def _show(self) -> None:
        area, tab = self.office.value(), self.tabs.current()
        self._write.setVisible(bool(area) and tab == "papers")
        if not area:
            self._stack.setCurrentIndex(_NOBODY)
        elif tab == "register":
            self.register.look(area)
            self._stack.setCurrentIndex(_REGISTER)
        elif tab == "names":
            self.names.look(area)
            self._stack.setCurrentIndex(_NAMES)
        else:
            self._papers(area)

    def _papers(self, area: str) -> None:
        ws, wanted = self.shell.ws, self._id
        drafts = [one for one in office_drafts.every(ws) if one.area == area]
        issued = [one for one in office.every(ws, self.shell.actor) if one.area == area]
        every: list[Draft | Issued] = [*drafts, *issued]
        self._found = {one.id: one for one in every}
        self._stack.setCurrentIndex(_PAPERS if self._found else _EMPTY)
        self.list.offer([*map(_draft_row, drafts), *map(_issued_row, issued)])
        if wanted:
            self.list.choose_key(wanted)
        self._choose(self.list.currentIndex().row())

    def _choose(self, number: int) -> None:
        one = self._found.get(self.list.key(number))
        if one is None:
            return
        fresh, self._id = one.id != self._id, one.id
        self.panel.show_one(one)
        if fresh:
            self._area.verticalScrollBar().setValue(0)

    def _begin(self, kind: Kind) -> None:
        """One press, and one writes."""
        ws, actor = self.shell.ws, self.shell.actor
        self._do(lambda: self.shell.apply(
            office_drafts.start(ws, actor, self.office.value(), office_drafts.blank(kind, actor))
        ))  # fmt: skip

    def _do(self, command: Callable[[], Draft]) -> None:
        try:
            one = command()
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.go("office_write", draft_id=one.id)

    def heading(self) -> str:
        return t("office.nav")

    def help(self) -> str:
        return t("office.help")

    def first_focus(self) -> QWidget | None:
        return self.list if self._found and self.tabs.current() == "papers" else self.begin[Kind.NOTICE]

    def print_shown(self) -> None:
        """Ctrl+P: the sheet of this paper, or the register."""
        if self.tabs.current() == "register":
            self.register.print_()
        elif self._id in self._found:
            self.panel.print_()


def _draft_row(one: Draft) -> Row:
    title = one.text.title.replace("\n", "").strip() or t("office.untitled")
    return Row(one.id, t(f"office.kind.{one.text.kind}"), title, t("office.state.draft"), "half")


def _issued_row(one: Issued) -> Row:
    """By its number; titles are long, and stand beside the list in full."""
    state, kind = ("withdrawn", "refused") if one.withdrawn else ("issued", "done")
    return Row(one.id, one.mark, one.text.title.replace("\n", ""), t(f"office.state.{state}"), kind)
