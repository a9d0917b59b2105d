"""Money that was paid too much and is asked back, in writing, with its reason (83号 五(五); S-155)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from villagevisit.domain import benefit
from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.benefit import Change
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.services import allowing, dynamic, events
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as rows

ASKED = "pay.refund_asked"


@dataclass(frozen=True, slots=True)
class Claim:
    """From the first month to the last one (any day of them), so much, by a day, to the treasury's account."""

    change_id: str
    first: date
    last: date
    amount: Decimal
    due: date
    account: str


def ask(ws: Workspace, actor: Actor, claim: Claim) -> Done[Event]:
    """Asks money back because of a change that was decided: what was paid before it was, and should not have been.

    Raises:
        Refused: `change.unknown`, `actor.…`, `change.not-decided`, `refund.amount`, `refund.span`, `refund.account`.
    """
    one = dynamic.get(ws, claim.change_id)
    allowing.require(ws, actor, Deed.CONFIRM, Thing(one.area))
    if one.outcome != benefit.CARRIED:
        raise Refused("change.not-decided")
    if claim.amount <= 0:
        raise Refused("refund.amount")
    if claim.first > claim.last or claim.due.isoformat() <= one.decided_on:
        raise Refused("refund.span")
    if not claim.account.strip():
        raise Refused("refund.account")
    data: dict[str, Value] = {
        "change": one.id, "first": claim.first.isoformat(), "last": claim.last.isoformat(),
        "amount": f"{claim.amount:.2f}", "due": claim.due.isoformat(), "account": claim.account.strip(),
    }  # fmt: skip
    made = events.record(ws, actor, New(ASKED, one.area, f"refund/{one.id}", (one.household_id,), data=data))
    return Done(made, changes(Topic.EVENTS, Topic.EXCHANGE))


def of_change(ws: Workspace, one: Change) -> Event | None:
    """The claim that stands: the last one that was written."""
    found = [event for event in rows.of_thing(ws.store.reader(), f"refund/{one.id}") if event.kind == ASKED]
    return max(found, key=lambda event: (event.at, event.id), default=None)
