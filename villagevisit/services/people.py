"""The people who do the work: their roles, declared kin, PINs and signing keys."""

from dataclasses import dataclass, replace

from villagevisit.domain import citizen_id, names
from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Kin, Officer, Role
from villagevisit.services import allowing, pins
from villagevisit.services.ring import PERSON
from villagevisit.services.workspace import Actor, Workspace, new_id
from villagevisit.store import areas, audit
from villagevisit.store import people as rows


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """`village_code` only for a village's own cadre (R-11)."""

    staff_no: str
    name: str
    roles: frozenset[Role]
    village_code: str = ""
    id_no: str = ""


def officers(ws: Workspace) -> tuple[Officer, ...]:
    """Everybody at work here, by staff number."""
    return tuple(rows.all_active(ws.store.reader()))


def get(ws: Workspace, officer_id: str) -> Officer:
    """Also somebody who no longer works here. Raises Refused `officer.unknown`."""
    officer = rows.get(ws.store.reader(), officer_id)
    if officer is None:
        raise Refused("officer.unknown")
    return officer


def add(ws: Workspace, actor: Actor, new: NewOfficer) -> Done[Officer]:
    """Somebody starts to work here; he chooses his PIN when he first signs in.

    Raises:
        Refused: `actor.role`, `officer.no-staff-no`, `officer.no-name`, `officer.no-role` (name),
            `officer.staff-no-used` (staff_no), `officer.bad-id-no` (name).
    """
    allowing.require(ws, actor, Deed.STAFF)
    officer = _checked(ws, new)
    with ws.store.transaction() as db:
        if rows.staff_no_used(db, officer.staff_no):
            raise Refused("officer.staff-no-used", staff_no=officer.staff_no)
        rows.add(db, officer, " ".join(names.initials(officer.name)))
        detail = {"staff_no": officer.staff_no, "roles": " ".join(sorted(officer.roles))}
        audit.append(db, stamp(ws.clock), actor.id, "officer.added", officer.id, detail)
    return Done(officer, changes(Topic.PEOPLE))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who came from elsewhere and cannot work here, because his staff number is another's."""

    officer: Officer
    other: Officer
    """Who has the number here."""
    place: str
    """Name of the township that he works for, as far as it is known here."""


def waiting(ws: Workspace) -> tuple[Waiting, ...]:
    """By staff number."""
    found = rows.waiting(ws.store.reader())
    return tuple(Waiting(one, other, _township(ws, village)) for one, other, village in found)


def take_in(ws: Workspace, actor: Actor, officer_id: str, staff_no: str) -> Done[None]:
    """Lets somebody who waits work here under another staff number; elsewhere he keeps his own.

    Raises:
        Refused: `actor.role`, `officer.unknown`, `officer.no-staff-no`, `officer.staff-no-used` (staff_no).
    """
    allowing.require(ws, actor, Deed.STAFF)
    staff_no = staff_no.strip()
    if all(one.officer.id != officer_id for one in waiting(ws)):
        raise Refused("officer.unknown")
    officer = get(ws, officer_id)
    if not staff_no or any(character.isspace() for character in staff_no):
        raise Refused("officer.no-staff-no", officer=officer.name)
    with ws.store.transaction() as db:
        if rows.staff_no_used(db, staff_no):
            raise Refused("officer.staff-no-used", staff_no=staff_no)
        rows.take_in(db, officer_id, staff_no)
        detail = {"staff_no": staff_no, "before": officer.staff_no}
        audit.append(db, stamp(ws.clock), actor.id, "officer.taken-in", officer_id, detail)
    return Done(None, changes(Topic.PEOPLE))


def is_the_same(ws: Workspace, actor: Actor, officer_id: str) -> Done[None]:
    """Who waits is the one who has the number, entered a second time: he goes on as the one he is here.

    Raises:
        Refused: `actor.role`, `officer.unknown`.
    """
    allowing.require(ws, actor, Deed.STAFF)
    if all(one.officer.id != officer_id for one in waiting(ws)):
        raise Refused("officer.unknown")
    with ws.store.transaction() as db:
        rows.leave_out(db, officer_id)
        audit.append(db, stamp(ws.clock), actor.id, "officer.same-person", officer_id)
    return Done(None, changes(Topic.PEOPLE))


def declare_kin(ws: Workspace, actor: Actor, officer_id: str, kin: Kin) -> Done[None]:
    """Near relatives that the officer declares; he may not verify a household that one of them belongs to.

    Raises:
        Refused: `actor.role`, `officer.unknown`, `kin.incomplete`, `kin.bad-id-no`.
    """
    if all(officer.id != officer_id for officer in actor.officers):
        allowing.require(ws, actor, Deed.STAFF)
    officer = get(ws, officer_id)
    clean = replace(kin, name=names.normalise(kin.name), id_no=citizen_id.normalise(kin.id_no))
    if not clean.name or not clean.id_no or not clean.relation:
        raise Refused("kin.incomplete", officer=officer.name)
    if not citizen_id.is_valid(clean.id_no, today(ws.clock)):
        raise Refused("kin.bad-id-no", officer=officer.name)
    with ws.store.transaction() as db:
        rows.add_kin(db, officer_id, clean, stamp(ws.clock))
        audit.append(db, stamp(ws.clock), actor.id, "officer.kin-declared", officer_id, {"relation": clean.relation})
    return Done(None, changes(Topic.PEOPLE))


def set_pin(ws: Workspace, officer_id: str, pin: str, old_pin: str | None = None) -> Done[None]:
    """The first PIN makes the signing key; a later one wraps the same key anew, and needs the one before.

    Raises:
        Refused: `officer.unknown`, `pin.weak` (shortest), `pin.old-missing`, `pin.wrong` (left), `pin.locked` (until).
    """
    officer = get(ws, officer_id)
    pins.check_strength(pin)
    if officer.has_pin and old_pin is None:
        raise Refused("pin.old-missing", officer=officer.name)
    key = pins.unlock(ws, officer, old_pin or "", "pin.set") if officer.has_pin else pins.new_key()
    wrapped, salt = pins.wrap(officer_id, pin, key)
    public = key.public_key().public_bytes_raw()
    with ws.store.transaction() as db:
        rows.put_key(db, officer_id, public, wrapped, salt, stamp(ws.clock))
        audit.append(db, stamp(ws.clock), officer_id, "pin.set", officer_id, {"public_key": public.hex()})
    ws.ring.put_person(ws.key, officer_id, officer.name, officer.staff_no, pin)
    return Done(None, changes(Topic.PEOPLE))


def new_pin(ws: Workspace, officer_id: str, pin: str) -> Done[None]:
    """After the county opened the data for somebody who forgot his PIN: a new PIN and, because only the old one opened
    the old, a new signing key, which the county must certify.

    Raises:
        Refused: `officer.unknown`, `pin.weak` (shortest).
    """
    officer = get(ws, officer_id)
    pins.check_strength(pin)
    key = pins.new_key()
    wrapped, salt = pins.wrap(officer_id, pin, key)
    public = key.public_key().public_bytes_raw()
    with ws.store.transaction() as db:
        rows.drop_key(db, officer_id)
        rows.put_key(db, officer_id, public, wrapped, salt, stamp(ws.clock))
        audit.append(db, stamp(ws.clock), officer_id, "pin.new", officer_id, {"public_key": public.hex()})
    ws.ring.put_person(ws.key, officer_id, officer.name, officer.staff_no, pin)
    return Done(None, changes(Topic.PEOPLE))


def sign_in(ws: Workspace, officer_id: str, pin: str) -> Officer:
    """Lets somebody in. Each refusal is audited.

    Raises:
        Refused: `officer.unknown`, `pin.unset`, `pin.wrong` (left), `pin.locked` (until).
    """
    officer = get(ws, officer_id)
    pins.unlock(ws, officer, pin, "sign-in")
    if ws.ring.read().door(PERSON, officer_id) is None:
        ws.ring.put_person(ws.key, officer_id, officer.name, officer.staff_no, pin)
    return let_in(ws, officer_id)


def let_in(ws: Workspace, officer_id: str) -> Officer:
    """Somebody whose PIN opened the data a moment ago. Who works here no more loses his door.

    Raises:
        Refused: `officer.unknown`.
    """
    officer = get(ws, officer_id)
    with ws.store.transaction() as db:
        audit.append(db, stamp(ws.clock), officer_id, "officer.signed-in", officer_id)
    here = {one.id for one in officers(ws)}
    for door in ws.ring.read().people:
        if door.id not in here:
            ws.ring.drop_person(door.id)
    return officer


def _township(ws: Workspace, village_code: str) -> str:
    return areas.name(ws.store.reader(), village_code[:9] + "000")


def _checked(ws: Workspace, new: NewOfficer) -> Officer:
    name, staff_no, id_no = names.normalise(new.name), new.staff_no.strip(), citizen_id.normalise(new.id_no)
    if not name:
        raise Refused("officer.no-name", staff_no=staff_no)
    if not staff_no or any(character.isspace() for character in staff_no):
        raise Refused("officer.no-staff-no", officer=name)
    if not new.roles:
        raise Refused("officer.no-role", officer=name)
    if id_no and not citizen_id.is_valid(id_no, today(ws.clock)):
        raise Refused("officer.bad-id-no", officer=name)
    return Officer(
        id=new_id(), staff_no=staff_no, name=name, roles=new.roles, village_code=new.village_code, id_no=id_no
    )
