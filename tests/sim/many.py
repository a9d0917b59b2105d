"""The seeds that every change runs, in two files so that two processes share them; VILLAGEVISIT_SOAK=N runs N seeds."""

import os

from tests.sim.run import run

SEEDS = int(os.environ.get("VILLAGEVISIT_SOAK", "500"))
BLOCK = 25


def blocks(share: int, of: int) -> range:
    """The first seeds of the blocks that this share runs."""
    return range(1 + share * BLOCK, SEEDS + 1, of * BLOCK)


def run_block(first: int) -> None:
    """Runs a block of seeds; the message of a failure says how to see each one again."""
    outcomes = [run(seed) for seed in range(first, min(first + BLOCK, SEEDS + 1))]
    failed = [one.report() for one in outcomes if one.breach]
    assert not failed, "\n".join(failed)
