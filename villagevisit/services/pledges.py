"""Pledges: who must, who has, who is missing; who has none is given no work once the county says so (S-001 … S-005).

The switch is the dated parameter `pledge_binds`, 0 as shipped: a county that never said from which day pledges bind
goes on as before. A pledge is a signed F04, or one signed on paper by somebody without a PIN.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from printing.texts import wording
from villagevisit.domain import pledge as rules
from villagevisit.domain.campaign import Share
from villagevisit.domain.changes import Done
from villagevisit.domain.clock import today
from villagevisit.domain.engagement import SORTS, Person
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.form_ids import PLEDGE_FORM
from villagevisit.domain.kin_filing import Filing
from villagevisit.domain.officer import Officer
from villagevisit.domain.pledge import PLEDGED, POSTED, VOIDED, Due, Pledge, Standing
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import (
    areas,
    boards,
    duty,
    engaged,
    events,
    frozen_answers,
    kin_filings,
    paper_image,
    people,
    policy,
)
from villagevisit.services.boards import Photo
from villagevisit.services.events import New
from villagevisit.services.folded import Folded, kept
from villagevisit.services.workspace import NOBODY, Actor, Workspace
from villagevisit.store import duty as duty_rows
from villagevisit.store import events as rows
from villagevisit.store.households import Db
from villagevisit.store.visits import StoredSubmission

_ORDER = {one: place for place, one in enumerate(Standing)}
_KEPT = Folded((PLEDGED, VOIDED), rules.fold, bare=True)


def text_version() -> str:
    """Of the pledge as this program prints it."""
    return wording("pledge").version


def known(ws: Workspace) -> Mapping[str, tuple[Pledge, ...]]:
    """Person → his pledges, also those that were signed before there were events."""
    db = ws.store.reader()
    older = [events.made(ws, NOBODY, _pledged(ws, one)) for one in duty_rows.without_event(db, PLEDGE_FORM)]
    return rules.pledges([*_KEPT.of(ws).values(), *rules.fold(older).values()])


@kept
def roster(ws: Workspace, on: date | None = None) -> tuple[Due, ...]:
    """Everybody who must pledge on a day, today when left out; who is missing first, then by place and name."""
    day = on or today(ws.clock)
    scope = rules.parse_scope(duty.parameter(ws, "pledge_scope", day))
    signed, here = known(ws), engaged.here(ws, day)
    officers = people.officers(ws)
    ids = {one.id for one in officers}
    counted = duty.areas_of(ws, officers)
    called, must = cache(partial(areas.name, ws)), cache(partial(rules.must, scope))
    found = [_of_officer(one, counted[one.id], called) for one in officers]
    found += [_of_person(one, called) for one in here if one.officer not in ids]
    rows_ = [_stands(one, signed, day.isoformat()) for one in found if must(one.role, one.area)]
    return tuple(sorted(rows_, key=lambda one: (_ORDER[one.standing], one.area, one.unit, one.name, one.person)))


def coverage(of: Iterable[Due], by: str) -> tuple[Share, ...]:
    """Valid ÷ due by `area` or `role`; it must reach all of them."""
    frame: dict[str, list[int]] = {}
    for one in of:
        cell = frame.setdefault(one.role if by == "role" else one.area, [0, 0])
        cell[0] += one.standing is Standing.VALID
        cell[1] += 1
    return tuple(Share(key, key, done, whole) for key, (done, whole) in sorted(frame.items()))


def counted(ws: Workspace, on: date) -> tuple[int, int]:
    """How many have a valid pledge on a day that is not later than today, of how many who must: for every report."""
    due = roster(ws, min(on, today(ws.clock)))
    return sum(one.standing is Standing.VALID for one in due), len(due)


def missing(ws: Workspace) -> int:
    """How many must pledge and have no valid pledge today."""
    return sum(one.standing is not Standing.VALID for one in roster(ws))


def bound(ws: Workspace) -> bool:
    """Whether the county's switch is on today."""
    return duty.parameter(ws, "pledge_binds", today(ws.clock)) == "1"


def bind(ws: Workspace, actor: Actor, day: str) -> Done[None]:
    """From this day on nobody without a valid pledge is given work. Raises like `policy.set_value`."""
    return policy.set_value(ws, actor, PolicyEntry("pledge_binds", "1", duty.day(day).isoformat()))


def require(ws: Workspace, officers: Sequence[Officer]) -> None:
    """Lets pass people who may be given work: to visit, to approve, to check (S-002). Whom the county's scope leaves
    out needs no pledge; whose time here is over gets no work either (S-139).

    Raises:
        Refused: `pledge.missing` (officers), `duty.term-over` (officer, day).
    """
    for one in engaged.over(ws, officers):
        raise Refused("duty.term-over", officer=one.name, day=one.until)
    if not bound(ws):
        return
    day = today(ws.clock)
    scope = rules.parse_scope(duty.parameter(ws, "pledge_scope", day))
    signed, counted = known(ws), duty.areas_of(ws, officers)
    without = [
        one.name
        for one in officers
        if rules.must(scope, rules.role_of(one), counted[one.id])
        and rules.standing(signed.get(one.id, ()), day.isoformat())[0] is not Standing.VALID
    ]
    if without:
        raise Refused("pledge.missing", officers="、".join(dict.fromkeys(without)))


@dataclass(frozen=True, slots=True)
class Own:
    """What is known of one officer before he is given work (S-002)."""

    standing: Standing
    pledge: Pledge | None
    filings: tuple[Filing, ...]


def own(ws: Workspace, officers: Iterable[Officer]) -> Mapping[str, Own]:
    """Officer id → his own pledge and the filings of his kin."""
    signed, filed, day = known(ws), kin_filings.filings(ws), today(ws.clock).isoformat()
    return {
        one.id: Own(
            *rules.standing(signed.get(one.id, ()), day),
            tuple(each for each in filed if each.officer == one.id and each.current),
        )
        for one in officers
    }


def on_paper(ws: Workspace, actor: Actor, due: Due, *, day: str, valid_to: str, version: str = "") -> Done[Event]:
    """Somebody signed the printed pledge. Empty `version`: the text as it is printed now.

    Raises:
        Refused: `pledge.dates`, and what `duty.enter` raises.
    """
    if duty.day(valid_to) <= duty.day(day):
        raise Refused("pledge.dates")
    return duty.enter(
        ws,
        actor,
        New(
            PLEDGED, due.area, day=day,
            data={
                "person": due.person, "name": due.name, "unit": due.unit, "post": due.post, "role": due.role,
                "version": version.strip() or text_version(), "valid_to": valid_to,
            },
        ),
    )  # fmt: skip


def void(ws: Workspace, actor: Actor, pledge: Pledge, why: str) -> Done[Event]:
    """Takes back what was entered wrongly. Raises Refused `duty.missing`, and what `duty.enter` raises."""
    return duty.enter(ws, actor, New(VOIDED, duty.office(ws), pledge.id, data={"why": duty.said(why)}))


def posted(ws: Workspace, actor: Actor, *, place: str, day: str = "", photos: Sequence[Photo] = ()) -> Done[Event]:
    """The list of those who pledged hangs: where, since when, and the photos that prove it (S-005).

    Raises:
        Refused: `duty.missing`, `pledge.nobody`, `attachment.not-an-image`, `attachment.too-large`,
            `paper.image-unreadable` (file), and what `duty.enter` raises.
    """
    listed = [one for one in roster(ws) if one.standing is Standing.VALID]
    if not listed:
        raise Refused("pledge.nobody")
    where = duty.said(place)
    seen = [picture for photo in photos for _, picture, _ in paper_image.pictures(photo)]
    data: dict[str, Value] = {"place": where, "rows": len(listed), "photos": boards.kept(ws, seen)}
    return duty.enter(ws, actor, New(POSTED, duty.office(ws), day=day, data=data))


def postings(ws: Workspace) -> tuple[Event, ...]:
    """The newest first."""
    return tuple(sorted(rows.of_kinds(ws.store.reader(), (POSTED,)), key=lambda one: (one.day, one.id), reverse=True))


def signed(ws: Workspace, db: Db, stored: StoredSubmission) -> None:
    """An F04 has its signature: the pledge it is, in the transaction of the signature."""
    events.enter(db, events.made(ws, Actor((people.get(ws, stored.person_id),)), _pledged(ws, stored)))


def _pledged(ws: Workspace, stored: StoredSubmission) -> New:
    officer = people.get(ws, stored.person_id)
    said = frozen_answers.values(stored.body)
    area, day = duty.areas_of(ws, (officer,))[officer.id], (said.get("pledge_date") or stored.frozen_at)[:10]
    return New(
        PLEDGED, area, day=day, source=stored.id,
        data={
            "person": officer.id, "name": said.get("p_name", ""), "unit": said.get("p_unit", ""),
            "post": said.get("p_post", ""), "role": said.get("p_role", ""), "replaces": stored.replaces,
            "version": said.get("p_template_ver", ""), "valid_to": said.get("p_valid_to", "")[:10],
        },
    )  # fmt: skip


def _of_officer(one: Officer, area: str, called: Callable[[str], str]) -> Due:
    unit = called(one.village_code or area) if area else ""
    return Due(one.id, one.name, unit, "", rules.role_of(one), area, Standing.NONE, officer=True)


def _of_person(one: Person, called: Callable[[str], str]) -> Due:
    unit = one.unit or called(one.village or one.area)
    return Due(one.officer or one.id, one.name, unit, one.post, SORTS[one.sort], one.area, Standing.NONE)


def _stands(one: Due, signed_: Mapping[str, tuple[Pledge, ...]], day: str) -> Due:
    where, found = rules.standing(signed_.get(one.person, ()), day)
    unit, post = (found.unit, found.post) if found else (one.unit, one.post)
    return Due(one.person, one.name, unit or one.unit, post, one.role, one.area, where, found, one.officer)
