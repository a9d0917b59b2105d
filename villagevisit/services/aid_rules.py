"""The rules of aid in force here: the county's own table, and the shipped examples behind it.

The county's table travels as an event of the whole county (`aid.rules`); of a programme the last table that names it
holds. Its cells may be written in words or in codes, as `save` writes them.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from villagevisit.domain import aid_rules as rules
from villagevisit.domain.access import Deed
from villagevisit.domain.aid_rules import COLUMNS, OR, Rule
from villagevisit.domain.changes import NOTHING, Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.roster_values import Cell, text_of
from villagevisit.services import allowing, areas, events, export, shipped_tables, spreadsheet_apart
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit
from villagevisit.store import events as rows
from villagevisit.wording import t
from villagevisit.wording.catalog import ENTRIES

RULES = "aid.rules"
_CODED: Final[Mapping[str, Sequence[str]]] = {
    "layer": rules.LAYERS, "what": rules.KINDS, "level": rules.LEVELS, "group": rules.GROUPS, "care": rules.CARES,
}  # fmt: skip
_LOOK: Final = 20
"""Rows in which the header is looked for."""


@cache
def defaults() -> tuple[Rule, ...]:
    """The shipped examples, from published documents; none of them is this county's law."""
    found = tuple(Rule(**row) for row in shipped_tables.rows("aid_rules_default.csv"))
    rules.check(found)
    return found


def every(ws: Workspace) -> tuple[Rule, ...]:
    """The county's own first; a shipped programme of the same name gives way to it."""
    own = ours(ws)
    named = {one.programme for one in own}
    return (*own, *(one for one in defaults() if one.programme not in named))


def ours(ws: Workspace) -> tuple[Rule, ...]:
    """What the county read in, without what a newer version wrote and this one cannot reckon with."""
    found: dict[str, tuple[Rule, ...]] = {}
    for one in sorted(rows.of_kinds(ws.store.reader(), (RULES,), bare=True), key=lambda event: (event.at, event.id)):
        table = one.data.get("rows")
        read_ = [_rule(row) for row in table if isinstance(row, list)] if isinstance(table, list) else []
        if _sound(read_):
            found |= {name: rules.of(read_, name) for name, _ in rules.programmes(read_)}
    return tuple(one for some in found.values() for one in some)


def _sound(some: Sequence[Rule]) -> bool:
    try:
        rules.check(some)
    except Refused:
        return False
    return True


def save(ws: Workspace, actor: Actor, programme: str, path: Path) -> Done[int]:
    """The rules of a programme as a table in words, to be changed and read back. Returns how many rows.

    Raises:
        Refused: `actor.role`, `export.format`.
        EnvironmentFailed: `export.unwritable`.
    """
    write = export.writer(path)
    allowing.require(ws, actor, Deed.LISTS)
    columns = [t(f"aid.field.{name}") for name in COLUMNS]
    lines = [
        dict(zip(columns, (_worded(name, getattr(one, name)) for name in COLUMNS), strict=True))
        for one in rules.of(every(ws), programme)
    ]
    with export.whole(path) as part:
        count = write(part, columns, lines)
        with ws.store.transaction() as db:
            audit.append(db, stamp(ws.clock), actor.id, "export", "aid_rules", {"rows": count})
    return Done(count, NOTHING)


def read(ws: Workspace, actor: Actor, path: Path) -> Done[int]:
    """Takes the county's own rules from a table, in the place of what it gave for these programmes. Returns the rows.

    Raises:
        Refused: `actor.role`, `aid.rules-none`, `aid.rule` (row, field), `aid.rule-twice` (row); what opening raises.
    """
    allowing.require(ws, actor, Deed.RULES)
    found: list[Rule] = []
    with spreadsheet_apart.open_any(path) as book:
        for sheet in book.sheets():
            found = _table(sheet.rows())
            if found:
                break
    if not found:
        raise Refused("aid.rules-none")
    try:
        rules.check(found)
    except Refused as error:
        if "field" not in error.params:
            raise
        raise Refused(error.code, row=error.params["row"], field=t(f"aid.field.{error.params['field']}")) from error
    table: list[Value] = [[getattr(one, name) for name in COLUMNS] for one in found]
    county = areas.county(ws)
    events.record(ws, actor, New(RULES, county.code if county else "0" * 12, data={"rows": table}))
    return Done(len(found), changes(Topic.EVENTS, Topic.EXCHANGE))


def _table(lines: Iterable[list[Cell]]) -> list[Rule]:
    """The rows under a header that names every column but the last two at least."""
    there = iter(lines)
    for head in islice(there, _LOOK):
        places = _places([text_of(cell) for cell in head])
        if {"programme", "what", "value", "valid_from", "source"} <= places.keys():
            return [_read(places, row) for row in there if any(text_of(cell) for cell in row)]
    return []


def _places(head: Sequence[str]) -> dict[str, int]:
    known = {name: {name, *ENTRIES[f"aid.field.{name}"]} for name in COLUMNS}
    return {name: at for at, text in enumerate(head) for name, words in known.items() if text.strip() in words}


def _read(places: Mapping[str, int], row: Sequence[Cell]) -> Rule:
    def cell(name: str) -> str:
        at = places.get(name, len(row))
        text = text_of(row[at]).strip() if at < len(row) else ""
        if name not in _CODED or not text:
            return text
        return OR.join(_code(name, piece.strip()) for piece in text.replace("；", OR).split(OR))

    return Rule(**{name: cell(name) for name in COLUMNS})


def _code(name: str, word: str) -> str:
    """The code that a word stands for; what is no such word stays as it is."""
    for code in _CODED[name]:
        if word in ENTRIES[f"aid.{name}.{code}"]:
            return code
    return word


def _worded(name: str, text: str) -> str:
    if name not in _CODED or not text:
        return text
    return OR.join(t(f"aid.{name}.{code}") for code in text.split(OR))


def _rule(row: Sequence[Value]) -> Rule:
    return Rule(**dict(zip(COLUMNS, (str(cell) for cell in row), strict=False)))
