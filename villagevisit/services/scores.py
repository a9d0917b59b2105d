"""The 12-point appraisal (R-22) of everybody who works here and of the people around."""

from dataclasses import dataclass
from datetime import date

from villagevisit.domain import score as rules
from villagevisit.domain.changes import Done
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.score import CANCELLED, DEDUCTED, Deduction, Last, Rule, Standing
from villagevisit.services import duty, engaged, people
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as rows


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    standings: tuple[Standing, ...]
    """The best first."""
    last: Last
    """For people to decide; empty before the year is over and where the county chose no elimination."""


def table(ws: Workspace) -> tuple[Rule, ...]:
    """The county's rules of today."""
    return rules.parse_rules(duty.parameter(ws, "score_rules", today(ws.clock)))


def year(ws: Workspace, of: int) -> Year:
    """Where everybody stands in a calendar year."""
    names = {one.id: one.name for one in people.officers(ws)}
    names |= {one.id: one.name for one in engaged.here(ws) if one.officer not in names}
    found = rows.of_kinds(ws.store.reader(), (DEDUCTED, CANCELLED), since=f"{of}-01-01")
    standings = rules.standings(found, names, of)
    chosen = duty.parameter(ws, "last_place_elimination", date(of, 12, 31)) == "1"
    return Year(of, standings, rules.last(standings, chosen=chosen, over=today(ws.clock).year > of))


def deduct(ws: Workspace, actor: Actor, person: str, *, rule: str, fact: str, day: str = "") -> Done[Event]:
    """Points go by a rule of the table, and stay what they were when the table changes.

    Raises:
        Refused: `duty.unknown`, `duty.missing`, and what `duty.enter` raises.
    """
    found = next((one for one in table(ws) if one.code == rule), None)
    if found is None or not person:
        raise Refused("duty.unknown")
    data: dict[str, Value] = {
        "person": person, "rule": found.code, "text": found.text, "points": found.points, "fact": duty.said(fact),
    }  # fmt: skip
    return duty.enter(ws, actor, New(DEDUCTED, duty.office(ws), day=day, data=data))


def cancel(ws: Workspace, actor: Actor, deduction: Deduction, why: str) -> Done[Event]:
    """Gives points back that went wrongly. Raises Refused `duty.missing`, and what `duty.enter` raises."""
    return duty.enter(ws, actor, New(CANCELLED, duty.office(ws), deduction.id, data={"why": duty.said(why)}))
