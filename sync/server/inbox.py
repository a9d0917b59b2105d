"""Batches that are safe here and wait to be imported: bytes in a folder, one row each, drained in order of arrival.

A batch that fails again and again goes to the back of the queue and at last into quarantine; the others go on.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from sqlalchemy import delete, func, insert, select, update

from sync.container import MAX_FILE
from sync.errors import SyncError
from sync.files import failure, flush_folder, read_bounded
from sync.server.intake import Intake, Taken, raise_alarm
from sync.server.log import Session
from sync.server.tables import batch, inbox

MOST_TRIES = 5
POISON = "batch.poison"
_LEASE = timedelta(minutes=5)
"""A drainer that died with a batch in hand is forgotten after this."""
_FREE = ""
_log = logging.getLogger("sync.server.drain")


@dataclass(frozen=True, slots=True)
class HighWater:
    """When as much as this waits, what comes is asked to come later."""

    records: int = 500_000
    bytes: int = 2 * 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Load:
    """What waits. `oldest` is a moment, empty when nothing waits."""

    batches: int
    records: int
    bytes: int
    oldest: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a batch: `taken` when it was imported, else the code why it was set aside."""

    digest: str
    taken: Taken | None
    code: str
    again: bool = False
    """Nothing yet: it failed and will be tried again."""


class Inbox:
    """The queue of one county. Safe to call from several threads and processes that share folder and database."""

    def __init__(self, intake: Intake, folder: Path, now: Callable[[], str], most: HighWater | None = None) -> None:
        self._intake = intake
        self._folder = folder
        self._now = now
        self._most = most or HighWater()
        self._leases = count()
        self._lost: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def admit(self, path: Path, digest: str) -> str:
        """Takes over a whole upload; from now on it will be imported whatever happens. Returns its device.

        Raises:
            SyncError: the refusals of `Intake.check`; `batch.damaged` when it is not what it was announced to be;
                `county.inbox-full` (environment) above the high-water mark, when the upload stays where it is;
                database and disk codes.
        """
        file, header = self._intake.check(read_bounded(path, MAX_FILE))
        if file.digest != digest:
            raise SyncError("batch.damaged")
        self.require_room(header.records, file.size)
        try:
            path.replace(self._path(digest))
            flush_folder(self._folder)
        except OSError as error:
            raise failure(error) from error
        self._intake.log.write(lambda s: self._add(s, digest, header.device, file.size, header.records), serial=False)
        return header.device

    def require_room(self, records: int, size: int) -> None:
        """Raises SyncError `county.inbox-full` (environment) when with so much more the mark would be passed."""
        load = self.load()
        if load.records + records > self._most.records or load.bytes + size > self._most.bytes:
            raise SyncError("county.inbox-full", environment=True)

    def adopt(self) -> None:
        """After a crash: what lies in the folder without a row gets one again, or goes if it was settled."""
        for path in sorted(self._folder.glob("*.vvb")):
            if self.settled(path.stem) is not None:
                self._drop(path.stem)  # with its row: a stick may have brought the same batch meanwhile
            elif not self.holds(path.stem):
                try:
                    self.admit(path, path.stem)
                except SyncError as error:
                    if error.environment:
                        raise
                    path.unlink()  # torn by the crash; nobody was told that it is here

    def release(self) -> None:
        """Frees what a drainer that died held. One that lives does no harm: a batch is imported once."""
        mine = inbox.c.county == self._intake.log.county
        with self._intake.log.writing() as s:
            s.db.execute(update(inbox).where(mine).values(leased_until=_FREE))

    def load(self) -> Load:
        with self._intake.log.reading() as s:
            totals = (func.count(), func.sum(inbox.c.records), func.sum(inbox.c.size), func.min(inbox.c.arrived_at))
            row = s.db.execute(select(*totals).where(inbox.c.county == s.county)).one()
        return Load(int(row[0]), int(row[1] or 0), int(row[2] or 0), str(row[3] or ""))

    def age(self, load: Load) -> int:
        """Seconds since the oldest of what waits came in."""
        if not load.oldest:
            return 0
        return int((datetime.fromisoformat(self._now()) - datetime.fromisoformat(load.oldest)).total_seconds())

    def holds(self, digest: str) -> int:
        """The size of a batch that waits; 0 when it does not."""
        with self._intake.log.reading() as s:
            query = select(inbox.c.size).where(inbox.c.county == s.county, inbox.c.digest == digest)
            return int(s.db.execute(query).scalar() or 0)

    def settled(self, digest: str) -> Settled | None:
        """What became of a batch; None while it waits or when it never came."""
        taken = self._intake.repeated(digest)
        if taken is None and self.holds(digest):
            return None
        taken = taken or self._intake.repeated(digest)  # it may have been imported between the two looks
        if taken is not None:
            return Settled(digest, taken, "")
        with self._intake.log.reading() as s:
            query = select(batch.c.code).where(batch.c.county == s.county, batch.c.digest == digest)
            code = s.db.execute(query).scalar()
        return Settled(digest, None, str(code)) if code is not None else None

    def step(self) -> Settled | None:
        """Imports one batch; None when nothing waits that another drainer has not in hand.

        Raises:
            SyncError: environment codes; the batch waits on.
        """
        self._give_back()
        now = datetime.fromisoformat(self._now())
        lease = (now + _LEASE).replace(microsecond=next(self._leases) % 1_000_000).isoformat(timespec="microseconds")
        try:
            return self._step(lease)
        except SyncError as error:
            if error.environment:
                self._lost.add(lease)
                with suppress(SyncError):  # the database may be what failed; the next step tries again
                    self._give_back()
            raise

    def _give_back(self) -> None:
        """Frees what was in hand when disk or database failed: nobody shall wait for the end of a lease."""
        for lease in list(self._lost):
            self._intake.log.write(partial(_undo, lease=lease), serial=False)
            self._lost.discard(lease)

    def _step(self, lease: str) -> Settled | None:
        tries_to_claim = count()
        claimed = self._intake.log.write(lambda s: self._claim(s, lease, again=next(tries_to_claim) > 0), serial=False)
        if claimed is None:
            return None
        digest, tries = claimed
        if not self._path(digest).exists():  # it was settled at the very moment when it was sent again
            self._drop(digest)
            return Settled(digest, self._intake.repeated(digest), "")
        if tries >= MOST_TRIES:
            return self._bury(digest)
        try:
            taken = self._intake.receive(read_bounded(self._path(digest), MAX_FILE), "network")
        except SyncError as error:
            if error.environment:
                raise
            if error.code == "county.database":
                return self._failed(digest, tries, error)
            settled = Settled(digest, None, error.code)
        except Exception as error:  # noqa: BLE001 - whatever a batch does to the program, the queue goes on
            return self._failed(digest, tries, error)
        else:
            settled = Settled(digest, taken, "")
        self._drop(digest)
        return settled

    def _claim(self, s: Session, lease: str, *, again: bool) -> tuple[str, int] | None:
        """`again`: an earlier try may have been committed, and nobody heard of it."""
        if again:
            _undo(s, lease)
        now = self._now()
        query = select(inbox.c.digest, inbox.c.tries).where(inbox.c.county == s.county, inbox.c.leased_until <= now)
        order = (inbox.c.tries, inbox.c.arrived_at, inbox.c.digest)
        row = s.db.execute(query.order_by(*order).limit(1).with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        _set(s, row.digest, tries=row.tries + 1, leased_until=lease)
        return str(row.digest), int(row.tries)

    def _failed(self, digest: str, tries: int, error: Exception) -> Settled:
        _log.warning("batch %s failed, try %d of %d: %s", digest, tries + 1, MOST_TRIES, type(error).__name__)
        self._free(digest, tries + 1)
        return Settled(digest, None, POISON, again=True)

    def _free(self, digest: str, tries: int) -> None:
        with self._intake.log.writing() as s:
            _set(s, digest, tries=tries, leased_until=_FREE)

    def _bury(self, digest: str) -> Settled:
        """A batch that cannot be imported is kept for a person, who is told."""
        self._intake.keep(digest, read_bounded(self._path(digest), MAX_FILE))
        with self._intake.log.writing() as s:
            here = (inbox.c.county == s.county, inbox.c.digest == digest)
            row = s.db.execute(select(inbox).where(*here)).mappings().one()
            at = self._now()
            s.db.execute(delete(batch).where(batch.c.county == s.county, batch.c.digest == digest))
            s.db.execute(
                insert(batch).values(
                    county=s.county,
                    digest=digest,
                    device=row["device"],
                    state="quarantined",
                    code=POISON,
                    via="network",
                    size=row["size"],
                    records=row["records"],
                    pieces=0,
                    received_at=at,
                    receipt=None,
                )
            )
            raise_alarm(s, at, POISON, row["device"], digest)
        self._drop(digest)
        return Settled(digest, None, POISON)

    def _drop(self, digest: str) -> None:
        """Ends the waiting of a batch that `Intake` settled, or refused without a trace."""
        if self.holds(digest):
            with self._intake.log.writing() as s:
                s.db.execute(delete(inbox).where(inbox.c.county == s.county, inbox.c.digest == digest))
        self._path(digest).unlink(missing_ok=True)

    def _add(self, s: Session, digest: str, device: str, size: int, count: int) -> None:
        here = select(inbox.c.digest).where(inbox.c.county == s.county, inbox.c.digest == digest)
        if s.db.execute(here).first() is None:
            s.db.execute(
                insert(inbox).values(
                    county=s.county,
                    digest=digest,
                    device=device,
                    size=size,
                    records=count,
                    tries=0,
                    arrived_at=self._now(),
                    leased_until=_FREE,
                )
            )

    def _path(self, digest: str) -> Path:
        return self._folder / f"{digest}.vvb"


def _undo(s: Session, lease: str) -> None:
    """Frees what stands under a lease; the try does not count."""
    mine = (inbox.c.county == s.county, inbox.c.leased_until == lease)
    s.db.execute(update(inbox).where(*mine).values(leased_until=_FREE, tries=inbox.c.tries - 1))


def _set(s: Session, digest: str, **values: str | int) -> None:
    s.db.execute(update(inbox).where(inbox.c.county == s.county, inbox.c.digest == digest).values(**values))
