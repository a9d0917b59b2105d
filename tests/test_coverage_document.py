"""docs/coverage.md answers for every row of groups A–e, once."""

import re
from pathlib import Path

DOCUMENT = Path(__file__).parent.parent / "docs" / "coverage.md"
LAST = 459
STATES = {"done", "partly", "not"}


def test_every_row_of_the_seeds_is_answered_once_and_says_where_or_why() -> None:
    rows = re.findall(r"^\| (S-\d{3}) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert sorted(row[0] for row in rows) == [f"S-{number:03d}" for number in range(1, LAST + 1)]
    assert {row[2] for row in rows} <= STATES
    assert all(row[1].strip() and row[3].strip() for row in rows)


def test_files_that_it_names_are_there() -> None:
    root = DOCUMENT.parent.parent
    named = set(re.findall(r"`((?:domain|services|store|tests|docs)/[\w/]+\.\w+)`", DOCUMENT.read_text("utf-8")))
    assert named
    missing = [name for name in named if not ((root / name).exists() or (root / "villagevisit" / name).exists())]
    assert not missing
