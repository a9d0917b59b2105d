"""A private PostgreSQL on a socket in a temporary folder, its tables split by county."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import MetaData, create_engine, text

from sync.server import schema
from tests.sync.makers import COUNTY

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
MISSING = "PostgreSQL is not installed: these tests need its server (Debian package postgresql-15)"
_SETTINGS = "-c listen_addresses='' -c shared_buffers=32MB -c max_connections=40 -c logging_collector=off"


class Cluster:
    """One running server; `fsync` off unless a test kills it."""

    def __init__(self, folder: Path, *, fsync: bool) -> None:
        if not BINARIES:
            raise RuntimeError(MISSING)
        self.folder = folder
        self._data = folder / "data"
        self._options = f"{_SETTINGS} -k {folder} -c fsync={'on' if fsync else 'off'}"
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", str(self._data), "-U", "postgres", "-A", "trust", "--locale=C.UTF-8", "-N")

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", str(self.folder / "log"), "-o", self._options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", "immediate", "stop")

    def kill(self) -> None:
        """`kill -9` of the whole cluster: the first process and all that it started."""
        first = int((self._data / "postmaster.pid").read_text().split()[0])
        for one in [first, *_children(first)]:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        while _lives(first):
            time.sleep(0.01)
        for path in (self._data / "postmaster.pid", *self.folder.glob(".s.PGSQL.*")):
            path.unlink()  # a dead process that nobody has buried yet would look alive to the next start

    def _run(self, name: str, *arguments: str) -> None:
        command = [str(BINARIES[-1] / name), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 0, done.stderr.decode()


def _children(parent: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            if int(path.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(path.parent.name))
    return found


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def cluster(*, fsync: bool = False) -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="vvpg-", dir="/tmp"))
    try:
        one = Cluster(folder, fsync=fsync)
        one.start()
        try:
            yield one
        finally:
            one.stop()
    finally:
        shutil.rmtree(folder)


def deploy(url: str, *counties: str) -> None:
    """The product's own schema, every table LIST-partitioned by county: the engine refuses keys without the county."""
    spread = MetaData()
    for table in schema.metadata().tables.values():
        table.to_metadata(spread).dialect_options["postgresql"]["partition_by"] = "LIST (county)"
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
        spread.create_all(connection)
        for name in spread.tables:
            for county in counties or (COUNTY,):
                connection.execute(text(f"CREATE TABLE {name}_{county} PARTITION OF {name} FOR VALUES IN ('{county}')"))
    engine.dispose()


def empty(url: str) -> None:
    """Forgets every row."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {', '.join(schema.metadata().tables)}"))
    engine.dispose()
