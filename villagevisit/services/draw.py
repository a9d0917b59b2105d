"""The fair random assignment of a round: shuffled by the seed, dealt evenly, within the hard rules."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from villagevisit.domain import draw as rules
from villagevisit.domain.campaign import Team
from villagevisit.domain.errors import Param, Refused
from villagevisit.domain.policy import Policy
from villagevisit.domain.recusal import team_refusal
from villagevisit.store.campaigns import FrameRow


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one household cannot go to one team; `code` and `params` as in an error."""

    household_id: str
    head_name: str
    code: str
    params: Mapping[str, Param]
    team_id: str = ""


@dataclass(frozen=True, slots=True)
class Assigned:
    assigned: int
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class DrawResult:
    """`refused` lists the teams that were passed over and why, `unassignable` those no team may take."""

    seed: str
    assigned: int
    refused: tuple[Refusal, ...]
    unassignable: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """A draw as it was kept: whoever has the seed, the round's code and the lists can repeat it (R-17)."""

    seed: str
    drawn_at: str
    drawn_by: str
    """Officer ids, space-separated."""
    teams: tuple[str, ...]
    """Names, in the order in which equals were served."""
    given: Mapping[str, str]
    """Household → team, ids, in drawn order."""
    unassignable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides whether a team may take a household: `members` maps household → id numbers that matter."""

    policy: Policy
    members: Mapping[str, set[str]]

    def refusal(self, row: FrameRow, team: Team) -> Refused | None:
        return team_refusal(team.officers, row.village_code, self.members.get(row.household_id, set()), self.policy)


def sensitive_numbers(teams: Sequence[Team]) -> set[str]:
    """Id numbers of the officers and of everybody they declared as kin."""
    officers = [officer for team in teams for officer in team.officers]
    return {number for officer in officers for number in (officer.id_no, *(kin.id_no for kin in officer.kin)) if number}


def as_refusal(row: FrameRow, team: Team, refused: Refused) -> Refusal:
    return Refusal(row.household_id, row.head_name, refused.code, {**refused.params, "team": team.name}, team.id)


def deal(
    open_rows: Sequence[FrameRow], teams: Sequence[Team], load: Mapping[str, int], seed: str, batch: str, check: Rules
) -> tuple[rules.Deal, tuple[Refusal, ...]]:
    """The assignment of the households without a team, and every passing-over with its reason."""
    rows = {row.household_id: row for row in open_rows}
    by_id = {team.id: team for team in teams}
    passed: list[Refusal] = []

    def allowed(household_id: str, team_id: str) -> bool:
        refused = check.refusal(rows[household_id], by_id[team_id])
        if refused:
            passed.append(as_refusal(rows[household_id], by_id[team_id], refused))
        return refused is None

    order = rules.ordered(rows, seed, batch, lambda household_id: rows[household_id].household_no)
    return rules.deal(order, list(by_id), load, allowed), tuple(passed)


def protocol(deal_result: rules.Deal, teams: Sequence[Team]) -> str:
    """What is kept of a draw, as JSON: household → team in drawn order, the teams as they stood, who was left."""
    return json.dumps(
        {
            "teams": [{"id": team.id, "name": team.name} for team in teams],
            "given": dict(deal_result.given),
            "unassignable": list(deal_result.unassignable),
        },
        ensure_ascii=False,
    )


def record(row: Mapping[str, str]) -> DrawRecord:
    """A row of the `draw` table, read back."""
    kept = json.loads(row["result"])
    return DrawRecord(
        seed=row["seed"],
        drawn_at=row["drawn_at"],
        drawn_by=row["drawn_by"],
        teams=tuple(team["name"] for team in kept["teams"]),
        given=kept["given"],
        unassignable=tuple(kept["unassignable"]),
    )
