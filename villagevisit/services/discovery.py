"""Finding people before they ask: leads, lists of whom nobody covers, the three weeks, tags (S-042, S-214 … S-219)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from villagevisit.domain import discovery as rules
from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.discovery import Lead, Window
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.spot_check import TEKUN
from villagevisit.services import allowing, areas, events, households, paper_record, policy
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import checking
from villagevisit.store import events as rows

_CHANGED = changes(Topic.EVENTS)
TAGGED, LOOKED = "window.tagged", "window.looked"
_YEAR = timedelta(days=365)
REASONS = ("edge", "disabled", "ill", "elder_alone")
_ILL = "4"
"""`health`: seriously ill."""


@dataclass(frozen=True, slots=True)
class NewLead:
    """Somebody who may need help; `household` is empty while he is in no register, then `name` and `place` say who."""

    area: str
    source: str
    words: str
    household: str = ""
    name: str = ""
    place: str = ""


def leads(ws: Workspace, within: Within = None) -> list[Lead]:
    """Those to be visited first, by due day; then the visited ones, newest first."""
    made = rules.fold_leads(rows.of_kinds(ws.store.reader(), rules.LEAD_KINDS, within=within)).values()
    waiting = sorted((one for one in made if not one.visited), key=lambda one: (one.due, one.id))
    return [*waiting, *sorted((one for one in made if one.visited), key=lambda one: one.visited, reverse=True)]


def lead(ws: Workspace, actor: Actor, new: NewLead) -> Done[str]:
    """Enters a lead; it has to be visited within the county's days. Returns its id.

    Raises:
        Refused: `actor.role`, `actor.area`, `lead.nobody`, `lead.source`.
    """
    allowing.require(ws, actor, Deed.INQUIRY, Thing("" if new.area.endswith("000") else new.area))
    if not (new.household or new.name.strip()):
        raise Refused("lead.nobody")
    if new.source not in rules.SOURCES:
        raise Refused("lead.source")
    return _enter(ws, actor, new)


def _enter(ws: Workspace, actor: Actor, new: NewLead) -> Done[str]:
    days = policy.on(ws, today(ws.clock)).integer("lead_visit_days")
    data: dict[str, Value] = {
        "source": new.source, "words": new.words.strip(), "name": new.name.strip(), "place": new.place.strip(),
        "due": (today(ws.clock) + timedelta(days=days)).isoformat(),
    }  # fmt: skip
    homes = (new.household,) if new.household else ()
    return Done(events.record(ws, actor, New("lead.found", new.area, households=homes, data=data)).thing, _CHANGED)


def from_doctor(ws: Workspace, actor: Actor, household_id: str) -> Done[str]:
    """A village doctor asks civil affairs to look at a household, with its consent (S-200). Nothing of anybody's health
    goes with it: where it comes from and which household, no more.

    Raises:
        Refused: `actor.…`, `household.unknown`, `lead.waiting` (day) while an earlier lead of it waits for its visit.
    """
    home = households.get(ws, household_id, allowing.within(ws, actor))
    allowing.require(ws, actor, Deed.HEALTH, Thing(home.village_code))
    waiting = next((one for one in leads(ws) if one.household == home.id and not one.visited), None)
    if waiting is not None:
        raise Refused("lead.waiting", day=waiting.due)
    return _enter(ws, actor, NewLead(home.village_code, "hospital", "", home.id))


def visited(ws: Workspace, actor: Actor, lead_id: str, result: str, source: str = "") -> Done[None]:
    """What the visit came to. Raises Refused `actor.role`, `actor.area`, `lead.unknown`, `lead.result`."""
    one = rules.fold_leads(rows.of_thing(ws.store.reader(), lead_id)).get(lead_id)
    if one is None:
        raise Refused("lead.unknown")
    allowing.require(ws, actor, Deed.INQUIRY, Thing("" if one.area.endswith("000") else one.area))
    if result not in rules.RESULTS:
        raise Refused("lead.result")
    homes = (one.household,) if one.household else ()
    events.record(ws, actor, New("lead.visited", one.area, lead_id, homes, source=source, data={"result": result}))
    return Done(None, _CHANGED)


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A household outside benefit that somebody should look at, and why."""

    id: str
    number: str
    head: str
    village: str
    reasons: tuple[str, ...]
    """Of `REASONS`: edge household, disabled member, seriously ill member, old people without supporters (S-260)."""


def uncovered(ws: Workspace, within: Within = None) -> list[Uncovered]:
    """Edge households, and those with disabled, seriously ill or lone old members, that have no dibao (S-042, S-260).

    Disability, illness and supporters are what the newest signed visit says; age is what the register says.
    """
    age = policy.on(ws, today(ws.clock)).integer("elder_age")
    day = today(ws.clock)
    born = f"{day.year - age}-{day:%m-%d}"
    found = [
        Uncovered(one.id, one.number, one.head, one.village, reasons)
        for one in checking.outside(ws.store.reader(), born, within)
        for reasons in [_reasons(one)]
        if reasons
    ]
    return sorted(found, key=lambda one: -len(one.reasons))


def _reasons(one: checking.Outside) -> tuple[str, ...]:
    members = paper_record.repeats(one.body, "member") if one.body else []
    supported = one.body and paper_record.values(one.body).get("has_obligor") == "1"
    why = {
        "edge": one.category == "4",
        "disabled": any(member.get("m_dis_cert") == "1" for member in members),
        "ill": any(member.get("m_health") == _ILL for member in members),
        "elder_alone": bool(one.elders) and not supported,
    }
    return tuple(reason for reason in REASONS if why[reason])


def windows(ws: Workspace) -> tuple[Window, ...]:
    """The three windows of this year. Raises Refused `window.starts`, `policy.…`."""
    day = today(ws.clock)
    on = policy.on(ws, day)
    return rules.windows(day.year, on.text("window_starts"), on.integer("window_days"))


def present(ws: Workspace) -> Window | None:
    """The window of today, else the next one of the year, else the last."""
    day, known = today(ws.clock), windows(ws)
    return next((one for one in known if day <= one.last), known[-1] if known else None)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a village's households were looked at."""

    village: str
    done: int
    of: int


def coverage(ws: Workspace, window: Window, within: Within = None) -> tuple[Share, ...]:
    """By village: households with a visit, or marked as looked at, inside the window (S-214)."""
    db, since, until = ws.store.reader(), window.first.isoformat(), window.last.isoformat()
    seen = checking.visited_in(db, since, until)
    for one in rows.of_kinds(db, [LOOKED], since=since, until=until, within=within):
        seen.update(one.households)
    homes = checking.active(db, within)
    of, done = Counter(village for _, village in homes), Counter(village for home, village in homes if home in seen)
    return tuple(Share(village, done[village], of[village]) for village in sorted(of))


def looked(ws: Workspace, actor: Actor, village: str, households: Sequence[str], day: date | None = None) -> Done[None]:
    """Marks households as looked at. Raises Refused `actor.role`, `actor.area`, `window.nobody`."""
    allowing.require(ws, actor, Deed.FORM, Thing(village))
    if not households:
        raise Refused("window.nobody")
    homes = tuple(sorted(set(households)))
    events.record(ws, actor, New(LOOKED, village, village, homes, day=day.isoformat() if day else ""))
    return Done(None, _CHANGED)


def tag(ws: Workspace, actor: Actor, village: str, household: str, person: str, tags: Sequence[str]) -> Done[None]:
    """Says to which groups somebody belongs; replaces what was said before (S-215).

    Raises:
        Refused: `actor.role`, `actor.area`, `window.tag`.
    """
    allowing.require(ws, actor, Deed.FORM, Thing(village))
    if not set(tags) <= set(rules.TAGS):
        raise Refused("window.tag")
    data: dict[str, Value] = {"tags": list[Value](tags)}
    events.record(ws, actor, New(TAGGED, village, person, (household,), data=data))
    return Done(None, _CHANGED)


def tags(ws: Workspace, within: Within = None) -> dict[str, tuple[str, ...]]:
    """Person → tags, of everybody who was marked; 五保 and 低保 are what the register says of him."""
    db = ws.store.reader()
    marked = rules.tags_of(rows.of_kinds(db, [TAGGED], within=within))
    insured = checking.category_of(db, marked)
    found: dict[str, tuple[str, ...]] = {}
    for person, (_, some) in marked.items():
        held = {_benefit(insured[person])} if person in insured else set[str]()
        mine = held | (set(some) - {"dibao", "tekun"})
        found[person] = tuple(one for one in rules.TAGS if one in mine)
    return found


def _benefit(category: str) -> str:
    return "tekun" if category == TEKUN else "dibao"


def crossed(ws: Workspace, within: Within = None) -> Mapping[tuple[str, str], int]:
    """How many people bear each pair of tags; 五保 and 低保 alone count everybody in the register."""
    found = Counter(rules.crossed(tags(ws, within).values()))
    for benefit in ("dibao", "tekun"):
        found[benefit, benefit] = 0
    for category, persons in checking.insured(ws.store.reader(), within).items():
        found[_benefit(category), _benefit(category)] += persons
    return found


@dataclass(frozen=True, slots=True)
class Complete:
    """How far a village's ledger is complete: households, and how many of them have each thing (S-216)."""

    village: str
    name: str
    households: int
    having: tuple[int, ...]
    """Phone, address, as many people as counted, numbers and birthdays, amount and persons, a visit within a year."""


def completeness(ws: Workspace, within: Within = None) -> tuple[Complete, ...]:
    since = (today(ws.clock) - _YEAR).isoformat()
    return tuple(
        Complete(village, areas.name(ws, village), count, having)
        for village, count, having in checking.completeness(ws.store.reader(), since, within)
    )
