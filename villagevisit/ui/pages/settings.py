"""People, parameters, villages, the county's file, locking, language and look."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.officer import Role
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.settings_lock import LockSection
from villagevisit.ui.pages.settings_look import LookSection
from villagevisit.ui.pages.settings_people import PeopleSection
from villagevisit.ui.pages.settings_places import CountySection, VillagesSection
from villagevisit.ui.pages.settings_policy import PolicySection
from villagevisit.ui.pages.settings_privacy import PrivacySection
from villagevisit.ui.pages.settings_section import Section
from villagevisit.wording import t

_NAMES = {
    "people": "ui.settings.people", "policy": "ui.settings.policy", "villages": "ui.settings.villages",
    "county": "ui.settings.county", "lock": "ui.settings.lock", "privacy": "privacy.heading",
    "look": "ui.settings.look",
}  # fmt: skip
_KINDS: dict[str, type[Section]] = {
    "people": PeopleSection, "policy": PolicySection, "villages": VillagesSection, "county": CountySection,
    "lock": LockSection, "privacy": PrivacySection, "look": LookSection,
}  # fmt: skip


class SettingsPage(Page):
    """`enter(section, person_id)`; a section is made when it is first looked at."""

    name: ClassVar[str] = "settings"
    topics: ClassVar[Changes] = changes(Topic.PEOPLE, Topic.POLICY, Topic.SETUP, Topic.EXCHANGE)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.section = "people"
        self.sections: dict[str, Section] = {}
        self.tabs: dict[str, parts.Button] = {}
        tabs = QHBoxLayout()
        tabs.setContentsMargins(2 * u, u // 2, 2 * u, u // 2)
        tabs.setSpacing(u // 2)
        for key, name in _NAMES.items():
            tab = parts.Button(t(name), partial(self.show_section, key), "tab")
            tab.setCheckable(True)
            self.tabs[key] = tab
            tabs.addWidget(tab)
        tabs.addStretch(1)
        self._stack = parts.Stack()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(tabs)
        box.addWidget(parts.line())
        box.addWidget(self._stack, 1)

    def enter(self, **params: Any) -> None:
        self.show_section(str(params.get("section", "")) or self.section)
        people, person = self.sections[self.section], str(params.get("person_id", ""))
        if person and isinstance(people, PeopleSection):
            people.show_person(person)

    def keep(self) -> dict[str, Any]:
        return {"section": self.section}

    def refresh(self) -> None:
        self.sections[self.section].refresh()

    def show_section(self, key: str) -> None:
        self.section = key
        if key not in self.sections:
            self.sections[key] = _KINDS[key](self.shell, self.may_change())
            self._stack.addWidget(self.sections[key])
        for other, tab in self.tabs.items():
            tab.setChecked(other == key)
        self._stack.setCurrentWidget(self.sections[key])
        self.sections[key].may_change = self.may_change()
        self.sections[key].refresh()

    def may_change(self) -> bool:
        """People and parameters are the office's; everybody may look."""
        return self.shell.actor.has(Role.CLERK) or self.shell.actor.has(Role.COUNTY)

    def heading(self) -> str:
        return t("ui.nav.settings")

    def help(self) -> str:
        return t("ui.settings.help")

    def first_focus(self) -> QWidget | None:
        return self.tabs[self.section]
