"""Whatever a clerk sends: coded refusals for what is no roster, and totals that balance for whatever is a table."""

import string
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.roster.town import HEADER, RED, found_villages, id_no, write, wrong_id
from villagevisit.domain.errors import CodedError, EnvironmentFailed, Refused
from villagevisit.domain.roster import FIELDS, RosterMapping
from villagevisit.services import households, roster, roster_decide, roster_report, roster_waiting
from villagevisit.services.workspace import NOBODY, Workspace

ROW = ("1", "张三", "张三", "户主", id_no(1), "男", 500)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "roster.file-empty"),
        ("a.csv", b"\xef\xbb\xbf\r\n", "roster.file-empty"),
        ("a.xlsx", b"PK\x03\x04 torn off", "roster.file-broken"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 torn off", "roster.file-broken"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "roster.file-protected",
        ),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "roster.not-a-workbook"),
        ("a.txt", "今天开会，请大家准时参加。".encode(), "roster.column-missing"),
        ("a.csv", "姓名,身份证号\n".encode(), "roster.no-rows"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    ws: Workspace, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    found_villages(ws)
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(Refused) as refusal:
        roster.run(ws, NOBODY, file, village_code=RED)
    assert refusal.value.code == code
    assert roster.imports(ws) == []


def test_a_file_that_is_not_there(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailed, match=r"roster\.file-unreadable"):
        roster.preview(ws, tmp_path / "gone.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_text_in_every_encoding_and_with_every_delimiter(
    ws: Workspace, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    found_villages(ws)
    lines = [
        ("户编号", "姓名", "与户主关系", "身份证号"),
        ("1", "王䶮", "户主", id_no(1)),
        ("1", "李𬱖", "妻", id_no(2)),
    ]
    file = tmp_path / "红星村.csv"
    file.write_bytes("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    report = roster.run(ws, NOBODY, file).value
    assert (report.rows, report.imported, report.households) == (2, 2, 1)
    assert [hit.person_name for hit in households.search(ws, "李𬱖")] == ["李𬱖"]


def test_a_web_page_that_calls_itself_a_workbook(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    file = tmp_path / "导出.xls"
    file.write_bytes(
        "<html><meta charset=gb2312><table><tr><td colspan=4>红星村名册</td></tr>"
        "<tr><th>户号</th><th>姓名</th><th>与户主关系</th><th>身份证号</th></tr>"
        f"<tr><td rowspan=2>5</td><td>张三</td><td>户主</td><td>{id_no(1)}</td></tr>"
        f"<tr><td>李四</td><td>妻</td><td>{id_no(2)}</td></tr></table></html>".encode("gb18030")
    )
    report = roster.run(ws, NOBODY, file).value
    assert (report.imported, report.households) == (2, 1)
    assert households.page(ws, offset=0, limit=1)[0].household_no == "5"


def test_an_eighth_style_in_another_language(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    header = ("household_no", "village", "name", "relation", "id_no", "birth", "shoe size")
    rows = [
        ("A1", RED, "Anna Berg", "head", id_no(1), date(1960, 1, 1), 38),
        ("A1", RED, "Ole Berg", "son", id_no(2), "", 44),
    ]
    report = roster.run(ws, NOBODY, write(tmp_path / "r.xlsx", [header, *rows], "Sheet1")).value
    assert (report.imported, report.households) == (2, 1)
    home = households.get(ws, households.search(ws, "ab")[0].household_id)
    assert home.persons[0].extra == {"shoesize": "38"}


def test_the_report_runs_no_formula(ws: Workspace, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    found_villages(ws)
    evil = ("2", "=1+1", '=HYPERLINK("http://x","张三")', "户主", "", "", "")
    done = roster.run(ws, NOBODY, write(tmp_path / "r.xlsx", [HEADER, ROW, evil])).value
    roster.run(ws, NOBODY, write(tmp_path / "s.xlsx", [HEADER, (*ROW[:6], 600)]))
    roster_report.export_report(ws, done.import_id, tmp_path / "report.xlsx")
    roster_report.export_report(ws, roster.imports(ws)[0].id, tmp_path / "report2.xlsx")
    for name in ("report.xlsx", "report2.xlsx"):
        book = load_workbook(tmp_path / name)
        assert book.sheetnames == ["汇总", "问题行", "变动"]
        assert not any(cell.data_type == "f" for page in book for row in page for cell in row)
    assert not list(tmp_path.glob("*.part"))


def test_a_report_of_nothing_is_refused(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"roster\.import-unknown"):
        roster_report.export_report(ws, "no-such-import", tmp_path / "x.xlsx")


CELL = st.one_of(
    st.sampled_from(
        [
            "", "", "", "张三", "李四", "王䶮", "户主", "妻", "子", "姓名", "身份证号", "合计", "第二组", "红星村",
            "东风村2组", "备注：略", "1", "2", "001", "农村低保", "500.00", "1990-01-01", "=1+1", "王?",
            id_no(1), id_no(2), id_no(3), wrong_id(1), "999999900101001", "9.99999E+17",
        ]
    ),
    st.text(string.printable.strip() + "张王李赵村组户０１ｘ", max_size=6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(0, 99_999),
    st.dates(date(1900, 3, 1), date(2099, 1, 1)),
)  # fmt: skip
HEAD_CELL = st.sampled_from(
    [
        "户编号",
        "姓名", "户主姓名", "与户主关系", "身份证号", "户主身份证号", "序号", "村组", "村名", "性别", "出生日期",
        "备注", "家庭人口", "月保障金额", "救助类别", "", "别的",
    ]
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> list[list[object]]:
    width = draw(st.integers(1, 8))
    above = draw(st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=2))
    header = draw(st.lists(HEAD_CELL, min_size=width, max_size=width))
    body = draw(st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=12))
    return [*above, header, *body]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=tables(),
    forced=st.dictionaries(st.sampled_from(["姓名", "序号", "别的"]), st.sampled_from(FIELDS), max_size=2),
)
def test_any_table_balances_and_comes_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[object]], forced: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with Workspace.open(folder / "home") as ws:
        found_villages(ws)
        file = write(folder / "t.xlsx", table, "某表")
        mapping = RosterMapping(forced)
        try:
            report = roster.run(ws, NOBODY, file, mapping=mapping, village_code=RED).value
        except CodedError:
            return
        assert report.imported + report.doubtful + report.rejected == report.rows
        lines = sum(1 for row in table if any(cell != "" for cell in row))
        assert report.rows <= lines
        assert households.count(ws) == report.added
        again = roster.run(ws, NOBODY, file, mapping=mapping, village_code=RED).value
        assert again.rows == report.rows
        assert again.added == 0
        while waiting := roster_decide.doubtful(ws):
            for row in waiting:
                roster_decide.decide(ws, NOBODY, row.id, row.choices[0])
        assert roster_waiting.doubtful_count(ws) == 0
