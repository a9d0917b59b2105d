"""A round in a village as another laptop sent it: the round, its teams, who they are, and which household is whose.

Rounds, teams and people are said once per village; so they are written from all that is known of a round, the oldest
word first, and it does not matter in which order the villages came.
"""

from villagevisit.domain.campaign import Campaign, VisitState
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.recusal import TEAM_SIZE
from villagevisit.services import replica_people
from villagevisit.services.exchange_bodies_replica import ASSIGNMENT, AssignmentBody, read_assignment
from villagevisit.store import campaigns, people, records, replicas, signoffs, visits
from villagevisit.store.households import Db
from villagevisit.store.visits import StoredSubmission

_ON_ITS_WAY = {
    "due": VisitState.SIGNED,
    "sent": VisitState.SENT,
    "received": VisitState.RECEIVED,
    "refused": VisitState.REFUSED,
}


def take_round(db: Db, campaign_id: str, at: str) -> None:
    """Writes a round anew from every assignment of it that came here, in every village."""
    for known in replicas.came_from_elsewhere(db, ASSIGNMENT, campaign=campaign_id):
        body = read_assignment(known.body)
        _take_round(db, body, at)
        _take_frame(db, body)


def take_village(db: Db, village: str) -> None:
    """Writes the lists of the rounds of a village anew, after its households changed; one may have moved here."""
    here = replicas.came_from_elsewhere(db, ASSIGNMENT, village=village)
    for campaign_id in sorted({known.subject.partition(":")[0] for known in here}):
        for known in replicas.came_from_elsewhere(db, ASSIGNMENT, campaign=campaign_id):
            _take_frame(db, read_assignment(known.body))


def settle(db: Db, campaign_id: str, household_id: str) -> None:
    """Puts a household where its records and drafts say that it is."""
    state, revisit_on = _state(db, campaign_id, household_id)
    campaigns.set_state(db, campaign_id, household_id, state, revisit_on)


def _take_round(db: Db, body: AssignmentBody, at: str) -> None:
    for officer in body.officers:
        people.take(db, replica_people.row_of(officer), at)
    campaigns.take(
        db, Campaign(body.campaign_id, body.code, body.name, body.survey_kind, body.opened_on, 0, (), body.open)
    )
    for team in body.teams:
        campaigns.take_team(db, body.campaign_id, team.id, team.name, team.officers)


def _take_frame(db: Db, body: AssignmentBody) -> None:
    for household_id in campaigns.take_frame(db, body.campaign_id, body.village, body.frame):
        settle(db, body.campaign_id, household_id)


def _state(db: Db, campaign_id: str, household_id: str) -> tuple[VisitState, str]:
    found = visits.of_round(db, campaign_id, household_id, VISIT_FORM)
    final = next((one for one in found if visits.values(one.result).get("final") == "1"), None)
    if final is not None:
        return _progress(db, final), ""
    if visits.draft_of(db, VISIT_FORM, household_id, "", campaign_id) is not None:
        return VisitState.DRAFT, ""
    if found:
        return VisitState.REVISIT, visits.values(found[0].result).get("revisit_on", "")
    return VisitState.UNVISITED, ""


def _progress(db: Db, final: StoredSubmission) -> VisitState:
    """A record that came from elsewhere is at the county, or it could not have come."""
    if len(signoffs.of(db, final.id)) < TEAM_SIZE:
        return VisitState.FROZEN
    if visits.was_taken(db, final.id):
        return VisitState.RECEIVED
    return _ON_ITS_WAY.get(records.state_of(db, final.id), VisitState.FROZEN)
