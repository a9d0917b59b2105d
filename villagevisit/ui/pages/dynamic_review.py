"""Reviews that are due, self-care to be assessed, members who can work."""

from functools import partial

from villagevisit.domain.benefit_rules import LifeEvent
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError
from villagevisit.domain.selfcare import FORM
from villagevisit.services import areas, dynamic_lists, selfcare
from villagevisit.services.dynamic_lists import Able, Due, Report
from villagevisit.services.selfcare import Person
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.format import count, money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import dynamic_words as words
from villagevisit.ui.models.words import assist
from villagevisit.ui.pages.dynamic_panel import SplitPanel
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import explain, t

_STAGE = {
    "never": ("wait", "dynamic.care.never"), "again": ("wait", "dynamic.care.again"),
    "unsigned": ("wait", "dynamic.care.unsigned"), "signed": ("next", "dynamic.care.signed"),
    "known": ("done", "dynamic.care.known"),
}  # fmt: skip
_CLASS = {"A": "dynamic.class.A", "B": "dynamic.class.B", "C": "dynamic.class.C"}


class ReviewPanel(SplitPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, t("dynamic.review.none"))
        self.what = Choice()
        self.what.on_choice(lambda _key: self.look())
        self.top.addWidget(self.what)
        self.note = Line()
        self._reviews = 0
        self._due: dict[str, Due] = {}
        self._people: dict[str, Person] = {}
        self._able: dict[str, Able] = {}

    def number(self) -> int:
        ws, within = self.shell.ws, self.shell.within
        self._reviews, due = dynamic_lists.reviews(ws, within)
        self._due = {one.household_id: one for one in due}
        self._people = {one.person_id: one for one in selfcare.persons(ws, within)}
        return self._reviews + self._waiting()

    def _waiting(self) -> int:
        return sum(one.stage != "known" for one in self._people.values())

    def look(self, household_id: str = "") -> None:
        del household_id
        self._able = {one.person_id: one for one in dynamic_lists.able(self.shell.ws, self.shell.within)}
        self.what.offer(
            [
                ("reviews", t("dynamic.review.households", count=count(self._reviews))),
                ("care", t("dynamic.review.care", count=count(self._waiting()))),
                ("able", t("dynamic.review.able", count=count(len(self._able)))),
            ],
            self.what.value(),
        )
        rows = {"reviews": self._review_rows, "care": self._care_rows, "able": self._able_rows}[self.what.value()]()
        self.show_rows(rows, empty=not (self._due or self._people or self._able))

    def _review_rows(self) -> list[Row]:
        now = today(self.shell.ws.clock).isoformat()
        return [
            Row(one.household_id, one.head, self._place(one.village_code, one.number), one.due_on,
                "refused" if one.due_on < now else "wait")
            for one in self._due.values()
        ]  # fmt: skip

    def _place(self, village: str, number: str = "") -> str:
        return " · ".join(word for word in (areas.name(self.shell.ws, village), number) if word)

    def _care_rows(self) -> list[Row]:
        return [
            Row(one.person_id, one.name, t(_STAGE[one.stage][1]), one.day, _STAGE[one.stage][0])
            for one in self._people.values()
        ]

    def _able_rows(self) -> list[Row]:
        return [
            Row(one.person_id, one.name, t("dynamic.able.of", name=one.head),
                t("dynamic.able.refused", count=one.refused) if one.refused else "",
                "refused" if one.refused >= one.limit else "done" if one.referred_on else "wait")
            for one in self._able.values()
        ]  # fmt: skip

    def fill(self, key: str) -> None:
        if key in self._due and self.what.value() == "reviews":
            self._fill_review(self._due[key])
        elif key in self._people and self.what.value() == "care":
            self._fill_care(self._people[key])
        elif key in self._able:
            self._fill_able(self._able[key])

    def _fill_review(self, one: Due) -> None:
        self.said.addWidget(parts.title(one.head))
        place = [areas.name(self.shell.ws, one.village_code), one.group, one.number]
        self.said.addWidget(parts.body(" · ".join(word for word in place if word), muted=True))
        self.facts([
            (t("dynamic.category"), assist(one.category)),
            (t("dynamic.class"), t(_CLASS[one.kind.value])),
            (t("dynamic.review.last"), one.last or t("dynamic.review.never")),
            (t("dynamic.review.due"), one.due_on),
        ])  # fmt: skip
        self.note = Line(placeholder=t("dynamic.review.note_why"))
        self.said.addWidget(parts.labelled(t("dynamic.review.note"), self.note))
        self.same = parts.primary(t("dynamic.review.same"), lambda: self._same(one))
        change = partial(self.shell.go, "dynamic", tab="changes", household_id=one.household_id)
        self.verbs(self.same, parts.plain(t("dynamic.propose"), change), self.household(one.household_id))

    def _same(self, one: Due) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        note = self.note.text()
        self.do(lambda: dynamic_lists.reviewed(ws, actor, one.household_id, note), t("dynamic.review.done"))

    def _fill_care(self, one: Person) -> None:
        self.said.addWidget(parts.title(one.name))
        self.said.addWidget(parts.body(self._place(one.village_code), muted=True))
        kind, stage = _STAGE[one.stage]
        self.said.addWidget(parts.status(kind, t(stage), wrap=True))
        sums, pay = None, None
        try:
            sums = selfcare.amounts(self.shell.ws, one)
            pay = selfcare.pay(self.shell.ws, one.household_id, self._people.values())
        except CodedError as error:
            self.said.addWidget(Remark("look", explain(error)))
        if one.level is not None and sums is not None:
            self.facts([
                (t("dynamic.care.level"), words.level(one.level)),
                (t("dynamic.care.on"), one.day),
                (t("dynamic.care.living"), money(sums.living_year)),
                (t("dynamic.care.fee"), money(sums.care_year)),
                (t("dynamic.care.month"), money(sums.month)),
            ])  # fmt: skip
        if pay is not None and pay.contradicts:
            self.said.addWidget(Remark("look", t("dynamic.care.paid", paid=money(pay.paid), owed=money(pay.owed))))
        self.said.addWidget(Remark("info", t("dynamic.care.scales")))
        self.verbs(self._care_verb(one), self.household(one.household_id))

    def _care_verb(self, one: Person) -> parts.Button:
        ws, actor, go = self.shell.ws, self.shell.actor, self.shell.go
        if one.stage == "signed":
            enter = partial(self.do, lambda: selfcare.enter(ws, actor, one.submission_id), t("dynamic.care.entered"))
            return parts.primary(t("dynamic.care.enter"), enter)
        if one.stage == "unsigned":
            return parts.primary(t("dynamic.sign"), lambda: go("sign_off", submission_id=one.submission_id))
        assess = partial(go, "visit", form_id=FORM, household_id=one.household_id, person_id=one.person_id)
        make = parts.plain if one.stage == "known" else parts.primary
        return make(t("dynamic.care.assess"), assess)

    def _fill_able(self, one: Able) -> None:
        self.said.addWidget(parts.title(one.name))
        self.said.addWidget(parts.body(t("dynamic.able.of", name=one.head), muted=True))
        if one.refused >= one.limit:
            self.said.addWidget(Remark("look", t("dynamic.able.share", count=one.refused)))
        self.facts([
            (t("dynamic.able.referred_on"), one.referred_on or t("dynamic.able.not_referred")),
            (t("dynamic.able.refused_times"), t("dynamic.able.of_limit", count=one.refused, limit=one.limit)),
        ])  # fmt: skip
        self.refer = parts.primary(t("dynamic.able.refer"), lambda: self._said(one, LifeEvent.REFERRED))
        self.verbs(
            self.refer,
            parts.plain(t("dynamic.able.took"), lambda: self._said(one, LifeEvent.JOB)),
            parts.plain(t("dynamic.able.refuses"), lambda: self._said(one, LifeEvent.REFUSED_WORK)),
            self.household(one.household_id),
        )

    def _said(self, one: Able, kind: LifeEvent) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        said = Report(one.household_id, kind, today(ws.clock), one.person_id)
        self.do(lambda: dynamic_lists.report(ws, actor, said), t("dynamic.entered"))
