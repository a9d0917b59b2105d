"""Photos and drawn signatures of others' records, fetched for office and doctors: each once, resumable, bounded.

What has come of one lies sealed in `incoming`, piece after piece, each behind its length.
"""

import hashlib
import struct
from collections.abc import Iterator
from pathlib import Path

from sync import handout
from sync.batch import Piece
from sync.files import failure
from sync.handout import Want
from villagevisit.services import attachments, replica_scope, sealing
from villagevisit.services.enrolment import CountyFile, device_keys, device_name
from villagevisit.services.workspace import Workspace
from villagevisit.store import coming, settings

ROLES = frozenset({"clerk", "doctor", "county"})
FOLDER = "incoming"
"""Of the data folder: attachments of which not all pieces have come."""
_LENGTH = struct.Struct(">I")


def wanted(ws: Workspace) -> list[Want]:
    """What is still to come, most needed first, as much as one exchange takes; nothing for a laptop of a team."""
    db = ws.store.reader()
    if settings.get(db, replica_scope.ROLE) not in ROLES:
        return []
    room, wants, here = handout.MOST_BYTES, [], []
    for one in coming.wanted(db, handout.MOST_WANTED):
        if attachments.path_of(ws, one.digest).exists():
            here.append(one.digest)
            continue
        wants.append(Want(one.digest, _have(ws, one.digest)))
        room -= one.size
        if room < 0:
            break
    if here:
        with ws.store.transaction() as writing:
            coming.came(writing, here)
    return wants


def take(ws: Workspace, county: CountyFile, data: bytes) -> int:
    """Keeps pieces that came; returns how many attachments are whole now.

    Raises:
        SyncError: the codes of `handout.read_pieces`, disk codes (environment); what is whole stays.
    """
    name, opening = device_name(ws), device_keys(ws).opening
    whole = []
    for piece in handout.read_pieces(data, county.county, county.receipt_key, name, opening):
        try:
            if _keep(ws, piece):
                whole.append(piece.digest)
        except OSError as error:
            raise failure(error) from error
    with ws.store.transaction() as db:
        coming.came(db, whole)
    return len(whole)


def rest(ws: Workspace, want: Want) -> Want | None:
    """What to ask for next of an attachment of which more came; None when it is whole, or nothing came of it."""
    have = _have(ws, want.digest)
    return Want(want.digest, have) if have > want.offset else None


def _have(ws: Workspace, digest: str) -> int:
    return sum(end - start - sealing.OVERHEAD for start, end in _pieces(_stored(ws, digest)))


def _keep(ws: Workspace, piece: Piece) -> bool:
    """Whether the attachment is whole with this piece; one that does not follow what is here is passed over."""
    if piece.offset != _have(ws, piece.digest):
        return False
    path = _partial(ws, piece.digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    sealed = sealing.seal(_key(ws), piece.data, f"{piece.digest}/{piece.offset}")
    whole = max((end for _, end in _pieces(_stored(ws, piece.digest))), default=0)
    with path.open("ab") as file:
        file.truncate(whole)  # a power cut may have left half a piece
        file.write(_LENGTH.pack(len(sealed)) + sealed)
    if piece.offset + len(piece.data) < piece.size:
        return False
    data = _joined(ws, piece.digest)
    path.unlink()
    good = hashlib.sha256(data).hexdigest() == piece.digest
    if good:
        attachments.store(ws, data)
    return good


def _joined(ws: Workspace, digest: str) -> bytes:
    """Empty when a piece does not open."""
    stored, data = _stored(ws, digest), b""
    try:
        for start, end in _pieces(stored):
            data += sealing.unseal(_key(ws), stored[start:end], f"{digest}/{len(data)}")
    except sealing.CannotOpen:
        return b""
    return data


def _pieces(stored: bytes) -> Iterator[tuple[int, int]]:
    """Where each sealed piece begins and ends; half a piece at the end does not count."""
    at = 0
    while at + _LENGTH.size <= len(stored):
        start = at + _LENGTH.size
        at = start + int(_LENGTH.unpack_from(stored, at)[0])
        if at > len(stored):
            return
        yield start, at


def _stored(ws: Workspace, digest: str) -> bytes:
    path = _partial(ws, digest)
    return path.read_bytes() if path.exists() else b""


def _partial(ws: Workspace, digest: str) -> Path:
    return ws.home / FOLDER / digest


def _key(ws: Workspace) -> bytes:
    return sealing.subkey(ws.key, FOLDER)
