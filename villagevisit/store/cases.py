"""What cases are folded from, for many households at once, and the lines that the list shows."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlite_utils import Database

from villagevisit.domain.access import Within
from villagevisit.domain.boards import DOWN, POSTED
from villagevisit.domain.case_flow import Visit
from villagevisit.domain.case_line import Filter, Line, Listed, Named
from villagevisit.domain.case_steps import STOPPED
from villagevisit.domain.event import Event
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.outcome import COMPLETED, REMOTE
from villagevisit.domain.recusal import TEAM_SIZE
from villagevisit.store import events

_VISITS = """
SELECT s.household_id, s.id, max(g.signed_at), group_concat(g.officer_id, ' '), json_extract(s.result, '$.officers')
FROM submission s JOIN signoff g ON g.submission_id = s.id
WHERE s.household_id IN (SELECT value FROM json_each(:homes)) AND s.form_id = :form
AND json_extract(s.result, '$.final') = '1' AND json_extract(s.result, '$.visit_result') IN (:met, :remote)
AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id)
GROUP BY s.id
HAVING count(*) >= :people
OR EXISTS (SELECT 1 FROM record r WHERE r.subject_id = s.id AND r.kind IN ('submission', 'health'))
"""


def visits(db: Database, homes: Sequence[str]) -> dict[str, list[Visit]]:
    """Household → its complete visits."""
    values = {"homes": json.dumps(homes), "form": VISIT_FORM, "met": COMPLETED, "remote": REMOTE, "people": TEAM_SIZE}
    found: dict[str, list[Visit]] = {}
    for home, visit_id, at, signers, named in db.execute(_VISITS, values):
        officers = tuple(dict.fromkeys(f"{signers} {named or ''}".split()))
        found.setdefault(home, []).append(Visit(visit_id, at, officers))
    return found


def all_events(db: Database, homes: Sequence[str]) -> dict[str, list[Event]]:
    """Household → every event that names it, and the taking down of the boards that named it.

    Boards come without their households: hundreds hang on one, and no case asks who else does.
    """
    wanted = set(homes)
    found: dict[str, list[Event]] = {}
    boards: dict[str, set[str]] = {}
    for one in events.of_households(db, homes):
        here = wanted.intersection(one.households)
        if one.kind == POSTED:
            boards.setdefault(one.thing, set()).update(here)
            one = replace(one, households=())
        for home in here:
            found.setdefault(home, []).append(one)
    for one in events.of_things(db, list(boards), DOWN):
        for home in boards[one.thing] - set(one.households):
            found[home].append(one)
    return found


def with_kin(db: Database, homes: Sequence[str], apart: Iterable[str]) -> set[str]:
    """Those with a member whom an officer declared as kin (relations in `apart` do not count), or with a filing."""
    rows = db.execute(
        "SELECT p.household_id FROM person p JOIN kin k ON k.id_no = p.id_no "
        "WHERE p.household_id IN (SELECT value FROM json_each(?1)) AND p.id_no <> '' "
        "AND k.relation NOT IN (SELECT value FROM json_each(?2)) "
        "UNION SELECT household_id FROM submission "
        "WHERE form_id = 'kin_filing' AND household_id IN (SELECT value FROM json_each(?1))",
        [json.dumps(homes), json.dumps(sorted(apart))],
    )
    return {row[0] for row in rows.fetchall()}


def stopped(db: Database, homes: Sequence[str]) -> set[str]:
    """Those whose benefit was stopped."""
    sql = (
        "SELECT x.household_id FROM json_each(?) w JOIN event_household x ON x.household_id = w.value "
        "JOIN event e ON e.id = x.event_id WHERE e.kind = ?"
    )
    return {row[0] for row in db.execute(sql, [json.dumps(list(homes)), STOPPED])}


def stale(db: Database, today: str, limit: int) -> list[str]:
    """Households whose line must be made anew: something came, or a day has come."""
    rows = db.execute(
        "SELECT household_id FROM case_stale UNION "
        "SELECT household_id FROM case_line WHERE turns_on <> '' AND turns_on <= ? LIMIT ?",
        [today, limit],
    )
    return [row[0] for row in rows.fetchall()]


def count_stale(db: Database, today: str) -> int:
    """How many `stale` would name."""
    row = db.execute(
        "SELECT (SELECT count(*) FROM case_stale) + (SELECT count(*) FROM case_line l WHERE turns_on <> '' "
        "AND turns_on <= ? AND NOT EXISTS (SELECT 1 FROM case_stale s WHERE s.household_id = l.household_id))",
        [today],
    ).fetchone()
    return int(row[0])


def all_stale(db: Database, step: str) -> None:
    """The lines at one step are to be made anew."""
    db.execute("INSERT OR IGNORE INTO case_stale SELECT household_id FROM case_line WHERE step = ?", [step])


def put(db: Database, homes: Sequence[str], lines: Iterable[Line]) -> None:
    """The lines of these households in place of what was there; a household without one has no case."""
    made = json.dumps(homes)
    db.execute("DELETE FROM case_line WHERE household_id IN (SELECT value FROM json_each(?))", [made])
    db.execute("DELETE FROM case_stale WHERE household_id IN (SELECT value FROM json_each(?))", [made])
    cells = [
        (one.household_id, one.village_code, one.step, one.who, one.due, one.turns_on, one.applied, one.checked,
         one.approved, one.entered)
        for one in lines
    ]  # fmt: skip
    db.conn.executemany("INSERT INTO case_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", cells)


_WHERE = (
    "(:village = '' OR l.village_code = :village) AND (:step = '' OR l.step = :step) "
    "AND (:who = '[]' OR l.who IN (SELECT value FROM json_each(:who))) "
    "AND (:before = '' OR (l.due <> '' AND l.due < :before)) "
    "AND (:within = '' OR l.village_code IN (SELECT value FROM json_each(:within)))"
)

_PAGE = (
    "SELECT k.*, h.head_name, h.household_no, coalesce(a.name, ''), h.village_group "  # noqa: S608
    f"FROM (SELECT l.* FROM case_line l WHERE {_WHERE} ORDER BY l.due = '', l.due, l.household_id "
    "LIMIT :limit OFFSET :offset) k JOIN household h ON h.id = k.household_id "
    "LEFT JOIN area a ON a.code = k.village_code ORDER BY k.due = '', k.due, k.household_id"
)


def _values(wanted: Filter) -> dict[str, str | int]:
    return {
        "village": wanted.village, "step": wanted.step, "who": json.dumps(wanted.who), "before": wanted.due_before,
        "within": "" if wanted.within is None else json.dumps(wanted.within),
    }  # fmt: skip


def count(db: Database, wanted: Filter) -> int:
    row = db.execute(f"SELECT count(*) FROM case_line l WHERE {_WHERE}", _values(wanted)).fetchone()  # noqa: S608
    return int(row[0])


def by_step(db: Database, wanted: Filter) -> dict[str, int]:
    """Step → households there."""
    sql = f"SELECT l.step, count(*) FROM case_line l WHERE {_WHERE} GROUP BY l.step"  # noqa: S608
    return {step: int(number) for step, number in db.execute(sql, _values(wanted)).fetchall()}


def page(db: Database, wanted: Filter, offset: int, limit: int) -> list[Listed]:
    """What is due first at the top, what nothing is due for at the end."""
    rows = db.execute(_PAGE, {**_values(wanted), "limit": limit, "offset": offset})
    return [Listed(Line(*row[:10]), *row[10:]) for row in rows]


def decided(db: Database, since: str, until: str, within: Within) -> list[str]:
    """Households whose case was decided between two ISO days, both included."""
    rows = db.execute(
        "SELECT household_id FROM case_line WHERE approved <> '' AND approved BETWEEN ?1 AND ?2 "
        "AND (?3 = '' OR village_code IN (SELECT value FROM json_each(?3)))",
        [since, until, "" if within is None else json.dumps(within)],
    )
    return [row[0] for row in rows.fetchall()]


def named(db: Database, homes: Sequence[str]) -> list[Named]:
    """What households that are here are called, in the order in which they were asked for."""
    sql = (
        "SELECT h.id, h.head_name, h.household_no, coalesce(a.name, '') FROM json_each(?) j "
        "JOIN household h ON h.id = j.value LEFT JOIN area a ON a.code = h.village_code ORDER BY j.key"
    )
    return [Named(*row) for row in db.execute(sql, [json.dumps(homes)]).fetchall()]


def places(db: Database, homes: Sequence[str]) -> dict[str, str]:
    """Household → village, of those that are here."""
    sql = "SELECT id, village_code FROM household WHERE id IN (SELECT value FROM json_each(?))"
    return dict(db.execute(sql, [json.dumps(homes)]).fetchall())
