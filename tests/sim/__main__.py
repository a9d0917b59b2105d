"""`python -m tests.sim SEED [--days N] [--trace] [--count N]`: replays a run, or many from this seed on."""

import argparse
import sys
import time

from tests.sim.run import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.sim", description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("--days", type=int, default=0, help="instead of those of the seed")
    parser.add_argument("--trace", action="store_true", help="prints every event")
    parser.add_argument("--count", type=int, default=1, help="so many seeds, and how fast they ran")
    parser.add_argument("--faults", help="these and no others, separated by commas")
    given = parser.parse_args()
    faults = None if given.faults is None else frozenset(filter(None, given.faults.split(",")))
    failed = device_days = saves = 0
    start, cpu = time.perf_counter(), time.process_time()
    for seed in range(given.seed, given.seed + given.count):
        outcome = run(seed, given.days, faults=faults)
        device_days += outcome.device_days
        saves += outcome.saves
        if given.trace:
            print("\n".join(outcome.trace))
        if outcome.breach:
            failed += 1
            print(outcome.report(), flush=True)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(
        f"{given.count} seeds, {failed} failed, {saves} saves, {device_days} device-days, {wall:.0f} s, "
        f"{cpu:.0f} CPU s: {given.count / cpu:.2f} seeds and {device_days / cpu:.0f} device-days per CPU second"
    )
    return 1 if failed else 0


sys.exit(main())
