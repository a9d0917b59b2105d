"""The steps of the first start: places, people, parameters, a last look."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.area import Area
from villagevisit.domain.errors import CodedError
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import areas
from villagevisit.services.people import NewOfficer
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.people_editor import PeopleEditor
from villagevisit.ui.pages.policy_editor import PolicyEditor
from villagevisit.wording import t

_COLUMNS = 3


@dataclass
class Draft:
    """What the person has chosen so far; survives a change of language."""

    areas: tuple[Area, ...] = ()
    file_name: str = ""
    county: str = ""
    township: str = ""
    villages: frozenset[str] = frozenset()
    people: tuple[NewOfficer, ...] = ()
    policy: tuple[PolicyEntry, ...] = ()
    shipped: tuple[PolicyEntry, ...] = field(default=())

    def area(self, code: str) -> Area | None:
        return next((area for area in self.areas if area.code == code), None)

    def chosen_villages(self) -> tuple[Area, ...]:
        return tuple(area for area in self.areas if area.code in self.villages)

    def below(self, parent: str, level: str) -> list[Area]:
        return [area for area in self.areas if area.level == level and area.parent_code == parent]


class Step(QWidget):
    """One step: shows the draft, collects into it, says what is still missing."""

    def __init__(self, shell: Shell, draft: Draft) -> None:
        super().__init__()
        self.shell = shell
        self.draft = draft
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(theme.now().u)

    def show_draft(self) -> None: ...

    def collect(self) -> None: ...

    def missing(self) -> str:
        """The sentence that says what is missing; empty when one may go on."""
        return ""

    def first_focus(self) -> QWidget | None:
        return None

    def foot_buttons(self) -> tuple[QWidget, ...]:
        """Buttons of its own for the foot of the page, where they are always in sight."""
        return ()


class PlacesStep(Step):
    """The county's own code table, then county, township, villages."""

    def __init__(self, shell: Shell, draft: Draft) -> None:
        super().__init__(shell, draft)
        self.pick = parts.with_icon(parts.plain(t("ui.setup.pick_codes"), self._pick), "folder")
        self.file = parts.body("", muted=True)
        self.county = Choice()
        self.township = Choice()
        self.county.on_choice(self._county)
        self.township.on_choice(self._township)
        self.every = parts.quiet(t("ui.setup.all_villages"), self._all)
        self.boxes: dict[str, QCheckBox] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._chosen = parts.body("", muted=True)
        self._below = parts.column(
            parts.row(
                parts.labelled(t("ui.setup.county"), self.county),
                parts.labelled(t("ui.setup.township"), self.township), None,
            ),
            parts.row(parts.heading(t("ui.setup.villages")), self._chosen, self.every, None),
            self._grid,
        )  # fmt: skip
        self.box.addWidget(parts.body(t("ui.setup.codes_why")))
        self.box.addWidget(parts.row(self.pick, self.file, None))
        self.box.addWidget(self._below)
        self.box.addStretch(1)

    def first_focus(self) -> QWidget:
        return self.county if self.draft.areas else self.pick

    def show_draft(self) -> None:
        self._below.setVisible(bool(self.draft.areas))
        self.file.setText(
            t("ui.setup.codes_read", file=self.draft.file_name, count=len(self.draft.areas)) if self.draft.areas else ""
        )
        counties = [area for area in self.draft.areas if area.level == "county"]
        self.county.offer(((area.code, area.name) for area in counties), self.draft.county)
        self._county(self.county.value())

    def _pick(self) -> None:
        path = self.shell.files.open(self, t("ui.setup.pick_codes"), t("ui.setup.codes_pattern"))
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Reads the county's table; a table that cannot be read is explained and the old choice stays."""
        try:
            found = areas.read_csv(path)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.quiet()
        self.draft.areas, self.draft.file_name = found, path.name
        self.draft.villages = frozenset()
        self.show_draft()
        self.county.setFocus()

    def _county(self, code: str) -> None:
        self.draft.county = code
        towns = self.draft.below(code, "township")
        self.township.offer(((area.code, area.name) for area in towns), self.draft.township)
        self._township(self.township.value())

    def _township(self, code: str) -> None:
        if code != self.draft.township:
            self.draft.township, self.draft.villages = code, frozenset()
        parts.clear(self._grid)
        self.boxes = {}
        for at, area in enumerate(self.draft.below(code, "village")):
            box = QCheckBox(area.name)
            box.setChecked(area.code in self.draft.villages)
            box.toggled.connect(lambda _on: self.collect())
            self.boxes[area.code] = box
            self._grid.addWidget(box, at // _COLUMNS, at % _COLUMNS)
        self._count()

    def _all(self) -> None:
        on = not all(box.isChecked() for box in self.boxes.values())
        for box in self.boxes.values():
            box.setChecked(on)

    def collect(self) -> None:
        self.draft.villages = frozenset(code for code, box in self.boxes.items() if box.isChecked())
        self._count()

    def _count(self) -> None:
        self._chosen.setText(t("ui.setup.chosen", count=len(self.draft.villages), of=len(self.boxes)))

    def missing(self) -> str:
        if not self.draft.areas:
            return t("ui.setup.need_codes")
        if self.draft.area(self.draft.county) is None or self.draft.area(self.draft.township) is None:
            return t("ui.setup.need_township")
        return "" if self.draft.villages else t("ui.setup.need_village")


class PeopleStep(Step):
    def __init__(self, shell: Shell, draft: Draft) -> None:
        super().__init__(shell, draft)
        self.editor = PeopleEditor()
        self.box.addWidget(parts.body(t("ui.setup.people_why")))
        self.box.addWidget(self.editor)
        self.box.addStretch(1)

    def first_focus(self) -> QWidget | None:
        return self.editor.first_focus()

    def show_draft(self) -> None:
        self.editor.take(self.draft.people, self.draft.chosen_villages())

    def collect(self) -> None:
        self.draft.people = self.editor.people()

    def missing(self) -> str:
        return self.editor.missing()


class PolicyStep(Step):
    def __init__(self, shell: Shell, draft: Draft) -> None:
        super().__init__(shell, draft)
        self.editor = PolicyEditor(
            lambda _entry: self.shell.quiet(), lambda sentence: self.shell.notify(sentence, "refused")
        )
        self.box.addWidget(parts.body(t("ui.setup.policy_why")))
        self.box.addWidget(self.editor, 1)

    def first_focus(self) -> QWidget:
        return self.editor.search

    def show_draft(self) -> None:
        self.editor.take(self.draft.policy)

    def collect(self) -> None:
        self.draft.policy = self.editor.entries()


class LastLook(Step):
    """Everything in a few lines, before it is kept."""

    def show_draft(self) -> None:
        parts.clear(self.box)
        county, township = self.draft.area(self.draft.county), self.draft.area(self.draft.township)
        changed = len(set(self.draft.policy) - set(self.draft.shipped))
        facts = (
            (t("ui.setup.county"), county.name if county else ""),
            (t("ui.setup.township"), township.name if township else ""),
            (t("ui.setup.villages"), t("ui.comma").join(area.name for area in self.draft.chosen_villages())),
            (t("ui.setup.people"), t("ui.comma").join(person.name for person in self.draft.people)),
            (t("ui.setup.policy"), t("ui.setup.policy_changed", count=changed, of=len(self.draft.policy))),
        )
        for label, value in facts:
            self._fact(label, value)
        self.box.addSpacing(theme.now().u)
        self.box.addWidget(parts.body(t("ui.setup.later"), muted=True))
        self.box.addStretch(1)

    def _fact(self, label: str, value: str) -> None:
        name = parts.body(label, muted=True)
        name.setFixedWidth(12 * theme.now().u)
        line = parts.row(name, parts.body(value))
        self.box.addWidget(line)
        self.box.addWidget(parts.line())


def draft_from(entries: Iterable[PolicyEntry]) -> Draft:
    shipped = tuple(entries)
    return Draft(policy=shipped, shipped=shipped)
