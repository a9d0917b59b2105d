"""Who works here, one line a person: staff number, name, duties, and the village whose own cadre he is."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.area import Area
from villagevisit.domain.officer import Role
from villagevisit.services.people import NewOfficer
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.models.words import role as role_word
from villagevisit.wording import t

_LEAST_INVESTIGATORS = 2
_WIDEST = 16777215


class PersonLine(QWidget):
    """One person. A line left wholly empty counts as nobody."""

    def __init__(self, villages: Iterable[Area], remove: Callable[["PersonLine"], None]) -> None:
        super().__init__()
        u = theme.now().u
        self.staff_no = Line(placeholder=t("ui.person.staff_no"))
        self.name = Line(placeholder=t("ui.person.name"))
        self.staff_no.setFixedWidth(11 * u)
        self.name.setFixedWidth(13 * u)
        self.roles = {value: QCheckBox(role_word(value)) for value in Role}
        self.village = Choice()
        self.village.setToolTip(t("ui.person.own_village_why"))
        self.village.setFixedWidth(16 * u)
        for field, words in (
            (self.staff_no, t("ui.person.staff_no")),
            (self.name, t("ui.person.name")),
            (self.village, t("ui.person.own_village")),
        ):
            field.setAccessibleName(words)
        self.remove = parts.with_icon(parts.quiet("", lambda: remove(self)), "close", "muted")
        self.remove.setAccessibleName(t("ui.person.remove"))
        self.remove.setToolTip(t("ui.person.remove"))
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._box.setSpacing(u // 2)
        self._arrange()
        self.offer(villages)

    def _arrange(self) -> None:
        self._box.addWidget(parts.row(self.staff_no, self.name, self.village, None))
        self._box.addWidget(parts.row(*self.roles.values(), None))
        whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        whole.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self._box, 1)
        whole.addWidget(self.remove)

    def offer(self, villages: Iterable[Area]) -> None:
        own = self.village.value()
        self.village.offer([("", t("ui.person.no_own_village")), *((area.code, area.name) for area in villages)], own)

    def fit(self, width: int) -> None:
        direction = QBoxLayout.Direction
        beside = sum(self._row_widths()) + 2 * self._box.spacing() + self.remove.sizeHint().width()
        wanted = direction.LeftToRight if width >= beside else direction.TopToBottom
        if wanted is not self._box.direction():
            self._box.setDirection(wanted)
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the two rows allow: beside one another they must not keep the page from shrinking."""
        rows = self._row_widths()
        if not rows:
            return super().minimumSizeHint()
        self._box.invalidate()
        return QSize(max(rows) + self.remove.sizeHint().width(), self._box.sizeHint().height())

    def _row_widths(self) -> list[int]:
        """Of the two rows; none where the fields stand under one another."""
        return [self._box.itemAt(at).sizeHint().width() for at in range(self._box.count())]

    def show_person(self, person: NewOfficer) -> None:
        self.staff_no.setText(person.staff_no)
        self.name.setText(person.name)
        for value, box in self.roles.items():
            box.setChecked(value in person.roles)
        self.village.choose(person.village_code)

    def person(self) -> NewOfficer:
        return NewOfficer(
            staff_no=self.staff_no.text().strip(),
            name=self.name.text().strip(),
            roles=frozenset(value for value, box in self.roles.items() if box.isChecked()),
            village_code=self.village.value(),
        )

    def is_empty(self) -> bool:
        return not self.staff_no.text().strip() and not self.name.text().strip()


class PersonForm(PersonLine):
    """The same fields under one another, for a narrow side."""

    def _arrange(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for field, words in (
            (self.staff_no, t("ui.person.staff_no")),
            (self.name, t("ui.person.name")),
            (self.village, t("ui.person.own_village_why")),
        ):
            field.setMaximumWidth(_WIDEST)
            field.setMinimumWidth(0)
            box.addWidget(parts.labelled(words, field))
        grid = QGridLayout()
        for at, check in enumerate(self.roles.values()):
            grid.addWidget(check, at // 2, at % 2)
        box.addLayout(grid)
        self.remove.setParent(self)
        self.remove.hide()


class PeopleEditor(QWidget):
    """The lines, and one more when asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[PersonLine] = []
        self._villages: tuple[Area, ...] = ()
        self._box = QVBoxLayout()
        self._box.setSpacing(theme.now().u)
        self.add_button = parts.with_icon(parts.plain(t("ui.person.add"), self._one_more), "add")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addLayout(self._box)
        box.addWidget(parts.row(self.add_button, None))

    def first_focus(self) -> QWidget:
        return self.lines[0].staff_no if self.lines else self.add_button

    def take(self, people: Iterable[NewOfficer], villages: tuple[Area, ...]) -> None:
        """Shows these people; with nobody yet, two empty investigators' lines."""
        self._villages = villages
        parts.clear(self._box)
        self.lines = []
        for person in people:
            self.add().show_person(person)
        while len(self.lines) < _LEAST_INVESTIGATORS:
            self.add().roles[Role.INVESTIGATOR].setChecked(True)

    def add(self) -> PersonLine:
        line = PersonLine(self._villages, self._remove)
        line.fit(self.width())
        self.lines.append(line)
        self._box.addWidget(line)
        return line

    def _one_more(self) -> None:
        self.add().staff_no.setFocus()

    def _remove(self, line: PersonLine) -> None:
        self.lines.remove(line)
        self._box.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.add_button.setFocus()

    def people(self) -> tuple[NewOfficer, ...]:
        return tuple(line.person() for line in self.lines if not line.is_empty())

    def missing(self) -> str:
        """What still keeps these people from working, as a sentence."""
        people = self.people()
        for person in people:
            if not person.staff_no or not person.name:
                return t("ui.person.half", who=person.name or person.staff_no)
            if not person.roles:
                return t("ui.person.no_role", who=person.name)
        numbers = [person.staff_no for person in people]
        twice = next((number for number in numbers if numbers.count(number) > 1), "")
        if twice:
            return t("ui.person.twice", staff_no=twice)
        if sum(Role.INVESTIGATOR in person.roles for person in people) < _LEAST_INVESTIGATORS:
            return t("ui.person.too_few")
        return ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for line in self.lines:
            line.fit(self.width())
