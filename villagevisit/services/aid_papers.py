"""Telling a household once which papers an aid needs, and ticking them as they come. Who may is `Deed.AID`.

The lists stand in `data/aid_papers.csv` with days; a county changes them there.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from villagevisit.domain import aid_papers as rules
from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.aid_papers import BROUGHT, KINDS, TOLD, Paper, Told
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.services import allowing, case_papers, events, households, shipped_tables
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as rows
from villagevisit.wording import language

PAPER = "zh_CN"
"""The language of papers, whoever prints them."""
_CHANGED = changes(Topic.EVENTS, Topic.EXCHANGE)


def kinds(day: str, tongue: str = "") -> dict[str, str]:
    """Code → name of each kind of aid that has a list on an ISO day; `tongue`: the reader's when left out."""
    column = "kind_zh" if (tongue or language()) == PAPER else "kind_en"
    return {row["kind"]: row[column] for row in _on(day)}


def papers(kind: str, day: str, tongue: str = "") -> list[Paper]:
    """The list of a kind on an ISO day: what is brought first, then what the office looks up."""
    zh = (tongue or language()) == PAPER
    found = [
        Paper(row["paper"], row["zh" if zh else "en"], row["why_zh" if zh else "why_en"], row["who"] != "look",
              row["who"] == "maybe")
        for row in _on(day) if row["kind"] == kind
    ]  # fmt: skip
    return sorted(found, key=lambda one: not one.asked)


def on_file(ws: Workspace, household_id: str, kind: str) -> dict[str, str]:
    """Code → ISO day of what the household handed in before, for whatever: it is not asked for again (S-213)."""
    day = today(ws.clock).isoformat()
    names, known = _names(kind, day), case_papers.on_file(ws, household_id)
    found = {code: known[name] for code, name in names.items() if name in known}
    for one in rules.fold(rows.of_household(ws.store.reader(), household_id, "aid.")):
        before = _names(one.kind, one.day)
        named = {before[code]: when for code, when in one.there.items() if code in before}
        found |= {code: named[name] for code, name in names.items() if name in named}
    return found


def tell(
    ws: Workspace, actor: Actor, village: str, number: str, kind: str, there: Iterable[str],
    without: Iterable[str] = (), day: str = "",
) -> Done[Told]:  # fmt: skip
    """A household is told what to bring. `there`: codes of what it brought with it; `without`: what this one need not
    bring, of the papers that not every household has to.

    Raises:
        Refused: `actor.role`, `actor.area`, `household.unknown`, `aid.papers-kind`, `aid.papers-told` (day) while it
            still brings what it was told for this kind, `aid.day`.
    """
    allowing.require(ws, actor, Deed.AID, Thing(village), named=True)
    when = _past(ws, day)
    spared = set(without)
    asked = [one.code for one in papers(kind, when) if one.asked and not (one.maybe and one.code in spared)]
    if not asked:
        raise Refused("aid.papers-kind")
    home = households.numbered(ws, village, number.strip())
    before = rules.fold(rows.of_household(ws.store.reader(), home.id, "aid."))
    open_ = next((one for one in before if one.kind == kind and one.missing), None)
    if open_ is not None:
        raise Refused("aid.papers-told", day=open_.day)
    have: dict[str, Value] = {**on_file(ws, home.id, kind), **dict.fromkeys(there, when)}
    listed: list[Value] = list(asked)
    data: dict[str, Value] = {"kind": kind, "listed": listed, "there": have}
    one = events.record(ws, actor, New(TOLD, village, households=(home.id,), day=when, data=data))
    return Done(find(ws, one.thing), _CHANGED)


def bring(ws: Workspace, actor: Actor, told_id: str, codes: Iterable[str], day: str = "") -> Done[Told]:
    """Papers came. Raises Refused `actor.role`, `actor.area`, `aid.unknown`, `aid.papers-none`, `aid.day`."""
    one = find(ws, told_id)
    allowing.require(ws, actor, Deed.AID, Thing(one.area), named=True)
    came: list[Value] = [code for code in codes if code in one.missing]
    if not came:
        raise Refused("aid.papers-none")
    when = _past(ws, day)
    new = New(BROUGHT, one.area, one.id, (one.household,), when, data={"papers": came})
    events.record(ws, actor, new)
    return Done(find(ws, told_id), _CHANGED)


def every(ws: Workspace, within: Within = None) -> list[Told]:
    """All that were told, who still misses something first, then the newest."""
    found = rules.fold(rows.of_kinds(ws.store.reader(), KINDS, within=within))
    return sorted(found, key=lambda one: not one.missing)


def find(ws: Workspace, told_id: str) -> Told:
    """Raises Refused `aid.unknown`."""
    found = rules.fold(rows.of_thing(ws.store.reader(), told_id))
    if not found:
        raise Refused("aid.unknown")
    return found[0]


def _past(ws: Workspace, day: str) -> str:
    now = today(ws.clock).isoformat()
    if day and (len(day) != len(now) or day > now):
        raise Refused("aid.day")
    return day or now


def _names(kind: str, day: str) -> dict[str, str]:
    """Code → Chinese name, as papers are kept with a case."""
    return {row["paper"]: row["zh"] for row in _on(day) if row["kind"] == kind}


def _on(day: str) -> list[Mapping[str, str]]:
    return [row for row in _table() if shipped_tables.holds(row["valid_from"], row["valid_to"], day)]


@cache
def _table() -> tuple[Mapping[str, str], ...]:
    return tuple(shipped_tables.rows("aid_papers.csv"))
