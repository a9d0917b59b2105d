"""People at the county's pages: a code once, a passphrase afterwards, and nobody sees more than his work needs."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from sync.server.people import Person
from tests import peek
from tests.county.side import VILLAGE, Laptop, code_of
from tests.county.test_pages import CODE, Browser
from villagevisit.county import server
from villagevisit.county.frame import Frame
from villagevisit.county.home import CountyHome
from villagevisit.county.pages import Pages
from villagevisit.county.people import FREE, People
from villagevisit.county.signin import SignIn
from villagevisit.domain.access import Action, Role, Who, can
from villagevisit.domain.clock import FixedClock

PHRASE = "清溪镇的老槐树下有口井"
TOWN, OTHER_TOWN = "999999100000", "999999200000"


@pytest.fixture
def people(county: CountyHome) -> People:
    return People(county.log, county.clock)


@pytest.fixture
def port(county: CountyHome) -> Iterator[int]:
    with server.running(server.application(county, SignIn(CODE, county.clock))) as bound:
        yield bound


@pytest.fixture
def browser(port: int) -> Iterator[Browser]:
    one = Browser(port)
    yield one
    one.close()


def post(browser: Browser, path: str, **fields: str) -> tuple[int, str]:
    return browser.ask("POST", path, urlencode(fields).encode())


def sign_in(browser: Browser, name: str, phrase: str = PHRASE) -> int:
    browser.cookies = {}
    return post(browser, "/sign-in", name=name, passphrase=phrase)[0]


def joined(people: People, name: str, role: Role, area: str = "") -> str:
    """Somebody who has chosen a passphrase; returns a session."""
    return people.first_time(name, people.invite(name, role, area, "server"), PHRASE)


def deeds(people: People) -> list[tuple[str, str]]:
    return [(one.actor, one.action) for one in people.deeds(100, 0)]


def test_the_first_person_of_the_county_ends_the_code_of_the_server(browser: Browser, people: People) -> None:
    assert browser.sign_in()[0] == 303
    code = people.invite("陈县长", Role.COUNTY, "", "server")
    assert "陈县长" in browser.ask("GET", "/people")[1]
    newcomer = Browser(int(browser._base.rsplit(":", 1)[1]))
    fields = {"name": "陈县长", "code": code.lower(), "passphrase": PHRASE, "again": PHRASE}
    assert post(newcomer, "/first-time", **{**fields, "again": "x"})[0] == 403
    assert post(newcomer, "/first-time", **{**fields, "passphrase": "短", "again": "短"})[0] == 403
    assert post(newcomer, "/first-time", **fields)[0] == 303
    assert "陈县长 · 县级人员" in newcomer.ask("GET", "/")[1]
    assert "姓名" in browser.ask("GET", "/")[1]
    assert browser.sign_in()[0] == 403
    assert post(newcomer, "/first-time", **fields)[0] == 403
    newcomer.ask("POST", "/sign-out")
    assert sign_in(newcomer, "陈县长") == 303
    newcomer.close()
    seen = deeds(people)
    assert seen[0] == ("陈县长", "sign-in")
    assert {("", "sign-in.code"), ("server", "person.invited"), ("陈县长", "sign-out")} <= set(seen)


def test_a_code_file_keeps_scripts_going(county: CountyHome, people: People) -> None:
    joined(people, "陈县长", Role.COUNTY)
    with server.running(server.application(county, SignIn(CODE, county.clock, lasting=True))) as port:
        script = Browser(port)
        assert script.sign_in()[0] == 303
        assert "/computers" in script.ask("GET", "/")[1]
        script.close()


def test_a_code_works_for_two_days_and_once(people: People, clock: FixedClock) -> None:
    code = people.invite("周审计", Role.AUDITOR, "", "server")
    clock.advance(hours=48)
    assert code_of(lambda: people.first_time("周审计", code, PHRASE)) == "people.wrong"
    again = people.invite("周审计", Role.AUDITOR, "", "server")
    assert code_of(lambda: people.first_time("周审计", code, PHRASE)) == "people.wrong"
    token = people.first_time("周审计", again, PHRASE)
    assert people.who(token) == Who("周审计", Role.AUDITOR)
    assert code_of(lambda: people.first_time("周审计", again, PHRASE)) == "people.wrong"


def test_each_wrong_try_makes_the_wait_longer(people: People, clock: FixedClock) -> None:
    joined(people, "陈县长", Role.COUNTY)
    for _ in range(FREE - 1):
        assert code_of(lambda: people.sign_in("陈县长", "wrong")) == "people.wrong"
    for minutes in (1, 2, 4, 8):
        assert code_of(lambda: people.sign_in("陈县长", "wrong")) == "people.wrong"
        clock.advance(seconds=60 * minutes - 1)
        assert code_of(lambda: people.sign_in("陈县长", PHRASE)) == "people.wrong"
        clock.advance(seconds=1)
    assert people.who(people.sign_in("陈县长", PHRASE)) is not None
    assert code_of(lambda: people.sign_in("陈县长", "wrong")) == "people.wrong"
    assert people.who(people.sign_in("陈县长", PHRASE)) is not None
    assert ("陈县长", "sign-in.refused") in deeds(people)
    assert code_of(lambda: people.sign_in("无此人", PHRASE)) == "people.wrong"


def test_who_is_shut_out_is_out_at_once(people: People, clock: FixedClock) -> None:
    token = joined(people, "李经办", Role.CLERK, TOWN)
    other = joined(people, "王经办", Role.CLERK, TOWN)
    people.revoke("李经办", "server")
    assert people.who(token) is None
    assert people.who(other) == Who("王经办", Role.CLERK, TOWN)
    assert code_of(lambda: people.sign_in("李经办", PHRASE)) == "people.wrong"
    assert code_of(lambda: people.revoke("无此人", "server")) == "people.unknown"
    clock.advance(hours=13)
    assert people.who(other) is None


@pytest.mark.parametrize(
    ("name", "role", "area", "expected"),
    [
        (" ", Role.COUNTY, "", "people.name"),
        ("李", Role.CLERK, "", "people.area-needed"),
        ("李", Role.CLERK, "510101001000", "people.area"),
        ("李", Role.DOCTOR, "999999", "people.area"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(
    people: People, name: str, role: Role, area: str, expected: str
) -> None:
    assert code_of(lambda: people.invite(name, role, area, "server")) == expected
    assert people.every() == []


def test_no_secret_of_a_person_lies_in_the_database(county: CountyHome, people: People) -> None:
    code = people.invite("周审计", Role.AUDITOR, "", "server")
    token = people.first_time("周审计", code, PHRASE)
    held = peek.decrypted_log(county.folder)
    assert "周审计".encode() in held
    assert all(secret.encode() not in held for secret in (code, code.replace("-", ""), PHRASE, token))
    (one,) = people.every()
    assert isinstance(one, Person)
    assert one.passphrase.startswith("$argon2id$")


PAGES = {
    "/": Action.COUNTS,
    f"/village/{VILLAGE}": Action.HOUSEHOLDS,
    "/computers": Action.COMPUTERS,
    "/people": Action.PEOPLE,
    "/audit": Action.AUDIT,
    f"/conflicts?village={VILLAGE}": Action.CONFLICTS,
}
PLACED = {f"/village/{VILLAGE}", f"/conflicts?village={VILLAGE}"}
"""Pages that show one village alone."""


def test_every_page_of_the_server_is_in_the_walk_or_is_a_door(county: CountyHome) -> None:
    doors = {"/sign-in", "/first-time", "/sign-out", "/language/{language}"}
    paths = {route.path for route in Pages(Frame(county, SignIn(CODE, county.clock))).routes()}
    walked = {path.split("?")[0].replace(VILLAGE, "{code}") for path in PAGES}
    assert paths - doors <= walked


def test_nobody_sees_more_than_role_and_area_allow(
    browser: Browser, laptop: Laptop, port: int, people: People
) -> None:
    laptop.visit(1)
    laptop.send(port)
    tokens = {}
    for role in Role:
        for area in ("", TOWN, OTHER_TOWN):
            if area or role not in {Role.CLERK, Role.DOCTOR}:
                tokens[Who(f"{role}{area}", role, area)] = joined(people, f"{role}{area}", role, area)
    for who, token in tokens.items():
        browser.cookies = {"vv_session": token}
        for path, action in PAGES.items():
            status, text = browser.ask("GET", path)
            area = VILLAGE if path in PLACED else None
            assert status == (200 if can(who, action, area) else 403), (who, path)
            assert ("张三丰" in text) == (path.startswith("/village") and status == 200), (who, path)
            assert ("红星村" in text) == (status == 200 and _names_the_village(who, path)), (who, path)
        assert browser.ask("GET", "/conflicts")[0] == (200 if can(who, Action.CONFLICTS) else 403)
        status, _ = browser.ask("POST", "/conflict/household-1", b"reason=x")
        assert (status == 403) == (not can(who, Action.DECIDE, VILLAGE)), who
    refused = [who for who, action in deeds(people) if action == "page.refused"]
    assert {str(who.name) for who in tokens if who.role in {Role.ADMIN, Role.DOCTOR}} <= set(refused)


def _names_the_village(who: Who, path: str) -> bool:
    return path.startswith("/village") or (path == "/" and can(who, Action.COUNTS, VILLAGE))


def test_a_clerk_knows_of_the_laptops_that_work_for_him_alone(
    browser: Browser, laptop: Laptop, people: People, port: int
) -> None:
    laptop.visit(1)
    laptop.send(port)
    for name, role, area, sees in (("李", Role.CLERK, TOWN, False), ("陈", Role.COUNTY, "", True)):
        browser.cookies = {"vv_session": joined(people, name, role, area)}
        assert ("1号机" in browser.ask("GET", "/computers")[1]) == sees
