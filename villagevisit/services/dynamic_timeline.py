"""The history of one household's benefit: what was told, reviewed, proposed, changed (S-193, S-199)."""

from dataclasses import dataclass
from typing import Literal

from villagevisit.domain import benefit
from villagevisit.domain.benefit import Change, Step
from villagevisit.domain.benefit_rules import LifeEvent
from villagevisit.domain.clock import today
from villagevisit.domain.selfcare import ASSESSED, Level
from villagevisit.services.workspace import Workspace
from villagevisit.store import events as rows


@dataclass(frozen=True, slots=True)
class Moment:
    """One line: a change, or something told, or a review, or a level of self-care."""

    day: str
    kind: Literal["done", "kept", "open", "report", "review", "level"]
    note: str = ""
    change: Change | None = None
    step: Step | None = None
    event: LifeEvent | None = None
    level: Level | None = None


def of_household(ws: Workspace, household_id: str) -> list[Moment]:
    """Newest first."""
    db, now = ws.store.reader(), today(ws.clock)
    told = rows.of_household(db, household_id, "change.")
    found = [_change(one, one.step(now)) for one in benefit.folded(told).values()]
    confirmed = benefit.admissions(rows.of_household(db, household_id, "case."))
    found += [_change(one, Step.DONE if one.effective_on <= now.isoformat() else Step.WAIT) for one in confirmed]
    for one in told:
        if one.kind == benefit.REPORTED and one.text("what") in set(LifeEvent):
            found.append(Moment(one.day, "report", one.text("note"), event=LifeEvent(one.text("what"))))
        elif one.kind == benefit.REVIEWED:
            found.append(Moment(one.day, "review", one.text("note")))
    found += [
        Moment(one.day, "level", level=Level(one.number("level")))
        for one in rows.of_household(db, household_id, ASSESSED)
        if one.number("level") in set(Level)
    ]
    return sorted(found, key=lambda moment: moment.day, reverse=True)


def _change(one: Change, step: Step) -> Moment:
    if step is Step.DONE:
        return Moment(one.effective_on, "done", change=one, step=step)
    if step is Step.KEPT:
        return Moment(one.decided_on, "kept", change=one, step=step)
    return Moment(one.proposed_on, "open", change=one, step=step)
