"""The county's own chain in its own log: decisions and lists that a person at the county made.

It is a chain like a laptop's, so that what the county says can be proven, relayed and restored the same way.
"""

import secrets

from sync import record as travelling
from sync.server import records
from sync.server.devices import county_name, own_name
from sync.server.log import RecordLog, Session
from sync.server.records import Verdict


def append(log: RecordLog, kind: str, subject: str, area: str, body: bytes, at: str) -> str:
    """Appends one record, accepted at once, and returns its digest.

    Args:
        log: the county's.
        kind: what it is.
        subject: id of what it is about.
        area: village code, which decides who may get it; empty for everybody's.
        body: canonical CBOR.
        at: the moment, ISO 8601.

    Raises:
        SyncError: `county.database`.
    """
    with log.writing() as s:
        return add(s, kind, subject, area, body, at)


def add(s: Session, kind: str, subject: str, area: str, body: bytes, at: str) -> str:
    """The same inside the caller's writing transaction."""
    name = own_name(s, county_name(s.county))
    seq = records.head(s, name).highest
    prev = records.held(s, name, seq, seq)[seq].digest if seq else travelling.CHAIN_START
    one = travelling.make(name, seq + 1, kind, subject, at, prev, secrets.token_bytes(travelling.SALT_BYTES), body)
    records.add(s, [(one, Verdict(area=area))], "", at)
    return one.digest
