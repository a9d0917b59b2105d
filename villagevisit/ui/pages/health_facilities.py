"""Clinics and hospitals held against what they must have, by two people; what lacks gets its day (S-374, S-375)."""

from PySide6.QtWidgets import QCheckBox

from villagevisit.domain.clock import today
from villagevisit.domain.health_office import LEVELS, Facility
from villagevisit.services import areas, health_office
from villagevisit.services.health_office import Look
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_panel import NEW, EntriesPanel
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_BETWEEN = "|"


class FacilityPanel(EntriesPanel):
    """Every facility with what it lacks on the left; its last look and the next one on the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "facility")
        self.reached = parts.body("", muted=True)
        self.top.insertWidget(0, self.reached)
        self._found: dict[str, Facility] = {}
        self.level, self.where, self.named = Choice(), Choice(), Line()
        self.there: dict[str, QCheckBox] = {}
        self.seen, self.fix_by, self.first, self.second = Line(), Day(), Line(), Line()
        self._level = LEVELS[0]

    def look(self, household_id: str = "") -> None:
        del household_id
        ws, actor = self.shell.ws, self.shell.actor
        found = health_office.facilities(ws, actor)
        self._found = {f"{one.area}{_BETWEEN}{one.name}": one for one in found}
        share = health_office.reached(ws, actor)
        words = t("programme.reached", part=count(share[0]), whole=count(share[1])) if share else ""
        self.reached.setText(words)
        self.reached.setVisible(bool(words))
        self.offer([self._row(key, one) for key, one in self._found.items()])

    def _row(self, key: str, one: Facility) -> Row:
        lacks = len(self._lacking(one))
        state = t("programme.lacks", count=lacks) if lacks else t("programme.full")
        late = bool(lacks) and one.fix_by < today(self.shell.ws.clock).isoformat()
        place = areas.name(self.shell.ws, one.area)
        return Row(key, one.name, f"{place} · {state}", one.fix_by, "refused" if late else "wait" if lacks else "done")

    def _lacking(self, one: Facility) -> list[str]:
        items = health_office.items(one.level, one.day)
        lacks = one.lacks(item.code for item in items)
        return [item.name for item in items if item.code in lacks]

    def fill(self, key: str) -> None:
        one = self._found.get(key)
        if one is not None:
            self.said.addWidget(parts.title(one.name))
            looked = t("programme.last_look", day=one.day, names=t("ui.comma").join(one.checkers))
            self.said.addWidget(parts.body(looked, muted=True))
            lacking = self._lacking(one)
            words = t("programme.lacking", names=t("ui.comma").join(lacking)) if lacking else t("programme.full")
            self.said.addWidget(Remark("wait" if lacking else "done", words))
            if one.found:
                self.said.addWidget(parts.body(one.found))
            self._level = one.level
        self._form(one)

    def _form(self, one: Facility | None) -> None:
        ws, within = self.shell.ws, self.shell.within
        places = [(place.code, place.name) for place in areas.villages(ws) if within is None or place.code in within]
        here = areas.township(ws) or areas.county(ws)
        wide = [(here.code, here.name)] if here is not None and within is None else []
        self.level = Choice([(level, t(f"programme.level.{level}")) for level in LEVELS], self._level)
        self.level.on_choice(self._turn)
        self.where = Choice([*places, *wide], one.area if one else "")
        self.named = Line(one.name if one else "")
        day = today(ws.clock).isoformat()
        items = health_office.items(self._level, day)
        self.there = {item.code: QCheckBox(item.name) for item in items}
        self.seen, self.fix_by, self.first, self.second = Line(), Day(), Line(), Line()
        if one is None:
            self.ask([
                (t("programme.level"), self.level), (t("programme.where"), self.where),
                (t("programme.name"), self.named),
            ])  # fmt: skip
        self.said.addWidget(parts.heading(t("programme.there")))
        for box in self.there.values():
            self.said.addWidget(box)
        sources = dict.fromkeys(item.source for item in items)
        self.said.addWidget(parts.body(t("programme.items_from", source="；".join(sources)), muted=True))
        self.ask([
            (t("programme.found"), self.seen), (t("programme.fix_by"), self.fix_by),
            (t("programme.first_checker"), self.first), (t("programme.second_checker"), self.second),
        ])  # fmt: skip
        self.verbs(parts.primary(t("programme.look"), self._look))

    def _turn(self, level: str) -> None:
        """Another kind of facility must have other things."""
        if level != self._level:
            self._level = level
            self._choose(NEW)

    def _look(self) -> None:
        there = [code for code, box in self.there.items() if box.isChecked()]
        new = Look(
            self.where.value(), self._level, self.named.text(), there, (self.first.text(), self.second.text()),
            self.seen.text(), self.fix_by.value(),
        )  # fmt: skip
        self.do(lambda: health_office.look(self.shell.ws, self.shell.actor, new), t("programme.looked"))
