"""`villagevisit print` and `villagevisit verify`."""

import json
from pathlib import Path
from typing import Any

import click
import pytest
import qrcode
from click.testing import CliRunner
from PIL import Image

from tests.services.town import COUNTY, PEOPLE, RED_STAR, TOWNSHIP, Town, resident_id
from villagevisit.cli import Settings
from villagevisit.cli.paper import print_command, verify_command
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import CodedError
from villagevisit.services import setup
from villagevisit.services.workspace import Workspace


@pytest.fixture
def home(ws: Workspace, clock: FixedClock) -> Path:
    setup.complete(ws, setup.SetupPlan(COUNTY, TOWNSHIP, (RED_STAR,), PEOPLE))
    Town(ws, clock).household("0002", ("欧阳喆堃", "02", resident_id("99999919500101001")))
    return ws.home


def run(home: Path, command: click.Command, *arguments: str) -> tuple[int, dict[str, object]]:
    result = CliRunner().invoke(command, arguments, obj=Settings(home=home, json=True))
    if isinstance(result.exception, CodedError):
        return 1, {"code": result.exception.code}
    return result.exit_code, json.loads(result.stdout) if result.stdout else {}


def test_a_board_is_printed_and_its_code_is_known(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "board.pdf"
    status, made = run(home, print_command, "publicity-board", "-o", str(target), "--village", RED_STAR.code)
    assert status == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert made["rows"] == 1
    status, checked = run(home, verify_command, str(made["code"]))
    assert (status, checked["verdict"]) == (0, "genuine")
    status, checked = run(home, verify_command, str(made["digest"])[:8])
    assert (status, checked["verdict"]) == (0, "genuine")
    status, checked = run(home, verify_command, "ABCD EF01")
    assert (status, checked["verdict"]) == (1, "unknown")


def test_a_pledge_by_name(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "pledge.pdf"
    status, made = run(home, print_command, "pledge", "-o", str(target), "--subject", "李芳", "--by", "005")
    assert (status, made["pages"]) == (0, 1)


def test_what_cannot_be_printed_says_so(home: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "x.pdf")
    assert run(home, print_command, "poster", "-o", target)[1] == {"code": "paper.unknown-kind"}
    assert run(home, print_command, "publicity_board", "-o", target, "--village", "1")[1] == {
        "code": "paper.no-village"
    }
    assert run(home, print_command, "pledge", "-o", target, "--by", "999")[1] == {"code": "officer.unknown"}
    assert run(home, verify_command)[0] == 2


def test_a_picture_without_a_code_of_ours_is_refused(home: Path, tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    assert run(home, verify_command, "--image", str(picture))[1]["code"] == "paper.image-unreadable"
    Image.new("L", (200, 200), 255).save(picture)
    assert run(home, verify_command, "--image", str(picture))[1] == {"code": "paper.no-code-in-image"}
    qrcode.make("https://example.org").save(picture)
    assert run(home, verify_command, "--image", str(picture))[1] == {"code": "paper.no-code-in-image"}


def test_photos_of_a_board_are_compared_with_its_rows(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "board.pdf"
    run(home, print_command, "publicity-board", "-o", str(target), "--village", RED_STAR.code)
    status, said = run(home, verify_command, "--image", str(target))
    sheets: Any = said["sheets"]
    assert (status, [(one["page"], one["verdict"]) for one in sheets]) == (0, [(1, "genuine")])
    assert sheets[0]["rows"] == [["欧阳喆堃", "一组", "农村低保", "1", "1", "954.58", ""]]
