"""Importing: what is asked, what is decided, what a second file changes, and that nothing is lost or half done."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.roster.town import EAST, HEADER, RED, found_villages, id_no, write, wrong_id
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Officer, Role
from villagevisit.domain.roster import RosterMapping, RosterReport
from villagevisit.services import households, roster, roster_decide
from villagevisit.services.workspace import NOBODY, Actor, Cancelled, Workspace
from villagevisit.store import audit

ZHANG = ("1", "张三", "张三", "户主", id_no(1), "男", 500)
WIFE = ("", "", "李四", "妻", id_no(2), "女", "")
ZHAO = ("2", "赵六", "赵六", "户主", id_no(3), "男", 300)


@pytest.fixture
def town(ws: Workspace) -> Workspace:
    found_villages(ws)
    return ws


def run(ws: Workspace, tmp_path: Path, *rows: Sequence[object], title: str = "红星村") -> RosterReport:
    return roster.run(ws, NOBODY, write(tmp_path / "r.xlsx", [HEADER, *rows], title)).value


def decide_all(ws: Workspace, decision: str) -> None:
    (row,) = roster_decide.doubtful(ws)
    roster_decide.decide(ws, NOBODY, row.id, decision)


def persons(ws: Workspace, number: str) -> list[tuple[str, str, str, str]]:
    row = next(row for row in households.page(ws, offset=0, limit=1000) if row.household_no == number)
    return [(p.name, p.relation, p.id_no, p.id_kind) for p in households.get(ws, row.id).persons]


def test_members_stand_under_their_head(town: Workspace, tmp_path: Path) -> None:
    report = run(town, tmp_path, ZHANG, WIFE, ZHAO)
    assert (report.rows, report.imported, report.households, report.persons) == (3, 3, 2, 3)
    assert persons(town, "1") == [("张三", "02", id_no(1), "resident"), ("李四", "10", id_no(2), "resident")]
    home = households.page(town, offset=0, limit=1)[0]
    assert (home.members, str(home.amount_month), home.village_name) == (2, "500.00", "红星村")


@pytest.mark.parametrize(
    ("number", "code", "decision", "kept"),
    [
        (wrong_id(2), "roster.id-checksum", "accept", (wrong_id(2), "unverified")),
        (wrong_id(2), "roster.id-checksum", "no_id", ("", "none")),
        ("", "roster.id-missing", "no_id", ("", "none")),
        ("999999600101002", "roster.id-historic", "historic", ("999999600101002", "historic15")),
        ("12345", "roster.id-malformed", "no_id", ("", "none")),
    ],
)
def test_a_decision_brings_the_person_in(
    town: Workspace, tmp_path: Path, number: str, code: str, decision: str, kept: tuple[str, str]
) -> None:
    run(town, tmp_path, ZHANG, ("", "", "李四", "妻", number, "", ""))
    (row,) = roster_decide.doubtful(town)
    assert row.code == code
    assert row.cells["姓名"] == "李四"
    roster_decide.decide(town, NOBODY, row.id, decision)
    assert persons(town, "1")[1] == ("李四", "10", *kept)
    assert roster_decide.doubtful(town) == []
    assert [hit.person_name for hit in households.search(town, "李四")] == ["李四"]


def test_a_dropped_row_leaves_no_trace_in_the_household(town: Workspace, tmp_path: Path) -> None:
    run(town, tmp_path, ZHANG, ("", "", "李四", "妻", "", "", ""))
    decide_all(town, "reject")
    assert len(persons(town, "1")) == 1


def test_a_row_is_decided_once(town: Workspace, tmp_path: Path) -> None:
    run(town, tmp_path, ZHANG, ("", "", "李四", "妻", "", "", ""))
    (row,) = roster_decide.doubtful(town)
    with pytest.raises(Refused, match=r"roster\.decision-unknown"):
        roster_decide.decide(town, NOBODY, row.id, "make_head")
    roster_decide.decide(town, NOBODY, row.id, "no_id")
    with pytest.raises(Refused, match=r"roster\.row-decided"):
        roster_decide.decide(town, NOBODY, row.id, "no_id")


def test_a_household_whose_only_row_waits_appears_with_the_decision(town: Workspace, tmp_path: Path) -> None:
    report = run(town, tmp_path, ("7", "孙七", "孙七", "户主", "", "男", 200))
    assert (report.doubtful, report.households, households.count(town)) == (1, 0, 0)
    decide_all(town, "no_id")
    assert persons(town, "7") == [("孙七", "02", "", "none")]


def test_without_a_head_the_first_person_is_asked_about(town: Workspace, tmp_path: Path) -> None:
    rows = (("3", "", "钱八", "子", id_no(8), "", ""), ("", "", "钱九", "女", id_no(10), "", ""))
    run(town, tmp_path, *rows)
    assert persons(town, "3") == [("钱九", "30", id_no(10), "resident")]
    decide_all(town, "make_head")
    assert [p[0:2] for p in persons(town, "3")] == [("钱八", "02"), ("钱九", "30")]
    assert run(town, tmp_path, *rows).doubtful == 0


def test_two_heads_in_one_household(town: Workspace, tmp_path: Path) -> None:
    run(town, tmp_path, ZHANG, ("1", "张三", "李四", "户主", id_no(2), "女", ""))
    assert roster_decide.doubtful(town)[0].code == "roster.head-twice"
    decide_all(town, "make_head")
    assert [p[0:2] for p in persons(town, "1")] == [("李四", "02"), ("张三", "")]


def test_sex_and_birth_that_disagree_with_the_number_are_asked_one_after_the_other(
    ws: Workspace, tmp_path: Path
) -> None:
    found_villages(ws)
    header = ("姓名", "身份证号", "性别", "出生日期")
    roster.run(ws, NOBODY, write(tmp_path / "r.xlsx", [header, ("张三", id_no(1), "女", "1961年2月3日")]))
    (row,) = roster_decide.doubtful(ws)
    assert row.code == "roster.sex-disagrees"
    roster_decide.decide(ws, NOBODY, row.id, "use_id")
    (row,) = roster_decide.doubtful(ws)
    assert (row.code, row.params) == ("roster.birth-disagrees", {"written": "1961-02-03", "in_id": "1960-01-01"})
    roster_decide.decide(ws, NOBODY, row.id, "keep_written")
    person = households.get(ws, households.search(ws, "张三")[0].household_id).persons[0]
    assert (person.sex, person.birth) == ("1", "1961-02-03")


@pytest.mark.parametrize(("decision", "first", "second"), [("keep_first", 1, 1), ("keep_both", 1, 2), ("move", 0, 2)])
def test_one_number_in_two_households(town: Workspace, tmp_path: Path, decision: str, first: int, second: int) -> None:
    child = ("2", "", "张小", "子", id_no(5), "男", "")
    rows = (("1", "张小", "张小", "户主", id_no(5), "男", 1), ZHAO, child)
    run(town, tmp_path, *rows)
    (row,) = roster_decide.doubtful(town)
    assert (row.code, row.params["row"], row.suggestion) == ("roster.duplicate-in-file", 2, "")
    roster_decide.decide(town, NOBODY, row.id, decision)
    assert (len(persons(town, "1")), len(persons(town, "2"))) == (first, second)
    again = run(town, tmp_path, *rows)
    assert (again.doubtful, again.changed, again.added) == (0, 0, 0)
    assert (len(persons(town, "1")), len(persons(town, "2"))) == (first, second)


def test_a_number_that_another_household_of_the_store_holds(town: Workspace, tmp_path: Path) -> None:
    run(town, tmp_path, ZHANG)
    run(town, tmp_path, ("9", "张三", "张三", "户主", id_no(1), "男", ""), title="东风村")
    (row,) = roster_decide.doubtful(town)
    assert (row.code, row.params["household_no"]) == ("roster.duplicate-in-store", "1")


def test_a_row_written_twice_is_taken_once(town: Workspace, tmp_path: Path) -> None:
    report = run(town, tmp_path, ZHANG, WIFE, WIFE)
    assert (report.imported, report.rejected) == (2, 1)
    assert report.problems[0].code == "roster.row-repeated"


def test_a_second_file_shows_field_by_field_what_changed(town: Workspace, tmp_path: Path) -> None:
    run(town, tmp_path, ZHANG, WIFE, ZHAO)
    report = run(
        town,
        tmp_path,
        ("1", "张三", "张三", "户主", id_no(1), "男", 620),
        WIFE,
        ("", "", "张小", "子", id_no(5), "", ""),
    )
    assert (report.changed, report.unchanged, report.gone) == (1, 0, 1)
    seen = {(c.kind, c.person, c.field, c.before, c.after) for c in report.changes}
    assert seen == {
        ("added", "张小", "name", "", "张小"),
        ("changed", "", "amount_month", "500.00", "620.00"),
        ("changed", "", "members", "2", "3"),
        ("gone", "", "", "赵六", ""),
    }
    assert households.count(town) == 2


def test_a_member_who_is_no_longer_listed_leaves_the_household(town: Workspace, tmp_path: Path) -> None:
    run(town, tmp_path, ZHANG, WIFE)
    report = run(town, tmp_path, ZHANG)
    assert [(c.kind, c.person) for c in report.changes if c.kind == "left"] == [("left", "李四")]
    assert len(persons(town, "1")) == 1
    assert households.search(town, "李四") == []


def test_a_member_whose_row_waits_does_not_leave(town: Workspace, tmp_path: Path) -> None:
    run(town, tmp_path, ZHANG, WIFE)
    run(town, tmp_path, ZHANG, ("", "", "李四", "妻", wrong_id(2), "", ""))
    assert len(persons(town, "1")) == 2


def test_a_corrected_number_corrects_the_person_and_closes_the_question(town: Workspace, tmp_path: Path) -> None:
    run(town, tmp_path, ZHANG, ("", "", "李四", "妻", wrong_id(2), "女", ""))
    run(town, tmp_path, ZHANG, WIFE)
    assert roster_decide.doubtful(town) == []
    assert [p[2] for p in persons(town, "1")] == [id_no(1), id_no(2)]


def test_households_without_numbers_are_found_again(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    header = ("姓名", "与户主关系", "身份证号")
    rows = [("张三", "户主", id_no(1)), ("李四", "妻", id_no(2)), ("赵六", "户主", id_no(3))]
    file = write(tmp_path / "r.xlsx", [header, *rows])
    roster.run(ws, NOBODY, file)
    assert [row.household_no for row in households.page(ws, offset=0, limit=9)] == ["0001", "0002"]
    assert roster.run(ws, NOBODY, file).value.unchanged == 2


def test_a_renumbered_household_keeps_its_history(town: Workspace, tmp_path: Path) -> None:
    run(town, tmp_path, ZHANG)
    before = households.page(town, offset=0, limit=1)[0].id
    report = run(town, tmp_path, ("8", *ZHANG[1:]))
    assert (report.added, report.changed) == (0, 1)
    assert households.page(town, offset=0, limit=1)[0].id == before
    assert [hit.household_no for hit in households.search(town, "8")] == ["8"]


def test_cancel_leaves_nothing(town: Workspace, tmp_path: Path) -> None:
    rows = [(str(n), f"张{n}", "张三", "户主", id_no(n), "", "") for n in range(1, 900)]
    seen: list[tuple[int, int]] = []

    def cancel(done: int, total: int) -> None:
        seen.append((done, total))
        if done > 300:
            raise Cancelled

    file = write(tmp_path / "r.xlsx", [HEADER, *rows])
    with pytest.raises(Cancelled):
        roster.run(town, NOBODY, file, progress=cancel)
    assert seen[0][1] == 899
    assert (households.count(town), roster.imports(town), households.search(town, "张三")) == (0, [], [])


def test_a_dry_run_tells_the_same_and_changes_nothing(town: Workspace, tmp_path: Path) -> None:
    file = write(tmp_path / "r.xlsx", [HEADER, ZHANG, WIFE, ZHAO])
    dry = roster.run(town, NOBODY, file, dry_run=True)
    assert (dry.value.imported, dry.value.import_id, dry.changes) == (3, "", frozenset())
    assert (households.count(town), roster.imports(town)) == (0, [])
    assert roster.run(town, NOBODY, file).value.imported == 3


def test_the_audit_log_names_the_import_but_no_person(town: Workspace, tmp_path: Path) -> None:
    run(town, tmp_path, ZHANG, ("", "", "李四", "妻", "", "", ""))
    decide_all(town, "no_id")
    lines = list(town.store.reader().query("SELECT action, detail FROM audit"))
    assert [line["action"] for line in lines] == ["roster.import", "roster.decide"]
    assert not any("张三" in line["detail"] or "999999" in line["detail"] for line in lines)
    assert audit.first_broken(town.store.reader()) is None


def test_the_village_must_be_known(town: Workspace, tmp_path: Path) -> None:
    file = write(tmp_path / "r.xlsx", [HEADER, ZHANG], "Sheet1")
    assert roster.preview(town, file).needs_village
    with pytest.raises(Refused, match=r"roster\.village-needed"):
        roster.run(town, NOBODY, file)
    with pytest.raises(Refused, match=r"roster\.village-unknown-code"):
        roster.run(town, NOBODY, file, village_code="999999999999")
    roster.run(town, NOBODY, file, village_code=EAST)
    assert households.page(town, offset=0, limit=1)[0].village_code == EAST


def test_corrections_win_over_guesses_and_are_remembered_for_the_layout(town: Workspace, tmp_path: Path) -> None:
    header = ("甲", "乙", "丙")
    file = write(tmp_path / "r.xlsx", [header, ("张三", "户主", id_no(1)), ("李四", "妻", id_no(2))], "Sheet1")
    preview = roster.preview(town, file)
    mapping = RosterMapping({"第1列": "name", "第2列": "relation"}, {"Sheet1": RED})
    assert {c.header for c in preview.sheets[0].columns} == {"第1列", "第2列", "第3列"}
    corrected = roster.preview(town, file, mapping=mapping)
    assert [c.field for c in corrected.sheets[0].columns] == ["name", "relation", "id_no"]
    roster.remember_mapping(town, preview.layout, mapping)
    remembered = roster.preview(town, file)
    assert (remembered.remembered, [c.field for c in remembered.sheets[0].columns]) == (
        True,
        ["name", "relation", "id_no"],
    )


def test_a_mapping_that_names_no_field_is_refused(town: Workspace, tmp_path: Path) -> None:
    file = write(tmp_path / "r.xlsx", [HEADER, ZHANG])
    with pytest.raises(Refused, match=r"roster\.mapping-field"):
        roster.run(town, NOBODY, file, mapping=RosterMapping({"姓名": "nickname"}))


def test_a_sheet_can_be_left_out_and_hidden_sheets_are_not_read(town: Workspace, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    file = write(tmp_path / "r.xlsx", [HEADER, ZHANG, WIFE])
    book = load_workbook(file)
    for name in ("东风村", "旧"):
        page = book.create_sheet(name)
        page.append(HEADER)
        page.append(ZHAO)
    book["旧"].sheet_state = "hidden"
    book.save(file)
    report = roster.run(town, NOBODY, file, mapping=RosterMapping(skip=frozenset({"东风村"}))).value
    assert (report.rows, report.skipped_reasons) == (2, {"sheet": 4})


def test_cancel_works_before_the_first_row_is_written(town: Workspace, tmp_path: Path) -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        roster.run(town, NOBODY, write(tmp_path / "r.xlsx", [HEADER, ZHANG]), progress=cancel)
    assert roster.imports(town) == []


@pytest.mark.parametrize("name", ["李四、王五", "李四（已故）", "妻李四，子李五"])
def test_a_cell_with_more_than_a_name_is_asked_about(town: Workspace, tmp_path: Path, name: str) -> None:
    run(town, tmp_path, ZHANG, ("", "", name, "妻", id_no(2), "", ""))
    assert [row.code for row in roster_decide.doubtful(town)] == ["roster.name-odd"]


def test_an_investigator_does_not_import(town: Workspace, tmp_path: Path) -> None:
    somebody = Actor((Officer("1", "001", "李芳", frozenset({Role.INVESTIGATOR})),))
    file = write(tmp_path / "r.xlsx", [HEADER, ZHANG])
    with pytest.raises(Refused, match=r"actor\.role"):
        roster.run(town, somebody, file)
    clerk = Actor((Officer("2", "002", "孙经办", frozenset({Role.CLERK})),))
    assert roster.run(town, clerk, file).value.imported == 1
    assert roster.imports(town)[0].by_officer == "2"
