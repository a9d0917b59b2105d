"""The parts of the window around the page: the side list and the top bar."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from villagevisit.services import outstanding
from villagevisit.services.workspace import Workspace
from villagevisit.ui import registry
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import t

NARROW_PX = 1040
"""Below this window width the side list shows icons only."""
_GAP = 2


class SideList(QWidget):
    """The ways that this person may go; only pages that exist. Sending and settings stay at the foot.

    Where not all have room, groups fold, and one is open at a time: the one in which somebody is, or the one he opened.
    """

    def __init__(self, shell: Shell, choose: Callable[[str, dict[str, Any]], None]) -> None:
        super().__init__()
        self._shell = shell
        self._choose = choose
        self._buttons: dict[str, tuple[registry.Way, QPushButton]] = {}
        self._heads: dict[str, QPushButton] = {}
        self._open = ""
        self._folds = False
        self._narrow = False
        self._marked = ""
        self.setProperty("part", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setSpacing(_GAP)
        self._area = parts.scroll(inside)
        inside.setProperty("part", "side")
        parts.repolish(inside)
        self._below = QVBoxLayout()
        self._below.setSpacing(_GAP)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addWidget(self._area, 1)
        outside.addWidget(parts.line())
        outside.addLayout(self._below)
        self.refresh()

    def refresh(self) -> None:
        parts.clear(self._box)
        parts.clear(self._below)
        self._buttons.clear()
        self._heads.clear()
        roles = {role for officer in self._shell.actor.officers for role in officer.roles}
        ways = [way for way in registry.ways() if registry.exists(way.page) and (not way.roles or way.roles & roles)]
        sizes = Counter(way.group for way in ways)
        for way in ways:
            if way.group not in ("", registry.BELOW, *self._heads) and sizes[way.group] > 1:
                self._heads[way.group] = self._button(partial(self._toggle, way.group))
                self._box.addWidget(self._heads[way.group])
            self._add(way)
        self._box.addStretch(1)
        self._label()
        self._fold()

    def _button(self, pressed: Callable[[], object]) -> QPushButton:
        button = parts.Button("", pressed, "nav")
        button.setCheckable(True)
        return button

    def _add(self, way: registry.Way) -> None:
        button = self._button(lambda: self._choose(way.page, way.params))
        button.setAccessibleName(way.label)
        self._buttons[way.key] = (way, button)
        (self._below if way.group == registry.BELOW else self._box).addWidget(button)

    def _toggle(self, group: str) -> None:
        self._open = "" if self._open == group else group
        self._label()

    def _label(self) -> None:
        look = theme.now()
        for key, (way, button) in self._buttons.items():
            here = key == self._marked
            button.setChecked(here)
            parts.with_icon(button, way.icon, "accent" if here else "muted")
            button.setText("" if self._narrow else f"  {way.label}")
            button.setToolTip(way.label if self._narrow else "")
            button.setVisible(not self._folds or way.group not in self._heads or way.group == self._open)
        for group, head in self._heads.items():
            shut = group != self._open
            here = shut and self._marked in self._buttons and self._buttons[self._marked][0].group == group
            head.setChecked(here)
            parts.with_icon(head, "right" if shut else "down", "accent" if here else "muted")
            head.setText(f"  {t(f'ui.nav.group.{group}')}")
            head.setVisible(self._folds)
        bar = self._area.verticalScrollBar().sizeHint().width()
        side = 2 if self._narrow else look.u // 2
        self._box.setContentsMargins(side, look.u, side, look.u)
        self._below.setContentsMargins(side, _GAP, side, look.u)
        self.setFixedWidth(look.touch + look.u + bar if self._narrow else self._full_width())

    def _fold(self) -> None:
        """Groups fold where the list is too low for all; where only icons are shown their names have no room."""
        needed = sum(button.sizeHint().height() + _GAP for _, button in self._buttons.values()) + 3 * theme.now().u
        folds = not self._narrow and needed > self.height()
        if folds != self._folds:
            self._folds = folds
            self._label()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _full_width(self) -> int:
        return max(
            12 * theme.now().u,
            *(button.sizeHint().width() + 2 * theme.now().u for _, button in self._buttons.values()),
            *(head.sizeHint().width() + 2 * theme.now().u for head in self._heads.values()),
        ) if self._buttons else 0  # fmt: skip

    def mark(self, name: str, params: dict[str, Any]) -> None:
        """Shows where we are; a page reached from another keeps the mark of the way that led there."""
        before = self._marked
        for key, (way, _) in self._buttons.items():
            if way.page == name and way.params == {k: params[k] for k in way.params if k in params}:
                self._marked = key
                if way.params or "purpose" not in params:
                    break
        if self._marked != before:
            if self._marked in self._buttons and self._buttons[self._marked][0].group in self._heads:
                self._open = self._buttons[self._marked][0].group
            self._label()
        if self._marked in self._buttons:
            self._area.ensureWidgetVisible(self._buttons[self._marked][1], 0, theme.now().touch)

    def fit(self, window_width: int) -> None:
        narrow = window_width < NARROW_PX
        if narrow != self._narrow:
            self._narrow = narrow
            self._label()
            self._fold()


class TopBar(QWidget):
    """Where am I, is my work safe, who is signed in."""

    def __init__(self, shell: Shell, sign_out: Callable[[], None]) -> None:
        super().__init__()
        self._shell = shell
        self.setProperty("part", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        u = theme.now().u
        self._back = parts.with_icon(parts.quiet("", shell.back), "back", "accent")
        self._back.setAccessibleName(t("common.back"))
        self._back.setToolTip(t("ui.back_hint"))
        self._place = QLabel()
        self._place.setProperty("part", "heading")
        self._place.setTextFormat(Qt.TextFormat.PlainText)
        self._place.setWordWrap(True)
        self._place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.safe = parts.status("info", "")
        self._find = parts.with_icon(parts.quiet("", lambda: shell.go("search")), "search", "muted")
        self._find.setToolTip(t("ui.search_hint"))
        self._find.setAccessibleName(t("ui.search"))
        self._who = parts.menu("", [(t("ui.sign_out"), sign_out)], "quiet")
        box = QHBoxLayout(self)
        box.setContentsMargins(2 * u, 2, u, 2)
        box.setSpacing(u)
        box.addWidget(self._back)
        box.addWidget(self._place, 1)
        for widget in (self.safe, self._find, self._who):
            box.addWidget(widget)
        self._own: tuple[str, str] | None = None
        self._sending = ("info", "")
        self._asked = False
        self.refresh()

    def refresh(self) -> None:
        """Asks again who is here and what waits to be sent (on the worker: it is never in the way of a key)."""
        officers = self._shell.actor.officers
        self._who.setText(" · ".join(officer.name for officer in officers))
        self._who.setVisible(bool(officers))
        self._find.setVisible(bool(officers))
        if officers and not self._asked:
            self._asked = True
            ws = self._shell.ws
            self._shell.tasks.run(lambda _: _sending(ws), self._know, failed=self._not_known, quiet=True)

    def _know(self, sending: tuple[str, str]) -> None:
        self._asked = False
        self._sending = sending
        self._show_safe()

    def _not_known(self, _error: BaseException) -> None:
        self._asked = False

    def show_place(self, heading: str, can_go_back: bool, own: tuple[str, str] | None) -> None:
        self._place.setText(heading)
        self._place.setToolTip(heading)
        self._back.setVisible(can_go_back)
        self._own = own
        self._show_safe()

    def _show_safe(self) -> None:
        kind, text = self._own or self._sending
        self.safe.say(kind, text)
        self.safe.setVisible(bool(text))

    def fit(self, window_width: int) -> None:
        self._who.setMaximumWidth(window_width // 3)

    def sizeHint(self) -> QSize:
        return QSize(0, theme.now().touch + 8)


def _sending(ws: Workspace) -> tuple[str, str]:
    """Runs on the worker."""
    waiting = outstanding.waiting(ws)
    if waiting.visits:
        return "wait", t("ui.waiting_to_send", count=waiting.visits)
    return ("wait", t("ui.records_to_send", count=waiting.records)) if waiting.records else ("done", t("ui.all_sent"))
