"""Rows of a board that somebody should look at before it hangs; nobody is kept from printing."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.officer import Role
from villagevisit.domain.publicity import BoardRow
from villagevisit.services import paper_check, roster_waiting
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_NAMED = 3
"""Households that a remark names; the others are counted."""


class OddRows(QWidget):
    """Hidden where nothing is odd."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._village = ""
        self.remark = Remark("look", "")
        self.decide = parts.plain(t("desk.print.to_roster"), lambda: shell.go("roster", tab="doubtful"))
        self._below = parts.row(self.decide, None)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        for widget in (self.remark, self._below, parts.line()):
            box.addWidget(widget)
        self.hide()

    def look(self, request: PaperRequest | None) -> None:
        """Looks on the worker; an answer about another village is dropped."""
        board = request is not None and request.kind == PaperKind.PUBLICITY_BOARD
        self._village = request.village_code if request is not None and board else ""
        if not self._village:
            self.hide()
            return
        ws, village = self._shell.ws, self._village
        self._shell.tasks.run(
            lambda _progress: paper_check.over_counted(ws, village), partial(self._show, village), quiet=True
        )

    def _show(self, village: str, rows: tuple[BoardRow, ...]) -> None:
        if village != self._village:
            return
        named = [
            t("paper.over_counted", name=row.head_name, insured=row.insured, members=row.members)
            for row in rows[:_NAMED]
        ]
        if len(rows) > _NAMED:
            named.append(t("paper.over_counted_more", count=len(rows) - _NAMED))
        self.remark.say("look", t("paper.over_counted_all", rows=t("ui.semicolon").join(named)))
        actor = self._shell.actor
        office = actor.has(Role.CLERK) or actor.has(Role.COUNTY)
        self._below.setVisible(office and bool(roster_waiting.doubtful_count(self._shell.ws)))
        self.setVisible(bool(rows))
