"""The fair random assignment of a round: shuffled by the seed, dealt evenly, within the hard rules."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from villagevisit.domain import draw as rules
from villagevisit.domain.campaign import Team
from villagevisit.domain.errors import Param, Refused
from villagevisit.domain.policy import Policy
from villagevisit.domain.recusal import revisit_refusal, team_refusal
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

    id: str
    """Of the record that was kept: what the paper `draw_record` is made of."""
    seed: str
    assigned: int
    refused: tuple[Refusal, ...]
    unassignable: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class DrawTeam:
    """A team as it stood; `load` is how many households it had before the draw."""

    id: str
    name: str
    load: int


@dataclass(frozen=True, slots=True)
class Lot:
    """One household as it was drawn, with the number that its ticket was made of; rosters change later."""

    household_id: str
    household_no: str
    head_name: str
    village_code: str
    village_group: str
    team_id: str
    """Empty when no team may take it."""
    passed: tuple[tuple[str, str], ...]
    """(team id, code of the reason) of each team that was passed over, in that order."""


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """A draw as it was kept: whoever has the seed, the round's code and the lists can repeat it (R-17)."""

    id: str
    campaign_id: str
    seed: str
    drawn_at: str
    drawn_by: str
    """Officer ids, space-separated."""
    teams: tuple[DrawTeam, ...]
    """In the order in which equals were served."""
    lots: tuple[Lot, ...]
    """Every household of the draw, in drawn order."""

    @property
    def given(self) -> Mapping[str, str]:
        """Household → team, ids, in drawn order."""
        return {lot.household_id: lot.team_id for lot in self.lots if lot.team_id}

    @property
    def unassignable(self) -> tuple[Lot, ...]:
        return tuple(lot for lot in self.lots if not lot.team_id)


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides whether a team may take a household: `members` maps household → id numbers that matter."""

    policy: Policy
    members: Mapping[str, set[str]]
    barred: Mapping[str, frozenset[str]]
    """Household → staff numbers whose visit was objected to."""

    def refusal(self, row: FrameRow, team: Team) -> Refused | None:
        members = self.members.get(row.household_id, set())
        return team_refusal(team.officers, row.village_code, members, self.policy) or revisit_refusal(
            team.officers, self.barred.get(row.household_id, frozenset())
        )


def sensitive_numbers(teams: Sequence[Team]) -> set[str]:
    """Id numbers of the officers and of everybody they declared as kin."""
    officers = [officer for team in teams for officer in team.officers]
    return {number for officer in officers for number in (officer.id_no, *(kin.id_no for kin in officer.kin)) if number}


def as_refusal(row: FrameRow, team: Team, refused: Refused) -> Refusal:
    return Refusal(row.household_id, row.head_name, refused.code, {**refused.params, "team": team.name}, team.id)


def deal(
    open_rows: Sequence[FrameRow], teams: Sequence[Team], load: Mapping[str, int], seed: str, batch: str, check: Rules
) -> tuple[tuple[Lot, ...], tuple[Refusal, ...]]:
    """The households without a team in drawn order, each with its team, and every passing-over with its reason."""
    rows = {row.household_id: row for row in open_rows}
    by_id = {team.id: team for team in teams}
    passed: dict[str, list[Refusal]] = {}

    def allowed(household_id: str, team_id: str) -> bool:
        refused = check.refusal(rows[household_id], by_id[team_id])
        if refused:
            refusal = as_refusal(rows[household_id], by_id[team_id], refused)
            passed.setdefault(household_id, []).append(refusal)
        return refused is None

    order = rules.ordered(rows, seed, batch, lambda household_id: rows[household_id].household_no)
    given = rules.deal(order, list(by_id), load, allowed).given
    lots = tuple(
        _lot(rows[household_id], given.get(household_id, ""), passed.get(household_id, [])) for household_id in order
    )
    return lots, tuple(refusal for found in passed.values() for refusal in found)


def _lot(row: FrameRow, team_id: str, passed: Sequence[Refusal]) -> Lot:
    return Lot(
        row.household_id,
        row.household_no,
        row.head_name,
        row.village_code,
        row.village_group,
        team_id,
        tuple((refusal.team_id, refusal.code) for refusal in passed),
    )


def protocol(lots: Sequence[Lot], teams: Sequence[Team], load: Mapping[str, int]) -> str:
    """What is kept of a draw, as JSON: the teams as they stood, every household in drawn order."""
    return json.dumps(
        {
            "teams": [{"id": team.id, "name": team.name, "load": load.get(team.id, 0)} for team in teams],
            "lots": [asdict(lot) for lot in lots],
        },
        ensure_ascii=False,
    )


def record(row: Mapping[str, str]) -> DrawRecord:
    """A row of the `draw` table, read back."""
    kept = json.loads(row["result"])
    return DrawRecord(
        id=row["id"],
        campaign_id=row["campaign_id"],
        seed=row["seed"],
        drawn_at=row["drawn_at"],
        drawn_by=row["drawn_by"],
        teams=tuple(DrawTeam(**team) for team in kept["teams"]),
        lots=tuple(
            Lot(**{**lot, "passed": tuple((team_id, code) for team_id, code in lot["passed"])}) for lot in kept["lots"]
        ),
    )
