"""The poverty list beside the register: read it, compare, decide about pairs, say why somebody is on one list only.

Every person's row stays on this computer; what travels are the decisions, by a digest that names nobody.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from villagevisit.domain import lines as line_rules
from villagevisit.domain import two_lists as rules
from villagevisit.domain.access import ANYTHING, Deed, Thing, Within
from villagevisit.domain.changes import NOTHING, Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.lines import BothTests
from villagevisit.domain.masking import mask_id
from villagevisit.domain.two_lists import DECIDED, READ, REASON, REASONS, Totals
from villagevisit.services import allowing, areas, events, export, export_approval, policy, recomputed
from villagevisit.services.events import New
from villagevisit.services.export_approval import Approval
from villagevisit.services.two_lists_file import rows_of
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import audit, households, visits
from villagevisit.store import events as event_rows
from villagevisit.store import two_lists as store
from villagevisit.store.households import Db
from villagevisit.store.two_lists import Line
from villagevisit.wording import t

Listed = Line
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Summary:
    """Persons. `open` pairs are counted on each list only, until somebody decides."""

    totals: Totals
    open: int
    waiting: int
    """On one list only, without a reason yet."""
    read_on: str
    read_by: str
    nameless: int
    """Rows of the file that name nobody who could be found: no number, and no name with a birth date."""


def read(ws: Workspace, actor: Actor, path: Path, progress: Progress = silent) -> Done[Summary]:
    """Reads a list in place of the one before, and compares. Raises Cancelled; then everything is as before.

    Raises:
        Refused: `actor.role`, `twolist.no-columns`, and what opening a roster raises.
        EnvironmentFailed: `roster.file-unreadable`.
    """
    allowing.require(ws, actor, Deed.LISTS)
    found, nameless = rows_of(path, today(ws.clock), progress)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    data: dict[str, Value] = {"digest": digest, "rows": len(found), "nameless": nameless}
    one = events.made(ws, actor, New(READ, _office(ws), data=data))
    with ws.store.transaction() as db:
        store.replace(db, found)
        _settle(db, allowing.within(ws, actor))
        events.enter(db, one)
    summary = _summary(ws)
    assert summary is not None
    return Done(summary, changes(Topic.EVENTS))


def again(ws: Workspace, actor: Actor) -> Done[None]:
    """Compares anew, after the register changed. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.LISTS)
    with ws.store.transaction() as db:
        _settle(db, allowing.within(ws, actor))
        audit.append(db, stamp(ws.clock), actor.id, "twolist.again", "")
    return Done(None, changes(Topic.EVENTS))


def forget(ws: Workspace, actor: Actor) -> Done[None]:
    """Takes the list off this computer; what was decided stays. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.LISTS)
    with ws.store.transaction() as db:
        store.clear(db)
        audit.append(db, stamp(ws.clock), actor.id, "twolist.forgotten", "")
    return Done(None, changes(Topic.EVENTS))


def summary(ws: Workspace, actor: Actor) -> Summary | None:
    """None while no list was read. Raises Refused `actor.role`: a village sees nothing of another office's list."""
    allowing.require(ws, actor, Deed.LISTS)
    return _summary(ws)


def _summary(ws: Workspace) -> Summary | None:
    db = ws.store.reader()
    states, unlisted, waiting = store.counts(db)
    last = event_rows.of_kinds(db, [READ])
    if not states or not last:
        return None
    both, theirs = states.get("both", 0), sum(states.values())
    totals = Totals(Decimal(both + unlisted), Decimal(theirs), Decimal(both))
    newest = max(last, key=lambda one: (one.at, one.id))
    return Summary(totals, states.get("open", 0), waiting, newest.day, newest.by, newest.number("nameless"))


def lines(ws: Workspace, actor: Actor, side: str, offset: int = 0, limit: int = 200) -> list[Line]:
    """A slice of one side, numbers of persons masked. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.LISTS)
    found = store.lines(ws.store.reader(), side, offset, limit, allowing.within(ws, actor))
    return [one._replace(id_no=mask_id(one.id_no), our_id_no=mask_id(one.our_id_no)) for one in found]


def decide(ws: Workspace, actor: Actor, pair: Line, *, same: bool) -> Done[None]:
    """Whether a pair is one person. Two people may each find another partner at the next comparison.

    Raises:
        Refused: `actor.role`, `actor.area`.
    """
    verdict = "same" if same else "apart"
    one = _about(ws, actor, DECIDED, pair.key, pair.household_id, {"person": pair.person_id, "verdict": verdict})
    with ws.store.transaction() as db:
        events.enter(db, one)
        store.decide(db, pair.key, pair.person_id, same=same)
    return Done(None, changes(Topic.EVENTS))


def give_reason(ws: Workspace, actor: Actor, side: str, line: Line, reason: str, note: str = "") -> Done[None]:
    """Why somebody is on one list only; `propose` puts him on the list for the other procedure.

    Raises:
        Refused: `actor.role`, `actor.area`, `twolist.unknown-reason` (reason).
    """
    if reason not in REASONS.get(side, ()):
        raise Refused("twolist.unknown-reason", reason=reason)
    data: dict[str, Value] = {"side": side, "reason": reason, "note": note.strip()}
    one = _about(ws, actor, REASON, line.key, line.household_id, data)
    with ws.store.transaction() as db:
        events.enter(db, one)
        store.give_reason(db, side, line.key, reason, note.strip())
    return Done(None, changes(Topic.EVENTS))


def _about(
    ws: Workspace, actor: Actor, kind: str, key: str, household_id: str, data: dict[str, Value]
) -> Event:
    village = households.village_of(ws.store.reader(), household_id) if household_id else ""
    allowing.require(ws, actor, Deed.LISTS, Thing(village) if village else ANYTHING)
    homes = (household_id,) if household_id else ()
    return events.made(ws, actor, New(kind, village or _office(ws), thing=key, households=homes, data=data))


def _settle(db: Db, within: Within) -> None:
    said = rules.decisions(event_rows.of_kinds(db, [DECIDED, REASON]))
    store.settle(db, rules.compare(store.ours(db, within), store.theirs(db), said), said.reasons)


def _office(ws: Workspace) -> str:
    township = areas.township(ws)
    if township is None:
        raise Refused("setup.incomplete")
    return township.code


def both_tests(ws: Workspace, household_id: str) -> BothTests | None:
    """The two departments' tests on the figures of the last signed visit; None without one, or without a line."""
    db, now = ws.store.reader(), policy.on(ws, today(ws.clock))
    line = now.optional("poverty_line_year") if "poverty_line_year" in now.values else None
    stored = visits.newest_finished(db, VISIT_FORM, household_id, 2)
    kept = visits.values(stored.result) if stored else {}
    if stored is None or line is None or "net_year" not in kept:
        return None
    able = any(not one.unable for one in recomputed.facts_of(stored.body).beneficiaries)
    net, members, standard = Decimal(kept["net_year"]), int(kept["counted_members"]), Decimal(kept["standard_month"])
    exact, paid = Decimal(kept["supplement_month"]), Decimal(kept["printed_supplement"])
    return line_rules.both_tests(net, members, standard, line, exact, paid, able=able)


def save(ws: Workspace, actor: Actor, side: str, path: Path, approval: Approval | None = None) -> Done[int]:
    """One side as a file, with what its columns mean; numbers masked. Returns how many rows.

    Raises:
        Refused: `actor.role`, `export.format`, `export.too-big`, what `export_approval.approved` raises.
        EnvironmentFailed: `export.unwritable`.
    """
    write = export.writer(path)
    allowing.require(ws, actor, Deed.LISTS)
    found = _summary(ws)
    rows = list(_every(ws, actor, side))
    if export_approval.needed("persons", len(rows), full_ids=False):
        export_approval.approved(ws, actor, approval, Deed.LISTS, ANYTHING, len(rows))
    names = ("list", "name", "number", "birth", "place", "kind", "reason", "note", "meaning")
    columns = [t(f"twolist.column.{name}") for name in names]
    meaning = t(f"twolist.meaning.{side}", day=found.read_on if found else "")
    cells = (dict(zip(columns, [*_cells(side, one), meaning], strict=True)) for one in rows)
    with export.whole(path) as part:
        count = write(part, columns, cells)
        with ws.store.transaction() as db:
            audit.append(db, stamp(ws.clock), actor.id, "export", f"two_lists.{side}", {"rows": count})
    return Done(count, NOTHING)


def _every(ws: Workspace, actor: Actor, side: str) -> Iterator[Line]:
    offset = 0
    while some := lines(ws, actor, side, offset, _PAGE):
        yield from some
        offset += _PAGE


def _cells(side: str, one: Line) -> Iterable[str]:
    reason = t(f"twolist.reason.{one.reason}") if one.reason else ""
    return (t(f"twolist.side.{side}"), one.name, one.id_no, one.birth, one.place, one.kind, reason, one.note)
