"""Entering aid and disasters, the county's own rules, and the sheet of a bill, through the services."""

from datetime import date
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest

from tests.services.town import COUNTY, RED_STAR, STONE, Town
from villagevisit.domain import aid_register as register
from villagevisit.domain import aid_rules
from villagevisit.domain.aid_bill import Bill, settle
from villagevisit.domain.disaster import Disaster
from villagevisit.domain.errors import Refused
from villagevisit.services import aid_bill_code, aid_register, paper
from villagevisit.services import aid_rules as service
from villagevisit.services.aid_register import Giving, Happened
from villagevisit.services.paper_types import PaperRequest, Verdict
from villagevisit.services.spreadsheet import open_workbook, write_table
from villagevisit.store import events as rows

CHANGLING = "长岭县城镇居民医保"


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, match=code.replace(".", r"\."))


def given_(town: Town, **more: Any) -> register.Given:
    values: dict[str, Any] = {
        "village": RED_STAR.code, "cause": "fire", "persons": 3, "funds": {"temporary": D(5800)}, **more,
    }  # fmt: skip
    return aid_register.give(town.ws, town.actor("005"), Giving(**values)).value


def test_help_first_sets_the_day_for_the_papers_and_no_illness_is_kept(town: Town) -> None:
    home = town.family("0001")
    things = register.items_of("棉被31床、大米3840斤")
    one = given_(town, number="0001", urgent=True, items=things, funds={"temporary": D(5800), "medical": D("0.55")})
    assert (one.household, one.due) == (home, "2026-12-04"), "ten working days after Sunday 2026-11-22"
    assert (one.amount, one.items) == (D("5800.55"), things)
    kept = rows.of_kinds(town.ws.store.reader(), (register.GIVEN,))[0]
    assert set(kept.data) == {"cause", "urgent", "persons", "due", "funds", "items"}
    town.clock.advance(days=12)
    assert aid_register.waiting(town.ws) == (0, 0)
    town.clock.advance(days=1)
    assert aid_register.waiting(town.ws) == (1, 0)
    assert not aid_register.document(town.ws, town.actor("005"), one.id).value.waits()
    with refused("aid.papers-there"):
        aid_register.document(town.ws, town.actor("005"), one.id)


def test_what_cannot_be_entered_is_sent_back(town: Town) -> None:
    for wrong, code in (
        ({"cause": "癌症"}, "aid.code"), ({"persons": 0}, "aid.persons"), ({"funds": {}}, "aid.nothing-given"),
        ({"funds": {"temporary": D(-1)}}, "aid.amount"), ({"funds": {"temporary": D("0.001")}}, "aid.amount"),
        ({"day": "2026-11-23"}, "aid.day"), ({"number": "9999"}, "household.unknown"),
    ):  # fmt: skip
        with refused(code):
            given_(town, **wrong)
    assert aid_register.every(town.ws) == []
    with refused("actor.role"):
        aid_register.give(town.ws, town.actor("006"), Giving(RED_STAR.code, "fire", 1, funds={"temporary": D(1)}))


def test_a_period_with_its_parts_its_gap_and_the_reason(town: Town, tmp_path: Path) -> None:
    clerk = town.actor("005")
    given_(town)
    given_(town, village=STONE.code, cause="expense", persons=1, funds={"charity": D(200), "medical": D(18)})
    mistaken = given_(town, day="2026-11-01")
    aid_register.take_back(town.ws, clerk, mistaken.id, "登记了两次")
    given_(town, day="2026-10-31")
    aid_register.state(town.ws, clerk, "amount", "2026-11", "6,100.00", "县财政局")
    aid_register.state(town.ws, clerk, "persons", "2026-11", "4", "县财政局")
    found = aid_register.period(town.ws, "2026-11")
    assert (found.sums.entries, found.sums.persons, found.sums.amount) == (2, 4, D(6018))
    assert found.sums.per_person_time == D("1504.50")
    assert [(one.name, one.missing) for one in found.gaps] == [("amount|县财政局", D(82))]
    aid_register.explain(town.ws, clerk, "2026-11", found.gaps[0], "手续费由财政承担")
    assert aid_register.period(town.ws, "2026-11").gaps == ()
    given_(town, funds={"temporary": D(1)})
    assert len(aid_register.period(town.ws, "2026-11").gaps) == 2, "the reason was for those two figures alone"
    request = PaperRequest("aid_ledger", subject_id="2026-11")
    assert [one.id for one in paper.subjects(town.ws, clerk, "aid_ledger")] == ["2026-11", "2026-10", "2026"]
    assert paper.make(town.ws, clerk, request).value.rows == 3, "what was taken back is not on it"
    with refused("actor.role"):
        paper.make(town.ws, town.actor("006"), request)
    assert aid_register.save(town.ws, clerk, "2026-11", tmp_path / "register.csv").value == 4
    text = (tmp_path / "register.csv").read_text("utf-8-sig")
    assert "登记了两次" in text
    assert "2026-10-31" not in text
    for value, source, code in (("1.5", "财政局", "aid.figure"), ("4", " ", "aid.no-source")):
        with refused(code):
            aid_register.state(town.ws, clerk, "persons", "2026-11", value, source)


def fire(town: Town) -> Disaster:
    said = Happened(RED_STAR.code, "fire", "2026-11-21 06:30", 17, 46, "孙经办")
    return aid_register.report(town.ws, town.actor("005"), said).value


def test_a_disaster_from_its_report_to_the_last_visit(town: Town) -> None:
    clerk, one = town.actor("005"), fire(town)
    assert (one.report_hours, one.in_time(town.clock.now()), one.relief_hours) == (27.5, False, 24)
    for wrong in ("2026-11-21 06:29", "2026-11-22 10:01", "2026-11-21", "昨天"):
        with refused("aid.moment"):
            aid_register.relief(town.ws, clerk, one.id, wrong, "帐篷17顶")
    assert aid_register.waiting(town.ws) == (0, 1)
    one = aid_register.relief(town.ws, clerk, one.id, "2026-11-22 06:30", "帐篷17顶").value
    assert aid_register.waiting(town.ws) == (0, 0)
    assert one.in_time(town.clock.now())
    one = aid_register.visit(town.ws, clerk, one.id, "都住进了亲友家").value
    assert one.next_visit == "2026-12-22"
    assert aid_register.end(town.ws, clerk, one.id).value.next_visit == ""
    with refused("actor.role"):
        aid_register.visit(town.ws, town.actor("001"), one.id, "看过")


def test_the_county_reads_its_own_rules_as_they_were_saved(town: Town, tmp_path: Path) -> None:
    clerk, path = town.actor("005"), tmp_path / "rules.xlsx"
    shipped = aid_rules.of(service.defaults(), CHANGLING)
    assert service.save(town.ws, clerk, CHANGLING, path).value == len(shipped)
    with open_workbook(path) as book:
        head, first = list(book.sheet(0).rows())[:2]
    assert (head[:4], first[2:4]) == (["方案", "地方", "层次", "规定"], ["基本医保", "起付线"])
    assert service.read(town.ws, clerk, path).value == len(shipped)
    assert service.ours(town.ws) == shipped, "the round trip loses nothing"
    event = rows.of_kinds(town.ws.store.reader(), (service.RULES,))[0]
    assert event.area == COUNTY.code
    table = [[one if one != "60" else "65" for one in row] for row in _table(path)]
    write_table(path, table[0], table[1:])
    service.read(town.ws, clerk, path)
    bill = Bill(date(2026, 3, 1), D(18_000), D(18_000))
    assert settle(aid_rules.of(service.every(town.ws), CHANGLING), bill).paid == 11_440
    assert len(aid_rules.programmes(service.every(town.ws))) == len(aid_rules.programmes(service.defaults()))
    other = [[one.replace(CHANGLING, "云溪县一站式结算") for one in row] for row in table]
    write_table(path, other[0], other[1:])
    service.read(town.ws, clerk, path)
    assert [name for name, _ in aid_rules.programmes(service.ours(town.ws))] == [CHANGLING, "云溪县一站式结算"]


def _table(path: Path) -> list[list[str]]:
    with open_workbook(path) as book:
        return [[str(cell) for cell in row] for row in book.sheet(0).rows()]


def test_a_table_that_cannot_be_read_changes_nothing(town: Town, tmp_path: Path) -> None:
    clerk, path = town.actor("005"), tmp_path / "rules.xlsx"
    service.save(town.ws, clerk, CHANGLING, path)
    table = _table(path)
    table[5][4] = "六成"
    write_table(path, table[0], table[1:])
    with pytest.raises(Refused) as told:
        service.read(town.ws, clerk, path)
    assert (told.value.code, told.value.params) == ("aid.rule", {"row": 6, "field": "数值"})
    (tmp_path / "list.csv").write_text("姓名,金额\n张三丰,1\n", "utf-8")
    with refused("aid.rules-none"):
        service.read(town.ws, clerk, tmp_path / "list.csv")
    with refused("actor.role"):
        service.read(town.ws, town.actor("006"), path)
    assert service.ours(town.ws) == ()


def test_the_sheet_of_a_bill_for_doctor_and_clerk_and_nobody_else(town: Town) -> None:
    bill = Bill(
        date(2010, 5, 4), D("18000.50"), D(18_000), "transfer", "student", disease="尿毒症", designated=False,
        insured_since=date(2010, 1, 1), deposit=D(2000), before={"basic": D("0.01")},
    )  # fmt: skip
    code = aid_bill_code.write(CHANGLING, bill)
    assert aid_bill_code.read(code) == (CHANGLING, bill)
    for who in ("005", "006"):
        assert [one.title for one in paper.subjects(town.ws, town.actor(who), "aid_cost", code)] == [CHANGLING]
        made = paper.make(town.ws, town.actor(who), PaperRequest("aid_cost", subject_id=code)).value
        assert made.name == "医疗费用测算表-2010-05-04.pdf"
        assert paper.verify(town.ws, made.code).verdict is Verdict.GENUINE
    with refused("actor.role"):
        paper.make(town.ws, town.actor("001"), PaperRequest("aid_cost", subject_id=code))
    for wrong in ("", "programme=x", code.replace("18000.50", "much")):
        with refused("paper.no-subject"):
            paper.make(town.ws, town.actor("005"), PaperRequest("aid_cost", subject_id=wrong))
