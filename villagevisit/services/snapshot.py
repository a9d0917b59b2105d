"""What this laptop hands to the others before it exchanges: rosters of its own villages, who visits whom there, and
who works there.

A record is made only when its content differs from the last one, village by village, so that an exchange on which
nothing changed sends nothing, and never more than one village is in memory.
"""

from sync.rows import MAX_BODY
from villagevisit.domain.area import Area, level_of
from villagevisit.domain.campaign import Campaign
from villagevisit.domain.clock import stamp
from villagevisit.services import certified, replica_people
from villagevisit.services import exchange_bodies_replica as bodies
from villagevisit.services.exchange_bodies_replica import AssignmentBody, SentTeam
from villagevisit.services.workspace import Workspace
from villagevisit.store import areas, campaigns, decisions, households, people, records, replicas
from villagevisit.store.households import Db
from villagevisit.store.replicas import Newest, Problem

TOO_LARGE = "replica.too-large"


def append_changes(ws: Workspace) -> int:
    """Appends what changed since the last time; returns how many records. Call it outside a transaction.

    Raises:
        EnvironmentFailed: store codes; the villages done so far stay done.
    """
    with ws.store.transaction() as db:
        generation = replicas.highest_generation(db) + 1
        villages, rounds = replicas.own_villages(db), replicas.own_rounds(db)
    made = 0
    for village in villages:
        with ws.store.transaction() as db:
            made += _append_roster(ws, db, village, generation)
    for campaign_id, village in rounds:
        with ws.store.transaction() as db:
            made += _append_assignment(ws, db, campaign_id, village, generation)
    return made + replica_people.append_news(ws) + certified.append_keys(ws)


def newest_roster(db: Db, village: str) -> str:
    """Digest of the newest roster record of a village that this laptop made or took; empty when it knows none."""
    known = replicas.newest(db, bodies.ROSTER, village)
    return known.digest if known else ""


def _append_roster(ws: Workspace, db: Db, village: str, generation: int) -> bool:
    homes = households.of_village(db, village).values()
    content = bodies.roster_content(_names(db, village), homes, decisions.of_village(db, village))
    known = replicas.newest(db, bodies.ROSTER, village)
    if not _changed(known, content):
        return False
    body = bodies.roster_body(village, content, generation, known.digest if known else "")
    return _append(ws, db, Newest(bodies.ROSTER, village, village, True, generation, "", body=body), content)


def _append_assignment(ws: Workspace, db: Db, campaign_id: str, village: str, generation: int) -> bool:
    campaign = next(one for one in campaigns.campaigns(db) if one.id == campaign_id)
    assignment = _assignment(db, campaign, village, generation)
    content = bodies.assignment_content(assignment)
    subject = assignment.subject
    known = replicas.newest(db, bodies.ASSIGNMENT, subject)
    if not _changed(known, content):
        return False
    body = bodies.assignment_body(campaign_id, village, content, generation, known.digest if known else "")
    return _append(ws, db, Newest(bodies.ASSIGNMENT, subject, village, True, generation, "", body=body), content)


def _changed(known: Newest | None, content: bytes) -> bool:
    return known is None or known.content != bodies.content_digest(content)


def _append(ws: Workspace, db: Db, made: Newest, content: bytes) -> bool:
    """A village that is too large even deflated is told to a person; everything else goes on."""
    at = stamp(ws.clock)
    if len(made.body) > MAX_BODY or len(content) > bodies.MAX_CONTENT:
        replicas.note_problem(db, Problem(made.kind, made.subject, TOO_LARGE, {}, made.village_code, at))
        return False
    digest = records.append(db, made.kind, made.subject, made.body, at)
    content_digest = bodies.content_digest(content)
    replicas.put(
        db, Newest(made.kind, made.subject, made.village_code, True, made.generation, digest, content_digest)
    )
    replicas.settle_problem(db, made.kind, made.subject)
    return True


def _names(db: Db, village: str) -> list[tuple[str, str]]:
    above = (village[:6] + "000000", village[:9] + "000", village)
    return [(one.code, one.name) for one in (_area(db, code) for code in above) if one.name]


def _area(db: Db, code: str) -> Area:
    return Area(code, areas.name(db, code), level_of(code))


def _assignment(db: Db, campaign: Campaign, village: str, generation: int) -> AssignmentBody:
    frame = campaigns.frame_of_village(db, campaign.id, village)
    here = {team_id for _, team_id in frame}
    teams = [
        SentTeam(team_id, name, tuple(officers))
        for team_id, name, officers in campaigns.teams(db, campaign.id)
        if team_id in here or "" in here
    ]
    wanted = {officer for team in teams for officer in team.officers}
    return AssignmentBody(
        campaign_id=campaign.id, code=campaign.code, name=campaign.name, survey_kind=campaign.survey_kind,
        opened_on=campaign.opened_on, open=campaign.open, village=village, teams=tuple(teams),
        officers=tuple(replica_people.officers(people.to_send(db, wanted, village))), frame=tuple(frame),
        generation=generation,
    )  # fmt: skip
