"""Medical aid: a bill by layers, contributions, formulas of reports, the rules; and the register, for the office."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.access import Deed, may
from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.aid_calc import CalcPanel
from villagevisit.ui.pages.aid_disasters import DisastersPanel
from villagevisit.ui.pages.aid_papers import PapersPanel
from villagevisit.ui.pages.aid_premium import PremiumPanel
from villagevisit.ui.pages.aid_register import RegisterPanel
from villagevisit.ui.pages.aid_reports import ReportsPanel
from villagevisit.ui.pages.aid_rules import RulesPanel
from villagevisit.ui.pages.settings_section import Section
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.wording import t

_PANELS: Mapping[str, Callable[[Shell], Section]] = {
    "calc": CalcPanel, "premium": PremiumPanel, "reports": ReportsPanel, "rules": RulesPanel,
    "papers": PapersPanel, "register": RegisterPanel, "disasters": DisastersPanel,
}  # fmt: skip
_OFFICE = ("papers", "register", "disasters")


class AidPage(Page):
    """`enter(tab)`."""

    name: ClassVar[str] = "aid"
    topics: ClassVar[Changes] = changes(Topic.EVENTS)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._made: dict[str, Section] = {}
        self.tabs = Tabs([(key, t(f"aid.tab.{key}")) for key in _PANELS])
        self.tabs.chosen.connect(self.show_tab)
        self._stack = parts.Stack()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, u, 0, 0)
        box.setSpacing(0)
        box.addWidget(parts.padded(self.tabs, 0, 3))
        box.addWidget(parts.line())
        box.addWidget(self._stack, 1)

    def enter(self, **params: Any) -> None:
        for key in _OFFICE:
            self.tabs.button(key).setVisible(self._offered(key))
        self.show_tab(str(params.get("tab", "")) or self.tabs.current())

    def keep(self) -> dict[str, Any]:
        return {"tab": self.tabs.current()}

    def refresh(self) -> None:
        self.panel(self.tabs.current()).refresh()

    def panel(self, key: str) -> Section:
        """Made when somebody first wants it."""
        if key not in self._made:
            self._made[key] = _PANELS[key](self.shell)
            self._stack.addWidget(self._made[key])
        return self._made[key]

    def show_tab(self, key: str) -> None:
        self.shell.quiet()
        self.tabs.choose(key if key in _PANELS and self._offered(key) else "calc")
        self._stack.setCurrentWidget(self.panel(self.tabs.current()))
        self.refresh()

    def _offered(self, key: str) -> bool:
        return key not in _OFFICE or may(self.shell.actor.officers, Deed.AID)

    def print_shown(self) -> None:
        """Ctrl+P: the sheet of the bill, the list of papers, the ledger of the period."""
        panel = self.panel(self.tabs.current())
        if isinstance(panel, CalcPanel | PapersPanel | RegisterPanel):
            panel.print_shown()

    def heading(self) -> str:
        return t("aid.heading")

    def help(self) -> str:
        return t("aid.help")

    def first_focus(self) -> QWidget | None:
        return self.panel(self.tabs.current()).first_focus()
