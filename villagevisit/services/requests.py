"""Taking somebody's wish to have his data corrected, and answering it."""

from dataclasses import asdict
from datetime import date
from typing import Any

from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.rights import Answer, Case, Outcome, Request, due_on
from villagevisit.services import allowing, households, people
from villagevisit.services.request_body import REQUEST, request_body
from villagevisit.services.workspace import Actor, Workspace, new_id
from villagevisit.store import audit, records
from villagevisit.store import requests as rows
from villagevisit.wording import t
from villagevisit.wording.copy_words import outcome_word

_CHANGED = changes(Topic.HOUSEHOLDS, Topic.EXCHANGE)


def ask(
    ws: Workspace, actor: Actor, household_id: str, name: str, what: str, responsible_id: str, due: date | None = None
) -> Done[str]:
    """Takes a request; `responsible_id`: the colleague who answers for it. Returns its id.

    Raises:
        Refused: `actor.role`, `household.unknown`, `request.nothing`, `request.nobody`, `request.past`,
            `officer.unknown`.
    """
    home = households.get(ws, household_id)
    allowing.require(ws, actor, Deed.PRIVACY, Thing(home.village_code))
    asked = today(ws.clock)
    if not what.strip():
        raise Refused("request.nothing")
    if not name.strip():
        raise Refused("request.nobody")
    if due is not None and due < asked:
        raise Refused("request.past")
    member = next((one for one in home.persons if one.name == name.strip()), None)
    made = Request(
        id=new_id(), village_code=home.village_code, household_id=home.id, person_id=member.id if member else "",
        name=name.strip(), what=what.strip(), asked_on=asked.isoformat(), due_on=(due or due_on(asked)).isoformat(),
        responsible=people.get(ws, responsible_id).name, at=stamp(ws.clock), by=_names(ws, actor),
    )  # fmt: skip
    with ws.store.transaction() as db:
        rows.put(db, made)
        records.append(db, REQUEST, made.id, request_body(made), made.at)
        audit.append(db, made.at, actor.id, "request.asked", home.id, {"due": made.due_on})
    return Done(made.id, _CHANGED)


def answer(ws: Workspace, actor: Actor, request_id: str, outcome: Outcome, note: str) -> Done[None]:
    """Says what became of it; a refusal needs its reasons.

    Raises:
        Refused: `actor.role`, `request.unknown`, `request.answered`, `request.no-reason`.
    """
    case = rows.one(ws.store.reader(), request_id)
    if case is None:
        raise Refused("request.unknown")
    allowing.require(ws, actor, Deed.PRIVACY, Thing(case.request.village_code))
    if not case.open:
        raise Refused("request.answered")
    if outcome is Outcome.REFUSED and not note.strip():
        raise Refused("request.no-reason")
    made = Answer(
        new_id(), request_id, case.request.village_code, outcome, note.strip(), stamp(ws.clock), _names(ws, actor)
    )
    with ws.store.transaction() as db:
        rows.put(db, made)
        records.append(db, REQUEST, made.id, request_body(made), made.at)
        audit.append(db, made.at, actor.id, f"request.{outcome}", case.request.household_id)
    return Done(None, _CHANGED)


def every(ws: Workspace, within: Within = None) -> list[Case]:
    """Open ones first, the one that is due first at the top. `within`: the villages that the reader sees."""
    seen = [one for one in rows.every(ws.store.reader()) if within is None or one.request.village_code in within]
    return sorted(seen, key=lambda case: not case.open)


def of_household(ws: Workspace, household_id: str) -> list[Case]:
    return rows.every(ws.store.reader(), household_id)


def of_person(ws: Workspace, household_id: str, person_id: str, name: str) -> list[Case]:
    """Those of one member of a household."""
    cases = of_household(ws, household_id)
    return [one for one in cases if person_id == one.request.person_id or name == one.request.name]


def line(case: Case, day: date) -> str:
    """One request in a line: whose, what, who answers by when, and what became of it."""
    asked = case.request
    last = case.answers[-1] if case.answers else None
    state = f"{outcome_word(last.outcome)} {last.note}".strip() if last else t("rights.open")
    if case.late(day):
        state = t("rights.late")
    return t(
        "copy.request", day=asked.asked_on, what=f"{asked.name}：{asked.what}", who=asked.responsible, due=asked.due_on,
        answer=state,
    )  # fmt: skip


def as_data(case: Case) -> dict[str, Any]:
    """For a machine-readable copy."""
    return {"asked": asdict(case.request), "answers": [asdict(one) for one in case.answers]}


def _names(ws: Workspace, actor: Actor) -> str:
    return "、".join(people.get(ws, one.id).name for one in actor.officers)
