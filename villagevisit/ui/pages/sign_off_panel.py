"""Who signs, what he vouches for, and his PIN: first one person, then another."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Officer
from villagevisit.services import certified, signoff
from villagevisit.services.certified import State
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.models import certification
from villagevisit.ui.widgets.pin_pad import PinPad
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import explain, t


@dataclass(frozen=True, slots=True)
class Standing:
    """How the county stands to somebody's signature: kind of remark, words, and whether it keeps him from signing."""

    kind: str
    words: str
    hinders: bool


def standing(ws: Workspace, submission_id: str, officer: Officer) -> Standing:
    """How the county stands to this person's signature under this record."""
    one, code = certified.of(ws, officer), signoff.hindrance(ws, submission_id, officer)
    if one.state is State.NO_COUNTY:
        return Standing("muted", "", hinders=False)
    kind, words = certification.sentence(officer, one)
    if code and one.state in (State.GOOD, State.ENDS_SOON):  # good, but not for this work or place
        kind, words = "wait", explain(Refused(code, officer=officer.name))
    return Standing(kind, words, hinders=bool(code))


class SignPanel(QWidget):
    """Asks for the signature of one place (1 or 2). Says `given(officer_id, pin, place)`; the page signs."""

    given = Signal(str, str, int)
    later = Signal()
    to_certify = Signal(str)
    """Somebody whose certificate is missing wants to see about it."""
    asked = Signal()
    """The PIN is asked for, or asked for again."""

    def __init__(
        self,
        place: int,
        needed: int,
        signed: tuple[Officer, ...],
        candidates: tuple[Officer, ...],
        standing: Callable[[Officer], Standing],
    ) -> None:
        super().__init__()
        self._standing = standing
        u = theme.now().u
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(2 * u, 2 * u, 2 * u, 2 * u)
        self._box.setSpacing(u)
        self.tiles: dict[str, parts.Button] = {}
        self.refusal = ""
        self._candidates = candidates
        self._chosen = ""
        self._place = place
        if needed > 1:
            self._box.addWidget(parts.body(t("sign.both"), muted=True))
        for number, officer in enumerate(signed, start=1):
            words = t(_SIGNED.get(number, "sign.signed_second"), name=officer.name)
            self._box.addWidget(Remark("done", words))
        self._box.addWidget(parts.heading(t(_TITLES[place] if needed > 1 else "sign.one")))
        self._names = QGridLayout()
        self._names.setSpacing(u)
        self._box.addLayout(self._names)
        self._vouches = parts.body("")
        for officer in candidates:
            self.tiles[officer.id] = self._tile(f"{officer.name}\n{officer.staff_no}", officer)
        for officer in signed:
            words = t("sign.signed_already", name=officer.name)
            self.tiles[officer.id] = self._tile(words, officer)
        if not candidates:
            self._box.addWidget(Remark("wait", t("sign.nobody")))
        self._box.addWidget(self._vouches)
        self.certificate = Remark("done", "")
        self.certificate.hide()
        self.certify = parts.plain(t("ui.certificate.go"), lambda: self.to_certify.emit(self._chosen))
        self.certify.hide()
        self._box.addWidget(self.certificate)
        self._box.addWidget(self.certify, 0, Qt.AlignmentFlag.AlignLeft)
        self.pad = PinPad(t("sign.sign"))
        self.pad.entered.connect(self._enter)
        self._wrong = Remark("refused", "")
        self._wrong.hide()
        self._box.addWidget(self._wrong)
        self._box.addWidget(self.pad)
        self._box.addWidget(parts.quiet(t("sign.later"), self.later.emit), 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addStretch(1)
        self.pad.hide()

    def _tile(self, words: str, officer: Officer) -> parts.Button:
        tile = parts.Button(words, partial(self.choose, officer), "tile")
        tile.setCheckable(True)
        tile.setMinimumHeight(theme.now().touch)
        self._names.addWidget(tile, len(self.tiles) // _ABREAST, len(self.tiles) % _ABREAST)
        return tile

    def begin(self, likely: str = "") -> None:
        """Takes the keyboard; a single candidate is chosen already, and so is the `likely` one (an officer's id)."""
        chosen = [one for one in self._candidates if len(self._candidates) == 1 or one.id == likely]
        if chosen:
            self.choose(chosen[0])
        elif self._candidates:
            self.setFocusProxy(self.tiles[self._candidates[0].id])
            self.setFocus(Qt.FocusReason.TabFocusReason)

    def choose(self, officer: Officer) -> None:
        """This person says: it is I who signs now."""
        self._chosen = officer.id
        for one, tile in self.tiles.items():
            tile.setChecked(one == officer.id)
        stands = self._standing(officer)
        self._vouches.setText(t(_VOUCHES[self._place], name=officer.name))
        self._vouches.setVisible(not stands.hinders)
        self.certificate.say(stands.kind, stands.words)
        self.certificate.setVisible(bool(stands.words))
        self.certify.setVisible(stands.hinders)
        self.refuse("")
        self.pad.setVisible(not stands.hinders)
        self.pad.line.clear()
        self.setFocusProxy(self.certify if stands.hinders else self.pad.line)
        self.setFocus()
        self.asked.emit()

    def look_again(self) -> None:
        """The certificate that was missing may have come."""
        chosen = next((one for one in self._candidates if one.id == self._chosen), None)
        if chosen is not None and self.pad.isHidden():
            self.choose(chosen)

    def refuse(self, sentence: str) -> None:
        """Why the signature was not taken; empty takes the sentence away."""
        self.refusal = sentence
        self._wrong.say("refused", sentence)
        self._wrong.setVisible(bool(sentence))
        self.setEnabled(True)
        if sentence and self.pad.isVisible():
            self.pad.line.setFocus()
            self.asked.emit()
        self.asked.emit()

    def _enter(self, pin: str) -> None:
        self.setEnabled(False)
        self.given.emit(self._chosen, pin, self._place)


_ABREAST = 2
_TITLES = {1: "sign.first", 2: "sign.second"}
_SIGNED = {1: "sign.signed_first", 2: "sign.signed_second"}
_VOUCHES = {1: "sign.vouch_first", 2: "sign.vouch_second"}
