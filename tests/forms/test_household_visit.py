"""F01 as the field uses it: the worked example of the rules, skip logic, and what one answer touches."""

import re
from collections.abc import Callable
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

import forms
from forms.library import build, shipped

Now = Callable[[], datetime]


@pytest.fixture(scope="module")
def household() -> forms.Form:
    return forms.load(build(shipped()[0]))


@pytest.fixture
def visit(household: forms.Form, now: Now) -> forms.FormSession:
    session = household.session(now=now)
    say(session, "g_meta/visit_result", "1")
    say(session, "g_consent/consent_general", "1")
    return session


def say(session: forms.FormSession, path: str, value: str) -> forms.Answer:
    answer = session.answer(f"/data/{path}", value)
    assert answer.accepted, (path, value, answer)
    return answer


def member(session: forms.FormSession, number: int, relation: str) -> None:
    while session.node("/data/member").count < number:
        session.add("/data/member")
    for name, value in {
        "m_name": "张三", "m_relation": relation, "m_id_type": "98", "m_live": "1", "m_obligation": "1",
        "m_prison": "0", "m_clergy3y": "0", "m_study": "0", "m_dis_cert": "0", "m_health": "1",
    }.items():  # fmt: skip
        say(session, f"member[{number}]/{name}", value)


def income(session: forms.FormSession, number: int, **values: str) -> None:
    while session.node("/data/income").count < number:
        session.add("/data/income")
    for name, value in values.items():
        say(session, f"income[{number}]/{name}", value)


def example_one(session: forms.FormSession) -> None:
    """rules.md E1: three people; wage 6 × 1800, farm 2.5 mu, leased land 900, a pension that does not count."""
    say(session, "g_house/hukou_type", "1")
    for number, relation in enumerate(("02", "10", "20"), 1):
        member(session, number, relation)
    say(session, "has_income", "1")
    income(session, 1, inc_member="1", inc_cat="1", inc_sub="101", inc_qty="6", inc_price="1800")
    income(session, 2, inc_member="0", inc_cat="2", inc_sub="201", inc_gross_in="2625", inc_cost="1000")
    income(session, 3, inc_member="0", inc_cat="3", inc_sub="301", inc_qty="1.5", inc_price="600")
    income(session, 4, inc_member="2", inc_cat="9", inc_sub="901", inc_gross_in="2400")
    say(session, "has_expense", "1")
    for name, value in {"exp_member": "1", "exp_cat": "2", "exp_gross": "6200", "exp_reimb": "4100"}.items():
        say(session, f"expense[1]/{name}", value)
    say(session, "has_obligor", "0")


def leaves_of(session: forms.FormSession) -> list[tuple[str, str]]:
    """(path without positions, text) of every leaf of the instance that would be frozen."""
    found: list[tuple[str, str]] = []

    def walk(element: ET.Element, path: str) -> None:
        here = f"{path}/{element.tag.rpartition('}')[2]}"
        for child in element:
            walk(child, here)
        if not len(element):
            found.append((here, element.text or ""))

    walk(ET.fromstring(session.to_xml()), "")
    return found


def test_answers_are_what_would_be_frozen(visit: forms.FormSession) -> None:
    example_one(visit)
    say(visit, "g_house/head_name", " 王 & <䶮>\r\n三 ")
    plain = [(re.sub(r"\[\d+]", "", ref).replace("orx:", ""), text) for ref, text in visit.answers().items()]
    assert plain == leaves_of(visit)
    assert visit.answers()["/data/member[3]/m_relation"] == "20"
    say(visit, "has_income", "0")
    assert not any(ref.startswith("/data/income[") for ref in visit.answers())


def test_the_worked_example_comes_out_to_the_fen(visit: forms.FormSession) -> None:
    example_one(visit)
    expected = {
        "t_wage": "10800", "t_biz": "1625", "t_prop": "900", "t_tran": "0", "t_gross": "13325", "t_workcost": "1080",
        "t_rigid": "2100", "t_net": "10145", "pc_year": "3381.67", "pc_month": "281.81", "std_month": "600",
        "gap_pc": "318.19", "gap_hh": "954.58", "flag_income": "1",
    }  # fmt: skip
    assert {name: visit.value(f"/data/g_calc/{name}") for name in expected} == expected
    assert visit.value("/data/hh_counted") == "3"
    assert "281.81" in visit.node("/data/g_calc/calc_note").label


def test_what_would_be_less_than_nothing_is_nothing(visit: forms.FormSession) -> None:
    """The greatest of 0 and a negative number: 0 in every figure, and 0 where figures are compared."""
    example_one(visit)
    say(visit, "expense[1]/exp_reimb", "0")
    say(visit, "expense[1]/exp_gross", "999999")
    expected = {"t_net": "0", "pc_year": "0", "pc_month": "0", "gap_pc": "600", "gap_hh": "1800", "flag_income": "1"}
    assert {name: visit.value(f"/data/g_calc/{name}") for name in expected} == expected
    assert visit.evaluate("/data/g_calc/t_net > 0") == "false"
    say(visit, "expense[1]/exp_gross", "0")
    say(visit, "income[1]/inc_price", "18000")
    expected = {"gap_pc": "0", "gap_hh": "0", "flag_income": "0"}
    assert {name: visit.value(f"/data/g_calc/{name}") for name in expected} == expected
    assert visit.evaluate("/data/g_calc/gap_pc > 0") == "false"


def test_the_county_s_own_parameters_take_the_place_of_the_defaults(household: forms.Form, now: Now) -> None:
    params = b"key,value\ndibao_std_month_rural,700\nwork_cost_rate,0\nedge_ratio,1.5\nfin_cap_months,24\n"
    session = household.session(now=now, media={"params.csv": params})
    say(session, "g_meta/visit_result", "1")
    say(session, "g_consent/consent_general", "1")
    say(session, "g_house/hukou_type", "1")
    assert session.value("/data/g_calc/std_month") == "700"


def test_an_answer_that_breaks_a_rule_is_told_and_kept(visit: forms.FormSession) -> None:
    say(visit, "g_meta/investigator1_id", "1001")
    answer = visit.answer("/data/g_meta/investigator2_id", "1001")
    assert (answer.accepted, answer.kind) == (False, "constraint")
    assert answer.message is not None
    assert "不能是同一人" in answer.message
    node = visit.node("/data/g_meta/investigator2_id")
    assert (node.value, node.valid, node.message) == ("1001", False, answer.message)
    visit.set_language("English (en)")
    assert "different people" in visit.node("/data/g_meta/investigator2_id").message
    changed = say(visit, "g_meta/investigator1_id", "1002").changed
    assert "/data/g_meta/investigator2_id" in changed
    assert visit.node("/data/g_meta/investigator2_id").valid


def test_an_answer_touches_only_what_hangs_on_it(visit: forms.FormSession) -> None:
    for number in range(1, 9):
        member(visit, number, "20")
    assert visit.answer("/data/member[5]/m_school", "某小学").changed <= {"/data/member[5]/m_school"}
    changed = visit.answer("/data/member[5]/m_prison", "1").changed
    assert "/data/member[5]/m_counted" in changed
    assert "/data/hh_counted" in changed
    assert not any(ref.startswith("/data/member[4]") for ref in changed)


def test_no_consent_hides_the_rest_and_drops_it_from_the_record(visit: forms.FormSession) -> None:
    say(visit, "g_house/head_name", "张三")
    say(visit, "g_consent/consent_general", "0")
    assert not visit.node("/data/g_house").relevant
    assert b"head_name" not in visit.to_xml()
    assert b"head_name" in visit.draft()
    assert visit.answer("/data/g_house/head_name", "李四").kind == "irrelevant"
    say(visit, "g_consent/consent_general", "1")
    assert visit.value("/data/g_house/head_name") == "张三"


def test_presets_fill_a_new_visit_and_make_the_members(household: forms.Form, now: Now) -> None:
    preset = {"/data/g_meta/household_no": "0007", "/data/member[3]/m_name": "王五", "/data/member[1]/m_name": "张三"}
    session = household.session(now=now, preset=preset)
    assert session.value("/data/g_meta/household_no") == "0007"
    assert [node.ref for node in session.children("/data/member")] == [f"/data/member[{n}]" for n in (1, 2, 3)]
    assert session.value("/data/member[3]/m_no") == "3"


def test_a_correction_names_the_record_it_replaces(household: forms.Form, visit: forms.FormSession, now: Now) -> None:
    example_one(visit)
    corrected = household.session(now=now, edit=visit.to_xml())
    assert corrected.instance_id != visit.instance_id
    assert f"<deprecatedID>{visit.instance_id}</deprecatedID>".encode() in corrected.to_xml()
    assert corrected.value("/data/g_calc/gap_hh") == "954.58"


def test_removing_a_member_moves_the_others_up(visit: forms.FormSession) -> None:
    for number, relation in enumerate(("02", "10", "20"), 1):
        member(visit, number, relation)
    count = visit.remove("/data/member[2]")
    assert count.count == 2
    assert "/data/member" in count.changed
    assert visit.value("/data/member[2]/m_relation") == "20"
    assert visit.value("/data/member[2]/m_no") == "2"
    assert visit.value("/data/hh_registered") == "2"
    with pytest.raises(forms.FormError, match=r"form\.ref-nowhere"):
        visit.remove("/data/member[9]")
