"""Many rows at once: COPY into a staging table where the database can, one multi-row insert elsewhere.

Besides `log.py`, the only module that knows which database is behind the URL.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Integer, LargeBinary, Table, text
from sqlalchemy.dialects.postgresql import insert as postgresql_insert

LEAST_COPIED = 24
"""Fewer rows cost less as one statement."""
Row = Mapping[str, object]


def copies(db: Connection) -> bool:
    """Whether COPY into a temporary table works here. Relatives of PostgreSQL with another dialect do without."""
    return db.dialect.name == "postgresql"


def insert_new(db: Connection, table: Table, rows: Sequence[Row], identity: tuple[str, ...]) -> int:
    """Inserts the rows of one county whose identity (its county first) is not there yet; returns how many were new.

    Every row names the same columns.
    """
    if not rows:
        return 0
    if db.dialect.name == "sqlite":
        return _executed(db, table, rows, identity)
    if len(rows) < LEAST_COPIED or not copies(db):
        new = postgresql_insert(table).values([dict(row) for row in rows])
        return len(db.execute(new.on_conflict_do_nothing(index_elements=identity).returning(table.c.county)).all())
    return _copied(db, table, rows, identity)


def _executed(db: Connection, table: Table, rows: Sequence[Row], identity: tuple[str, ...]) -> int:
    """One statement for the driver to run over all rows; nothing is compiled or converted row by row."""
    names = list(rows[0])
    statement = (
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "  # noqa: S608
        f"ON CONFLICT ({', '.join(identity)}) DO NOTHING"
    )
    return int(db.exec_driver_sql(statement, [tuple(row.values()) for row in rows]).rowcount)


def _copied(db: Connection, table: Table, rows: Sequence[Row], identity: tuple[str, ...]) -> int:
    staging = f"{table.name}_staging"
    names = list(rows[0])
    columns = ", ".join(names)
    # It stays with the connection and is emptied by each commit: no churn in the catalogue, and poolers may share it.
    db.execute(text(f"CREATE TEMPORARY TABLE IF NOT EXISTS {staging} (LIKE {table.name}) ON COMMIT DELETE ROWS"))
    connection: Any = db.connection.dbapi_connection
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {staging} ({columns}) FROM STDIN (FORMAT BINARY)") as copy,
    ):
        copy.set_types([_type(table, name) for name in names])
        for row in rows:
            copy.write_row(list(row.values()))
    moved = text(
        f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {staging} WHERE county = :county "  # noqa: S608
        f"ON CONFLICT ({', '.join(identity)}) DO NOTHING RETURNING county"
    )
    return len(db.execute(moved, {"county": rows[0]["county"]}).all())


def _type(table: Table, name: str) -> str:
    kind = table.c[name].type
    if isinstance(kind, Integer):
        return "int4"
    return "bytea" if isinstance(kind, LargeBinary) else "text"
