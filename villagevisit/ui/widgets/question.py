"""One question on the sheet: its words, last time's answer beside it, the editor, and what is wrong with it."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from forms import Node
from villagevisit.ui.kit import theme
from villagevisit.ui.widgets import values
from villagevisit.ui.widgets.editor import Editor, Host
from villagevisit.ui.widgets.label_media import LabelPicture, MediaButtons, media_of
from villagevisit.ui.widgets.question_head import HeadWords, QuestionHead
from villagevisit.ui.widgets.registry import make_editor
from villagevisit.ui.widgets.remark import Remark
from villagevisit.ui.widgets.retype import Retype
from villagevisit.ui.widgets.text_editors import LineEditor
from villagevisit.ui.widgets.values import Option
from villagevisit.wording import t

_NUMBERS = frozenset({"int", "integer", "decimal"})
_OF_CHOICES = frozenset({"select", "select1", "rank"})
MOST = 12
"""So many choices may each have buttons of their own."""


class Question(QWidget):
    """Redraws itself only from the Node it is given. Says `edited(ref, value)`."""

    edited = Signal(str, str)
    onward = Signal()
    """The answer is given and the form wants the next question at once."""

    def __init__(self, host: Host, node: Node, before: str = "", from_roster: bool = False) -> None:
        super().__init__()
        self.host = host
        self.ref = node.ref
        self.node = node
        self._before = before
        self._from_roster = from_roster
        self._typing = False
        self._insist = False
        self._unit = values.unit_of(node.label)
        self._active = False
        u = theme.now().u
        self.head = QuestionHead()
        self.picture: LabelPicture | None = None
        self.media: MediaButtons | None = None
        self.choice_media: MediaButtons | None = None
        self._with_media: tuple[Option, ...] | None = None
        self._wrong: Remark | None = None
        self._consequence: Remark | None = None
        self.editor: Editor = make_editor(host, node)
        self.retype: Retype | None = None
        if isinstance(self.editor, LineEditor) and host.doubts.knows(node.ref):
            self.retype = Retype(host.doubts, self.editor)
        self.editor.edited.connect(self._on_edited)
        self.editor.settled.connect(self._on_settled)
        self.editor.onward.connect(self.onward)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(u, 0, 0, 0)
        self._box.setSpacing(u // 2)
        self._box.addWidget(self.head)
        self._box.addWidget(self.editor)
        if self.retype is not None:
            self._box.addWidget(self.retype)
        self._show(node)

    # --- showing ------------------------------------------------------------------------------------------------

    def show_node(self, node: Node) -> None:
        """Shows the question as it stands now; does nothing when nothing of it changed."""
        if node == self.node:
            return
        self._show(node)

    def insist(self) -> None:
        """From now on an empty required answer is pointed out."""
        self._insist = True
        self._show_wrong(self.node)

    def say(self, text: str) -> None:
        """A plain sentence on what this answer leads to; empty takes it away."""
        if not text and self._consequence is None:
            return
        if self._consequence is None:
            self._consequence = Remark("info", "")
            self._box.addWidget(self._consequence)
        self._consequence.setVisible(bool(text))
        self._consequence.say("info", text)

    def begin(self) -> None:
        self.editor.begin()

    @property
    def can_focus(self) -> bool:
        return self.editor.focusPolicy() != Qt.FocusPolicy.NoFocus or self.editor.focusProxy() is not None

    def refresh_choices(self) -> None:
        self.editor.refresh_choices()
        self._with_media = None
        self._show_choice_media()

    def _show(self, node: Node) -> None:
        self.node = node
        self.head.show_words(self._words(node))
        if self.head.isHidden() == bool(node.label or node.hint or node.guidance):
            self.head.setVisible(bool(node.label or node.hint or node.guidance))
        self._show_media(node)
        self.editor.show_node(node)
        self._show_choice_media()
        self._show_wrong(node)

    def _show_media(self, node: Node) -> None:
        """The picture that belongs to the question, and what there is to hear and see, under its words."""
        if not node.media and self.picture is None:
            return
        if self.picture is None or self.media is None:
            self.picture, self.media = LabelPicture(self.host), MediaButtons(self.host)
            self._box.insertWidget(1, self.picture)
            self._box.insertWidget(2, self.media)
        self.picture.show_media(node.media)
        self.media.show_media(media_of(self.host, node.media))

    def _show_choice_media(self) -> None:
        """What there is to hear and see with the choices; of a long list, with those that are chosen."""
        if self._with_media is None:
            every = self.host.options(self.ref) if self.node.control in _OF_CHOICES else ()
            self._with_media = tuple(option for option in every if option.media)
        options = self._with_media
        if len(options) > MOST:
            chosen = self.node.value.split()
            options = tuple(option for option in options if option.value in chosen)
        found = [one for each in options for one in media_of(self.host, dict(each.media), each.label or each.value)]
        if self.choice_media is None:
            if not found:
                return
            self.choice_media = MediaButtons(self.host)
            self._box.insertWidget(self._box.indexOf(self.editor) + 1, self.choice_media)
        self.choice_media.show_media(found)

    def _words(self, node: Node) -> HeadWords:
        label = values.without_unit(node.label) if node.type in _NUMBERS else node.label
        optional = bool(node.control) and node.control != "note" and not node.required and not node.readonly
        hint = "\n".join(text for text in (node.hint, node.guidance) if text not in ("", "-"))
        last = change = ""
        if self._before:
            same = values.same(node.type, self._before, node.value)
            if not (same and self._from_roster):
                last = self._last_words(node)
            if not same and node.value:
                change = values.change_text(node.type, self._before, node.value) or t("visit_page.changed")
        return HeadWords(label.replace("**", ""), optional, hint, last, change)

    def _last_words(self, node: Node) -> str:
        options = self.host.options(node.ref) if node.control in _OF_CHOICES else ()
        money = "元" in self._unit and node.type == "decimal"
        before = values.show_value(node.type, node.control, self._before, options, money)
        if self._from_roster:
            return t("visit_page.roster_value", value=before)
        return t("visit_page.last", value=before)

    def _show_wrong(self, node: Node) -> None:
        if self.retype is not None:
            self.retype.look(node.ref, node.value, self._typing)
        text = "" if self._typing else self._what_is_wrong(node)
        if not text and self._wrong is None:
            return
        if self._wrong is None:
            self._wrong = Remark("refused", "")
            self._box.insertWidget(self._box.indexOf(self.editor) + 1, self._wrong)
        if text != self._wrong.text():
            self._wrong.say("refused", text)
        self._wrong.setVisible(bool(text))

    def _what_is_wrong(self, node: Node) -> str:
        if not node.valid:
            return node.message or node.constraint_message or t("visit_page.not_valid")
        if self._insist and node.required and not node.value and not node.readonly:
            return node.required_message or t("visit_page.required")
        return ""

    # --- hands --------------------------------------------------------------------------------------------------

    def _on_edited(self, value: str) -> None:
        if self._wrong is None or not self._wrong.isVisible():
            self._typing = True
        self.edited.emit(self.ref, value)

    def _on_settled(self) -> None:
        self._typing = False
        self._show_wrong(self.node)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button, or a long press: takes the answer away."""
        if not self.node.value or self.editor.readonly:
            return
        menu = QMenu(self)
        menu.addAction(t("visit_page.clear_answer"), self.editor.clear)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def activate(self, on: bool) -> None:
        """Marks this question as the one the keyboard is on."""
        if on != self._active:
            self._active = on
            self.update(0, 0, 4, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._active:
            painter = QPainter(self)
            painter.fillRect(0, 0, 3, self.height(), theme.now().colour("accent"))


def question_of(thing: QObject | None) -> Question | None:
    """The question that a focused widget belongs to."""
    while thing is not None and not isinstance(thing, Question):
        thing = thing.parent()
    return thing
