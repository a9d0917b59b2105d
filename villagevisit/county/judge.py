"""Whether the county accepts the content of a record: it can be read, its signatures are genuine."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from forms.library import shipped
from sync.errors import SyncError
from sync.record import COUNTY_CHAIN, Record
from sync.server.records import Verdict
from sync.signatures import Signed, all_genuine
from villagevisit.domain.form_ids import HEALTH_FORMS
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services import exchange_bodies_replica as replica_bodies
from villagevisit.services import form_list, key_body, overrides, roots
from villagevisit.services.consent_body import CONSENT, read_consent
from villagevisit.services.event_body import EVENT, HEALTH_EVENT, event_kind, is_genuine, read_event
from villagevisit.services.exchange_bodies import SubmissionBody
from villagevisit.services.request_body import REQUEST, read_request
from villagevisit.services.resolution_body import RESOLUTION, read_resolution

_SUBJECT = "record.subject"
_KIND = "record.kind"
_ID_TAG = b"instanceID>"


class _Look(NamedTuple):
    """What is said of a record when the signatures in it turn out to be genuine."""

    verdict: Verdict
    signed: Sequence[Signed] = ()


def judge(record: Record) -> Verdict:
    """What the county says of one record, as `judge_all`."""
    (verdict,) = judge_all([record])
    return verdict


def judge_all(records: Sequence[Record]) -> list[Verdict]:
    """Refusals: `record.unreadable`, `record.subject`, `record.kind`, `record.signature`, `record.one-person`. The area
    is a village.

    A refused record keeps its area only where it could be read. A kind this program does not know is kept as it is,
    for nobody: a newer laptop may be ahead of the county.
    """
    looks = [_look(one) for one in records]
    good = iter(all_genuine([signed for look in looks for signed in look.signed]))
    return [_heard(look, islice(good, len(look.signed))) for look in looks]


def _look(record: Record) -> _Look:
    try:
        if record.kind in bodies.SUBMISSIONS:
            return _submission(record)
        look = _LOOKS.get(record.kind)
        return _Look(look(record) if look else Verdict())
    except SyncError as error:
        return _Look(Verdict(error.code))


def _heard(look: _Look, good: Iterator[bool]) -> Verdict:
    return look.verdict if False not in list(good) else Verdict("record.signature", look.verdict.area)


def _submission(record: Record) -> _Look:
    body = bodies.read_submission(record.body)
    village = body.place.village_code
    if record.kind == bodies.HEALTH and body.form_id in _others():
        return _Look(Verdict(_KIND, village))
    if record.kind != form_list.submission_kind(body.form_id) == bodies.HEALTH:
        village = ""  # from a program before the two kinds: kept for the county, sent down to nobody
    if body.id != record.subject or (body.signoffs and _named(body.xml) != body.id.encode()):
        return _Look(Verdict(_SUBJECT, village))
    return _Look(Verdict(_several(body), village), _signed(body))


@cache
def _others() -> frozenset[str]:
    """Ids of the forms that ship and hold no health data."""
    return frozenset(one.form_id for one in shipped()) - HEALTH_FORMS


def _named(xml: bytes) -> bytes:
    """Which record an instance says it is. What was signed says so itself: nobody can hand it in under another id."""
    place = xml.find(_ID_TAG)
    while place > 0 and xml[place - 1 : place] not in (b"<", b":"):
        place = xml.find(_ID_TAG, place + 1)
    begins = place + len(_ID_TAG) if place > 0 else 0
    return xml[begins : xml.find(b"<", begins)].strip()


def _signed(body: SubmissionBody) -> list[Signed]:
    """Each with his own key, over the record, its claims and the signature before his."""
    before, claimed = b"", bodies.claimed(body) if body.signoffs else []
    found: list[Signed] = []
    for place, one in enumerate(body.signoffs, start=1):
        message = bodies.signed_message(body.digest, claimed, place, one.public_key, one.beacon, before)
        found.append(Signed(one.public_key, one.signature, message))
        before = one.signature
    return found


def _several(body: SubmissionBody) -> str:
    """Different people, each with a key of his own."""
    several = len(body.signoffs)
    people, keys = {one.officer_id for one in body.signoffs}, {one.public_key for one in body.signoffs}
    return "" if len(people) == several and len(keys) == several else "record.one-person"


def _document(record: Record) -> Verdict:
    body = bodies.read_document(record.body)
    return _about(record, body.id, body.village_code)


def _roster(record: Record) -> Verdict:
    village = replica_bodies.read_roster(record.body).village
    return _about(record, village, village)


def _assignment(record: Record) -> Verdict:
    body = replica_bodies.read_assignment(record.body)
    return _about(record, body.subject, body.village)


def _people(record: Record) -> Verdict:
    village = replica_bodies.read_people(record.body).village
    return _about(record, village, village)


def _resolution(record: Record) -> Verdict:
    body = read_resolution(record.body)
    return _about(record, body.household_id, body.village_code)


def _consent(record: Record) -> Verdict:
    entry, acts = read_consent(record.body)
    return _about(record, entry, acts[0].village_code)


def _request(record: Record) -> Verdict:
    one = read_request(record.body)
    return _about(record, one.id, one.village_code)


def _event(record: Record) -> Verdict:
    """What is secret belongs to no area: nobody but the county has it."""
    one = read_event(record.body)
    kind = event_kind(one.kind)
    if record.kind == HEALTH_EVENT != kind:
        return Verdict(_KIND, one.area)
    area = "" if one.secret or record.kind != kind else one.area
    return _about(record, one.id, area) if is_genuine(one) else Verdict("record.signature", area)


def _root_alarm(record: Record) -> Verdict:
    roots.read_alarm(record.body)
    return Verdict()


def _override(record: Record) -> Verdict:
    """It stands in the county's own chain and nowhere else; a laptop that has it only gives it back."""
    return Verdict("" if record.device.startswith(COUNTY_CHAIN) else "record.signature")


def _key(record: Record) -> Verdict:
    return _about(record, key_body.read_key(record.body).officer_id, "")


def _about(record: Record, subject: str, village: str) -> Verdict:
    return Verdict("" if record.subject == subject else _SUBJECT, village)


_LOOKS: dict[str, Callable[[Record], Verdict]] = {
    **dict.fromkeys(bodies.DOCUMENTS, _document),
    replica_bodies.ROSTER: _roster,
    replica_bodies.ASSIGNMENT: _assignment,
    replica_bodies.PEOPLE: _people,
    replica_bodies.KIN: _people,
    RESOLUTION: _resolution,
    CONSENT: _consent,
    REQUEST: _request,
    EVENT: _event,
    HEALTH_EVENT: _event,
    roots.ALARM: _root_alarm,
    key_body.KEY: _key,
    overrides.OVERRIDE: _override,
}
