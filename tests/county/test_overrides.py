"""Overrides: given by the county alone, for one household and its people, told of every month; and whoever cheats."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import record as travelling
from tests.county import conflict_side
from tests.county.certified import certify_all
from tests.county.connected_town import laptop, port, set_up_home, town
from tests.county.side import COUNTY, Laptop
from tests.county.test_certifying import frozen
from tests.county.test_pages import Browser
from tests.county.test_people import joined, post, sign_in
from tests.services.town import HEAD_OF_0001, PINS, RED_STAR, TOWNSHIP, Town
from villagevisit.county import judge, overriding, publish
from villagevisit.county.home import CountyHome
from villagevisit.county.overriding import Wanted
from villagevisit.county.people import People
from villagevisit.domain.access import Role
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Kin
from villagevisit.services import enrolment, overrides, people, replica_apply, signoff
from villagevisit.services.overrides import OVERRIDE, Override
from villagevisit.store import overrides as rows
from villagevisit.wording import t

__all__ = ["laptop", "port", "set_up_home", "town"]
WANTED = Wanted(
    RED_STAR.code, "0001", "kin", ("002",), "2026-12-05", "全村再没有别的核查员，另一位在住院", "陈县长", "云民8号"
)


@pytest.fixture
def visit(laptop: Laptop, town: Town, county: CountyHome, port: int) -> str:
    """A frozen visit to 张三丰, whose kin investigator 002 declared to be since; everybody is certified."""
    found = frozen(town)
    laptop.send(port)
    publish.set_scope(county, enrolment.device_name(laptop.ws), "clerk", [TOWNSHIP.code])
    certify_all(county)
    laptop.send(port)
    people.declare_kin(town.ws, town.actor("002"), town.officer("002").id, Kin("张三丰", HEAD_OF_0001, "2"))
    return found


def household_of(town: Town, visit: str) -> str:
    ((found,),) = town.ws.store.reader().execute("SELECT household_id FROM submission WHERE id = ?", [visit])
    return str(found)


def why(town: Town, visit: str, staff_no: str, place: int) -> str:
    try:
        signoff.sign(town.ws, visit, town.officer(staff_no).id, PINS[staff_no], place)
    except Refused as refused:
        return refused.code
    return ""


@pytest.fixture
def told(county: CountyHome, laptop: Laptop, port: int, visit: str, monkeypatch: pytest.MonkeyPatch) -> Override:
    """The override of `WANTED`, and the laptop has it."""
    household = household_of(Town(laptop.ws, FixedClock(county.clock.now())), visit)
    monkeypatch.setattr(rows, "household_at", lambda _db, _village, _number: household)
    one = overriding.give(county, WANTED, "刘管理员")
    laptop.send(port)
    return one


def test_kin_sign_the_visit_for_which_the_county_ordered_it(
    laptop: Laptop, town: Town, county: CountyHome, port: int, visit: str, told: Override
) -> None:
    assert [why(town, visit, "001", 1), why(town, visit, "002", 2)] == ["", ""]
    deeds = [(row["action"], row["detail"]) for row in town.ws.store.reader().query("SELECT action, detail FROM audit")]
    assert any(action == "signoff.signed" and WANTED.paper in detail for action, detail in deeds)
    laptop.send(port)
    (line,) = overriding.bulletin(county, "2026-11")
    assert line.override == told
    assert line.visits == ((visit, "2026-11-22"),)
    assert overriding.bulletin(county, "2026-12") == []


def test_it_is_for_that_household_those_people_that_time(town: Town, visit: str, told: Override) -> None:
    household = told.household_id
    lifted = overrides.excused(town.ws, household, (visit,))
    assert lifted == {("recusal.kin", "002")}
    assert overrides.excused(town.ws, "another-household", (visit,)) == frozenset()
    with town.ws.store.transaction() as db:
        overrides.use(town.ws, db, household, lifted, ("uuid:another-visit",))
    assert why(town, visit, "001", 1) == "recusal.kin", "it was used for another visit"


def test_after_its_last_day_it_lifts_nothing(town: Town, visit: str, told: Override) -> None:
    assert why(town, visit, "001", 1) == ""
    town.clock.advance(days=14)
    assert why(town, visit, "002", 2) == "recusal.kin"


def test_what_a_clerk_writes_himself_lifts_nothing(county: CountyHome, town: Town, visit: str) -> None:
    """With the data key and every column right: only the signed bytes count."""
    household = household_of(town, visit)
    own = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
    one = Override(
        RED_STAR.code, household, "0001", "recusal.kin", ("002",), "", date(2026, 11, 22), date(2026, 12, 5),
        WANTED.reason, "陈县长", "8", "刘",
    )  # fmt: skip
    genuine = county.keys.signing
    for county_code, signing, said in (
        (COUNTY, own, one),
        ("999998000000", genuine, one),
        (COUNTY, genuine, replace(one, household_id="other")),
        (COUNTY, genuine, replace(one, since=date(2026, 10, 1), until=date(2026, 10, 20))),
        (COUNTY, genuine, replace(one, officers=("001",))),
    ):
        with town.ws.store.transaction() as db:
            rows.forget_all(db)
            rows.put(db, overrides.row_of(one, "ab" * 32, overrides.issue(county_code, said, signing)))
        assert why(town, visit, "001", 1) == "recusal.kin"


def test_a_laptop_cannot_hand_one_in_nor_take_one_from_another(county: CountyHome, town: Town, visit: str) -> None:
    """Whole or changed by a letter, from another laptop or under another household."""
    household = household_of(town, visit)
    one = Override(
        RED_STAR.code, household, "0001", "recusal.kin", ("002",), "", date(2026, 11, 22), date(2026, 12, 5),
        WANTED.reason, "陈县长", "8", "刘",
    )  # fmt: skip
    body = overrides.issue(COUNTY, one, county.keys.signing)
    at = "2026-11-22T10:00:00+08:00"
    sent = travelling.make("DZ-1", 1, OVERRIDE, household, at, travelling.CHAIN_START, b"s" * 16, body)
    assert judge.judge(sent).refusal == "record.signature"
    changed = bytearray(body)
    changed[-80] ^= 1
    for record in (sent._replace(body=bytes(changed)), sent._replace(subject="other")):
        with town.ws.store.transaction() as db:
            replica_apply.apply(town.ws, db, [record])
    assert rows.of_household(town.ws.store.reader(), household) == []


def test_the_household_must_be_one_that_the_county_knows(county: CountyHome) -> None:
    """From a list, or from a visit."""
    clerk, team = conflict_side.Chain("DZ-1"), conflict_side.Chain("DZ-2")
    conflict_side.take(county, [clerk.roster(conflict_side.household(2))])
    conflict_side.take(county, [team.visit()])
    wanted = replace(WANTED, village=conflict_side.VILLAGE)
    assert overriding.give(county, replace(wanted, household_no="0002"), "刘管理员").household_id == "h2"
    assert overriding.give(county, wanted, "刘管理员").household_id == "h1"
    with pytest.raises(Refused, match=r"override\.household"):
        overriding.give(county, replace(wanted, household_no="9999"), "刘管理员")


def test_what_is_not_written_out_is_not_given(county: CountyHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "household_at", lambda _db, _village, _number: "household-1")
    changes: tuple[tuple[dict[str, Any], str], ...] = (
        ({"reason": "急"}, "override.reason"),
        ({"ordered_by": " "}, "override.order"),
        ({"paper": ""}, "override.order"),
        ({"until": "2027-02-01"}, "override.until"),
        ({"until": "soon"}, "override.until"),
        ({"officers": ()}, "override.rule"),
        ({"rule": "own-household"}, "override.rule"),
        ({"rule": "alone"}, "override.visit"),
    )
    for change, code in changes:
        with pytest.raises(Refused) as caught:
            overriding.give(county, replace(WANTED, **change), "刘管理员")
        assert caught.value.code == code
    assert overriding.bulletin(county, "2026-11") == []


def test_one_signature_is_enough_for_the_one_visit_that_was_ordered(
    laptop: Laptop, town: Town, county: CountyHome, port: int, visit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town.ws.store.transaction() as db:
        db.execute("DELETE FROM kin")
    household = household_of(town, visit)
    monkeypatch.setattr(rows, "household_at", lambda _db, _village, _number: household)
    assert why(town, visit, "001", 1) == ""
    overriding.give(county, replace(WANTED, rule="alone", officers=("001",), visit="uuid:another"), "刘管理员")
    overriding.give(county, replace(WANTED, rule="alone", officers=("002",), visit=visit), "刘管理员")
    laptop.send(port)
    assert not signoff.may_finish_alone(town.ws, visit)
    with pytest.raises(Refused, match=r"recusal\.too-few"):
        signoff.finish_alone(town.ws, visit)
    overriding.give(county, replace(WANTED, rule="alone", officers=("001",), visit=visit), "刘管理员")
    laptop.send(port)
    assert signoff.finish_alone(town.ws, visit).value.complete
    assert why(town, visit, "002", 2) == "signoff.complete"
    laptop.send(port)
    county.view.catch_up()
    assert [one.signed for one in county.view.villages()] == [1]
    county.view.rebuild()
    assert [one.signed for one in county.view.villages()] == [1]
    with county.view.store.transaction() as db:
        rows.forget_all(db)
    assert [one.signed for one in county.view.villages()] == [0], "without the order one signature is not enough"


def test_the_bulletin_is_read_by_the_auditor_and_written_by_the_county_alone(
    county: CountyHome, port: int, told: Override
) -> None:
    browser = Browser(port)
    members = People(county.log, county.clock)
    joined(members, "陈县长", Role.COUNTY)
    joined(members, "审计员", Role.AUDITOR)
    assert sign_in(browser, "审计员") == 303
    status, page = browser.ask("GET", "/bulletin?month=2026-11")
    assert status == 200
    for text in (WANTED.reason, WANTED.paper, "002", t("override.kin"), "2026-12-05"):
        assert text in page
    fields = {
        "village": RED_STAR.code, "household": "0001", "rule": "kin", "officers": "002", "until": "2026-12-01",
        "reason": "再批一次，理由同上一份批文", "ordered_by": "陈县长", "paper": "9号",
    }  # fmt: skip
    assert post(browser, "/bulletin", **fields)[0] == 403
    assert sign_in(browser, "陈县长") == 303
    assert post(browser, "/bulletin", **{**fields, "reason": "急"})[0] == 409
    assert post(browser, "/bulletin", **fields)[0] == 303
    assert len(overriding.bulletin(county, "2026-11")) == 2
    assert ("陈县长", "override.given") in [(one.actor, one.action) for one in members.deeds(10, 0)]
    browser.close()
