"""On the command line nobody becomes a village doctor by writing his number."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.services import clinic
from tests.services.conftest import set_up_home, town
from tests.services.town import PINS, RED_STAR, Town
from villagevisit.__main__ import DOORS, WINDOW
from villagevisit.cli import program

__all__ = ["set_up_home", "town"]
DRUG = "哨兵缓释片"


def run(town: Town, *arguments: str) -> tuple[str, str]:
    """The error's code, empty when done; and everything that was said."""
    done = CliRunner().invoke(program(WINDOW, DOORS), ["--home", str(town.ws.home), "--json", *arguments])
    return getattr(done.exception, "code", repr(done.exception) if done.exception else ""), done.output


@pytest.fixture
def person(town: Town) -> str:
    person = town.person(town.with_pins().family("0001"), 1)
    more = {"g_fu/has_drug": "1", "g_fu/drug[1]/dg_name": DRUG, "g_fu/drug[1]/dg_times": "1",
            "g_fu/drug[1]/dg_dose": "5mg"}  # fmt: skip
    opened = clinic.begun(town, person, "htn_followup")
    opened.session.answer("/data/lost", "0")
    opened.session.answer("/data/g_fu/has_drug", "1")
    day = {"fu_date": date(2026, 11, 1).isoformat(), "g_fu/next_date": "2027-01-30"}
    clinic.finish(town, opened, {**clinic.PRESSURE, **day, **more})
    return person


def test_a_doctor_is_who_has_his_pin(
    town: Town, person: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = str(tmp_path / "x.json")
    copy = ("privacy", "copy", "--village", RED_STAR.code, "--household", "0001", "--person", "张三丰", "--shown",
            "id-card", "--by", "005", "--by", "006", "-o", str(tmp_path / "copy.pdf"))  # fmt: skip
    ways = {
        "health": ("health", "export", "-o", out, "--person", person, "--by", "006"),
        "taken": ("health", "import", out, "--by", "006"),
        "answers": ("export", "submissions", "--form", "htn_followup", "-o", str(tmp_path / "x.csv"), "--by", "006"),
        "paper": ("print", "health_cover", "--subject", person, "-o", str(tmp_path / "x.pdf"), "--by", "006"),
        "copy": copy,
    }
    (tmp_path / "x.json").write_text('{"resourceType": "Bundle"}')
    for pin in ("", "135790"):
        monkeypatch.setenv("VILLAGEVISIT_PIN", pin)
        told = {name: run(town, *arguments) for name, arguments in ways.items()}
        assert {code for code, _ in told.values()} == {"pin.wrong", "pin.locked"}, told
        assert DRUG not in repr(told)
        assert [one.name for one in tmp_path.iterdir() if one.name.startswith(("x", "copy"))] == ["x.json"]
        with town.ws.store.transaction() as db:
            db.execute("UPDATE officer_key SET failed = 0, locked_until = ''")
    monkeypatch.setenv("VILLAGEVISIT_PIN", PINS["006"])
    assert [run(town, *ways[name])[0] for name in ("health", "taken")] == ["", ""]
    assert DRUG in (tmp_path / "x.json").read_text("utf-8")
