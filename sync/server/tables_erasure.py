"""What was erased by order, so that it is erased again when it comes again."""

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table

from sync.server.tables import metadata

erased = Table(
    "erased",
    metadata,
    Column("county", String(12), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("number", String(80), nullable=False),  # of the order
    PrimaryKeyConstraint("county", "kind", "subject"),
)
