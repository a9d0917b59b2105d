"""Who is due for a health service: the day's round from house to house, lists, and counts with their denominators.

Chronic patients, pregnant women and tuberculosis are due by their last visit; elders of 65 and children under seven by
the birthdays of the roster, also when nobody ever saw them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from villagevisit.domain import health_followup as rules
from villagevisit.domain import vaccination
from villagevisit.domain.access import Deed, Within
from villagevisit.domain.clock import today
from villagevisit.domain.health import EXAM, SELFCARE, Service
from villagevisit.domain.health_schedule import (
    CHILD_YEARS,
    ELDER_YEARS,
    Next,
    age_on,
    following,
    years_before,
)
from villagevisit.services import allowing, health_rules
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import health_due as rows
from villagevisit.store import health_lines as lines
from villagevisit.store.health_due import CountRow, DueRow
from villagevisit.store.households import Db

WEEK, MONTH = 7, 30
FORMS: Mapping[Service, str] = {
    Service.HYPERTENSION: "htn_followup", Service.DIABETES: "t2dm_followup", Service.SMD: "smd_followup",
    Service.ELDER: EXAM, Service.CONTRACT: "family_doctor_contract", Service.SCREENING: "two_cancer_screening",
    Service.RECORD: "ehr_basic_info",
}  # fmt: skip
"""Service → the form that is filled in for it; the others are entered in a panel."""
CHRONIC = (Service.HYPERTENSION, Service.DIABETES, Service.SMD)
_DATED = (*CHRONIC, Service.TB, Service.MATERNAL, Service.SCREENING, Service.CONTRACT)
ON_ROUND = (*CHRONIC, Service.TB, Service.MATERNAL, Service.CHILD, Service.VACCINATION, Service.ELDER)
"""What is looked at in a house."""
_AT_CLINIC = frozenset({Service.ELDER, Service.VACCINATION})
"""Of it what is done in the clinic, and takes nobody to a house by itself."""


_CHILDREN = (Service.CHILD, Service.TCM, Service.VACCINATION)
_PRESSURES = ("sbp", "dbp")
_SHOWN = (*_PRESSURES, "fpg", "bmi")


@dataclass(frozen=True, slots=True)
class Due:
    """One service of one person that is due. `late` are days past the last day for it; 0 and below: not yet."""

    row: DueRow
    service: Service
    day: str
    """ISO day by which."""
    late: int
    item: str = ""
    """Of a timetable, which item."""

    @property
    def form_id(self) -> str:
        """The form for it; empty where it is entered in the panel."""
        if self.service is Service.ELDER and self.row.state == "no_selfcare":
            return SELFCARE
        return FORMS.get(self.service, "")

    @property
    def key(self) -> str:
        return f"{self.row.person_id} {self.service}"


@dataclass(frozen=True, slots=True)
class House:
    """One stop of the round, with all that is due there and what was done there today."""

    household_id: str
    head_name: str
    household_no: str
    village_group: str
    due: tuple[Due, ...]
    done: tuple[tuple[str, Service], ...]
    """Name and service of what was done today."""

    @property
    def late(self) -> int:
        """Of what takes somebody to the house."""
        return max((one.late for one in self.due if one.service not in _AT_CLINIC), default=0)


@dataclass(frozen=True, slots=True)
class Count:
    """A service over some villages. `should` is the denominator of both rates: those who are to be looked after."""

    service: Service
    should: int
    overdue: int
    week: int
    month: int
    never: int
    seen: int
    """Of them seen this calendar year."""
    standard: int | None
    """Of them looked after as the standard asks (four visits this year); None where it does not ask so."""
    good: int | None
    """Of them under control at the last visit of this year."""


def round_(ws: Workspace, actor: Actor, village: str, ahead: int = WEEK) -> list[House]:
    """The houses of a village where something is due within so many days, in the order of group and number.

    An elder's examination or a child's vaccination alone takes nobody to a house: it is done in the clinic, and has its
    own list; it is named where the doctor comes anyway. Houses that were finished today stay, ticked off.

    Raises:
        Refused: `actor.role`.
    """
    due = listed(ws, actor, (village,), ON_ROUND, ahead)
    seen = rows.seen_on(ws.store.reader(), (village,), ON_ROUND, today(ws.clock).isoformat())
    homes: dict[str, tuple[list[Due], list[DueRow]]] = {}
    for one in due:
        homes.setdefault(one.row.household_id, ([], []))[0].append(one)
    for row in seen:
        homes.setdefault(row.household_id, ([], []))[1].append(row)
    found = [
        (_place(some[0].row if some else done[0]), _house(some, done))
        for some, done in homes.values()
        if done or any(one.service not in _AT_CLINIC for one in some)
    ]
    return [house for _, house in sorted(found, key=lambda pair: pair[0])]


def following_stop(
    ws: Workspace, actor: Actor, village: str, household_id: str, person_id: str = "", form_id: str = ""
) -> Due | None:
    """What comes after a visit in this house: what is still due in it, else in the next house of the round that has
    something left, from the last house on to the first. Not once more what was just filled in (`person_id`, `form_id`)
    though it stays due, because nobody was found. Raises like `round_`."""
    houses = round_(ws, actor, village)
    here = next((place for place, one in enumerate(houses) if one.household_id == household_id), -1)
    order = [*houses[max(here, 0):], *houses[: max(here, 0)]]
    left = (due for one in order for due in one.due)
    return next((one for one in left if (one.row.person_id, one.form_id) != (person_id, form_id)), None)


def listed(
    ws: Workspace, actor: Actor, within: Within, services: Iterable[Service], ahead: int, most: int = -1
) -> list[Due]:
    """What is due within so many days, in the order of villages, groups and numbers. Raises like `round_`.

    `most`: so many of a service that goes by age alone, where all villages would give tens of thousands; -1: all.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    day, asked, db = today(ws.clock), set(services), ws.store.reader()
    until = (day + timedelta(days=ahead)).isoformat()
    found = [_due(row, row.next_day, day) for row in rows.standing(db, within, asked & set(_DATED), until)]
    for service in (Service.ELDER, Service.TCM):
        if service in asked:
            found += _elders(db, within, service, day, most)
    for service in _CHILDREN:
        if service in asked:
            found += _children(db, within, service, day, until, most)
    return sorted(found, key=lambda one: (_place(one.row), one.row.position, one.service))


def counts(ws: Workspace, actor: Actor, within: Within) -> list[Count]:
    """Per service how many there are, are due, were seen. Raises like `round_`."""
    allowing.require(ws, actor, Deed.HEALTH)
    day, db = today(ws.clock), ws.store.reader()
    now, year = day.isoformat(), f"{day.year}-01-01"
    ahead = [(day + timedelta(days=days)).isoformat() for days in (WEEK, MONTH)]
    found = [_count(Service(one.service), one) for one in rows.counts(db, within, _DATED, now, *ahead)]
    for service, born in (
        (Service.ELDER, _elder(day)), (Service.TCM, _elder(day)), (Service.CHILD, _child(day)),
        (Service.VACCINATION, _child(day)),
    ):  # fmt: skip
        whole, never, seen = rows.of_age(db, within, service, born, year)
        after = [_after(service, *one, now) for one in rows.ages(db, within, service, born)] if born[1] == now else []
        late = sum(one is not None and one.last < now for one in after)
        found.append(Count(service, whole, late, 0, 0, never, seen, None, None))
    return sorted(found, key=lambda one: list(Service).index(one.service))


def waiting(ws: Workspace, actor: Actor, within: Within) -> tuple[int, int]:
    """How many chronic patients, pregnant women and people with tuberculosis are overdue, and are due within a week.

    Raises Refused `actor.role`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    day = today(ws.clock)
    until = (day + timedelta(days=WEEK)).isoformat()
    return rows.late_and_soon(ws.store.reader(), within, _DATED[:5], day.isoformat(), until)


def last_values(ws: Workspace, person_id: str) -> dict[str, str]:
    """Code → decimal text of what was measured last of a person, whichever visit it was."""
    return {one.code: one.value for one in lines.observations(ws.store.reader(), person_id, _SHOWN)}


def high_days(ws: Workspace, person_id: str, birth: str) -> Sequence[str]:
    """Of somebody of 35 or more who is not in care for it: three days running with a pressure of 140/90 and more.

    Something to look into, no diagnosis. Empty for everybody else.
    """
    db = ws.store.reader()
    if not birth or any(one.service == Service.HYPERTENSION for one in lines.standings_of(db, person_id)):
        return ()
    by_visit: dict[tuple[str, str], dict[str, Decimal]] = {}
    for one in lines.observations(db, person_id, _PRESSURES):
        by_visit.setdefault((one.day, one.source), {})[one.code] = Decimal(one.value)
    readings = [(day, both["sbp"], both["dbp"]) for (day, _), both in by_visit.items() if len(both) == len(_PRESSURES)]
    return rules.high_days(age_on(birth, today(ws.clock).isoformat()), readings)


def _count(service: Service, one: CountRow) -> Count:
    chronic = service in CHRONIC
    return Count(
        service, one.registered, one.overdue, one.week, one.month, one.never, one.seen,
        one.often if chronic else None, one.good if service in CHRONIC[:2] else None,
    )  # fmt: skip


def _elders(db: Db, within: Within, service: Service, day: date, most: int) -> list[Due]:
    """65 and older without this year's; due by the end of the year."""
    found = rows.by_age(db, within, service, _elder(day), f"{day.year}-01-01", most)
    item = "elder" if service is Service.TCM else ""
    return [_due(row, f"{day.year}-12-31", day, item) for row in found]


def _children(db: Db, within: Within, service: Service, day: date, until: str, most: int) -> list[Due]:
    """Under seven: the item after the last that was done, else the one of his age."""
    found = []
    for row in rows.by_age(db, within, service, _child(day), "9999", most):
        after = _after(service, row.birth, row.last_day, row.state, day.isoformat())
        if after is not None and after.first <= until:
            found.append(_due(row, after.last, day, after.item))
    return found


@lru_cache(maxsize=20_000)
def _after(service: Service, birth: str, last: str, state: str, today: str) -> Next | None:
    """What comes next for a child of this birthday, whose last item (`state`) was done on a day or never."""
    lines = health_rules.of_children(service, today)
    if service is Service.VACCINATION:
        return vaccination.following(lines, birth, state, today)
    return following(lines, birth, [(state, last)] if last else [], today)


def _elder(day: date) -> tuple[str, str]:
    return "0001-01-01", years_before(day.isoformat(), ELDER_YEARS)


def _child(day: date) -> tuple[str, str]:
    youngest = date.fromisoformat(years_before(day.isoformat(), CHILD_YEARS)) + timedelta(days=1)
    return youngest.isoformat(), day.isoformat()


def _due(row: DueRow, by: str, day: date, item: str = "") -> Due:
    return Due(row, Service(row.service), by, (day - date.fromisoformat(by)).days, item)


def _house(due: Sequence[Due], seen: Sequence[DueRow]) -> House:
    row = due[0].row if due else seen[0]
    urgent = tuple(sorted(due, key=lambda one: (one.service in _AT_CLINIC, -one.late, one.row.position)))
    return House(
        row.household_id, row.head_name, row.household_no, row.village_group, urgent,
        tuple((one.name, Service(one.service)) for one in seen),
    )  # fmt: skip


def _place(row: DueRow) -> tuple[str, str, str]:
    return row.village_code, row.sort_key, row.household_id
