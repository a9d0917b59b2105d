"""Engines for short-lived counties: each would compile the same statements again, so those of SQLite share what they
compiled."""

from typing import Any

import sqlalchemy

_first: dict[Any, Any] = {}
"""By the driver, of which there are two: with and without encryption."""


def sharing(*args: Any, **settings: Any) -> Any:
    """In the place of `sqlalchemy.create_engine`."""
    made: Any = sqlalchemy.create_engine(*args, **settings)
    if made.dialect.name != "sqlite":
        return made
    first = _first.setdefault(made.dialect.dbapi, made)
    if made is not first:
        made.dialect = made.pool._dialect = first.dialect
        made._compiled_cache = first._compiled_cache
    return made
