"""Reading the insurance office's list of who is insured, whatever its columns are called (S-377, S-404)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from villagevisit.domain import health_help as rules
from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.health_help import Insured
from villagevisit.domain.roster_values import text_of
from villagevisit.services import allowing, events, health_help, spreadsheet_apart
from villagevisit.services.identification_file import person_of
from villagevisit.services.spreadsheet import Sheet
from villagevisit.services.two_lists_file import called, table_of, useful
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import health_ledgers as store

_SCHEME: Final = re.compile(r"险种|参保类型|医保类型|参保情况|参保状态|医疗保险|保险类别")
_PAYER: Final = re.compile(r"资助|缴费方式|缴费人|缴费类型|缴费主体|代缴")
_YEAR: Final = re.compile(r"年度|年份|参保年")
_TELL: Final = 500


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading a list, persons."""

    rows: int
    found: int
    changed: int
    """Of those found: of whom the list says something new."""
    unlisted: int
    """Who is not in the register, or there more than once: nothing was entered of them."""
    unclear: int
    """Rows without a name that can be found again, or with a scheme that nobody knows."""


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    id_no: str
    birth: str
    year: int
    scheme: str
    payer: str


def read(ws: Workspace, actor: Actor, path: Path, progress: Progress = silent) -> Done[Read]:
    """Takes in a list; a row without a year is of this one. Reading the same file again changes nothing.

    Raises:
        Refused: `actor.role`, `help.no-columns` (file), and what opening a table raises.
        EnvironmentFailed: `roster.file-unreadable`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    listed, unclear = _lines(path, today(ws.clock), progress)
    within, db = allowing.within(ws, actor), ws.store.reader()
    known = {year: health_help.insured(ws, actor, year) for year in {one.year for one in listed}}
    made = []
    found = 0
    for number, line in enumerate(listed, start=1):
        if number % _TELL == 0:
            progress(number, len(listed))
        people = store.found_by(db, line.id_no, line.name, line.birth, within)
        if len(people) != 1:
            continue
        found += 1
        person = people[0]
        before = known[line.year].get(person.person_id)
        if before is None or (before.scheme, before.payer) != (line.scheme, line.payer):
            new = health_help.insurance(person, line.year, line.scheme, line.payer)
            made.append(events.made(ws, actor, new))
            known[line.year][person.person_id] = Insured(
                person.person_id, line.year, line.scheme, line.payer, made[-1].day, person.village_code
            )
    with ws.store.transaction() as writing:
        for one in made:
            events.enter(writing, one)
    done = Read(len(listed) + unclear, found, len(made), len(listed) - found, unclear)
    return Done(done, changes(Topic.EVENTS, Topic.EXCHANGE))


def _lines(path: Path, now: date, progress: Progress) -> tuple[list[_Line], int]:
    found: list[_Line] = []
    unclear, known = 0, False
    with spreadsheet_apart.open_any(path) as book:
        for sheet in book.sheets():
            table = table_of(sheet, now)
            if not useful(table) or not any(_SCHEME.search(column.header) for column in table.columns):
                continue
            known = True
            for one in _read(sheet, now, progress):
                unclear += one is None
                if one is not None:
                    found.append(one)
    if not known:
        raise Refused("help.no-columns", file=path.name)
    return found, unclear


def _read(sheet: Sheet, now: date, progress: Progress) -> Iterator[_Line | None]:
    table = table_of(sheet, now)
    fields = table.fields()
    for number, cells in enumerate(islice(sheet.rows(), table.first_row, None), start=table.first_row + 1):
        if number % _TELL == 0:
            progress(number, sheet.height)
        if not "".join(text_of(cell) for cell in cells):
            continue
        name, id_no, birth = person_of(fields, cells, now)
        said = re.search(r"20\d\d", called(table, cells, _YEAR))
        year = int(said.group()) if said else now.year
        scheme = _code("scheme", called(table, cells, _SCHEME), year)
        payer = "" if scheme == rules.NONE else _code("premium", called(table, cells, _PAYER), year)
        ok = name and (id_no or birth) and scheme
        yield _Line(name, id_no, birth, year, scheme, payer) if ok else None


def _code(which: str, text: str, year: int) -> str:
    """The first code of the year whose words are in the text; the last of the list first: what says "in none" counts
    before the name of the scheme that somebody is not in."""
    wanted = reversed(health_help.codes(which, year)) if which == "scheme" else health_help.codes(which, year)
    return next((one.code for one in wanted if text and one.words and re.search(one.words, text)), "")
