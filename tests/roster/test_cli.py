"""`villagevisit roster import`, as scripts call it."""

import json
from pathlib import Path

import pytest

from tests.roster.town import EAST, HEADER, found_villages, id_no, write
from villagevisit import cli
from villagevisit.services import households
from villagevisit.services.workspace import Workspace

ROW = ("1", "张三", "张三", "户主", id_no(1), "男", 500)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with Workspace.open(tmp_path / "home") as ws:
        found_villages(ws)
    return tmp_path / "home"


def call(home: Path, *arguments: str) -> int:
    with pytest.raises(SystemExit) as leaving:
        cli.main("nowhere:window", {}, ["--home", str(home), "--json", "roster", "import", *arguments])
    return int(leaving.value.code or 0)


def test_an_import_prints_its_report(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "r.xlsx", [HEADER, ROW, ("2", "", "", "", "", "", 3)])
    assert call(home, str(file), "--report", str(tmp_path / "report.json")) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown == json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert (shown["rows"], shown["imported"], shown["doubtful"], shown["rejected"]) == (2, 1, 0, 1)
    (problem,) = shown["problems"]
    assert (problem["code"], problem["row_no"]) == ("roster.name-missing", 3)
    assert "没有姓名" in problem["message"]


def test_options(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "r.xlsx", [("号", "谁", "身份证号"), ("1", "张三", id_no(1))], "某表")
    corrections = tmp_path / "map.json"
    corrections.write_text(json.dumps({"columns": {"谁": "name"}}), "utf-8")
    assert call(home, str(file), "--map", str(corrections), "--village", EAST, "--sheet", "某表", "--dry-run") == 0
    assert json.loads(capsys.readouterr().out)["dry_run"] is True
    assert (
        call(home, str(file), "--map", str(corrections), "--village", EAST, "--report", str(tmp_path / "r2.xlsx")) == 0
    )
    assert (tmp_path / "r2.xlsx").stat().st_size > 0
    with Workspace.open(home) as ws:
        assert [row.village_code for row in households.page(ws, offset=0, limit=5)] == [EAST]


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (("gone.xlsx",), 3, "roster.file-unreadable"),
        (("r.xlsx", "--sheet", "none"), 1, "roster.sheet-unknown"),
        (("r.xlsx", "--map", "r.xlsx"), 1, "roster.mapping-shape"),
        (("r.xlsx", "--village", "1"), 1, "roster.village-unknown-code"),
    ],
)
def test_refusals_are_coded(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], status: int, code: str
) -> None:
    write(tmp_path / "r.xlsx", [HEADER, ROW])
    paths = [str(tmp_path / one) if one.endswith(".xlsx") else one for one in arguments]
    assert call(home, *paths) == status
    assert json.loads(capsys.readouterr().err)["code"] == code
