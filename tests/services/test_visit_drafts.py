"""Drafts: each answer is kept as it is given, also when the power goes."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.services.f01 import begin
from tests.services.town import Town, opened
from villagevisit.domain.campaign import VisitState
from villagevisit.domain.errors import Refused
from villagevisit.services import (
    campaign,
    visit,
)
from villagevisit.services.workspace import Workspace


class TestDrafts:
    def test_a_draft_survives_kill_minus_nine(self, town: Town, tmp_path: Path) -> None:
        form = begin(town)
        code = (
            "import sys, time\n"
            "from pathlib import Path\n"
            "from villagevisit.services import visit\n"
            "from villagevisit.services.workspace import Workspace\n"
            "ws = Workspace.open(Path(sys.argv[1]))\n"
            "number = 0\n"
            "while True:\n"
            "    number += 1\n"
            "    body = (b'%09d ' % number) * 4000\n"
            "    visit.save_draft(ws, sys.argv[2], body)\n"
            "    print(number, flush=True)\n"
        )
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(town.ws.home), form.draft_id], stdout=subprocess.PIPE, text=True
        )
        with child:
            assert child.stdout is not None
            for _ in range(20):
                last = int(child.stdout.readline())
            os.kill(child.pid, signal.SIGKILL)
            last = max([last, *(int(line) for line in child.stdout.read().split() if line.isdigit())])
        with Workspace.open(town.ws.home, town.clock) as after:
            (body,) = after.store.reader().execute("SELECT body FROM draft").fetchone()
        numbers = {int(part) for part in bytes(body).split()}
        assert len(numbers) == 1, "never half of one and half of another"
        assert numbers.pop() >= last - 1

    def test_saving_while_somebody_reads(self, town: Town) -> None:
        form = begin(town)
        failures: list[BaseException] = []
        stop = threading.Event()

        def read() -> None:
            try:
                while not stop.is_set():
                    body = bytes(town.ws.store.reader().execute("SELECT body FROM draft").fetchone()[0])
                    assert len(set(body)) <= 1 or body.startswith(b"{")
            except BaseException as error:  # noqa: BLE001 - carried to the main thread
                failures.append(error)

        reader = threading.Thread(target=read)
        reader.start()
        for number in range(200):
            visit.save_draft(town.ws, form.draft_id, bytes([65 + number % 26]) * 50_000)
        stop.set()
        reader.join()
        assert not failures

    def test_discarding_puts_the_household_back(self, town: Town) -> None:
        household = town.family()
        round_ = opened(town)
        form = begin(town, household, round_.id)
        visit.discard_draft(town.ws, town.actor("001"), form.draft_id)
        assert campaign.counts(town.ws, round_.id)[VisitState.UNVISITED] == 1
        with pytest.raises(Refused, match=r"visit\.draft-gone"):
            visit.save_draft(town.ws, form.draft_id, b"x")
