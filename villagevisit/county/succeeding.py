"""What follows in the county's log from a new key: its announcement in the county's own chain, and every certificate
signed anew. The file of the keys is the truth; what it says and the log does not is made up for when the county opens.
"""

from dataclasses import replace
from datetime import date

from sync import succession
from sync.keys import KeyPairs
from sync.server import items, roots, successions
from sync.server.intake import put_item
from sync.server.log import RecordLog, Session
from sync.server.tables import item
from villagevisit.county import own_chain
from villagevisit.domain.clock import Clock, stamp, today
from villagevisit.services import certificates, key_body
from villagevisit.services.workspace import new_id


def announce(log: RecordLog, keys: KeyPairs, clock: Clock) -> None:
    """Writes into the log what it has not got of the county's keys. Raises SyncError: database codes."""
    chain = keys.past.chain
    with log.reading() as s:
        due = successions.announced(s) < len(chain)
    if due:
        with log.writing() as s:
            put(s, keys, clock)


def put(s: Session, keys: KeyPairs, clock: Clock) -> int:
    """The same inside a writing transaction; returns how many certificates were signed anew."""
    done, chain = successions.announced(s), keys.past.chain
    if done >= len(chain):
        return 0
    for signed in chain[done:]:
        number = str(succession.read(signed).number)
        own_chain.add(s, successions.KIND, number, "", signed, stamp(clock))
    count = _certify_again(s, keys, clock)
    roots.sign(s, keys, today(clock).isoformat())
    return count


def _certify_again(s: Session, keys: KeyPairs, clock: Clock) -> int:
    """Every certificate that is good today, under the newest key; what was refused or revoked stays so."""
    day, trust, at = today(clock), keys.trust.within(), stamp(clock)
    revoked = {key_body.read_revoked(body)[1] for _, _, body in items.of_kind(s, key_body.CERTIFICATE_REVOKED)}
    newest = {}
    for device, title, body in items.of_kind(s, key_body.CERTIFICATE):
        one = certificates.read(s.county, trust, body)
        newest[one.key] = (device, title, one)
    good = [(device, title, one) for device, title, one in newest.values() if _counts(one.until, one.key, day, revoked)]
    for device, title, one in good:
        again = replace(one, serial=s.next_number(item))
        body = certificates.issue(s.county, again, keys.signing)
        put_item(s, device, new_id(), key_body.CERTIFICATE, title, body, at)
    return len(good)


def _counts(until: date, key: bytes, day: date, revoked: set[bytes]) -> bool:
    return day <= until and key not in revoked
