"""The backups that count: each was restored into a scratch folder and found whole before its row was written."""

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, String, Table

from sync.server.tables import metadata

backup = Table(
    "backup",
    metadata,
    Column("county", String(12), nullable=False),
    Column("id", String(40), nullable=False),
    Column("until_number", Integer, nullable=False),  # records up to this number are in it
    Column("until_word", Integer, nullable=False),  # and whatever else the county held when it said this word
    Column("checked_at", String(40), nullable=False),
    Column("root", String(64), nullable=False),  # digest of all that it holds
    PrimaryKeyConstraint("county", "id"),
)
