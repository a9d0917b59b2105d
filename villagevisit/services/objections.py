"""Taking an objection to a board, and settling it after others have visited again (R-10, issue 7).

Whoever takes it owns it by the rule of the first inquiry, so it stands in that register too. The name of whoever
objects goes to the county alone; here only the office reads it, and who read it is written down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from villagevisit.domain import objections as rules
from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.inquiries import CHANNELS, SATISFACTION
from villagevisit.domain.objections import Objection
from villagevisit.domain.recusal import TEAM_SIZE
from villagevisit.services import allowing, boards, events, households, inquiries, people
from villagevisit.services.events import New
from villagevisit.services.inquiries import Asked
from villagevisit.services.workspace import Actor, Workspace, new_id
from villagevisit.store import audit, signoffs, visits
from villagevisit.store import events as rows
from villagevisit.store.visits import StoredSubmission

_CHANGED = changes(Topic.EVENTS, Topic.CAMPAIGN, Topic.EXCHANGE)
_MATTERS = {"omitted": "5", "kin": "7"}
_REPORT = "4"
"""举报错保, of the matters of F07."""


@dataclass(frozen=True, slots=True)
class Objected:
    """`board`: what it is about; empty when somebody objects to a household without having read a board."""

    channel: str
    about: str
    what: str
    households: tuple[str, ...] = ()
    board: str = ""
    name: str = ""
    phone: str = ""


def receive(ws: Workspace, actor: Actor, said: Objected) -> Done[Objection]:
    """The cases of these households stop until it is settled.

    Raises:
        Refused: `actor.role`, `actor.area`, `objection.nothing`, `objection.no-household`, `objection.unknown-code`,
            `inquiry.nobody`, `board.unknown`, `household.unknown`.
    """
    if not said.what.strip():
        raise Refused("objection.nothing")
    if said.channel not in CHANNELS or said.about not in rules.ABOUT:
        raise Refused("objection.unknown-code")
    if not said.households and said.about != "omitted":
        raise Refused("objection.no-household")
    homes = [households.get(ws, home, allowing.within(ws, actor)) for home in said.households]
    area = homes[0].village_code if homes else boards.get(ws, said.board).area
    allowing.require(ws, actor, Deed.BOARD, Thing(area))
    first = sorted({staff_no for home in homes for staff_no in _visitors(ws, home.id)})
    thing = new_id()
    asked = inquiries.made(
        ws, actor,
        Asked(
            said.channel, _MATTERS.get(said.about, _REPORT), said.what, area, said.households, said.name, said.phone,
            objection=thing,
        ),
    )  # fmt: skip
    one = events.made(
        ws, actor,
        New(
            rules.RECEIVED, area, thing, said.households,
            data={
                "channel": said.channel, "kind": said.about, "what": said.what.strip(), "board": said.board,
                "real_name": bool(said.name.strip()), "barred": [*first], "inquiry": asked[0].thing,
            },
        ),
    )  # fmt: skip
    with ws.store.transaction() as db:
        for event in (one, *asked):
            events.enter(db, event)
    return Done(get(ws, one.thing), _CHANGED)


def settle(
    ws: Workspace, actor: Actor, objection_id: str, *, conclusion: str, reason: str, feedback: date,
    satisfaction: str = "",
) -> Done[Objection]:  # fmt: skip
    """Says what became of it, once others than the first visited again; closes its inquiry.

    `feedback`: the day on which whoever objected was told. The household then hangs once more (`reviewed`).

    Raises:
        Refused: `actor.role`, `actor.area`, `objection.unknown`, `objection.settled-already`, `objection.no-reason`,
            `objection.unknown-code`, `objection.no-revisit`, `inquiry.feedback-day`, `inquiry.not-yours` (owner).
    """
    one = get(ws, objection_id)
    allowing.require(ws, actor, Deed.CASE, Thing(one.area))
    if one.settled is not None:
        raise Refused("objection.settled-already")
    if conclusion not in rules.CONCLUSIONS or (satisfaction and satisfaction not in SATISFACTION):
        raise Refused("objection.unknown-code")
    if not reason.strip():
        raise Refused("objection.no-reason")
    visit = ""
    for home in one.households:
        again = revisit(ws, one, home)
        if again is None:
            raise Refused("objection.no-revisit")
        visit = again.id
    closing = inquiries.closing(ws, actor, one.inquiry, reason, feedback, satisfaction)
    made = events.made(
        ws, actor,
        New(
            rules.SETTLED, one.area, one.id, one.households, source=visit,
            data={"conclusion": conclusion, "reason": reason.strip(), "feedback": feedback.isoformat()},
        ),
    )  # fmt: skip
    with ws.store.transaction() as db:
        for event in (made, *closing):
            events.enter(db, event)
    return Done(get(ws, one.id), _CHANGED)


def revisit(ws: Workspace, one: Objection, household_id: str) -> StoredSubmission | None:
    """The finished visit of a household since the objection, by people of whom none made the visit objected to."""
    found = visits.newest_finished(ws.store.reader(), VISIT_FORM, household_id, TEAM_SIZE)
    if found is None or found.frozen_at <= one.at or _signers(ws, found) & one.barred:
        return None
    return found


def every(ws: Workspace, within: Within = None) -> tuple[Objection, ...]:
    """In the order of entry."""
    return rules.fold(rows.of_kinds(ws.store.reader(), rules.KINDS, within=within))


def of_board(ws: Workspace, board_id: str) -> tuple[Objection, ...]:
    return tuple(one for one in every(ws) if one.board == board_id)


def get(ws: Workspace, objection_id: str) -> Objection:
    """Raises Refused `objection.unknown`."""
    found = rules.fold(rows.of_thing(ws.store.reader(), objection_id))
    if not found:
        raise Refused("objection.unknown")
    return found[0]


def open_households(ws: Workspace, household_ids: Sequence[str]) -> frozenset[str]:
    """Those of these households whose case stands still because of an objection."""
    return frozenset(home for one in every(ws) if one.settled is None for home in one.households) & {*household_ids}


def person(ws: Workspace, actor: Actor, thing: str) -> tuple[str, str]:
    """Name and phone of whoever objected or asked; only for the office that took it, and who read it is kept.

    Raises:
        Refused: `actor.role`, `inquiry.person-not-here`: it was taken on another computer, or nobody gave a name.
    """
    allowing.require(ws, actor, Deed.CASE, named=True)
    found = [one for one in rows.of_thing(ws.store.reader(), thing) if one.secret]
    if not found:
        raise Refused("inquiry.person-not-here")
    with ws.store.transaction() as db:
        audit.append(db, stamp(ws.clock), actor.id, "read.inquirer", thing)
    return found[-1].text("name"), found[-1].text("phone")


def overdue(ws: Workspace, within: Within = None) -> int:
    """Open objections whose limit is over."""
    day, waiting = today(ws.clock), {one.inquiry for one in every(ws, within) if one.settled is None}
    return sum(one.id in waiting and one.light(day) == "red" for one in inquiries.every(ws, within))


def _visitors(ws: Workspace, household_id: str) -> frozenset[str]:
    """Staff numbers of those who made the visit that the household's figures rest on."""
    found = visits.newest_finished(ws.store.reader(), VISIT_FORM, household_id, TEAM_SIZE)
    return _signers(ws, found) if found else frozenset()


def _signers(ws: Workspace, found: StoredSubmission) -> frozenset[str]:
    return frozenset(people.get(ws, one.officer_id).staff_no for one in signoffs.of(ws.store.reader(), found.id))


def barred_names(ws: Workspace, one: Objection) -> str:
    """Of those who may not visit again, as they are called here."""
    known = {officer.staff_no: officer.name for officer in people.officers(ws)}
    return "、".join(known.get(staff_no, staff_no) for staff_no in sorted(one.barred))
