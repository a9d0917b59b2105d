"""The simulator can fail: each planted bug is caught, at the seed that docs/reliability.md names or at a nearby one."""

import re
from pathlib import Path

import pytest

from tests.sim.mutants import MUTANTS, Mutant
from tests.sim.mutate import BOUND
from tests.sim.run import LONG, run

TABLE = Path(__file__).parents[2] / "docs" / "reliability.md"
_ROW = re.compile(r"^\| `([a-z-]+)` \| .* \| (I\d+) [a-z]+ \| (\d+) \|$", re.MULTILINE)


def _table() -> dict[str, tuple[str, int]]:
    return {name: (invariant, int(seed)) for name, invariant, seed in _ROW.findall(TABLE.read_text("utf-8"))}


def test_the_table_names_every_planted_bug() -> None:
    assert len(MUTANTS) >= 25
    assert set(_table()) == {one.name for one in MUTANTS}


@pytest.mark.allow_log
@pytest.mark.timeout(900)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.name)
def test_a_planted_bug_is_caught(mutant: Mutant) -> None:
    _, known = _table()[mutant.name]
    for seed in (known, *mutant.seeds(BOUND)):
        if run(seed, LONG, broken=mutant.planted()).breach:
            return
    pytest.fail(f"{mutant.what}: and no seed sees it")
