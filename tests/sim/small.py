"""The world made small: batches, pieces and uploads are cut where a short run reaches; the code is unchanged.

Each county that opens has an engine of its own and would compile the same statements again: here all share them.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import sqlalchemy

import sync.batch
import sync.exchange
import sync.server.downlink
import sync.server.log

_SIZES = (
    (sync.batch, "MAX_RECORDS", 9),
    (sync.batch, "MAX_PIECE", 16 * 1024),
    (sync.batch, "MAX_CONTENT", 40 * 1024),
    (sync.exchange, "EAGER", 2 * 1024),
    (sync.server.downlink, "MAX_CONTENT", 12 * 1024),
)


_first: list[Any] = []


def _engine(*args: Any, **settings: Any) -> Any:
    made: Any = sqlalchemy.create_engine(*args, **settings)
    if _first:
        made.dialect = made.pool._dialect = _first[0].dialect
        made._compiled_cache = _first[0]._compiled_cache
    else:
        _first.append(made)
    return made


@contextmanager
def small() -> Iterator[None]:
    with ExitStack() as stack:
        for module, name, value in _SIZES:
            stack.enter_context(patch.object(module, name, value))
        stack.enter_context(patch.object(sync.server.log, "create_engine", _engine))
        yield
