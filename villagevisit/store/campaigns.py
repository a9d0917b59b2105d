"""Rows of rounds, their frozen frames, teams and draws, and how far each household is."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from villagevisit.domain.access import Within
from villagevisit.domain.campaign import Campaign, VisitState, WorkItem

_FROM_RECORD = {
    "due": VisitState.SIGNED,
    "sent": VisitState.SENT,
    "received": VisitState.RECEIVED,
    "refused": VisitState.REFUSED,
}


@dataclass(frozen=True, slots=True)
class FrameRow:
    """What assignment needs to know of one household of the frame."""

    household_id: str
    household_no: str
    head_name: str
    village_code: str
    team_id: str
    state: str
    village_group: str


def campaigns(db: Database) -> list[Campaign]:
    """Newest first."""
    found = []
    for row in db.query("SELECT * FROM campaign ORDER BY opened_on DESC, id DESC"):
        villages = db.execute(
            "SELECT village_code, count(*) FROM frame WHERE campaign_id = ? GROUP BY village_code", [row["id"]]
        ).fetchall()
        found.append(
            Campaign(
                id=row["id"],
                code=row["code"],
                name=row["name"],
                survey_kind=row["survey_kind"],
                opened_on=row["opened_on"],
                frame_size=sum(count for _, count in villages),
                village_codes=tuple(code for code, _ in villages),
                open=bool(row["open"]),
            )
        )
    return found


def is_open(db: Database, household_id: str) -> bool:
    """Whether the household belongs to a round that is still open."""
    sql = "SELECT 1 FROM frame f JOIN campaign c ON c.id = f.campaign_id WHERE f.household_id = ? AND c.open LIMIT 1"
    return db.execute(sql, [household_id]).fetchone() is not None


def add(db: Database, campaign: Campaign) -> None:
    db.execute(
        "INSERT INTO campaign(id, code, name, survey_kind, opened_on) VALUES (?, ?, ?, ?, ?)",
        [campaign.id, campaign.code, campaign.name, campaign.survey_kind, campaign.opened_on],
    )


def freeze_frame(db: Database, campaign_id: str, village_codes: Sequence[str]) -> int:
    """Takes every active household of the villages into the frame; returns how many."""
    cursor = db.execute(
        "INSERT INTO frame(campaign_id, household_id, village_code) "
        "SELECT ?, id, village_code FROM household "
        "WHERE state = 'active' AND village_code IN (SELECT value FROM json_each(?)) "
        "ORDER BY village_code, sort_key, household_no",
        [campaign_id, json.dumps(list(village_codes))],
    )
    return int(cursor.rowcount)


def close(db: Database, campaign_id: str) -> None:
    db.execute("UPDATE campaign SET open = 0 WHERE id = ?", [campaign_id])


def teams(db: Database, campaign_id: str) -> list[tuple[str, str, list[str]]]:
    """Id, name and officer ids of each team, in the order they were made; officers by staff number."""
    rows = db.execute(
        "SELECT t.id, t.name, o.id FROM team t JOIN team_officer m ON m.team_id = t.id "
        "JOIN officer o ON o.id = m.officer_id WHERE t.campaign_id = ? ORDER BY t.id, o.staff_no",
        [campaign_id],
    ).fetchall()
    found: dict[str, tuple[str, str, list[str]]] = {}
    for team_id, name, officer_id in rows:
        found.setdefault(team_id, (team_id, name, []))[2].append(officer_id)
    return list(found.values())


def add_team(db: Database, campaign_id: str, team_id: str, name: str, officer_ids: Iterable[str]) -> None:
    db.execute("INSERT INTO team(id, campaign_id, name) VALUES (?, ?, ?)", [team_id, campaign_id, name])
    for officer_id in officer_ids:
        db.execute("INSERT INTO team_officer(team_id, officer_id) VALUES (?, ?)", [team_id, officer_id])


def frame(db: Database, campaign_id: str, household_ids: Sequence[str] | None = None) -> list[FrameRow]:
    """The frame, or the part of it that is asked for, by village, group and number."""
    sql = (
        "SELECT f.household_id, h.household_no, h.head_name, f.village_code, f.team_id, f.state, h.village_group "
        "FROM frame f JOIN household h ON h.id = f.household_id WHERE f.campaign_id = ?"
    )
    params = [campaign_id]
    if household_ids is not None:
        sql += " AND f.household_id IN (SELECT value FROM json_each(?))"
        params.append(json.dumps(list(household_ids)))
    rows = db.execute(sql + " ORDER BY f.village_code, h.sort_key, h.household_no", params).fetchall()
    return [FrameRow(*row) for row in rows]


def frame_of_village(db: Database, campaign_id: str, village_code: str) -> list[tuple[str, str]]:
    """(household, team or empty), by household."""
    sql = "SELECT household_id, team_id FROM frame WHERE campaign_id = ? AND village_code = ? ORDER BY household_id"
    return [(str(household), str(team)) for household, team in db.execute(sql, [campaign_id, village_code])]


def take(db: Database, campaign: Campaign) -> None:
    """A round that another laptop opened, as it stands there."""
    db.execute(
        "INSERT INTO campaign(id, code, name, survey_kind, opened_on, open) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(id) DO UPDATE SET code = excluded.code, name = excluded.name, open = excluded.open, "
        "survey_kind = excluded.survey_kind, opened_on = excluded.opened_on",
        [campaign.id, campaign.code, campaign.name, campaign.survey_kind, campaign.opened_on, int(campaign.open)],
    )


def take_team(db: Database, campaign_id: str, team_id: str, name: str, officer_ids: Iterable[str]) -> None:
    """A team with exactly these people."""
    db.execute(
        "INSERT INTO team(id, campaign_id, name) VALUES (?, ?, ?) ON CONFLICT(id) DO UPDATE SET name = excluded.name",
        [team_id, campaign_id, name],
    )
    db.execute("DELETE FROM team_officer WHERE team_id = ?", [team_id])
    for officer_id in officer_ids:
        db.execute("INSERT OR IGNORE INTO team_officer(team_id, officer_id) VALUES (?, ?)", [team_id, officer_id])


def take_frame(db: Database, campaign_id: str, village_code: str, frame: Iterable[tuple[str, str]]) -> list[str]:
    """The list of a round in a village, without households that are not here; what is done on them stays.

    Returns the households that are new on it.
    """
    before = {household for household, _ in frame_of_village(db, campaign_id, village_code)}
    given = json.dumps([list(pair) for pair in frame])
    db.execute(
        "DELETE FROM frame WHERE campaign_id = ? AND village_code = ? "
        "AND household_id NOT IN (SELECT value ->> 0 FROM json_each(?))",
        [campaign_id, village_code, given],
    )
    db.execute(
        "INSERT INTO frame(campaign_id, household_id, village_code, team_id) "
        "SELECT ?1, h.id, ?2, g.value ->> 1 FROM json_each(?3) g JOIN household h ON h.id = g.value ->> 0 WHERE 1 "
        "ON CONFLICT(campaign_id, household_id) DO UPDATE SET team_id = excluded.team_id, "
        "village_code = excluded.village_code",
        [campaign_id, village_code, given],
    )
    after = frame_of_village(db, campaign_id, village_code)
    return [household for household, _ in after if household not in before]


def forget_household(db: Database, household_id: str) -> None:
    db.execute("DELETE FROM frame WHERE household_id = ?", [household_id])


def forget_village(db: Database, village_code: str) -> None:
    """Takes a village out of every round; a round and its teams go with their last village."""
    db.execute("DELETE FROM frame WHERE village_code = ?", [village_code])
    empty = "(SELECT id FROM campaign c WHERE NOT EXISTS (SELECT 1 FROM frame f WHERE f.campaign_id = c.id))"
    of_team = f"(SELECT id FROM team WHERE campaign_id IN {empty})"  # noqa: S608
    db.execute(f"DELETE FROM draw WHERE campaign_id IN {empty}")  # noqa: S608
    db.execute(f"DELETE FROM team_officer WHERE team_id IN {of_team}")  # noqa: S608
    db.execute(f"DELETE FROM team WHERE campaign_id IN {empty}")  # noqa: S608
    db.execute(f"DELETE FROM campaign WHERE id IN {empty}")  # noqa: S608


def officers_households(db: Database, id_numbers: Iterable[str]) -> dict[str, set[str]]:
    """Household → those of the given id numbers that belong to one of its members."""
    found: dict[str, set[str]] = {}
    rows = db.execute(
        "SELECT household_id, id_no FROM person WHERE id_no IN (SELECT value FROM json_each(?)) AND id_no <> ''",
        [json.dumps(sorted(id_numbers))],
    )
    for household_id, id_no in rows.fetchall():
        found.setdefault(household_id, set()).add(id_no)
    return found


def member_ids(db: Database, household_id: str) -> set[str]:
    """The id numbers of a household's members."""
    rows = db.execute("SELECT id_no FROM person WHERE household_id = ? AND id_no <> ''", [household_id])
    return {row[0] for row in rows.fetchall()}


def set_teams(db: Database, campaign_id: str, given: Mapping[str, str]) -> None:
    """Household → team."""
    for household_id, team_id in given.items():
        db.execute(
            "UPDATE frame SET team_id = ? WHERE campaign_id = ? AND household_id = ?",
            [team_id, campaign_id, household_id],
        )


def add_draw(db: Database, draw_id: str, campaign_id: str, seed: str, result: str, at: str, by: str) -> None:
    db.execute(
        "INSERT INTO draw(id, campaign_id, seed, result, drawn_at, drawn_by) VALUES (?, ?, ?, ?, ?, ?)",
        [draw_id, campaign_id, seed, result, at, by],
    )


def draws(db: Database, campaign_id: str) -> list[dict[str, Any]]:
    return list(db.query("SELECT * FROM draw WHERE campaign_id = :id ORDER BY id DESC", {"id": campaign_id}))


def find_draw(db: Database, draw_id: str) -> dict[str, Any] | None:
    return next(db.query("SELECT * FROM draw WHERE id = :id", {"id": draw_id}), None)


def set_state(db: Database, campaign_id: str, household_id: str, state: VisitState, revisit_on: str = "") -> None:
    """Nothing happens to a household that is not in the frame."""
    db.execute(
        "UPDATE frame SET state = ?, revisit_on = ? WHERE campaign_id = ? AND household_id = ?",
        [state, revisit_on, campaign_id, household_id],
    )


def settle(db: Database, campaign_id: str, household_id: str, form_id: str) -> None:
    """Puts a household back to where its records say it is, after a draft was thrown away."""
    row = db.execute(
        "SELECT coalesce(json_extract(result, '$.revisit_on'), '') FROM submission WHERE campaign_id = ? "
        "AND household_id = ? AND form_id = ? ORDER BY frozen_at DESC, id DESC LIMIT 1",
        [campaign_id, household_id, form_id],
    ).fetchone()
    set_state(db, campaign_id, household_id, VisitState.REVISIT if row else VisitState.UNVISITED, row[0] if row else "")


def set_record_state(db: Database, submission_ids: Iterable[str], state: str) -> None:
    """Follows records on their way: `due`, `sent`, `received` or `refused` (states of the `record` table).

    A record that did not finish its household (nobody at home), or that a correction replaced, changes nothing.
    """
    db.execute(
        "UPDATE frame SET state = ? WHERE (campaign_id, household_id) IN ("
        "SELECT campaign_id, household_id FROM submission s WHERE s.id IN (SELECT value FROM json_each(?)) "
        "AND json_extract(s.result, '$.final') = '1' "
        "AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.household_id = s.household_id AND n.replaces = s.id))",
        [_FROM_RECORD[state], json.dumps(list(submission_ids))],
    )


def counts(
    db: Database, campaign_id: str, column: str = "", within: Within = None
) -> list[tuple[str, str, int]]:
    """How many households are in each state, per value of `village_code` or `team_id`, or all together."""
    assert column in ("", "village_code", "team_id")
    key = column or "''"
    rows = db.execute(
        f"SELECT {key}, state, count(*) FROM frame WHERE campaign_id = ?1 "  # noqa: S608
        "AND (?2 IS NULL OR village_code IN (SELECT value FROM json_each(?2))) GROUP BY 1, 2",
        [campaign_id, None if within is None else json.dumps(within)],
    ).fetchall()
    return [(row[0], row[1], row[2]) for row in rows]


_WORK = """
SELECT f.household_id, h.household_no, h.head_name, f.village_code, a.name AS village_name, h.village_group,
  h.members, f.state, f.team_id, coalesce(t.name, '') AS team_name, f.revisit_on, h.assist_category,
  coalesce((SELECT d.id FROM draft d WHERE d.form_id = :form AND d.household_id = h.id AND d.person_id = ''
            AND d.campaign_id = f.campaign_id), '') AS draft_id,
  coalesce((SELECT s.id FROM submission s WHERE s.household_id = h.id AND s.form_id = :form
            AND s.campaign_id = f.campaign_id ORDER BY s.frozen_at DESC, s.id DESC LIMIT 1), '') AS submission_id,
  coalesce((SELECT substr(max(s.frozen_at), 1, 10) FROM submission s WHERE s.household_id = h.id
            AND s.form_id = :form), '') AS last_visit_on
FROM frame f JOIN household h ON h.id = f.household_id JOIN area a ON a.code = f.village_code
LEFT JOIN team t ON t.id = f.team_id
WHERE f.campaign_id = :campaign
"""


def worklist(
    db: Database,
    campaign_id: str,
    form_id: str,
    *,
    team_id: str | None = None,
    states: Iterable[str] | None = None,
    village_code: str | None = None,
    household_id: str | None = None,
    within: Within = None,
    limit: int = 200,
    offset: int = 0,
) -> list[WorkItem]:
    """By village, group and number. The page is chosen first, so that look-ups are made for its rows only."""
    inner = (
        "SELECT f2.household_id FROM frame f2 JOIN household h2 ON h2.id = f2.household_id "
        "WHERE f2.campaign_id = :campaign"
    )
    params: dict[str, str | int] = {"campaign": campaign_id, "form": form_id, "limit": limit, "offset": offset}
    conditions = {
        "f2.team_id = :team": ("team", team_id),
        "f2.village_code = :village": ("village", village_code),
        "f2.household_id = :household": ("household", household_id),
        "f2.village_code IN (SELECT value FROM json_each(:within))": (
            "within",
            None if within is None else json.dumps(within),
        ),
        "f2.state IN (SELECT value FROM json_each(:states))": (
            "states",
            None if states is None else json.dumps([str(state) for state in states]),
        ),
    }
    for condition, (name, value) in conditions.items():
        if value is not None:
            inner += f" AND {condition}"
            params[name] = value
    inner += " ORDER BY f2.village_code, h2.sort_key, h2.household_no LIMIT :limit OFFSET :offset"
    sql = f"{_WORK} AND f.household_id IN ({inner}) ORDER BY f.village_code, h.sort_key, h.household_no"
    return [_item(row) for row in db.query(sql, params)]


def _item(row: dict[str, Any]) -> WorkItem:
    return WorkItem(**{**row, "state": VisitState(row["state"])})
