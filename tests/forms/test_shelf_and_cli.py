"""The shelf of an installation, and `villagevisit form`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forms.library import shipped
from villagevisit import wording
from villagevisit.cli import Settings
from villagevisit.cli.form import group
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Role
from villagevisit.services import form_list, form_shelf
from villagevisit.services.workspace import Workspace

LIBRARY = shipped()[0].path.parent


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments), obj=settings)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", json=True)


def test_shipped_forms_are_installed_once(ws: Workspace) -> None:
    assert form_shelf.install_shipped(ws).value == 22
    assert form_shelf.install_shipped(ws).value == 0
    shelf = form_list.shelf(ws)
    assert [form.code for form in shelf] == [f"F{n:02}" for n in range(1, 23)]
    by_code = {form.code: form for form in shelf}
    assert (by_code["F01"].subject, by_code["F01"].signatures) == ("household", 2)
    assert next(form for form in shelf if form.subject == "officer").code == "F04"
    for form in shelf:
        if form.health:
            assert form.roles == {Role.VILLAGE_DOCTOR}
    wording.set_language("en")
    assert form_list.shelf(ws)[0].title == "Household verification"


def test_a_form_comes_from_the_shelf_ready_to_fill(ws: Workspace) -> None:
    form_shelf.install_shipped(ws)
    form = form_shelf.get_form(ws, "household_verification")
    session = form.session(now=ws.clock.now)
    assert session.evaluate("pulldata('params','value','key','edge_ratio')") == "1.5"
    assert form_shelf.get_form(ws, "household_verification", form.version) is form
    with pytest.raises(Refused, match=r"form\.unknown"):
        form_shelf.get_form(ws, "household_verification", "0")


def test_run_plays_a_script(settings: Settings, tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    steps = [
        {"answer": "/data/pledge_no", "value": "7"},
        {"get": "/data/pledge_no"},
        {"answer": "/data/p_id_no", "value": "1"},
        {"constraint_message": "/data/p_id_no"},
        {"choices": "/data/p_has_kin"},
        {"language": "English (en)"},
        {"label": "/data/p_name"},
        {"count": "/data/pledge_no"},
        {"eval": "string-length(/data/pledge_no)"},
        {"reload": True},
        {"get": "/data/pledge_no"},
        {"get": "/data/nowhere"},
        {"freeze": True},
    ]
    script.write_text(json.dumps(steps), "utf-8")
    form = next(form for form in shipped() if form.code == "F04")
    done = run(
        settings, "run", str(form.path), str(script), "--media", str(LIBRARY), "--now", "2026-11-22T10:00:00+08:00"
    )
    assert done.exit_code == 0, done.output
    results = json.loads(done.output)
    assert results[0] == {"accepted": True}
    assert results[1]["value"] == "7"
    assert results[1]["type"] == "string"
    assert results[2]["kind"] == "constraint"
    assert results[2]["message"] == results[3]
    assert [choice["value"] for choice in results[4]] == ["1", "0"]
    assert results[6] == "Name"
    assert results[7:9] == [1, "1"]
    assert results[10] == results[1]
    assert results[11]["code"] == "form.ref-nowhere"
    assert {"ref": "/data/p_name", "kind": "required", "message": ""} in results[12]["problems"]


def test_export_compile_and_change_go_round(settings: Settings, tmp_path: Path) -> None:
    book, package = tmp_path / "F04.xlsx", tmp_path / "F04.vvf"
    assert run(settings, "export", "pledge", "-o", str(book)).exit_code == 0
    done = run(settings, "compile", str(book), "-o", str(package))
    assert json.loads(done.output)["form_id"] == "pledge"
    script = tmp_path / "script.json"
    script.write_text("[]", "utf-8")
    assert run(settings, "run", str(package), str(script)).output.strip() == "[]"


def test_compiling_shows_what_its_author_should_know(settings: Settings, tmp_path: Path) -> None:
    source = tmp_path / "f.md"
    source.write_text("## survey\n| type | name | label | relevent |\n| text | a | A | |\n| audit | | | |\n", "utf-8")
    done = run(settings, "compile", str(source), "-o", str(tmp_path / "f.vvf"))
    warnings = json.loads(done.output)["warnings"]
    assert [(one["code"], one["params"]["where"]) for one in warnings] == [
        ("form.note-column-unknown", "survey:2"),
        ("form.undone", "/data/meta/audit"),
    ]
    assert "relevent" in warnings[0]["message"]


def test_an_unknown_form_cannot_be_exported(settings: Settings, tmp_path: Path) -> None:
    done = run(settings, "export", "nobody", "-o", str(tmp_path / "x.xlsx"))
    assert isinstance(done.exception, Refused)
    assert not (tmp_path / "x.xlsx").exists()
