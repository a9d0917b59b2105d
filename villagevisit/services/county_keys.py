"""Taking over the county's new key: by itself where the one that we trust announces it, else a person must decide."""

from sync import root, succession
from sync.errors import SyncError
from sync.exchange import OTHER_KEY
from sync.transport.folder import Stick
from sync.transport.http import county_keys
from villagevisit.domain.errors import Refused
from villagevisit.services import check_phrase, enrolment
from villagevisit.services.workspace import Workspace

_NOT_OURS = frozenset({"batch.signature", OTHER_KEY, root.DAMAGED})
"""Whatever answered did not speak with the county's key that we know, or named a root of a key before those we know."""


def from_server(ws: Workspace, url: str, error: SyncError) -> bool:
    """After an exchange that failed so: whether we know a key of the county now that we did not know before.

    Raises:
        Refused: `county.key-back` where the server knows less of the county's keys than this laptop, and as `take`.
        SyncError: `exchange.not-a-county` (environment) where no announcement leads to the key of a receipt.
    """
    if error.code not in _NOT_OURS:
        return False
    data, known = county_keys(url, enrolment.device_name(ws)), enrolment.county_file(ws)
    if data is not None and take(ws, data):
        return True
    if data is not None and known is not None and known.trust.number > _newest(data):
        raise Refused("county.key-back")
    if error.code == OTHER_KEY:
        raise SyncError("exchange.not-a-county", environment=True) from error
    return False


def from_stick(ws: Workspace, stick: Stick) -> Refused | None:
    """Takes over what a stick brings; returns what a person must hear of."""
    told, county = None, enrolment.county_file(ws)
    for found in stick.others("keys", county.county) if county else ():
        try:
            take(ws, found.data)
        except Refused as refused:
            told = refused
    return told


def take(ws: Workspace, data: bytes) -> bool:
    """Follows announcements to the newest key; False when they change nothing, or are none.

    Raises:
        Refused: `county.key-stolen` (phrase, fingerprint), `county.key-forked`; nothing was changed.
    """
    try:
        return enrolment.follow(ws, succession.unpack(data))
    except SyncError as error:
        if error.code == succession.FORKED:
            raise Refused("county.key-forked") from error
        if error.code == succession.STOLEN:
            new = max(map(succession.read, succession.unpack(data)), key=lambda one: one.number)
            phrase = check_phrase.spoken(new.opening, new.signing)
            raise Refused("county.key-stolen", phrase=phrase) from error
        return False


def _newest(data: bytes) -> int:
    try:
        return max((succession.read(one).number for one in succession.unpack(data)), default=0)
    except SyncError:
        return 0
