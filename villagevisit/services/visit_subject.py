"""Whom a form is about and who fills it in, within the rules of recusal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from villagevisit.domain.area import Area
from villagevisit.domain.campaign import Campaign
from villagevisit.domain.case_steps import DECIDED
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import KIN_FORM, RECORD_FORM, VISIT_FORM
from villagevisit.domain.household import Household, Person
from villagevisit.domain.officer import Kin, Officer, Role
from villagevisit.domain.recusal import revisit_refusal, team_refusal
from villagevisit.services import (
    allowing,
    areas,
    barred,
    cases,
    health_number,
    health_presets,
    households,
    overrides,
    people,
    policy,
    visit_health,
)
from villagevisit.services import campaign as campaigns
from villagevisit.services.form_list import ShelfForm
from villagevisit.services.visit_presets import Subject, presets
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import campaigns as frames
from villagevisit.store import households as household_rows


@dataclass(frozen=True, slots=True)
class FoundSubject:
    """`officers` begins with the two investigators (one person for forms that one signs)."""

    officers: tuple[Officer, ...]
    day: date
    presets: dict[str, str]


def find_subject(
    ws: Workspace, actor: Actor, form: ShelfForm, household_id: str, person_id: str, round_: Campaign | None
) -> FoundSubject:
    """Looks everything up that the form begins with.

    Raises:
        Refused: `household.unknown`, `actor.area`, `visit.person-unknown`, `recusal.…`.
    """
    household = households.get(ws, household_id, allowing.within(ws, actor)) if household_id else None
    officers: Sequence[Officer] = actor.officers
    if form.form_id == VISIT_FORM and household is not None:
        officers = investigators(ws, actor, household, round_)
    if form.subject == "officer":
        officers = (people.get(ws, person_id),)
    day = today(ws.clock)
    subject = Subject(
        officers=officers,
        day=day,
        household=household,
        person=_person(household, person_id) if household and person_id else None,
        village=_village(ws, household.village_code) if household else None,
        township=areas.township(ws),
        campaign=round_,
        near=_near(ws, household) if household and form.form_id == KIN_FORM else None,
        health_number=(
            health_number.proposed(ws, household.village_code) if household and form.form_id == RECORD_FORM else ""
        ),
        applied=_applied(ws, household) if household and form.form_id in (KIN_FORM, VISIT_FORM) else "",
    )
    known = presets(form.form_id, subject)
    if form.health and subject.person is not None:
        known |= visit_health.presets(ws, form.form_id, subject.person, day, officers[0].name if officers else "")
    return FoundSubject(tuple(officers), day, known | health_presets.of(ws, form.form_id, subject))


def household_of_person(ws: Workspace, person_id: str) -> str:
    """Raises Refused `visit.person-unknown`."""
    person = household_rows.person(ws.store.reader(), person_id)
    if person is None:
        raise Refused("visit.person-unknown")
    return person.household_id


def investigators(
    ws: Workspace, actor: Actor, household: Household, round_: Campaign | None
) -> tuple[Officer, ...]:
    """The two (or three) who visit: those signed in, else one of them and his team of this round.

    Raises:
        Refused: `recusal.too-few`, `recusal.kin`, `recusal.own-household`, `recusal.own-village-alone`.
    """
    crew = tuple(officer for officer in actor.officers if Role.INVESTIGATOR in officer.roles)
    if len(crew) == 1 and round_ is not None:
        item = campaigns.item(ws, round_.id, household.id)
        team = next((one for one in campaigns.teams(ws, round_.id) if item and one.id == item.team_id), None)
        if team and crew[0].id in {officer.id for officer in team.officers}:
            crew += tuple(officer for officer in team.officers if officer.id != crew[0].id)
    check_team(ws, crew, household)
    return crew


def check_team(ws: Workspace, crew: Sequence[Officer], household: Household, more_ids: Sequence[str] = ()) -> None:
    """R-11 for people who are about to verify, or to vouch for, a household. `more_ids` are numbers of the form."""
    members = frames.member_ids(ws.store.reader(), household.id) | set(more_ids)
    lifted = overrides.excused(ws, household.id)
    refusal = team_refusal(crew, household.village_code, members, policy.on(ws, today(ws.clock)), lifted)
    refusal = refusal or revisit_refusal(crew, barred.of_household(ws, household.id))
    if refusal:
        raise refusal


def _person(household: Household, person_id: str) -> Person:
    for person in household.persons:
        if person.id == person_id:
            return person
    raise Refused("visit.person-unknown")


def _near(ws: Workspace, household: Household) -> tuple[Officer, Kin] | None:
    members = {person.id_no for person in household.persons if person.id_no}
    pairs = ((officer, kin) for officer in people.officers(ws) for kin in officer.kin if kin.id_no in members)
    return next(pairs, None)


def _applied(ws: Workspace, household: Household) -> str:
    found = cases.of_household(ws, household.id)
    return found[-1].applied.text("category") if found and found[-1].step(today(ws.clock)) not in DECIDED else ""


def _village(ws: Workspace, code: str) -> Area:
    return Area(code, areas.name(ws, code), "village")
