"""The program run on a county's home from a test: what it answers, and the code with which it refuses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from villagevisit.__main__ import DOORS, WINDOW
from villagevisit.cli import program
from villagevisit.domain.errors import CodedError


def run(home: Path, *arguments: str) -> Result:
    given = ["--home", str(home), "--json", *arguments]
    return CliRunner().invoke(program(WINDOW, DOORS), given, catch_exceptions=False)


def said(home: Path, *arguments: str):
    """Its JSON document; it must have done what was asked."""
    result = run(home, *arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def code(home: Path, *arguments: str) -> str:
    with pytest.raises(CodedError) as caught:
        run(home, *arguments)
    return caught.value.code
