"""Taking over what other laptops made: each record into the same tables that work of this laptop goes into.

What results is a function of the set of records and of the work done here: order, repetition and batching cannot
matter. A record that cannot be taken over leaves no trace but a line that somebody reads; the rest goes on.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sync.errors import SyncError
from sync.record import COUNTY_CHAIN, Record, is_erased
from villagevisit.domain.changes import NOTHING, Changes, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Refused
from villagevisit.services import (
    case_effect,
    conflicts,
    dynamic_apply,
    enrolment,
    openrosa_records,
    overrides,
    replica_assignment,
    replica_people,
    replica_setup,
    replica_visits,
)
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services import exchange_bodies_replica as replica_bodies
from villagevisit.services.consent_body import CONSENT, read_consent
from villagevisit.services.enrolment import CountyFile
from villagevisit.services.event_body import EVENT, HEALTH_EVENT, is_genuine, read_event
from villagevisit.services.replica_roster import RosterTaker
from villagevisit.services.request_body import REQUEST, read_request
from villagevisit.services.resolution_body import RESOLUTION
from villagevisit.services.workspace import Workspace
from villagevisit.store import consents, events, households, purges, replicas, requests, visits
from villagevisit.store import overrides as override_rows
from villagevisit.store import records as chains
from villagevisit.store.households import Db
from villagevisit.store.replicas import Came, Clash, Newest, Problem

CLASH = "replica.clash"
TWO_OWNERS = "replica.two-owners"


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a record brought: how many households or records, and where."""

    village: str
    n: int = 1


@dataclass(frozen=True, slots=True)
class _Here:
    """This laptop, while records come in."""

    db: Db
    at: str
    own_chains: frozenset[str]
    county: CountyFile | None


def apply(ws: Workspace, db: Db, records: Sequence[Record]) -> Changes:
    """Takes records over inside the caller's transaction, whose chains the caller has checked.

    Returns:
        What pages must look at again.
    """
    here = _Here(db, stamp(ws.clock), frozenset(chains.lineages(db)), enrolment.county_file(ws))
    changed = NOTHING
    purged = purges.drop_again(db, records)
    for record in records:
        take = _KINDS.get(record.kind)
        if take is None or is_erased(record) or record.subject in purged:
            continue
        with _noted(here, record):
            taken = take(here, record)
            if taken is not None:
                replicas.settle_problem(db, record.kind, record.subject)
                replicas.note_came(db, Came(record.kind, taken.village, "", taken.n, here.at))
                changed |= _TOPICS[record.kind]
    if changed:
        changed |= replica_setup.complete(ws, db) | dynamic_apply.settle(db)
    return changed


@contextmanager
def _noted(here: _Here, record: Record) -> Iterator[None]:
    """All of one record or nothing. What its author did wrong is noted; what the disk does wrong is raised."""
    try:
        with replicas.apart(here.db):
            yield
    except (SyncError, Clash) as error:
        code = error.code if isinstance(error, SyncError) else CLASH
        replicas.note_problem(here.db, Problem(record.kind, record.subject, code, {}, "", here.at))


def _roster(here: _Here, record: Record) -> _Taken | None:
    village, generation = replica_bodies.village_of(record.body)
    known = replicas.newest(here.db, record.kind, record.subject)
    if not _is_wanted(here, record, known, generation):
        return None
    body = replica_bodies.read_roster(record.body)
    before = replica_bodies.read_roster(known.body) if known is not None and known.body else None
    RosterTaker(here.db, body, before, here.at).take()
    conflicts.keep_decisions(here.db, body)
    _remember(here, record, known, village, generation)
    replica_assignment.take_village(here.db, village)
    return _Taken(village, len(body.households))


def _assignment(here: _Here, record: Record) -> _Taken | None:
    village, generation = replica_bodies.village_of(record.body)
    known = replicas.newest(here.db, record.kind, record.subject)
    if not _is_wanted(here, record, known, generation):
        return None
    body = replica_bodies.read_assignment(record.body)
    _remember(here, record, known, village, generation)
    replica_assignment.take_round(here.db, body.campaign_id, here.at)
    return _Taken(village, len(body.frame))


def _people(here: _Here, record: Record) -> _Taken | None:
    body = replica_bodies.read_people(record.body)
    replica_people.take(here.db, body, here.at)
    return _Taken(body.village, len(body.officers))


def _is_wanted(here: _Here, record: Record, known: Newest | None, generation: int) -> bool:
    """The newest counts. What this laptop makes itself it takes from nobody but its own earlier chains."""
    if known is None:
        return True
    if known.made_here and record.device not in here.own_chains:
        village = known.village_code
        told = Problem(record.kind, record.subject, TWO_OWNERS, {"device": record.device}, village, here.at)
        replicas.note_problem(here.db, told)
        return False
    return (generation, record.digest) > (known.generation, known.digest)


def _remember(here: _Here, record: Record, known: Newest | None, village: str, generation: int) -> None:
    made_here = known is not None and known.made_here
    ours = record.device in here.own_chains  # what it says need not be said again
    content = replica_bodies.content_digest(replica_bodies.content_of(record.body)) if ours else ""
    body = b"" if made_here else record.body
    replicas.put(
        here.db, Newest(record.kind, record.subject, village, made_here, generation, record.digest, content, body)
    )


def _submission(here: _Here, record: Record) -> _Taken | None:
    body = bodies.read_submission(record.body)
    return _Taken(body.place.village_code) if replica_visits.take_submission(here.db, body) else None


def _attachment(here: _Here, record: Record) -> _Taken | None:
    """Files that a phone sent after its record."""
    submission_id, files = openrosa_records.read_attachment(record.body)
    one = visits.submission(here.db, submission_id)
    if one is None:
        return None
    replica_visits.attach(here.db, submission_id, files)
    home = households.by_id(here.db, one.household_id)
    return _Taken(home.village_code if home else "")


def _document(here: _Here, record: Record) -> _Taken | None:
    body = bodies.read_document(record.body)
    return _Taken(body.village_code) if replica_visits.take_document(here.db, body) else None


def _resolution(here: _Here, record: Record) -> _Taken | None:
    if not record.device.startswith(COUNTY_CHAIN):
        return None  # a laptop's opinion, which settles nothing
    village = conflicts.take_resolution(here.db, record)
    return _Taken(village) if village is not None else None


def _override(here: _Here, record: Record) -> _Taken | None:
    """Only the county's own word counts, about the household that the record is of."""
    if here.county is None:
        return None
    try:
        one = overrides.read(here.county.county, here.county.trust, record.body)
    except Refused as refused:
        raise SyncError(refused.code) from refused
    if one.household_id != record.subject:
        raise SyncError(overrides.UNREADABLE)
    override_rows.put(here.db, overrides.row_of(one, record.digest, record.body))
    return _Taken(one.village)


def _consent(here: _Here, record: Record) -> _Taken | None:
    entry, acts = read_consent(record.body)
    return _Taken(acts[0].village_code) if consents.add(here.db, entry, acts) else None


def _request(here: _Here, record: Record) -> _Taken | None:
    one = read_request(record.body)
    return _Taken(one.village_code) if requests.put(here.db, one) else None


def _event(here: _Here, record: Record) -> _Taken | None:
    one = read_event(record.body)
    if one.id != record.subject or not is_genuine(one):
        raise SyncError("record.signature")
    if not events.add(here.db, one):
        return None
    if one.area in replicas.own_villages(here.db):
        case_effect.apply(here.db, one)
    return _Taken(one.area)


_KINDS: dict[str, Callable[[_Here, Record], _Taken | None]] = {
    replica_bodies.ROSTER: _roster,
    replica_bodies.ASSIGNMENT: _assignment,
    replica_bodies.PEOPLE: _people,
    replica_bodies.KIN: _people,
    **dict.fromkeys(bodies.SUBMISSIONS, _submission),
    openrosa_records.ATTACHMENT: _attachment,
    **dict.fromkeys(bodies.DOCUMENTS, _document),
    RESOLUTION: _resolution,
    overrides.OVERRIDE: _override,
    CONSENT: _consent,
    REQUEST: _request,
    EVENT: _event,
    HEALTH_EVENT: _event,
}
_TOPICS = {
    replica_bodies.ROSTER: changes(Topic.HOUSEHOLDS, Topic.ROSTER, Topic.CAMPAIGN, Topic.EXCHANGE),
    replica_bodies.ASSIGNMENT: changes(Topic.CAMPAIGN, Topic.PEOPLE, Topic.EXCHANGE),
    replica_bodies.PEOPLE: changes(Topic.PEOPLE, Topic.EXCHANGE),
    replica_bodies.KIN: changes(Topic.PEOPLE, Topic.EXCHANGE),
    bodies.SUBMISSION: changes(Topic.VISITS, Topic.CAMPAIGN, Topic.HOUSEHOLDS, Topic.EXCHANGE),
    bodies.HEALTH: changes(Topic.VISITS, Topic.HOUSEHOLDS, Topic.EXCHANGE),
    openrosa_records.ATTACHMENT: changes(Topic.VISITS, Topic.EXCHANGE),
    **dict.fromkeys(bodies.DOCUMENTS, changes(Topic.PAPER, Topic.EXCHANGE)),
    RESOLUTION: changes(Topic.HOUSEHOLDS, Topic.EXCHANGE),
    overrides.OVERRIDE: changes(Topic.VISITS, Topic.EXCHANGE),
    CONSENT: changes(Topic.HOUSEHOLDS, Topic.EXCHANGE),
    REQUEST: changes(Topic.HOUSEHOLDS, Topic.EXCHANGE),
    **dict.fromkeys((EVENT, HEALTH_EVENT), changes(Topic.EVENTS, Topic.HOUSEHOLDS, Topic.EXCHANGE)),
}
