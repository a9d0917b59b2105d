"""Every page of the county, asked by every role from every kind of area: let in exactly as the table says."""

from collections.abc import Iterator

import pytest
from starlette.routing import Route

from tests.county.side import VILLAGE, Laptop
from tests.county.test_pages import CODE, Browser
from tests.county.test_people import OTHER_TOWN, TOWN, joined
from villagevisit.county import server
from villagevisit.county.home import CountyHome
from villagevisit.county.people import People
from villagevisit.county.signin import SignIn
from villagevisit.domain.access import Role

EVERYBODY = set(Role)
READERS = {Role.COUNTY, Role.CLERK, Role.AUDITOR}
WATCHERS = {Role.COUNTY, Role.AUDITOR}
ANYWHERE, THERE, WHOLE = "anywhere", "there", "whole"
"""Shown to whoever has the role; only where his area holds the village of the path; only who has the whole county."""
PAGES: dict[tuple[str, str], tuple[set[Role], str]] = {
    ("GET", "/"): (EVERYBODY, ANYWHERE),
    ("GET", "/village/{code}"): (EVERYBODY - {Role.ADMIN}, THERE),
    ("GET", "/computers"): (EVERYBODY - {Role.DOCTOR}, ANYWHERE),
    ("GET", "/phones"): (EVERYBODY - {Role.DOCTOR}, ANYWHERE),
    ("GET", "/people"): (WATCHERS, ANYWHERE),
    ("GET", "/audit"): (WATCHERS, ANYWHERE),
    ("GET", "/history"): (WATCHERS, WHOLE),
    ("GET", "/bulletin"): (WATCHERS, WHOLE),
    ("POST", "/bulletin"): ({Role.COUNTY}, WHOLE),
    ("GET", "/privacy"): (WATCHERS, ANYWHERE),
    ("GET", "/certify"): ({Role.COUNTY}, WHOLE),
    ("POST", "/certify"): ({Role.COUNTY}, WHOLE),
    ("GET", "/conflicts"): (READERS, ANYWHERE),
    ("GET", "/conflict/{household}"): (READERS, ANYWHERE),
    ("POST", "/conflict/{household}"): ({Role.COUNTY, Role.CLERK}, ANYWHERE),
    ("GET", "/conflict/{household}/{op}"): (READERS, ANYWHERE),
    ("GET", "/to-check"): (WATCHERS, ANYWHERE),
    ("GET", "/to-check/{finding}"): (WATCHERS, ANYWHERE),
    ("POST", "/to-check/{finding}"): (WATCHERS, ANYWHERE),
    ("GET", "/teams"): (WATCHERS, ANYWHERE),
}
"""As somebody who knows the work would write it down. What has a household or a finding in its path and lies elsewhere
is walked in tests/county/test_conflict_pages.py and test_suspicion_pages.py, where there are some."""
OPEN = {"/sign-in", "/first-time", "/sign-out", "/language/{language}", "/healthz", "/metrics", "/openapi.json"}
PEOPLE = [(role, area) for role in Role for area in ("", TOWN, OTHER_TOWN)]


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


def pages(county: CountyHome) -> set[tuple[str, str]]:
    app = server.application(county, SignIn(CODE, county.clock))
    routes = [one for one in app.routes if isinstance(one, Route)]
    return {
        (method, one.path)
        for one in routes
        for method in (one.methods or set()) - {"HEAD"}
        if one.path not in OPEN and not one.path.startswith(("/v1/", "/openrosa/", "/key/"))
    }


def expected(role: Role, area: str, who_may: set[Role], reach: str) -> bool:
    limited = role in {Role.CLERK, Role.DOCTOR} and not area
    if role not in who_may or limited:
        return False
    return reach == ANYWHERE or area == "" or (reach == THERE and area == TOWN)


def test_every_page_of_the_server_is_in_the_table(county: CountyHome) -> None:
    assert pages(county) == set(PAGES)


def test_each_page_lets_in_whom_the_table_says(
    county: CountyHome, browser: Browser, people: People, laptop: Laptop, port: int
) -> None:
    laptop.visit(1)
    laptop.send(port)
    for role, area in PEOPLE:
        if role in {Role.CLERK, Role.DOCTOR} and not area:
            continue  # nobody can be invited so
        browser.cookies = {"vv_session": joined(people, f"{role}{area}", role, area)}
        for (method, template), (who_may, reach) in PAGES.items():
            path = template.replace("{code}", VILLAGE).replace("{household}", "none").replace("{op}", "none")
            status, text = browser.ask(method, path.replace("{finding}", "none"), b"" if method == "POST" else None)
            right = expected(role, area, who_may, reach)
            assert (status != 403) == right, (role, area, method, template, status)
            assert status < 500
            assert right or "张三丰" not in text


def test_a_stranger_gets_the_door_whatever_he_asks(county: CountyHome, browser: Browser, laptop: Laptop) -> None:
    for method, template in PAGES:
        path = template.replace("{code}", VILLAGE).replace("{household}", "x").replace("{op}", "x")
        _, text = browser.ask(method, path.replace("{finding}", "x"), b"" if method == "POST" else None)
        assert 'action="/sign-in"' in text, (method, template)
        assert "张三丰" not in text


def test_whoever_has_an_area_sees_the_people_and_deeds_of_it_alone(
    browser: Browser, people: People, county: CountyHome
) -> None:
    joined(people, "甲经办", Role.CLERK, TOWN)
    joined(people, "乙经办", Role.CLERK, OTHER_TOWN)
    people.note("乙经办", "page.households", "999999200101", "999999200101")
    people.note("甲经办", "page.households", VILLAGE, VILLAGE)
    browser.cookies = {"vv_session": joined(people, "镇审计", Role.AUDITOR, TOWN)}
    for path in ("/people", "/audit"):
        text = browser.ask("GET", path)[1]
        assert "甲经办" in text
        assert "乙经办" not in text
