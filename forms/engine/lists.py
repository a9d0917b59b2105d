"""Long lists in an indexed SQLite table: rows are read when somebody looks at them."""

import csv
import io
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, overload

from forms.errors import FormError
from forms.expression.filters import Shape
from forms.items import Row
from forms.values import TOLERANCE, Value, number_of, text_of

_LIST = "list_name"
"""The column of a file that holds several lists."""


class TableRow(Row):
    """One item of a list; its columns become nodes when they are asked for."""

    __slots__ = ("cells", "columns")

    def __init__(self, parent: Row, columns: dict[str, int], cells: tuple[str, ...]) -> None:
        self.name = "item"
        self.parent = parent
        self.value = ""
        self.columns = columns
        self.cells = cells

    def named(self, name: str) -> list[Row]:
        at = self.columns.get(name)
        return [] if at is None else [Row(name, self, self.cells[at])]

    def every(self) -> list[Row]:
        return [Row(name, self, self.cells[at]) for name, at in self.columns.items()]

    def text(self, name: str) -> str:
        at = self.columns.get(name)
        return "" if at is None else self.cells[at]


class Rows(Sequence[Row]):
    """What a query finds, in the order of the file; read from the table as far as somebody looks."""

    def __init__(self, table: "Table", sql: str, values: list[Any]) -> None:
        self._table = table
        self._cursor = table.connection.execute(sql, values)
        self._seen: list[Row] = []

    def _reach(self, size: int) -> None:
        """Reads until so many are seen; -1 for all."""
        seen, table = self._seen, self._table
        if 0 <= size <= len(seen):
            return
        more = self._cursor.fetchall() if size < 0 else self._cursor.fetchmany(size - len(seen))
        root, columns = table.root, table.columns
        seen.extend(TableRow(root, columns, cells) for cells in more)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Any:
        last = at.stop if isinstance(at, slice) else at + 1
        self._reach(-1 if last is None or last <= 0 else last)
        return self._seen[at]

    def __len__(self) -> int:
        self._reach(-1)
        return len(self._seen)

    def __bool__(self) -> bool:
        self._reach(1)
        return bool(self._seen)

    def __iter__(self) -> Iterator[Row]:
        self._reach(-1)
        return iter(self._seen)


class TableRoot(Row):
    """The root element of a list."""

    __slots__ = ("table",)

    def __init__(self, table: "Table", top: Row) -> None:
        super().__init__("root", top)
        self.table = table

    def named(self, name: str) -> list[Row]:
        return list(self.table.rows()) if name == "item" else []

    def every(self) -> list[Row]:
        return list(self.table.rows())


class Table:
    """A CSV file. Indexes come with the first question that needs them."""

    def __init__(self, content: bytes, top: Row, list_name: str = "") -> None:
        """Raises FormError `form.column-unknown` when rows of one list are wanted and the file names no lists."""
        header = content.partition(b"\n")[0]
        delimiter = ";" if b";" in header and b"," not in header else ","
        lines = io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline="")
        reader = csv.reader(lines, delimiter=delimiter)
        names = [name.strip() for name in next(reader, [])]
        width = len(names)
        self.columns = {name: at for at, name in reversed(list(enumerate(names))) if name}
        self.connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self.connection.execute("PRAGMA temp_store=MEMORY")  # lists can hold people; sorting must not write them down
        self.connection.create_function("num", 1, _number, deterministic=True)
        self.root = TableRoot(self, top)
        fields = ", ".join(f"c{at} TEXT" for at in range(width)) or "c0"
        self.connection.execute(f"CREATE TABLE t ({fields})")
        rows = ((cells if len(cells) == width else (cells + [""] * width)[:width]) for cells in reader if any(cells))
        if list_name:
            if _LIST not in self.columns:
                raise FormError("form.column-unknown", table="itemsets.csv", column=_LIST)
            at = self.columns[_LIST]
            rows = (cells for cells in rows if cells[at] == list_name)
        self.connection.execute("BEGIN")
        self.connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * width)})", rows)  # noqa: S608 - columns are numbered
        self.connection.execute("COMMIT")
        self._select = f"SELECT {', '.join(f'c{at}' for at in range(width))} FROM t"  # noqa: S608 - columns are numbered
        self._indexed: set[str] = set()
        self._queries: dict[Any, str] = {}

    def rows(self) -> Rows:
        """All of them."""
        return Rows(self, f"{self._select} ORDER BY rowid", [])

    def same(self, column: str, text: str) -> Rows:
        """Those that have a text in a column."""
        query = self._queries.get(column)
        if query is None:
            query = self._queries[column] = self._query(("=", column), [text])
        return Rows(self, query, [text])

    def find(self, shape: Shape, values: list[Value]) -> Rows:
        """Those that a filter leaves."""
        key = (shape, *[value.__class__ for value in values])
        query = self._queries.get(key)
        if query is None:
            query = self._queries[key] = self._query(shape, values)
        return Rows(self, query, [_plain(value) for value in values])

    def _query(self, shape: Shape, values: Sequence[Value]) -> str:
        return f"{self._select} WHERE {self._condition(shape, iter(values), [])} ORDER BY rowid"

    def _index(self, source: str) -> None:
        if source not in self._indexed:
            self._indexed.add(source)
            self.connection.execute(f"CREATE INDEX i{len(self._indexed)} ON t ({source})")

    def _condition(self, wanted: Any, given: Iterator[Any], seen: list[None]) -> str:
        op = wanted[0]
        if op in ("and", "or"):
            return "(" + f" {op} ".join(self._condition(each, given, seen) for each in wanted[1:]) + ")"
        value = next(given)
        seen.append(None)
        at, mark = self.columns.get(wanted[1]), f"?{len(seen)}"
        source = "''" if at is None else f"c{at}"
        if op == "starts-with":
            return f"substr({source}, 1, length({mark})) = {mark}"
        number = value.__class__ is float
        if value.__class__ is bool:
            return f"({source} != '') {op} {mark}"
        compared = f"num({source})" if number else source
        if at is not None and op == "=":
            self._index(compared)
        if number:
            near = f"{compared} BETWEEN {mark} - {TOLERANCE} AND {mark} + {TOLERANCE}"
            return near if op == "=" else f"({near}) IS NOT TRUE"
        return f"{compared} {op} {mark}"


def _plain(value: Any) -> Any:
    return value if value.__class__ in (str, float, bool) else text_of(value)


def _number(text: str) -> float | None:
    found = number_of(text)
    return found if found == found else None
