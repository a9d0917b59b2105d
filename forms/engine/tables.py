"""Secondary instances: lists inside the form, and CSV files that come with it or with the session."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

from lxml.etree import _Element as Element

from forms.definition import Definition, SecondaryDef
from forms.engine.lists import Rows, Table
from forms.errors import FormError
from forms.expression.filters import Shape
from forms.items import Row
from forms.parsing.names import elements, read_xml, written_name
from forms.values import Value

LAST_SAVED = "jr://instance/last-saved"
"""The address of the record that was filled in before with the same form; among the media under the same name."""


class Tables:
    """Reads each list when it is first needed. Internal lists are shared by all sessions of a form."""

    def __init__(self, definition: Definition, media: Mapping[str, bytes], shared: dict[str, Any]) -> None:
        self.shared_tables: dict[tuple[str, str], tuple[bytes, Table]] = shared.setdefault("\n", {})
        self.definition = definition
        self.media = media
        self.shared = shared
        self.own: dict[str, Row] = {}
        self.tables: dict[str, Table] = {}
        self.indexes: dict[tuple[str, str, str], dict[str, str]] = {}
        self._asked: tuple[Table, str, str] | None = None
        self._found: Rows | None = None

    def rows(self, name: str) -> Row:
        """The instance node, whose only child is the root element of the list.

        Raises:
            FormError: `form.media-missing`, `form.media-kind`, `form.instance-unknown`.
        """
        found = self.shared.get(name) or self.own.get(name)
        if found is not None:
            return found
        defn = self.definition.secondary.get(name)
        if defn is None:
            raise FormError("form.instance-unknown", id=name)
        top = Row(name, None)
        if not defn.src:
            top.children = [_rows(defn.content, top)]
            self.shared[name] = top
        else:
            top.children = [self._external(defn, top)]
            self.own[name] = top
        return top

    def _external(self, defn: SecondaryDef, top: Row) -> Row:
        if defn.src == LAST_SAVED:
            saved = self.media.get(LAST_SAVED)
            return xml_rows(saved, top) if saved is not None else Row(self.definition.root.name, top)
        file_name = defn.src.rpartition("/")[2]
        if not defn.src.startswith("jr://file"):
            raise FormError("form.media-kind", src=defn.src)
        if file_name not in self.media and f"{file_name}.csv" in self.media:
            file_name += ".csv"
        content = self.media.get(file_name)
        if content is None:
            raise FormError("form.media-missing", file=file_name)
        suffix = file_name.rpartition(".")[2].lower()
        if suffix == "csv":
            table = self.tables[defn.id] = self._table(file_name, content, top, defn.list_name)
            return table.root
        reader = _READERS.get(suffix)
        if reader is None:
            raise FormError("form.media-kind", src=defn.src)
        try:
            return reader(content, top)
        except (ValueError, KeyError, TypeError, csv.Error, FormError) as error:
            raise FormError("form.media-broken", file=file_name) from error

    def _table(self, file_name: str, content: bytes, top: Row, list_name: str) -> Table:
        """Shared by all sessions that have the same file."""
        held = self.shared_tables.get((file_name, list_name))
        if held is None or held[0] is not content:
            try:
                held = self.shared_tables[file_name, list_name] = (content, Table(content, top, list_name))
            except (ValueError, csv.Error) as error:
                raise FormError("form.media-broken", file=file_name) from error
        return held[1]

    def find(self, name: str, shape: Shape, values: list[Value]) -> Rows | None:
        """The items of a long list that a filter leaves; None when the list is not kept in a table."""
        if name not in self.tables:
            self.rows(name)
        held = self.tables.get(name)
        if held is None:
            return None
        if shape[0] == "=" and isinstance(values[0], str):
            return self._same(held, shape[1], values[0])
        return held.find(shape, values)

    def _same(self, table: Table, column: str, text: str) -> Rows:
        """The rows that have a text in a column. One answer often asks for several cells of the row it chose."""
        asked = (table, column, text)
        if self._found is None or asked != self._asked:
            self._asked, self._found = asked, table.same(column, text)
        return self._found

    def lookup(self, table: str, wanted: str, key: str, value: str) -> str:
        """pulldata(): the `wanted` column of the first row whose `key` column is `value`; empty when there is none."""
        if table not in self.tables:
            self.rows(table)
        held = self.tables.get(table)
        if held is not None:
            for column in (key, wanted):
                if column not in held.columns:
                    raise FormError("form.column-unknown", table=table, column=column)
            found = self._same(held, key, value)
            return found[0].text(wanted) if found else ""
        index = self.indexes.get((table, wanted, key))
        if index is None:
            index = self.indexes[table, wanted, key] = self._index(table, wanted, key)
        return index.get(value, "")

    def _index(self, table: str, wanted: str, key: str) -> dict[str, str]:
        index: dict[str, str] = {}
        for row in self.rows(table).children[0].children:
            cells = {cell.name: cell.value for cell in row.children}
            if key not in cells or wanted not in cells:
                raise FormError("form.column-unknown", table=table, column=key if key not in cells else wanted)
            index.setdefault(cells[key], cells[wanted])
        return index


def _rows(content: object, parent: Row) -> Row:
    if not isinstance(content, Element):
        return Row("root", parent)
    return _row(content, parent)


def _row(element: Element, parent: Row) -> Row:
    inner = elements(element)
    row = Row(written_name(element), parent, "" if inner else (element.text or "").strip())
    row.children = [_row(child, row) for child in inner]
    row.children.extend(Row(f"@{key}", row, str(value)) for key, value in element.attrib.items())
    return row


def csv_rows(content: bytes, parent: Row) -> Row:
    """A CSV file as the rows `root/item`; the delimiter is a comma, or a semicolon if the header has no comma."""
    text = content.decode("utf-8-sig")
    header = text.partition("\n")[0]
    delimiter = ";" if ";" in header and "," not in header else ","
    root = Row("root", parent)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    names = [name.strip() for name in next(reader, [])]
    for cells in reader:
        if not any(cells):
            continue
        item = Row("item", root)
        padded = [*cells, *[""] * (len(names) - len(cells))]
        item.children = [Row(name, item, cell) for name, cell in zip(names, padded, strict=False) if name]
        root.children.append(item)
    return root


def xml_rows(content: bytes, parent: Row) -> Row:
    """An XML list as it stands."""
    return _row(read_xml(content), parent)


def geojson_rows(content: bytes, parent: Row) -> Row:
    """A feature collection as `root/item`: the properties, `id`, and the geometry as XForms writes points."""
    root = Row("root", parent)
    for feature in json.loads(content)["features"]:
        item = Row("item", root)
        cells = {"geometry": _geometry(feature["geometry"])}
        cells.update({key: _plain(value) for key, value in (feature.get("properties") or {}).items()})
        if "id" in feature:
            cells["id"] = _plain(feature["id"])
        item.children = [Row(key, item, value) for key, value in cells.items()]
        root.children.append(item)
    return root


def _plain(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _geometry(geometry: dict[str, Any]) -> str:
    """GeoJSON has longitude first, XForms latitude."""
    kind, place = geometry["type"], geometry["coordinates"]
    if kind not in ("Point", "LineString", "Polygon"):
        raise ValueError(kind)
    points = [place] if kind == "Point" else place if kind == "LineString" else place[0]
    return "; ".join(f"{point[1]} {point[0]} 0 0" for point in points)


_READERS: Mapping[str, Callable[[bytes, Row], Row]] = {"csv": csv_rows, "xml": xml_rows, "geojson": geojson_rows}
