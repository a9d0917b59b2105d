"""Lists that leave the installation as files."""

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.services import f01
from tests.services.town import HEAD_OF_0001, Town
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.domain.officer import Role
from villagevisit.services import audit_trail, export, export_approval, people, visit, visit_freeze
from villagevisit.services.export_approval import Approval
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import NOBODY

FORM = "household_verification"


def lines(path: Path) -> list[dict[str, str]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    header, *rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, header), map(str, row), strict=True)) for row in rows]


def agreed(town: Town, staff_no: str = "007", **pins: str) -> Approval:
    """The clerk asks, the county's officer agrees; both have PINs."""
    if not any(one.staff_no == "007" for one in people.officers(town.ws)):
        people.add(town.ws, NOBODY, NewOfficer("007", "吴科长", frozenset({Role.COUNTY})))
        people.set_pin(town.ws, town.officer("005").id, "246813")
        people.set_pin(town.ws, town.officer("007").id, "975312")
    return Approval(town.officer(staff_no).id, **{"pin": "975312", "own_pin": "246813"} | pins)


@pytest.mark.parametrize(
    ("approval", "code"),
    [
        (None, "export.second-person"),
        ({"staff_no": "005", "pin": "246813"}, "export.same-person"),
        ({"staff_no": "001"}, "export.may-not-approve"),
        ({"pin": "135790"}, "pin.wrong"),
        ({"own_pin": "135790"}, "pin.wrong"),
    ],
)
def test_a_list_with_full_numbers_needs_a_second_person(
    town: Town, tmp_path: Path, approval: dict[str, str] | None, code: str
) -> None:
    """A clerk alone, agreeing with himself, with somebody who may not, or guessing one of the two PINs."""
    town.family()
    path = tmp_path / "persons.csv"
    given = agreed(town, **approval) if approval is not None else None
    with pytest.raises(Refused) as caught:
        export.run(town.ws, town.actor("005"), "persons", path, full_ids=True, approval=given)
    assert caught.value.code == code
    assert list(tmp_path.glob("*persons*")) == []
    assert audit_trail.rows(town.ws)[0].action in {"export.refused", "pin.refused"}
    with pytest.raises(Refused, match=r"export\.second-person"):
        export.run(town.ws, NOBODY, "persons", path, full_ids=True, approval=agreed(town))


def test_long_lists_need_one_even_when_masked() -> None:
    assert not export_approval.needed("persons", 499, full_ids=False)
    assert export_approval.needed("persons", 500, full_ids=False)
    assert export_approval.needed("submissions", 1, full_ids=True)
    assert not export_approval.needed("households", 100_000, full_ids=False)


def frozen(town: Town, household: str) -> None:
    form = visit.open_form(town.ws, town.actor("001", "002"), FORM, household_id=household).value
    f01.fill(town, form)
    visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session)


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".jsonl"])
def test_a_list_holds_everybody_with_numbers_masked(town: Town, tmp_path: Path, ending: str) -> None:
    town.family()
    town.household("0002", ("=欧阳", "02", ""))
    path = tmp_path / f"persons{ending}"
    done = export.run(town.ws, NOBODY, "persons", path).value
    found = lines(path)
    assert done.rows == len(found) == 4
    assert [one["household_no"] for one in found] == ["0001", "0001", "0001", "0002"]
    assert found[0]["id_no"] == HEAD_OF_0001[:6] + "********" + HEAD_OF_0001[-4:]
    assert found[3]["name"] == ("=欧阳" if ending == ".jsonl" else "'=欧阳")


def test_households_and_their_telephones(town: Town, tmp_path: Path) -> None:
    town.family()
    path = tmp_path / "households.csv"
    export.run(town.ws, NOBODY, "households", path)
    (one,) = lines(path)
    assert (one["head_name"], one["village_name"], one["phone"]) == ("张三丰", "红星村", "138****0000")
    export.run(town.ws, town.actor("005"), "households", path, full_ids=True, approval=agreed(town))
    assert lines(path)[0]["phone"] == "13800000000"


def test_an_empty_list_still_names_its_columns(town: Town, tmp_path: Path) -> None:
    path = tmp_path / "persons.csv"
    assert export.run(town.ws, NOBODY, "persons", path).value.rows == 0
    assert "id_no" in path.read_text("utf-8-sig")


def test_who_took_full_numbers_away_stands_in_the_audit_log(town: Town, tmp_path: Path) -> None:
    town.family()
    path = tmp_path / "persons.jsonl"
    export.run(town.ws, town.actor("005"), "persons", path, full_ids=True, approval=agreed(town))
    assert lines(path)[0]["id_no"] == HEAD_OF_0001
    newest = audit_trail.rows(town.ws)[0]
    assert (newest.actor, newest.action, newest.subject) == ("孙经办", "export", "persons")
    assert json.loads(newest.detail) == {
        "rows": 3, "form": "", "full_ids": True, "format": ".jsonl", "approved_by": "007",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("staff_no", "dataset", "form_id"),
    [("001", "persons", ""), ("005", "submissions", "ehr_basic_info"), ("", "submissions", "ehr_basic_info")],
)
def test_whoever_may_not_see_it_may_not_take_it(
    town: Town, tmp_path: Path, staff_no: str, dataset: str, form_id: str
) -> None:
    path = tmp_path / "out.csv"
    actor = town.actor(staff_no) if staff_no else NOBODY
    with pytest.raises(Refused, match=r"actor\.role"):
        export.run(town.ws, actor, dataset, path, form_id=form_id)
    assert not path.exists()
    export.run(town.ws, town.actor("006"), "submissions", path, form_id="ehr_basic_info")


def test_answers_stand_in_one_row_with_their_repeats(town: Town, tmp_path: Path) -> None:
    frozen(town, town.family())
    path = tmp_path / "answers.csv"
    export.run(town.ws, NOBODY, "submissions", path, form_id=FORM)
    (one,) = lines(path)
    assert (one["household_no"], one["g_meta/visit_result"]) == ("0001", "1")
    assert (one["member/m_name"], one["member[2]/m_name"]) == ("张三丰", "王秀英")
    assert one["member/m_id_no"] == HEAD_OF_0001[:6] + "********" + HEAD_OF_0001[-4:]
    assert HEAD_OF_0001 not in path.read_text("utf-8-sig")


def test_what_stood_there_survives_what_goes_wrong(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town.family()
    path = tmp_path / "persons.xlsx"
    path.write_text("before")
    monkeypatch.setattr(export, "_MOST_XLSX_ROWS", 2)
    with pytest.raises(Refused, match=r"export\.too-big"):
        export.run(town.ws, NOBODY, "persons", path)
    with pytest.raises(Refused, match=r"export\.format"):
        export.run(town.ws, NOBODY, "persons", tmp_path / "persons.parquet")
    with pytest.raises(EnvironmentFailed, match=r"export\.unwritable"):
        export.run(town.ws, NOBODY, "persons", tmp_path / "gone" / "persons.csv")
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["persons.xlsx"]
    assert path.read_text() == "before"
