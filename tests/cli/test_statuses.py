"""What scripts rely on: the exit status, one JSON document on stdout, a coded error on stderr, no half-written file."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import peek
from tests.services.town import COUNTY, PEOPLE, RED_STAR, TOWNSHIP
from villagevisit import cli, wording
from villagevisit.__main__ import DOORS, WINDOW
from villagevisit.services import export, people, setup
from villagevisit.services.workspace import Workspace

Run = Callable[..., tuple[int, str, str]]
ODD_FILES = {"odd.xlsx": b"PK\x03\x04odd", "text": b"x", "odd.md": b"hello", "steps.json": b"{}", "form.md": b""}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name, content in ODD_FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "empty").mkdir()
    with Workspace.open(tmp_path / "home") as ws:
        setup.complete(ws, setup.SetupPlan(COUNTY, TOWNSHIP, (RED_STAR,), PEOPLE))
    return tmp_path


@pytest.fixture
def run(place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    monkeypatch.chdir(place)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main(WINDOW, DOORS, ["--home", "home", *arguments])
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    yield call
    wording.set_language("zh_CN")


TROUBLES = [
    ("roster import odd.xlsx", 1, "roster.file-broken"),
    ("roster import gone.xlsx", 3, "roster.file-unreadable"),
    ("roster import", 2, "cli.usage"),
    ("form compile odd.md -o kept", 1, "form.xls-sheet-missing"),
    ("form compile gone.md -o kept", 3, "form.file"),
    ("form export F99 -o kept", 1, "form.unknown"),
    ("form export F01 -o gone/f.xlsx", 3, "roster.file-unwritable"),
    ("form run form.md steps.json", 1, "form.script"),
    ("form run form.md gone.json", 3, "form.file"),
    ("form run form.md", 2, "cli.usage"),
    ("exchange --folder empty", 1, "exchange.no-county-file"),
    ("exchange --folder empty --county-file text", 1, "enrolment.not-a-county-file"),
    ("exchange --folder empty --county-file gone", 3, "enrolment.file-unreadable"),
    ("exchange", 2, "cli.usage"),
    ("batch inspect text", 1, "batch.not-a-batch"),
    ("batch inspect gone", 3, "exchange.folder-missing"),
    ("print poster -o kept", 1, "paper.unknown-kind"),
    ("print pledge -o gone/p.pdf", 3, "paper.cannot-save"),
    ("print pledge", 2, "cli.usage"),
    ("verify zzz", 1, "paper.not-a-code"),
    ("verify", 2, "cli.usage"),
    ("county rebuild", 1, "county.missing"),
    ("county init --code 12 --name x", 1, "county.code"),
    ("county serve --port 99999", 2, "cli.usage"),
    ("export persons -o kept.parquet", 1, "export.format"),
    ("export submissions --form none -o kept.csv", 1, "form.unknown"),
    ("export persons -o kept.csv --by 999", 1, "officer.unknown"),
    ("export persons -o gone/p.csv", 3, "export.unwritable"),
    ("export persons", 2, "cli.usage"),
    ("demo --headless --out text/x", 3, "cli.file"),
    ("bench none", 2, "cli.usage"),
    ("nonsense", 2, "cli.usage"),
]


@pytest.mark.parametrize(("line", "status", "code"), TROUBLES, ids=[line for line, _, _ in TROUBLES])
def test_trouble_has_its_status_and_code(run: Run, place: Path, line: str, status: int, code: str) -> None:
    kept = [place / name for name in ("kept", "kept.csv", "kept.parquet")]
    for path in kept:
        path.write_text("before")
    left, out, err = run("--json", *line.split())
    told = json.loads(err)
    assert (left, told["code"], out) == (status, code, "")
    assert told.keys() == {"code", "params", "message"}
    assert [path.read_text() for path in kept] == ["before"] * 3
    assert not list(place.rglob("*.part"))


@pytest.mark.parametrize("line", [line for line, status, _ in TROUBLES if status != 2])
def test_the_sentence_follows_the_language(run: Run, line: str) -> None:
    chinese, english = (run("--lang", language, *line.split())[2] for language in ("zh_CN", "en"))
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in english)
    assert "Traceback" not in chinese + english


@pytest.mark.parametrize(
    "line",
    [
        "doctor",
        "form export F04 -o f04.xlsx",
        "print pledge -o pledge.pdf --by 005",
        "export households -o homes.csv",
        "county init --code 999999000000 --name 云溪县",
    ],
)
def test_a_result_is_one_json_document(run: Run, line: str) -> None:
    status, out, err = run("--json", *line.split())
    assert (status, err) == (0, "")
    json.loads(out)


def test_a_data_folder_that_is_none_or_in_use_is_the_surroundings_fault(run: Run, place: Path) -> None:
    status, _, err = run("--home", "text", "--json", "doctor")
    assert (status, json.loads(err)["code"]) == (3, "store.cannot-open")
    other = peek.data_file(place / "home", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    status, _, err = run("--json", "export", "households", "-o", "homes.csv")
    other.close()
    assert (status, json.loads(err)["code"]) == (3, "store.locked")
    assert not (place / "homes.csv").exists()


def test_our_own_mistake_is_told_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(export, "run", break_down)
    status, out, err = run("--json", "export", "persons", "-o", "kept.csv")
    assert (status, out, json.loads(err)["code"]) == (1, "", "bug")
    monkeypatch.setenv("VILLAGEVISIT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(WINDOW, DOORS, ["--home", "home", "export", "persons", "-o", "kept.csv"])


@pytest.mark.parametrize("line", ["export households -o kept.csv", "roster import odd.xlsx"])
def test_who_opens_the_data_with_his_pin_does_no_more_than_he_may(
    run: Run, place: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    with Workspace.open(place / "home") as ws:
        people.set_pin(ws, next(one.id for one in people.officers(ws) if one.staff_no == "006"), "246802")
    monkeypatch.setenv("VILLAGEVISIT_PIN", "246802")
    status, _, err = run("--json", "--as", "006", *line.split())
    assert (status, json.loads(err)["code"]) == (1, "actor.role")
    assert not list(place.glob("kept*"))
