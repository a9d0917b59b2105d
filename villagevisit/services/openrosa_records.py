"""The one record body that only phones need: attachments that came after their submission was on record.

Canonical CBOR: `submission` (instance id) and `files`, each `[name, SHA-256, size, media type]`.
"""

from collections.abc import Sequence

from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.record import Plain, encode
from villagevisit.services.exchange_bodies import UNREADABLE, Attached

ATTACHMENT = "attachment"


def attachment_body(submission_id: str, files: Sequence[Attached]) -> bytes:
    rows: list[Plain] = [[one.name, bytes.fromhex(one.digest), one.size, one.media_type] for one in files]
    return encode({"submission": submission_id, "files": rows})


def read_attachment(body: bytes) -> tuple[str, tuple[Attached, ...]]:
    """Submission id and files. Raises SyncError `record.unreadable`."""
    top = Fields(decoded(body, UNREADABLE), UNREADABLE)
    files = []
    for name, digest, size, media_type in top.rows("files", 4):
        if not (isinstance(name, str) and isinstance(digest, bytes) and len(digest) == 32):
            raise SyncError(UNREADABLE)
        if not (isinstance(size, int) and isinstance(media_type, str)):
            raise SyncError(UNREADABLE)
        files.append(Attached(name, digest.hex(), size, media_type))
    return top.text("submission", 80), tuple(files)
