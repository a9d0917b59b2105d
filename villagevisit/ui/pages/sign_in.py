"""Who is working: one person, or the two of a team together; each with his own PIN."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Officer, Role
from villagevisit.services import areas, certified, locking, people
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Pin, Search
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import NOBODY_YET, Shell
from villagevisit.ui.models import certification
from villagevisit.ui.models.words import roles
from villagevisit.wording import explain, t

_TEAM = 2
_SIGNERS = frozenset({Role.INVESTIGATOR, Role.VILLAGE_DOCTOR})
"""Whose day is lost without the county's certificate."""
_SIDE, _TILE = 42, 21
"""Units that the right side takes, and that a tile wants."""
_MANY = 12
"""From so many people on, a search line helps."""


class PinCard(QWidget):
    """The PIN of one chosen person; at his first sign-in he sets it, twice."""

    def __init__(self, officer: Officer, drop: Callable[[Officer], None], *, known: bool = False) -> None:
        """`known`: his PIN was right a moment ago."""
        super().__init__()
        self.officer = officer
        self.known = known
        self.pin = Pin()
        self.again = Pin()
        self.first = not (officer.has_pin or known)
        away = parts.with_icon(parts.quiet("", lambda: drop(officer)), "close", "muted")
        away.setAccessibleName(t("ui.sign.drop", name=officer.name))
        away.setToolTip(t("ui.sign.drop", name=officer.name))
        self._wrong = parts.status("refused", "", wrap=True)
        self._wrong.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u // 2)
        box.addWidget(parts.row(parts.heading(officer.name), None, away))
        if known:
            box.addWidget(parts.status("done", t("ui.lock.opened", name=officer.name), wrap=True))
        else:
            box.addWidget(parts.labelled(t("ui.sign.new_pin") if self.first else t("ui.sign.pin"), self.pin))
        if self.first:
            box.addWidget(parts.labelled(t("ui.sign.pin_again"), self.again))
        box.addWidget(self._wrong)

    def complete(self) -> bool:
        return self.known or (bool(self.pin.text()) and (not self.first or bool(self.again.text())))

    def differs(self) -> bool:
        return self.first and self.pin.text() != self.again.text()

    def say_wrong(self, sentence: str) -> None:
        self._wrong.say("refused", sentence)
        self._wrong.setVisible(bool(sentence))
        if sentence:
            self.pin.clear()
            self.again.clear()
            self.pin.setFocus()


@dataclass(frozen=True, slots=True)
class _Asked:
    officer_id: str
    pin: str
    first: bool
    known: bool


def _in(ws: Workspace, one: _Asked) -> Officer:
    return people.let_in(ws, one.officer_id) if one.known else people.sign_in(ws, one.officer_id, one.pin)


def _let_in(ws: Workspace, asked: list[_Asked]) -> tuple[list[Officer | Refused], bool]:
    """Who came in or why not, and whether the computer was locked from now on because there is a first PIN."""
    found: list[Officer | Refused] = []
    for one in asked:
        try:
            if one.first:
                people.set_pin(ws, one.officer_id, one.pin)
            found.append(_in(ws, one))
        except Refused as error:
            found.append(error)
    came = tuple(who for who in found if isinstance(who, Officer))
    locked = bool(came) and locking.is_due(ws)
    if locked:
        locking.protect(ws, Actor(came))
    return found, locked


class SignInPage(Page):
    """Tiles of people on the left, the PINs of the chosen on the right."""

    name: ClassVar[str] = "sign_in"
    topics: ClassVar[Changes] = changes(Topic.PEOPLE)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.officers: tuple[Officer, ...] = ()
        self.tiles: dict[str, parts.Button] = {}
        self.cards: list[PinCard] = []
        self._renewed = ""
        self._where = parts.body("", muted=True)
        self.search = Search(t("ui.sign.find"))
        self.search.typed.connect(lambda _text: self._show_tiles())
        self._grid = QGridLayout()
        self._grid.setSpacing(u)
        tiles = QWidget()
        under = QVBoxLayout(tiles)
        under.setContentsMargins(2, 2, 2, 2)
        under.addLayout(self._grid)
        under.addStretch(1)
        left = parts.column(parts.title(t("ui.sign.who")), self._where, self.search, parts.scroll(tiles))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(2 * u)
        self._hint = parts.body(t("ui.sign.hint"), muted=True)
        self.enter_button = parts.primary(t("ui.sign.enter"), self._enter)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(2, 2, u, 2)
        side.setSpacing(2 * u)
        side.addWidget(self._hint)
        side.addLayout(self._cards)
        side.addWidget(self.enter_button)
        side.addStretch(1)
        side_area = parts.scroll(right)
        side_area.setFixedWidth(31 * u)
        box = QHBoxLayout(self)
        box.setContentsMargins(4 * u, 3 * u, 4 * u, 2 * u)
        box.setSpacing(3 * u)
        box.addWidget(left, 1)
        box.addWidget(parts.rule())
        box.addWidget(side_area)

    def enter(self, **params: Any) -> None:
        self.cards = []
        parts.clear(self._cards)
        self.search.clear()
        self.refresh()
        by, self.shell.opened_by = self.shell.opened_by, NOBODY_YET
        self._renewed = by.officer_id if by.new_key else ""
        for officer in self.officers:
            if officer.id == by.officer_id:
                self._add(PinCard(officer, self._drop, known=True))

    def refresh(self) -> None:
        ws = self.shell.ws
        self.officers = people.officers(ws)
        township = areas.township(ws)
        self._where.setText(" · ".join([*([township.name] if township else []), t("ui.sign.two_may")]))
        self.search.setVisible(len(self.officers) >= _MANY)
        self._show_tiles()
        self._show_cards()

    def heading(self) -> str:
        return t("ui.sign.who")

    def help(self) -> str:
        return t("ui.sign.help")

    def first_focus(self) -> QWidget | None:
        if self.cards:
            return self.enter_button
        return self.search if self.search.isVisibleTo(self) else next(iter(self.tiles.values()), None)

    def _fits(self, officer: Officer) -> bool:
        text = self.search.text().strip()
        return not text or text in officer.name or officer.staff_no.startswith(text)

    def _show_tiles(self) -> None:
        parts.clear(self._grid)
        self.tiles = {}
        look = theme.now()
        columns = max(1, min(3, (self.width() - _SIDE * look.u) // (_TILE * look.u)))
        for at, officer in enumerate(filter(self._fits, self.officers)):
            words = f"{at + 1}   {officer.name}\n{roles(officer.roles)} · {officer.staff_no}"
            tile = parts.Button(words, partial(self._toggle, officer), "tile")
            tile.setCheckable(True)
            tile.setChecked(any(card.officer.id == officer.id for card in self.cards))
            self.tiles[officer.id] = tile
            self._grid.addWidget(tile, at // columns, at % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def _toggle(self, officer: Officer) -> None:
        if any(card.officer.id == officer.id for card in self.cards):
            self._drop(officer)
            return
        if len(self.cards) == _TEAM:
            self._drop(self.cards[-1].officer)
        self._add(PinCard(officer, self._drop))
        self.cards[-1].pin.setFocus()

    def _add(self, card: PinCard) -> None:
        self.cards.append(card)
        self._cards.addWidget(card)
        self._show_cards()

    def _drop(self, officer: Officer) -> None:
        for card in [card for card in self.cards if card.officer.id == officer.id]:
            self.cards.remove(card)
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._show_cards()

    def _show_cards(self) -> None:
        chosen = {card.officer.id for card in self.cards}
        for officer_id, tile in self.tiles.items():
            tile.setChecked(officer_id in chosen)
        self._hint.setText(t("ui.sign.hint") if not self.cards else t("ui.sign.hint_second"))
        self._hint.setVisible(len(self.cards) < _TEAM)
        self.enter_button.setVisible(bool(self.cards))
        both = len(self.cards) == _TEAM
        self.enter_button.setText(t("ui.sign.enter_two") if both else t("ui.sign.enter"))

    def _enter(self) -> None:
        for card in self.cards:
            card.say_wrong(t("ui.sign.differs") if card.differs() else "")
            if card.differs() or not card.complete():
                card.pin.setFocus()
                return
        ws = self.shell.ws
        asked = [_Asked(card.officer.id, card.pin.text(), card.first, card.known) for card in self.cards]
        self.enter_button.setEnabled(False)
        self.shell.tasks.run(
            lambda _progress: _let_in(ws, asked), self._answered, failed=self._failed, title=t("ui.sign.checking")
        )

    def _failed(self, error: BaseException) -> None:
        self.enter_button.setEnabled(True)
        self.shell.fail(error)

    def _answered(self, answer: tuple[list[Officer | Refused], bool]) -> None:
        found, locked = answer
        self.enter_button.setEnabled(True)
        officers = [who for who in found if isinstance(who, Officer)]
        if len(officers) == len(found):
            self._go_on(officers)
        if locked:
            self.shell.notify(t("ui.lock.protected"), "done")
        if len(officers) == len(found):
            return
        for card, who in zip(self.cards, found, strict=True):
            if isinstance(who, Refused):
                card.say_wrong(explain(who))
            elif card.first:
                card.first = False

    def _go_on(self, officers: list[Officer]) -> None:
        """To the day's work; whoever has a new signing key is shown first how the county certifies it."""
        new_key = {self._renewed, *(card.officer.id for card in self.cards if card.first)}
        self.shell.actor = Actor(tuple(officers))
        waiting = [(one, certified.of(self.shell.ws, one)) for one in officers if one.roles & _SIGNERS]
        undone = [(one, stands) for one, stands in waiting if stands.state not in certification.SETTLED]
        new = next((one for one, _ in undone if one.id in new_key), None)
        if new is not None:
            self.shell.go("settings", section="people", person_id=new.id)
            return
        self.shell.home()
        if undone:
            kind, words = certification.sentence(*undone[0])
            self.shell.notify(words, kind)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_tiles()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        tiles = list(self.tiles.values())
        if 0 <= number < min(9, len(tiles)) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            tiles[number].click()
        else:
            super().keyPressEvent(event)
