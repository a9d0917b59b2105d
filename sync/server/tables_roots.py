"""The daily roots that a county signed, and how each of its lineages began."""

from sqlalchemy import Column, Integer, LargeBinary, PrimaryKeyConstraint, String, Table

from sync.server.tables import metadata

root = Table(
    "root",
    metadata,
    Column("county", String(12), nullable=False),
    Column("place", Integer, nullable=False),
    Column("day", String(10), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("signed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("county", "place"),
)

lineage = Table(
    "lineage",
    metadata,
    Column("county", String(12), nullable=False),
    Column("name", String(12), nullable=False),
    Column("why", String(12), nullable=False),  # restored | copied
    PrimaryKeyConstraint("county", "name"),
)
