"""What the form benchmarks share: measuring one piece of work, and a row of the table."""

import time
from collections.abc import Callable, Sequence
from typing import Any

Spent = Sequence[float]
"""Processor and wall milliseconds."""


def spent(work: Callable[[], Any]) -> tuple[Spent, Any]:
    """Runs it; processor and wall milliseconds, and what it gave."""
    clock, cpu = time.perf_counter_ns(), time.process_time_ns()
    result = work()
    return ((time.process_time_ns() - cpu) / 1e6, (time.perf_counter_ns() - clock) / 1e6), result


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def row(
    case: str, metric: str, unit: str, ours: float | None, peer: float | None = None, peer_name: str = ""
) -> dict[str, object]:
    """One row of `bench forms`."""
    return {
        "bench": "forms", "case": case, "metric": metric, "unit": unit, "ours": _short(ours), "peer": _short(peer),
        "peer_name": peer_name,
    }  # fmt: skip


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def same_loop() -> int:
    """Tells how fast the machine is just now."""
    total = 0
    for number in range(1_000_000):
        total += number & 7
    return total
