"""The world made small: batches, pieces and uploads are cut where a short run reaches; the code is unchanged."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

import sync.batch
import sync.exchange
import sync.server.downlink
import sync.server.log
from tests.engines import sharing

_SIZES = (
    (sync.batch, "MAX_RECORDS", 9),
    (sync.batch, "MAX_PIECE", 16 * 1024),
    (sync.batch, "MAX_CONTENT", 40 * 1024),
    (sync.exchange, "EAGER", 2 * 1024),
    (sync.server.downlink, "MAX_CONTENT", 12 * 1024),
)


@contextmanager
def small() -> Iterator[None]:
    with ExitStack() as stack:
        for module, name, value in _SIZES:
            stack.enter_context(patch.object(module, name, value))
        stack.enter_context(patch.object(sync.server.log, "create_engine", sharing))
        yield
