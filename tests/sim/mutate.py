"""`python -m tests.sim.mutate [NAME…] [--seeds N]`: which seed catches which planted bug, by which invariant."""

import argparse
import sys

from tests.sim.mutants import MUTANTS
from tests.sim.run import LONG, run

BOUND = 12
"""Seeds, of those that turn on the faults it needs, within which every planted bug must be caught."""


def caught(name: str, seeds: int = BOUND) -> tuple[int, str]:
    """The first seed that catches a planted bug, and the breach; seed 0 when none does."""
    mutant = next(one for one in MUTANTS if one.name == name)
    for seed in mutant.seeds(seeds):
        outcome = run(seed, LONG, broken=mutant.planted())
        if outcome.breach:
            return seed, outcome.breach
    return 0, ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.sim.mutate", description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seeds", type=int, default=BOUND)
    given = parser.parse_args()
    alive = 0
    for name in given.names or [one.name for one in MUTANTS]:
        seed, breach = caught(name, given.seeds)
        alive += not seed
        print(f"{name:30} seed {seed:3}  {breach}", flush=True)
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
