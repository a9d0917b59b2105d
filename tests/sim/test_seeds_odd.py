"""Half of the simulated runs: whatever fails, nothing acknowledged is lost, nothing counts twice."""

import pytest

from tests.sim.many import blocks, run_block


@pytest.mark.allow_log
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("first", blocks(1, 2))
def test_seeds(first: int) -> None:
    run_block(first)
