"""Entering temporary aid and disasters, and reading where they stand. Who may is `Deed.AID`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from villagevisit.domain import aid_register as rules
from villagevisit.domain import disaster, figure_checks, ledger_check, working_days
from villagevisit.domain.access import Deed, Thing, Within, stem
from villagevisit.domain.aid_register import Given, Item, Said, Sums
from villagevisit.domain.changes import NOTHING, Done, Topic, changes
from villagevisit.domain.clock import CHINA, stamp, today
from villagevisit.domain.disaster import Disaster
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.figure_checks import Stated
from villagevisit.domain.ledger_check import Explained, Gap
from villagevisit.services import allowing, areas, cases, events, export, households, policy
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit
from villagevisit.store import events as rows
from villagevisit.wording import t

_CHANGED = changes(Topic.EVENTS, Topic.EXCHANGE)
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Giving:
    """What is entered; `number` is the household's in its village, empty where the roster does not have it."""

    village: str
    cause: str
    persons: int
    number: str = ""
    urgent: bool = False
    funds: Mapping[str, Decimal] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    day: str = ""
    """Today when left out."""


def give(ws: Workspace, actor: Actor, giving: Giving) -> Done[Given]:
    """Enters aid that was given; where help came first, the day by which the papers have to follow (S-275).

    Raises:
        Refused: `actor.role`, `actor.area`, `aid.code`, `aid.persons`, `aid.nothing-given`, `aid.amount`, `aid.day`,
            `household.unknown`, `paper.calendar`.
    """
    allowing.require(ws, actor, Deed.AID, Thing(giving.village), named=True)
    if giving.cause not in rules.CAUSES or not set(giving.funds) <= set(rules.FUNDS):
        raise Refused("aid.code")
    if not 0 < giving.persons < _MOST:
        raise Refused("aid.persons")
    if any(amount < 0 or amount != amount.quantize(Decimal("0.01")) for amount in giving.funds.values()):
        raise Refused("aid.amount")
    if not (giving.items or any(giving.funds.values())):
        raise Refused("aid.nothing-given")
    day = _past(ws, giving.day)
    homes = (households.numbered(ws, giving.village, giving.number).id,) if giving.number else ()
    data: dict[str, Value] = {
        "cause": giving.cause, "urgent": giving.urgent, "persons": giving.persons,
        "due": _due(ws, day) if giving.urgent else "", **rules.cells(giving.funds, giving.items),
    }  # fmt: skip
    one = events.record(
        ws, actor, New(rules.GIVEN, giving.village, households=homes, day=day.isoformat(), data=data)
    )
    return Done(get(ws, one.thing), _CHANGED)


def document(ws: Workspace, actor: Actor, aid_id: str, day: str = "") -> Done[Given]:
    """The papers are there. Raises Refused `actor.role`, `aid.unknown`, `aid.day`, `aid.papers-there`."""
    one = _mine(ws, actor, aid_id)
    if not one.waits():
        raise Refused("aid.papers-there")
    return _more(ws, actor, one, New(rules.DOCUMENTED, one.area, one.id, day=_past(ws, day).isoformat()))


def take_back(ws: Workspace, actor: Actor, aid_id: str, why: str) -> Done[Given]:
    """It was entered by mistake; it stays in sight and counts no more.

    Raises:
        Refused: `actor.role`, `aid.unknown`, `aid.taken-back`, `aid.no-reason`.
    """
    one = _mine(ws, actor, aid_id)
    if one.taken_back:
        raise Refused("aid.taken-back")
    if not why.strip():
        raise Refused("aid.no-reason")
    return _more(ws, actor, one, New(rules.TAKEN_BACK, one.area, one.id, data={"why": why.strip()}))


def every(ws: Workspace, within: Within = None, since: str = "") -> list[Given]:
    """Entries from a day on, the newest first."""
    return rules.fold(rows.of_kinds(ws.store.reader(), rules.KINDS, since=since, within=within))


def waiting(ws: Workspace, within: Within = None) -> tuple[int, int]:
    """(entries since last year whose papers are late, disasters whose relief or visit is late)."""
    now = ws.clock.now()
    day = now.date().isoformat()
    late = sum(one.late(day) for one in every(ws, within, since=f"{now.year - 1}-01-01"))
    return late, sum(one.late(now) for one in disasters(ws, within))


def entries(ws: Workspace, span: str, within: Within = None) -> list[Given]:
    """Those of a period, the newest first. Raises Refused `aid.period`."""
    tidy = rules.period(span)
    return [one for one in every(ws, within, tidy[:7]) if rules.within(one.day, tidy)]


def get(ws: Workspace, aid_id: str) -> Given:
    """Raises Refused `aid.unknown`."""
    found = rules.fold(rows.of_thing(ws.store.reader(), aid_id))
    if not found:
        raise Refused("aid.unknown")
    return found[0]


@dataclass(frozen=True, slots=True)
class Period:
    """The figures of a period with the same of the year before, what was stated, and what does not agree."""

    sums: Sums
    before: Sums
    said: tuple[Said, ...]
    doubtful: tuple[tuple[Stated, str], ...]
    """Stated figures that contradict one another."""
    gaps: tuple[Gap, ...]
    told: tuple[Explained, ...]


def period(ws: Workspace, span: str, within: Within = None) -> Period:
    """Raises Refused `aid.period`."""
    tidy, here, db = rules.period(span), _here(ws), ws.store.reader()
    before = rules.year_before(tidy)
    given = [one for one in every(ws, within, before[:7]) if one.area.startswith(stem(here))]
    kept = [one for one in rows.of_kinds(db, (rules.STATED, rules.EXPLAINED)) if one.area == here]
    said = rules.said(kept)
    sums = rules.sums(given, tidy)
    told = tuple(
        Explained(one.text("name"), one.text("left"), one.text("right"), one.text("why"), one.by, one.at)
        for one in kept if one.kind == rules.EXPLAINED and one.text("period") == tidy
    )  # fmt: skip
    gaps = ledger_check.open_gaps(rules.checks(sums, said), told)
    doubtful = figure_checks.provenance(rules.provenance(said))
    return Period(sums, rules.sums(given, before), tuple(said), tuple(doubtful), tuple(gaps), told)


def state(ws: Workspace, actor: Actor, figure: str, span: str, value: str, source: str) -> Done[None]:
    """What another office or report says about a period: nothing without its source (S-279, S-282).

    Raises:
        Refused: `actor.role`, `aid.code`, `aid.period`, `aid.figure`, `aid.no-source`.
    """
    allowing.require(ws, actor, Deed.AID, named=True)
    if figure not in rules.FIGURES:
        raise Refused("aid.code")
    text = value.strip().replace(",", "")
    whole, _, fen = text.partition(".")
    if not whole.isdigit() or (fen and (figure != "amount" or not fen.isdigit() or len(fen) > 2)):
        raise Refused("aid.figure")
    if not source.strip():
        raise Refused("aid.no-source")
    number = int(Decimal(text) * 100) if figure == "amount" else int(text)
    data: dict[str, Value] = {
        "figure": figure, "period": rules.period(span), "value": number, "source": source.strip()
    }
    events.record(ws, actor, New(rules.STATED, _here(ws), data=data))
    return Done(None, _CHANGED)


def explain(ws: Workspace, actor: Actor, span: str, gap: Gap, why: str) -> Done[None]:
    """Says why two figures differ; it covers these two and no others. Raises Refused `actor.role`, `aid.no-reason`."""
    allowing.require(ws, actor, Deed.AID, named=True)
    if not why.strip():
        raise Refused("aid.no-reason")
    data: dict[str, Value] = {
        "period": rules.period(span), "name": gap.name, "left": str(gap.left), "right": str(gap.right),
        "why": why.strip(),
    }  # fmt: skip
    events.record(ws, actor, New(rules.EXPLAINED, _here(ws), data=data))
    return Done(None, _CHANGED)


def save(ws: Workspace, actor: Actor, span: str, path: Path) -> Done[int]:
    """The entries of a period as a table, each with its period's name and whether it counts. Returns how many rows.

    Raises:
        Refused: `actor.role`, `aid.period`, `export.format`.
        EnvironmentFailed: `export.unwritable`.
    """
    write = export.writer(path)
    allowing.require(ws, actor, Deed.LISTS, named=True)
    tidy = rules.period(span)
    names = ("period", "day", "village", "household", "cause", "urgent", "persons", *rules.FUNDS, "items", "due",
             "documented", "taken_back", "by")  # fmt: skip
    columns = [t(f"aid.register.{name}") for name in names]
    found = reversed(entries(ws, tidy, allowing.within(ws, actor)))
    lines = (dict(zip(columns, _cells(ws, tidy, one), strict=True)) for one in found)
    with export.whole(path) as part:
        count = write(part, columns, lines)
        with ws.store.transaction() as db:
            audit.append(db, stamp(ws.clock), actor.id, "export", "aid_register", {"rows": count})
    return Done(count, NOTHING)


def _cells(ws: Workspace, span: str, one: Given) -> list[str | int]:
    home = households.get(ws, one.household).household_no if one.household else ""
    funds = [str(one.funds.get(fund, "")) for fund in rules.FUNDS]
    return [
        span, one.day, areas.name(ws, one.area), home, t(f"aid.cause.{one.cause}"),
        t("aid.yes") if one.urgent else t("aid.no"), one.persons, *funds, said_items(one.items), one.due,
        one.documented, one.taken_back, one.by,
    ]  # fmt: skip


def said_items(items: Sequence[Item]) -> str:
    """`棉被31床、大米3840斤`."""
    return "、".join(f"{one.item}{one.quantity}{one.unit}" for one in items)


@dataclass(frozen=True, slots=True)
class Happened:
    """A disaster as it is reported; moments as `2026-11-21 06:30` in China's time."""

    area: str
    hazard: str
    happened: str
    households: int
    persons: int
    who: str


def report(ws: Workspace, actor: Actor, said: Happened) -> Done[Disaster]:
    """A disaster with the moment it happened; it counts as reported now (S-284).

    Raises:
        Refused: `actor.role`, `actor.area`, `aid.code`, `aid.moment`, `aid.persons`, `aid.nobody`.
    """
    allowing.require(ws, actor, Deed.AID, Thing("" if said.area.endswith("000") else said.area), named=True)
    if said.hazard not in disaster.HAZARDS:
        raise Refused("aid.code")
    if not (0 <= said.households < _MOST and 0 <= said.persons < _MOST):
        raise Refused("aid.persons")
    if not said.who.strip():
        raise Refused("aid.nobody")
    happened, held = _moment(ws, said.happened), policy.on(ws, today(ws.clock)).values
    data: dict[str, Value] = {
        "hazard": said.hazard, "happened": happened.isoformat(), "reported": stamp(ws.clock),
        "households": said.households, "persons": said.persons, "who": said.who.strip(),
        "relief_hours": _number(held, "relief_hours", 24), "visit_days": _number(held, "victim_visit_days", 30),
    }  # fmt: skip
    one = events.record(ws, actor, New(disaster.REPORTED, said.area, data=data))
    return Done(the_disaster(ws, one.thing), _CHANGED)


def relief(ws: Workspace, actor: Actor, disaster_id: str, arrived: str, what: str) -> Done[Disaster]:
    """Relief arrived at a moment. Raises Refused `actor.role`, `aid.unknown`, `aid.moment`, `aid.nothing-given`."""
    one = _hit(ws, actor, disaster_id)
    if not what.strip():
        raise Refused("aid.nothing-given")
    at = _moment(ws, arrived)
    if at < one.happened:
        raise Refused("aid.moment")
    data: dict[str, Value] = {"arrived": at.isoformat(), "what": what.strip()}
    return _after(ws, actor, one, New(disaster.ARRIVED, one.area, one.id, data=data))


def visit(ws: Workspace, actor: Actor, disaster_id: str, found: str, day: str = "") -> Done[Disaster]:
    """The victims were visited (S-285). Raises Refused `actor.role`, `aid.unknown`, `aid.day`, `aid.no-reason`."""
    one = _hit(ws, actor, disaster_id)
    if not found.strip():
        raise Refused("aid.no-reason")
    when = _past(ws, day).isoformat()
    return _after(ws, actor, one, New(disaster.SEEN, one.area, one.id, day=when, data={"found": found.strip()}))


def end(ws: Workspace, actor: Actor, disaster_id: str) -> Done[Disaster]:
    """Nobody has to be visited any more. Raises Refused `actor.role`, `aid.unknown`."""
    one = _hit(ws, actor, disaster_id)
    return _after(ws, actor, one, New(disaster.ENDED, one.area, one.id))


def disasters(ws: Workspace, within: Within = None) -> list[Disaster]:
    return disaster.fold(rows.of_kinds(ws.store.reader(), disaster.KINDS, within=within))


def the_disaster(ws: Workspace, disaster_id: str) -> Disaster:
    """Raises Refused `aid.unknown`."""
    found = disaster.fold(rows.of_thing(ws.store.reader(), disaster_id))
    if not found:
        raise Refused("aid.unknown")
    return found[0]


def _mine(ws: Workspace, actor: Actor, aid_id: str) -> Given:
    one = get(ws, aid_id)
    allowing.require(ws, actor, Deed.AID, Thing(one.area), named=True)
    return one


def _hit(ws: Workspace, actor: Actor, disaster_id: str) -> Disaster:
    one = the_disaster(ws, disaster_id)
    allowing.require(ws, actor, Deed.AID, Thing("" if one.area.endswith("000") else one.area), named=True)
    return one


def _more(ws: Workspace, actor: Actor, one: Given, new: New) -> Done[Given]:
    events.record(ws, actor, new)
    return Done(get(ws, one.id), _CHANGED)


def _after(ws: Workspace, actor: Actor, one: Disaster, new: New) -> Done[Disaster]:
    events.record(ws, actor, new)
    return Done(the_disaster(ws, one.id), _CHANGED)


def _here(ws: Workspace) -> str:
    place = areas.township(ws) or areas.county(ws)
    if place is None:
        raise Refused("paper.no-village")
    return place.code


def _past(ws: Workspace, text: str) -> date:
    """A day that is not to come; today when left out."""
    now = today(ws.clock)
    try:
        day = date.fromisoformat(text) if text else now
    except ValueError as error:
        raise Refused("aid.day") from error
    if day > now:
        raise Refused("aid.day")
    return day


def _moment(ws: Workspace, text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text.strip().replace("：", ":")).replace(tzinfo=CHINA)
    except ValueError as error:
        raise Refused("aid.moment") from error
    if found > ws.clock.now() or ":" not in text.replace("：", ":"):
        raise Refused("aid.moment")
    return found


def _due(ws: Workspace, day: date) -> str:
    """So many working days after it was given."""
    held = policy.on(ws, today(ws.clock)).values
    return working_days.add(day, _number(held, "aid_papers_wd", 10), cases.limits(ws, day).calendar).isoformat()


def _number(held: Mapping[str, str], key: str, usual: int) -> int:
    text = held.get(key, "").strip()
    return int(text) if text.isdigit() else usual
