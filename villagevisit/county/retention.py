"""What the county holds beyond its time, by its own table."""

from dataclasses import dataclass

from forms.library import shipped
from sync.server import erasing, items
from villagevisit.county.home import CountyHome
from villagevisit.domain import retention as rules
from villagevisit.domain.access import stem
from villagevisit.domain.clock import today
from villagevisit.domain.retention import End, Kept, Rule
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services import retention_rules
from villagevisit.services.exchange_bodies_items import read_file
from villagevisit.store import county_view


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


def table(county: CountyHome) -> tuple[Rule, ...]:
    """The shipped examples, and behind them the newest table that this county published."""
    own = items.every(county.log, [retention_rules.RETENTION])
    return (*retention_rules.defaults(), *(retention_rules.read(read_file(own[-1].body).body.decode()) if own else ()))


def due(county: CountyHome, area: str = "") -> list[DueRecord]:
    """Oldest first; `area`: code of a township or village, empty for the whole county."""
    county.view.catch_up()
    codes = {one.form_id: one.code for one in shipped()}
    seen = {one.submission_id: one for one in county_view.places(county.view.store.reader())}
    with county.log.reading() as s:
        there = erasing.whole(s, [bodies.SUBMISSION, bodies.DOCUMENT], stem(area))
    by_digest, kept = {}, []
    for one in there:
        place = seen.get(one.subject)
        form = codes.get(place.form_id, place.form_id) if place else one.kind
        by_digest[one.digest] = (one, place, form)
        made = place.frozen_at if place else one.made_at
        kept.append(Kept(one.digest, form, place.household_id if place else "", made))
    found = []
    for over in rules.due(kept, table(county), today(county.clock)):
        one, place, form = by_digest[over.kept.id]
        found.append(
            DueRecord(
                one.digest, one.subject, form, one.area, place.village_name if place else "",
                place.household_no if place else "", over.kept.made[:10], over.since.isoformat(), over.rule.end,
                over.rule.source,
            )
        )  # fmt: skip
    return found
