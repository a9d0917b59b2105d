"""Who may read the county's pages, their open sessions, and what they did."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from sync.server.tables import metadata

person = Table(
    "person",
    metadata,
    Column("county", String(12), nullable=False),
    Column("name", String(80), nullable=False),
    Column("role", String(20), nullable=False),  # county | clerk | auditor | doctor | admin
    Column("area", String(12), nullable=False),  # prefix of an area code; empty: the whole county
    Column("state", String(20), nullable=False),  # invited | active | revoked
    Column("code", String(64), nullable=False),  # digest of the one-time code; empty once it was used
    Column("code_until", String(40), nullable=False),
    Column("passphrase", Text, nullable=False),  # Argon2id in PHC form; empty until it was chosen
    Column("failures", Integer, nullable=False),
    Column("closed_until", String(40), nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("seen_at", String(40), nullable=False),
    PrimaryKeyConstraint("county", "name"),
)

session = Table(
    "session",
    metadata,
    Column("county", String(12), nullable=False),
    Column("token", String(64), nullable=False),  # digest
    Column("person", String(80), nullable=False),
    Column("until", String(40), nullable=False),
    PrimaryKeyConstraint("county", "token"),
    Index("session_person", "county", "person"),
)

audit = Table(
    "audit",
    metadata,
    Column("county", String(12), nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", String(40), nullable=False),
    Column("actor", String(80), nullable=False),
    Column("action", String(40), nullable=False),
    Column("object", String(120), nullable=False),
    Column("area", String(12), nullable=False),
    PrimaryKeyConstraint("county", "number"),
)
