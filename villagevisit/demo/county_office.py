"""A county office on this machine: `villagevisit county` in processes of its own, as in life."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import urllib3

START_S = 30.0


def _program() -> list[str]:
    """This program as a command: the packaged one, or the module in this Python."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "villagevisit"]


def county(home: Path, *arguments: str) -> str:
    """Runs one county command to its end and returns what it printed."""
    result = subprocess.run(  # noqa: S603 - our own program
        [*_program(), "--home", str(home), "--json", "county", *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    return result.stdout


@contextmanager
def serving(home: Path, port: int) -> Iterator[str]:
    """The county server, listening; stopped at the end. Yields its URL."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*_program(), "--home", str(home), "county", "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=START_S)


def _wait_for(url: str) -> None:
    end = time.monotonic() + START_S
    with urllib3.PoolManager(retries=False) as pool:
        while True:
            try:
                reply = pool.request("GET", f"{url}/healthz", timeout=2.0)
                reply.release_conn()
                return
            except urllib3.exceptions.HTTPError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

