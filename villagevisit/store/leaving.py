"""Villages that are no longer this laptop's: what keeps them here, and taking them away with all that is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.store import areas, campaigns, households, people


@dataclass(frozen=True, slots=True)
class Leaving:
    """A village on its way out, and what must be finished first."""

    village_code: str
    since: str
    drafts: int
    unsigned: int
    """Frozen records that lack a signature."""
    unsafe: int
    """Records of which no tested backup of the county is known."""

    @property
    def may_go(self) -> bool:
        return not (self.drafts or self.unsigned or self.unsafe)


_HOMES = "(SELECT id FROM household WHERE village_code = :village)"
_OF_VILLAGE = f"(SELECT id FROM submission WHERE household_id IN {_HOMES})"  # noqa: S608 - constants
_BODIES = f"""
subject_id IN {_OF_VILLAGE} OR subject_id IN (SELECT id FROM document WHERE village_code = :village)
OR subject_id IN {_HOMES} OR subject_id IN (SELECT household_id FROM notice WHERE village_code = :village)
OR subject_id IN (SELECT entry FROM consent WHERE village_code = :village)
OR subject_id IN (SELECT id FROM event WHERE area = :village)
OR subject_id IN (SELECT id FROM rights_request WHERE village_code = :village
  UNION SELECT id FROM rights_answer WHERE village_code = :village)
OR (kind IN ('roster', 'people', 'kin') AND subject_id = :village)
OR (kind = 'assignment' AND substr(subject_id, -13) = ':' || :village)
"""  # noqa: S608
"""Records of a village, of whatever kind."""
_OBSTACLES = f"""
SELECT
  (SELECT count(*) FROM draft WHERE household_id IN {_HOMES}),
  (SELECT count(*) FROM submission s WHERE s.id IN {_OF_VILLAGE}
    AND NOT EXISTS (SELECT 1 FROM taken_submission t WHERE t.id = s.id)
    AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id)
    AND NOT EXISTS (SELECT 1 FROM record r WHERE r.subject_id = s.id AND r.kind IN ('submission', 'health'))),
  (SELECT count(*) FROM record WHERE state <> 'safe' AND device IN (SELECT value FROM json_each(:own)) AND ({_BODIES}))
"""  # noqa: S608 - constants


def begin(db: Database, village_code: str, at: str) -> None:
    db.execute("INSERT OR IGNORE INTO leaving(village_code, since) VALUES (?, ?)", [village_code, at])


def stay(db: Database, village_code: str) -> None:
    db.execute("DELETE FROM leaving WHERE village_code = ?", [village_code])


def every(db: Database, own_chains: str) -> list[Leaving]:
    """By code. `own_chains`: JSON list of the names under which this laptop writes and wrote."""
    rows = db.execute("SELECT village_code, since FROM leaving ORDER BY village_code").fetchall()
    found = []
    for village, since in rows:
        counts = db.execute(_OBSTACLES, {"village": village, "own": own_chains}).fetchone()
        found.append(Leaving(str(village), str(since), *(int(count) for count in counts)))
    return found


_STEPS: Sequence[str] = (
    "UPDATE leaving SET purging = 1 WHERE village_code = :village",
    f"DELETE FROM record WHERE device NOT IN (SELECT value FROM json_each(:own)) AND ({_BODIES})",  # noqa: S608
    f"DELETE FROM record_body WHERE id IN (SELECT id FROM record WHERE {_BODIES})",  # noqa: S608
    f"UPDATE record SET size = 0, salt = x'' WHERE {_BODIES}",  # noqa: S608
    f"DELETE FROM record_branch WHERE {_BODIES}",  # noqa: S608
    f"DELETE FROM signoff WHERE submission_id IN {_OF_VILLAGE}",  # noqa: S608
    f"DELETE FROM attachment WHERE owner_id IN {_OF_VILLAGE}",  # noqa: S608
    f"DELETE FROM taken_submission WHERE id IN {_OF_VILLAGE}",  # noqa: S608
    f"DELETE FROM health_visit WHERE source IN {_OF_VILLAGE}",  # noqa: S608
    "DELETE FROM health_visit WHERE source IN (SELECT id FROM event WHERE area = :village)",
    "DELETE FROM health_standing WHERE village_code = :village",
    f"DELETE FROM submission WHERE id IN {_OF_VILLAGE}",  # noqa: S608
    "DELETE FROM document WHERE village_code = :village",
    "DELETE FROM consent WHERE village_code = :village",
    "DELETE FROM attachment WHERE owner_id IN (SELECT id FROM event WHERE area = :village)",
    "DELETE FROM event_household WHERE event_id IN (SELECT id FROM event WHERE area = :village)",
    "DELETE FROM event WHERE area = :village",
    "DELETE FROM rights_answer WHERE village_code = :village",
    "DELETE FROM rights_request WHERE village_code = :village",
    "DELETE FROM notice WHERE village_code = :village",
    f"DELETE FROM doubt WHERE household_id IN {_HOMES}",  # noqa: S608
    f"DELETE FROM decision WHERE household_id IN {_HOMES}",  # noqa: S608
    "DELETE FROM doubt WHERE household_id IN (SELECT household_id FROM notice WHERE village_code = :village)",
    "DELETE FROM decision WHERE household_id IN (SELECT household_id FROM notice WHERE village_code = :village)",
    "DELETE FROM notice WHERE village_code = :village",
    "DELETE FROM replica WHERE village_code = :village",
    "DELETE FROM replica_problem WHERE village_code = :village",
    "DELETE FROM replica_came WHERE area = :village",
)


def purge(db: Database, village_code: str, own_chains: str) -> None:
    """Takes everything of a village away. Of this laptop's own records the places in their chain stay, without body."""
    values = {"village": village_code, "own": own_chains}
    for step in _STEPS:
        db.execute(step, values)
    people.forget_office_of(db, village_code)
    campaigns.forget_village(db, village_code)
    for home in households.of_village(db, village_code).values():
        households.delete(db, home)
    areas.out_of_scope(db, village_code)
    stay(db, village_code)
