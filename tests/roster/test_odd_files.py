"""Rosters stranger than the seven samples: nobody is lost in silence, nobody gets another's number or village."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.roster.clerk_files import FROM_CLERKS, spoil
from tests.roster.odd_files import ODD as KEPT
from tests.roster.town import EAST, RED, found_villages, id_no, write
from villagevisit.domain.errors import Refused
from villagevisit.domain.household import Person
from villagevisit.services import households, roster, roster_decide
from villagevisit.services.roster import RosterMapping
from villagevisit.services.workspace import NOBODY, Workspace

ODD = KEPT | FROM_CLERKS


def everybody(ws: Workspace) -> dict[str, Person]:
    """All persons of the store by name."""
    homes = [households.get(ws, row.id) for row in households.page(ws, offset=0, limit=1000)]
    return {person.name: person for home in homes for person in home.persons}


@pytest.mark.parametrize("kind", ODD)
def test_everybody_is_imported_asked_about_or_rejected_with_a_reason(ws: Workspace, tmp_path: Path, kind: str) -> None:
    found_villages(ws)
    file, names = ODD[kind](tmp_path)
    report = roster.run(ws, NOBODY, file).value
    assert report.imported + report.doubtful + report.rejected == report.rows
    assert report.rejected == 0
    asked = " ".join(problem.name for problem in report.problems if problem.status == "doubtful")
    assert {name for name in names - set(everybody(ws)) if name not in asked} == set()
    while waiting := roster_decide.doubtful(ws):
        for row in waiting:
            roster_decide.decide(ws, NOBODY, row.id, "accept" if "accept" in row.choices else row.choices[0])
    assert len(everybody(ws)) == len(names)


@pytest.mark.parametrize("kind", ODD)
def test_the_same_odd_file_again_changes_nothing(ws: Workspace, tmp_path: Path, kind: str) -> None:
    found_villages(ws)
    file, _ = ODD[kind](tmp_path)
    first = roster.run(ws, NOBODY, file).value
    again = roster.run(ws, NOBODY, file).value
    assert (again.added, again.changed, again.gone, again.changes) == (0, 0, 0, ())
    assert (again.unchanged, again.doubtful) == (first.households, first.doubtful)


def test_a_title_between_the_blocks_tells_the_village(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    roster.run(ws, NOBODY, ODD["blocks"](tmp_path)[0])
    heads = {
        code: {row.head_name[:2] for row in households.page(ws, offset=0, limit=50, village_code=code)}
        for code in (RED, EAST)
    }
    assert heads == {RED: {"红星"}, EAST: {"东风"}}


def test_spouse_and_children_beside_the_head_are_persons_with_their_own_numbers(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    roster.run(ws, NOBODY, ODD["sideways"](tmp_path)[0])
    home = households.get(ws, households.search(ws, "赵一")[0].household_id)
    assert [(one.name, one.id_no, one.relation) for one in home.persons] == [
        ("赵一", id_no(10), "02"),
        ("许配一", id_no(11), "10"),
        ("赵子一大", id_no(12, "20100101"), "30"),
        ("赵子一小", id_no(13, "20100101"), "20"),
    ]


def test_a_number_of_the_spouse_is_never_taken_for_the_head_s(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    file = write(tmp_path / "a.xlsx", [("户主姓名", "配偶", "配偶身份证号"), ("赵一", "钱二", id_no(2))])
    report = roster.run(ws, NOBODY, file).value
    assert everybody(ws)["钱二"].id_no == id_no(2)
    assert [(problem.name, problem.code) for problem in report.problems] == [("赵一", "roster.id-missing")]


def test_where_rows_say_their_relation_a_column_beside_is_only_a_remark(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    rows = [
        ("姓名", "与户主关系", "身份证号", "配偶姓名"),
        ("赵一", "户主", id_no(1), "钱二"),
        ("钱二", "妻", id_no(2), "赵一"),
    ]
    report = roster.run(ws, NOBODY, write(tmp_path / "a.xlsx", rows)).value
    assert (report.rows, report.imported, report.households) == (2, 2, 1)


def test_a_column_beside_that_the_clerk_leaves_out_makes_no_persons(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    file, _ = ODD["sideways"](tmp_path)
    left_out = {"配偶姓名": "", "配偶身份证号": "", "子女姓名": "", "子女身份证号": ""}
    report = roster.run(ws, NOBODY, file, mapping=RosterMapping(columns=left_out)).value
    assert sorted(everybody(ws)) == ["赵一", "赵三", "赵二"]
    assert report.rejected == 3


def test_what_no_calendar_knows_stays_as_it_was_written(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    rows = [("姓名", "身份证号", "出生日期"), ("赵一", "", "60年5月"), ("钱二", "", "1960.5.3")]
    roster.run(ws, NOBODY, write(tmp_path / "a.xlsx", rows))
    for row in roster_decide.doubtful(ws):
        roster_decide.decide(ws, NOBODY, row.id, "no_id")
    persons = everybody(ws)
    assert (persons["赵一"].birth, persons["钱二"].birth) == ("", "1960-05-03")
    assert persons["赵一"].extra["出生日期"] == "60年5月"


def test_the_preview_leaves_out_columns_with_nothing_in_them(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    file, _ = ODD["wide"](tmp_path)
    assert load_workbook(file).worksheets[0].max_column > 50
    sheet = roster.preview(ws, file).sheets[0]
    assert [column.field for column in sheet.columns] == ["name", "id_no", "relation", "household_no"]


def test_lists_side_by_side_are_each_of_their_own_village(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    roster.run(ws, NOBODY, ODD["side-by-side"](tmp_path)[0])
    heads = {row.head_name: row.village_code for row in households.page(ws, offset=0, limit=50)}
    assert {heads["左甲"], heads["右甲"]} == {RED, EAST}
    assert {heads["左甲"]} == {code for name, code in heads.items() if name.startswith("左")}


def test_another_header_below_is_read_by_its_own_columns(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    report = roster.run(ws, NOBODY, ODD["another-header"](tmp_path)[0]).value
    assert report.problems == ()
    home = households.get(ws, households.search(ws, "下甲")[0].household_id)
    assert (home.household_no, str(home.amount_month), home.persons[0].id_no) == ("11", "800.00", id_no(21))


def test_lines_of_signatures_are_nobody(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    report = roster.run(ws, NOBODY, ODD["three-rows-of-header"](tmp_path)[0]).value
    assert (report.rows, report.households, report.skipped_reasons) == (9, 3, {"total": 1, "note": 3})


def test_a_line_of_labels_tells_the_village_of_what_follows(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    rows = [
        ("姓名", "身份证号"),
        ("赵一", id_no(1)),
        ("乡镇：清溪镇", "村：东风村"),
        ("钱二", id_no(2)),
        ("制表人：李", "审核人：王"),
    ]
    report = roster.run(ws, NOBODY, write(tmp_path / "a.xlsx", rows)).value
    assert (report.rows, report.problems) == (2, ())
    assert {row.head_name: row.village_code for row in households.page(ws, offset=0, limit=9)} == {
        "赵一": RED, "钱二": EAST,
    }  # fmt: skip


def test_an_hour_behind_a_day_does_not_make_another_day(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    rows = [("姓名", "身份证号", "出生日期"), ("赵一", id_no(1, "19860503"), "1986/5/3 0:00:00")]
    assert roster.run(ws, NOBODY, write(tmp_path / "a.xlsx", rows)).value.problems == ()


def test_two_people_in_one_cell_are_asked_about(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    names = ("陈八 褚九", "陈八\n褚九", "沈二夫妇", "周一、吴梅", "欧阳 修远", "王 五 妹")
    rows = [("姓名", "身份证号"), *((name, id_no(n)) for n, name in enumerate(names, 1))]
    report = roster.run(ws, NOBODY, write(tmp_path / "a.xlsx", rows)).value
    assert [problem.row_no for problem in report.problems if problem.code == "roster.name-odd"] == [2, 3, 4, 5]
    assert set(everybody(ws)) == {"欧阳修远", "王五妹"}


def test_a_formula_that_gave_nothing_is_told_as_it_stands(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    header = ("户编号", "姓名", "身份证号", "月保障金额")
    rows = [header, *((n, f"公{'一二三四'[n - 1]}", id_no(n), 300) for n in range(1, 5)), (5, None, None, 0)]
    file = write(tmp_path / "a.xlsx", rows)
    spoil(
        file,
        {
            "D2": '<c r="D2" t="e"><f>VLOOKUP(A2,表!A:B,2,0)</f><v>#N/A</v></c>',
            "D3": '<c r="D3" s="1"><f>100+200</f></c>',
            "C4": '<c r="C4" t="e"><v>#REF!</v></c>',
            "D5": '<c r="D5" t="str"><f>""</f><v></v></c>',
            "D6": '<c r="D6" t="e"><f>VLOOKUP(A6,表!A:B,2,0)</f><v>#N/A</v></c>',
        },
    )
    report = roster.run(ws, NOBODY, file).value
    assert [(p.row_no, p.code, p.params.get("text", "")) for p in report.problems] == [
        (4, "roster.id-malformed", ""),
        (2, "roster.amount-unreadable", "#N/A"),
        (3, "roster.amount-unreadable", "=100+200"),
    ]
    assert report.rows == 4


def test_what_looks_like_a_table_and_is_a_letter_is_refused_with_the_way_out(ws: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "红星村.xls"
    file.write_bytes(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<table><td>=E5</table>")
    with pytest.raises(Refused, match=r"roster\.not-a-workbook"):
        roster.preview(ws, file)
