"""The team's part of the story: visits filled in by keyboard, frozen and signed by two."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt

from forms import Node
from villagevisit.demo import answers, place
from villagevisit.demo.book import Summary
from villagevisit.demo.hands import Hands, Lost, ReadyAnswers
from villagevisit.services import people
from villagevisit.ui.pages.sign_off import SignOffPage
from villagevisit.ui.pages.sign_off_panel import SignPanel
from villagevisit.ui.pages.visit import VisitPage
from villagevisit.ui.pages.visit_desk import VisitDesk
from villagevisit.ui.widgets.choice_rows import MOST, ChoiceRows
from villagevisit.ui.widgets.picture_editors import PhotoEditor, SignatureEditor
from villagevisit.ui.widgets.question import Question
from villagevisit.ui.widgets.repeat_box import RepeatBox

NAME_STROKES = (
    [(0.12, 0.3), (0.3, 0.28), (0.34, 0.3)],
    [(0.22, 0.15), (0.2, 0.5), (0.12, 0.78)],
    [(0.48, 0.2), (0.46, 0.6), (0.5, 0.8), (0.62, 0.76)],
    [(0.68, 0.3), (0.86, 0.28), (0.74, 0.55), (0.9, 0.82)],
)


class FormFiller:
    """Fills the open form question by question: digits for choices, typing for text, the mouse for signatures."""

    def __init__(self, hands: Hands, whole: Mapping[str, str], photo: Path) -> None:
        self.hands = hands
        self.whole = whole
        self._given: set[str] = set()
        self._shots: set[str] = set()
        hands.desk.shell.files = ReadyAnswers(photo)

    @property
    def desk(self) -> VisitDesk:
        desk = self.hands.page(VisitPage).desk
        if desk is None:
            raise Lost("an open form")
        return desk

    def fill(self, pictures: Mapping[str, str]) -> None:
        """Every section in turn; `pictures` names the sections to photograph when they are filled."""
        desk = self.desk
        first = desk.work.shown_sections()[0].key
        desk.go_to(first)
        while not self._at_end():
            key = desk.place.section
            self._sheet({**self.whole})
            if key == "g_calc":
                self.hands.press(desk.layout_.result.how)
            name = pictures.get(key)
            if name and name not in self._shots:
                self._shots.add(name)
                self.hands.shot(name)
            self.hands.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            if not self._at_end() and desk.place.section == key:
                raise Lost(f"the way on from {key}")

    def _at_end(self) -> bool:
        return self.desk.finish is not None

    def _sheet(self, known: Mapping[str, str]) -> None:
        while True:
            sheet = self.desk.sheet
            stops = [stop for stop in sheet.stops() if stop.ref not in self._given] if sheet else []
            if not stops:
                return
            stop = stops[0]
            self._given.add(stop.ref)
            if isinstance(stop, RepeatBox):
                self._rows(stop)
            else:
                self._answer(stop, known)

    def _rows(self, box: RepeatBox) -> None:
        name, ref = box.ref.rpartition("/")[2], box.ref
        there = len(box.list.rows)
        scripted = answers.ROWS.get(name, ())
        for number in range(max(there, len(scripted))):
            current = self.desk.sheet.box(ref) if self.desk.sheet else None
            if current is None:
                raise Lost(f"the rows of {name}")
            if number < len(current.list.rows):
                key = current.list.rows[number].key
                self.hands.press_at(current.list, current.list.box_of(key).center())
            else:
                self.hands.press(current.add)
            row = scripted[number] if number < len(scripted) else {}
            self._sheet({**answers.EVERY_ROW, **row})
            if name == "income" and not number:
                self.hands.shot("visit-income")
            self.hands.press(self.desk.layout_.crumb)

    def _answer(self, question: Question, known: Mapping[str, str]) -> None:
        node = question.node
        value = known.get(node.name, "")
        if not value and not node.value and node.required:
            value = self._fallback(question)
        if isinstance(question.editor, PhotoEditor | SignatureEditor):
            if node.required and not node.value:
                self._picture(question)
            return
        if not value or value == node.value:
            return
        question.begin()
        if isinstance(question.editor, ChoiceRows):
            self._choose(question, question.editor, value)
        elif node.control == "select1":
            self.hands.type(next(one.label for one in question.host.options(node.ref) if one.value == value))
            self.hands.key(Qt.Key.Key_Return)
        else:
            self.hands.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            self.hands.type(value)

    def _choose(self, question: Question, editor: ChoiceRows, value: str) -> None:
        """Types the digit of a choice; a longer list has no digits, so it is pressed."""
        values = [one.value for one in question.host.options(question.ref)]
        for one in value.split():
            if one not in values:
                raise Lost(f"choice {one} of {question.node.name}")
            if len(values) <= MOST:
                self.hands.type(str(values.index(one) + 1))
            else:
                self.hands.press_at(editor, editor.box_of(one).center())

    def _fallback(self, question: Question) -> str:
        node: Node = question.node
        if node.control in ("select1", "select"):
            return question.host.options(node.ref)[0].value
        return {"int": "1", "integer": "1", "decimal": "1", "date": "20261130"}.get(node.type, "属实")

    def _picture(self, question: Question) -> None:
        editor = question.editor
        self.hands.reveal(editor)
        if isinstance(editor, PhotoEditor):
            self.hands.press(editor.take)
        elif isinstance(editor, SignatureEditor):
            for stroke in NAME_STROKES:
                self.hands.drag(editor.pad, list(stroke))
            editor.flush()
        self.hands.until(lambda: bool(self.desk.work.session.value(question.ref)), f"the picture {question.node.name}")


def visit(hands: Hands, folder: Path, campaign_id: str, household_id: str) -> None:
    """One whole visit up to the freeze."""
    hands.desk.shell.go("household", household_id=household_id)
    hands.settle()
    hands.shot("household")
    hands.desk.shell.go(
        "visit", form_id="household_verification", household_id=household_id, campaign_id=campaign_id
    )
    hands.settle()
    hands.shot("visit-start")
    filler = FormFiller(hands, answers.WHOLE, place.draw_photo(folder / "photo.jpg", 20))
    filler.fill(
        {"g_house": "visit-household", "member": "visit-members", "g_calc": "visit-result", "g_conclusion": "visit-end"}
    )
    hands.shot("visit-check")
    _press_freeze(hands, "sign_off")


def nobody_home(hands: Hands, folder: Path, campaign_id: str, household_id: str) -> None:
    """The short path: nobody at home, an appointment is made; there is nothing to vouch for, so nobody signs."""
    hands.desk.shell.go(
        "visit", form_id="household_verification", household_id=household_id, campaign_id=campaign_id
    )
    hands.settle()
    FormFiller(hands, answers.NOBODY_HOME, place.draw_photo(folder / "door.jpg", 60)).fill({"g_meta": "nobody-home"})
    _press_freeze(hands, "household")
    hands.shot("appointment-made")


def _press_freeze(hands: Hands, leads_to: str) -> None:
    desk = hands.page(VisitPage).desk
    if desk is None or desk.finish is None or desk.finish.button is None:
        problems = desk.work.session.problems() if desk else []
        raise Lost(f"a form without problems: {[(p.ref, p.kind) for p in problems]}")
    hands.press(desk.finish.button)
    hands.until(lambda: hands.desk.shell.place[0] == leads_to, f"the page {leads_to}")
    hands.settle()


def sign(hands: Hands, summary: Summary) -> None:
    """Two people sign; a wrong PIN and the same person twice are refused on the way."""
    hands.shot("sign-first")
    first, second = place.TEAM
    _sign_as(hands, first, place.WRONG_PIN)
    _expect_refusal(hands, summary)
    hands.shot("sign-wrong-pin")
    _sign_as(hands, first, place.PIN)
    summary.signoffs += 1
    _same_person_again(hands, first, summary)
    _sign_as(hands, second, place.PIN)
    summary.signoffs += 1
    hands.until(lambda: hands.page(SignOffPage).next_button is not None, "both signatures")
    hands.shot("signed")


def sign_quietly(hands: Hands, summary: Summary) -> None:
    for name in place.TEAM:
        _sign_as(hands, name, place.PIN)
        summary.signoffs += 1
    hands.settle()


def _panel(hands: Hands) -> SignPanel:
    panel = hands.page(SignOffPage).panel
    if panel is None:
        raise Lost("a place to sign")
    return panel


def _sign_as(hands: Hands, name: str, pin: str) -> None:
    officer = next(each for each in people.officers(hands.desk.ws) if each.name == name)
    tile = _panel(hands).tiles.get(officer.id)
    if tile is None:
        raise Lost(f"{name} among those who may sign")
    hands.press(tile)
    hands.type(pin)
    hands.key(Qt.Key.Key_Return)
    hands.settle()


def _expect_refusal(hands: Hands, summary: Summary) -> None:
    if not _panel(hands).refusal:
        raise Lost("a refusal")
    summary.refused_signoffs += 1


def _same_person_again(hands: Hands, name: str, summary: Summary) -> None:
    """The second place does not even offer the first signer; asked all the same, the rule refuses."""
    officer = next(each for each in people.officers(hands.desk.ws) if each.name == name)
    panel = _panel(hands)
    if officer.id in panel.tiles:
        _sign_as(hands, name, place.PIN)
    else:
        panel.given.emit(officer.id, place.PIN, 2)
        hands.settle()
    _expect_refusal(hands, summary)
    hands.shot("sign-same-person")


