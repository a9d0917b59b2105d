"""Reading what lists hide: one number at a time, by somebody with a name, and never without a row in the audit log."""

from enum import StrEnum

from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Param, Refused
from villagevisit.services import allowing, people
from villagevisit.services.visit_subject import household_of_person
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit, households, rosters


class Secret(StrEnum):
    PERSON = "person"
    """ID number of somebody on the roster, by the id of that person."""
    PHONE = "phone"
    """Telephone of a household, by its id."""
    OFFICER = "officer"
    """ID number of a colleague, by his id."""
    ROSTER_ROW = "roster-row"
    """The cells of a doubtful row, by its id: they are what has to be decided."""


HEALTH = "read.health"


def reveal(ws: Workspace, actor: Actor, secret: Secret, subject_id: str, why: str = "") -> str:
    """The whole of what is masked elsewhere. Who read it, when, whose it was, and why if he was asked, is kept.

    Raises:
        Refused: `actor.role`, `visit.person-unknown`, `household.unknown`, `officer.unknown`, `roster.row-unknown`.
    """
    found, deed, thing = _look(ws, secret, subject_id)
    allowing.require(ws, actor, deed, thing, named=True)
    detail: dict[str, Param] = {"why": why.strip()} if why.strip() else {}
    with ws.store.transaction() as db:
        audit.append(db, stamp(ws.clock), actor.id, f"read.{secret}", subject_id, detail)
    return found


def note_health(ws: Workspace, actor: Actor, subject_id: str) -> None:
    """Somebody opens a record that says what a person suffers from."""
    with ws.store.transaction() as db:
        audit.append(db, stamp(ws.clock), actor.id, HEALTH, subject_id)


def _look(ws: Workspace, secret: Secret, subject_id: str) -> tuple[str, Deed, Thing]:
    db = ws.store.reader()
    if secret is Secret.OFFICER:
        return people.get(ws, subject_id).id_no, Deed.STAFF, Thing()
    if secret is Secret.ROSTER_ROW:
        row = rosters.row(db, subject_id)
        if row is None:
            raise Refused("roster.row-unknown")
        return "\n".join(f"{name}\t{text}" for name, text in row.cells.items() if text.strip()), Deed.ROSTER, Thing()
    home = households.by_id(db, household_of_person(ws, subject_id) if secret is Secret.PERSON else subject_id)
    if home is None:
        raise Refused("household.unknown")
    if secret is Secret.PHONE:
        return home.phone, Deed.REVEAL, Thing(home.village_code)
    number = next(one.id_no for one in home.persons if one.id == subject_id)
    return number, Deed.REVEAL, Thing(home.village_code)
