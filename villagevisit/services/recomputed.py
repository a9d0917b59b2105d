"""How the figures of a frozen visit came about: computed once more from its answers and its own parameters.

Nothing of today goes in, so that an old case gives its old figure whatever the county changed since (S-163, R-08).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from villagevisit.domain.access import Within
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.formula import Basis, Formula, bases
from villagevisit.domain.policy import Policy
from villagevisit.domain.suggestion import Facts, suggest
from villagevisit.services import policy, visit_facts
from villagevisit.services.visit_facts import Answers
from villagevisit.services.visit_presets import leaves
from villagevisit.services.workspace import Workspace
from villagevisit.store import households, visits

_REPEATS = frozenset({
    "/data/member", "/data/income", "/data/expense", "/data/obligor", "/data/neighbour",
    "/data/g_asset/fin", "/data/g_asset/vehicle", "/data/g_asset/house",
})


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The way to the figures of one visit."""

    submission_id: str
    household_id: str
    day: str
    """ISO date of the survey, whose parameters counted."""
    steps: tuple[Formula, ...]
    bases: tuple[Basis, ...]
    printed: Decimal
    kept: Decimal
    """What was kept when the visit was frozen; differs from `printed` only after the rules themselves changed."""


def facts_of(body: bytes) -> Facts:
    """The facts of a frozen visit, as the rules use them."""
    return visit_facts.facts(Answers(leaves(body, _REPEATS)))


def of_submission(ws: Workspace, submission_id: str, within: Within = None) -> Recomputed | None:
    """None for another form, a visit without figures, or a household out of somebody's area."""
    db = ws.store.reader()
    stored = visits.submission(db, submission_id)
    if stored is None or stored.form_id != VISIT_FORM:
        return None
    if within is not None and households.village_of(db, stored.household_id) not in within:
        return None
    kept = visits.values(stored.result).get("printed_supplement", "")
    answers = Answers(leaves(stored.body, _REPEATS))
    day = answers.day(visit_facts.SURVEY_DATE) or date.fromisoformat(stored.frozen_at[:10])
    used = visits.values(stored.policy)
    if not kept:
        return None
    found = suggest(visit_facts.facts(answers), Policy(day, used))
    basis = bases(found.lines, used, policy.entries(ws), day)
    return Recomputed(
        submission_id, stored.household_id, day.isoformat(), found.lines, basis, found.printed_supplement, Decimal(kept)
    )
