"""The whole story through the real windows, as the README promises it, and what must hold of what it leaves."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from villagevisit.demo import place
from villagevisit.domain.campaign import VisitState
from villagevisit.services import campaign, enrolment, households, people, ring
from villagevisit.services.ring import Keeper
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit

ROOT = Path(__file__).parents[2]
ID_NUMBER = re.compile(r"\d{14,17}[\dXx]")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("story")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "villagevisit", "demo", "--headless", "--out", str(out)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return out


@pytest.fixture(scope="module")
def summary(told: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((told / "summary.json").read_text("utf-8"))
    return found


def on_laptop(told: Path, name: str) -> Workspace:
    """With a PIN where commands need one."""
    keeper = Keeper(told / name, None)
    with pytest.MonkeyPatch.context() as patch:  # another program set it, at its full cost
        patch.setattr(ring, "MEMORY_KIB", 64 * 1024)
        patch.setattr(ring, "PASSES", 3)
        key = keeper.by_computer() or keeper.by_person(keeper.read().people[0].id, place.PIN)
    return Workspace.open(told / name, key=key)


def _text(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))


@pytest.mark.timeout(300)
def test_the_demonstration_is_ready_to_try(tmp_path: Path) -> None:
    """What `./dev demo` prepares before it opens the window: everybody can sign in, and the county is known."""
    code = "import pathlib, sys; from villagevisit.demo import command; command.prepare(pathlib.Path(sys.argv[1]))"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, env=environment, check=True, timeout=280)
    with on_laptop(tmp_path, "home") as ws:
        assert all(officer.has_pin for officer in people.officers(ws))
        assert enrolment.county_file(ws) is not None
        assert households.count(ws) > 100


@pytest.mark.timeout(300)
def test_the_story_leaves_what_it_promises(told: Path) -> None:
    names = {path.name for path in told.iterdir()}
    papers = {"入户核查表.pdf", "公示榜-红星村.pdf", "公示榜-石桥村.pdf", "承诺书.pdf", "随机分户记录.pdf"}
    assert papers | {"summary.json"} <= names
    assert any(name.endswith(".vvb") for name in names)
    assert any(name.endswith(".vvr") for name in names)
    assert len([name for name in names if re.fullmatch(r"\d\d-[a-z0-9-]+\.png", name)]) >= 30


def test_every_row_is_accounted_for_and_everything_reached_the_county(summary: dict[str, Any]) -> None:
    assert summary["imported"] + summary["doubtful"] + summary["rejected"] > summary["households"] > 100
    assert summary["doubtful"] > 0
    assert summary["rejected"] > 0
    assert summary["frozen"] == 3
    assert summary["signoffs"] == 4
    assert summary["refused_signoffs"] == 2
    assert summary["notice_rows"] > 100
    assert summary["batch_bytes"] > 0
    assert summary["receipt"]["accepted"] > 0
    assert summary["receipt"]["duplicate"] == summary["receipt"]["refused"] == 0


def test_an_empty_laptop_got_the_clerk_s_work_and_the_clerk_got_the_visits(told: Path, summary: dict[str, Any]) -> None:
    assert summary["handed_out"] == summary["households"]
    assert summary["brought"] >= summary["frozen"]
    with Workspace.open(told / "home") as ws:
        round_ = campaign.current(ws)
        assert round_ is not None
        counts = campaign.counts(ws, round_.id)
    assert counts[VisitState.RECEIVED] == 2
    assert counts[VisitState.REVISIT] == 1


def test_no_identity_number_reached_a_board(told: Path) -> None:
    for board in told.glob("公示榜-*.pdf"):
        assert not ID_NUMBER.search(_text(board))


def test_the_boards_show_names_with_rare_characters(told: Path) -> None:
    text = "".join(_text(board) for board in told.glob("公示榜-*.pdf"))
    assert all(name in text for name in ("王䶮", "李𬱖", "刘㛃"))


def test_the_verification_form_shows_the_formula_and_both_signers(told: Path) -> None:
    text = _text(told / "入户核查表.pdf")
    assert "李芳" in text
    assert "王强" in text
    assert "10,145.00" in text
    assert "仅供参考" in text


def test_the_board_shows_what_the_team_found_on_the_other_laptop(told: Path) -> None:
    with on_laptop(told, "team") as ws:
        found = ws.store.reader().execute("SELECT json_extract(result, '$.printed_supplement') FROM submission")
        figures = {figure for (figure,) in found if figure not in (None, "0.00")}
    assert figures
    board = _text(told / "公示榜-红星村.pdf")
    assert all(figure in board for figure in figures)


@pytest.mark.parametrize("laptop", ["home", "team"])
def test_the_audit_log_is_whole_afterwards(told: Path, laptop: str) -> None:
    with on_laptop(told, laptop) as ws:
        assert audit.first_broken(ws.store.reader()) is None


def test_nothing_of_the_team_waits_afterwards(told: Path) -> None:
    with on_laptop(told, "team") as ws:
        waiting = ws.store.reader().execute("SELECT count(*) FROM record WHERE state <> 'received'")
        assert waiting.fetchone() == (0,)
