"""What the panels of a round share."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.campaign import Campaign
from villagevisit.ui.kit import theme
from villagevisit.ui.kit.shell import Shell


class Panel(QWidget):
    """One tab of the round's page; `look` shows it for a round."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.round: Campaign | None = None
        u = theme.now().u
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(3 * u, 2 * u, 3 * u, u)
        self.box.setSpacing(u)

    def look(self, campaign: Campaign | None, **params: Any) -> None:
        self.round = campaign
        if campaign is not None:
            self.refresh(campaign, **params)

    def refresh(self, campaign: Campaign, **params: Any) -> None: ...

    def first_focus(self) -> QWidget | None:
        return None
