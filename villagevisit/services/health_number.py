"""Numbers of health records: the next free one of a village, and whose else a number is.

Two laptops may give the same number while they do not know of each other. Nothing is renumbered by itself: who looks is
told, and a doctor corrects one of the two.
"""

from villagevisit.domain import health_number
from villagevisit.services import areas
from villagevisit.services.workspace import Workspace
from villagevisit.store import health_numbers as rows


def proposed(ws: Workspace, village_code: str) -> str:
    """The next free number; empty where the village's code has no place in the record's counting (R-24)."""
    taken = [number for _person, number in rows.taken(ws.store.reader(), [village_code])]
    return health_number.following(village_code, taken)


def others(ws: Workspace, number: str, person_id: str) -> tuple[str, ...]:
    """Names of other people whose record, finished or begun, bears this number. Reads every record of the village."""
    villages = [one.code for one in areas.villages(ws) if health_number.stem(one.code) == number[:12]]
    db = ws.store.reader()
    same = {person for person, taken in rows.taken(db, villages) if taken == number and person != person_id}
    return tuple(rows.names(db, sorted(same))) if same else ()
