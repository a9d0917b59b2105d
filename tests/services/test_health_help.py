"""Insurance, operations, measures of health aid, the frame of poor households, indicators with a rank
(S-291, S-308, S-360, S-364, S-377, S-404)."""

from decimal import Decimal as D
from functools import partial
from pathlib import Path

import pytest

from tests.services import clinic, health_forms
from tests.services.test_identification import BAO, WANG, ZHANG, ledger
from tests.services.town import STONE, Town, resident_id
from villagevisit.domain.errors import Refused
from villagevisit.domain.health_targets import Figure
from villagevisit.domain.poor_frame import sums
from villagevisit.domain.waivers import Bill
from villagevisit.services import (
    health_books,
    health_costs,
    health_help,
    health_help_file,
    health_ledger_rows,
    health_lines,
    health_targets,
    identification,
    poor_frame,
)
from villagevisit.services.health_costs import Entry
from villagevisit.services.health_help_file import Read
from villagevisit.services.health_targets import Statement

CAN_SEE = resident_id("99999919480303001")


def read(town: Town, folder: Path, *rows: str, head: str = "姓名,身份证号码,参保年度,险种,资助方式") -> Read:
    path = folder / "参保名单.csv"
    path.write_text(f"{head}\n" + "\n".join(rows) + "\n", "utf-8")
    return health_help_file.read(town.ws, town.actor("006"), path).value


def target(town: Town, code: str) -> Figure:
    found = health_targets.targets(town.ws, town.actor("006"), 2026)
    return next(one for one in found.figures if one.target.code == code)


def test_the_list_of_the_insured_gives_the_share_and_names_the_blind_spots(town: Town, tmp_path: Path) -> None:
    home, doctor = town.family(), town.actor("006")
    health_targets.state(town.ws, doctor, 2026, Statement("insured", "980", "1000", "县医保局11月报表"))
    assert target(town, "insured").source == "县医保局11月报表", "nothing is entered yet: the stated figure"
    rows = (
        f"张三丰,{ZHANG},2026,城乡居民基本医疗保险,县级财政全额资助",
        f"王秀英,{WANG},,未参加居民医保,", f"孙大,{resident_id('99999919650505001')},2026,职工医保,单位",
        f"小宝,{BAO},2026,不知道什么险,", f"张三丰,{ZHANG},2019,新农合,个人缴费",
    )  # fmt: skip
    assert read(town, tmp_path, *rows) == Read(rows=5, found=3, changed=3, unlisted=1, unclear=1)
    assert read(town, tmp_path, *rows).changed == 0, "the same list again says nothing new"
    counted = target(town, "insured")
    assert (counted.numerator, counted.denominator, counted.standing) == (D(1), D(3), "short")
    assert counted.otherwise is not None
    assert counted.otherwise.said == "98.0%"
    assert len(health_targets.missing(town.ws, doctor, "insured", 2026)) == 2
    (one,) = health_ledger_rows.rows(town.ws, doctor, "insured", 2026)
    assert (one["name"], one["scheme"], one["payer"]) == ("张三丰", "城乡居民基本医疗保险", "县级财政资助")
    assert [row["scheme"] for row in health_ledger_rows.rows(town.ws, doctor, "insured", 2019)] == ["新型农村合作医疗"]
    blind = health_ledger_rows.rows(town.ws, doctor, "uninsured", 2026)
    assert [(row["name"], row["known"]) for row in blind] == [("王秀英", "查过，没有参保"), ("张小宝", "还没有登记")]
    health_help.insure(town.ws, doctor, town.person(home, 2), 2026, "resident", "part")
    (village,) = [one for one in health_help.counted(town.ws, doctor, 2026) if one.people]
    assert (village.people, village.insured, village.by_county) == (3, 2, 2), "the last word counts"


def test_somebody_outside_the_poor_is_a_blind_spot_only_when_that_was_entered(town: Town) -> None:
    home, doctor = town.household("0031", ("外来户", "02", CAN_SEE), village=STONE), town.actor("006")
    with town.ws.store.transaction() as db:
        db.execute("UPDATE household SET assist_category = '' WHERE id = ?", [home])
    assert health_help.blind(town.ws, doctor, 2026) == []
    health_help.insure(town.ws, doctor, town.person(home, 1), 2026, "none", "county")
    assert [one.name for one in health_help.blind(town.ws, doctor, 2026)] == ["外来户"]
    assert health_help.blind(town.ws, doctor, 2026, others=False) == []
    assert health_help.insured(town.ws, doctor, 2026)[town.person(home, 1)].payer == "", "nobody paid for none"


def test_what_is_not_insurance_is_refused(town: Town, tmp_path: Path) -> None:
    person = town.person(town.family(), 1)
    for year, scheme, payer in ((2026, "ncms", ""), (2026, "resident", "king"), (2026, "", "")):
        with pytest.raises(Refused, match=r"help\.insured"):
            health_help.insure(town.ws, town.actor("006"), person, year, scheme, payer)
    with pytest.raises(Refused, match=r"help\.no-columns"):
        read(town, tmp_path, f"张三丰,{ZHANG}", head="姓名,身份证号码")
    with pytest.raises(Refused, match=r"actor\.role"):
        health_help.insure(town.ws, town.actor("005"), person, 2026, "resident", "")


def test_operations_count_persons_and_person_times(town: Town, tmp_path: Path) -> None:
    home, doctor = town.family(), town.actor("006")
    first, second = town.person(home, 1), town.person(home, 2)
    operate = partial(health_help.operate, town.ws, doctor, hospital="市眼科医院", payer="project")
    with pytest.raises(Refused, match=r"consent\.health-missing"):
        operate(first, "cataract", day="2026-03-01")
    for one in (first, second):
        clinic.consented(town, one)
    operate(first, "cataract", day="2026-03-01")
    operate(first, "cataract", day="2026-06-01")
    operate(second, "limb", day="2026-06-02")
    for code, day, refusal in (
        ("cataract", "2026-06-01", r"help\.twice"), ("tooth", "2026-06-03", r"help\.operation"),
        ("limb", "2026-11-23", r"health\.day"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=refusal):
            operate(first, code, day=day)
    assert health_help.operations(town.ws, doctor, 2026) == [("cataract", 1, 2), ("limb", 1, 1), ("", 2, 3)]
    rows = health_ledger_rows.rows(town.ws, doctor, "operation", 2026)
    assert [(row["name"], row["nth"]) for row in rows] == [("张三丰", "1"), ("张三丰", "2"), ("王秀英", "1")]
    path = tmp_path / "手术.xlsx"
    assert health_books.save(town.ws, doctor, "operation", 2026, path).value == 3
    assert path.read_bytes()[:2] == b"PK"


def test_measures_show_by_themselves_and_by_hand_and_who_had_none(town: Town) -> None:
    home, doctor = town.family(), town.actor("006")
    first, second = town.person(home, 1), town.person(home, 2)
    for day in ("2026-11-20", "2017-06-01"):
        health_forms.waived(town, first, visit_date=day)
    health_forms.contracted(town, first)
    bill = Bill(D(1000), D(0), {"basic": D(600), "fallback": D(100)})
    health_costs.enter(town.ws, doctor, second, Entry("2026-11-20", "县医院", True, bill))
    health_help.give(town.ws, doctor, second, "hospital", "市一院巡诊", "2026-05-01")
    with pytest.raises(Refused, match=r"help\.measure"):
        health_help.give(town.ws, doctor, second, "w_reg", "", "2026-05-01")
    health_lines.settle(town.ws)
    found = health_help.received(town.ws, doctor, 2026)
    assert set(found[first].days) == {"w_reg", "w_deduct", "w_deposit", "w_reduce", "doctor"}
    assert dict(found[second].days) == {"fallback": ["2026-11-20"], "hospital": ["2026-05-01"]}
    assert [row["name"] for row in health_ledger_rows.rows(town.ws, doctor, "no_measure", 2026)] == ["张小宝"]
    rows = health_ledger_rows.rows(town.ws, doctor, "measure", 2026)
    assert {row["name"]: row["count"] for row in rows} == {"张三丰": "5", "王秀英": "2"}
    assert health_ledger_rows.rows(town.ws, doctor, "measure", 2017) == [], "no measure held yet"


def test_the_frame_says_which_list_lacks_whom(town: Town, tmp_path: Path) -> None:
    town.family()
    town.household("0032", ("外来户", "02", CAN_SEE), village=STONE)
    other = town.household("0033", ("孤老", "02", CAN_SEE), village=STONE)
    with town.ws.store.transaction() as db:
        db.execute("UPDATE household SET assist_category = '' WHERE id = ?", [other])
    ledger(
        town, tmp_path, f"P-17,红星村,张三丰,张三丰,{ZHANG},1970-01-01,一般贫困户,因病,长期慢性病,高血压",
        f"P-18,红星村,王秀英,王秀英,{WANG},,一般贫困户,因病,健康,",
        f"P-19,石桥村,孙大,孙大,{resident_id('99999919650505001')},1965-05-05,脱贫户,缺技术,患有大病,肺癌",
    )  # fmt: skip
    doctor = town.actor("006")
    found = {one.home.head: dict(one.issues) for one in poor_frame.framed(town.ws, doctor)}
    assert found == {"张三丰": {"part": 1, "split": 2}, "外来户": {"not_on_ledger": 1, "twice": 1}}
    red, stone = sums(poor_frame.framed(town.ws, doctor))
    assert (red.all, red.both, red.persons, red.poor, red.missing, red.double) == (1, 1, 3, 2, 1, 1)
    assert (stone.all, stone.roster, stone.ledger, stone.missing) == (1, 1, 0, 1)
    rows = health_ledger_rows.rows(town.ws, doctor, "poor_frame", 2026)
    assert [row["issues"] for row in rows][:2] == [
        "台账上少 1 人；台账上分成 2 户", "台账上没有这一户；1 人的号码在另一户也有"
    ]  # fmt: skip
    assert "没有这个人" in str(rows[2]["issues"])
    assert len(identification.unlisted(town.ws, doctor)) == 1


def test_an_indicator_has_its_unit_its_rank_and_the_years_before(town: Town) -> None:
    doctor = town.actor("006")
    state = partial(health_targets.state, town.ws, doctor)
    ranked = Statement("hfmd", "600", "400000", "市疾控", "2026-01/2026-06", "17", "18", "全省")
    for year in (2024, 2025):
        state(year, Statement("hfmd", "610", "400,000", "市疾控", "", "17", "18", "全省"))
    state(2026, ranked)
    state(2026, Statement("", "3", "1000", "县里报表", name="乳腺癌检出率", per=1000))
    found = health_targets.targets(town.ws, doctor, 2026)
    one = next(one for one in found.figures if one.target.code == "hfmd")
    assert one.rank is not None
    assert (one.said, one.rank.place, one.rank.of, one.period) == ("150.00/10万", 17, 18, "2026-01/2026-06")
    assert [(year, past.rank and past.rank.place) for year, past in found.before["hfmd"]] == [(2025, 17), (2024, 17)]
    assert (found.figures[-1].name, found.figures[-1].said) == ("乳腺癌检出率", "3.00‰")
    for rank, of, among in (("17", "", "全省"), ("19", "18", "全省"), ("0", "18", "全省"), ("17", "18", "")):
        with pytest.raises(Refused, match=r"target\.rank"):
            state(2026, Statement("hfmd", "1", "2", "市疾控", "", rank, of, among))
    for code, name, per in (("", "", 100), ("nothing", "", 100), ("", "y", 7)):
        with pytest.raises(Refused, match=r"target\.unknown"):
            state(2026, Statement(code, "1", "2", "x", name=name, per=per))
