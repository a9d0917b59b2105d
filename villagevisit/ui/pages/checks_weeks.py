"""Three weeks, three times a year: the countdown, how far each village is, what its ledger lacks, whom it knows."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from villagevisit.domain import discovery as rules
from villagevisit.domain.access import Deed
from villagevisit.domain.clock import today
from villagevisit.domain.discovery import Window
from villagevisit.domain.household import Household, Person
from villagevisit.services import areas, discovery, households
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import check_words as say
from villagevisit.ui.pages.checks_panel import Panel
from villagevisit.wording import t

_HERE = "here"
_MARKED = tuple(tag for tag in rules.TAGS if tag not in ("dibao", "tekun"))
"""What people mark; the two others stand in the register."""
_BOXES_A_ROW = 3


class WeeksPanel(Panel):
    """Has no list: the sheet is all there is, `here:ID` with one household's people open."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "")
        self.text = ""

    def look(self) -> None:
        self.open(self.key or _HERE)

    def back(self) -> None:
        self.open(_HERE)

    def write(self, key: str) -> None:
        home_id = key.partition(":")[2]
        if home_id:
            self._people(households.get(self.shell.ws, home_id, self.shell.within))
            return
        self.way_back.hide()
        window = discovery.present(self.shell.ws)
        if window is not None:
            self._window(window)
        self._find()
        self._tags()
        self._complete()

    def _window(self, window: Window) -> None:
        ws = self.shell.ws
        day = today(ws.clock)
        self.sheet.addWidget(parts.title(t("checks.weeks.title", year=window.year, place=window.place)))
        left = window.left(day)
        words = (
            t("checks.weeks.begins", count=window.until(day)) if window.until(day)
            else t("checks.weeks.left", count=left) if left else t("checks.weeks.over")
        )  # fmt: skip
        span = t("checks.weeks.span", first=window.first.isoformat(), last=window.last.isoformat())
        kind = "wait" if left and not window.until(day) else "muted"
        self.sheet.addWidget(parts.status(kind, f"{span}　{words}", wrap=True))
        rows: list[tuple[str, ...]] = [
            (areas.name(ws, one.village), f"{one.done} / {one.of}", f"{one.done * 100 // one.of}%")
            for one in discovery.coverage(ws, window, self.shell.within)
        ]
        self.sheet.addWidget(parts.heading(t("checks.weeks.coverage")))
        self._grid((), rows)

    def _grid(self, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        u = theme.now().u
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * u)
        grid.setVerticalSpacing(u)
        for at, row in enumerate([head, *rows] if head else rows):
            for column, text in enumerate(row):
                words = parts.number(text) if column else parts.strong(text)
                if head and at == 0:
                    words.setProperty("part", "muted")
                grid.addWidget(words, at, column)
        grid.setColumnStretch(0, 2)
        for column in range(1, max((len(row) for row in rows), default=1)):
            grid.setColumnStretch(column, 1)
        self.sheet.addWidget(holder)

    def _find(self) -> None:
        self.sheet.addWidget(parts.heading(t("checks.weeks.mark")))
        self.who = Line(self.text, t("checks.weeks.find_hint"))
        self.find_button = parts.plain(t("checks.weeks.find"), self._search)
        self.who.returnPressed.connect(self._search)
        self.form((t("checks.weeks.who"), self.who))
        self.buttons(self.find_button)

    def _search(self) -> None:
        self.text = self.who.text()
        hits = households.search(self.shell.ws, self.text, 1, self.shell.within)
        if hits:
            self.open(f"{_HERE}:{hits[0].household_id}")
        else:
            self.shell.notify(t("checks.weeks.none"), "wait")

    def _people(self, home: Household) -> None:
        known = discovery.tags(self.shell.ws, self.shell.within)
        place = (areas.name(self.shell.ws, home.village_code), home.village_group, home.household_no)
        self.sheet.addWidget(parts.title(home.head_name))
        self.words(" · ".join(word for word in place if word), muted=True)
        self.boxes: dict[str, dict[str, QCheckBox]] = {}
        allowed = self.may(Deed.FORM, home.village_code)
        for person in home.persons:
            self._person(person, known.get(person.id, ()), allowed)
        if allowed:
            self.save_button = parts.primary(t("checks.weeks.save"), partial(self._save, home))
            self.looked_button = parts.plain(t("checks.weeks.looked"), partial(self._looked, home))
            self.buttons(self.save_button, self.looked_button)

    def _person(self, person: Person, tags: tuple[str, ...], allowed: bool) -> None:
        self.sheet.addWidget(parts.line())
        self.sheet.addWidget(parts.strong(person.name))
        grid = QGridLayout()
        self.boxes[person.id] = {}
        for at, tag in enumerate(_MARKED):
            box = QCheckBox(say.tag(tag))
            box.setChecked(tag in tags)
            box.setEnabled(allowed)
            box.setAccessibleName(f"{person.name} {say.tag(tag)}")
            box.setMinimumHeight(theme.now().touch)
            self.boxes[person.id][tag] = box
            grid.addWidget(box, at // _BOXES_A_ROW, at % _BOXES_A_ROW)
        self.sheet.addLayout(grid)

    def _save(self, home: Household) -> None:
        known = discovery.tags(self.shell.ws)
        wanted = {who: [tag for tag, box in boxes.items() if box.isChecked()] for who, boxes in self.boxes.items()}
        changed = {
            who: tags for who, tags in wanted.items() if tags != [tag for tag in known.get(who, ()) if tag in _MARKED]
        }
        for who, tags in changed.items():
            if not self.guard(partial(self._tag, home, who, tags)):
                return
        self.shell.notify(t("checks.noted"), "done")

    def _tag(self, home: Household, who: str, tags: list[str]) -> None:
        self.shell.apply(discovery.tag(self.shell.ws, self.shell.actor, home.village_code, home.id, who, tags))

    def _looked(self, home: Household) -> None:
        command = partial(discovery.looked, self.shell.ws, self.shell.actor, home.village_code, [home.id])
        self.do(command, t("checks.noted"))

    def _tags(self) -> None:
        known = discovery.tags(self.shell.ws, self.shell.within)
        counts = discovery.crossed(self.shell.ws, self.shell.within)
        self.sheet.addWidget(parts.heading(t("checks.weeks.groups")))
        alone = [f"{say.tag(tag)} {counts[tag, tag]}" for tag in rules.TAGS if counts[tag, tag]]
        self.words("；".join(alone) if alone else t("checks.weeks.no_groups"))
        if alone:
            self.words(t("checks.weeks.left_behind", count=rules.left_behind(known.values())))
        both = [f"{say.tag(one)}＋{say.tag(two)} {n}" for (one, two), n in sorted(counts.items()) if one != two and n]
        if both:
            self.words(t("checks.weeks.both", words="；".join(both)), muted=True)

    def _complete(self) -> None:
        found = discovery.completeness(self.shell.ws, self.shell.within)
        if not found:
            return
        self.sheet.addWidget(parts.heading(t("checks.weeks.complete")))
        head = (
            "", t("checks.weeks.phone"), t("checks.weeks.address"), t("checks.weeks.people"), t("checks.weeks.ids"),
            t("checks.weeks.benefit"), t("checks.weeks.visit"),
        )  # fmt: skip
        rows = [(one.name, *(f"{n * 100 // one.households}%" for n in one.having)) for one in found]
        self._grid(head, rows)
