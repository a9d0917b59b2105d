"""The month's payment list of a village: drawn up, checked, frozen, paid; the in-and-out table (R-20, R-21, S-123)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from villagevisit.domain import benefit, payment
from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.benefit import Change, Standing
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.ledger_check import Explained, Gap, Result, balance, open_gaps, summed
from villagevisit.domain.payment import EXPLAINED, LISTED, NOTHING, PAID, Flows, Line, Totals
from villagevisit.services import allowing, areas, events
from villagevisit.services.events import New
from villagevisit.services.folded import kept
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import benefit as rows
from villagevisit.store import events as event_rows
from villagevisit.store.benefit import PaidRow

_TOPICS = changes(Topic.EVENTS, Topic.EXCHANGE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A village's list of one month, frozen or as it would be."""

    month: str
    village_code: str
    village: str
    lines: Sequence[Line]
    totals: Totals
    before: Totals | None
    """Of the frozen list of the month before; None without one."""
    gaps: Sequence[Gap]
    """What keeps the list from being frozen, until somebody explains it."""
    told: Sequence[Explained]
    waiting: int
    """Changes whose month has come and that are not entered yet."""
    frozen_on: str
    paid_on: str
    returned: tuple[str, ...]
    """Households whose money came back."""
    late: bool


def month(ws: Workspace) -> str:
    """The month that can be drawn up now."""
    return payment.month_of(today(ws.clock))


@dataclass(frozen=True, slots=True)
class Summary:
    """A village's month in one line."""

    village_code: str
    village: str
    totals: Totals
    before: Totals | None
    gaps: Sequence[Gap]
    """What already the sums show; reasons are looked at when the list is opened."""
    waiting: int
    frozen_on: str
    paid_on: str
    returned: int
    late: bool


def sheet(ws: Workspace, month: str, village: str) -> Sheet:
    """The list of a village. A month that is over and was never frozen shows what would be paid now."""
    db = ws.store.reader()
    said = event_rows.of_thing(db, _thing(month, village))
    frozen, paid = _first(said, LISTED), _first(said, PAID)
    before = _first(event_rows.of_thing(db, _thing(payment.month_before(month), village)), LISTED)
    last = {one.household_id: one for one in read(before)} if before else None
    counted, later = _counted(ws, month, (village,))
    held = _held(rows.paid(db, (village,)), later)
    lines = read(frozen) if frozen else payment.lines(held, last, counted)
    told = _told(said)
    gaps = [] if frozen else open_gaps(_checks(held, lines, last, counted), told)
    paid_on = paid.day if paid else ""
    return Sheet(
        month, village, areas.name(ws, village), lines, payment.totals(lines),
        payment.totals(last.values()) if last is not None else None, gaps, told,
        0 if frozen else _waiting(ws, (village,))[village], frozen.at[:10] if frozen else "", paid_on,
        _texts(paid, "returned"), bool(lines) and payment.is_late(month, paid_on, today(ws.clock)),
    )  # fmt: skip


@kept
def overview(ws: Workspace, month: str, within: Within = None) -> Sequence[Summary]:
    """A line for every village, by code; lists themselves are not read."""
    db = ws.store.reader()
    seen = tuple(one.code for one in areas.villages(ws) if within is None or one.code in within)
    before = payment.month_before(month)
    kept = rows.pay_heads(db, [_thing(one, village) for one in (before, month) for village in seen])
    now = {code: Totals(homes, persons, Decimal(fen) / 100) for code, homes, persons, fen in _paid_sums(ws, seen)}
    moved, later = _counted(ws, month, seen)
    counted = defaultdict[str, list[Change]](list)
    for one in moved:
        counted[one.area].append(one)
    for one in later:
        now[one.area] = now.get(one.area, NOTHING) - payment.worth(one.new) + payment.worth(one.old)
    told = _told(event_rows.of_kinds(db, [EXPLAINED], within=seen))
    waiting = _waiting(ws, seen)
    found = []
    for code in seen:
        frozen, paid = kept.get((_thing(month, code), LISTED)), kept.get((_thing(month, code), PAID))
        last = kept.get((_thing(before, code), LISTED))
        totals = _head(frozen) if frozen else now.get(code, NOTHING)
        start = _head(last) if last else None
        checked = payment.sums(start, payment.flows(counted[code]), totals) if start and not frozen else []
        paid_on = paid.day if paid else ""
        found.append(Summary(
            code, areas.name(ws, code), totals, start, open_gaps(checked, told), 0 if frozen else waiting[code],
            frozen.at[:10] if frozen else "", paid_on, paid.returned if paid else 0,
            bool(totals.households) and payment.is_late(month, paid_on, today(ws.clock)),
        ))  # fmt: skip
    return found


@kept
def _paid_sums(ws: Workspace, villages: tuple[str, ...]) -> Sequence[tuple[str, int, int, int]]:
    return rows.paid_sums(ws.store.reader(), villages)


def _head(one: rows.PayHead) -> Totals:
    return Totals(one.households, one.persons, benefit.money(one.amount))


def _first(said: Iterable[Event], kind: str) -> Event | None:
    """Two offices may freeze at once; the earlier list holds, everywhere."""
    return min((one for one in said if one.kind == kind), key=lambda one: (one.at, one.id), default=None)


def _waiting(ws: Workspace, villages: tuple[str, ...]) -> Counter[str]:
    db, now = ws.store.reader(), today(ws.clock)
    found = benefit.folded(event_rows.of_things(db, rows.open_changes(db, villages))).values()
    return Counter(one.area for one in found if one.step(now) is benefit.Step.APPLY)


def freeze(ws: Workspace, actor: Actor, month_: str, village: str) -> Done[Sheet]:
    """Freezes the list: what is paid, to whom, and why it moved. It is never changed afterwards.

    Raises:
        Refused: `actor.…`, `pay.month`, `pay.frozen`, `pay.waiting` (count), `pay.gap` (count), `pay.empty`.
    """
    allowing.require(ws, actor, Deed.CASE, Thing(village))
    if month_ != month(ws):
        raise Refused("pay.month", month=month(ws))
    found = sheet(ws, month_, village)
    if found.frozen_on:
        raise Refused("pay.frozen")
    if found.waiting:
        raise Refused("pay.waiting", count=found.waiting)
    if found.gaps:
        raise Refused("pay.gap", count=len(found.gaps))
    if not found.lines:
        raise Refused("pay.empty")
    sums = found.totals
    data: dict[str, Value] = {
        "month": month_, "households": sums.households, "persons": sums.persons, "amount": f"{sums.amount:.2f}",
        "rows": [_cells(one) for one in found.lines],
    }  # fmt: skip
    events.record(ws, actor, New(LISTED, village, _thing(month_, village), data=data))
    return Done(sheet(ws, month_, village), _TOPICS)


def pay(
    ws: Workspace, actor: Actor, month_: str, village: str, on: date, returned: Sequence[str] = ()
) -> Done[Sheet]:
    """Says that a frozen list was paid out, and whose money came back.

    Raises:
        Refused: `actor.…`, `pay.not-frozen`, `pay.paid`, `change.future`.
    """
    allowing.require(ws, actor, Deed.CASE, Thing(village))
    found = sheet(ws, month_, village)
    if not found.frozen_on:
        raise Refused("pay.not-frozen")
    if found.paid_on:
        raise Refused("pay.paid")
    if on > today(ws.clock):
        raise Refused("change.future")
    data: dict[str, Value] = {"month": month_, "returned": list(returned)}
    events.record(ws, actor, New(PAID, village, _thing(month_, village), tuple(returned), on.isoformat(), "", data))
    return Done(sheet(ws, month_, village), _TOPICS)


def explain(
    ws: Workspace, actor: Actor, month_: str, village: str, gaps: Sequence[Gap], text: str
) -> Done[None]:
    """Writes down why figures differ; it covers these figures and no others (R-21, 7).

    Raises:
        Refused: `actor.…`, `pay.no-text`.
    """
    allowing.require(ws, actor, Deed.SUPERVISE, Thing(village))
    if not text.strip():
        raise Refused("pay.no-text")
    made = [
        events.made(ws, actor, New(EXPLAINED, village, _thing(month_, village), data={
            "check": gap.name, "left": str(gap.left), "right": str(gap.right), "text": text.strip(),
        }))
        for gap in gaps
    ]  # fmt: skip
    with ws.store.transaction() as db:
        for one in made:
            events.enter(db, one)
    return Done(None, _TOPICS)


def _told(found: Iterable[Event]) -> list[Explained]:
    return [
        Explained(one.text("check"), one.text("left"), one.text("right"), one.text("text"), one.by, one.at)
        for one in found
        if one.kind == EXPLAINED
    ]


def flows(ws: Workspace, month_: str, within: Within = None) -> Flows:
    """Who came in and went out, for all that somebody sees."""
    return payment.flows(_counted(ws, month_, within)[0])


def township_check(ws: Workspace, found: Sequence[Summary]) -> list[Result]:
    """Σ villages = all households in benefit that this computer knows (R-21, 3), for the month that is drawn up."""
    known = _paid_sums(ws, tuple(one.village_code for one in found))
    return [
        summed("villages_households", (one.totals.households for one in found), sum(one[1] for one in known)),
        summed("villages_persons", (one.totals.persons for one in found), sum(one[2] for one in known)),
    ]


def paid_sum(ws: Workspace, since: str, until: str, within: Within = None) -> Totals:
    """What frozen lists from one month to another came to (S-203): household-months, person-months, yuan."""
    sums = NOTHING
    for one in rows.pay_heads_between(ws.store.reader(), since, until, within):
        sums += _head(one)
    return sums


def read(one: Event) -> list[Line]:
    """The lines of a frozen list."""
    cells = one.data.get("rows")
    return [_line(row) for row in cells if isinstance(row, list)] if isinstance(cells, list) else []


def _cells(one: Line) -> list[Value]:
    return [
        one.household_id, one.number, one.head, one.group, one.category, one.persons, f"{one.amount:.2f}",
        f"{one.before:.2f}", one.moved, one.reason,
    ]  # fmt: skip


def _line(row: list[Value]) -> Line:
    home, number, head, group, category, persons, amount, before, moved, reason = row
    kind: payment.Moved = next((one for one in payment.MOVED if one == moved), "same")
    return Line(
        str(home), str(number), str(head), str(group), str(category), persons if isinstance(persons, int) else 0,
        benefit.money(amount), benefit.money(before), kind, str(reason),
    )  # fmt: skip


def _held(found: Sequence[PaidRow], later: Sequence[Change]) -> list[tuple[Line, Standing]]:
    """Households as this month pays them: who was confirmed for a later month is still what he was."""
    before = {one.household_id: one.old for one in later}
    held = []
    for one in found:
        now = before.get(one.id) or Standing(one.category, one.insured, benefit.money(one.amount), one.state)
        line = Line(
            one.id, one.household_no, one.head_name, one.village_group, now.category, now.insured, now.amount,
            now.amount, "same", "",
        )  # fmt: skip
        held.append((line, now))
    return held


def _checks(
    held: Sequence[tuple[Line, Standing]],
    lines: Sequence[Line],
    last: Mapping[str, Line] | None,
    counted: Sequence[Change],
) -> list[Result]:
    end, by_category = payment.totals(lines), defaultdict[str, Totals](lambda: NOTHING)
    for _, standing in held:
        by_category[standing.category] += payment.worth(standing)
    if last is None:
        return payment.checks(end, payment.flows(()), end, by_category)
    moved = [one for one in lines if one.moved != "same"]
    said = balance("reasons", sum(not one.unexplained for one in moved), len(moved))
    return [*payment.checks(payment.totals(last.values()), payment.flows(counted), end, by_category), said]


def _counted(ws: Workspace, month_: str, within: Within) -> tuple[list[Change], list[Change]]:
    """What counts from this month, and applications confirmed in it that count from a later one."""
    db, first, last = ws.store.reader(), f"{month_}-01", f"{month_}-31"
    ids = rows.counted_changes(db, first, last, within)
    found = [one for one in benefit.folded(event_rows.of_things(db, ids)).values() if one.counts]
    kinds, since = (benefit.ADMITTED, benefit.ADMISSION_UNDONE), f"{payment.month_before(month_)}-01"
    admitted = benefit.admissions(event_rows.of_kinds(db, kinds, since=since, within=within))
    found += [one for one in admitted if one.effective[:7] == month_]
    return found, [one for one in admitted if one.effective[:7] > month_]


def _texts(one: Event | None, key: str) -> tuple[str, ...]:
    value = one.data.get(key) if one else None
    return tuple(str(text) for text in value) if isinstance(value, list) else ()


def _thing(month_: str, village: str) -> str:
    return f"pay/{month_}/{village}"
