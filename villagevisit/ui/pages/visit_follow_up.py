"""The line above a follow-up: one key for "asked, as last time", one for what the standard suggests."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.errors import Refused
from villagevisit.services import visit_carry
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.pages.visit_work import Work
from villagevisit.ui.widgets import values
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import explain, t

AS_LAST, ACCEPT = Qt.Key.Key_F4, Qt.Key.Key_F6


class FollowUpBar(QWidget):
    """Tells `changed` which refs to redraw, then goes to what is still missing (`jump`), or to the check at the end."""

    def __init__(
        self, work: Work, changed: Callable[[frozenset[str]], object], jump: Callable[[str], None],
        check: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self.brisk = False
        """From the first of these keys on, Enter goes from one missing answer to the next."""
        self._work = work
        self._changed = changed
        self._jump = jump
        self._check = check
        u = theme.now().u
        self.as_last = parts.plain("", self.take)
        self.accept = parts.plain("", self._accept)
        self.block = Remark("info", "")
        self.remark = Remark("look", "")
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 0, 3 * u, u)
        box.setSpacing(u // 2)
        box.addWidget(Flow(self.as_last, self.accept))
        box.addWidget(self.block)
        box.addWidget(self.remark)
        for key, call in ((AS_LAST, self.take), (ACCEPT, self._accept)):
            QShortcut(QKeySequence(key), self, call, context=Qt.ShortcutContext.WindowShortcut)

    def look_again(self) -> None:
        """Follows the answers."""
        session, opened = self._work.session, self._work.opened
        some = visit_carry.left(session, opened.previous)
        words = t("round.and").join(self._said(ref) for ref in some)
        self.block.say("info", t("round.as_last_what", what=words))
        self.block.setVisible(bool(some) and bool(opened.previous_on))
        self.as_last.setText(t("round.as_last", day=opened.previous.get("/data/fu_date") or opened.previous_on))
        self.as_last.setVisible(bool(some) and bool(opened.previous_on))
        try:
            found = visit_carry.suggested(self._work.workspace, session, self._work.class_before)
        except Refused as error:
            self._say(explain(error))
            return
        if found is None:
            self.accept.hide()
            self._say("")
            return
        mental = session.form.id == "smd_followup"
        words = t(f"round.mental.{found.code}") if mental else t(f"round.class.{found.code}")
        self.accept.setText(t("round.accept", what=words, day=found.next_day))
        self.accept.show()
        self._say(t("round.urgent") if found.urgent else t("round.refer") if found.refer else "")

    def take(self) -> None:
        """Everything that is as last time, after it was asked."""
        if not self.as_last.isHidden():
            self._changed(visit_carry.take(self._work.session, self._work.opened.previous))
            self._onward()

    def _accept(self) -> None:
        try:
            changed = visit_carry.accept(self._work.workspace, self._work.session, self._work.class_before)
        except Refused:
            return
        if changed:
            self._changed(changed)
            self._onward()

    def _onward(self) -> None:
        self.brisk = True
        left = next((one for one in self._work.session.problems() if one.kind == "required"), None)
        if left is None:
            self._check()
        else:
            self._jump(left.ref)

    def _said(self, ref: str) -> str:
        """A question and last time's answer to it."""
        node, before = self._work.session.node(ref), self._work.opened.previous[ref]
        options = self._work.options(ref) if node.control in ("select", "select1") else ()
        return f"{node.label} {values.show_value(node.type, node.control, before, options, False)}"

    def _say(self, words: str) -> None:
        self.remark.say("look", words)
        self.remark.setVisible(bool(words))
