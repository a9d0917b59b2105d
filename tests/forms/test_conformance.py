"""The engine judged from outside by the recorded behaviour of JavaRosa, where the recordings are at hand."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REPLAY = ROOT.parent / "shared" / "odk" / "tools" / "replay_traces.py"
pytestmark = pytest.mark.skipif(not REPLAY.exists(), reason="the recordings (../shared/odk) are not here")


def _share(text: str, what: str) -> float:
    found = re.findall(rf"{what} (\d+)/(\d+)", text)
    right, all_of_them = map(int, found[-1])
    assert all_of_them
    return right / all_of_them


def _replay(*arguments: str) -> str:
    environment = {**os.environ, "VV_PY": sys.executable, "VV_CWD": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(REPLAY), *arguments], capture_output=True, text=True, check=True, env=environment, cwd=ROOT
    )
    return done.stdout


def test_recorded_forms_behave_as_recorded() -> None:
    """A sample spread evenly over all recordings; the whole set is in docs/conformance.md."""
    told = _replay("--set", "open", "--limit", "150")
    assert "crashed 0" in told
    assert _share(told, "reads") >= 0.98
    assert _share(told, "state") >= 0.98


def test_every_expression_gives_the_recorded_value_or_error() -> None:
    told = _replay("--set", "xpath-open")
    assert "crashed 0" in told
    assert (_share(told, "reads"), _share(told, "state")) == (1, 1)
