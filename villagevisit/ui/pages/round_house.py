"""One house of the round: who lives there and is due for what, each with its first step."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.clock import today
from villagevisit.services import health_due, paper_followup
from villagevisit.services.health_due import Due, House
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import health_words as say
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t


class HousePanel(QWidget):
    """Shows a house; `open_` is told which service is begun."""

    def __init__(self, shell: Shell, open_: Callable[[Due], None]) -> None:
        super().__init__()
        self._shell = shell
        self._open = open_
        self.buttons: list[parts.Button] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.now().u)

    def show_house(self, house: House) -> None:
        parts.clear(self._box)
        self.buttons = []
        self._box.addWidget(parts.title(house.head_name))
        where = t("round.house", group=house.village_group, number=house.household_no)
        self._box.addWidget(parts.body(where, muted=True))
        for name, service in house.done:
            self._box.addWidget(parts.status("done", t("round.done", name=name, what=say.service(service)), wrap=True))
        for person_id in dict.fromkeys(one.row.person_id for one in house.due):
            self._person([one for one in house.due if one.row.person_id == person_id])
        if not house.due:
            self._box.addWidget(parts.body(t("round.house_done")))
        home = partial(self._shell.go, "household", household_id=house.household_id)
        self._box.addWidget(parts.row(parts.quiet(t("round.to_household"), home), None))
        self._box.addStretch(1)

    def _person(self, due: list[Due]) -> None:
        day = today(self._shell.ws.clock).isoformat()
        self._box.addWidget(parts.line())
        self._box.addWidget(parts.heading(say.who(due[0], day)))
        for one in due:
            words = t("round.what_when", what=say.what(one), when=say.when(one))
            make = parts.plain if self.buttons else parts.primary
            button = make(t("round.begin") if one.form_id else t("round.enter_item"), partial(self._open, one))
            button.setAccessibleName(f"{button.text()} {words}")
            self.buttons.append(button)
            told = parts.column(parts.status(say.kind(one), words, wrap=True), parts.body(say.last(one), muted=True))
            self._box.addWidget(parts.row(told, button))
        self._sheets(due)
        found = health_due.last_values(self._shell.ws, due[0].row.person_id)
        said = [t("round.pressure", sbp=found["sbp"], dbp=found["dbp"])] if {"sbp", "dbp"} <= found.keys() else []
        said += [t("round.glucose", fpg=found["fpg"])] if "fpg" in found else []
        said += [say.bmi(found["bmi"])] if "bmi" in found else []
        high = health_due.high_days(self._shell.ws, due[0].row.person_id, due[0].row.birth)
        if high:
            self._box.addWidget(parts.status("wait", t("round.high", days=t("round.and").join(high)), wrap=True))
        if said:
            self._box.addWidget(parts.body(" · ".join(said), muted=True))

    def _sheets(self, due: list[Due]) -> None:
        """The year's sheet of each follow-up that is due, to fill in by hand or to put into the file."""
        year = today(self._shell.ws.clock).year
        named = [(one.service, paper_followup.named(one.service, year, one.row.person_id)) for one in due]
        buttons = [
            parts.quiet(
                t("round.sheet", what=say.service(service)),
                partial(self._shell.go, "print", kind="followup", subject_id=sheet),
            )
            for service, sheet in named
            if sheet
        ]
        if buttons:
            self._box.addWidget(Flow(*buttons))
