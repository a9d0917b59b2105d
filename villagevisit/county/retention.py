"""What the county holds beyond its time, by its own table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from forms.library import shipped
from sync.server import erasing, items
from sync.server.erasing import Whole
from villagevisit.county.home import CountyHome
from villagevisit.domain import retention as rules
from villagevisit.domain.access import stem
from villagevisit.domain.clock import today
from villagevisit.domain.retention import Due, End, Kept, Rule
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services import retention_rules
from villagevisit.services.exchange_bodies_items import read_file
from villagevisit.store import county_view
from villagevisit.store.county_view import Placed


@dataclass(frozen=True, slots=True)
class DueRecord:
    """One record over its time. `digest` is the record's."""

    digest: str
    subject: str
    form: str
    village_code: str
    village: str
    household_no: str
    made: str
    since: str
    end: End
    source: str
    health: bool = False
    """Of a health form or paper: which form of whom is only for those who may know."""


def hidden(one: DueRecord) -> DueRecord:
    """The same for who may not know which health form of whom there is."""
    return replace(one, form=bodies.HEALTH, household_no="") if one.health else one


def table(county: CountyHome) -> tuple[Rule, ...]:
    """The shipped examples, and behind them the newest table that this county published."""
    own = items.every(county.log, [retention_rules.RETENTION])
    return (*retention_rules.defaults(), *(retention_rules.read(read_file(own[-1].body).body.decode()) if own else ()))


def due(county: CountyHome, area: str = "") -> list[DueRecord]:
    """Oldest first; `area`: code of a township or village, empty for the whole county."""
    county.view.catch_up()
    terms, day = table(county), today(county.clock)
    with county.log.reading() as s:
        there = erasing.whole(s, (*bodies.SUBMISSIONS, *bodies.DOCUMENTS), stem(area), _before(terms, day))
    if not there:
        return []
    codes = {one.form_id: one.code for one in shipped()}
    seen = {one.submission_id: one for one in county_view.places(county.view.store.reader())}
    kept = [
        Kept(one.submission_id, codes.get(one.form_id, one.form_id), one.household_id, one.frozen_at)
        for one in seen.values()
    ]
    kept += [Kept(one.subject, bodies.DOCUMENT, "", one.made_at) for one in there if one.kind in bodies.DOCUMENTS]
    by_subject = {one.subject: one for one in there}
    over = [one for one in rules.due(kept, terms, day) if one.kept.id in by_subject]
    return [_line(by_subject[one.kept.id], seen.get(one.kept.id), one) for one in over]


def _before(terms: Sequence[Rule], day: date) -> str:
    """What was recorded after this day cannot be due: the shortest term is longer, by a year to be on the safe side."""
    least = min((one.years for one in terms if one.years), default=0)
    return rules.last_day(day, 1 - least).isoformat() if least else ""


def _line(one: Whole, place: Placed | None, over: Due) -> DueRecord:
    return DueRecord(
        one.digest, one.subject, over.kept.form, one.area, place.village_name if place else "",
        place.household_no if place else "", over.kept.made[:10], over.since.isoformat(), over.rule.end,
        over.rule.source, one.kind == bodies.HEALTH_DOCUMENT or bool(place and place.health),
    )  # fmt: skip
