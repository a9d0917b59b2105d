"""Locking the data of this computer, and opening them before anything is open."""

from datetime import datetime, timedelta

from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import Clock, stamp
from villagevisit.domain.errors import Refused
from villagevisit.services import allowing, pins, rekeying
from villagevisit.services.ring import COMPUTER, PERSON, Door, Keeper
from villagevisit.services.sealing import CannotOpen
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit, settings

MOST = 10
"""Wrong PINs after which only the county opens this person's door."""
_IDLE_MINUTES, _VISIT_MINUTES = 5, 15
_COMMANDS = "lock.commands"


def idle_minutes(*, visiting: bool) -> int:
    """After so long without a touch the window is covered; during a visit people talk longer."""
    return _VISIT_MINUTES if visiting else _IDLE_MINUTES


def is_due(ws: Workspace) -> bool:
    """Whether anybody who has this computer can still read it, though nobody here decided so."""
    ring = ws.ring.read()
    allowed = settings.get(ws.store.reader(), _COMMANDS) == "allow"
    return not allowed and bool(ring.people) and ring.door(COMPUTER) is not None


def protect(ws: Workspace, actor: Actor) -> Done[None]:
    """From now on the data open only with somebody's PIN; the data key changes when the program closes.

    Raises:
        Refused: `ring.nobody` while nobody has a PIN.
    """
    ws.ring.protect()
    with ws.store.transaction() as db:
        settings.put(db, _COMMANDS, "")
        audit.append(db, stamp(ws.clock), actor.id, "ring.protected", "")
    return Done(None, changes(Topic.PEOPLE))


def allow_commands(ws: Workspace, actor: Actor) -> Done[None]:
    """From now on whoever can start this computer can read it: for commands at night, decided by the office.

    Raises:
        Refused: `actor.role`.
    """
    allowing.require(ws, actor, Deed.COMMANDS, named=True)
    with ws.store.transaction() as db:
        settings.put(db, _COMMANDS, "allow")
        audit.append(db, stamp(ws.clock), actor.id, "ring.commands-allowed", "")
    ws.ring.put_computer(ws.key)
    return Done(None, changes(Topic.PEOPLE))


def change_key(ws: Workspace) -> None:
    """After the program closed `ws`: the data key changes if that is due.

    Raises:
        EnvironmentFailed: codes of disk, store and ring; the next opening tries again.
    """
    rekeying.settle(ws.home, ws.outside, ws.ring, ws.key)


def unlock(ring: Keeper, clock: Clock, officer_id: str, pin: str) -> bytes:
    """The data key, if this is the person's PIN; wrong ones are counted as in `pins`, up to `MOST`.

    Raises:
        Refused: `pin.unset`, `pin.wrong` (officer, left), `pin.locked` (officer, until, minutes), `pin.county`
            (officer): only the county's recovery key opens this door.
        EnvironmentFailed: codes of the ring.
    """
    door, now = ring.read().door(PERSON, officer_id), clock.now()
    if door is None:
        raise Refused("pin.unset", officer="")
    if door.failed >= MOST:
        raise Refused("pin.county", officer=door.name)
    if door.shut_until and now < datetime.fromisoformat(door.shut_until):
        raise _shut(door, now, datetime.fromisoformat(door.shut_until))
    try:
        key = ring.by_person(officer_id, pin)
    except CannotOpen:
        raise _wrong(ring, door, now) from None
    if door.failed:
        ring.note(officer_id, 0, None)
    return key


def _wrong(ring: Keeper, door: Door, now: datetime) -> Refused:
    failed = door.failed + 1
    left = pins.TRIES - failed
    if left > 0:
        ring.note(door.id, failed, None)
        return Refused("pin.wrong", officer=door.name, left=left)
    until = now + pins.pause(failed)
    ring.note(door.id, failed, until)
    return Refused("pin.county", officer=door.name) if failed >= MOST else _shut(door, now, until)


def _shut(door: Door, now: datetime, until: datetime) -> Refused:
    minutes = max(1, -int((now - until) // timedelta(minutes=1)))
    return Refused("pin.locked", officer=door.name, until=until.strftime("%H:%M"), minutes=minutes)
