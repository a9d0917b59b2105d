"""What the simulator once found about decisions (docs/reliability.md)."""

from pathlib import Path

import pytest

from tests.county.side import Laptop
from tests.county.test_conflict_story import clerk, home_of, set_up_home, teams
from tests.county.township import import_roster
from tests.services.town import RED_STAR
from villagevisit.services import conflicts, households
from villagevisit.services.resolution_body import Decided, ResolutionBody, resolution_body

__all__ = ["clerk", "set_up_home", "teams"]


@pytest.mark.parametrize("kind", ["decision", "notice"])
def test_a_decision_that_a_laptop_made_counts_on_no_other(
    clerk: Laptop, teams: tuple[Laptop, Laptop], port: int, tmp_path: Path, kind: str
) -> None:
    import_roster(clerk.ws, tmp_path)
    for laptop in (clerk, *teams):
        laptop.send(port)
    home = home_of(clerk)
    before = households.get(clerk.ws, home)
    decided = (Decided("head_name", "假户主", (), (before.head_name,)),) if kind == "decision" else ()
    body = ResolutionBody(home, RED_STAR.code, "假主任", "没有人问过", decided, () if decided else ("head_name",))
    teams[0].append("resolution", home, resolution_body(body))
    for laptop in (*teams, clerk):
        laptop.send(port)
        said = ("head_name",) if decided else ()  # an opinion is for a person at the county to look at
        assert conflicts.doubts(laptop.ws, home).open in ((), said)
        assert conflicts.doubts(laptop.ws, home).decided == ()
        assert households.get(laptop.ws, home) == before
