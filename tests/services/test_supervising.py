"""What an office enters about its supervising: what lacks something is sent back, what is late is counted."""

import pytest

from tests.services.town import TOWNSHIP, Town
from villagevisit.domain import supervising as rules
from villagevisit.domain.errors import Refused
from villagevisit.services import supervising

PROBLEM = {"text": "公示榜超期", "unit": "石桥村", "priority": "1", "due": "2026-11-23"}


def enter(town: Town, kind: str, said: dict[str, str], thing: str = "", day: str = "") -> str:
    return supervising.enter(town.ws, town.actor("005"), TOWNSHIP.code, kind, said, thing, day).value.thing


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"text": " "}, "supervise.lacks", "text"),
        ({"priority": "高"}, "supervise.number", "priority"),
        ({"due": "下周"}, "supervise.day", "due"),
    ],
)
def test_what_lacks_something_is_sent_back(town: Town, change: dict[str, str], code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        enter(town, rules.RAISED, PROBLEM | change)
    assert (refused.value.code, refused.value.params) == (code, {"field": field})
    assert supervising.problems(town.ws, TOWNSHIP.code) == []


def test_nothing_goes_on_with_what_is_not_there(town: Town) -> None:
    with pytest.raises(Refused, match=r"supervise\.nothing"):
        enter(town, rules.DECIDED, {"decision": "换榜"}, "nothing")


def test_what_is_late_is_counted_until_it_is_settled(town: Town) -> None:
    thing = enter(town, rules.RAISED, PROBLEM)
    meeting = {"topic": "调度会", "attendance": "40", "minutes": "…", "todo": "补访", "due": "2026-11-23"}
    held = enter(town, rules.HELD, meeting, day="2026-11-20")
    assert supervising.waiting(town.ws, TOWNSHIP.code) == 0
    town.clock.advance(days=2)
    assert supervising.waiting(town.ws, TOWNSHIP.code) == 2
    enter(town, rules.CLOSED, {"result": "已换榜"}, thing)
    enter(town, rules.FOLLOWED, {"result": "已补访"}, held)
    assert supervising.waiting(town.ws, TOWNSHIP.code) == 0


def test_an_investigator_enters_nothing(town: Town) -> None:
    with pytest.raises(Refused, match=r"actor\.role"):
        supervising.enter(town.ws, town.actor("001"), TOWNSHIP.code, rules.RAISED, PROBLEM)
