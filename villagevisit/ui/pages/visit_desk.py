"""One open form on the visit page: where we are in it, and what an answer redraws."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms import FormError, FormSession, Problem
from villagevisit.domain.errors import Refused
from villagevisit.services import health_advice, visit_result
from villagevisit.ui.pages.visit_finish import KEY as FINISH
from villagevisit.ui.pages.visit_finish import FinishSheet
from villagevisit.ui.pages.visit_follow_up import FollowUpBar
from villagevisit.ui.pages.visit_layout import VisitLayout
from villagevisit.ui.pages.visit_work import Work
from villagevisit.ui.widgets.editor import Host
from villagevisit.ui.widgets.outline import noun, row_words, short
from villagevisit.ui.widgets.row_list import Row
from villagevisit.ui.widgets.sheet import Sheet
from villagevisit.wording import explain, t

LATER_MS = 60
"""The side list and the result follow an answer after this pause, so that they never hold up typing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where we are: a section, and in it a row of a repeat or nothing."""

    section: str
    row: str = ""


class VisitDesk(QWidget):
    """Made anew for every form that is opened. Says `touched` when the draft must be saved."""

    touched = Signal()
    freeze = Signal()
    failed = Signal(object)

    def __init__(self, work: Work, host: Host, title: str, confirm: Callable[[str, str, str], bool]) -> None:
        super().__init__()
        self.work = work
        self._host = host
        self._confirm = confirm
        self.layout_ = VisitLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.layout_)
        self.place = Place("")
        self.sheet: Sheet | None = None
        self.finish: FinishSheet | None = None
        self._problems: list[Problem] | None = None
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.catch_up)
        look = self.layout_
        look.form_title.setText(title)
        look.use_result(work.has_result, work.has_advice)
        look.sections.chosen.connect(self.go_to)
        look.picked.connect(self.go_to)
        look.back.clicked.connect(self._press_back)
        look.next.clicked.connect(self._press_next)
        look.crumb.clicked.connect(self.up)
        self.follow_up: FollowUpBar | None = None
        if work.is_follow_up:
            self.follow_up = FollowUpBar(work, lambda some: self._changed(work.settled(some)), self.jump, self.check)
            look.put_above(self.follow_up)

    def start(self, at: str = "") -> None:
        """Opens a section or row named by `at`, else the first section with something left to do."""
        shown = self.work.shown_sections()
        if at.startswith("/"):
            self.open_row(at)
            return
        if any(one.key == at for one in shown):
            self.go_to(at)
            return
        left = [one for one in shown if self.work.progress.standing(one.key).open]
        if shown:
            self.go_to((left or shown[-1:])[0].key)

    # --- going --------------------------------------------------------------------------------------------------

    def go_to(self, key: str, ref: str = "", focus: bool = True) -> None:
        """Opens a section (or the end), with the keyboard on a question."""
        if key == FINISH:
            self.check()
            return
        self._open(Place(key), ref, focus)

    def open_row(self, ref: str, question: str = "") -> None:
        """Opens one row of a repeat."""
        self._open(Place(self.work.progress.section_of(ref), ref), question, True)

    def jump(self, ref: str) -> None:
        """Opens whatever holds this question and puts the keyboard on it."""
        row = _row_above(ref)
        if row:
            self.open_row(row, ref)
        else:
            self.go_to(self.work.progress.section_of(ref), ref)

    def up(self) -> None:
        """From a row back to its list."""
        if not self.place.row:
            return
        row, above = self.place.row, _row_above(self.place.row)
        repeat = row.rpartition("[")[0]
        if above:
            self.open_row(above, repeat)
        else:
            self.go_to(self.place.section, repeat)
        box = self.sheet.box(repeat) if self.sheet is not None else None
        if box is not None:
            box.list.put_at(row)

    def _open(self, place: Place, ref: str, focus: bool, last: bool = False) -> None:
        self.rest()
        self.place = place
        self.finish = None
        section = next(one for one in self.work.sections if one.key == place.section)
        refs = (place.row,) if place.row else section.refs
        sheet = Sheet(
            self._host,
            self.work.session,
            refs,
            previous=self.work.opened.previous,
            previous_on=self.work.opened.previous_on,
            rows=self.work.rows,
            consequence=self.work.consequence,
            insist=self._problems is not None,
            brisk=self.follow_up is not None and self.follow_up.brisk,
        )
        sheet.answered.connect(self.answer)
        sheet.opened.connect(self.open_row)
        sheet.added.connect(self._add)
        sheet.removed.connect(self._remove)
        sheet.past_end.connect(self.layout_.next.setFocus)
        sheet.before_start.connect(lambda: self._press_back(last=True))
        sheet.section_on.connect(self.section_on)
        sheet.moved.connect(self.layout_.bring_into_view)
        sheet.fill(ref, last, self.window().height())
        self.sheet = sheet
        self.layout_.show_sheet(sheet)
        self._show_frame()
        self.catch_up()
        if focus and not sheet.begin(ref, last):
            self.layout_.next.setFocus(Qt.FocusReason.TabFocusReason)

    def section_on(self, by: int) -> None:
        """Ctrl+Enter: the next section, or from a row the next row."""
        if self.place.row:
            self._press_next() if by > 0 else self.up()
            return
        keys = [section.key for section in self.work.shown_sections()]
        at = keys.index(self.place.section) + by if self.place.section in keys else 0
        if at >= len(keys):
            self.check()
        elif at >= 0:
            self.go_to(keys[at])

    def _press_next(self) -> None:
        if self.finish is not None:
            self.check()
        elif self.place.row:
            following = _following(self.work.session, self.place.row)
            self.open_row(following) if following else self.up()
        else:
            self.section_on(1)

    def _press_back(self, last: bool = False) -> None:
        if self.finish is not None:
            shown = self.work.shown_sections()
            if shown:
                self.go_to(shown[-1].key)
        elif self.place.row:
            self.up()
        else:
            keys = [section.key for section in self.work.shown_sections()]
            at = keys.index(self.place.section) - 1 if self.place.section in keys else -1
            if at >= 0:
                self._open(Place(keys[at]), "", focus=True, last=last)

    # --- answering ----------------------------------------------------------------------------------------------

    def answer(self, ref: str, value: str) -> int:
        """Takes an answer and redraws what it changed on this sheet; returns how many widgets that were."""
        return self._changed(self.work.answer(ref, value))

    def _changed(self, changed: Iterable[str]) -> int:
        touched = self.sheet.update_refs(changed) if self.sheet is not None else 0
        self.touched.emit()
        self._later.start()
        return touched

    def _add(self, repeat: str) -> None:
        try:
            ref, changed = self.work.add(repeat)
        except FormError as error:
            self.failed.emit(error)
            return
        self._changed(changed)
        self.open_row(ref)

    def _remove(self, ref: str) -> None:
        words = row_words(self.work.session, self.work.session.node(ref)) or t("visit_page.this_row")
        text = t("visit_page.remove_row_text", what=words)
        if not self._confirm(t("visit_page.remove_row"), text, t("common.delete")):
            return
        try:
            self._changed(self.work.remove(ref))
        except FormError as error:
            self.failed.emit(error)

    def rest(self) -> None:
        """What an editor still holds back (a fresh signature) goes into the answers; nothing runs on by itself."""
        if self.sheet is not None:
            self.sheet.flush()
        self._later.stop()

    def check(self) -> None:
        """All problems at once; from now on missing answers are also marked where they stand."""
        self.rest()
        self._problems = self.work.problems()
        self.place = Place(FINISH)
        self.sheet = None
        self.finish = FinishSheet(self.work, self._problems)
        self.finish.jump.connect(self.jump)
        self.finish.freeze.connect(self.freeze)
        self.layout_.show_sheet(self.finish)
        self._show_frame()
        self.catch_up()
        self.finish.setFocus(Qt.FocusReason.TabFocusReason)

    # --- the frame around the sheet -----------------------------------------------------------------------------

    def catch_up(self) -> None:
        """The side list, the heading of a row and the result follow the answers."""
        self._later.stop()
        look = self.layout_
        rows = self.work.section_rows(self.place.section)
        at_end = self.finish is not None
        remark = f"⚠{len(self._problems)}" if at_end and self._problems else ""
        mark = "dot" if at_end else "circle"
        end = Row(FINISH, t("visit_page.check"), mark, "accent" if at_end else "muted", remark, "waiting")
        look.sections.show_rows([*rows, end], current=self.place.section)
        self._show_steps()
        if self.follow_up is not None:
            self.follow_up.setVisible(not at_end)
            self.follow_up.look_again()
        if self.place.row:
            number = self.place.row.rpartition("[")[2][:-1]
            words = row_words(self.work.session, self.work.session.node(self.place.row))
            look.heading.setText(f"{number}  {words}" if words else t("visit_page.row_empty", number=number))
        if self.work.has_result:
            try:
                look.result.show_suggestion(visit_result.suggest(self.work.workspace, self.work.session))
            except Refused as error:
                look.result.show_failure(explain(error))
            if look.result_toggle.text() != look.result.summary():
                look.result_toggle.setText(look.result.summary())
        elif self.work.has_advice:
            opened = self.work.opened
            look.advice.show_advice(health_advice.advice(self.work.workspace, opened.draft_id, opened.session))
            look.result_toggle.setText(look.advice.summary())

    def _show_frame(self) -> None:
        look = self.layout_
        section = next((one for one in self.work.sections if one.key == self.place.section), None)
        title = section.title if section is not None else t("visit_page.check")
        look.pick.setText(short(title))
        look.say_place(bool(self.place.row))
        look.crumb.setText(noun(title))
        look.heading.setText(title)
        if self.place.row:
            repeat = self.work.session.node(self.place.row.rpartition("[")[0])
            look.crumb.setText(noun(repeat.label or title))

    def _show_steps(self) -> None:
        """The two buttons below follow the answers: more sections may have come up."""
        if self.finish is not None:
            shown = (t("visit_page.go_on_filling"), t("visit_page.check_again") if self._problems else "")
        elif self.place.row:
            more = _following(self.work.session, self.place.row)
            onward = t("visit_page.next_row") if more else t("visit_page.row_done")
            shown = (t("visit_page.back_to", what=self.layout_.crumb.text()), onward)
        else:
            keys = [one.key for one in self.work.shown_sections()]
            first, last = keys[:1] == [self.place.section], keys[-1:] == [self.place.section]
            onward = t("visit_page.check") if last else t("visit_page.next_section")
            shown = ("" if first else t("visit_page.previous_section"), onward)
        self.layout_.say_steps(*shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape and self.place.row:
            self.up()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.section_on(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)


def _row_above(ref: str) -> str:
    """The nearest row of a repeat that holds this ref (not the ref itself); empty when there is none."""
    steps = ref.split("/")[:-1]
    while steps and not steps[-1].endswith("]"):
        steps.pop()
    return "/".join(steps)


def _following(session: FormSession, row: str) -> str:
    """The row after this one; empty after the last."""
    repeat, _, number = row.rpartition("[")
    there = int(number[:-1]) + 1
    return f"{repeat}[{there}]" if there <= session.node(repeat).count else ""
