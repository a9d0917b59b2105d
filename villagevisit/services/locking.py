"""Locking the data of this computer, and opening them before anything is open."""

from dataclasses import dataclass
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
IDLE = (5, 15)
"""Minutes without a touch until the window is covered: at work, and during a visit, when people talk longer."""
LONGEST_IDLE = 60
_COMMANDS = "lock.commands"
_IDLE_KEYS = ("lock.idle", "lock.idle-visiting")


def idle(ws: Workspace) -> tuple[int, int]:
    """`IDLE`, or what the office decided for this computer."""
    db = ws.store.reader()
    at_work, visiting = (int(settings.get(db, key) or usual) for key, usual in zip(_IDLE_KEYS, IDLE, strict=True))
    return at_work, visiting


def set_idle(ws: Workspace, actor: Actor, minutes: int, *, visiting: bool) -> Done[None]:
    """After how many minutes without a touch the window is covered here.

    Raises:
        Refused: `actor.role`, `lock.minutes` (most).
    """
    allowing.require(ws, actor, Deed.LOCKING, named=True)
    if not 1 <= minutes <= LONGEST_IDLE:
        raise Refused("lock.minutes", most=LONGEST_IDLE)
    key, before = _IDLE_KEYS[visiting], idle(ws)[visiting]
    with ws.store.transaction() as db:
        settings.put(db, key, str(minutes))
        audit.append(db, stamp(ws.clock), actor.id, "lock.idle", key, {"before": before, "minutes": minutes})
    return Done(None, changes(Topic.SETUP))


def is_open(ws: Workspace) -> bool:
    """Whether whoever can start this computer reads the data."""
    return ws.ring.read().door(COMPUTER) is not None


def commands_allowed(ws: Workspace) -> bool:
    """Whether the office decided that."""
    return settings.get(ws.store.reader(), _COMMANDS) == "allow"


def is_due(ws: Workspace) -> bool:
    """Whether anybody who has this computer can still read it, though nobody here decided so."""
    return not commands_allowed(ws) and bool(ws.ring.read().people) and is_open(ws)


def ask_again(ws: Workspace, actor: Actor) -> Done[None]:
    """Takes `allow_commands` back.

    Raises:
        Refused: `actor.role`, `ring.nobody` while nobody has a PIN.
    """
    allowing.require(ws, actor, Deed.LOCKING, named=True)
    return protect(ws, actor)


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
    allowing.require(ws, actor, Deed.LOCKING, named=True)
    with ws.store.transaction() as db:
        settings.put(db, _COMMANDS, "allow")
        audit.append(db, stamp(ws.clock), actor.id, "ring.commands-allowed", "")
    ws.ring.put_computer(ws.key)
    return Done(None, changes(Topic.PEOPLE, Topic.SETUP))


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


@dataclass(frozen=True, slots=True)
class Patience:
    """What wrong PINs did to somebody's door."""

    seconds: int = 0
    """So long it stays shut; 0: it can be tried."""
    county_only: bool = False


def patience(ring: Keeper, clock: Clock, officer_id: str) -> Patience:
    """How long this person waits before another try. Raises EnvironmentFailed with codes of the ring."""
    door, now = ring.read().door(PERSON, officer_id), clock.now()
    if door is None or door.failed >= MOST:
        return Patience(county_only=door is not None)
    until = datetime.fromisoformat(door.shut_until) if door.shut_until else now
    return Patience(max(0, -int((now - until) // timedelta(seconds=1))))


def note_wrong(ws: Workspace, officer_id: str, times: int) -> None:
    """Wrong PINs that came before the data were open, for the audit log."""
    if times:
        with ws.store.transaction() as db:
            audit.append(db, stamp(ws.clock), officer_id, "pin.refused", "ring", {"code": "pin.wrong", "times": times})


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
