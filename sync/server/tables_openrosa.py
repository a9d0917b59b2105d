"""The tables of the OpenRosa door: phones, the forms they may fetch, and what they sent, on the log's own `metadata`.

What a phone sent is in the record log; these rows only say which instance is which record, and which files it awaits.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, PrimaryKeyConstraint, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from sync.server.tables import metadata

phone = Table(
    "openrosa_phone",
    metadata,
    Column("county", String(12), nullable=False),
    Column("device", String(40), nullable=False),  # its chain in the log
    Column("secret", String(64), nullable=False),  # SHA-256 of the token, hex
    Column("name", Text, nullable=False),
    Column("scope", Text, nullable=False),  # prefixes of area codes, parted by blanks; bounds what goes down
    Column("forms", Text, nullable=False),  # form ids, one a line; empty: every form
    Column("state", String(20), nullable=False),  # enrolled | revoked
    Column("made_at", String(40), nullable=False),
    Column("seen_at", String(40), nullable=False),
    PrimaryKeyConstraint("county", "device"),
    Unique("county", "secret"),
)

form = Table(
    "openrosa_form",
    metadata,
    Column("county", String(12), nullable=False),
    Column("form", String(200), nullable=False),
    Column("version", String(100), nullable=False),
    Column("title", Text, nullable=False),
    Column("hash", String(32), nullable=False),  # MD5 of `xml`, as OpenRosa has it
    Column("source", String(64), nullable=False),  # digest of what it was made from
    Column("xml", LargeBinary, nullable=False),
    Column("lists", Text, nullable=False),  # entity lists it asks for, one a line
    Column("current", Integer, nullable=False),  # 1: the version that is listed
    Column("closed", Integer, nullable=False),
    Column("published_at", String(40), nullable=False),
    PrimaryKeyConstraint("county", "form", "version"),
    Index("openrosa_form_hash", "county", "hash"),
)

media = Table(
    "openrosa_media",
    metadata,
    Column("county", String(12), nullable=False),
    Column("form", String(200), nullable=False),
    Column("version", String(100), nullable=False),
    Column("name", String(255), nullable=False),
    Column("hash", String(32), nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("county", "form", "version", "name"),
)

submission = Table(
    "openrosa_submission",
    metadata,
    Column("county", String(12), nullable=False),
    Column("instance", String(80), nullable=False),
    Column("form", String(200), nullable=False),
    Column("device", String(40), nullable=False),
    Column("digest", String(64), nullable=False),  # SHA-256 of the XML as it was sent, hex
    Column("record", String(64), nullable=False),
    Column("replaced_by", String(80), nullable=False),
    Column("received_at", String(40), nullable=False),
    PrimaryKeyConstraint("county", "instance"),
    Index("openrosa_submission_device", "county", "device", "received_at"),
)

file = Table(
    "openrosa_file",
    metadata,
    Column("county", String(12), nullable=False),
    Column("instance", String(80), nullable=False),
    Column("name", String(255), nullable=False),
    Column("digest", String(64), nullable=False),  # empty: still awaited
    Column("size", Integer, nullable=False),
    Column("media_type", String(100), nullable=False),
    PrimaryKeyConstraint("county", "instance", "name"),
    Index("openrosa_file_digest", "county", "digest"),
)

entity = Table(
    "openrosa_entity",
    metadata,
    Column("county", String(12), nullable=False),
    Column("list", String(200), nullable=False),
    Column("id", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("data", Text, nullable=False),  # property → value, as JSON
    Column("area", String(12), nullable=False),  # village of the form that made it, or empty
    Column("device", String(40), nullable=False),  # the phone that made it
    Column("conflict", String(10), nullable=False),  # empty | soft | hard
    Column("deleted", Integer, nullable=False),
    PrimaryKeyConstraint("county", "list", "id"),
)

entity_version = Table(
    "openrosa_entity_version",
    metadata,
    Column("county", String(12), nullable=False),
    Column("list", String(200), nullable=False),
    Column("id", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("data", Text, nullable=False),  # as it was with this version
    Column("branch", String(80), nullable=False),  # of changes that a phone made without network; or empty
    Column("branch_base", Integer, nullable=False),  # the version that the phone changed, as the phone counts
    Column("instance", String(80), nullable=False),
    Column("at", String(40), nullable=False),
    PrimaryKeyConstraint("county", "list", "id", "version"),
)

entity_held = Table(
    "openrosa_entity_held",
    metadata,
    Column("county", String(12), nullable=False),
    Column("list", String(200), nullable=False),
    Column("id", String(80), nullable=False),
    Column("branch", String(80), nullable=False),
    Column("base", Integer, nullable=False),
    Column("draft", Text, nullable=False),  # JSON
    Column("at", String(40), nullable=False),
    PrimaryKeyConstraint("county", "list", "id", "branch", "base"),
)
"""Changes that came before the change they build on."""

entity_property = Table(
    "openrosa_entity_property",
    metadata,
    Column("county", String(12), nullable=False),
    Column("list", String(200), nullable=False),
    Column("name", String(200), nullable=False),
    PrimaryKeyConstraint("county", "list", "name"),
)
"""The columns of each list, as forms declared them."""
