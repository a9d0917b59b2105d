"""One integer replays a run exactly, and a failure says how to see it again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sim.mutants import MUTANTS
from tests.sim.run import SHOWN, run

ROOT = Path(__file__).parents[2]


def _replayed(seed: int, hashing: str) -> list[str]:
    command = [sys.executable, "-m", "tests.sim", str(seed), "--days", "2", "--trace"]
    environment = {**os.environ, "PYTHONHASHSEED": hashing}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[:-1]  # without the times


def test_a_seed_replays_byte_for_byte() -> None:
    first, second = _replayed(7, "1"), _replayed(7, "2")
    assert first == second
    assert any(line.startswith("log ") for line in first), first
    assert first != _replayed(8, "1")


@pytest.mark.allow_log
def test_a_failure_says_how_to_see_it_again() -> None:
    broken = next(one for one in MUTANTS if one.name == "ack-before-commit")
    outcome = run(1, broken=broken.planted())
    report = outcome.report()
    assert "python -m tests.sim 1" in report
    assert outcome.breach in report
    assert 0 < sum(line in report for line in outcome.trace) <= len(outcome.trace)
    assert len(report.splitlines()) <= SHOWN + 4
