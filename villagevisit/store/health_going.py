"""Taking health data off a laptop that may not have them (any more). Digests and places in its own chain stay."""

import json
from collections.abc import Sequence

from sqlite_utils import Database

_HELD = """
SELECT id FROM submission WHERE form_id IN (SELECT value FROM json_each(:forms))
UNION SELECT id FROM event WHERE kind GLOB 'health.*'
UNION SELECT subject_id FROM record WHERE kind IN ('health', 'health-event', 'health-document')
"""
_OWN = "r.device IN (SELECT value FROM json_each(:own))"
_GOING = f"""
INSERT INTO health_going(subject) SELECT h.id FROM ({_HELD}) h
WHERE (EXISTS (SELECT 1 FROM record r WHERE r.subject_id = h.id AND r.size > 0)
  OR :until <> '' AND EXISTS (SELECT 1 FROM submission n WHERE n.replaces = h.id))
AND NOT EXISTS (SELECT 1 FROM record r WHERE r.subject_id = h.id AND {_OWN}
  AND (r.made_at >= :until OR r.state <> 'safe'))
AND NOT EXISTS (SELECT 1 FROM draft d WHERE d.replaces = h.id)
"""  # noqa: S608 - constants
"""What a record carries, others' or of this laptop's own chains what is safe and older than `until`; and versions that
a correction replaced before anybody signed them."""
_GONE = "IN (SELECT subject FROM health_going)"
_STEPS: Sequence[str] = (
    f"DELETE FROM record_body WHERE id IN (SELECT id FROM record WHERE subject_id {_GONE})",  # noqa: S608
    f"DELETE FROM record WHERE device NOT IN (SELECT value FROM json_each(:own)) AND subject_id {_GONE}",  # noqa: S608
    f"UPDATE record SET size = 0, salt = x'' WHERE subject_id {_GONE}",  # noqa: S608
    f"DELETE FROM record_branch WHERE subject_id {_GONE}",  # noqa: S608
    f"DELETE FROM signoff WHERE submission_id {_GONE}",  # noqa: S608
    f"DELETE FROM attachment WHERE owner_id {_GONE}",  # noqa: S608
    f"DELETE FROM taken_submission WHERE id {_GONE}",  # noqa: S608
    f"DELETE FROM submission WHERE id {_GONE}",  # noqa: S608
    f"DELETE FROM document WHERE id {_GONE}",  # noqa: S608
    f"DELETE FROM event_household WHERE event_id {_GONE}",  # noqa: S608
    f"DELETE FROM event WHERE id {_GONE}",  # noqa: S608
    f"DELETE FROM health_visit WHERE source {_GONE}",  # noqa: S608
    "DELETE FROM health_standing WHERE person_id IN (SELECT person_id FROM health_stale)",
    f"DELETE FROM replica_problem WHERE subject {_GONE}",  # noqa: S608
    "DELETE FROM replica_came WHERE kind GLOB 'health*'",
    "DELETE FROM health_going",
)


def purge(db: Database, forms: Sequence[str], own_chains: str, until: str) -> int:
    """Takes it away inside the caller's transaction, and returns how many records went.

    `forms`: ids of health forms; `own_chains`: JSON list of the names under which this laptop writes and wrote;
    `until`: of its own work goes what is older (ISO moment), none when empty.
    """
    values = {"forms": json.dumps(forms), "own": own_chains, "until": until}
    gone = db.execute(_GOING, values).rowcount
    for step in _STEPS if gone else ():
        db.execute(step, values if ":own" in step else {})
    return gone
