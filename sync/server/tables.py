"""The tables of the county's record log. Every key begins with the county, and no constraint crosses counties.

So the same schema can be spread over machines by county one day.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, PrimaryKeyConstraint, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

metadata = MetaData()

enrolment = Table(
    "enrolment",
    metadata,
    Column("county", String(12), nullable=False),
    Column("id", String(40), nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("places", Integer, nullable=False),
    Column("used", Integer, nullable=False, server_default="0"),
    Column("made_at", String(40), nullable=False),
    Column("expires_at", String(40), nullable=False),
    PrimaryKeyConstraint("county", "id"),
)

device = Table(
    "device",
    metadata,
    Column("county", String(12), nullable=False),
    Column("device", String(40), nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("reply", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("enrolment", String(40), nullable=False),
    Column("state", String(20), nullable=False),  # enrolled | revoked
    Column("enrolled_at", String(40), nullable=False),
    Column("seen_at", String(40), nullable=False),
    PrimaryKeyConstraint("county", "device"),
)

batch = Table(
    "batch",
    metadata,
    Column("county", String(12), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("device", String(40), nullable=False),
    Column("state", String(20), nullable=False),  # imported | quarantined
    Column("code", String(60), nullable=False, server_default=""),
    Column("via", String(20), nullable=False),  # network | stick
    Column("size", Integer, nullable=False),
    Column("records", Integer, nullable=False),
    Column("pieces", Integer, nullable=False),
    Column("received_at", String(40), nullable=False),
    Column("receipt", LargeBinary),
    PrimaryKeyConstraint("county", "digest"),
    Index("batch_device", "county", "device", "received_at"),
)

record = Table(
    "record",
    metadata,
    Column("county", String(12), nullable=False),
    Column("number", Integer, nullable=False),  # order of arrival, for whoever projects
    Column("device", String(40), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("prev", String(64), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("refusal", String(60), nullable=False, server_default=""),
    Column("batch", String(64), nullable=False),
    Column("received_at", String(40), nullable=False),
    PrimaryKeyConstraint("county", "number"),
    Unique("county", "digest"),
    Unique("county", "device", "seq"),
)

piece = Table(
    "piece",
    metadata,
    Column("county", String(12), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("begins", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    PrimaryKeyConstraint("county", "digest", "begins"),
)

blob = Table(
    "blob",
    metadata,
    Column("county", String(12), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("whole", Integer, nullable=False, server_default="0"),
    PrimaryKeyConstraint("county", "digest"),
)

alarm = Table(
    "alarm",
    metadata,
    Column("county", String(12), nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", String(40), nullable=False),
    Column("code", String(60), nullable=False),
    Column("device", String(40), nullable=False),
    Column("detail", Text, nullable=False),
    PrimaryKeyConstraint("county", "number"),
)

item = Table(
    "item",
    metadata,
    Column("county", String(12), nullable=False),
    Column("number", Integer, nullable=False),
    Column("device", String(40), nullable=False),  # empty: for every device
    Column("id", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("title", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("made_at", String(40), nullable=False),
    PrimaryKeyConstraint("county", "number"),
    Index("item_device", "county", "device", "number"),
)
