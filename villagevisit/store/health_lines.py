"""Lines of people's health: what they are folded from, and what lists and charts read."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass

from sqlite_utils import Database

from villagevisit.domain.access import Within
from villagevisit.domain.event import Event
from villagevisit.domain.health import HealthPerson, Standing
from villagevisit.store import events

_FORMS = """
SELECT s.person_id, s.id, s.form_id, s.frozen_at, s.body,
  coalesce((SELECT g.officer_id FROM signoff g WHERE g.submission_id = s.id ORDER BY g.place DESC LIMIT 1), s.frozen_by)
FROM submission s
WHERE s.person_id IN (SELECT value FROM json_each(:people)) AND s.form_id IN (SELECT value FROM json_each(:forms))
AND EXISTS (SELECT 1 FROM record r WHERE r.subject_id = s.id AND r.kind IN ('submission', 'health'))
AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id)
ORDER BY s.person_id, s.frozen_at, s.id
"""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A finished record of a health form."""

    person_id: str
    source: str
    form_id: str
    frozen_at: str
    body: bytes
    officer_id: str


@dataclass(frozen=True, slots=True)
class Observed:
    """One value of a person. `value` is decimal text in the unit of its code."""

    day: str
    code: str
    value: str
    source: str


def stale(db: Database, most: int) -> list[str]:
    """People whose lines must be made anew, at most so many."""
    return [str(row[0]) for row in db.execute("SELECT person_id FROM health_stale ORDER BY 1 LIMIT ?", [most])]


def stale_count(db: Database) -> int:
    return int(db.execute("SELECT count(*) FROM health_stale").fetchone()[0])


def people(db: Database, ids: Sequence[str]) -> dict[str, HealthPerson]:
    sql = (
        "SELECT p.id, p.household_id, h.village_code, p.birth, p.sex FROM person p JOIN household h "
        "ON h.id = p.household_id WHERE p.id IN (SELECT value FROM json_each(?))"
    )
    return {row[0]: HealthPerson(*row) for row in db.execute(sql, [json.dumps(ids)])}


def forms(db: Database, ids: Sequence[str], form_ids: Iterable[str]) -> dict[str, list[FormRow]]:
    """Person → his finished records of these forms that nothing replaces, oldest first."""
    found: dict[str, list[FormRow]] = {}
    for row in db.execute(_FORMS, {"people": json.dumps(ids), "forms": json.dumps(sorted(form_ids))}):
        found.setdefault(row[0], []).append(FormRow(*row))
    return found


def events_of(db: Database, ids: Sequence[str]) -> dict[str, list[Event]]:
    """Person → health events about him, oldest first."""
    found: dict[str, list[Event]] = {}
    for one in events.of_things(db, ids):
        if one.kind.startswith("health."):
            found.setdefault(one.thing, []).append(one)
    return found


def forget(db: Database, ids: Sequence[str]) -> None:
    """Takes away the lines of these people, which are about to be made anew."""
    wanted = json.dumps(ids)
    for table in ("health_standing", "health_visit", "health_stale"):
        db.execute(f"DELETE FROM {table} WHERE person_id IN (SELECT value FROM json_each(?))", [wanted])  # noqa: S608


def add_visit(
    db: Database, source: str, person_id: str, form_id: str, day: str, officer_id: str, values: Mapping[str, str]
) -> None:  # fmt: skip
    """One visit and what it measured (code → decimal text)."""
    row = db.execute(
        "INSERT INTO health_visit(source, person_id, form_id, day, officer_id) VALUES (?, ?, ?, ?, ?) RETURNING row",
        [source, person_id, form_id, day, officer_id],
    ).fetchone()
    db.conn.executemany(
        "INSERT INTO observation(visit, code, value) VALUES (?, ?, ?)",
        [(row[0], code, value) for code, value in values.items()],
    )


def add_standings(db: Database, person: HealthPerson, standings: Iterable[Standing]) -> None:
    db.conn.executemany(
        "INSERT INTO health_standing(person_id, household_id, village_code, service, since, last_day, next_day, state, "
        "count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(person.id, person.household_id, person.village_code, *astuple(one)) for one in standings],
    )


def observations(db: Database, person_id: str, codes: Iterable[str] = ()) -> list[Observed]:
    """All that was measured of a person, oldest first; `codes`: only these."""
    wanted = list(codes)
    sql = (
        "SELECT v.day, o.code, o.value, v.source FROM health_visit v JOIN observation o ON o.visit = v.row "
        "WHERE v.person_id = ? AND (? = '[]' OR o.code IN (SELECT value FROM json_each(?))) "
        "ORDER BY v.day, v.row, o.code"
    )
    asked = json.dumps(wanted)
    return [Observed(*row) for row in db.execute(sql, [person_id, asked, asked])]


def standings_of(db: Database, person_id: str) -> list[Standing]:
    """Services of one person, by service."""
    sql = "SELECT service, since, last_day, next_day, state, count FROM health_standing WHERE person_id = ? ORDER BY 1"
    return [Standing(*row) for row in db.execute(sql, [person_id])]


def counted(db: Database, service: str, within: Within) -> int:
    """People who have a service."""
    sql = (
        "SELECT count(*) FROM health_standing WHERE service = ? "
        "AND (? = '' OR village_code IN (SELECT value FROM json_each(?)))"
    )
    return int(db.execute(sql, [service, "" if within is None else "1", json.dumps(within or [])]).fetchone()[0])
