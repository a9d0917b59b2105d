"""Every table of the log together, however many modules they are written in."""

from sqlalchemy import MetaData

from sync.server import tables, tables_backup, tables_erasure, tables_openrosa, tables_people, tables_roots

_ROOMS = (tables_backup, tables_erasure, tables_openrosa, tables_people, tables_roots)
"""Importing them writes their tables into the one catalogue."""


def metadata() -> MetaData:
    """What a database of the county must have."""
    assert all(room.metadata is tables.metadata for room in _ROOMS)
    return tables.metadata
