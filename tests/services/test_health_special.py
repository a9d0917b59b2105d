"""Registers beside the follow-ups: the monthly chronic-disease appraisal (S-328…S-330)."""

from pathlib import Path

import pytest

from tests.services import clinic
from tests.services.town import Town
from villagevisit.domain.chronic_appraisal import Application
from villagevisit.domain.errors import Refused
from villagevisit.services import chronic_appraisals, health_ledger_rows, paper, policy
from villagevisit.services.chronic_appraisals import Entry, Result
from villagevisit.services.paper_types import PaperRequest
from villagevisit.domain.policy import PolicyEntry


def names_of(found: list[chronic_appraisals.Listed]) -> list[str]:
    return [one.name for one in found]


def test_an_application_from_the_month_to_the_certificate(town: Town, tmp_path: Path) -> None:
    person, doctor = town.person(town.family(), 1), town.actor("006")
    clinic.consented(town, person)
    path = tmp_path / "病种.csv"
    path.write_text("慢性病病种名单\n序号,病种,备注\n" + "".join(f"{n},病{n:02d},\n" for n in range(1, 38)), "utf-8")
    assert chronic_appraisals.read_list(town.ws, doctor, path, "2026-05-01").value == 37
    assert chronic_appraisals.diseases(town.ws, "2026-04-30").names == ()
    assert len(chronic_appraisals.diseases(town.ws, "2026-05-01").names) == 37
    chronic_appraisals.apply(town.ws, doctor, person, Entry("病01", "2026-10-31", papers="诊断证明"))
    chronic_appraisals.apply(town.ws, doctor, person, Entry("没见过的病"))
    first, second = chronic_appraisals.every(town.ws, doctor)
    assert (first.due, second.due) == ("2026-11-15", "2026-12-15")
    assert chronic_appraisals.waiting(town.ws, doctor) == (1, 1)
    assert names_of(chronic_appraisals.listed(town.ws, doctor, "late", "", 200)) == ["张三丰"]
    assert names_of(chronic_appraisals.listed(town.ws, doctor, "passed", "", 200)) == []
    assert len(chronic_appraisals.listed(town.ws, doctor, "helped", "小", 200)) == 1
    with pytest.raises(Refused, match=r"chronic\.applied"):
        chronic_appraisals.apply(town.ws, doctor, person, Entry("病01"))
    refused(town, first)
    chronic_appraisals.judge(town.ws, doctor, first, Result("passed", "2026-11-20"))
    chronic_appraisals.judge(town.ws, doctor, second, Result("failed", note="材料不足"))
    rows = health_ledger_rows.rows(town.ws, doctor, "chronic_appraisal", 2026)
    assert [(one["certified"], one["free"], one["remark"]) for one in rows] == [
        ("2026-11", "免", ""), ("", "免", "不在县里的名单上；材料不足")
    ]  # fmt: skip
    assert paper.make(town.ws, doctor, PaperRequest(kind="health_ledger", subject_id="chronic_appraisal:2026"))
    chronic_appraisals.apply(town.ws, doctor, person, Entry("病01", "2026-11-22"))
    assert chronic_appraisals.waiting(town.ws, doctor) == (0, 1), "after a result the same disease may be applied for"


def refused(town: Town, one: Application) -> None:
    doctor = town.actor("006")
    for result, code in (
        (Result("passed", "2026-10-30"), "chronic.result"), (Result("maybe"), "chronic.result"),
        (Result("passed", certificate="2026-13"), "chronic.month"), (Result("passed", "2026-11-23"), "health.day"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            chronic_appraisals.judge(town.ws, doctor, one, result)


def test_no_list_no_consent_no_role(town: Town, tmp_path: Path) -> None:
    person, doctor = town.person(town.family(), 1), town.actor("006")
    with pytest.raises(Refused, match=r"consent\.health-missing"):
        chronic_appraisals.apply(town.ws, doctor, person, Entry("高血压"))
    clinic.consented(town, person)
    path = tmp_path / "空.csv"
    path.write_text("序号,乡镇\n1,清溪镇\n", "utf-8")
    with pytest.raises(Refused, match=r"chronic\.no-list"):
        chronic_appraisals.read_list(town.ws, doctor, path, "2026-05-01")
    for entry, code in ((Entry(" "), r"chronic\.disease"), (Entry("高血压", "2026-11-23"), r"health\.day")):
        with pytest.raises(Refused, match=code):
            chronic_appraisals.apply(town.ws, doctor, person, entry)
    for act in (
        lambda: chronic_appraisals.every(town.ws, town.actor("005")),
        lambda: chronic_appraisals.apply(town.ws, town.actor("001"), person, Entry("高血压")),
        lambda: chronic_appraisals.listed(town.ws, town.actor("003"), "all", "", 9),
    ):
        with pytest.raises(Refused, match=r"actor\.role"):
            act()
    policy.set_value(town.ws, town.actor("005"), PolicyEntry("chronic_due_day", "20", "2026-11-01", "", "县定"))
    assert chronic_appraisals.apply(town.ws, doctor, person, Entry("高血压")).value.text("due") == "2026-12-20"
