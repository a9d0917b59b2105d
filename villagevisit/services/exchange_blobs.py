"""Photos and drawn signatures of others' records, fetched for a laptop of the office: each once, resumable, bounded."""

import hashlib
from pathlib import Path

from sync import handout
from sync.batch import Piece
from sync.files import failure
from sync.handout import Want
from villagevisit.services import attachments, replica_scope
from villagevisit.services.enrolment import CountyFile, device_keys, device_name
from villagevisit.services.workspace import Workspace
from villagevisit.store import coming, settings

ROLES = frozenset({"clerk", "county"})
FOLDER = "incoming"
"""Of the data folder: attachments of which not all pieces have come."""


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
    path = _partial(ws, digest)
    return path.stat().st_size if path.exists() else 0


def _keep(ws: Workspace, piece: Piece) -> bool:
    """Whether the attachment is whole with this piece; one that does not follow what is here is passed over."""
    if piece.offset != _have(ws, piece.digest):
        return False
    path = _partial(ws, piece.digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(piece.data)
    if piece.offset + len(piece.data) < piece.size:
        return False
    data = path.read_bytes()
    good = hashlib.sha256(data).hexdigest() == piece.digest
    if good:
        attachments.store(ws, data)
    path.unlink()
    return good


def _partial(ws: Workspace, digest: str) -> Path:
    return ws.home / FOLDER / digest
