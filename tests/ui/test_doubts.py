"""What the household's page says when the county holds two versions, and when it decided."""

import pytest

from sync.record import CHAIN_START, make
from tests.services.town import RED_STAR
from tests.ui.day_town import Day
from tests.ui.judge import faults, seen, words_of
from villagevisit.services import conflicts, households
from villagevisit.services.resolution_body import RESOLUTION, Decided, ResolutionBody, resolution_body
from villagevisit.wording import set_language

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def came(day: Day, household: str, seq: int, decided: tuple[Decided, ...], waiting: tuple[str, ...]) -> None:
    body = ResolutionBody(household, RED_STAR.code, "赵主任", "两组当面核对过账目", decided, waiting, seq)
    at = f"2026-11-22T0{seq}:00:00.000+08:00"
    record = make("CO-999999000000", seq, RESOLUTION, household, at, CHAIN_START, bytes(16), resolution_body(body))
    with day.shell.ws.store.transaction() as db:
        conflicts.take_resolution(db, record)


def shown(day: Day, household: str) -> str:
    day.frame.sign_in("001", "002", to="household", household_id=household)
    assert faults(day.frame.window) == []
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def test_doubts_and_decisions_stand_on_the_page(day: Day) -> None:
    household = day.households["unvisited"]
    person = households.get(day.shell.ws, household).persons[0]
    assert "存疑" not in shown(day, household)
    waiting = ("benefit", f"member/{person.id}/identity", "round/r/income", "visit/f01/r/")
    came(day, household, 1, (), waiting)
    text = shown(day, household)
    assert f"存疑：在保情况、{person.name}：证件与出生、家庭收入、哪一次走访算数。" in text
    assert "以县里的决定为准" in text
    decided = tuple(Decided(register, "", (), ("",)) for register in ("round/r/income", "visit/f01/r/"))
    came(day, household, 2, decided, ("benefit",))
    text = shown(day, household)
    assert "存疑：在保情况。" in text
    assert "县里（赵主任）已决定：家庭收入、哪一次走访算数，以县里的决定为准。理由：两组当面核对过账目" in text


def test_in_english(day: Day) -> None:
    household = day.households["unvisited"]
    came(day, household, 1, (Decided("round/r/income", "", (), ("",)),), ("benefit",))
    set_language("en")
    try:
        text = shown(day, household)
    finally:
        set_language("zh_CN")
    assert "In doubt: Benefit." in text
    assert "the county (赵主任) decided Household income" in text
