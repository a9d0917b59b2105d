"""County parameters with validity dates: the shipped examples, what the county set, what held on a day."""

import csv
import io
from dataclasses import replace
from datetime import date
from functools import cache

from villagevisit.domain import policy as rules
from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Refused
from villagevisit.domain.policy import Policy, PolicyEntry
from villagevisit.domain.share import KEYS as SHARES
from villagevisit.domain.share import decimal_text
from villagevisit.services import allowing, shipped_tables
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit
from villagevisit.store import policies as rows


@cache
def defaults() -> tuple[PolicyEntry, ...]:
    """The shipped examples of rules.md §Z, in its order."""
    return tuple(PolicyEntry(**row) for row in shipped_tables.rows("policy_default.csv"))


def choices(key: str) -> tuple[str, ...]:
    """The codes a parameter is chosen from; empty when it is a number or free text."""
    return rules.CHOICES.get(key, ())


def entries(ws: Workspace) -> tuple[PolicyEntry, ...]:
    """What the county has set, in the shipped order, with unit and note from the shipped table. What a newer program
    does not ask for any more is left out.
    """
    known = {entry.key: (place, entry) for place, entry in enumerate(defaults())}
    found = [
        replace(entry, unit=known[entry.key][1].unit, note=known[entry.key][1].note)
        for entry in _entries(ws)
        if entry.key in known
    ]
    return tuple(sorted(found, key=lambda entry: (known[entry.key][0], entry.valid_from)))


def shipped(entry: PolicyEntry) -> bool:
    """Whether this is the example that the program came with, and nobody in the county has decided it yet."""
    return any(
        (one.key, one.value, one.valid_from, one.source) == (entry.key, entry.value, entry.valid_from, entry.source)
        for one in defaults()
    )


def set_value(ws: Workspace, actor: Actor, entry: PolicyEntry) -> Done[None]:
    """A new value from a day on; records frozen earlier keep the values they were computed with.

    Raises:
        Refused: `actor.role`, `policy.unknown-key`, `policy.bad-date`, `policy.not-a-number`, `policy.not-a-choice`.
    """
    allowing.require(ws, actor, Deed.RULES)
    check(entry)
    with ws.store.transaction() as db:
        rows.put(db, entry)
        detail = {"value": entry.value, "from": entry.valid_from, "to": entry.valid_to, "source": entry.source}
        audit.append(db, stamp(ws.clock), actor.id, "policy.set", entry.key, detail)
    return Done(None, changes(Topic.POLICY))


def check(entry: PolicyEntry) -> None:
    """Raises like `set_value`."""
    if entry.key not in {known.key for known in defaults()}:
        raise Refused("policy.unknown-key", key=entry.key)
    rules.check(entry)


def on(ws: Workspace, day: date) -> Policy:
    """The parameters in force on a day."""
    return Policy.on(_entries(ws), day)


def _entries(ws: Workspace) -> list[PolicyEntry]:
    """What the county set; a parameter that came with a newer program begins with the shipped example, as at set-up.

    Empty before the set-up, when no parameter is in force yet.
    """
    found = rows.entries(ws.store.reader())
    known = {entry.key for entry in found}
    return found + [entry for entry in defaults() if entry.key not in known] if found else []


def params_csv(policy: Policy) -> bytes:
    """The `params.csv` that forms read with pulldata: UTF-8, header `key,value`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["key", "value"])
    writer.writerows((key, decimal_text(text) if key in SHARES else text) for key, text in policy.values.items())
    return out.getvalue().encode()
