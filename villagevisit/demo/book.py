"""What the story writes down: the figures of `summary.json`, and how long each step took."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Summary:
    """`summary.json`; the names are part of the public surface."""

    households: int = 0
    persons: int = 0
    imported: int = 0
    doubtful: int = 0
    rejected: int = 0
    frozen: int = 0
    signoffs: int = 0
    refused_signoffs: int = 0
    notice_rows: int = 0
    batch_bytes: int = 0
    receipt: dict[str, int] = field(default_factory=lambda: {"accepted": 0, "duplicate": 0, "refused": 0})
    handed_out: int = 0
    """Households that the county gave to the team's laptop, which was empty."""
    brought: int = 0
    """Records of the team that came down to the clerk's laptop."""
    seconds_per_step: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Times one step of the story."""
        start = time.monotonic()
        yield
        self.seconds_per_step[name] = round(time.monotonic() - start, 2)

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n", "utf-8")
