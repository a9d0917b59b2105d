"""Looking at a batch file without importing it: what its outside says, and whether it is whole and genuine."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sync import batch as batches
from sync import container
from sync.errors import SyncError
from sync.files import read_bounded
from sync.keys import fingerprint, key_id
from villagevisit.services.enrolment import coded, county_file, device_keys, has_keys
from villagevisit.services.workspace import Workspace
from villagevisit.store import records


@dataclass(frozen=True, slots=True)
class Inspected:
    """`genuine` says whose: `this-device` when this installation signed it, else `self` (the key inside it did).

    `kinds` counts the records by kind; only this installation knows that, for everybody else it is empty.
    """

    digest: str
    size: int
    county: str
    device: str
    key_fingerprint: str
    first: int
    last: int
    records: int
    pieces: int
    made_at: str
    genuine: str
    for_our_county: bool
    kinds: Mapping[str, int]


def inspect(ws: Workspace | None, path: Path) -> Inspected:
    """Reads the outside of a batch; its content opens only at the county. Without a workspace nothing is ours.

    Raises:
        Refused: the codes of `batch.…`: not a batch, truncated, damaged, a wrong signature.
        EnvironmentFailed: the file cannot be read.
    """
    try:
        file = container.parse(read_bounded(path, container.MAX_FILE))
        header = batches.read_header(file)
        batches.verify(file, header)
    except SyncError as error:
        raise coded(error) from error
    county = county_file(ws) if ws else None
    ours = ws is not None and has_keys(ws) and header.key == device_keys(ws).public_signing
    return Inspected(
        digest=file.digest,
        size=file.size,
        county=header.county,
        device=header.device,
        key_fingerprint=fingerprint(header.key),
        first=header.first,
        last=header.last,
        records=header.records,
        pieces=header.pieces,
        made_at=header.at,
        genuine="this-device" if ours else "self",
        for_our_county=county is not None and key_id(county.import_key) == header.to,
        kinds=records.kinds(ws.store.reader(), header.device, header.first, header.last) if ws and ours else {},
    )
