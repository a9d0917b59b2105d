"""Two registers: health education with whom it reached and who knew the answers; referrals until people are back."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain import health_register as rules
from villagevisit.domain.changes import Done
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError
from villagevisit.domain.event import Event
from villagevisit.domain.health import Service
from villagevisit.domain.health_register import Activity, Referral
from villagevisit.services import areas, health_register
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.format import count, percent
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import health_words as say
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t

_SHOWN = 30


class RegisterView(QWidget):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._village = ""
        u = theme.now().u
        self.place = Choice([(one, t(f"round.place.{one}")) for one in rules.PLACES])
        self.topic = Choice([(one, t(f"round.topic.{one}")) for one in rules.TOPICS])
        self.way = Choice([(one, t(f"round.way.{one}")) for one in rules.WAYS])
        self.day, self.text = Day(), Line()
        self.persons, self.asked, self.knew = Line(), Line(), Line()
        for line in (self.day, self.persons, self.asked, self.knew):
            line.setFixedWidth(13 * u)
        self.hold_button = parts.primary(t("round.activity.save"), self.hold)
        self._sum = parts.body("")
        self._activities, self._referrals = QVBoxLayout(), QVBoxLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, u, u)
        box.setSpacing(u)
        box.addWidget(parts.heading(t("round.referrals")))
        box.addLayout(self._referrals)
        box.addWidget(parts.line())
        box.addWidget(parts.heading(t("round.activities")))
        box.addWidget(Flow(self.place, self.topic, self.way))
        box.addWidget(parts.labelled(t("round.activity.text"), self.text))
        fields = ((t("round.day"), self.day), (t("round.activity.persons"), self.persons),
                  (t("round.activity.asked"), self.asked), (t("round.activity.knew"), self.knew))  # fmt: skip
        box.addWidget(parts.row(*(parts.labelled(words, line) for words, line in fields), None))
        box.addWidget(parts.row(self.hold_button, None))
        box.addWidget(self._sum)
        box.addLayout(self._activities)
        box.addStretch(1)

    def refresh(self, village: str) -> None:
        self._village = village
        shell, year = self._shell, today(self._shell.ws.clock).year
        try:
            sent = health_register.referrals(shell.ws, shell.actor, shell.within)
            held, sums = health_register.held(shell.ws, shell.actor, year, shell.within)
        except CodedError as error:
            shell.fail(error)
            return
        parts.clear(self._referrals)
        parts.clear(self._activities)
        for one, name in sent[:_SHOWN]:
            self._referrals.addWidget(self._referral(one, name))
        if not sent:
            self._referrals.addWidget(parts.body(t("round.no_referrals"), muted=True))
        knew = f"{count(sums.knew)} / {count(sums.asked)}  {percent(sums.knew, sums.asked)}"
        words = t("round.activity.sum", year=year, count=count(sums.times), persons=count(sums.persons), knew=knew)
        self._sum.setText(words)
        for activity in held[:_SHOWN]:
            self._activities.addWidget(parts.body(self._held(activity)))

    def hold(self) -> None:
        day = self.day.said() or today(self._shell.ws.clock).isoformat()
        one = Activity(
            "", day, self._village, self.place.value(), self.topic.value(), self.way.value(), _whole(self.persons),
            _whole(self.asked), _whole(self.knew), self.text.text(), "",
        )  # fmt: skip
        try:
            self._told(health_register.hold(self._shell.ws, self._shell.actor, one))
        except CodedError as error:
            self._shell.fail(error)
            return
        for line in (self.text, self.persons, self.asked, self.knew):
            line.clear()

    def _told(self, done: Done[Event]) -> None:
        self._shell.apply(done)
        self._shell.notify(t("round.registered"), "done")

    def _held(self, one: Activity) -> str:
        where = areas.name(self._shell.ws, one.area)
        kinds = f"{t(f'round.place.{one.place}')} · {t(f'round.topic.{one.topic}')} · {t(f'round.way.{one.way}')}"
        reached = t("round.activity.reached", count=count(one.persons))
        return "  ".join(word for word in (one.day, where, kinds, reached, one.text) if word)

    def _referral(self, one: Referral, name: str) -> QWidget:
        what = say.service(Service(one.service))
        words = " · ".join(word for word in (one.day, name, what, one.reason, one.place) if word)
        if one.back:
            return parts.status("done", t("round.back", what=words, day=one.back, found=one.found), wrap=True)
        late = one.late(today(self._shell.ws.clock).isoformat())
        if late > 0:
            status = parts.status("refused", t("round.track_late", what=words, count=late), wrap=True)
        else:
            status = parts.status("wait", t("round.track", what=words), wrap=True)
        found = Line("", t("round.found"))
        back = parts.plain(t("round.came_back"), partial(self._back, one, found))
        return parts.column(status, parts.row(found, back))

    def _back(self, one: Referral, found: Line) -> None:
        try:
            self._told(health_register.came_back(self._shell.ws, self._shell.actor, one, found.text()))
        except CodedError as error:
            self._shell.fail(error)


def _whole(line: Line) -> int:
    text = line.text().strip()
    return int(text) if text.isdecimal() else 0 if not text else -1
