"""What every command works on: the data folder, the store, the clock, and who is acting."""

from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import uuid_utils

from villagevisit.domain.clock import Clock, SystemClock
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.domain.officer import Officer, Role
from villagevisit.services import rekeying
from villagevisit.services.rekeying import DATA_FILE
from villagevisit.services.ring import Keeper
from villagevisit.services.sealing import subkey
from villagevisit.store.connection import Store, blamed


@dataclass
class Workspace:
    """One installation. Open it with `Workspace.open`, close it when done (it is a context manager)."""

    home: Path
    store: Store
    clock: Clock
    key: bytes
    """The data key; everything here is encrypted with keys derived from it (`services.sealing`)."""
    ring: Keeper
    outside: Path | None = None
    """A folder that a restored data folder does not take back in time with it."""

    @classmethod
    def open(
        cls, home: Path, clock: Clock | None = None, outside: Path | None = None, key: bytes | None = None,
        told: "Progress | None" = None,
    ) -> Self:  # fmt: skip
        """Opens or makes the data folder; one that turns out to be an old copy begins a new chain (`lineage`).

        Without a `key` it opens through the computer's own door (`services.ring`). `told` hears how far it is while a
        file of an older program is brought up to date, which takes a minute in a big county; it must not raise.

        Raises:
            Refused: `ring.locked` when only somebody's PIN opens it.
            EnvironmentFailed: the folder cannot be written, a newer program made it, or a code of the ring.
        """
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EnvironmentFailed("store.cannot-open") from error
        from villagevisit.services import lineage

        ring = Keeper(home, outside)
        key, store = _opened(home, outside, ring, key, told or silent)
        workspace = cls(home, store, clock or SystemClock(), key, ring, outside)
        try:
            with blamed():
                lineage.check(workspace)
        except BaseException:
            workspace.close()
            raise
        return workspace

    def close(self) -> None:
        from villagevisit.services import head

        head.keep(self)
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _opened(home: Path, outside: Path | None, ring: Keeper, key: bytes | None, told: "Progress") -> tuple[bytes, Store]:
    """The key may change while this waits for the file: then what was opened is not the file any more."""
    path = home / DATA_FILE
    while True:
        now = rekeying.settle(home, outside, ring, key or _key(ring, path))
        epoch = ring.read().epoch
        store = Store(path, subkey(now, "store"), told)
        if ring.read().epoch == epoch:
            return now, store
        store.close()


def _key(ring: Keeper, path: Path) -> bytes:
    """A ring is made only where no data wait for the one that is missing."""
    if not ring.exists() and not path.exists():
        return ring.make()
    key = ring.by_computer()
    if key is None:
        raise Refused("ring.locked")
    return key


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting: nobody (set-up, the program), one person, or the two of a team."""

    officers: tuple[Officer, ...] = field(default=())

    @property
    def id(self) -> str:
        return " ".join(officer.id for officer in self.officers)

    def has(self, role: Role) -> bool:
        return any(role in officer.roles for officer in self.officers)


NOBODY = Actor()


class Cancelled(Exception):
    """The user pressed Cancel; the command rolled back and nothing changed."""


class Progress(Protocol):
    """Told now and then by a long command; raises `Cancelled` when the user wants out."""

    def __call__(self, done: int, total: int) -> None: ...


def silent(done: int, total: int) -> None:
    """For callers that do not watch."""


def new_id() -> str:
    """A UUIDv7 as text: sortable by birth, so that keys append instead of scattering (sync-design §1)."""
    return str(uuid_utils.uuid7())
