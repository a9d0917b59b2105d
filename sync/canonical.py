"""Canonical CBOR (RFC 8949 §4.2.3, length-first key order): one value, one sequence of bytes.

Only plain data travels: maps with text keys, lists, text, bytes, integers of 64 bits, booleans and null. Floats and
tags are refused, so that a sum of money cannot be rounded and a decoder has nothing to be tricked with.
"""

from collections.abc import Collection
from io import BytesIO
from typing import TypeAlias

import cbor2

from sync.errors import SyncError

Plain: TypeAlias = "bool | int | str | bytes | list[Plain] | tuple[Plain, ...] | dict[str, Plain] | None"

_DEEPEST = 16
_SCALARS = frozenset({type(None), bool, bytes, str})
_LOOKED_INTO = frozenset({int, list, tuple, dict})


def encode(value: Plain) -> bytes:
    """The canonical bytes of a value. Raises SyncError `cbor.not-plain` for what may not travel."""
    _check((value,), 0)
    return _dump(value)


def encode_row(values: list[str | int | bytes]) -> bytes:
    """The same for a list of scalars, which has one encoding only; quicker, because every record is hashed so."""
    try:
        return cbor2.dumps(values)
    except UnicodeEncodeError as error:
        raise SyncError("cbor.not-plain") from error


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
    _check((value,), 0)
    if _dump(value) != data:
        raise SyncError("cbor.not-canonical")
    return value


def _dump(value: Plain) -> bytes:
    try:
        return cbor2.dumps(value, canonical=True)
    except UnicodeEncodeError as error:  # half of a pair of surrogates
        raise SyncError("cbor.not-plain") from error


def _check(values: Collection[object], depth: int) -> None:
    """Each cell of each batch passes here, so kinds are gathered first; most rows hold nothing to look into."""
    if depth > _DEEPEST + 1:
        raise SyncError("cbor.not-plain")
    kinds = set(map(type, values)) - _SCALARS
    if not kinds:
        return
    if kinds - _LOOKED_INTO:
        raise SyncError("cbor.not-plain")
    for value in values:
        if isinstance(value, int):
            if not -(2**63) <= value < 2**63:
                raise SyncError("cbor.not-plain")
        elif isinstance(value, dict):
            if set(map(type, value)) - {str}:
                raise SyncError("cbor.not-plain")
            _check(value.values(), depth + 1)
        elif isinstance(value, (list, tuple)):
            _check(value, depth + 1)
