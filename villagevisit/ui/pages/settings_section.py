"""What the sections of the settings share."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.ui.kit import theme
from villagevisit.ui.kit.shell import Shell


class Section(QWidget):
    """One tab; `may_change` says whether these people may change it or only look."""

    def __init__(self, shell: Shell, may_change: bool) -> None:
        super().__init__()
        self.shell = shell
        self.may_change = may_change
        u = theme.now().u
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(3 * u, 2 * u, 3 * u, u)
        self.box.setSpacing(u)

    def refresh(self) -> None: ...

    def first_focus(self) -> QWidget | None:
        """What the keyboard is on after entering."""
        return None
