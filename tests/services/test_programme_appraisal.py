"""A third party appraises the programme: records drawn by its seed, the sheet out and back, means (S-290)."""

import json
from dataclasses import replace
from decimal import Decimal as D
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.printing.papers import texts
from tests.services import clinic
from tests.services.health_past import RECORD, past
from tests.services.town import PINS, STONE, Town, resident_id
from villagevisit.domain import programme_appraisal as rules
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Role
from villagevisit.services import health_ledger_rows, health_lines, paper, people
from villagevisit.services import programme_appraisal as service
from villagevisit.services.export_approval import Approval
from villagevisit.services.paper_types import PaperRequest
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import NOBODY

SEED = "418203"


def records(town: Town, *, agreed: int = 5) -> list[str]:
    """Six people with a record, three in each village; the first `agreed` of them consented."""
    made = []
    for number in range(6):
        id_no = resident_id(f"9999991960010{number + 1}{number:03d}")
        village = {"village": STONE} if number >= 3 else {}
        home = town.household(f"{number + 50:04d}", (f"居民{'甲乙丙丁戊己'[number]}", "02", id_no), **village)
        made.append(town.person(home, 1))
        if number < agreed:
            clinic.consented(town, made[-1])
        past(town, made[-1], [("ehr_basic_info", "2026-01-05", RECORD)])
    health_lines.settle(town.ws)
    return made


def approval(town: Town) -> Approval:
    """A second doctor agrees."""
    town.with_pins()
    if not any(one.staff_no == "016" for one in people.officers(town.ws)):
        people.add(town.ws, NOBODY, NewOfficer("016", "钱村医", frozenset({Role.VILLAGE_DOCTOR})))
        people.set_pin(town.ws, town.officer("016").id, "975312")
    return Approval(town.officer("016").id, "975312", PINS["006"])


def scored(path: Path, points: dict[str, int], *, gap: bool = False) -> None:
    """Fills the rows of the sheet: number → what is taken off of the last item."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    weights = [int(one.weight) for one in service.items("2026-11-22")]
    for row in sheet.iter_rows():
        if row[0].value in points:
            for cell, weight in zip(row[7:], weights, strict=False):
                cell.value = weight
            row[6 + len(weights)].value = None if gap else weights[-1] - points[str(row[0].value)]
    book.save(path)


def test_anybody_draws_the_same_records_from_the_seed_and_the_workbook(town: Town, tmp_path: Path) -> None:
    made, doctor = records(town), town.actor("006")
    one = service.draw(town.ws, doctor, "2", SEED, "省公卫评估中心").value
    assert (len(one.drawn), one.frame, one.withheld) == (4, 5, 1)
    assert made[5] not in {person for _, person in one.drawn}, "he was not asked for his consent"
    assert service.repeated(town.ws, doctor, one) == "same"
    assert service.every(town.ws, doctor) == [one]
    path = tmp_path / "评分表.xlsx"
    assert service.export(town.ws, doctor, one, path, approval(town)).value == 4
    sheet, drawing = (list(one.iter_rows(values_only=True)) for one in load_workbook(path).worksheets)
    frame = [row for row in drawing if len(str(row[1] or "")) == 64]
    for village, number, person, drawn in frame:
        assert number == sha256(f"{SEED}|{one.batch}|{person}".encode()).hexdigest()
        smaller = [row for row in frame if row[0] == village and str(row[1]) < str(number)]
        assert bool(drawn) == (len(smaller) < 2), "by hand, from the sheet alone"
    text = "".join(str(cell) for row in sheet for cell in row)
    assert "居民" in text
    assert "99999919600" not in text, "no number of a citizen leaves"
    assert service.repeated(town.ws, doctor, replace(one, drawn=one.drawn[1:])) == "other"
    clinic.consented(town, made[5])
    assert service.repeated(town.ws, doctor, one) == "frame"


def test_the_sheet_leaves_with_a_second_doctor_only_and_that_is_written_down(town: Town, tmp_path: Path) -> None:
    records(town)
    one = service.draw(town.ws, town.actor("006"), "1", SEED, "省公卫评估中心").value
    path = tmp_path / "评分表.xlsx"
    with pytest.raises(Refused, match=r"export\.second-person"):
        service.export(town.ws, town.actor("006"), one, path)
    with pytest.raises(Refused, match=r"actor\.role"):
        service.export(town.ws, town.actor("005"), one, path, approval(town))
    assert not path.exists()
    service.export(town.ws, town.actor("006"), one, path, approval(town))
    sql = "SELECT detail FROM audit WHERE action = 'health.appraisal-exported'"
    ((kept,),) = town.ws.store.reader().execute(sql).fetchall()
    assert json.loads(kept)["approved_by"] == "016"


def test_scores_come_back_whole_and_are_summed_by_village_and_township(town: Town, tmp_path: Path) -> None:
    records(town, agreed=6)
    doctor = town.actor("006")
    one = service.draw(town.ws, doctor, "2", SEED, "省公卫评估中心").value
    path = tmp_path / "评分表.xlsx"
    service.export(town.ws, doctor, one, path, approval(town))
    with pytest.raises(Refused, match=r"appraise\.no-scores"):
        service.take(town.ws, doctor, one, path)
    scored(path, {one.number(1): 11})
    with pytest.raises(Refused, match=r"appraise\.score"):
        service.take(town.ws, doctor, one, path)
    scored(path, {one.number(1): 4}, gap=True)
    with pytest.raises(Refused, match=r"appraise\.gap"):
        service.take(town.ws, doctor, one, path)
    scored(path, {one.number(1): 4, one.number(2): 0, one.number(3): 10})
    assert service.take(town.ws, doctor, one, path).value == 3
    (kept,) = service.every(town.ws, doctor)
    first, second, both = rules.sums(kept, service.items(kept.day))
    assert [(each.drawn, each.scored, each.total) for each in (first, second)] == [(2, 2, D(98)), (2, 1, D(90))]
    assert both.total is not None
    assert round(both.total, 2) == D("95.33"), "the mean of records, not of villages"
    assert both.items["whole"] == D(15)
    rows = health_ledger_rows.rows(town.ws, doctor, "appraisal_score", 2026)
    assert len(rows) == 4 * len(service.items(kept.day))
    assert [row["score"] for row in rows if row["number"] == one.number(4)] == [" "] * 7, "open, to be written by hand"
    request = PaperRequest(kind="health_ledger", subject_id="appraisal_score:2026")
    made = paper.make(town.ws, doctor, request).value
    assert f"抽样种子 {SEED}" in texts(made.pdf)[0]


def test_what_cannot_be_drawn_is_refused(town: Town) -> None:
    doctor = town.actor("006")
    with pytest.raises(Refused, match=r"appraise\.nobody"):
        service.draw(town.ws, doctor, "2", SEED, "省公卫评估中心")
    for number, seed, who, code in (
        ("0", SEED, "省", r"appraise\.number"), ("x", SEED, "省", r"appraise\.number"),
        ("2", " ", "省", r"appraise\.seed"), ("2", SEED, "", r"appraise\.seed"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            service.draw(town.ws, doctor, number, seed, who)
    with pytest.raises(Refused, match=r"actor\.role"):
        service.draw(town.ws, town.actor("005"), "2", SEED, "省")


def test_the_weights_of_the_score_sheet_make_a_hundred() -> None:
    assert sum(one.weight for one in service.items("2026-11-22")) == D(100)
