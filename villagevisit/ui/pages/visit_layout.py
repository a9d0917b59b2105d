"""The three columns of the visit page, and how they fold away on a small window. Only places, no behaviour."""

from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from villagevisit.ui.kit import idle, parts, theme
from villagevisit.ui.widgets.advice_panel import AdvicePanel
from villagevisit.ui.widgets.result_panel import ResultPanel
from villagevisit.ui.widgets.row_list import RowList
from villagevisit.wording import t

WITH_RESULT = 78
"""The result column needs at least this width of page, in units of space."""
WITH_SECTIONS = 73
"""The side list of sections, too."""
_SIDE = 18
_RESULT = 22


class VisitLayout(QWidget):
    """Left the sections, in the middle the sheet, right the result; narrow: a drop-down and a foldable result."""

    picked = Signal(str)
    """A section from the drop-down."""

    def __init__(self) -> None:
        super().__init__()
        u = theme.now().u
        self.sections = RowList(lines=False, arrow=False)
        self.sections.setAccessibleName(t("visit_page.sections"))
        self.form_title = parts.body("", muted=True)
        self.saved = parts.status("muted", "")
        self.saved.hide()
        self.heading = parts.heading("")
        self.crumb = parts.quiet("")
        parts.with_icon(self.crumb, "back", "accent")
        self.pick = parts.plain("")
        parts.with_icon(self.pick, "down")
        self.pick.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.menu = QMenu(self.pick)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.pick.setMenu(self.menu)
        self.result_toggle = parts.quiet(t("visit_page.result"))
        self.result_toggle.setCheckable(True)
        self.result_toggle.toggled.connect(lambda _on: self._arrange())
        self.back = parts.plain(t("visit_page.previous_section"))
        self.next = parts.primary(t("visit_page.next_section"))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.has_result = False
        self.in_row = False
        self._side = self._scrolled(self.sections, _SIDE)
        self._panel = QVBoxLayout()
        self._panel.setContentsMargins(0, 0, 0, 0)
        self._right = self._scrolled(self._panel, _RESULT)
        self._rule = parts.rule()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addLayout(self._middle(u), 1)
        row.addWidget(self._rule)
        row.addWidget(self._right)

    @cached_property
    def result(self) -> ResultPanel:
        """Made for forms that have one."""
        panel = ResultPanel()
        self._panel.addWidget(panel)
        return panel

    @cached_property
    def advice(self) -> AdvicePanel:
        """Made for forms that have one."""
        panel = AdvicePanel()
        self._panel.addWidget(panel)
        return panel

    def _scrolled(self, thing: QWidget | QLayout, width: int) -> QScrollArea:
        holder = parts.column(thing, None)
        u = theme.now().u
        holder.setContentsMargins(u // 2, u, u // 2, u)
        area = parts.scroll(holder)
        holder.setProperty("part", "side")
        parts.repolish(holder)
        area.setProperty("part", "side")
        area.setFixedWidth(width * u)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _middle(self, u: int) -> QVBoxLayout:
        top = QHBoxLayout()
        top.setContentsMargins(3 * u, u, 2 * u, 0)
        top.setSpacing(u)
        for widget in (self.pick, self.result_toggle):
            top.addWidget(widget)
        top.addWidget(self.form_title, 1)
        top.addStretch(1)
        top.addWidget(self.saved)
        head = QHBoxLayout()
        head.setContentsMargins(3 * u, u, 3 * u, u)
        head.setSpacing(u)
        head.addWidget(self.crumb)
        head.addWidget(self.heading, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * u, u, 3 * u, u)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.next)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addLayout(top)
        middle.addLayout(head)
        self._above = QVBoxLayout()
        middle.addLayout(self._above)
        middle.addWidget(self.area, 1)
        middle.addWidget(parts.line())
        middle.addLayout(foot)
        return middle

    def put_above(self, bar: QWidget) -> None:
        """Something that stays above the sheet of every section."""
        self._above.addWidget(bar)

    def say_saved(self, kind: str, text: str) -> None:
        """Whether the work is safe, at the top right."""
        self.saved.say(kind, text)
        self.saved.show()

    def show_sheet(self, sheet: QWidget) -> None:
        """Puts a sheet into the middle column, at its top; the old one goes."""
        u = theme.now().u
        sheet.setMaximumWidth(parts.FORM_WIDTH)
        sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(2 * u, u, 3 * u, 3 * u)
        row.addWidget(sheet, 100)
        row.addStretch(1)
        old = self.area.takeWidget()
        self.area.setWidget(holder)
        if old is not None:
            idle.discard(old)

    def _fill_menu(self) -> None:
        self.menu.clear()
        for row in self.sections.rows:
            words = f"{row.text}   {row.remark}" if row.remark else row.text
            action = self.menu.addAction(parts.picture(row.mark, row.mark_colour), words)
            action.triggered.connect(lambda _checked=False, key=row.key: self.picked.emit(key))

    def bring_into_view(self, widget: QWidget) -> None:
        """Scrolls so that the whole widget can be seen, or its top when it is taller than the view."""
        holder: QWidget | None = self.area.widget()
        if holder is None or not holder.isAncestorOf(widget):
            return
        margin = theme.now().u
        top = widget.mapTo(holder, widget.rect().topLeft()).y() - margin
        height = widget.height() + 2 * margin
        bar, room = self.area.verticalScrollBar(), self.area.viewport().height()
        if top < bar.value() or height > room:
            bar.setValue(top)
        elif top + height > bar.value() + room:
            bar.setValue(top + height - room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def say_place(self, row: bool) -> None:
        """Whether a row of a repeat is open: then the way back to its list shows."""
        self.in_row = row
        self.crumb.setVisible(row)
        self._arrange()

    def say_steps(self, back: str, onward: str) -> None:
        """The words of the two buttons below; a button without words is not shown."""
        for button, words in ((self.back, back), (self.next, onward)):
            if button.text() != words:
                button.setText(words)
            if button.isHidden() == bool(words):
                button.setVisible(bool(words))

    def use_result(self, on: bool, advice: bool = False) -> None:
        """Whether this form has a result at all; `advice`: what the rules say, in its place."""
        self.has_result = on or advice
        if on:
            self.result.show()
        if advice:
            self.advice.show()
        self._arrange()

    def _arrange(self) -> None:
        width = self.width() // theme.now().u
        wide = width >= WITH_RESULT
        self._side.setVisible(width >= WITH_SECTIONS)
        self.pick.setVisible(width < WITH_SECTIONS)
        self.form_title.setVisible(width >= WITH_SECTIONS)
        self.heading.setVisible(width >= WITH_SECTIONS or self.in_row)
        self.result_toggle.setVisible(self.has_result and not wide)
        shown = self.has_result and (wide or self.result_toggle.isChecked())
        self._right.setVisible(shown)
        self._rule.setVisible(shown)
