"""What has no form of its own: an item of a timetable that was done, taking somebody up, ending a service."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.changes import Done
from villagevisit.domain.errors import CodedError
from villagevisit.domain.event import Event
from villagevisit.domain.health import REASONS, Service
from villagevisit.domain.health_schedule import DELIVERED
from villagevisit.domain.health_special import ELSEWHERE, HOSPITAL
from villagevisit.domain.household import Household, Person
from villagevisit.domain.plausible import Range
from villagevisit.services import health_ranges, health_rules, health_services, households
from villagevisit.services.health_services import Served
from villagevisit.services.visit_subject import household_of_person
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line, Pin
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import health_words as say
from villagevisit.ui.pages import health_ask
from villagevisit.ui.widgets.doubts import NO_DOUBTS, Doubts
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.measured import Measured
from villagevisit.wording import t

_SERVED, _ENROL, _CLOSE = "serve", "enrol", "close"


class EntryView(QWidget):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._village = ""
        self._number = ""
        """Of the house whose people are offered."""
        self._people: dict[str, Person] = {}
        self._values: dict[str, Line | Measured] = {}
        self._doubts = NO_DOUBTS
        self._born_at: Choice | None = None
        self._item: Choice | None = None
        self._day, self._next, self.pin = Day(), Day(), Pin()
        self.number = Line()
        self.number.editingFinished.connect(self._find)
        self.person = Choice()
        self.person.on_choice(lambda _: self._fields())
        self.act = Choice([(key, t(f"round.act.{key}")) for key in (_SERVED, _ENROL, _CLOSE)])
        self.act.on_choice(lambda _: self._services())
        self.service = Choice()
        self.service.on_choice(lambda _: self._fields())
        self._inside = QVBoxLayout()
        self.save_button = parts.primary(t("round.save"), self.save)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(parts.body(t("round.entry_why"), muted=True))
        box.addWidget(parts.labelled(t("round.household_no"), self.number))
        box.addWidget(parts.labelled(t("round.person"), self.person))
        box.addWidget(Flow(self.act, self.service))
        box.addLayout(self._inside)
        box.addWidget(parts.row(self.save_button, None))
        box.addStretch(1)
        self._services()

    def refresh(self, village: str) -> None:
        if village != self._village:
            self._village = village
            self._offer(None)

    def offer(self, person_id: str, service: str = "", item: str = "") -> None:
        """Begins an entry for this person, of this service and item where they are known."""
        ws = self._shell.ws
        try:
            home = households.get(ws, household_of_person(ws, person_id), self._shell.within)
        except CodedError as error:
            self._shell.fail(error)
            return
        self._village = home.village_code
        self.number.setText(home.household_no)
        self._offer(home, person_id)
        if service:
            self.act.choose(_SERVED)
            self._services(service)
        choice = self._item
        if item and choice is not None:
            choice.choose(item)

    def save(self) -> None:
        """Enters what the fields say; a signature takes its time and is made beside the window."""
        shell, person_id = self._shell, self.person.value()
        if not person_id:
            shell.notify(t("round.no_person"), "wait")
            return
        ws, actor, act, service = shell.ws, shell.actor, self.act.value(), Service(self.service.value())
        self._measured_again()
        if not all(one.settled() for one in self._values.values() if isinstance(one, Measured)):
            shell.notify(t("round.unsure"), "wait")
            return
        item, day = self._item, self._day.said()
        chosen, upcoming, pin = item.value() if item else "", self._next.said(), self.pin.text()
        values = {name: line.text() for name, line in self._values.items()}
        if chosen == DELIVERED and self._born_at is not None:
            values["born_at"] = self._born_at.value()
        if not health_ask.settled(shell, self, person_id):  # what was typed is held: asking makes the page anew
            return

        def work(_progress: Progress) -> Done[Event]:
            if act == _ENROL:
                return health_services.enrol(ws, actor, person_id, service, day)
            if act == _CLOSE:
                return health_services.close(ws, actor, person_id, service, chosen)
            return health_services.serve(ws, actor, person_id, Served(service, chosen, day, values, upcoming), pin)

        self.pin.clear()
        shell.tasks.run(work, self._saved, failed=shell.fail, title=t("sign.signing"))

    def _saved(self, done: Done[Event]) -> None:
        self._shell.apply(done)
        self._fields()
        self._shell.notify(t("round.saved", name=self._people[done.value.thing].name), "done")

    def _find(self) -> None:
        number = self.number.text().strip()
        if not number or not self._village or number == self._number:  # only passed through: who was chosen stays
            return
        try:
            self._offer(households.numbered(self._shell.ws, self._village, number))
        except CodedError as error:
            self._shell.fail(error)

    def _offer(self, home: Household | None, person_id: str = "") -> None:
        people = home.persons if home is not None else ()
        self._number = home.household_no if home is not None else ""
        self._people = {one.id: one for one in people}
        self.person.offer([(one.id, one.name) for one in people], person_id)
        self._fields()

    def _services(self, chosen: str = "") -> None:
        known = health_services.ENTERED if self.act.value() == _ENROL else tuple(health_services.VALUES)
        if self.act.value() == _CLOSE:
            known = tuple(dict.fromkeys((*health_services.ENTERED, *health_services.VALUES)))
        self.service.offer([(one, say.service(one)) for one in known], chosen or self.service.value())
        self._fields()

    def _fields(self) -> None:
        """The fields of what is to be entered."""
        parts.clear(self._inside)
        self._values, self._item, self._born_at = {}, None, None
        self._day, self._next, self.pin = Day(), Day(), Pin(t("sign.pin"))
        act, service = self.act.value(), Service(self.service.value())
        shown: list[QWidget] = []
        if act == _CLOSE:
            self._item = Choice([(one, t(f"round.reason.{one}")) for one in REASONS])
            shown.append(parts.labelled(t("round.reason"), self._item))
        elif act == _ENROL:
            words = {Service.MATERNAL: t("round.since.maternal"), Service.TB: t("round.since.tb"),
                     Service.VACCINATION: t("round.since.vaccination")}  # fmt: skip
            if service in words:
                shown.append(parts.labelled(words[service], self._day))
        else:
            shown += self._item_fields(service)
        for widget in shown:
            self._inside.addWidget(widget)

    def _item_fields(self, service: Service) -> list[QWidget]:
        person = self._people.get(self.person.value())
        keys = health_services.items(self._shell.ws, service, person.birth if person else "")
        named = [(key, t("round.delivered") if key == DELIVERED else health_rules.title(service, key)) for key in keys]
        self._item = Choice(named)
        self._values = self._value_fields(service)
        self._item.on_choice(lambda _key: self._measured_again())
        self._day.editingFinished.connect(self._measured_again)
        shown: list[QWidget] = [
            parts.labelled(t("round.item"), self._item), parts.labelled(t("round.day"), self._day),
            *(parts.labelled(t(f"round.value.{name}"), line) for name, line in self._values.items()),
            parts.labelled(t("round.next_day"), self._next),
        ]  # fmt: skip
        if DELIVERED in keys:
            self._born_at = Choice([
                ("", t("special.place_unknown")), (HOSPITAL, t("special.hospital_born")),
                (ELSEWHERE, t("special.elsewhere_born")),
            ])  # fmt: skip
            shown.append(self._at_delivery(self._item, self._born_at))
        if service in health_services.SIGNED:
            shown.append(parts.labelled(t("round.pin"), self.pin))
        return shown

    def _ranges(self) -> Mapping[str, Range]:
        item, person_id, service = self._item, self.person.value(), Service(self.service.value())
        chosen = item.value() if item is not None else ""
        return health_ranges.of_item(self._shell.ws, service, chosen, person_id, self._day.value())

    def _value_fields(self, service: Service) -> dict[str, Line | Measured]:
        """Numbers are held against the person's age on the day and her pregnancy; the rest are words."""
        shell, person_id = self._shell, self.person.value()
        known = self._ranges()

        def write(name: str) -> None:
            health_ranges.item_retyped(shell.ws, shell.actor, person_id, service, name)

        self._doubts = Doubts(known, {}, write)
        return {
            name: Measured(name, known[name], self._doubts) if name in known else Line()
            for name in health_services.VALUES[service]
        }

    def _measured_again(self) -> None:
        """Another day or item, other ranges."""
        known = self._ranges()
        self._doubts.hold(known)
        for name, field in self._values.items():
            if isinstance(field, Measured):
                field.hold(known[name])

    def _at_delivery(self, item: Choice, place: Choice) -> QWidget:
        """Where the child was born, asked at the delivery alone."""
        asked = parts.labelled(t("round.value.born_at"), place)
        asked.setVisible(item.value() == DELIVERED)
        item.on_choice(lambda key: asked.setVisible(key == DELIVERED))
        return asked
