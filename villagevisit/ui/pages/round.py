"""The doctor's day: from house to house, lists of who is due, counts, what has no form of its own, registers."""

from functools import cached_property
from typing import Any, ClassVar, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.officer import Role
from villagevisit.services import areas, health_due, health_lines
from villagevisit.services.health_due import Due, House
from villagevisit.services.workspace import Progress, Workspace
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.beside import Beside
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import health_words as say
from villagevisit.ui.pages.round_counts import CountsView
from villagevisit.ui.pages.round_entry import EntryView
from villagevisit.ui.pages.round_house import HousePanel
from villagevisit.ui.pages.round_lists import ListsView
from villagevisit.ui.pages.round_register import RegisterView
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.desk_stack import Stack
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.wording import t

V = TypeVar("V", bound=QWidget)
_LIST = 30
_QUIET = 200
"""So many people's lines are made without the panel that says what takes so long."""
TABS = ("today", "lists", "counts", "entry", "register")


class RoundPage(Page):
    """`enter(village, household_id)` puts the list on a house, `tab` opens a section, `person_id` an entry."""

    name: ClassVar[str] = "round"
    topics: ClassVar[Changes] = changes(Topic.VISITS, Topic.EVENTS, Topic.ROSTER, Topic.HOUSEHOLDS, Topic.POLICY)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._houses: list[House] = []
        self._wanted = ""
        self.village = Choice()
        self.village.on_choice(lambda _: self.refresh())
        self.tabs = Tabs([
            ("today", t("round.tab.today")), ("lists", t("round.tab.lists")), ("counts", t("round.tab.counts")),
            ("entry", t("round.tab.entry")), ("register", t("round.tab.register")),
        ])  # fmt: skip
        self.tabs.chosen.connect(lambda _: self.refresh())
        self.list = Rows()
        self.list.setAccessibleName(t("round.page"))
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._begin)
        self.panel = HousePanel(shell, self.begin)
        there = Beside(self.list, parts.scroll(parts.padded(self.panel, 0, 2)), _LIST)
        self._today = Stack()
        self._today.addWidget(parts.empty(t("round.nothing"), t("round.to_lists"), lambda: self._to("lists")))
        self._today.addWidget(there)
        self._rooms = {tab: parts.column() for tab in TABS[1:]}
        self._stack = Stack()
        for view in (self._today, *self._rooms.values()):
            self._stack.addWidget(view)
        self._stack.addWidget(parts.empty(t("round.not_doctor")))
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, u, u, u)
        box.setSpacing(u)
        box.addWidget(self.tabs)
        self.late = parts.status("muted", "", wrap=True)
        above = QHBoxLayout()
        above.setSpacing(u)
        above.addWidget(self.village)
        above.addWidget(self.late, 1)
        box.addLayout(above)
        box.addWidget(self._stack, 1)

    @classmethod
    def warm(cls, ws: Workspace) -> None:
        health_lines.settle(ws)

    @cached_property
    def lists(self) -> ListsView:
        """Like the other sections, made when somebody first goes there: a day begins with the houses."""
        return self._made("lists", ListsView(self.shell, self.begin))

    @cached_property
    def counts(self) -> CountsView:
        return self._made("counts", CountsView(self.shell))

    @cached_property
    def entry(self) -> EntryView:
        view = EntryView(self.shell)
        self._made("entry", parts.scroll(parts.narrow(view)))
        return view

    @cached_property
    def register(self) -> RegisterView:
        view = RegisterView(self.shell)
        self._made("register", parts.scroll(view))
        return view

    def _made(self, tab: str, view: V) -> V:
        room = self._rooms[tab].layout()
        if room is not None:
            room.addWidget(view)
        return view

    def enter(self, **params: Any) -> None:
        self._wanted = str(params.get("household_id", ""))
        places = areas.villages(self.shell.ws)
        seen = [one for one in places if self.shell.within is None or one.code in self.shell.within]
        chosen = str(params.get("village", "")) or self.village.value() or self._own()
        self.village.offer([(one.code, one.name) for one in seen], chosen)
        self.tabs.choose(str(params.get("tab", "today")))
        if params.get("person_id"):
            self.tabs.choose("entry")
            self.entry.offer(str(params["person_id"]), str(params.get("service", "")))
        self.refresh()

    def keep(self) -> dict[str, Any]:
        return {"village": self.village.value(), "household_id": self.list.current_key(), "tab": self.tabs.current()}

    def refresh(self) -> None:
        """Whatever came since is taken into the lines first, beside the window."""
        if not self.shell.actor.has(Role.VILLAGE_DOCTOR):
            self._stack.setCurrentIndex(len(TABS))
            return
        ws, actor, village, tab = self.shell.ws, self.shell.actor, self.village.value(), self.tabs.current()
        self._stack.setCurrentIndex(TABS.index(tab))

        within = self.shell.within

        def work(progress: Progress) -> tuple[list[House], tuple[int, int]]:
            health_lines.settle(ws, progress)
            houses = health_due.round_(ws, actor, village) if tab == "today" else []
            return houses, health_due.waiting(ws, actor, within)

        quiet = health_lines.waiting(ws) < _QUIET
        self.shell.tasks.run(work, self._fill, title=t("round.reading"), quiet=quiet)

    def heading(self) -> str:
        return t("round.page")

    def help(self) -> str:
        return t("round.help")

    def first_focus(self) -> QWidget | None:
        return self.list if self.tabs.current() == "today" else self.tabs.button(self.tabs.current())

    def begin(self, one: Due) -> None:
        """Opens the form of a service, or the entry of one that has none."""
        if one.form_id:
            self.shell.go("visit", form_id=one.form_id, household_id=one.row.household_id, person_id=one.row.person_id)
        else:
            self._to("entry")
            self.entry.offer(one.row.person_id, one.service, one.item)

    def _own(self) -> str:
        return next((one.village_code for one in self.shell.actor.officers if one.village_code), "")

    def _to(self, tab: str) -> None:
        self.tabs.choose(tab)
        self.refresh()

    def _fill(self, found: tuple[list[House], tuple[int, int]]) -> None:
        houses, (late, week) = found
        self.late.say("refused" if late else "muted", t("round.overdue", late=count(late), week=count(week)))
        tab, village = self.tabs.current(), self.village.value()
        if tab == "lists":
            self.lists.refresh(village)
        elif tab == "counts":
            self.counts.refresh(village)
        elif tab == "entry":
            self.entry.refresh(village)
        elif tab == "register":
            self.register.refresh(village)
        else:
            self._show(houses)

    def _show(self, houses: list[House]) -> None:
        self._houses = houses
        wanted, self._wanted = self._wanted or self.list.current_key(), ""
        ids = {one.household_id for one in houses}
        open_ = next((one.household_id for one in houses if one.due), "")
        self._today.setCurrentIndex(1 if houses else 0)
        self.list.offer([_row(one) for one in houses], wanted if wanted in ids else open_)

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._houses):
            self.panel.show_house(self._houses[number])

    def _begin(self, number: int) -> None:
        """Enter on a house: the first service that is due in it, or the next house when all is done."""
        if not 0 <= number < len(self._houses):
            return
        if self._houses[number].due:
            self.begin(self._houses[number].due[0])
        else:
            self.list.choose(min(number + 1, len(self._houses) - 1))


def _row(one: House) -> Row:
    """One line per house: the people and services under it."""
    title = f"{one.village_group} {one.household_no}  {one.head_name}"
    if not one.due:
        return Row(one.household_id, title, t("round.house_done"), "", "done")
    first = one.due[0]
    note = t("round.and").join(f"{due.row.name} {say.what(due)}" for due in one.due)
    late = t("round.late", count=one.late) if one.late > 0 else ""
    return Row(one.household_id, title, note, late, "half" if one.done else say.kind(first))
