"""Canonical CBOR (RFC 8949 §4.2.3, length-first key order): one value, one sequence of bytes.

Only plain data travels: maps with text keys, lists, text, bytes, integers of 64 bits, booleans and null. Floats and
tags are refused, so that a sum of money cannot be rounded and a decoder has nothing to be tricked with. This is the
strict subset that DAG-CBOR defines, less its floats and links; its library reads a record six times as fast.
"""

from collections.abc import Iterable
from typing import TypeAlias, cast

import libipld

from sync.errors import SyncError

Plain: TypeAlias = "bool | int | str | bytes | list[Plain] | tuple[Plain, ...] | dict[str, Plain] | None"

_DEEPEST = 16
_NOT_PLAIN = "cbor.not-plain"
_SCALARS = frozenset({str, bytes, bool, type(None)})


def encode(value: Plain) -> bytes:
    """The canonical bytes of a value. Raises SyncError `cbor.not-plain` for what may not travel."""
    return encode_plain(value if _only_lists(value) else _with_lists(value))


def encode_plain(value: Plain) -> bytes:
    """The same for a value of which the caller knows that it is plain and has no tuples, without looking at each part:
    a chain is thousands of small lists."""
    try:
        return libipld.encode_dag_cbor(value)
    except ValueError as error:  # half of a pair of surrogates
        raise SyncError(_NOT_PLAIN) from error


def decode(data: bytes) -> Plain:
    """The value behind canonical bytes.

    Raises:
        SyncError: `cbor.damaged` (also duplicate keys, another order, tags), `cbor.not-plain` (floats, large integers,
            too deep), `cbor.not-canonical` (long integers).
    """
    value = decode_unseen(data)
    require_plain(value)
    return value


def decode_unseen(data: bytes) -> Plain:
    """The same for a caller that looks at the type of each part itself: floats, large integers and depth may be in it.

    Raises:
        SyncError: as `decode`.
    """
    try:
        value: Plain = libipld.decode_dag_cbor(data)
    except RecursionError as error:
        raise SyncError(_NOT_PLAIN) from error
    except ValueError as error:
        raise SyncError("cbor.damaged") from error
    if encode_plain(value) != data:
        raise SyncError("cbor.not-canonical")
    return value


def require_plain(value: Plain) -> None:
    """Raises SyncError `cbor.not-plain` when anything in it may not travel."""
    _only_lists(value)


def _only_lists(value: Plain) -> bool:
    """Looks at everything, level by level; False when a tuple stands for a list. Raises SyncError `cbor.not-plain`."""
    level: list[Plain] = [value]
    lists = True
    for _ in range(_DEEPEST + 2):
        below: list[Plain] = []
        for one in level:
            kind = type(one)
            if kind in _SCALARS:
                continue
            if kind is int and -(2**63) <= cast("int", one) < 2**63:
                continue
            if isinstance(one, dict) and all(type(key) is str for key in one):
                below.extend(one.values())
            elif isinstance(one, list | tuple):
                lists = lists and kind is list
                below.extend(one)
            else:
                raise SyncError(_NOT_PLAIN)
        if not below:
            return lists
        level = below
    raise SyncError(_NOT_PLAIN)


def _with_lists(value: Plain) -> Plain:
    if isinstance(value, dict):
        return {key: _with_lists(inner) for key, inner in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [_with_lists(inner) for inner in value]
    return value
