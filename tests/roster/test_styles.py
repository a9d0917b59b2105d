"""The seven sample files of real offices: every row accounted for, with its reason."""

from collections import Counter
from dataclasses import dataclass, field

import pytest

from tests.roster.town import DATA, EAST, RED, found_villages
from villagevisit.services import households, roster, roster_decide, roster_waiting
from villagevisit.services.workspace import NOBODY, Workspace


@dataclass(frozen=True)
class Expected:
    rows: int
    imported: int
    households: int
    persons: int
    doubtful: dict[str, int] = field(default_factory=dict)
    rejected: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)


STYLES = {
    "sheet_per_village.xlsx": Expected(
        111, 105, 50, 105, {"id-checksum": 2, "sex-disagrees": 2}, {"id-lost-by-excel": 2},
        skipped={"total": 2, "note": 2},
    ),
    "two_row_header.xlsx": Expected(58, 56, 40, 96, {"id-checksum": 1, "id-missing": 1}, skipped={"total": 1}),
    "old_office.xls": Expected(
        56, 53, 25, 53, {"id-historic": 1, "sex-disagrees": 1, "birth-disagrees": 1}, skipped={"total": 1}
    ),
    "export_gb18030.csv": Expected(60, 58, 30, 58, rejected={"id-lost-by-excel": 2}),
    "heads_only.csv": Expected(
        40, 35, 35, 35, {"id-checksum": 1, "id-missing": 1, "id-malformed": 1}, {"village-unknown": 2},
        {"amount-unreadable": 1},
    ),
    "numbers_as_numbers.xlsx": Expected(39, 34, 17, 34, {"id-historic": 1}, {"id-lost-by-excel": 4}),
    "village_clerk.xlsx": Expected(
        46, 44, 23, 44, {"duplicate-in-file": 1, "name-damaged": 1}, warnings={"spouse-twice": 1},
        skipped={"section": 3, "header": 1, "total": 1, "note": 1},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STYLES)
def test_every_row_of_the_style_is_accounted_for(ws: Workspace, name: str) -> None:
    found_villages(ws)
    report = roster.run(ws, NOBODY, DATA / name).value
    by_status = {status: Counter[str]() for status in ("doubtful", "rejected", "warning")}
    for problem in report.problems:
        by_status[problem.status][problem.code.removeprefix("roster.")] += 1
    seen = Expected(
        report.rows, report.imported, report.households, report.persons, dict(by_status["doubtful"]),
        dict(by_status["rejected"]), dict(by_status["warning"]), dict(report.skipped_reasons),
    )  # fmt: skip
    assert seen == STYLES[name]
    assert report.imported + report.doubtful + report.rejected == report.rows


@pytest.mark.parametrize("name", STYLES)
def test_the_same_file_again_changes_nothing_and_asks_nothing_twice(ws: Workspace, name: str) -> None:
    found_villages(ws)
    first = roster.run(ws, NOBODY, DATA / name).value
    again = roster.run(ws, NOBODY, DATA / name).value
    assert (again.added, again.changed, again.gone, again.changes) == (0, 0, 0, ())
    assert again.unchanged == first.households
    assert roster_waiting.doubtful_count(ws) == first.doubtful


@pytest.mark.parametrize("name", STYLES)
def test_when_everything_is_decided_the_file_asks_nothing_more(ws: Workspace, name: str) -> None:
    found_villages(ws)
    roster.run(ws, NOBODY, DATA / name)
    while waiting := roster_decide.doubtful(ws):
        for row in waiting:
            roster_decide.decide(ws, NOBODY, row.id, row.suggestion or row.choices[0])
    again = roster.run(ws, NOBODY, DATA / name).value
    assert (again.doubtful, again.added, again.changed) == (0, 0, 0)


def test_group_lines_and_combined_columns_tell_the_place(ws: Workspace) -> None:
    found_villages(ws)
    roster.run(ws, NOBODY, DATA / "village_clerk.xlsx")
    roster.run(ws, NOBODY, DATA / "old_office.xls")
    by_village = {code: households.page(ws, offset=0, limit=100, village_code=code) for code in (RED, EAST)}
    assert {row.village_group for row in by_village[RED]} == {"1组", "2组", "3组"}
    assert {row.village_group for row in by_village[EAST]} >= {"第一组", "第二组", "第三组"}


def test_a_head_in_columns_of_his_own_becomes_a_person(ws: Workspace) -> None:
    found_villages(ws)
    roster.run(ws, NOBODY, DATA / "two_row_header.xlsx")
    home = households.get(ws, households.search(ws, "王䶮")[0].household_id)
    assert home.persons[0].name == home.head_name == "王䶮"
    assert home.persons[0].relation == "02"
    assert len(home.persons) >= 2


@pytest.mark.parametrize("rare", ["王䶮", "㛃梅", "李𬱖"])
def test_rare_characters_arrive_whole(ws: Workspace, rare: str) -> None:
    found_villages(ws)
    roster.run(ws, NOBODY, DATA / "export_gb18030.csv")
    assert [hit.head_name for hit in households.search(ws, rare)] == [rare]


def test_the_preview_shows_the_columns_and_the_first_rows(ws: Workspace) -> None:
    found_villages(ws)
    preview = roster.preview(ws, DATA / "two_row_header.xlsx")
    (sheet,) = preview.sheets
    assert sheet.header_rows == (2, 3)
    assert {c.header: c.field for c in sheet.columns}["户主信息姓名"] == "head_name"
    assert len(sheet.sample) == 8
    assert all(len(line) == len(sheet.columns) for line in sheet.sample)
    assert sheet.rows == 58
    assert not preview.needs_village
    assert roster.imports(ws) == []
