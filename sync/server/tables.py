"""The tables of the county's record log. Every key begins with the county, and no constraint crosses counties.

So the same schema can be spread over machines by county one day.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, PrimaryKeyConstraint, String, Table, Text, text
from sqlalchemy import UniqueConstraint as Unique

metadata = MetaData()

county = Table(
    "county",
    metadata,
    Column("county", String(12), nullable=False),
    Column("lineage", String(12), nullable=False, server_default=""),  # new with every restore from a backup
    Column("word", Integer, nullable=False, server_default="0"),  # grows with every change, whatever the clock does
    PrimaryKeyConstraint("county"),
)
"""One row per county; whoever writes locks it."""

enrolment = Table(
    "enrolment",
    metadata,
    Column("county", String(12), nullable=False),
    Column("id", String(40), nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False, server_default="team"),
    Column("scope", Text, nullable=False, server_default=""),
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
    Column("role", String(20), nullable=False, server_default="team"),  # team | clerk | doctor | county
    Column("scope", Text, nullable=False, server_default=""),  # prefixes of area codes, parted by blanks
    Column("previous", String(40), nullable=False, server_default=""),  # the lineage before this one, same keys
    Column("enrolment", String(40), nullable=False),
    Column("state", String(20), nullable=False),  # enrolled | revoked
    Column("enrolled_at", String(40), nullable=False),
    Column("seen_at", String(40), nullable=False),
    PrimaryKeyConstraint("county", "device"),
    Index("device_key", "county", "key"),
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

_REFUSED = text("refusal <> ''")
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
    Column("area", String(12), nullable=False, server_default=""),  # village code, or empty
    Column("made_at", String(40), nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("refusal", String(60), nullable=False, server_default=""),
    Column("batch", String(64), nullable=False),
    Column("received_at", String(40), nullable=False),
    PrimaryKeyConstraint("county", "number"),
    Unique("county", "device", "seq"),  # so digests are too: each covers device and seq
    Index("record_down", "county", "number", "device", "seq", "area", "kind", "refusal"),  # all that says where it goes
    Index("record_refused", "county", "device", "seq", sqlite_where=_REFUSED, postgresql_where=_REFUSED),
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

inbox = Table(
    "inbox",
    metadata,
    Column("county", String(12), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("device", String(40), nullable=False),
    Column("size", Integer, nullable=False),
    Column("records", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("arrived_at", String(40), nullable=False),
    Column("leased_until", String(40), nullable=False),  # a drainer is at it until then
    PrimaryKeyConstraint("county", "digest"),
    Index("inbox_order", "county", "tries", "arrived_at"),
)
"""Batches whose bytes are safe in the inbox folder and that wait to be imported."""

chain = Table(
    "chain",
    metadata,
    Column("county", String(12), nullable=False),
    Column("device", String(40), nullable=False),
    Column("whole", Integer, nullable=False),  # highest place up to which nothing is missing
    Column("digest", String(64), nullable=False),  # of the record there; zeros at place 0
    Column("highest", Integer, nullable=False),
    Column("records", Integer, nullable=False),
    PrimaryKeyConstraint("county", "device"),
)
"""How far each device's chain has come; follows from `record` and is written with it."""

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
    Index("alarm_same", "county", "code", "device"),
)

item = Table(
    "item",
    metadata,
    Column("county", String(12), nullable=False),
    Column("number", Integer, nullable=False),
    Column("device", String(40), nullable=False),  # empty: for every device
    Column("role", String(20), nullable=False, server_default=""),  # empty: for every role
    Column("id", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("title", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("made_at", String(40), nullable=False),
    PrimaryKeyConstraint("county", "number"),
    Index("item_device", "county", "device", "number"),
)
