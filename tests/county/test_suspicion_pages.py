"""The pages of what should be looked at again: figures and what to look at, for auditors and the county alone."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from sync.server.people import Deed
from tests.county.conflict_side import Chain, take
from tests.county.suspicion_side import ARRIVED, ILLNESS, MORNING, day, visit
from tests.county.test_pages import CODE, Browser
from tests.county.test_people import OTHER_TOWN, TOWN, joined, post
from villagevisit.county import server
from villagevisit.county.frame import Frame
from villagevisit.county.home import CountyHome
from villagevisit.county.people import People
from villagevisit.county.signin import SignIn
from villagevisit.county.suspicion_html import NOTE
from villagevisit.county.suspicion_pages import SuspicionPages
from villagevisit.domain.access import Action, Role, Who, can
from villagevisit.services.exchange_bodies import Place
from villagevisit.store import county_suspicion as rows

BLAME = ("造假", "作弊", "虚假", "欺诈", "违规", "fraud", "fake", "cheat", "dishonest", "false")


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


@pytest.fixture
def chain(county: CountyHome) -> Chain:
    """A laptop that sent a day of honest visits, and three that were over within minutes."""
    one = Chain("L1")
    later = MORNING + timedelta(days=1)
    honest = day(one, 12)
    short = [visit(one, 100 + n, later + timedelta(minutes=40 * n), minutes=3) for n in range(3)]
    take(county, [*honest, *short], ARRIVED)
    return one


def auditor(browser: Browser, people: People, name: str = "周审计", area: str = "") -> None:
    browser.cookies = {"vv_session": joined(people, name, Role.AUDITOR, area)}


def entry(county: CountyHome, code: str = "short") -> str:
    """The id under which something stands on the list."""
    county.view.catch_up()
    found = rows.findings(county.view.store.reader(), "", open_=True, limit=99, offset=0)
    done = rows.findings(county.view.store.reader(), "", open_=False, limit=99, offset=0)
    return next(one.finding.id for one in [*found, *done] if one.finding.code == code)


def version(county: CountyHome, id_: str) -> str:
    found = rows.finding(county.view.store.reader(), id_)
    assert found is not None
    return found.finding.version


def last_deed(people: People) -> Deed:
    return people.deeds(1, 0)[0]


def test_an_auditor_sees_what_to_look_at_and_no_verdict(
    browser: Browser, people: People, county: CountyHome, chain: Chain
) -> None:
    auditor(browser, people)
    status, text = browser.ask("GET", "/to-check")
    assert status == 200
    for part in ("请核实的走访", "走访时间短", "15 户入户走访中有 3 户", "红星村", "李芳、王强", "还没有查的：1 项"):
        assert part in text
    assert "户主100" not in text
    status, text = browser.ask("GET", f"/to-check/{entry(county)}")
    for part in ("0100", "户主101", "请看什么", "打电话给其中几户", "2026-11-21 08:00", "35"):
        assert part in text
    assert "0001" not in text
    deed = last_deed(people)
    assert (deed.actor, deed.action, deed.object) == ("周审计", "page.suspicion", entry(county))
    browser.ask("GET", "/language/en")
    pages = [text, *(browser.ask("GET", path)[1] for path in ("/to-check", f"/to-check/{entry(county)}", "/teams"))]
    assert "Visits to check again" in pages[1]
    assert "took less than 8 minutes" in pages[1]
    for page in pages:
        assert not [word for word in BLAME if word in page.lower()]
        assert ILLNESS not in page


def test_looking_into_an_entry_is_written_down_and_new_records_open_it_again(
    browser: Browser, people: People, county: CountyHome, chain: Chain
) -> None:
    auditor(browser, people)
    id_ = entry(county)
    path, said = f"/to-check/{id_}", "11月23日电话问了三户，<都>说来过"
    assert post(browser, path, note=said, version=version(county, id_))[0] == 303
    deed = last_deed(people)
    assert (deed.actor, deed.action) == ("周审计", "suspicion.looked")
    assert deed.object == f"{id_} {version(county, id_)} {said}"
    assert "电话问了三户" in browser.ask("GET", "/audit")[1]
    assert "还没有查的：0 项" in browser.ask("GET", "/to-check")[1]
    done = browser.ask("GET", "/to-check?done=1")[1]
    for part in ("✓ 查过", "周审计", "&lt;都&gt;说来过"):
        assert part in done
    county.view.rebuild()
    assert "✓ 查过" in browser.ask("GET", "/to-check?done=1")[1]
    take(county, [visit(chain, 200, MORNING + timedelta(days=1, hours=5), minutes=3)], ARRIVED)
    again = browser.ask("GET", "/to-check")[1]
    assert "▲ 查过之后又有新的记录" in again
    assert "电话问了三户" in again


def test_a_word_that_says_nothing_or_comes_too_late_is_not_taken(
    browser: Browser, people: People, county: CountyHome, chain: Chain
) -> None:
    auditor(browser, people)
    id_ = entry(county)
    path, seen = f"/to-check/{id_}", version(county, id_)
    for fields in ({"note": "  "}, {"note": "看" * (NOTE + 1)}, {"note": "看过", "version": "other"}):
        status, text = post(browser, path, **{"version": seen, **fields})
        assert status == 409
        assert 'role="alert"' in text
    assert post(browser, "/to-check/nothing", note="x")[0] == 404
    assert "还没有查的：1 项" in browser.ask("GET", "/to-check")[1]
    assert post(browser, path, note="看" * NOTE, version=seen)[0] == 303


def test_who_came_in_by_the_code_reads_but_has_no_name_to_sign_with(
    browser: Browser, county: CountyHome, chain: Chain, people: People
) -> None:
    browser.sign_in()
    id_ = entry(county)
    assert "请用本人姓名进入" in browser.ask("GET", f"/to-check/{id_}")[1]
    assert post(browser, f"/to-check/{id_}", note="看过", version=version(county, id_))[0] == 200
    assert last_deed(people).action == "page.suspicion"


def test_teams_stand_beside_the_countys_medians(
    browser: Browser, people: People, county: CountyHome, chain: Chain
) -> None:
    take(county, day(Chain("L2"), 5, first=300, minutes=30, read=(60, 60), team=("赵云", "钱进")), ARRIVED)
    auditor(browser, people)
    text = browser.ask("GET", "/teams")[1]
    rows_ = [re.sub(r"<[^>]+>", "|", row) for row in text.split("<tr>")]
    figures = [[cell for cell in row.split("|") if cell] for row in rows_[2:]]
    assert figures[0][:5] == ["全县各组中位数", "10", "24", "49", "63%"]
    assert [row[:6] for row in figures[1:]] == [
        ["李芳、王强", "2026", "15", "18", "38", "67%"],
        ["赵云、钱进", "2026", "5", "30", "60", "60%"],
    ]


def test_every_page_asks_who_is_there(browser: Browser, people: People, county: CountyHome, chain: Chain) -> None:
    """Role × page × area: auditors and the county inside their area; no clerk, no doctor, nobody else."""
    id_ = entry(county)
    paths = ("/to-check", "/to-check?done=1", f"/to-check/{id_}", "/teams")
    walked = {path.split("?")[0].replace(id_, "{finding}") for path in paths}
    frame = Frame(county, SignIn(CODE, county.clock))
    assert {route.path for route in SuspicionPages(frame).routes()} == walked
    assert "走访时间短" not in browser.ask("GET", "/to-check")[1]
    for role in Role:
        for area in ("", TOWN, OTHER_TOWN):
            if not area and role in {Role.CLERK, Role.DOCTOR}:
                continue
            who = Who(f"{role}{area}", role, area)
            browser.cookies = {"vv_session": joined(people, who.name, role, area)}
            allowed = role in {Role.AUDITOR, Role.COUNTY}
            assert can(who, Action.SUSPICION) == allowed
            for path in paths:
                inside = area != OTHER_TOWN
                status, text = browser.ask("GET", path)
                right = allowed and (inside or id_ not in path)
                assert status == (200 if right else 403), (who, path)
                seen = "3 户从打开表" in text
                assert seen == (allowed and inside and path in ("/to-check", f"/to-check/{id_}")), (who, path)
                assert ("王强" in text) == (allowed and inside and "done" not in path), (who, path)
            status, _ = post(browser, f"/to-check/{id_}", note="x", version="stale")
            assert status == (409 if allowed and area != OTHER_TOWN else 403), who
            assert ("/to-check" in browser.ask("GET", "/")[1]) == allowed


def test_what_spans_two_townships_is_for_who_may_see_both(
    browser: Browser, people: People, county: CountyHome
) -> None:
    one, other = Chain("L1"), Chain("L2")
    far = visit(one, 1)
    near = visit(other, 2, MORNING + timedelta(minutes=3), place=_place(OTHER_TOWN[:9] + "201"))
    take(county, [far, near], ARRIVED)
    auditor(browser, people)
    assert "同一个人同时在两处" in browser.ask("GET", "/to-check")[1]
    auditor(browser, people, "镇审计", TOWN)
    assert "同一个人同时在两处" not in browser.ask("GET", "/to-check")[1]
    assert browser.ask("GET", f"/to-check/{entry(county, 'two_places')}")[0] == 403


def _place(village: str) -> Place:
    return Place("household-2", "0002", village, "东山村", "一组", "户主2")
