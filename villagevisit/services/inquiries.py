"""The first-inquiry register (F07, S-009 … S-016): one owner at any time, limits, answers by policy, figures."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from villagevisit.domain import inquiries as rules
from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.inquiries import Inquiry, Month, Proposals
from villagevisit.domain.officer import Officer, Role
from villagevisit.domain.publicity import clock, parse_calendar
from villagevisit.services import allowing, areas, events, people, policy, shipped_tables
from villagevisit.services.events import New
from villagevisit.services.folded import Folded
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import documents
from villagevisit.store import events as rows

_CHANGED = changes(Topic.EVENTS, Topic.EXCHANGE)
_REGISTER, _DECIDE, _EXTEND = ("petition_register_days", 15), ("petition_decide_days", 60), ("petition_extend_days", 30)
_PROPOSAL = ("proposal_days", 90)
_KEPT = Folded(rules.KINDS, lambda found: {one.id: one for one in rules.fold(found)}, bare=True)
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is registered; `area` empty: the whole township. Name and phone go to the county alone."""

    channel: str
    matter: str
    content: str
    area: str = ""
    households: tuple[str, ...] = ()
    name: str = ""
    phone: str = ""
    reference: str = ""
    """Number of the superior's order, when it is supervised."""
    objection: str = ""
    """The objection that it is, when it is one."""


@dataclass(frozen=True, slots=True)
class Template:
    """An answer that rests on an article, in force from a day on (S-011)."""

    key: str
    matter: str
    title: str
    article: str
    text: str
    valid_from: str
    valid_to: str


def open_(ws: Workspace, actor: Actor, asked: Asked) -> Done[Inquiry]:
    """Registers a matter; the first of those signed in owns it from now on.

    Raises:
        Refused: `actor.role`, `actor.area`, `inquiry.nobody`, `inquiry.nothing`, `inquiry.unknown-code`,
            `inquiry.county-only`, `paper.calendar`.
    """
    found = made(ws, actor, asked)
    with ws.store.transaction() as db:
        for one in found:
            events.enter(db, one)
    return Done(get(ws, found[0].thing), _CHANGED)


def made(ws: Workspace, actor: Actor, asked: Asked) -> tuple[Event, ...]:
    """The events of `open_`, to be entered by the caller: the matter, and who asked. Raises as it."""
    area = asked.area or _here(ws)
    allowing.require(ws, actor, Deed.INQUIRY, Thing("" if area.endswith("000") else area), named=True)
    if not asked.content.strip():
        raise Refused("inquiry.nothing")
    if asked.channel not in (*rules.CHANNELS, *rules.PROPOSALS) or asked.matter not in rules.MATTERS:
        raise Refused("inquiry.unknown-code")
    first = actor.officers[0]
    if asked.reference.strip() and Role.COUNTY not in first.roles:
        raise Refused("inquiry.county-only")
    day = today(ws.clock)
    register, decide = (_PROPOSAL, _PROPOSAL) if asked.channel in rules.PROPOSALS else (_REGISTER, _DECIDE)
    data: dict[str, Value] = {
        "channel": asked.channel, "matter": asked.matter, "content": asked.content.strip(),
        "first": first.staff_no, "first_name": first.name, "real_name": bool(asked.name.strip()),
        "inform_by": _limit(ws, day, register).isoformat(), "due": _limit(ws, day, decide).isoformat(),
        "reference": asked.reference.strip(), "objection": asked.objection,
    }  # fmt: skip
    one = events.made(ws, actor, New(rules.OPENED, area, households=asked.households, data=data))
    if not (asked.name.strip() or asked.phone.strip()):
        return (one,)
    who: dict[str, Value] = {"name": asked.name.strip(), "phone": asked.phone.strip()}
    return one, events.made(ws, actor, New(rules.PERSON, area, one.thing, data=who, secret=True))


def hand_over(ws: Workspace, actor: Actor, inquiry_id: str, to: str, reason: str) -> Done[Inquiry]:
    """Offers it to a colleague; whoever has it keeps it until he accepts. What the county supervises stays there.

    Raises:
        Refused: `actor.role`, `inquiry.unknown`, `inquiry.closed`, `inquiry.not-yours` (owner), `inquiry.no-reason`,
            `inquiry.to-himself`, `inquiry.below-county`, `officer.unknown`.
    """
    one = _mine(ws, actor, inquiry_id)
    receiver = people.get(ws, to)
    if not reason.strip():
        raise Refused("inquiry.no-reason")
    if receiver.staff_no == one.owner.staff_no:
        raise Refused("inquiry.to-himself")
    county = Role.COUNTY in receiver.roles
    if one.reference and not county:
        raise Refused("inquiry.below-county")
    data: dict[str, Value] = {
        "to": receiver.staff_no, "to_name": receiver.name, "reason": reason.strip(), "county": county
    }
    return _enter(ws, actor, one, rules.HANDED_OVER, data)


def accept(ws: Workspace, actor: Actor, inquiry_id: str) -> Done[Inquiry]:
    """Takes what was offered; from now on it is his.

    Raises:
        Refused: `actor.role`, `inquiry.unknown`, `inquiry.nothing-offered`, `inquiry.for-another` (name).
    """
    one = _open(ws, actor, inquiry_id)
    if one.waiting is None:
        raise Refused("inquiry.nothing-offered")
    to = one.waiting.to
    if to.staff_no not in {officer.staff_no for officer in actor.officers}:
        raise Refused("inquiry.for-another", name=to.name)
    return _enter(ws, actor, one, rules.ACCEPTED, {"handover": one.waiting.event, "who": to.staff_no})


def supervise(ws: Workspace, actor: Actor, inquiry_id: str, reference: str) -> Done[Inquiry]:
    """The county takes it over itself, by an order that has a number (S-012).

    Raises:
        Refused: `actor.role`, `inquiry.unknown`, `inquiry.closed`, `inquiry.county-only`, `inquiry.no-reference`.
    """
    one = _open(ws, actor, inquiry_id)
    taker = next((officer for officer in actor.officers if Role.COUNTY in officer.roles), None)
    if taker is None:
        raise Refused("inquiry.county-only")
    if not reference.strip():
        raise Refused("inquiry.no-reference")
    data: dict[str, Value] = {"reference": reference.strip(), "who": taker.staff_no, "who_name": taker.name}
    return _enter(ws, actor, one, rules.SUPERVISED, data)


def told(ws: Workspace, actor: Actor, inquiry_id: str) -> Done[Inquiry]:
    """Whoever asked was told that it is registered. Raises as `answer`."""
    return _enter(ws, actor, _mine(ws, actor, inquiry_id), rules.TOLD, {})


def answer(
    ws: Workspace, actor: Actor, inquiry_id: str, text: str, *, handling: str, article: str = ""
) -> Done[Inquiry]:
    """What was answered, and by which article.

    Raises:
        Refused: `actor.role`, `inquiry.unknown`, `inquiry.closed`, `inquiry.not-yours` (owner), `inquiry.no-answer`,
            `inquiry.unknown-code`.
    """
    one = _mine(ws, actor, inquiry_id)
    if not text.strip():
        raise Refused("inquiry.no-answer")
    if handling not in rules.HANDLINGS:
        raise Refused("inquiry.unknown-code")
    return _enter(ws, actor, one, rules.ANSWERED, {"text": text.strip(), "article": article, "handling": handling})


def extend(ws: Workspace, actor: Actor, inquiry_id: str, reason: str) -> Done[Inquiry]:
    """Thirty days more, once, with the reason that is told to whoever asked (R-19).

    Raises:
        Refused: as `answer`, and `inquiry.extended-already`, `inquiry.no-reason`.
    """
    one = _mine(ws, actor, inquiry_id)
    if one.extended:
        raise Refused("inquiry.extended-already")
    if not reason.strip():
        raise Refused("inquiry.no-reason")
    due = _limit(ws, date.fromisoformat(one.due), _EXTEND)
    return _enter(ws, actor, one, rules.EXTENDED, {"due": due.isoformat(), "reason": reason.strip()})


def close(ws: Workspace, actor: Actor, inquiry_id: str, feedback: date, satisfaction: str = "") -> Done[Inquiry]:
    """Settled, and whoever asked knows: without that day nothing is closed (S-011).

    Raises:
        Refused: as `answer`, and `inquiry.feedback-day`, `inquiry.objection` when an objection has to be settled first.
    """
    one = _mine(ws, actor, inquiry_id)
    if one.objection:
        raise Refused("inquiry.objection")
    if one.answer is None:
        raise Refused("inquiry.no-answer")
    found = closing(ws, actor, one.id, one.answer.text, feedback, satisfaction)
    with ws.store.transaction() as db:
        for event in found:
            events.enter(db, event)
    return Done(get(ws, one.id), _CHANGED)


def closing(
    ws: Workspace, actor: Actor, inquiry_id: str, result: str, feedback: date, satisfaction: str
) -> tuple[Event, ...]:
    """The event of `close`, to be entered by the caller. Raises Refused `inquiry.feedback-day` and as `answer`."""
    one = _mine(ws, actor, inquiry_id)
    if not date.fromisoformat(one.day) <= feedback <= today(ws.clock):
        raise Refused("inquiry.feedback-day")
    if satisfaction and satisfaction not in rules.SATISFACTION:
        raise Refused("inquiry.unknown-code")
    data: dict[str, Value] = {
        "result": result.strip(), "feedback": feedback.isoformat(), "satisfaction": satisfaction
    }
    return (events.made(ws, actor, New(rules.CLOSED, one.area, one.id, one.households, data=data)),)


def every(ws: Workspace, within: Within = None) -> tuple[Inquiry, ...]:
    """Open ones first, the one whose limit is nearest at the top; closed ones last, the newest first."""
    return _KEPT.listed(ws, _sorted, within)


def _sorted(every_one: Iterable[Inquiry], within: Within) -> tuple[Inquiry, ...]:
    found = [one for one in every_one if rows.seen(one.area, within)]
    waiting = sorted((one for one in found if one.closed is None), key=lambda one: (one.limit(), one.id))
    closed = sorted((one for one in found if one.closed), key=lambda one: (one.day, one.id), reverse=True)
    return (*waiting, *closed)


def slow(ws: Workspace) -> bool:
    """Whether `every` takes long the first time, so that nobody should wait for it with the window."""
    return _KEPT.waiting(ws)


def get(ws: Workspace, inquiry_id: str) -> Inquiry:
    """Raises Refused `inquiry.unknown`."""
    found = rules.fold(rows.of_thing(ws.store.reader(), inquiry_id))
    if not found:
        raise Refused("inquiry.unknown")
    return found[0]


def visitors(ws: Workspace, actor: Actor, count: int) -> Done[None]:
    """So many came today without a matter that had to be registered (S-018). Raises Refused `inquiry.count`."""
    allowing.require(ws, actor, Deed.INQUIRY)
    if not 0 < count < 10_000:
        raise Refused("inquiry.count")
    events.record(ws, actor, New(rules.VISITORS, _here(ws), data={"count": count}))
    return Done(None, _CHANGED)


def proposals(ws: Workspace, year: int, within: Within = None) -> Proposals:
    """Deputies' suggestions and proposals of a year (S-019, S-020)."""
    return rules.proposals(every(ws, within), year)


def month(ws: Workspace, month: str, within: Within = None) -> Month:
    """Figures of a month `2026-11`, confirmed or not."""
    counted = rows.of_kinds(ws.store.reader(), (rules.VISITORS, rules.MONTH), within=within)
    return rules.figures(every(ws, within), counted, month, documents.count_in_benefit(ws.store.reader(), within))


def confirm_month(ws: Workspace, actor: Actor, month_: str, major: int) -> Done[Month]:
    """Somebody answers for the number of major petitions, also when it is none (S-013), and for the month's households.

    Raises:
        Refused: `actor.role`, `inquiry.count`, `inquiry.month-not-over`: the month is not a past or the present one.
    """
    allowing.require(ws, actor, Deed.SUPERVISE)
    if not 0 <= major < 10_000:
        raise Refused("inquiry.count")
    if not _MONTH.fullmatch(month_) or month_ > today(ws.clock).isoformat()[:7]:
        raise Refused("inquiry.month-not-over")
    households = documents.count_in_benefit(ws.store.reader(), None)
    data: dict[str, Value] = {"month": month_, "major": major, "households": households}
    events.record(ws, actor, New(rules.MONTH, _here(ws), data=data))
    return Done(month(ws, month_), _CHANGED)


@cache
def _templates() -> tuple[Template, ...]:
    return tuple(Template(**row) for row in shipped_tables.rows("answer_default.csv"))


def templates(ws: Workspace, matter: str = "") -> Sequence[Template]:
    """Answers in force today, those for this matter first."""
    day = today(ws.clock).isoformat()
    held = [one for one in _templates() if shipped_tables.holds(one.valid_from, one.valid_to, day)]
    return sorted(held, key=lambda one: one.matter != matter)


def receivers(ws: Workspace, one: Inquiry) -> Sequence[Officer]:
    """To whom it may be handed over."""
    return [
        officer
        for officer in people.officers(ws)
        if officer.staff_no != one.owner.staff_no and (not one.reference or Role.COUNTY in officer.roles)
    ]


def _open(ws: Workspace, actor: Actor, inquiry_id: str) -> Inquiry:
    one = get(ws, inquiry_id)
    allowing.require(ws, actor, Deed.INQUIRY, Thing("" if one.area.endswith("000") else one.area), named=True)
    if one.closed is not None:
        raise Refused("inquiry.closed")
    return one


def _mine(ws: Workspace, actor: Actor, inquiry_id: str) -> Inquiry:
    one = _open(ws, actor, inquiry_id)
    if one.owner.staff_no not in {officer.staff_no for officer in actor.officers}:
        raise Refused("inquiry.not-yours", owner=one.owner.name)
    return one


def _enter(ws: Workspace, actor: Actor, one: Inquiry, kind: str, data: dict[str, Value]) -> Done[Inquiry]:
    events.record(ws, actor, New(kind, one.area, one.id, one.households, data=data))
    return Done(get(ws, one.id), _CHANGED)


def _limit(ws: Workspace, day: date, rule: tuple[str, int]) -> date:
    """The last day of a period that begins the day after (民法典 201, 203)."""
    held = policy.on(ws, today(ws.clock)).values
    key, usual = rule
    days = held.get(key, "")
    try:
        calendar = parse_calendar(held.get("holiday_calendar", ""))
    except ValueError as error:
        raise Refused("paper.calendar") from error
    return clock(day, int(days) if days.isdigit() else usual, calendar).closes


def _here(ws: Workspace) -> str:
    """The area that a matter belongs to which no village has."""
    place = areas.township(ws) or areas.county(ws)
    if place is None:
        raise Refused("paper.no-village")
    return place.code
