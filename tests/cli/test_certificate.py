"""The one-time code of the county on the command line of a laptop."""

from pathlib import Path

from tests.county.commanded import code, said
from tests.services.conftest import set_up_home
from villagevisit.domain.clock import SystemClock
from villagevisit.services import people
from villagevisit.services.workspace import Workspace

__all__ = ["set_up_home"]


def test_a_code_waits_for_the_next_exchange(set_up_home: Path) -> None:
    asked = ("certificate", "--staff-no", "001", "--code", "AAAA-BBBB-CCCC-DDDD")
    assert code(set_up_home, *asked) == "pin.unset"
    with Workspace.open(set_up_home, SystemClock()) as ws:
        (officer,) = [one for one in people.officers(ws) if one.staff_no == "001"]
        people.set_pin(ws, officer.id, "314159")
    assert said(set_up_home, *asked) == {"staff_no": "001"}
    with Workspace.open(set_up_home, SystemClock()) as ws:
        (row,) = ws.store.reader().execute("SELECT length(proof), told FROM officer_key").fetchall()
    assert row == (32, 0)
    assert code(set_up_home, "certificate", "--staff-no", "999", "--code", "A") == "officer.unknown"
