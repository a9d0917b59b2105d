"""Rounds over a frozen frame: opening, teams, assignment, coverage, worklists (seeds S-034 … S-039)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from villagevisit.domain.access import Deed, Within
from villagevisit.domain.campaign import DONE, Campaign, Coverage, Share, Team, VisitState, WorkItem
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Param, Refused
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.officer import Role
from villagevisit.domain.recusal import TEAM_SIZE
from villagevisit.services import allowing, areas, barred, people, pledges, policy
from villagevisit.services import draw as lots
from villagevisit.services.draw import Assigned, DrawRecord, DrawResult, Refusal
from villagevisit.services.workspace import Actor, Workspace, new_id
from villagevisit.store import audit
from villagevisit.store import campaigns as rows

SURVEY_KINDS = ("1", "2", "3", "4", "5", "6", "7")
NOT_DONE = (VisitState.UNVISITED, VisitState.DRAFT, VisitState.REVISIT)


def current(ws: Workspace) -> Campaign | None:
    """The open round that began last."""
    return next((campaign for campaign in rows.campaigns(ws.store.reader()) if campaign.open), None)


def rounds(ws: Workspace) -> tuple[Campaign, ...]:
    """Every round, newest first."""
    return tuple(rows.campaigns(ws.store.reader()))


def get(ws: Workspace, campaign_id: str) -> Campaign:
    """Raises Refused `campaign.unknown`."""
    for campaign in rows.campaigns(ws.store.reader()):
        if campaign.id == campaign_id:
            return campaign
    raise Refused("campaign.unknown")


def open_round(
    ws: Workspace, actor: Actor, *, code: str, name: str, survey_kind: str, village_codes: Sequence[str]
) -> Done[Campaign]:
    """Freezes the frame: every active household of the villages, nobody left out (100%复核，不漏一人).

    Raises:
        Refused: `actor.role`, `campaign.no-code`, `campaign.no-name`, `campaign.code-used` (campaign),
            `campaign.no-village`, `campaign.empty-frame`, `campaign.bad-kind`.
    """
    allowing.require(ws, actor, Deed.ROUND)
    code, name = code.strip(), name.strip()
    if not code:
        raise Refused("campaign.no-code")
    if not name:
        raise Refused("campaign.no-name")
    if survey_kind not in SURVEY_KINDS:
        raise Refused("campaign.bad-kind", kind=survey_kind)
    known = {village.code for village in areas.villages(ws)}
    if not village_codes or not known.issuperset(village_codes):
        raise Refused("campaign.no-village")
    campaign = Campaign(
        id=new_id(), code=code, name=name, survey_kind=survey_kind, opened_on=today(ws.clock).isoformat(),
        frame_size=0, village_codes=tuple(sorted(set(village_codes))),
    )  # fmt: skip
    with ws.store.transaction() as db:
        if any(other.code == code for other in rows.campaigns(db)):
            raise Refused("campaign.code-used", campaign=code)
        rows.add(db, campaign)
        size = rows.freeze_frame(db, campaign.id, campaign.village_codes)
        if not size:
            raise Refused("campaign.empty-frame")
        detail: dict[str, Param] = {"code": code, "frame": size, "villages": " ".join(campaign.village_codes)}
        audit.append(db, stamp(ws.clock), actor.id, "campaign.opened", campaign.id, detail)
    return Done(get(ws, campaign.id), changes(Topic.CAMPAIGN))


def _still_open(ws: Workspace, campaign_id: str) -> Campaign:
    """Raises Refused `campaign.unknown`, `campaign.over` (name)."""
    found = get(ws, campaign_id)
    if not found.open:
        raise Refused("campaign.over", name=found.name)
    return found


def close(ws: Workspace, actor: Actor, campaign_id: str) -> Done[None]:
    """Ends a round; its list and its figures stay."""
    allowing.require(ws, actor, Deed.ROUND)
    _still_open(ws, campaign_id)
    with ws.store.transaction() as db:
        rows.close(db, campaign_id)
        audit.append(db, stamp(ws.clock), actor.id, "campaign.closed", campaign_id)
    return Done(None, changes(Topic.CAMPAIGN))


def teams(ws: Workspace, campaign_id: str) -> tuple[Team, ...]:
    """In the order they were made."""
    officers = {officer.id: officer for officer in people.officers(ws)}
    return tuple(
        Team(id=team_id, campaign_id=campaign_id, name=name, officers=tuple(officers[o] for o in ids if o in officers))
        for team_id, name, ids in rows.teams(ws.store.reader(), campaign_id)
    )


def add_team(ws: Workspace, actor: Actor, campaign_id: str, name: str, officer_ids: Sequence[str]) -> Done[Team]:
    """At least two responsible people (两人一组); a third helps.

    Raises:
        Refused: `actor.role`, `campaign.unknown`, `campaign.over` (name), `campaign.no-name`,
            `campaign.team-too-small`, `campaign.team-name-used` (name), `campaign.not-investigator` (officer),
            `pledge.missing` (officers), `duty.term-over` (officer, day).
    """
    allowing.require(ws, actor, Deed.ROUND)
    _still_open(ws, campaign_id)
    name, ids = name.strip(), list(dict.fromkeys(officer_ids))
    if not name:
        raise Refused("campaign.no-name")
    if len(ids) < TEAM_SIZE:
        raise Refused("campaign.team-too-small", smallest=TEAM_SIZE)
    officers = [people.get(ws, officer_id) for officer_id in ids]
    for officer in officers:
        if Role.INVESTIGATOR not in officer.roles:
            raise Refused("campaign.not-investigator", officer=officer.name)
    pledges.require(ws, officers)
    team = Team(id=new_id(), campaign_id=campaign_id, name=name, officers=tuple(officers))
    with ws.store.transaction() as db:
        if any(other == name for _, other, _ in rows.teams(db, campaign_id)):
            raise Refused("campaign.team-name-used", name=name)
        rows.add_team(db, campaign_id, team.id, name, ids)
        audit.append(db, stamp(ws.clock), actor.id, "campaign.team-added", team.id, {"name": name, "size": len(ids)})
    return Done(team, changes(Topic.CAMPAIGN))


def assign(ws: Workspace, actor: Actor, campaign_id: str, household_ids: Sequence[str], team_id: str) -> Done[Assigned]:
    """Gives households to a team; those that R-11 forbids stay where they were, each with the reason.

    Raises:
        Refused: `actor.role`, `campaign.unknown`, `campaign.over`, `campaign.team-unknown`, `pledge.missing`
            (officers), `duty.term-over` (officer, day).
    """
    allowing.require(ws, actor, Deed.ROUND)
    _still_open(ws, campaign_id)
    team = next((team for team in teams(ws, campaign_id) if team.id == team_id), None)
    if team is None:
        raise Refused("campaign.team-unknown")
    pledges.require(ws, team.officers)
    check = _rules(ws, (team,))
    given: dict[str, str] = {}
    refused: list[Refusal] = []
    for row in rows.frame(ws.store.reader(), campaign_id, household_ids):
        refusal = check.refusal(row, team)
        if refusal:
            refused.append(lots.as_refusal(row, team, refusal))
        elif VisitState(row.state) in NOT_DONE:
            given[row.household_id] = team.id
        else:
            refused.append(lots.as_refusal(row, team, Refused("campaign.already-visited")))
    with ws.store.transaction() as db:
        rows.set_teams(db, campaign_id, given)
        detail = {"assigned": len(given), "refused": len(refused)}
        audit.append(db, stamp(ws.clock), actor.id, "campaign.assigned", team.id, detail)
    return Done(Assigned(len(given), tuple(refused)), changes(Topic.CAMPAIGN))


def draw(ws: Workspace, actor: Actor, campaign_id: str, seed: str) -> Done[DrawResult]:
    """A fair random assignment of all households without a team, repeatable from its seed.

    Raises:
        Refused: `actor.role`, `campaign.unknown`, `campaign.over`, `campaign.no-seed`, `campaign.no-team`,
            `pledge.missing` (officers), `duty.term-over` (officer, day).
    """
    allowing.require(ws, actor, Deed.ROUND)
    campaign, seed = _still_open(ws, campaign_id), seed.strip()
    if not seed:
        raise Refused("campaign.no-seed")
    crew = teams(ws, campaign_id)
    if not crew:
        raise Refused("campaign.no-team")
    pledges.require(ws, [officer for team in crew for officer in team.officers])
    frame = rows.frame(ws.store.reader(), campaign_id)
    waiting = [row for row in frame if not row.team_id and VisitState(row.state) in NOT_DONE]
    load = Counter(row.team_id for row in frame if row.team_id)
    drawn, passed = lots.deal(waiting, crew, load, seed, campaign.code, _rules(ws, crew))
    given = {lot.household_id: lot.team_id for lot in drawn if lot.team_id}
    unassignable = tuple(
        Refusal(lot.household_id, lot.head_name, "campaign.no-team-may", {}) for lot in drawn if not lot.team_id
    )
    draw_id = new_id()
    with ws.store.transaction() as db:
        rows.set_teams(db, campaign_id, given)
        rows.add_draw(db, draw_id, campaign_id, seed, lots.protocol(drawn, crew, load), stamp(ws.clock), actor.id)
        detail: dict[str, Param] = {"seed": seed, "assigned": len(given), "unassignable": len(unassignable)}
        audit.append(db, stamp(ws.clock), actor.id, "campaign.drawn", campaign_id, detail)
    return Done(DrawResult(draw_id, seed, len(given), passed, unassignable), changes(Topic.CAMPAIGN))


def draws(ws: Workspace, campaign_id: str) -> tuple[DrawRecord, ...]:
    """The draws of a round with their seeds, newest first."""
    return tuple(lots.record(row) for row in rows.draws(ws.store.reader(), campaign_id))


def find_draw(ws: Workspace, draw_id: str) -> DrawRecord | None:
    row = rows.find_draw(ws.store.reader(), draw_id)
    return lots.record(row) if row else None


def coverage(ws: Workspace, campaign_id: str, within: Within = None) -> Coverage:
    """done ÷ frame; done means signed by both."""
    db = ws.store.reader()
    names = {village.code: village.name for village in areas.villages(ws)}
    township = areas.township(ws)
    crew = {team.id: team.name for team in teams(ws, campaign_id)}
    by_village = _shares(rows.counts(db, campaign_id, "village_code", within), names)
    towns: dict[str, list[Share]] = {}
    for share in by_village:
        towns.setdefault(share.key[:9] + "000", []).append(share)
    done, frame = sum(s.done for s in by_village), sum(s.frame for s in by_village)
    return Coverage(
        done=done,
        frame=frame,
        by_township=tuple(
            Share(
                code,
                township.name if township and township.code == code else areas.name(ws, code),
                sum(s.done for s in shares),
                sum(s.frame for s in shares),
            )
            for code, shares in sorted(towns.items())
        ),
        by_village=by_village,
        by_team=_shares(rows.counts(db, campaign_id, "team_id", within), crew),
    )


def worklist(
    ws: Workspace,
    campaign_id: str,
    *,
    team_id: str | None = None,
    states: Iterable[VisitState] | None = None,
    village_code: str | None = None,
    within: Within = None,
    limit: int = 200,
    offset: int = 0,
) -> list[WorkItem]:
    """By village, group and household number. `team_id=""` asks for those without a team."""
    return rows.worklist(
        ws.store.reader(), campaign_id, VISIT_FORM,
        team_id=team_id, states=states, village_code=village_code, within=within, limit=limit, offset=offset,
    )  # fmt: skip


def item(ws: Workspace, campaign_id: str, household_id: str) -> WorkItem | None:
    """One household of the round; None when it is not in the frame."""
    found = rows.worklist(ws.store.reader(), campaign_id, VISIT_FORM, household_id=household_id, limit=1)
    return found[0] if found else None


def counts(
    ws: Workspace, campaign_id: str, team_id: str | None = None, within: Within = None
) -> dict[VisitState, int]:
    """Every state is present, with 0 where nobody is."""
    found = dict.fromkeys(VisitState, 0)
    for key, state, count in rows.counts(ws.store.reader(), campaign_id, "team_id", within):
        if team_id is None or key == team_id:
            found[VisitState(state)] += count
    return found


def _rules(ws: Workspace, crew: Sequence[Team]) -> lots.Rules:
    members = rows.officers_households(ws.store.reader(), lots.sensitive_numbers(crew))
    return lots.Rules(policy.on(ws, today(ws.clock)), members, barred.everywhere(ws))


def _shares(found: Iterable[tuple[str, str, int]], names: dict[str, str]) -> tuple[Share, ...]:
    """Slices that have a name, in the order of the names' dictionary; those without a team have an empty name."""
    done: Counter[str] = Counter()
    frame: Counter[str] = Counter()
    for key, state, count in found:
        frame[key] += count
        done[key] += count if VisitState(state) in DONE else 0
    order = {key: place for place, key in enumerate(names)}
    keys = sorted(frame, key=lambda key: (order.get(key, len(order)), key))
    return tuple(Share(key, names.get(key, ""), done[key], frame[key]) for key in keys)
