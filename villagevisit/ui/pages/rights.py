"""What the members of a household may ask for: say yes or no, take it back, get a copy, have something corrected."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.household import Household
from villagevisit.services import areas, consents, requests
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.household_columns import HouseholdColumns
from villagevisit.ui.pages.household_privacy import act_line
from villagevisit.ui.pages.rights_asked import AskForm, CaseLine, CopyForm, may_answer
from villagevisit.ui.pages.rights_consent import ConsentForm
from villagevisit.wording import t


class RightsPage(HouseholdColumns):
    """`enter(household_id)`."""

    name: ClassVar[str] = "rights"
    topics: ClassVar[Changes] = changes(Topic.HOUSEHOLDS, Topic.EXCHANGE)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.form: ConsentForm | None = None

    def heading(self) -> str:
        return t("rights.heading")

    def help(self) -> str:
        return t("rights.help")

    def first_focus(self) -> QWidget | None:
        return self.form.person if self.form else None

    def refresh(self) -> None:
        self.form = None
        home = self._find()
        if home is not None:
            self._fill_left(home)
            self._fill_right(home)

    def _fill_left(self, home: Household) -> None:
        place = [areas.name(self.shell.ws, home.village_code), home.village_group, home.household_no]
        self._left.addWidget(parts.title(home.head_name))
        self._left.addWidget(parts.body(" · ".join(word for word in place if word), muted=True))
        self._left.addWidget(parts.heading(t("rights.enter")))
        self.form = ConsentForm(self.shell, home)
        self._left.addWidget(self.form)
        self._left.addStretch(1)

    def _fill_right(self, home: Household) -> None:
        self._asked(home)
        self._right.addWidget(parts.heading(t("rights.history")))
        said = consents.history(self.shell.ws, home.id)
        if not said:
            self._right.addWidget(parts.body(t("consent.none"), muted=True))
        for one in said:
            self._right.addWidget(act_line(one))
        self._right.addStretch(1)

    def _asked(self, home: Household) -> None:
        answering = may_answer(self.shell, home)
        cases = requests.of_household(self.shell.ws, home.id)
        if answering:
            self._right.addWidget(parts.heading(t("rights.give")))
            self.copy = CopyForm(self.shell, home)
            self._right.addWidget(self.copy)
            self._right.addSpacing(theme.now().u)
        if answering or cases:
            self._right.addWidget(parts.heading(t("rights.requests")))
        self.cases = [CaseLine(self.shell, one, answering=answering) for one in cases]
        for line in self.cases:
            self._right.addWidget(line)
        if answering:
            self.ask = AskForm(self.shell, home)
            self._right.addWidget(self.ask)
            self._right.addSpacing(theme.now().u)
