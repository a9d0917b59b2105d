"""The households as an entity list for phones, cut to the villages of a phone. No ID numbers, no money, no illness."""

import csv
import io
from collections.abc import Iterable, Mapping

from sync.server import devices
from villagevisit.store import openrosa as rows
from villagevisit.store.connection import Store

HOUSEHOLDS = "households"
_COLUMNS = (
    "name", "label", "__version", "village_code", "village_name", "village_group", "household_no", "head_name",
)  # fmt: skip


def households(store: Store, scope: str) -> bytes:
    """The list as a phone downloads it; an empty scope sees no household."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in rows.households(store.reader(), scope.split()):
        label = " ".join(part for part in (one.village_group, one.household_no, one.head_name) if part)
        place = (one.village_code, one.village_name, one.village_group, one.household_no, one.head_name)
        writer.writerow((one.household_id, label, one.version, *place))
    return out.getvalue().encode()


def gone(store: Store, scope: str, ids: Iterable[str]) -> Mapping[str, bool]:
    """Whether a phone must let go of households it asked about: those of other villages now. Unknown ones stay out."""
    found = rows.villages_of(store.reader(), ids)
    return {one: not devices.in_scope(scope, village) for one, village in found.items()}
