"""Strict reading of decoded CBOR: the wanted type, or one coded error."""

from collections.abc import Mapping
from itertools import product
from operator import gt, itemgetter
from types import UnionType
from typing import Any, get_args

from sync.canonical import Plain, decode, decode_unseen, require_plain
from sync.errors import SyncError

MOST = 2**31 - 2
"""Largest count: it and the one after it fit into four bytes, which is what a county's tables have for it."""


def decoded(data: bytes, code: str) -> Plain:
    """The value behind canonical bytes. Raises SyncError with the code given here for whatever is wrong with them."""
    try:
        return decode(data)
    except SyncError as error:
        raise SyncError(code) from error


def decoded_rows(data: bytes, code: str) -> Plain:
    """The same where the caller looks at every cell itself. Raises like `decoded`."""
    try:
        return decode_unseen(data)
    except SyncError as error:
        raise SyncError(code) from error


class Shape:
    """A map that thousands of records are, read in one go: which keys it has, and what stands there.

    `texts`: how long each may be. `others`: types as the decoder makes them; where there are two, the second is None's.
    What stands under further keys is kept, and must be plain.
    """

    def __init__(self, code: str, texts: Mapping[str, int], others: Mapping[str, type | UnionType]) -> None:
        self._code = code
        self._keys = frozenset(texts) | frozenset(others)
        self._pick = itemgetter(*texts, *others)
        kinds = [get_args(kind) or (kind,) for kind in others.values()]
        self._kinds = {(*[str] * len(texts), *some) for some in product(*kinds)}
        self._longest = tuple(texts.values())
        self._least = min(self._longest)

    def cells(self, value: Plain) -> tuple[Any, ...]:
        """What stands there, the texts first. Raises SyncError with the code of this shape."""
        if not isinstance(value, dict):
            raise SyncError(self._code)
        try:
            found: tuple[Any, ...] = self._pick(value)
        except KeyError as error:
            raise SyncError(self._code) from error
        if tuple(map(type, found)) not in self._kinds:
            raise SyncError(self._code)
        texts = found[: len(self._longest)]
        joined = "".join(texts)
        too_long = len(joined) > self._least and any(map(gt, map(len, texts), self._longest))
        if too_long or "\0" in joined:  # PostgreSQL keeps no such text
            raise SyncError(self._code)
        if len(value) != len(self._keys):
            Fields(value, self._code).known(self._keys)
        return found


class Fields:
    """A map that must be what the format says. Every reader raises SyncError with the code given here."""

    def __init__(self, value: Plain, code: str) -> None:
        if not isinstance(value, dict):
            raise SyncError(code)
        self._values: Mapping[str, Plain] = value
        self._code = code

    def text(self, key: str, longest: int = 200) -> str:
        value = self._values.get(key)
        if not isinstance(value, str) or len(value) > longest or "\0" in value:  # PostgreSQL keeps no such text
            raise SyncError(self._code)
        return value

    def count(self, key: str) -> int:
        value = self._values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
            raise SyncError(self._code)
        return value

    def raw(self, key: str, size: int | None = None) -> bytes:
        value = self._values.get(key)
        if not isinstance(value, bytes) or (size is not None and len(value) != size):
            raise SyncError(self._code)
        return value

    def rows(self, key: str, width: int | None = None) -> list[list[Plain]]:
        """A list of lists, each of `width` cells."""
        value = self._list(key)
        rows = [row for row in value if isinstance(row, list) and (width is None or len(row) == width)]
        if len(rows) != len(value):
            raise SyncError(self._code)
        return rows

    def has(self, key: str) -> bool:
        return key in self._values

    def any(self, key: str) -> Plain:
        """Whatever stands there; None when nothing does."""
        return self._values.get(key)

    def map(self, key: str) -> dict[str, Plain]:
        value = self._values.get(key)
        if not isinstance(value, dict):
            raise SyncError(self._code)
        return value

    def texts(self, key: str) -> list[str]:
        value = self._list(key)
        texts = [item for item in value if isinstance(item, str)]
        if len(texts) != len(value):
            raise SyncError(self._code)
        return texts

    def digests(self, key: str) -> tuple[str, ...]:
        """A list of 32-byte strings, as hex."""
        value = self._list(key)
        digests = [item.hex() for item in value if isinstance(item, bytes) and len(item) == 32]
        if len(digests) != len(value):
            raise SyncError(self._code)
        return tuple(digests)

    def _list(self, key: str) -> list[Plain]:
        value = self._values.get(key)
        if not isinstance(value, list):
            raise SyncError(self._code)
        return value

    def cells(self, row: list[Plain]) -> "Fields":
        """A row as a map whose keys are the places: `"0"`, `"1"` …"""
        return Fields({str(place): value for place, value in enumerate(row)}, self._code)

    def must(self, condition: bool) -> None:
        """Raises the error unless the condition holds."""
        if not condition:
            raise SyncError(self._code)

    def known(self, keys: frozenset[str]) -> None:
        """The reader looks at these itself; what stands under other keys is kept, and must be plain."""
        for key in () if self._values.keys() <= keys else self._values.keys() - keys:
            try:
                require_plain(self._values[key])
            except SyncError as error:
                raise SyncError(self._code) from error

    def only(self, *keys: str) -> None:
        """Exactly these keys, no more and no fewer."""
        if set(self._values) != set(keys):
            raise SyncError(self._code)
