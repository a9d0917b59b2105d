"""What the county sends down: items that wait for one device, in the same container, opened only by that device."""

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync import container
from sync.batch import key_id
from sync.canonical import Plain, encode
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.keys import KeyPairs, opening_key, signing_key

MAX_ITEMS = 1000


@dataclass(frozen=True, slots=True)
class Item:
    """`number` grows with every item of a county; a device asks for what comes after the last it took."""

    number: int
    id: str
    kind: str
    title: str
    body: bytes


def seal(items: Sequence[Item], county: str, device: str, reply_key: bytes, keys: KeyPairs, at: str) -> bytes:
    """The down file for one device."""
    plain = encode([[one.number, one.id, one.kind, one.title, one.body] for one in items])
    header: dict[str, Plain] = {"kind": "down", "county": county, "device": device, "to": key_id(reply_key), "at": at}
    return container.seal(header, plain, keys.signing, opening_key(reply_key))


def read(data: bytes, county: str, county_key: bytes, device: str, key: X25519PrivateKey) -> tuple[Item, ...]:
    """The items, when this county signed them for this device.

    Raises:
        SyncError: the codes of `container.parse` and `Container.unseal`, `batch.signature`, `down.other-device`,
            `down.damaged`.
    """
    file = container.parse(data)
    fields = Fields(file.header, "down.damaged")
    fields.only("v", "suite", "kind", "county", "device", "to", "at")
    if fields.text("kind") != "down" or fields.text("county") != county or fields.text("device") != device:
        raise SyncError("down.other-device")
    file.verify(signing_key(county_key))
    rows = Fields({"items": decoded(file.unseal(key), "down.damaged")}, "down.damaged").rows("items", 5)
    items: list[Item] = []
    for number, name, kind, title, body in rows[:MAX_ITEMS]:
        if not (isinstance(number, int) and isinstance(name, str) and isinstance(kind, str)):
            raise SyncError("down.damaged")
        if not (isinstance(title, str) and isinstance(body, bytes)):
            raise SyncError("down.damaged")
        items.append(Item(number, name, kind, title, body))
    return tuple(items)
