"""Hostile bytes: what bad sticks, bad lines and bad people make of files, and of the trees inside sealed ones."""

import hashlib
import os
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import cbor2
import zstandard

from sync import container
from sync.errors import SyncError
from sync.keys import opening_key

CASES = int(os.environ.get("VILLAGEVISIT_SOAK", "600"))
CODES = ("batch.", "receipt.", "down.", "cbor.", "keys.", "device.", "wants.", "pieces.", "backup.")
HOSTILE: tuple[Any, ...] = (
    None, True, -1, 0, 1, 2**31, 2**63 - 1, -(2**63), "", "x" * 300, "\0", "../../etc/passwd", "CON", "=cmd()", b"",
    b"\0" * 15, b"\0" * 33, b"\xff" * 400, [], [[]], {}, {"v": 2}, [None] * 9, "DZ-TEST-0009", "\u202e",
)  # fmt: skip


def spoilt(rng: random.Random, data: bytes) -> bytes:
    """What a bad stick, a bad line or a bad person does to a file."""
    at, end = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    kinds: tuple[Callable[[], bytes], ...] = (
        lambda: data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :],
        lambda: data[:at],
        lambda: data[at:],
        lambda: data + data,
        lambda: data[:at] + bytes(end - at) + data[end:],
        lambda: data[:at] + rng.randbytes(rng.randrange(1, 9)) + data[at:],
        lambda: data[:at] + data[end:],
        lambda: data.replace(b"\n", b"\r\n"),
        lambda: data[:at] + (2**32 - 1 - rng.randrange(99)).to_bytes(4, "big") + data[at + 4 :],
    )
    return rng.choice(kinds)()


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from places(item, (*path, number))


def bent(rng: random.Random, value: Any) -> Any:
    """The same tree with a few places replaced, taken out, doubled or added."""
    tree = cbor2.loads(cbor2.dumps(value))
    for _ in range(rng.randint(1, 3)):
        path = rng.choice(list(places(tree)))
        if not path:
            continue
        parent = tree
        for step in path[:-1]:
            parent = parent[step]
        kind = rng.randrange(4)
        if kind == 0:
            del parent[path[-1]]
        elif kind == 1 and isinstance(parent, list):
            parent.append(parent[path[-1]])
        elif kind == 2 and isinstance(parent, dict):
            parent[f"new{rng.randrange(9)}"] = deepcopy(rng.choice(HOSTILE))
        else:
            parent[path[-1]] = deepcopy(rng.choice(HOSTILE))
    return tree


def packed(rng: random.Random, tree: Any) -> bytes:
    """Mostly as the format says, sometimes as a careless or malicious writer does it."""
    kind = rng.randrange(8)
    if kind == 0:
        return cbor2.dumps(tree)  # not canonical
    if kind == 1:
        return cbor2.dumps([1.5, tree], canonical=True)
    if kind == 2:
        return b"\x9f" + cbor2.dumps(tree, canonical=True) + b"\xff"  # indefinite length
    return cbor2.dumps(tree, canonical=True)


def resealed(header: bytes, plain: bytes, signer: Any, receiver: bytes, pack: Callable[[bytes], bytes]) -> bytes:
    """A container around any header and content, with a genuine signature."""
    sealed = container._HPKE.encrypt(pack(plain), opening_key(receiver), info=container._info(header))
    signature = signer.sign(container._signed(header, sealed))
    sizes = len(header).to_bytes(4, "big"), len(sealed).to_bytes(4, "big")
    front = container.MAGIC + sizes[0] + header + sizes[1] + sealed + signature
    front += (len(front) + container._FOOTER).to_bytes(8, "big")
    return front + hashlib.sha256(front).digest() + container.MAGIC[::-1]


def zipped(plain: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(plain)


def code_of(call: Callable[[], object]) -> str:
    """Empty when it went well; anything but a coded error fails the test."""
    try:
        call()
    except SyncError as error:
        code, environment = error.code, error.environment
    else:
        return ""
    assert code.startswith(CODES)
    assert not environment
    return code
