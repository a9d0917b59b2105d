"""The key ring: who can open the data of this computer, and with what.

The data file and all others are encrypted with one data key of 32 random bytes. It is written nowhere; the ring holds
it sealed, once per door:

- `person`: to a key pair of his, whose private half a PIN opens together with the computer's secret. The PIN alone
  would be guessed in hours, so that a copied folder without the secret is worth nothing (Argon2id, sync-design §3).
- `computer`: with the secret alone. It is there until the first person here chose a PIN, and for computers that are
  told to work without anybody (commands at night); `protect` takes it away.
- `county`: to the county's recovery key, whose private half lies on paper in the county's safe.

Because doors hold public keys, the data key can change without anybody's PIN (`rekeying`): it must after `protect`, for
the computer's door that was taken away may still lie in a free block of the disk.

The ring is a small file, written twice; the newer whole one counts. Wrong PINs are counted in it, because the data file
is not open yet.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sync.canonical import Plain, decode, encode
from sync.errors import SyncError
from sync.fields import Fields
from sync.files import write_whole
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services import sealing
from villagevisit.services.sealing import CannotOpen

COMPUTER = "computer"
PERSON = "person"
COUNTY = "county"
MEMORY_KIB = 64 * 1024
PASSES = 3
LANES = 2
_VERSION = 1
_DAMAGED = "ring.damaged"
_FILES = ("ring.cbor", "ring.2.cbor")
_COMPUTER_FILE = "computer.secret"
_SALT_BYTES = 16
_BEFORE = "ring/before"


@dataclass(frozen=True, slots=True)
class Door:
    kind: str
    id: str
    """Of a person: the officer's id; empty for the computer's door; of the county: fingerprint of its key."""
    name: str
    """What the tile says before anything is open: an officer's name; nobody else's stands here."""
    staff_no: str
    salt: bytes
    private: bytes
    """Of a person: the private half of his key pair, under PIN and secret."""
    public: bytes
    """What the data key is sealed to; empty for the computer's door."""
    sealed: bytes
    """The data key."""
    failed: int = 0
    shut_until: str = ""


_COMPUTER_DOOR = Door(COMPUTER, "", "", "", b"", b"", b"", b"")


@dataclass(frozen=True, slots=True)
class Ring:
    generation: int
    doors: tuple[Door, ...]
    epoch: int = 0
    """How often the data key has changed."""
    stale: bool = False
    """The data key is to change as soon as nobody has the data open."""
    before: bytes = b""
    """The data key before this one, sealed with this one, until everything was sealed anew."""

    @property
    def people(self) -> tuple[Door, ...]:
        return tuple(door for door in self.doors if door.kind == PERSON)

    def door(self, kind: str, door_id: str = "") -> Door | None:
        return next((door for door in self.doors if (door.kind, door.id) == (kind, door_id)), None)


class Secret:
    """32 random bytes of this computer; they lie in one of the files, best first."""

    def __init__(self, files: list[Path]) -> None:
        self._files = files

    def is_here(self) -> bool:
        """Whether this is the computer that the people's doors were made on."""
        return any(path.exists() for path in self._files)

    def key(self, stretched: bytes, *, make: bool = False) -> bytes:
        """A key that only this computer can derive. Raises EnvironmentFailed `ring.no-secret`."""
        best = self._files[0]
        try:
            found = next((path for path in self._files if path.exists()), None)
            if found is None and make:
                best.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                write_whole(best, os.urandom(sealing.KEY_BYTES), mode=0o600)
            return sealing.subkey(stretched + (found or best).read_bytes(), "door")
        except (OSError, SyncError) as error:
            raise EnvironmentFailed("ring.no-secret") from error


class Keeper:
    """The ring of one data folder.

    `outside` is a folder that does not travel with a copy of the data folder; the computer's secret lies there if
    there is one, else beside the ring.
    """

    def __init__(self, home: Path, outside: Path | None) -> None:
        self._folder = home / "keys"
        self.secret = Secret([folder / _COMPUTER_FILE for folder in (outside, self._folder) if folder])

    def forget_others(self) -> None:
        """On another computer: doors that its secret never opens go away."""
        self._keep(door for door in self.read().doors if door.kind == COUNTY)

    def exists(self) -> bool:
        return any((self._folder / name).exists() for name in _FILES)

    def make(self) -> bytes:
        """A new data key with the computer's door only.

        Raises:
            EnvironmentFailed: a disk code.
        """
        key = os.urandom(sealing.KEY_BYTES)
        self._write(Ring(0, (self._with_key(_COMPUTER_DOOR, key),)))
        return key

    def read(self) -> Ring:
        """Raises EnvironmentFailed `ring.missing`, `ring.damaged`."""
        if not self.exists():
            raise EnvironmentFailed("ring.missing")
        found = [ring for name in _FILES if (ring := _parsed(self._folder / name)) is not None]
        if not found:
            raise EnvironmentFailed(_DAMAGED)
        return max(found, key=lambda ring: ring.generation)

    def by_computer(self) -> bytes | None:
        """The data key through the computer's door; None when it is not there.

        Raises:
            EnvironmentFailed: `ring.damaged`, `ring.missing`, `ring.no-secret`.
        """
        door = self.read().door(COMPUTER)
        if door is None:
            return None
        try:
            return sealing.unseal(self.secret.key(b""), door.sealed, _place(door))
        except CannotOpen as error:
            raise EnvironmentFailed(_DAMAGED) from error

    def by_person(self, officer_id: str, pin: str) -> bytes:
        """The data key through a person's door; the caller counts wrong PINs (`note`).

        Raises:
            Refused: `pin.unset`.
            CannotOpen: not this person's PIN.
            EnvironmentFailed: `ring.damaged`, `ring.missing`, `ring.no-secret`.
        """
        door = self.read().door(PERSON, officer_id)
        if door is None:
            raise Refused("pin.unset")
        private = sealing.unseal(self.secret.key(_stretched(pin, door.salt)), door.private, _place(door))
        return sealing.unseal_with(private, door.sealed, _place(door))

    def put_person(self, key: bytes, officer_id: str, name: str, staff_no: str, pin: str) -> None:
        """Makes or renews a person's door."""
        salt = os.urandom(_SALT_BYTES)
        own = self.secret.key(_stretched(pin, salt), make=True)
        private, public = sealing.new_pair()
        empty = Door(PERSON, officer_id, name, staff_no, salt, b"", public, b"")
        self._put(replace(self._with_key(empty, key), private=sealing.seal(own, private, _place(empty))))

    def put_computer(self, key: bytes) -> None:
        """From now on commands work here without anybody."""
        self._put(self._with_key(_COMPUTER_DOOR, key))

    def protect(self) -> None:
        """From now on the data opens only with somebody's PIN. Raises Refused `ring.nobody` while nobody has one."""
        ring = self.read()
        if not ring.people:
            raise Refused("ring.nobody")
        doors = tuple(door for door in ring.doors if door.kind != COMPUTER)
        self._write(replace(ring, generation=ring.generation + 1, doors=doors, stale=True))

    def drop_person(self, officer_id: str) -> None:
        """Takes a person's door away; the last one stays unless the computer has its own."""
        ring = self.read()
        rest = [door for door in ring.doors if (door.kind, door.id) != (PERSON, officer_id)]
        if any(door.kind in (PERSON, COMPUTER) for door in rest):
            self._keep(rest)

    def put_county(self, key: bytes, public: bytes) -> None:
        """The data key sealed to the county's recovery key, in the place of what was sealed to an earlier one."""
        ring = self.read()
        rest = [door for door in ring.doors if door.kind != COUNTY]
        self._keep([*rest, self._with_key(Door(COUNTY, "", "", "", b"", b"", public, b""), key)])

    def turn(self, old: bytes, new: bytes) -> None:
        """Every door opens `new` from now on; `old` lies behind it until `turned`."""
        ring = self.read()
        doors = tuple(self._with_key(door, new) for door in ring.doors)
        before = sealing.seal(sealing.subkey(new, "before"), old, _BEFORE)
        self._write(Ring(ring.generation + 1, doors, ring.epoch + 1, before=before))

    def before(self, key: bytes) -> bytes | None:
        """The data key before this one while not everything is sealed anew. Raises EnvironmentFailed `ring.damaged`."""
        before = self.read().before
        try:
            return sealing.unseal(sealing.subkey(key, "before"), before, _BEFORE) if before else None
        except CannotOpen as error:
            raise EnvironmentFailed(_DAMAGED) from error

    def turned(self) -> None:
        """Everything is sealed with the new key: the one before is forgotten."""
        ring = self.read()
        self._write(replace(ring, generation=ring.generation + 1, before=b""))

    def note(self, officer_id: str, failed: int, shut_until: datetime | None) -> None:
        """How many wrong PINs in a row this person's door has seen, and until when it stays shut."""
        ring = self.read()
        until = shut_until.isoformat(timespec="seconds") if shut_until else ""
        self._keep(
            replace(door, failed=failed, shut_until=until) if (door.kind, door.id) == (PERSON, officer_id) else door
            for door in ring.doors
        )

    def _put(self, door: Door) -> None:
        ring = self.read()
        self._keep([*(one for one in ring.doors if (one.kind, one.id) != (door.kind, door.id)), door])

    def _keep(self, doors: Iterable[Door]) -> None:
        ring = self.read()
        self._write(replace(ring, generation=ring.generation + 1, doors=tuple(doors)))

    def _write(self, ring: Ring) -> None:
        data = _bytes_of(ring)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for name in _FILES:
                write_whole(self._folder / name, data, mode=0o600)
        except (OSError, SyncError) as error:
            raise EnvironmentFailed("store.io") from error

    def _with_key(self, door: Door, key: bytes) -> Door:
        place = _place(door)
        if door.kind == COMPUTER:
            return replace(door, sealed=sealing.seal(self.secret.key(b"", make=True), key, place))
        return replace(door, sealed=sealing.seal_to(door.public, key, place))


def copy_to(ring: Ring, folder: Path) -> None:
    """Puts the ring there too unless it is: without the computer's secret only the county opens it.

    Raises:
        OSError, SyncError: the disk.
    """
    data, path = _bytes_of(ring), folder / _FILES[0]
    if not path.exists() or path.read_bytes() != data:
        write_whole(path, data, mode=0o600)


def _stretched(pin: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    return Argon2id(salt=salt, length=32, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB).derive(pin.encode())


def _place(door: Door) -> str:
    return f"ring/{door.kind}/{door.id}"


def _bytes_of(ring: Ring) -> bytes:
    doors: list[Plain] = [
        [
            one.kind, one.id, one.name, one.staff_no, one.salt, one.private, one.public, one.sealed, one.failed,
            one.shut_until,
        ]
        for one in ring.doors
    ]  # fmt: skip
    return encode(
        {
            "v": _VERSION,
            "generation": ring.generation,
            "epoch": ring.epoch,
            "stale": int(ring.stale),
            "before": ring.before,
            "doors": doors,
        }
    )


def _parsed(path: Path) -> Ring | None:
    """None for a file that is not there or not whole."""
    try:
        fields = Fields(decode(path.read_bytes()), _DAMAGED)
        fields.must(fields.count("v") == _VERSION)
        doors = tuple(_door(fields.cells(row)) for row in fields.rows("doors", 10))
        return Ring(
            fields.count("generation"), doors, fields.count("epoch"), bool(fields.count("stale")), fields.raw("before")
        )
    except (OSError, SyncError):
        return None


def _door(cells: Fields) -> Door:
    return Door(
        kind=cells.text("0"),
        id=cells.text("1"),
        name=cells.text("2"),
        staff_no=cells.text("3"),
        salt=cells.raw("4"),
        private=cells.raw("5"),
        public=cells.raw("6"),
        sealed=cells.raw("7"),
        failed=cells.count("8"),
        shut_until=cells.text("9"),
    )
