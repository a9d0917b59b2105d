"""Gathering everything held about one person (PIPL 45): for himself, once somebody has seen who he is.

Health forms are for those whose forms they are: a clerk alone gives a copy that says how many there are, clerk and
village doctor signed in together give all.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from villagevisit.domain import own_copy as rules
from villagevisit.domain.clock import stamp
from villagevisit.domain.event import Event, is_health
from villagevisit.domain.household import Household, Person
from villagevisit.services import consents, people, requests, reveal, signoff_summary
from villagevisit.services.signoff_summary import SummarySection
from villagevisit.services.visit_lookup import health_of_household, history, reads_health
from villagevisit.services.visit_rows import SubmissionRow
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events, visits
from villagevisit.store import held_of_person as held


@dataclass(frozen=True, slots=True)
class OwnForm:
    row: SubmissionRow
    sections: tuple[SummarySection, ...]
    answers: dict[str, str]
    photos: int


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """All of it, ready to be drawn and to be written as data."""

    person: Person
    home: Household
    roster: dict[str, Any]
    forms: tuple[OwnForm, ...]
    withheld: tuple[str, ...]
    """When the health forms were frozen that those who act may not read; which forms they are is not said."""
    papers: tuple[dict[str, Any], ...]
    decisions: tuple[dict[str, Any], ...]
    kin: tuple[dict[str, Any], ...]
    consents: tuple[dict[str, Any], ...]
    requests: tuple[dict[str, Any], ...]
    steps: tuple[dict[str, Any], ...]
    seen: tuple[dict[str, Any], ...]
    made_at: str

    def data(self) -> dict[str, Any]:
        """Everything as one JSON document; keys are stable."""
        return {
            "version": 1,
            "made_at": self.made_at,
            "roster": self.roster,
            "forms": [_form(one) for one in self.forms],
            "held_by_village_doctor": list(self.withheld),
            "papers": list(self.papers),
            "decisions": list(self.decisions),
            "declared_kin_of": list(self.kin),
            "consents": list(self.consents),
            "requests": list(self.requests),
            "steps": list(self.steps),
            "seen_by": list(self.seen),
        }


def gather(ws: Workspace, actor: Actor, home: Household, person: Person) -> OwnCopy:
    """Everything that this laptop holds. Reading health forms is written down.

    Raises:
        Refused: `signoff.altered` when a form is not what was signed.
    """
    db = ws.store.reader()
    doctor = reads_health(actor)
    rows = [row for row in history(ws, home.id, actor) if row.person_id in ("", person.id)]
    health = [row for row in health_of_household(ws, home.id) if row.person_id in ("", person.id)]
    for row in health if doctor else ():
        reveal.note_health(ws, actor, row.person_id)
    about = [person.id, home.id, *(row.id for row in rows)]
    names = {one.id: one.name for one in people.officers(ws)}
    return OwnCopy(
        person=person,
        home=home,
        roster=held.roster(db, person.id),
        forms=tuple(one for one in (_own(ws, row, person) for row in rows) if one.answers),
        withheld=() if doctor else tuple(row.frozen_at for row in health),
        papers=tuple(_papers(ws, home, person, about, doctor=doctor)),
        decisions=tuple(held.decisions(db, home.id)),
        kin=tuple(held.kin_of(db, person.id_no)),
        consents=tuple(_said(ws, home, person)),
        requests=tuple(requests.as_data(one) for one in requests.of_person(ws, home.id, person.id, person.name)),
        steps=tuple(_step(one, home) for one in events.of_household(db, home.id) if doctor or not is_health(one.kind)),
        seen=tuple(_deed(row, names) for row in held.deeds(db, about) if doctor or not is_health(row["action"])),
        made_at=stamp(ws.clock),
    )


def _own(ws: Workspace, row: SubmissionRow, person: Person) -> OwnForm:
    def keep(values: dict[str, str]) -> set[str]:
        return rules.own_refs(values, person.name, person.id_no)

    sections, values = signoff_summary.part(ws, row.id, keep)
    return OwnForm(row, sections, values, len(visits.attachments(ws.store.reader(), row.id)))


def _form(one: OwnForm) -> dict[str, Any]:
    return {
        "form": one.row.form_code or one.row.form_id, "title": one.row.title, "version": one.row.form_version,
        "frozen_at": one.row.frozen_at, "digest": one.row.digest, "reason": one.row.reason,
        "replaced": bool(one.row.replaced_by), "signed": [[it.officer_name, it.signed_at] for it in one.row.signed],
        "answers": one.answers, "photos": one.photos, "figures": dict(one.row.result),
    }  # fmt: skip


def _papers(
    ws: Workspace, home: Household, person: Person, about: list[str], *, doctor: bool
) -> Iterator[dict[str, Any]]:
    """Papers that name him, each with the lines that do."""
    for row in held.papers(ws.store.reader(), home.village_code, about, health=doctor):
        lines = list(_naming(json.loads(row["content"]), {person.name, person.id_no} - {""}))
        if lines or row["subject_id"] in about:
            yield {"kind": row["kind"], "made_at": row["made_at"], "lines": lines}


def _naming(content: Any, own: set[str]) -> Iterator[Any]:
    """The smallest parts of a paper's content that hold one of these words."""
    inside = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    if any(isinstance(one, str) and one in own for one in inside):
        yield content
    else:
        for one in inside:
            yield from _naming(one, own)


def _said(ws: Workspace, home: Household, person: Person) -> Iterator[dict[str, Any]]:
    for one in consents.history(ws, home.id):
        if person.id == one.person_id or (not one.person_id and person.name == one.name):
            yield {
                "act": one.act, "purposes": sorted(one.purposes), "day": one.day, "how": one.how,
                "guardian": one.guardian, "wording": one.wording, "by": one.by,
            }  # fmt: skip


_OF_OTHERS = ("objection.", "inquiry.")
"""From what somebody said a village would know who said it (220号 Art 35)."""


def _step(one: Event, home: Household) -> dict[str, Any]:
    """What an office did about the household; what it says of others, or others said of it, stays with them."""
    alone = one.households == (home.id,) and not one.kind.startswith(_OF_OTHERS)
    return {"what": one.kind, "day": one.day, "by": one.by, "details": dict(one.data) if alone else {}}


def _deed(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    who = "、".join(names.get(one, one) for one in row["actor"].split())
    return {"at": row["at"], "who": who, "action": row["action"], "why": json.loads(row["detail"]).get("why", "")}
