"""The command line as scripts see it: exit statuses, coded errors, the doctor."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import peek
from villagevisit import cli
from villagevisit.__main__ import DOORS, WINDOW
from villagevisit.store.migrations import STEPS


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        cli.main(WINDOW, DOORS, list(arguments))
    out, err = capsys.readouterr()
    return int(left.value.code or 0), out, err


def test_a_new_installation_is_in_good_health(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = _run(capsys, "--home", str(tmp_path), "--json", "doctor")
    assert status == 0
    assert {finding["code"]: finding["good"] for finding in json.loads(out)}["doctor.database"] is True


def test_a_newer_data_file_is_an_environment_error_with_a_stable_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(capsys, "--home", str(tmp_path), "doctor")
    connection = peek.data_file(tmp_path)
    connection.execute(f"PRAGMA user_version={len(STEPS) + 1}")
    connection.close()
    status, out, err = _run(capsys, "--home", str(tmp_path), "--json", "doctor")
    assert status == 3
    assert out == ""
    assert json.loads(err)["code"] == "store.newer"
    assert "请先升级" in json.loads(err)["message"]


def test_wrong_usage_is_status_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(capsys, "no-such-verb")[0] == 2


def test_a_strangers_forms_package_is_not_run(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "__init__.py").write_text("")
    root = Path(__file__).parents[2]
    paths = [str(tmp_path), str(root)]
    code = f"import sys; sys.path[:0] = {paths!r}; from villagevisit.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 3
    assert "数据未动" in done.stderr


def test_starting_up_imports_no_library_that_is_slow_and_not_needed_yet() -> None:
    code = (
        "import sys, villagevisit.app; "
        "slow = ('pyxform', 'openpyxl', 'python_calamine', 'reportlab', 'sqlalchemy', 'pypinyin', 'numpy', "
        "'cv2', 'regex', 'cnlunar'); "
        "print([name for name in slow if name in sys.modules])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.strip() == "[]"
