"""Canonical CBOR (RFC 8949 §4.2.3, length-first key order): one value, one sequence of bytes.

Only plain data travels: maps with text keys, lists, text, bytes, integers of 64 bits, booleans and null. Floats and
tags are refused, so that a sum of money cannot be rounded and a decoder has nothing to be tricked with.
"""

from io import BytesIO
from typing import TypeAlias

import cbor2

from sync.errors import SyncError

Plain: TypeAlias = "bool | int | str | bytes | list[Plain] | tuple[Plain, ...] | dict[str, Plain] | None"

_DEEPEST = 16


def encode(value: Plain) -> bytes:
    """The canonical bytes of a value. Raises SyncError `cbor.not-plain` for what may not travel."""
    _check(value, 0)
    return cbor2.dumps(value, canonical=True)


def decode(data: bytes) -> Plain:
    """The value behind canonical bytes.

    Raises:
        SyncError: `cbor.damaged`, `cbor.not-plain`, `cbor.not-canonical` (duplicate keys, long integers, other order).
    """
    stream = BytesIO(data)
    try:
        value: Plain = cbor2.CBORDecoder(stream).decode()
    except Exception as error:
        raise SyncError("cbor.damaged") from error
    _check(value, 0)
    if cbor2.dumps(value, canonical=True) != data:
        raise SyncError("cbor.not-canonical")
    return value


def _check(value: object, depth: int) -> None:
    if depth > _DEEPEST:
        raise SyncError("cbor.not-plain")
    if value is None or isinstance(value, (bool, bytes)):
        return
    if isinstance(value, str):
        if not _encodable(value):
            raise SyncError("cbor.not-plain")
    elif isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise SyncError("cbor.not-plain")
    elif isinstance(value, (list, tuple)):
        for item in value:
            _check(item, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise SyncError("cbor.not-plain")
            _check(key, depth + 1)
            _check(item, depth + 1)
    else:
        raise SyncError("cbor.not-plain")


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
