"""The reference that integrators read is what the program does."""

from pathlib import Path

from villagevisit.__main__ import DOORS, WINDOW
from villagevisit.cli.reference import render

ROOT = Path(__file__).parents[2]


def test_the_reference_is_fresh() -> None:
    written = (ROOT / "docs" / "reference.md").read_text("utf-8")
    assert written == render(WINDOW, DOORS), "run ./dev docs"
