"""What the pages of the health programme share: sections of one page, lists of people, figures made on the worker."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError
from villagevisit.services import areas, health_lines
from villagevisit.services.health_presets import age_on
from villagevisit.services.identification import Listed
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Search
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.dynamic_panel import SplitPanel
from villagevisit.ui.pages.print_ledger import print_ledger
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.ui.widgets.desk_stack import Stack
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.wording import t

T = TypeVar("T")
SHOWN = 200
"""People in a list at once; who is further down is found by name."""
NEW = "+"
"""Key of the line that begins a new entry."""
_AT_ONCE = 30
"""People whose lines are made anew without the worker."""


class HealthPage(Page):
    """Sections under one another's tabs. `enter(tab)`."""

    topics: ClassVar[Changes] = changes(Topic.EVENTS, Topic.HOUSEHOLDS, Topic.VISITS, Topic.POLICY)

    def __init__(self, shell: Shell, sections: Mapping[str, tuple[str, QWidget]]) -> None:
        super().__init__(shell)
        self.tabs = Tabs((key, words) for key, (words, _) in sections.items())
        self.tabs.chosen.connect(self.show_tab)
        self.panels = {key: panel for key, (_, panel) in sections.items()}
        self._stack = Stack()
        for panel in self.panels.values():
            self._stack.addWidget(panel)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.now().u // 2, 0, 0)
        box.setSpacing(0)
        box.addWidget(parts.padded(self.tabs, 0, 2))
        box.addWidget(parts.line())
        box.addWidget(self._stack, 1)
        self.tab = next(iter(sections))

    def enter(self, **params: Any) -> None:
        wanted = str(params.get("tab", ""))
        self.show_tab(wanted if wanted in self.panels else self.tab)

    def keep(self) -> dict[str, Any]:
        return {"tab": self.tab}

    def refresh(self) -> None:
        self.show_tab(self.tab)

    def show_tab(self, key: str) -> None:
        self.tab = key
        self.tabs.choose(key)
        self._stack.setCurrentWidget(self.panels[key])
        settled(self.shell, lambda: self._look(key))

    def _look(self, key: str) -> None:
        panel = self.panels[key]
        if self.tab == key and isinstance(panel, SplitPanel | FiguresPanel):
            panel.look()

    def first_focus(self) -> QWidget | None:
        panel = self.panels[self.tab]
        inner = panel.first_focus() if isinstance(panel, SplitPanel) else None
        return inner or self.tabs.button(self.tab)


def settled(shell: Shell, then: Callable[[], None]) -> None:
    """Brings people's lines up to date first; on the worker when that takes long."""
    ws = shell.ws
    if health_lines.waiting(ws) <= _AT_ONCE:
        health_lines.settle(ws)
        then()
        return
    shell.tasks.run(
        lambda progress: health_lines.settle(ws, progress), lambda _done: then(), title=t("health.settling")
    )


class PeoplePanel(SplitPanel):
    """A list of people chosen above it, found by name; subclasses give `people`, `line` and `fill_person`."""

    def __init__(self, shell: Shell, lists: Sequence[tuple[str, str]]) -> None:
        super().__init__(shell, "")
        self.which = Choice(lists)
        self.which.on_choice(lambda _key: self.look())
        self.search = Search(t("health.find"))
        self.search.typed.connect(lambda _text: self.look())
        self.search.down.connect(self.list.setFocus)
        self.told = parts.body("", muted=True)
        for widget in (self.which, self.search, self.told):
            self.top.addWidget(widget)
        self.found: dict[str, Listed] = {}

    def people(self, which: str, text: str) -> list[Listed]:
        """At most `SHOWN`. Raises CodedError."""
        raise NotImplementedError

    def line(self, one: Listed) -> tuple[str, str]:
        """(word at the right, status) of a row."""
        del one
        return "", ""

    def fill_person(self, one: Listed) -> None: ...

    def look(self, household_id: str = "") -> None:
        del household_id
        try:
            found = self.people(self.which.value(), self.search.text().strip())
        except CodedError as error:
            self.shell.fail(error)
            return
        self.found = {one.person_id: one for one in found}
        more = len(found) >= SHOWN
        words = t("health.first", count=count(SHOWN)) if more else t("health.listed", count=count(len(found)))
        self.told.setText(words)
        self.show_rows([self._row(one) for one in found], empty=False)
        if not found:
            self.said.insertWidget(0, parts.body(t("health.nobody"), muted=True))

    def _row(self, one: Listed) -> Row:
        aside, kind = self.line(one)
        return Row(one.person_id, one.name, self.place(one), aside, kind)

    def place(self, one: Listed) -> str:
        age = age_on(one.birth, today(self.shell.ws.clock))
        where = f"{areas.name(self.shell.ws, one.village_code)}{one.village_group}"
        return where if age is None else t("health.place", where=where, age=age)

    def fill(self, key: str) -> None:
        one = self.found.get(key)
        if one is not None:
            self.said.addWidget(parts.title(one.name))
            self.said.addWidget(parts.body(self.place(one), muted=True))
            self.fill_person(one)

    def form(self, form_id: str, person_id: str, words: str) -> parts.Button:
        """The button that opens a form about somebody."""
        return parts.primary(words, lambda: self.shell.go("visit", form_id=form_id, person_id=person_id))

    def first_focus(self) -> QWidget | None:
        return self.list


class EntriesPanel(SplitPanel):
    """A list that begins with the line for a new entry, and is printed as a ledger."""

    def __init__(self, shell: Shell, paper: str) -> None:
        super().__init__(shell, "")
        year = today(shell.ws.clock).year
        self.top.addWidget(parts.plain(t("programme.print"), lambda: print_ledger(shell, paper, year)))

    def offer(self, rows: Sequence[Row]) -> None:
        self.show_rows([Row(NEW, t("programme.new"), "", "", "next"), *rows])


class FiguresPanel(QWidget):
    """Figures that are made on the worker; subclasses give `make` and `show_figures`."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        u = theme.now().u
        self.shell = shell
        inside = QWidget()
        self.said = QVBoxLayout(inside)
        self.said.setContentsMargins(3 * u, 2 * u, 3 * u, 3 * u)
        self.said.setSpacing(u)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(parts.scroll(inside))
        self._asked = 0

    def make(self, progress: Progress) -> object:
        """On the worker."""
        raise NotImplementedError

    def show_figures(self, found: Any) -> None:
        """On the window's thread; `said` is empty."""
        raise NotImplementedError

    def look(self) -> None:
        self._asked += 1
        turn = self._asked
        self.shell.tasks.run(self.make, lambda found: self._came(turn, found), title=t("health.counting"))

    def _came(self, turn: int, found: object) -> None:
        if turn == self._asked:
            parts.clear(self.said)
            self.show_figures(found)
            self.said.addStretch(1)

    def do(self, act: Callable[[], Any], words: str) -> None:
        """Carries out a command, tells the pages and says so; a refusal stands in the banner."""
        try:
            done = act()
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(words, "done")
        self.shell.apply(done)


def figures(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> QWidget:
    """A small table: the first column words, the others numbers at the right."""
    whole, look = QWidget(), theme.now()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(3 * look.u)
    grid.setVerticalSpacing(look.u // 2)
    grid.setColumnStretch(len(heads), 1)
    for column, words in enumerate(heads):
        head = parts.number(words)
        head.setProperty("part", "muted")
        grid.addWidget(head, 0, column)
    for at, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            grid.addWidget(parts.number(cell) if column else _word(cell), at, column)
    return whole


def _word(text: str) -> QWidget:
    label = parts.strong(text)
    label.setWordWrap(False)
    return label


def share(part: int, whole: int) -> str:
    """`12 / 60  20.0 %`: never a rate without its denominator."""
    return f"{count(part)} / {count(whole)}" + (f"  {100 * part / whole:.1f}%" if whole else "")
