"""The schema keeps the rules for spreading counties over machines, and both checkers see what breaks them."""

import pytest
from sqlalchemy import (
    Column,
    Computed,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    func,
)

from sync.server import schema
from tests.sync.server.rules import broken_statement, broken_tables


def test_every_table_keeps_the_rules() -> None:
    assert len(schema.metadata().tables) > 10
    assert broken_tables(schema.metadata()) == []


def test_the_table_check_sees_every_breach() -> None:
    bad = MetaData()
    Table("none", bad, Column("id", String(9), primary_key=True))
    Table(
        "late",
        bad,
        Column("id", Integer, Identity()),
        Column("county", String(12), nullable=True),
        Column("made", String(40), server_default=func.now()),
        Column("twice", Integer, Computed("id * 2")),
        Column("half", Float),
        Column("other", String(9), ForeignKey("none.id")),
        PrimaryKeyConstraint("id", "county"),
        UniqueConstraint("made", deferrable=True),
        Index("late_made", "county", "made", postgresql_using="gin"),
    )
    found = broken_tables(bad)
    assert "none: S1 has no county" in found
    assert {line.split(": ")[1][:2] for line in found if line.startswith("late")} == {f"S{n}" for n in range(1, 9)}


GOOD = [
    "SELECT number FROM record WHERE record.county = ? AND record.number > ?",
    "SELECT count(*) FROM record WHERE county = ? AND device IN (SELECT device FROM device WHERE county = ?)",
    "SELECT 1 FROM record JOIN device ON record.county = device.county AND record.seq = 1 WHERE record.county = ?",
    "INSERT INTO item (county, number) VALUES (?, ?)",
    "INSERT INTO item (county, number) VALUES (?, ?) ON CONFLICT (county, number) DO NOTHING",
    "UPDATE device SET seen_at = ? WHERE device.county = ? AND device.device = ?",
    "DELETE FROM inbox WHERE inbox.county = ?",
    "PRAGMA journal_mode=WAL",
    "SELECT 1 FROM sqlite_master WHERE name = ?",
]
BAD = [
    "SELECT number FROM record WHERE record.number > ?",
    "SELECT number FROM record",
    "SELECT count(*) FROM record WHERE county = ? AND device IN (SELECT device FROM device WHERE state = ?)",
    "SELECT 1 FROM record JOIN device ON record.device = device.device WHERE record.county = ?",
    "SELECT 1 FROM record WHERE county > ?",
    "INSERT INTO item (number) VALUES (?)",
    "INSERT INTO item (county, number) VALUES (?, ?) ON CONFLICT (number) DO NOTHING",
    "INSERT INTO item (county, made_at) VALUES (?, CURRENT_TIMESTAMP)",
    "UPDATE device SET county = ? WHERE device.county = ?",
    "UPDATE device SET seen_at = CURRENT_TIMESTAMP WHERE device.county = ?",
    "UPDATE device SET seen_at = ? WHERE device.device = ?",
    "DELETE FROM inbox WHERE inbox.digest = ?",
]


@pytest.mark.parametrize("statement", GOOD)
def test_statements_of_one_county_pass(statement: str) -> None:
    assert broken_statement(statement, "sqlite") == ""


@pytest.mark.parametrize("statement", BAD)
def test_statements_that_could_cross_counties_are_seen(statement: str) -> None:
    assert broken_statement(statement, "sqlite").startswith("Q")
    numbered = statement.replace("?", "%(a)s")
    assert broken_statement(numbered, "postgresql").startswith("Q")
