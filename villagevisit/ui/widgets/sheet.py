"""The middle column: the questions of one section or of one row of a repeat, and the keys that move between them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from forms import FormSession, Node
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.idle import Rest
from villagevisit.ui.widgets import outline
from villagevisit.ui.widgets.editor import Host
from villagevisit.ui.widgets.question import Question, question_of
from villagevisit.ui.widgets.repeat_box import RepeatBox
from villagevisit.ui.widgets.row_list import Row

_Thing = Question | RepeatBox | QLabel
_LEAST = 90
"""A question is hardly ever lower than this, in pixels, with the space under it."""


class Sheet(QWidget):
    """Builds widgets for what is relevant, and later touches only those whose refs changed.

    `fill` builds what fits into the window; the rest follows while nobody presses a key, or at once when somebody asks
    for it.
    """

    answered = Signal(str, str)
    opened = Signal(str)
    added = Signal(str)
    removed = Signal(str)
    past_end = Signal()
    """Enter on the last question."""
    before_start = Signal()
    section_on = Signal(int)
    """Ctrl+Enter: +1, Ctrl+Shift+Enter: -1."""
    moved = Signal(QWidget)
    """The keyboard came to this widget; bring it into view."""

    def __init__(
        self,
        host: Host,
        session: FormSession,
        refs: Sequence[str],
        *,
        previous: Mapping[str, str],
        previous_on: str = "",
        rows: Callable[[str], Sequence[Row]],
        consequence: Callable[[str, str], str],
        insist: bool = False,
        brisk: bool = False,
    ) -> None:
        """`brisk`: Enter goes on to the next question that must be answered and is not; the others are a click away."""
        super().__init__()
        self._host = host
        self._session = session
        self._previous = previous
        self._roster = not previous_on
        self._row_source = rows
        self._consequence = consequence
        self._insist = insist
        self._brisk = brisk
        self._entries = list(outline.entries(session, refs))
        self._place = {entry.ref: place for place, entry in enumerate(self._entries)}
        self._things: dict[str, _Thing] = {}
        self._active: Question | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2 * theme.now().u)
        self._box.addStretch(1)
        self._built = 0
        """So many entries have the widgets that they need."""
        self._rest: Rest | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    # --- showing ------------------------------------------------------------------------------------------------

    def update_refs(self, changed: Iterable[str]) -> int:
        """Redraws what stands on this sheet and changed; returns how many widgets that were."""
        touched = 0
        for ref in changed:
            place = self._place.get(ref)
            if place is not None and place >= self._built:
                continue
            if place is not None:
                self._refresh(self._entries[place])
                touched += 1
            else:
                touched += self._refresh_inside(ref)
        return touched

    def insist(self) -> None:
        """Points out every required answer that is missing."""
        self._insist = True
        for thing in self._things.values():
            if isinstance(thing, Question):
                thing.insist()

    def question(self, ref: str) -> Question | None:
        self.complete()
        thing = self._things.get(ref)
        return thing if isinstance(thing, Question) else None

    def box(self, ref: str) -> RepeatBox | None:
        self.complete()
        thing = self._things.get(ref)
        return thing if isinstance(thing, RepeatBox) else None

    def questions(self) -> list[Question]:
        """What can be answered here now, in order."""
        self.complete()
        things = (self._things.get(entry.ref) for entry in self._entries)
        return [thing for thing in things if isinstance(thing, Question) and not thing.isHidden()]

    def flush(self) -> None:
        """What an editor still holds back is handed over."""
        for thing in self._things.values():
            if isinstance(thing, Question) and not thing.isHidden():
                thing.editor.flush()

    def complete(self) -> None:
        """Builds what is not built yet."""
        for _ in self._build(len(self._entries)):
            pass

    def _build(self, upto: int) -> Iterator[object]:
        """Entry by entry."""
        while self._built < upto:
            entry = self._entries[self._built]
            self._built += 1
            self._refresh(entry)
            yield entry

    def _refresh_inside(self, ref: str) -> int:
        """What stands in a group."""
        inside = [entry for entry in self._entries[: self._built] if entry.ref.startswith(ref + "/")]
        for entry in inside:
            self._refresh(entry)
        return len(inside)

    def _refresh(self, entry: outline.Entry) -> None:
        node = self._session.node(entry.ref)
        shown = node.exists and node.relevant
        thing = self._things.get(entry.ref)
        if thing is None:
            if not shown:
                return
            thing = self._make(entry)
        elif isinstance(thing, Question) and shown:
            thing.show_node(node)
            thing.refresh_choices()
        if isinstance(thing, Question):
            thing.say(self._consequence(node.name, node.value))
        elif isinstance(thing, RepeatBox):
            thing.show_rows(self._row_source(entry.ref), node.can_add)
        if thing.isHidden() == shown:
            thing.setVisible(shown)

    def _make(self, entry: outline.Entry) -> _Thing:
        thing: _Thing
        if entry.kind == "question":
            thing = Question(self._host, self._session.node(entry.ref), self._previous.get(entry.ref, ""), self._roster)
            thing.edited.connect(self.answered)
            thing.onward.connect(lambda: self.step(1))
            if self._insist:
                thing.insist()
        elif entry.kind == "repeat":
            thing = RepeatBox(entry.ref, entry.label, heading=len(self._entries) > 1)
            thing.opened.connect(self.opened)
            thing.added.connect(self.added)
            thing.removed.connect(self.removed)
        else:
            thing = parts.heading(entry.label)
        before = sum(1 for other in self._entries[: self._place[entry.ref]] if other.ref in self._things)
        self._things[entry.ref] = thing
        self._box.insertWidget(before, thing)
        return thing

    # --- moving -------------------------------------------------------------------------------------------------

    def stops(self) -> list[Question | RepeatBox]:
        """Where Enter stops, in order."""
        self.complete()
        return self._stops()

    def _stops(self) -> list[Question | RepeatBox]:
        found: list[Question | RepeatBox] = []
        for entry in self._entries:
            thing = self._things.get(entry.ref)
            if thing is None or thing.isHidden():
                continue
            if isinstance(thing, RepeatBox) or (isinstance(thing, Question) and thing.can_focus):
                found.append(thing)
        return found

    def begin(self, ref: str = "", last: bool = False) -> bool:
        """Puts the keyboard on a question (the first, the last, or the named one); False when there is none."""
        if last or self._place.get(ref, 0) >= self._built:
            self.complete()
        stops = self._stops()
        named = [stop for stop in stops if stop.ref == ref]
        chosen = named[0] if named else None
        if chosen is None and stops:
            unanswered = [s for s in stops if _left(s)]
            chosen = stops[-1] if last else unanswered[0] if unanswered else stops[0]
        if chosen is None:
            return False
        chosen.begin()
        QTimer.singleShot(0, self, lambda: self.moved.emit(chosen))
        return True

    def fill(self, ref: str, last: bool, room: int) -> None:
        """Builds as far as the question that `begin` will put the keyboard on, and a window (`room` pixels) more."""
        shown = room // _LEAST + 1
        wanted = self._place.get(ref)
        if wanted is None:
            wanted = len(self._entries) if last else _first_left(self._session, self._entries)
        for _ in self._build(min(wanted + shown, len(self._entries))):
            pass
        if not self._stops():
            self.complete()
        if self._built < len(self._entries):
            self._rest = Rest(self, self._build(len(self._entries)))

    def step(self, by: int) -> None:
        """To the next or the previous question; says so at the ends."""
        stops = self._stops()
        here = self._here(stops)
        there = here + by if here >= 0 else 0
        while there < len(stops) and self._brisk and by > 0 and not _left(stops[there]):
            there += 1
        if there >= len(stops) and self._built < len(self._entries):
            self.complete()
            self.step(by)
        elif there >= len(stops):
            self.past_end.emit()
        elif there < 0:
            self.before_start.emit()
        else:
            stops[there].begin()
            self.moved.emit(stops[there])

    def _here(self, stops: Sequence[Question | RepeatBox]) -> int:
        focus: QObject | None = QApplication.focusWidget()
        while focus is not None and focus is not self:
            for place, stop in enumerate(stops):
                if focus is stop:
                    return place
            focus = focus.parent()
        return -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.section_on.emit(-1 if back else 1)
        else:
            self.step(-1 if back else 1)

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        question = question_of(new) if new is not None and self.isAncestorOf(new) else None
        if question is self._active or (new is None and self._active is not None):
            return
        if self._active is not None:
            self._active.activate(False)
        self._active = question
        if question is not None:
            question.activate(True)
            self.moved.emit(question)


def _left(stop: Question | RepeatBox) -> bool:
    return isinstance(stop, Question) and stop.node.required and not stop.node.value


def _first_left(session: FormSession, entries: Sequence[outline.Entry]) -> int:
    """The place of the first question that must be answered and is not; of the first of all when none is left."""
    nodes = (session.node(entry.ref) if entry.kind == "question" else None for entry in entries)
    return next((place for place, node in enumerate(nodes) if node is not None and _open(node)), 0)


def _open(node: Node) -> bool:
    return node.exists and node.relevant and node.required and not node.value and not node.readonly
