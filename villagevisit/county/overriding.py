"""Overrides at the county: given in writing by its administrator, and told of every month in a bulletin."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from villagevisit.county import own_chain
from villagevisit.county.home import CountyHome
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.recusal import ALONE, KIN, OWN_VILLAGE
from villagevisit.services import overrides
from villagevisit.services.overrides import OVERRIDE, Override
from villagevisit.store import overrides as rows

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
NAMES = {"kin": KIN, "own-village": OWN_VILLAGE, "alone": ALONE}
"""What people type for a rule."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the written order says."""

    village: str
    household_no: str
    rule: str
    """A key of `NAMES`."""
    officers: tuple[str, ...]
    until: str
    reason: str
    ordered_by: str
    paper: str
    visit: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One override in the bulletin, and the records of its household in its time."""

    override: Override
    visits: tuple[tuple[str, str], ...]
    """(id, day)"""


def give(county: CountyHome, wanted: Wanted, by: str) -> Override:
    """Writes an override into the county's chain; it goes down to the laptops of the village.

    Raises:
        Refused: `override.rule`, `override.reason` (least), `override.order`, `override.until` (days),
            `override.visit`, `override.household`, `conflict.nobody` when nobody says who he is.
    """
    if not by.strip():
        raise Refused("conflict.nobody")
    county.view.catch_up()
    household = rows.household_at(county.view.store.reader(), wanted.village, wanted.household_no)
    if not household:
        raise Refused("override.household")
    one = Override(
        village=wanted.village,
        household_id=household,
        household_no=wanted.household_no,
        rule=NAMES.get(wanted.rule, ""),
        officers=wanted.officers,
        visit=wanted.visit.strip(),
        since=today(county.clock),
        until=_day(wanted.until),
        reason=wanted.reason.strip(),
        ordered_by=wanted.ordered_by.strip(),
        paper=wanted.paper.strip(),
        by=by.strip(),
    )
    body = overrides.issue(county.identity.code, one, county.keys.signing)
    own_chain.append(county.log, OVERRIDE, household, wanted.village, body, stamp(county.clock))
    county.view.catch_up()
    return one


def bulletin(county: CountyHome, month: str) -> list[Line]:
    """The overrides that were given in a month (`2026-11`), by village. Raises Refused `override.month`."""
    if not _MONTH.fullmatch(month):
        raise Refused("override.month")
    county.view.catch_up()
    db = county.view.store.reader()
    found = []
    for row in rows.begun_in(db, month):
        one = overrides.read(county.identity.code, county.keys.trust.within(), row.body)
        visits = rows.visits_of(db, one.household_id, one.since.isoformat(), one.until.isoformat())
        found.append(Line(one, tuple((name, at[:10]) for name, at in visits if not one.visit or name == one.visit)))
    return found


def sentence(words: Callable[[str], str], rule: str) -> str:
    """What was lifted, as a person says it."""
    return {
        KIN: words("override.kin"),
        OWN_VILLAGE: words("override.own_village"),
        ALONE: words("override.alone"),
    }[rule]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("override.until", days=overrides.LONGEST.days) from error
