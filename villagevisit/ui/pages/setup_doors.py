"""Where the work on this computer comes from: the county hands it out, or it is begun here."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.setup_steps import Draft, Step
from villagevisit.wording import t

COUNTY, NEW = "county", "new"


class DoorsStep(Step):
    """Two doors, the usual one first; `opened` is told which."""

    def __init__(self, shell: Shell, draft: Draft, opened: Callable[[str], None]) -> None:
        super().__init__(shell, draft)
        u = theme.now().u
        self.county = parts.with_icon(
            parts.primary(t("ui.door.county"), lambda: opened(COUNTY)), "receive", "on_accent"
        )
        self.new = parts.with_icon(parts.plain(t("ui.door.new"), lambda: opened(NEW)), "add")
        for button in (self.county, self.new):
            button.setStyleSheet(f"min-height: {round(1.25 * theme.now().touch)}px")
        inside = parts.column(
            u, parts.heading(t("ui.door.which")), u,
            self.county, parts.body(t("ui.door.county_why"), muted=True), 2 * u,
            self.new, parts.body(t("ui.door.new_why"), muted=True), None,
        )  # fmt: skip
        self.box.addWidget(parts.narrow(inside, 60 * u))

    def first_focus(self) -> QWidget:
        return self.county
