"""People around the office, whose time ends first; what they were taught; reminder talks and praise."""

from collections.abc import Callable
from functools import cache, partial

from PySide6.QtWidgets import QPlainTextEdit

from villagevisit.domain.engagement import TALK, Attended, Person, Training
from villagevisit.services import areas, engaged, people
from villagevisit.services.engaged import NewPerson
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count
from villagevisit.ui.models.duty_words import SORTS, choices, said
from villagevisit.ui.pages.duty_panel import OVERVIEW, DutyPanel
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.wording import t

_TRAINING = "training"


class PeoplePanel(DutyPanel):
    def rows(self) -> list[Row]:
        ws, day = self.shell.ws, self.today()
        known = sorted(engaged.people(ws), key=lambda one: (one.here_on(day), one.until or "9999", one.name))
        self.people = {one.id: one for one in known}
        self.trainings = {one.id: one for one in engaged.trainings(ws)}
        over = sum(not one.here_on(day) for one in known)
        every = t("duty.people.count", count=count(len(known)))
        note = t("duty.people.over_count", count=count(over)) if over else every
        taught = t("duty.training.count", count=count(len(self.trainings)))
        called = cache(partial(areas.name, ws))
        return [
            Row(OVERVIEW, t("duty.people.all"), note, "", "wait" if over else "done"),
            *(_person_row(one, day, called) for one in known),
            Row(_TRAINING, t("duty.training.all"), taught, "", "muted"),
            *(
                Row(one.id, one.topic, t("duty.training.who", count=count(len(one.attended))), one.day, "done")
                for one in self.trainings.values()
            ),
        ]

    def show_row(self, key: str) -> None:
        if key in self.people:
            self._person(self.people[key])
        elif key in self.trainings:
            self._training(self.trainings[key])
        elif key == _TRAINING:
            self._new_training()
        else:
            self.add(parts.title(t("duty.people.all")), parts.body(t("duty.people.why"), muted=True))
            self._form(None)

    def _person(self, one: Person) -> None:
        over = not one.here_on(self.today())
        self.add(parts.title(one.name))
        if over:
            self.add(parts.status("refused", t("duty.people.over", day=one.until), wrap=True))
        self.facts((t("duty.since"), one.since))
        self._form(one)
        if not over:
            self.verbs(parts.quiet(t("duty.people.end"), partial(self._end, one)))

    def _form(self, one: Person | None) -> None:
        ws = self.shell.ws
        self.sort = self.choice(t("duty.people.sort"), choices(SORTS), one.sort if one else "")
        self.name = self.line(t("duty.name"), one.name if one else "")
        self.unit = self.line(t("duty.people.unit"), one.unit if one else "")
        self.post = self.line(t("duty.post"), one.post if one else "")
        villages = [("", t("duty.people.no_village")), *((area.code, area.name) for area in areas.villages(ws))]
        self.village = self.choice(t("duty.people.village"), villages, one.village if one else "")
        here = [("", t("duty.people.no_pin")), *((who.id, f"{who.name} {who.staff_no}") for who in people.officers(ws))]
        self.officer = self.choice(t("duty.people.officer"), here, one.officer if one else "")
        self.until = self.line(t("duty.people.until"), one.until if one else "")
        words = t("duty.people.enter") if one is None else t("duty.people.change")
        self.save = parts.primary(words, lambda: self._save(one))
        self.verbs(self.save)

    def _save(self, one: Person | None) -> None:
        new = NewPerson(
            self.sort.value(), self.name.text(), self.unit.text(), self.post.text(), self.village.value(),
            self.until.text().strip(), self.officer.value(),
        )  # fmt: skip
        self.do(lambda: engaged.engage(self.shell.ws, self.shell.actor, new, one.id if one else ""))

    def _end(self, one: Person) -> None:
        self.do(lambda: engaged.end(self.shell.ws, self.shell.actor, one.id))

    def _training(self, one: Training) -> None:
        self.add(parts.title(one.topic))
        self.facts((t("duty.day"), one.day), (t("duty.place"), one.place))
        self.add(parts.heading(t("duty.training.who", count=count(len(one.attended)))))
        for who in one.attended:
            mark = t("duty.training.mark", score=who.score) if who.score else ""
            self.add(parts.body(" · ".join(word for word in (who.name, who.role, mark) if word)))

    def _new_training(self) -> None:
        self.add(parts.title(t("duty.training.new")))
        self.topic = self.line(t("duty.training.topic"))
        self.where = self.line(t("duty.place"))
        self.when = self.day(t("duty.day"))
        self.who = QPlainTextEdit()
        self.who.setTabChangesFocus(True)
        self.who.setPlaceholderText(t("duty.training.lines"))
        self.who.setFixedHeight(10 * theme.now().u)
        self.field(t("duty.training.people"), self.who)
        self.teach = parts.primary(t("duty.training.enter"), self._teach)
        self.verbs(self.teach)
        self.add(parts.line(), parts.heading(t("duty.talk.heading")))
        for note in engaged.notes(self.shell.ws)[:5]:
            talk = note.kind == TALK
            words = note.text("topic") if talk else note.text("fact")
            who = note.text("to") if talk else note.text("name")
            sort = t("duty.talk.talk") if talk else t("duty.talk.praise")
            self.add(parts.body(t("duty.talk.line", day=note.day, sort=sort, who=who, words=words)))
        self.to = self.line(t("duty.name"))
        self.about = self.line(t("duty.talk.about"))
        self.talk = parts.plain(t("duty.talk.enter"), self._talk)
        self.praise = parts.plain(t("duty.talk.praise_enter"), self._praise)
        self.verbs(self.talk, self.praise)

    def _teach(self) -> None:
        found = [_attended(line) for line in self.who.toPlainText().splitlines() if line.strip()]
        topic, place, day = self.topic.text(), self.where.text(), self.when.text()
        self.do(
            lambda: engaged.train(self.shell.ws, self.shell.actor, topic=topic, place=place, attended=found, day=day)
        )

    def _talk(self) -> None:
        self.do(lambda: engaged.talk(self.shell.ws, self.shell.actor, to=self.to.text(), topic=self.about.text()))

    def _praise(self) -> None:
        self.do(lambda: engaged.praise(self.shell.ws, self.shell.actor, name=self.to.text(), fact=self.about.text()))


def _attended(line: str) -> Attended:
    """`姓名 职务 成绩`, parted by blanks; the last two may be missing."""
    name, role, score = (*line.split(maxsplit=2), "", "")[:3]
    return Attended(name, role, score.strip())


def _person_row(one: Person, day: str, called: Callable[[str], str]) -> Row:
    place = called(one.village) if one.village else one.unit
    kind = "done" if one.here_on(day) else "refused"
    return Row(one.id, one.name, f"{said(SORTS, one.sort)} · {place}", one.until, kind)
