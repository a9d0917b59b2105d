"""`villagevisit privacy`: the duties of the law from a terminal."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.services.conftest import set_up_home, town
from tests.services.town import RED_STAR, Town
from villagevisit.__main__ import DOORS, WINDOW
from villagevisit.cli import program
from villagevisit.domain.errors import CodedError
from villagevisit.services import households

__all__ = ["set_up_home", "town"]
WHERE = ("--village", RED_STAR.code, "--household", "0001")


def said(town: Town, *arguments: str) -> Any:
    given = ["--home", str(town.ws.home), "--json", "privacy", *arguments]
    result = CliRunner().invoke(program(WINDOW, DOORS), given, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_consent_copy_and_correction(town: Town, tmp_path: Path) -> None:
    home = town.family("0001")
    person = households.get(town.ws, home).persons[0]
    said(town, "consent", "given", *WHERE, "--person", "张三丰", "--purpose", "health", "--purpose", "check")
    said(town, "consent", "withdrawn", *WHERE, "--person", "张三丰", "--purpose", "health", "--by", "005")
    found = said(town, "consents", *WHERE)
    assert [(one["act"], one["purposes"]) for one in found["acts"]] == [
        ("withdrawn", ["health"]), ("given", ["check", "health"]),
    ]  # fmt: skip
    assert {(one["name"], one["purpose"]) for one in found["lacking"]} == {("王秀英", "check"), ("张小宝", "check")}
    asked = said(town, "ask", *WHERE, "--person", "张三丰", "--what", "电话", "--responsible", "005", "--by", "005")
    said(town, "answer", asked["id"], "corrected", "--by", "005")
    (case,) = said(town, "requests")
    assert [one["outcome"] for one in case["answers"]] == ["corrected"]
    path = tmp_path / "copy.pdf"
    give = ("copy", *WHERE, "--person", "张三丰", "--shown", "id-card", "--by", "005", "-o", str(path))
    with pytest.raises(CodedError, match=r"copy\.identity"):
        said(town, *give, "--ending", "0000")
    said(town, *give, "--ending", person.id_no[-4:])
    assert json.loads(path.with_suffix(".json").read_text("utf-8"))["consents"][0]["act"] == "withdrawn"


def test_terms_rounds_and_statistics(town: Town, tmp_path: Path) -> None:
    for number in range(1, 7):
        town.family(f"{number:04d}")
    assert said(town, "due") == []
    assert said(town, "purge") == []
    with pytest.raises(CodedError, match=r"campaign\.unknown"):
        said(town, "purge", "2026", "--yes", "--by", "005")
    made = said(town, "export", "-o", str(tmp_path / "statistics.csv"), "--by", "005")
    assert (made["rows"], made["suppressed"]) == (18, 0)
