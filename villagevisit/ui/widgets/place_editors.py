"""Places: a point, a line, an area. A laptop has no receiver: they are typed, pasted or read from a file."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms import Node
from villagevisit.domain.errors import Refused
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets import points, values
from villagevisit.ui.widgets.editor import Editor, Host
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.ui.widgets.text_editors import Line, LongTextEditor
from villagevisit.wording import explain, t

_WIDTH = 10
"""Of a field, in body heights."""


def _from_file(host: Host, remark: Remark) -> list[str]:
    """The points of a file that the person chooses; says what is wrong with it."""
    kinds = f"{t('visit_page.points_files')} ({' '.join(f'*{ending}' for ending in points.ENDINGS)})"
    path = host.pictures.file(t("visit_page.points_choose"), kinds)
    if path is None:
        return []
    try:
        return points.from_file(path)
    except Refused as error:
        remark.setVisible(True)
        remark.say("refused", explain(error))
        return []


class PlaceEditor(Editor):
    """One place by latitude, longitude and accuracy; both numbers may be pasted into the first field."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.latitude, self.longitude, self.accuracy = Line(), Line(), Line()
        self._altitude = "0"
        self._file = parts.with_icon(parts.quiet(t("visit_page.points_choose"), self._choose), "folder")
        self._said = Remark("muted", "")
        self._said.hide()
        self._fields = (
            (self.latitude, t("visit_page.latitude"), "35.104000"),
            (self.longitude, t("visit_page.longitude"), "118.356000"),
            (self.accuracy, t("visit_page.accuracy"), "5"),
        )
        fields: list[QWidget] = []
        for line, words, example in self._fields:
            line.setPlaceholderText(example)
            line.setFixedWidth(_WIDTH * theme.now().body)
            line.textEdited.connect(self._typed)
            line.installEventFilter(self)
            fields.append(parts.labelled(words, line))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u // 2)
        box.addWidget(Flow(*fields))
        box.addWidget(Flow(self._file))
        box.addWidget(self._said)
        self.setFocusProxy(self.latitude)

    def show_node(self, node: Node) -> None:
        self.readonly = node.readonly
        self._file.setEnabled(not node.readonly)
        north, east, high, about = [*node.value.split(), "", "", "", ""][:4]
        mine = self._spelled() == node.value
        self._altitude = high or "0"
        about = "" if about in ("0", "0.0") else about
        for (line, _, _), text in zip(self._fields, (north, east, about), strict=True):
            line.setReadOnly(node.readonly)
            if not mine and not line.hasFocus() and line.text() != text:
                line.setText(text)

    def begin(self) -> None:
        self.latitude.setFocus(Qt.FocusReason.TabFocusReason)

    def clear(self) -> None:
        if not self.readonly:
            for line, _, _ in self._fields:
                line.clear()
        super().clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.settled.emit()
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self._said.hide()
        self.edited.emit(self._spelled())

    def _spelled(self) -> str:
        """The answer that the fields make; a half one as it was typed, for the form to refuse."""
        north, east, about = (values.half_width(line.text()).strip() for line, _, _ in self._fields)
        pasted = points.numbers(north)
        if len(pasted) > 1:
            return points.point(pasted) or north
        whole = [north, east, self._altitude, about or "0"]
        if north and east and all(points.numbers(one) == [one] for one in whole):
            return points.point(whole) or " ".join(whole)
        return " ".join(whole) if north and east else north or east

    def _choose(self) -> None:
        found = _from_file(self.host, self._said)
        if found:
            self._said.hide()
            self.say(found[0])


class PathEditor(LongTextEditor):
    """A line or the edge of an area: one point in each line, typed or read from a file."""

    def __init__(self, host: Host, area: bool) -> None:
        super().__init__(host, rows=4)
        self._area = area
        self._value = ""
        self.paper.setPlaceholderText("35.104000 118.356000\n35.104200 118.356900")
        self._file = parts.with_icon(parts.plain(t("visit_page.points_choose"), self._choose), "folder")
        self._said = Remark("muted", "")
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.now().u // 2)
        column.addWidget(self.paper)
        column.addWidget(self._said)
        column.addWidget(Flow(self._file))
        box = self.layout()
        assert box is not None
        box.addWidget(below)

    def spelled(self, typed: str) -> str:
        found, wrong = points.read_lines(typed)
        return typed.strip() if wrong else points.joined(found, self._area)

    def shown(self, stored: str) -> str:
        return points.shown(stored, self._area) if not points.read_lines(stored)[1] else stored

    def show_node(self, node: Node) -> None:
        super().show_node(node)
        self._file.setEnabled(not node.readonly)
        found, wrong = points.read_lines(node.value)
        least = 3 if self._area else 2
        if wrong:
            self._said.say("look", t("visit_page.points_wrong", count=wrong))
        elif found and len(set(found)) < least:
            self._said.say("look", t("visit_page.points_few", least=least))
        elif found:
            count = len(found) - (1 if self._area and found[0] == found[-1] else 0)
            self._said.say("muted", t("visit_page.points_count", count=count))
        else:
            self._said.say("muted", t("visit_page.points_hint"))

    def _choose(self) -> None:
        found = _from_file(self.host, self._said)
        if found:
            self.say(points.joined(found, self._area))
