"""A quick way to start processes that are really killed: a fork server that has the program loaded."""

import multiprocessing
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from tests.sim import ground


@pytest.fixture(scope="session")
def processes() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.kill.children", "villagevisit.county.commands", "villagevisit.cli"])
    return context


@pytest.fixture
def port() -> int:
    """Free a moment ago; servers of these tests come up there again and again."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def folder() -> Iterator[Path]:
    """In memory where the system has it: what is tested is the death of a process, and every commit is flushed."""
    path = ground.quick_folder()
    yield path
    shutil.rmtree(path, ignore_errors=True)
