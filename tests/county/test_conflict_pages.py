"""The conflict pages as a person at the county meets them."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests.county.conflict_side import Chain, decide_all, household, look, person, take, waiting
from tests.county.test_pages import CODE, Browser
from tests.county.test_people import joined
from villagevisit.county import conflict_pages, deciding, server
from villagevisit.county.home import CountyHome
from villagevisit.county.people import People
from villagevisit.county.signin import COOKIE, SignIn
from villagevisit.domain.access import Role

ID = person(2).id_no
OTHER_ID = "999999199001010016"


@pytest.fixture
def browser(county: CountyHome) -> Iterator[Browser]:
    with server.running(server.application(county, SignIn(CODE, county.clock))) as port:
        one = Browser(port)
        one.sign_in()
        yield one
        one.close()


@pytest.fixture
def two(county: CountyHome) -> tuple[Chain, Chain]:
    """Two laptops that differ in benefit, an ID number, and an income."""
    first, second = Chain("DZ-FIRST"), Chain("DZ-SECOND")
    base = first.roster(household()).digest
    second.roster(household(), base=base)
    first.roster(household(amount_month="1000"), base=base)
    changed = person(2, id_no=OTHER_ID)
    second.roster(household(amount_month="800", persons=[person(1), changed]), base=base)
    first.roster(household(amount_month="1000", persons=[person(1), person(2, id_no="999999195511150029")]), base=base)
    first.visit(base=base, facts={"net_year": "10145.00", "gross_year": "13325.00"}, at="2026-11-20T09:00:00+08:00")
    second.visit(base=base, facts={"net_year": "12000.00", "gross_year": "13325.00"}, reason="收入漏记一项")
    take(county, first.made + second.made)
    return first, second


def marks(text: str) -> dict[str, str]:
    return dict(re.findall(r'name="(mark:[^"]+)" value="([^"]+)"', text))


def post(browser: Browser, fields: dict[str, str]) -> tuple[int, str]:
    return browser.ask("POST", "/conflict/h1", urlencode(fields).encode())


def test_the_first_page_and_the_list_lead_to_it(browser: Browser, two: tuple[Chain, Chain]) -> None:
    _, home = browser.ask("GET", "/")
    assert '<a href="/conflicts">共 1 户等待决定</a>' in home
    assert '<a href="/conflicts?village=999999100201">1</a>' in home
    _, text = browser.ask("GET", "/conflicts?village=999999100201")
    for word in ("红星村", "0001", "张三", "家庭收入", "在保情况", "哪一次走访算数", "/conflict/h1"):
        assert word in text
    assert "没有等待决定的户" in browser.ask("GET", "/conflicts?village=999999100202")[1]


def test_both_sides_stand_there_with_who_when_and_why(browser: Browser, two: tuple[Chain, Chain]) -> None:
    status, text = browser.ask("GET", "/conflict/h1")
    assert status == 200
    for word in (
        "0001 张三 · 红星村 第二组", "李芳、王强", "DZ-FIRST", "DZ-SECOND", "电脑时间 2026-11-20 09:00",
        "收到 2026-11-22 18:00", "原因：收入漏记一项", "<b>1,000.00 元</b>", "<b>800.00 元</b>", "<b>10,145.00 元</b>",
        "<span>13,325.00 元</span>", "张四：证件与出生", "尾号 0016", "看原始记录",
    ):  # fmt: skip
        assert word in text
    for number in (ID, OTHER_ID, "999999195511150029"):
        assert f">{number}" not in text
    assert "<script" not in text


def test_a_decision_is_taken_with_name_and_reason(
    browser: Browser, two: tuple[Chain, Chain], county: CountyHome
) -> None:
    _, text = browser.ask("GET", "/conflict/h1")
    value = look(county).registers["benefit"].heads[0].value
    fields = {**marks(text), "pick:benefit": f"={value}", "by": "赵主任"}
    status, again = post(browser, {**fields, "reason": "嗯"})
    assert status == 409
    assert "还没有写清理由" in again
    assert 'value="赵主任"' in again
    status, _ = post(browser, {**fields, "reason": "电话核实过，以甲方为准"})
    assert status == 303
    _, text = browser.ask("GET", "/conflict/h1?done=1")
    assert "已决定，村里的电脑下次发送时收到" in text
    assert "赵主任 决定：在保情况" in text
    assert "benefit" not in waiting(county)
    assert "round/round-1/income" in waiting(county)


def test_another_value_is_typed(browser: Browser, two: tuple[Chain, Chain], county: CountyHome) -> None:
    _, text = browser.ask("GET", "/conflict/h1")
    register = "member/p2/identity"
    fields = {**marks(text), f"pick:{register}": "other", "by": "赵主任", "reason": "查看身份证原件"}
    status, again = post(browser, {**fields, f"type:{register}:id_no": "999999199001010017"})
    assert status == 409
    assert "“证件号码”另填的内容不对" in again
    assert post(browser, {**fields, f"type:{register}:id_no": ID})[0] == 409
    assert post(browser, {**fields, f"type:{register}:id_no": "９９９９９９195511150029"})[0] == 303
    assert '"birth":"1955-11-15"' in look(county).registers[register].value


def test_everything_of_one_side(browser: Browser, two: tuple[Chain, Chain], county: CountyHome) -> None:
    _, text = browser.ask("GET", "/conflict/h1")
    fields = {**marks(text), "all": "DZ-SECOND", "by": "赵主任", "reason": "第二次走访查得更细"}
    assert post(browser, fields)[0] == 303
    assert "12000" in look(county).registers["round/round-1/income"].value
    assert "800" in look(county).registers["benefit"].value
    assert waiting(county) == []


def test_an_outdated_page_overwrites_nothing(browser: Browser, two: tuple[Chain, Chain], county: CountyHome) -> None:
    _, text = browser.ask("GET", "/conflict/h1")
    third = Chain("DZ-THIRD")
    third.roster(household(amount_month="600"), base=two[0].made[0].digest)
    take(county, third.made)
    value = look(county).registers["benefit"].heads[0].value
    fields = {**marks(text), "pick:benefit": f"={value}", "by": "钱主任", "reason": "以电话核实的为准"}
    status, again = post(browser, fields)
    assert status == 409
    assert "您的决定没有保存" in again
    assert again.count("您看的时候这里又有新内容") == 1
    assert "DZ-THIRD" in again
    assert "以电话核实的为准</textarea>" in again
    assert "benefit" in waiting(county)


def test_strangers_see_nothing(browser: Browser, two: tuple[Chain, Chain], county: CountyHome) -> None:
    _, text = browser.ask("GET", "/conflict/h1")
    browser.cookies = {}
    for path in ("/conflicts", "/conflict/h1", f"/conflict/h1/{two[0].made[0].digest}"):
        _, seen = browser.ask("GET", path)
        assert "登录码" in seen
        assert "张三" not in seen
    fields = {**marks(text), "pick:benefit": "=x", "by": "x", "reason": "12345"}
    assert "登录码" in post(browser, fields)[1]
    assert "benefit" in waiting(county)
    assert not look(county).decisions()


def test_a_record_is_shown_without_numbers(browser: Browser, two: tuple[Chain, Chain]) -> None:
    _, text = browser.ask("GET", f"/conflict/h1/{two[1].made[1].digest}")
    assert "尾号 0016" in text
    assert OTHER_ID not in text
    assert "800.00 元" in text
    assert browser.ask("GET", "/conflict/h1/nothing")[0] == 404
    assert browser.ask("GET", "/conflict/nobody")[0] == 404


def test_english(browser: Browser, two: tuple[Chain, Chain]) -> None:
    browser.ask("GET", "/language/en")
    for path in ("/conflicts", "/conflict/h1", f"/conflict/h1/{two[1].made[1].digest}"):
        status, text = browser.ask("GET", path)
        assert status == 200
        assert "{" not in re.sub(r"<style>.*?</style>|value=\"[^\"]*\"", "", text, flags=re.DOTALL)
    assert "Household income" in browser.ask("GET", "/conflict/h1")[1]


def test_odd_forms_get_a_plain_answer(browser: Browser, two: tuple[Chain, Chain]) -> None:
    assert post(browser, {})[0] == 409
    assert post(browser, {"pick:nothing": "=1", "by": "a", "reason": "12345"})[0] == 409
    assert browser.ask("POST", "/conflict/h1", b"x" * 300_000)[0] == 413
    assert browser.ask("POST", "/conflict/h1", b"\xff%ff&&==")[0] == 409
    assert browser.ask("GET", "/conflicts?page=zz&village=%3Cx")[0] == 200


@pytest.mark.parametrize(
    ("role", "area", "sees", "decides"),
    [
        (Role.COUNTY, "", True, True),
        (Role.CLERK, "999999100000", True, True),
        (Role.CLERK, "999999200000", False, False),
        (Role.AUDITOR, "", True, False),
        (Role.DOCTOR, "999999100000", False, False),
        (Role.ADMIN, "", False, False),
    ],
)
def test_each_role_meets_what_is_his(
    browser: Browser,
    two: tuple[Chain, Chain],
    county: CountyHome,
    role: Role,
    area: str,
    sees: bool,
    decides: bool,
) -> None:
    token = joined(People(county.log, county.clock), "孙科长", role, area)
    browser.cookies = {COOKIE: token}
    _, listed = browser.ask("GET", "/conflicts")
    status, text = browser.ask("GET", "/conflict/h1")
    assert (status == 200, "/conflict/h1" in listed) == (sees, sees)
    assert ("张三" in text, "按所选决定" in text) == (sees, decides)
    source = browser.ask("GET", f"/conflict/h1/{two[1].made[1].digest}")[0]
    assert (source == 200) == sees
    fields = {"all": "DZ-SECOND", "reason": "第二次走访查得更细", "by": "别人的名字"}
    fields |= {f"mark:{name}": deciding.seen(one) for name, one in look(county).registers.items()}
    assert (post(browser, fields)[0] == 303) == decides
    assert [one.who for one in look(county).decisions()] == (["孙科长"] if decides else [])


def test_many_sides_and_a_decision_that_was_opened_again(
    browser: Browser, two: tuple[Chain, Chain], county: CountyHome
) -> None:
    benefit = look(county).registers["benefit"].heads[0].value
    decide_all(county, {"benefit": benefit})
    base = two[0].made[0].digest
    for number, amount in enumerate(("600", "700", "900"), start=3):
        other = Chain(f"DZ-NO-{number}")
        other.roster(household(amount_month=amount), base=base)
        take(county, other.made)
    _, text = browser.ask("GET", "/conflict/h1")
    for word in ("此前已决定过", "县里的决定 · 赵主任", "<b>600.00 元</b>", "<b>900.00 元</b>", "甲", "己"):
        assert word in text
    assert "以前的决定" in text


def test_a_long_list_goes_on(browser: Browser, county: CountyHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conflict_pages, "PER_PAGE", 1)
    first, second = Chain("DZ-FIRST"), Chain("DZ-SECOND")
    homes = [(number, [person(number, household=f"h{number}")]) for number in (1, 2)]
    base = first.roster(*(household(number, persons) for number, persons in homes)).digest
    for chain, hukou in ((first, "1"), (second, "2")):
        chain.roster(*(household(number, persons, hukou_type=hukou) for number, persons in homes), base=base)
    take(county, first.made + second.made)
    _, text = browser.ask("GET", "/conflicts")
    assert "共 2 户等待决定" in text
    assert ("/conflict/h1" in text, "/conflict/h2" in text, "?page=2" in text) == (True, False, True)
    _, text = browser.ask("GET", "/conflicts?page=2")
    assert ("/conflict/h1" in text, "/conflict/h2" in text, "?page=3" in text) == (False, True, False)
