"""What a decision makes of its household: category, persons and amount; taking it back restores what was before.

Called where the decision is entered, and where it arrives on the laptop whose roster the others follow. What results
is the same in whatever order a decision and what took it back arrive.
"""

from villagevisit.domain.case_steps import CONFIRMED, UNDONE
from villagevisit.domain.event import Event, Value
from villagevisit.store import events, households
from villagevisit.store.households import Db


def apply(db: Db, one: Event) -> None:
    """In the caller's transaction, after the event was kept; nothing for other events or a household not here."""
    decision = one if one.kind == CONFIRMED else events.get(db, one.text("event")) if one.kind == UNDONE else None
    if decision is None or decision.kind != CONFIRMED:
        return
    for home in decision.households:
        if not households.village_of(db, home):
            continue
        told = events.of_household(db, home, "case.")
        gone = {it.text("event") for it in told if it.kind == UNDONE}
        stand = [it for it in told if it.kind == CONFIRMED and it.id not in gone]
        newest = max(stand, key=lambda it: (it.at, it.id), default=None)
        _set(db, home, newest.data.get("after") if newest else decision.data.get("before"))


def _set(db: Db, home: str, benefit: Value) -> None:
    if isinstance(benefit, dict):
        values: dict[str, str | int] = {
            "assist_category": str(benefit.get("category", "")),
            "insured_persons": int(str(benefit.get("insured", 0))),
            "amount_month": str(benefit.get("amount", "0")),
        }
        households.update(db, home, values)
