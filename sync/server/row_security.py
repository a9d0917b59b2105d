"""The second wall between counties that share a PostgreSQL: each transaction is shown one county's rows.

Every statement names its county; where one forgot to, these policies keep the others' rows out of reach. They bind the
owner of the tables as well, but no superuser and no role with BYPASSRLS: the program must not run as one.
"""

from sqlalchemy import Connection, Engine, event, text

from sync.server import schema

SETTING = "vv.county"
POLICY = "one_county"
_MINE = f"county = current_setting('{SETTING}', true)"
_OPEN_TABLES = text(
    "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT c.relforcerowsecurity "
    "AND c.relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
)


def bind(engine: Engine, county: str) -> None:
    """Each transaction says first whose it is; the word ends with it, so a pooler may pass connections around."""

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"SELECT set_config('{SETTING}', %s, true)", (county,))

    event.listen(engine, "begin", begin)


def raise_walls(connection: Connection) -> None:
    """Puts the policy on each of our tables that has none yet. Tables of another owner are his to guard."""
    if not _without(connection):
        return
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": POLICY})
    for name in _without(connection):  # another program may have been faster
        connection.execute(text(f"DROP POLICY IF EXISTS {POLICY} ON {name}"))
        connection.execute(text(f"CREATE POLICY {POLICY} ON {name} USING ({_MINE}) WITH CHECK ({_MINE})"))
        connection.execute(text(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"))


def _without(connection: Connection) -> list[str]:
    """Our tables that have no wall yet and that are ours to guard."""
    found = {str(name) for (name,) in connection.execute(_OPEN_TABLES)}
    return sorted(found.intersection(schema.metadata().tables))
