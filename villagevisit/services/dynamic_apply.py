"""Taking changes that count into the households of this computer, whether it entered them or got them.

Records come in any order: what a household receives follows from the change that began last, not from which came last.
"""

from villagevisit.domain.benefit import folded
from villagevisit.domain.changes import NOTHING, Changes, Topic, changes
from villagevisit.store import benefit as rows
from villagevisit.store import events, households
from villagevisit.store.households import Db


def settle(db: Db) -> Changes:
    """Applies every change that counts and was not taken yet, once; what lacks a hearing or its household waits.

    Returns:
        What pages must look at again.
    """
    waiting = rows.not_applied(db)
    if not waiting:
        return NOTHING
    found = [one for one in folded(events.of_things(db, waiting)).values() if one.counts]
    touched = False
    for one in sorted(found, key=lambda change: (change.effective_on, change.proposed_on, change.id)):
        if not households.village_of(db, one.household_id):
            continue
        if rows.mark_applied(db, one.id, one.household_id, f"{one.effective_on} {one.proposed_on} {one.id}"):
            new = one.new
            values: dict[str, str | int] = {
                "assist_category": new.category, "insured_persons": new.insured, "amount_month": f"{new.amount:.2f}",
                "state": new.state,
            }  # fmt: skip
            households.update(db, one.household_id, values)
            touched = True
    return changes(Topic.HOUSEHOLDS, Topic.EVENTS) if touched else NOTHING
