"""Contracts, ledgers, costs, screening, targets: what is signed once is read everywhere (S-320…S-378)."""

from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest

from tests.services import clinic, health_forms
from tests.services.town import RED_STAR, Town, resident_id
from villagevisit.domain import contracts as contract_rules
from villagevisit.domain.errors import Refused
from villagevisit.domain.health_targets import Figure
from villagevisit.domain.waivers import Bill
from villagevisit.services import (
    batch_counts,
    contracts,
    health_costs,
    health_ledger_rows,
    health_lines,
    health_targets,
    long_prescriptions,
    paper,
    screening,
    visit,
)
from villagevisit.services.health_costs import Entry
from villagevisit.services.health_targets import Statement
from villagevisit.services.long_prescriptions import Entry as Prescription
from villagevisit.services.paper_types import PaperRequest
from villagevisit.store import events as event_rows
from villagevisit.store import households as rows

TODAY = date(2026, 11, 22)


def test_a_contract_from_signing_to_the_satisfied_family(town: Town, tmp_path: Path) -> None:
    home, doctor = town.family(), town.actor("006")
    first, second = town.person(home, 1), town.person(home, 2)
    before = contracts.overview(town.ws, doctor)
    assert [(one.name, one.people, one.signed) for one in before.coverage["all"]] == [("红星村", 3, 0)]
    assert len(contracts.unsigned(town.ws, doctor, "all")) == 3
    clinic.pressure(town, first, 136, 84, TODAY)
    session = visit.open_form(town.ws, doctor, contract_rules.FORM, person_id=first).value.session
    fields = ("r_groups", "from_date", "to_date", "planned_visits", "packs")
    assert [session.value(f"/data/{one}") for one in fields] == [
        "5 9", "2026-11-22", "2027-11-21", "4", "1 3"
    ]  # fmt: skip
    health_forms.contracted(town, first)
    opened = clinic.begun(town, second, contract_rules.FORM).session
    assert opened.value("/data/org_name") == "清溪镇卫生院", "the last contract's"
    assert opened.value("/data/team[1]/t_phone") == "13900000000"
    found = contracts.overview(town.ws, doctor)
    assert [(one.people, one.signed) for one in found.coverage["htn"]] == [(1, 1)]
    assert [(one.name, one.steps) for one in found.loads] == [("周村医", (0, 1, 0, 0))], "the follow-up is a service"
    assert {one.name for one in contracts.unsigned(town.ws, doctor, "all")} == {"王秀英", "张小宝"}
    assert contracts.ticks(town.ws, doctor, first) == contracts.Ticks(False, "2026-11-22", True), "no record yet"
    assert contracts.ticks(town.ws, doctor, second) is None
    assert [one.name for one in contracts.gaps(town.ws, doctor)] == ["张三丰"]
    for _ in range(3):
        contracts.perform(town.ws, doctor, first, "上门送药", "1")
    contracts.give_kit(town.ws, doctor, first, "创可贴、体温计")
    contracts.uploaded(town.ws, doctor, first)
    assert contracts.overview(town.ws, doctor).loads[0].steps == (0, 0, 0, 1)
    assert contracts.listed(town.ws, doctor, "upload") == []
    assert [one.name for one in contracts.listed(town.ws, doctor, "4")] == ["张三丰"]
    town.clock.advance(days=334)
    assert [len(contracts.listed(town.ws, doctor, which)) for which in ("30", "60", "over")] == [1, 1, 0]
    town.clock.advance(days=-1)
    assert [len(contracts.listed(town.ws, doctor, which)) for which in ("30", "60", "over")] == [0, 1, 0]
    town.clock.advance(days=32)
    assert [len(contracts.listed(town.ws, doctor, which)) for which in ("30", "60", "over")] == [0, 0, 1]
    assert contracts.save(town.ws, doctor, "over", tmp_path / "签约.xlsx").value == 1
    renewal = visit.open_form(town.ws, doctor, contract_rules.FORM, person_id=first).value.session
    assert renewal.value("/data/from_date") == "2027-11-22"
    with pytest.raises(Refused, match=r"contract\.none"):
        contracts.perform(town.ws, doctor, second, "送药")
    with pytest.raises(Refused, match=r"actor\.role"):
        contracts.overview(town.ws, town.actor("005"))


def test_the_papers_of_a_contract_and_what_travels_with_them(town: Town) -> None:
    person, doctor = town.person(town.family(), 1), town.actor("006")
    health_forms.contracted(town, person)
    health_forms.identified(town, person)
    assert {"contact_plate", "contract", "health_ledger"} <= {one.kind for one in paper.offers(town.ws, doctor)}
    assert not {"contract", "health_ledger"} & {one.kind for one in paper.offers(town.ws, town.actor("005"))}
    for kind in ("contact_plate", "contract"):
        assert paper.make(town.ws, doctor, PaperRequest(kind=kind, subject_id=person)).value.pages == 1
    ledgers = paper.subjects(town.ws, doctor, "health_ledger")
    assert len(ledgers) == 26
    for one in ledgers:
        paper.make(town.ws, doctor, PaperRequest(kind="health_ledger", subject_id=one.id))
    kept = "".join(row[0] for row in town.ws.store.reader().execute("SELECT content FROM document"))
    assert "高血压" not in kept, "the record of a print travels; illness does not"
    with town.ws.store.transaction() as db:
        db.execute("UPDATE officer SET village_code = '999999100202' WHERE staff_no = '006'")
    with pytest.raises(Refused, match=r"actor\.area"):
        paper.make(town.ws, town.actor("006"), PaperRequest(kind="health_ledger", subject_id="batch_a:2026"))


def test_persons_and_labels_stand_in_two_ledgers(town: Town) -> None:
    home, doctor = town.family(), town.actor("006")
    health_forms.identified(town, town.person(home, 1), has_major="1", major_code="08", diff_class="0", batch_sys="3",
                            batch_list="1 2 3", cannot_recover="1")  # fmt: skip
    health_forms.identified(town, town.person(home, 2), batch_list="1")
    health_lines.settle(town.ws)
    found = batch_counts.batches(town.ws, doctor)
    assert (found.a.total, dict(found.a.persons)) == (2, {"1": 0, "2": 1, "3": 1, "0": 0})
    assert (found.b.total, found.b.persons, found.b.unlisted, found.differing) == (4, 2, 0, 1)
    assert (found.scope, found.treatment.found, found.treatment.treated) == ("30", 1, 1)
    a = health_ledger_rows.rows(town.ws, doctor, "batch_a", 2026)
    b = health_ledger_rows.rows(town.ws, doctor, "batch_b", 2026)
    assert (len(a), len(b)) == (2, 4), "a row for each person, a row for each label"
    assert {str(one["label"]) for one in b} == {"肺癌", "高血压"}
    (sick,) = health_ledger_rows.rows(town.ws, doctor, "major_illness", 2026)
    assert (sick["disease"], sick["treatment"], sick["hospital"]) == ("肺癌", "未愈治疗中", "清溪镇卫生院")


def test_one_visit_fills_the_ledgers_of_waivers_and_costs(town: Town) -> None:
    person, doctor = town.person(town.family(), 1), town.actor("006")
    health_forms.waived(town, person, visit_date="2026-11-20")
    health_forms.waived(town, person, is_county="0", w_deduct="", w_exam="")
    first, second = health_ledger_rows.rows(town.ws, doctor, "waiver", 2026)
    assert (first["reduced"], first["sum"], first["w5"], first["w7"]) == (D("846.00"), D("1251.00"), D(400), D(2000))
    assert second["sum"] == D("851.00")
    assert health_ledger_rows.rows(town.ws, doctor, "waiver", 2025) == []
    bill = Bill(D(1000), D(100), {"basic": D(600), "aid": D(100), "fallback": D(100)})
    health_costs.enter(town.ws, doctor, person, Entry("2026-11-20", "县医院", True, bill, due="2026-12-20"))
    chronic = Bill(D(200), D(0), {"basic": D(120), "fallback": D(60)})
    health_costs.enter(
        town.ws, doctor, person, Entry("2026-11-21", "卫生院", False, chronic, disease="高血压", certified="2026-03")
    )
    costs = health_ledger_rows.rows(town.ws, doctor, "cost", 2026)
    assert [(one["cost"], one["own"]) for one in costs] == [(D(1000), D(200)), (D(200), D(20))]
    (line,) = health_ledger_rows.rows(town.ws, doctor, "chronic", 2026)
    assert (line["covered"], line["balance"], line["certified"]) == (D(60), D(20), "2026-03")
    (owed,) = health_costs.owed(town.ws, doctor)
    assert (owed.bill.own, owed.overdue(date(2026, 12, 20)), owed.overdue(date(2026, 12, 21))) == (D(200), False, True)
    health_costs.paid(town.ws, doctor, owed)
    assert health_costs.owed(town.ws, doctor) == []
    with pytest.raises(Refused, match=r"costs\.overpaid"):
        over = Bill(D(1), D(0), {"aid": D(2)})
        health_costs.enter(town.ws, doctor, person, Entry("2026-11-20", "县医院", True, over))
    with pytest.raises(Refused, match=r"costs\.bad-day"):
        health_costs.enter(town.ws, doctor, person, Entry("2026-11-23", "县医院", True, bill))


def women(town: Town, *births: str) -> dict[str, str]:
    """Birthday → a woman of the village."""
    made = {}
    for number, birth in enumerate(births, start=20):
        id_no = resident_id(f"999999{birth.replace('-', '')}{number:03d}")
        home = town.household(f"{number:04d}", ("李秀兰", "02", id_no))
        made[birth] = town.person(home, 1)
    with town.ws.store.transaction() as db:
        db.execute("UPDATE person SET sex = '2' WHERE name = '李秀兰'")
    return made


def test_women_are_called_once_in_three_years_and_positives_followed(town: Town, tmp_path: Path) -> None:
    doctor = town.actor("006")
    made = women(town, "1991-11-23", "1991-11-22", "1961-11-23", "1961-11-22", "1980-01-01")
    called = screening.to_call(town.ws, doctor)
    assert {one.birth for one in called} == {"1991-11-22", "1961-11-23", "1980-01-01"}, "34 and 65 are not"
    with town.ws.store.transaction() as db:
        for (home,) in list(db.execute("SELECT household_id FROM person WHERE birth = '1961-11-23'")):
            rows.update(db, home, {"hukou_type": "2"})
    assert len(screening.to_call(town.ws, doctor)) == 2, "rural women only"
    one = made["1980-01-01"]
    assert screening.invite(town.ws, doctor, [one]).value == 1
    assert screening.save(town.ws, doctor, tmp_path / "名单.csv").value == 2
    health_forms.screened(town, one, cervical_pos="2", cervical_result="HPV16阳性", breast_done="0")
    found = screening.standing(town.ws, doctor)
    assert (found.progress.eligible, found.progress.cervical, found.progress.breast, found.recall) == (2, 1, 0, 1)
    assert [row.birth for row in screening.to_call(town.ws, doctor)] == ["1991-11-22"]
    screening.recall(town.ws, doctor, one, "电话通知本人到县医院阴道镜检查")
    health_lines.settle(town.ws)
    assert [row.name for row in screening.listed(town.ws, doctor, "recalled")] == ["李秀兰"]
    health_forms.screened(town, one, cervical_pos="2", cervical_result="病理确诊", confirmed="1")
    screening.treat(town.ws, doctor, one, "手术，按最高比例报销", reimbursed=True)
    health_lines.settle(town.ws)
    assert [row.name for row in screening.listed(town.ws, doctor, "closed")] == ["李秀兰"]
    assert len(health_ledger_rows.rows(town.ws, doctor, "two_cancer", 2026)) == 2
    town.clock.advance(days=3 * 365)
    assert one not in {row.person_id for row in screening.to_call(town.ws, doctor)}, "2029-11-21: not yet three years"
    town.clock.advance(days=1)
    assert one in {row.person_id for row in screening.to_call(town.ws, doctor)}
    screening.begin(town.ws, doctor, "2026-01-01")
    assert screening.current(town.ws).begins != "2026-01-01", "that round is over by then"


def test_targets_have_numerator_denominator_and_names(town: Town) -> None:
    home, doctor = town.family(), town.actor("006")
    health_forms.contracted(town, town.person(home, 1))
    health_targets.state(town.ws, doctor, 2026, Statement("insured", "980", "1000", "县医保局11月报表"))
    health_targets.clinic(town.ws, doctor, RED_STAR.code, "2026-03-01", "县医院")
    health_targets.clinic(town.ws, doctor, RED_STAR.code, "2026-09-01", "市医院")

    def figure(code: str) -> Figure:
        return next(one for one in health_targets.targets(town.ws, doctor, 2026).figures if one.target.code == code)

    signed = figure("contract")
    assert (signed.numerator, signed.denominator, signed.standing) == (1, 3, "short")
    assert len(health_targets.missing(town.ws, doctor, "contract", 2026)) == 2
    assert (figure("insured").standing, figure("insured").source) == ("short", "县医保局11月报表")
    assert (figure("free_clinic").numerator, figure("free_clinic").denominator) == (1, 2)
    assert ["石桥村" in one for one in health_targets.missing(town.ws, doctor, "free_clinic", 2026)] == [True]
    assert figure("in_county").standing == "unknown"
    for wrong in (("1001", "1000"), ("a", "2"), ("0", "0")):
        with pytest.raises(Refused, match=r"target\.figures"):
            health_targets.state(town.ws, doctor, 2026, Statement("insured", *wrong, "x"))
    with pytest.raises(Refused, match=r"target\.unknown"):
        health_targets.state(town.ws, doctor, 2026, Statement("contract", "1", "1", "x"))


def test_the_register_of_long_prescriptions_and_its_suspension(town: Town, tmp_path: Path) -> None:
    person, doctor = town.person(town.family(), 1), town.actor("006")
    entry = Prescription(28, "htn", "氨氯地平 5mg", "山路远，血压稳定", stable=True, asked=True)
    long_prescriptions.prescribe(town.ws, doctor, person, entry)
    short = Prescription(14, "htn", "氨氯地平 5mg", "", stable=True, asked=True)
    long_prescriptions.prescribe(town.ws, doctor, person, short)
    assert [one.number("days") for one in long_prescriptions.register(town.ws, doctor, 2026)] == [28]
    long_prescriptions.suspend(town.ws, doctor, "县局通报：倒卖药品")
    with pytest.raises(Refused, match=r"prescription\.suspended"):
        long_prescriptions.prescribe(town.ws, doctor, person, entry)
    long_prescriptions.prescribe(town.ws, doctor, person, short)
    long_prescriptions.resume(town.ws, doctor, "整改完成")
    long_prescriptions.prescribe(town.ws, doctor, person, entry)
    assert long_prescriptions.save(town.ws, doctor, 2026, tmp_path / "登记.xlsx").value == 2
    told = event_rows.of_thing(town.ws.store.reader(), person)
    assert all(one.kind.startswith("health.") for one in told), "so that they travel to doctors alone"
