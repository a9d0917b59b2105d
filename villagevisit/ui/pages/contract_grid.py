"""Which service team looks after which group of a village, what each team has, and who has none (S-289)."""

from functools import partial

from villagevisit.domain import grid as rules
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError
from villagevisit.domain.grid import Grid, Place
from villagevisit.domain.officer import Role
from villagevisit.services import areas, grids, people
from villagevisit.services.grids import NewGrid, Spot
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.dynamic_panel import SplitPanel
from villagevisit.ui.pages.health_panel import figures
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.wording import t

_BETWEEN = "|"


class GridPanel(SplitPanel):
    """Villages on the left, their groups under them; the team of the chosen one on the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, t("grid.none"))
        self.open = parts.status("muted", "", wrap=True)
        self.top.addWidget(self.open)
        self._spots: list[Spot] = []
        self._held: dict[Place, Grid] = {}
        self.team, self.assistant, self.hospital, self.phone = Line(), Line(), Line(), Line()
        self.doctor, self.since = Choice(), Day()

    def look(self, household_id: str = "") -> None:
        del household_id
        try:
            self._spots = grids.spots(self.shell.ws, self.shell.actor, self.shell.within)
        except CodedError as error:
            self.shell.fail(error)
            return
        self._held = dict(grids.current(self.shell.ws))
        bare = [one for one in self._spots if one.grid is None]
        homes = sum(one.households for one in bare)
        words = t("grid.open", households=count(homes)) if bare else t("grid.all")
        self.open.say("wait" if bare else "done", words)
        self.show_rows(self._rows())

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        for village in dict.fromkeys(one.place[0] for one in self._spots):
            groups = [one for one in self._spots if one.place[0] == village]
            rows.append(self._row((village, ""), sum(one.residents for one in groups)))
            rows += [self._row(one.place, one.residents) for one in groups if one.place[1]]
        return rows

    def _row(self, place: Place, residents: int) -> Row:
        found = rules.of(self._held, *place)
        own = place in self._held
        note = "" if found is None else found.team if own else t("grid.as_village", team=found.team)
        open_ = any(one.grid is None for one in self._under(place))
        kind = "done" if own else "wait" if open_ else "muted"
        return Row(_BETWEEN.join(place), self._name(place), note or t("grid.not_set"), count(residents), kind)

    def _under(self, place: Place) -> list[Spot]:
        village, group = place
        return [one for one in self._spots if one.place[0] == village and group in ("", one.place[1])]

    def _name(self, place: Place) -> str:
        return f"{areas.name(self.shell.ws, place[0])} · {place[1] or t('grid.whole')}"

    def fill(self, key: str) -> None:
        village, _, group = key.partition(_BETWEEN)
        place = village, group
        own, held = self._held.get(place), rules.of(self._held, village, group)
        under = self._under(place)
        homes, residents = sum(one.households for one in under), sum(one.residents for one in under)
        self.said.addWidget(parts.title(self._name(place)))
        lives = t("grid.lives", households=count(homes), residents=count(residents))
        self.said.addWidget(parts.body(lives, muted=True))
        if held is not None:
            self.facts([
                (t("grid.team"), t("grid.since", day=held.since, team=held.team)),
                (t("grid.doctor"), held.doctor_name), (t("grid.assistant"), held.assistant),
                (t("grid.hospital"), held.hospital), (t("grid.phone"), held.phone),
            ])  # fmt: skip
        later = grids.coming(self.shell.ws).get(place)
        if later is not None:
            self.facts([(t("grid.coming"), t("grid.since", day=later.since, team=later.team))])
        self._form(own)
        self.verbs(
            parts.primary(t("grid.assign"), partial(self._assign, place)),
            *([parts.quiet(t("grid.give_up"), partial(self._give_up, place))] if own else []),
        )
        loads = grids.loads(self._spots)
        if loads:
            self.said.addWidget(parts.heading(t("grid.loads")))
            heads = [t(f"grid.col.{one}") for one in ("team", "groups", "households", "residents")]
            self.said.addWidget(figures(heads, [
                (one.team, count(one.groups), count(one.households), count(one.residents))
                for one in loads
            ]))  # fmt: skip

    def _form(self, own: Grid | None) -> None:
        doctors = [one for one in people.officers(self.shell.ws) if Role.VILLAGE_DOCTOR in one.roles]
        chosen = next((one.id for one in doctors if own and one.staff_no == own.doctor), "")
        first = chosen or self.shell.actor.officers[0].id
        self.team, self.doctor = Line(own.team if own else ""), Choice([(one.id, one.name) for one in doctors], first)
        self.assistant, self.hospital = Line(own.assistant if own else ""), Line(own.hospital if own else "")
        self.phone, self.since = Line(own.phone if own else ""), Day(today(self.shell.ws.clock).isoformat())
        self.ask([
            (t("grid.team"), self.team), (t("grid.doctor"), self.doctor), (t("grid.assistant"), self.assistant),
            (t("grid.hospital"), self.hospital), (t("grid.phone"), self.phone), (t("grid.from"), self.since),
        ])  # fmt: skip

    def _assign(self, place: Place) -> None:
        new = NewGrid(
            place, self.team.text(), self.doctor.value(), self.assistant.text(), self.hospital.text(),
            self.phone.text(), self.since.said(),
        )  # fmt: skip
        if not self.team.text().strip():
            self.team.setFocus()
        self.do(lambda: grids.assign(self.shell.ws, self.shell.actor, new), t("grid.assigned"))

    def _give_up(self, place: Place) -> None:
        self.do(lambda: grids.assign(self.shell.ws, self.shell.actor, NewGrid(place, "")), t("grid.given_up"))
