"""Taking whole lists away as a file: households, persons, the answers of a form; the audit log keeps who did."""

import csv
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from lxml import etree

from villagevisit.domain.access import ANYTHING, Deed, Thing, Within
from villagevisit.domain.changes import NOTHING, Done
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import EnvironmentFailed, Param, Refused
from villagevisit.domain.masking import mask_account, mask_id, mask_phone
from villagevisit.services import allowing, export_approval
from villagevisit.services.export_approval import Approval
from villagevisit.services.form_list import shelf_form
from villagevisit.services.spreadsheet import safe, write_table
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit
from villagevisit.store import exports as store

_TABLES: Final = {"households": store.households, "persons": store.persons}
DATASETS: Final = (*_TABLES, "submissions")
"""Submissions need a form."""
_MOST_XLSX_ROWS: Final = 1_048_575
_MOST_XLSX_COLUMNS: Final = 16_384
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)

Value = str | int
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Exported:
    rows: int
    columns: tuple[str, ...]


def run(
    ws: Workspace, actor: Actor, dataset: str, path: Path, *, form_id: str = "", full_ids: bool = False,
    approval: Approval | None = None,
) -> Done[Exported]:  # fmt: skip
    """Writes a whole list, of the villages that its reader sees; what stood at `path` stays until the file is complete.

    Numbers of persons, telephones and accounts are masked unless `full_ids`. Someone who is named needs an office role
    for the full ones and for lists of persons, and whoever exports health forms must be named and have their role.
    What `export_approval` says leaves only when a second person agrees.

    Raises:
        Refused: what `export_approval.approved` raises, before anything is written.
        Refused: `export.format`, `export.too-big` (a workbook cannot hold that much), `form.unknown`, `actor.role`.
        EnvironmentFailed: `export.unwritable`, the store's codes.
    """
    write = writer(path)
    deed, thing = _may(ws, actor, form_id)
    within = allowing.within(ws, actor)
    expected = store.count(ws.store.reader(), dataset, form_id, within)
    second = None
    if export_approval.needed(dataset, expected, full_ids=full_ids):
        second = export_approval.approved(ws, actor, approval, deed, thing, expected)
    columns, rows = _answers(ws, form_id, within) if form_id else _TABLES[dataset](ws.store.reader(), within)
    with whole(path) as part:
        count = write(part, columns, rows if full_ids else map(_masked, rows))
        detail: dict[str, Param] = {"rows": count, "form": form_id, "full_ids": full_ids, "format": path.suffix.lower()}
        detail |= {"approved_by": second.staff_no} if second else {}
        with ws.store.transaction() as db:
            audit.append(db, stamp(ws.clock), actor.id, "export", dataset, detail)
    return Done(Exported(count, tuple(columns)), NOTHING)


def _may(ws: Workspace, actor: Actor, form_id: str) -> tuple[Deed, Thing]:
    """What is done to what, by somebody who may."""
    if not form_id:
        allowing.require(ws, actor, Deed.LISTS)
        return Deed.LISTS, ANYTHING
    form = shelf_form(ws, form_id)
    thing = Thing(duties=form.roles)
    allowing.require(ws, actor, Deed.RECORDS, thing, named=form.health)
    return Deed.RECORDS, thing


def _answers(ws: Workspace, form_id: str, within: Within) -> tuple[Sequence[str], Iterator[Row]]:
    """One row for each frozen form; the members of a repeat stand side by side as ``member[2]/m_name``.

    Read once for the columns, in the order in which the forms bring them, and once for the rows.
    """
    columns = tuple(dict.fromkeys(chain.from_iterable(_filled_in(ws, form_id, within))))
    return columns, _filled_in(ws, form_id, within)


def _filled_in(ws: Workspace, form_id: str, within: Within) -> Iterator[Row]:
    for about, body in store.submissions(ws.store.reader(), form_id, within):
        yield about | _leaves(etree.fromstring(body, _PARSER), "")


def _leaves(element: etree._Element, place: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    seen: Counter[str] = Counter()
    for child in element:
        name = etree.QName(child).localname
        seen[name] += 1
        here = place + (f"{name}[{seen[name]}]" if seen[name] > 1 else name)
        if len(child):
            found |= _leaves(child, here + "/")
        else:
            found[here] = child.text or ""
    return found


_ID: Final = re.compile(r"\d{17}[\dXx]|\d{15}")
_MOBILE: Final = re.compile(r"1\d{10}")
_ACCOUNT: Final = re.compile(r"\d{16,19}")


def _masked(row: Row) -> Row:
    return {name: _mask(name, value) for name, value in row.items()}


def _mask(name: str, value: Value) -> Value:
    """By the shape of the value, so that it holds for any form; telephones also by the name of their column."""
    if not isinstance(value, str):
        return value
    if _ID.fullmatch(value) or name == "id_no":
        return mask_id(value)
    if _MOBILE.fullmatch(value) or name == "phone":
        return mask_phone(value)
    return mask_account(value) if _ACCOUNT.fullmatch(value) else value


Write = Callable[[Path, Sequence[str], Iterable[Row]], int]


def writer(path: Path) -> Write:
    known: dict[str, Write] = {".xlsx": _write_xlsx, ".csv": _write_csv, ".jsonl": _write_jsonl}
    try:
        return known[path.suffix.lower()]
    except KeyError:
        raise Refused("export.format", format=path.suffix, known=" ".join(known)) from None


def _write_xlsx(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> int:
    if len(columns) > _MOST_XLSX_COLUMNS:
        raise Refused("export.too-big", most=_MOST_XLSX_ROWS)
    return write_table(path, columns, ([row.get(name, "") for name in columns] for row in _bounded(rows)))


def _bounded(rows: Iterable[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        if number > _MOST_XLSX_ROWS:
            raise Refused("export.too-big", most=_MOST_XLSX_ROWS)
        yield row


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """UTF-8 with a mark, as spreadsheet programs want it."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(columns)
        for row in rows:
            out.writerow([safe(row.get(name, "")) for name in columns])
            count += 1
    return count


def _write_jsonl(path: Path, _columns: Sequence[str], rows: Iterable[Row]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(dict(row), ensure_ascii=False) + "\n")
            count += 1
    return count


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path beside `path` that takes its place when all went well. Raises EnvironmentFailed `export.unwritable`."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise EnvironmentFailed("export.unwritable", file=path.name) from error
    finally:
        part.unlink(missing_ok=True)
