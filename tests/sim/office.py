"""The county's office of the fake world: a real county home that is killed, backed up, restored, and handed sticks."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from sync.server.desk import Handled
from sync.server.drain import Drain
from sync.transport.folder import Stick
from tests import peek
from tests.county.certified import certify
from tests.sim import ground
from tests.sim.laptop import LaptopClock
from tests.sim.power import Died, Power
from tests.sim.wire import Reply, Sent, call
from villagevisit.county import commands, rotation, server
from villagevisit.county.backup import back_up
from villagevisit.county.home import CountyHome, Identity, init, keys_at, open_county
from villagevisit.county.restore import restore
from villagevisit.county.signin import SignIn
from villagevisit.domain.errors import CodedError
from villagevisit.store.driver import sqlite

NAME = "county"


class Office:
    def __init__(self, folder: Path, clock: LaptopClock, power: Power, loop: asyncio.AbstractEventLoop) -> None:
        self.folder = folder
        self.clock = clock
        self.power = power
        self.life = 0
        """Grows with each restore from a backup: what laptops believed before may be too much."""
        self.backups: list[Path] = []
        self.refusals: list[Handled] = []
        """Every file of a stick the county would not take, as the clerk was shown it."""
        self._loop = loop
        self._stack: ExitStack | None = None
        self._home: CountyHome | None = None
        self._app: Any = None
        self._running: Any = None
        self._paper = folder.parent / "paper"
        self._eye: sqlite.Connection | None = None
        self._view_eye: sqlite.Connection | None = None
        self._version = -1
        self._digests: set[str] = set()
        self.vaults: list[Path] = []
        """Backups that the program made."""
        self.tested: set[str] = set()
        """Digests of what those backups hold."""
        if not folder.exists():
            letters = init(folder, Identity(ground.COUNTY.code, ground.COUNTY.name, "http://county"))
            self._paper.write_text(letters, "ascii")
            for staff_no in ground.STAFF:
                certify(self.home, staff_no, ground.signing_key(staff_no).public_key().public_bytes_raw())

    @property
    def home(self) -> CountyHome:
        """The open county; opens it after a crash."""
        if self._home is None:
            self._stack = ExitStack()
            self._home = self._stack.enter_context(open_county(self.folder, self.clock))
        return self._home

    @property
    def app(self) -> Any:
        """The running application: what an earlier life left in the inbox is drained as it starts."""
        if self._app is None:
            ticks = SimpleNamespace(monotonic=lambda: self.clock.now().timestamp())
            with patch.object(server, "time", ticks):
                app = server.application(self.home, SignIn("code", self.clock))
            self._running = app.router.lifespan_context(app)
            self._loop.run_until_complete(self._running.__aenter__())
            self._app = app
        return self._app

    def drain(self) -> None:
        """The drainer's thread gets its turn: it starts anew, which is what its death would do too."""
        self.stop()
        with suppress(Died), self.alive():
            self.app  # noqa: B018

    def stop(self) -> None:
        """The application is no more; what it was doing ended in the middle."""
        running, self._running, self._app = self._running, None, None
        if running is not None:
            with suppress(Died):
                self._loop.run_until_complete(running.__aexit__(None, None, None))

    def close(self) -> None:
        self.stop()
        for eye in (self._eye, self._view_eye):
            if eye is not None:
                eye.close()
        self._eye, self._view_eye, self._version = None, None, -1
        stack, self._stack, self._home = self._stack, None, None
        if stack is not None:
            with suppress(Died):  # one that died does not come to mark how far it was
                stack.close()

    @contextmanager
    def alive(self) -> Iterator[None]:
        """Runs the body as the county's process; after a death it is started anew."""
        with self.power.process(NAME):
            try:
                yield
            except Died:
                self.close()
                raise

    def serve(self, sent: Sent, cut: int | None) -> Reply | None:
        """Answers a request; None when it died over it."""
        try:
            with self.alive():
                return call(self._loop, self.app, sent, cut)
        except Died:
            return None

    def receive(self, stick: Path, write: Callable[[int, memoryview], int]) -> str:
        """The clerk puts a stick in: empty, or the code it ended with."""
        with self.alive(), patch.object(commands, "Stick", partial(Stick, write=write)):
            try:
                handled = commands.receive(self.home, stick)
            except CodedError as error:
                return error.code
        self.refusals += [one for one in handled if one.code]
        return ""

    def renew(self, *, stolen: bool) -> None:
        """New keys; where it died over them, the next start shows how far it came."""
        with suppress(Died), self.alive():
            rotation.rotate(self.home, by="王县长", stolen=stolen)
        self.close()

    def back_up(self) -> None:
        self.close()
        path = self.folder.parent / f"backup-{len(self.backups)}"
        shutil.copytree(self.folder, path)
        self.backups.append(path)

    def restore(self, backup: Path) -> None:
        """The county is what it was when the backup was made, but for its keys, which are kept elsewhere."""
        self.close()
        path = keys_at(self.folder / "county")
        keys = path.read_bytes()
        shutil.rmtree(self.folder)
        shutil.copytree(backup, self.folder)
        path.write_bytes(keys)
        self.life += 1

    def back_up_well(self) -> None:
        """As `villagevisit county backup` does it, with the trial restore."""
        place = self.folder.parent / "vault"
        place.mkdir(exist_ok=True)
        with self.alive():
            made = back_up(self.home, place)
        self.vaults.append(made.file)
        self.tested |= self.digests()

    def restore_well(self, file: Path) -> None:
        """As `villagevisit county restore` does it, on an empty machine."""
        self.close()
        shutil.rmtree(self.folder)
        restore(self.folder, file, self._paper)
        self.life += 1

    def digests(self) -> set[str]:
        """Of every record in the log."""
        if self.changed():
            self._digests = {row[0] for row in self.look("SELECT digest FROM record")}
        return self._digests

    def changed(self) -> bool:
        """Whether the log was written since this was asked last."""
        ((version,),) = self.look("PRAGMA data_version")
        known, self._version = self._version, int(version)
        return known != self._version

    def look(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        """Rows of the log, read past the program."""
        if self._eye is None:
            self._eye = peek.county_log(self.folder / "county")
        return self._eye.execute(query, values).fetchall()

    def shown(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the view, read past the program."""
        if self._view_eye is None:
            self._view_eye = peek.county_view(self.folder / "county")
        return self._view_eye.execute(query).fetchall()

    def logged(self) -> list[tuple[str, str, int, str, str, bytes, str]]:
        """(digest, device, seq, kind, subject, body, refusal) of the log."""
        query = "SELECT digest, device, seq, kind, subject, body, refusal FROM record ORDER BY number"
        return [(*row,) for row in self.look(query)]

    def knows(self, device: str) -> bool:
        """Whether it was ever connected."""
        return bool(self.look("SELECT 1 FROM device WHERE device = ?", device))

    def scope_of(self, device: str) -> tuple[int, ...]:
        """The villages that the county has for a device; none when it does not know it."""
        rows = self.look("SELECT scope FROM device WHERE device = ?", device)
        scopes = rows[0][0].split() if rows else []
        return tuple(n for n, one in enumerate(ground.VILLAGES) if any(one.code.startswith(each) for each in scopes))


@contextmanager
def same_thread(slow: Callable[[], bool]) -> Iterator[None]:
    """No threads, because they would make runs differ: work that the server gives to others is done at once.

    `slow` says for each batch whether the drainer comes too late for the sender's patience.
    """

    async def directly(work: Callable[..., Any], *args: Any, **settings: Any) -> Any:
        return work(*args, **settings)

    async def patience(drain: Drain, digest: str, admit: Callable[[], str], seconds: float) -> str:
        admitted = admit()
        if not slow():
            drain.run(until_empty=True)
        return admitted

    @asynccontextmanager
    async def running(drain: Drain) -> AsyncIterator[None]:
        drain.run(until_empty=True)
        yield

    with ExitStack() as stack:
        for name, module in list(sys.modules.items()):
            if name.startswith(("sync.server", "villagevisit.county")) and hasattr(module, "run_in_threadpool"):
                stack.enter_context(patch.object(module, "run_in_threadpool", directly))
        stack.enter_context(patch.object(Drain, "patience", patience))
        stack.enter_context(patch.object(Drain, "running", running))
        yield
