"""Both ledgers of 三个一批 in figures: persons here, labels there, and the treatment rate (R-13, S-359)."""

from dataclasses import dataclass

from villagevisit.domain import batches as rules
from villagevisit.domain.access import Deed
from villagevisit.domain.batches import LedgerA, LedgerB, Treatment
from villagevisit.domain.clock import today
from villagevisit.domain.health import Service
from villagevisit.services import allowing, health_tables, policy
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import health_ledgers as store


@dataclass(frozen=True, slots=True)
class Batches:
    a: LedgerA
    b: LedgerB
    treatment: Treatment
    scope: str
    """Which list of major diseases held: 16, 21, 25 or 30."""
    differing: int
    """Persons whose form ticks other labels than the lists give."""


def batches(ws: Workspace, actor: Actor) -> Batches:
    """As the lines stand now; `health_lines.settle` first. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    now = today(ws.clock)
    listed = health_tables.major_list(ws, now)
    counted = store.counts(ws.store.reader(), Service.BATCH, allowing.within(ws, actor))
    patients = [(rules.patient(state), number) for _, state, number in counted]
    return Batches(
        rules.ledger_a(patients), rules.ledger_b(patients, listed), rules.treatment(patients, listed),
        policy.on(ws, now).text("disease_list_scope"),
        sum(number for one, number in patients if one.differs(listed)),
    )  # fmt: skip
