"""Rules S1–S8 for the tables and Q for every statement, so that counties can be spread over machines one day.

Passing makes a port to Citus, Yugabyte or Cockroach likely; it does not prove one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import sqlglot
from sqlalchemy import Connection, Engine, Integer, LargeBinary, MetaData, String, Table, Text, UniqueConstraint, event
from sqlglot import exp

from sync.server import schema

COUNTY = "county"
_PORTABLE = (String, Text, Integer, LargeBinary)
_DIALECTS = {"sqlite": "sqlite", "postgresql": "postgres"}
_VOLATILE = (exp.CurrentTimestamp, exp.CurrentDate, exp.CurrentTime, exp.Rand, exp.Uuid)
_VOLATILE_NAMES = frozenset({"NOW", "RANDOM", "CLOCK_TIMESTAMP", "GEN_RANDOM_UUID", "DATETIME", "NEXTVAL"})
_SERVICE = (exp.Create, exp.Drop, exp.Pragma, exp.Transaction, exp.Commit, exp.Rollback, exp.Set, exp.Show)


def broken_tables(metadata: MetaData) -> list[str]:
    """What is wrong with the tables, one line each."""
    return [f"{table.name}: {problem}" for table in metadata.sorted_tables for problem in _table(table)]


def _table(table: Table) -> Iterator[str]:
    if COUNTY not in table.c:
        yield "S1 has no county"
        return
    if table.c[COUNTY].nullable:
        yield "S1 county may be null"
    keys = [list(table.primary_key.columns)]
    keys += [list(one.columns) for one in table.constraints if isinstance(one, UniqueConstraint)]
    keys += [list(one.columns) for one in table.indexes]
    for key in keys:
        if not key or key[0].name != COUNTY:
            yield f"S1 a key does not begin with the county: {[column.name for column in key]}"
    for column in table.columns:
        if column.identity is not None or column.autoincrement is True or column.default is not None:
            yield f"S2 {column.name} is numbered by the database or the library"
        if not (column.server_default is None or isinstance(getattr(column.server_default, "arg", None), str)):
            yield f"S3 {column.name} has a default that is no constant"
        if column.computed is not None:
            yield f"S4 {column.name} is generated"
        if type(column.type) not in _PORTABLE:
            yield f"S5 {column.name} has the type {column.type!r}"
    if table.foreign_key_constraints:
        yield "S6 refers to another table"
    for constraint in table.constraints:
        if constraint.deferrable or type(constraint).__name__ == "ExcludeConstraint":
            yield "S7 has a constraint that is checked late or excludes"
    for index in table.indexes:
        if index.dialect_kwargs.get("postgresql_using", "btree") not in ("btree", False):
            yield f"S8 {index.name} is no B-tree"


@cache
def broken_statement(statement: str, dialect: str) -> str:
    """What rule a statement breaks; empty when none."""
    tree = sqlglot.parse_one(statement, read=_DIALECTS[dialect])
    if isinstance(tree, _SERVICE) or not any(_ours(one) for one in tree.find_all(exp.Table)):
        return ""
    if isinstance(tree, exp.Insert):
        return _insert(tree) or _scopes(tree)
    if isinstance(tree, exp.Update):
        changed = [one.this.name for one in tree.expressions if isinstance(one, exp.EQ)]
        if COUNTY in changed:
            return "Q changes the county"
        if _volatile(tree):
            return "Q lets the database make a moment or a number"
    return _scopes(tree)


def _insert(tree: exp.Insert) -> str:
    if not isinstance(tree.this, exp.Schema) or COUNTY not in [one.name for one in tree.this.expressions]:
        return "Q inserts without the county"
    if _volatile(tree):
        return "Q lets the database make a moment or a number"
    conflict = tree.args.get("conflict")
    if conflict is not None and COUNTY not in [one.name for one in conflict.args.get("conflict_keys") or []]:
        return "Q resolves a conflict without the county"
    return ""


def _scopes(tree: exp.Expr) -> str:
    """Every SELECT, UPDATE and DELETE binds the county; tables that are joined are joined on it."""
    for scope in [one for one in (tree, *tree.find_all(exp.Select)) if not isinstance(one, exp.Insert)]:
        tables = [one for one in scope.find_all(exp.Table) if _ours(one) and _scope_of(one) is scope]
        equal = [one for one in scope.find_all(exp.EQ) if _scope_of(one) is scope and _is_county(one.this)]
        bound = [one for one in equal if _is_parameter(one.expression)]
        joined = [one for one in equal if _is_county(one.expression)]
        if tables and (not bound and not joined):
            return "Q does not bind one county"
        if len(bound) + len(joined) < len(tables):
            return "Q joins without the county"
    return ""


def _scope_of(node: exp.Expr) -> exp.Expr | None:
    return node.find_ancestor(exp.Select, exp.Update, exp.Delete)


def _ours(table: exp.Table) -> bool:
    return table.name.removesuffix("_staging") in schema.metadata().tables


def _is_county(node: exp.Expr) -> bool:
    return isinstance(node, exp.Column) and node.name == COUNTY


def _is_parameter(node: exp.Expr) -> bool:
    value = node.this if isinstance(node, exp.Cast) else node
    return isinstance(value, exp.Placeholder | exp.Parameter)


def _volatile(tree: exp.Expr) -> bool:
    named = (one.name.upper() for one in tree.find_all(exp.Anonymous))
    return tree.find(*_VOLATILE) is not None or any(name in _VOLATILE_NAMES for name in named)


@contextmanager
def watched() -> Iterator[list[str]]:
    """Judges every statement of every engine meanwhile; the list fills with what broke a rule."""
    broken: list[str] = []

    def judge(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        problem = broken_statement(statement, connection.dialect.name)
        if problem:
            broken.append(f"{problem}: {statement}")

    event.listen(Engine, "before_cursor_execute", judge)
    try:
        yield broken
    finally:
        event.remove(Engine, "before_cursor_execute", judge)
