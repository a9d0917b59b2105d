"""Every sentence exists in both languages, takes the same parameters, and is used."""

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest

from villagevisit import wording
from villagevisit.wording.catalog import ENTRIES

ROOT = Path(__file__).parent.parent
HAN = re.compile(r"[\u3400-\u9fff]")
ENGLISH_MAY_QUOTE = ("language.", "ui.language")


def _fields(text: str) -> set[str]:
    """Parameters that callers give; `s` is the plural that `t` fills in by itself."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name} - {"s"}


def _called(node: ast.AST) -> str | None:
    """The key that `t("…")` asks for."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t" and node.args:
        key = node.args[0]
        return str(key.value) if isinstance(key, ast.Constant) else None
    return None


@cache
def _said() -> tuple[set[str], set[str]]:
    """Every literal of the program outside the catalog, and every key that `t` is called with."""
    literals: set[str] = set()
    called: set[str] = set()
    rooms = ("villagevisit", "forms", "sync", "printing")
    for path in (path for room in rooms for path in (ROOT / room).rglob("*.py")):
        if "wording/catalog" in path.as_posix():
            continue
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            elif (key := _called(node)) is not None:
                called.add(key)
    return literals, called


def test_every_key_that_is_asked_for_exists() -> None:
    _, called = _said()
    assert called <= ENTRIES.keys()


def test_both_languages_are_there_and_take_the_same_parameters() -> None:
    wrong = [
        key
        for key, (chinese, english) in ENTRIES.items()
        if not chinese or not english or _fields(chinese) != _fields(english)
    ]
    assert not wrong


def test_english_is_english() -> None:
    wrong = [
        key for key, (_, english) in ENTRIES.items() if HAN.search(english) and not key.startswith(ENGLISH_MAY_QUOTE)
    ]
    assert not wrong


def test_no_sentence_is_left_over() -> None:
    literals, _ = _said()
    unused = [
        key
        for key in ENTRIES
        if key not in literals
        and key.removeprefix("error.") not in literals
        and key.rpartition(".")[0] not in literals
        and not any(key[: dot.end()] in literals for dot in re.finditer(r"\.", key))
    ]
    assert not unused


def test_a_missing_key_is_a_bug() -> None:
    with pytest.raises(KeyError):
        wording.t("no.such.key")


def test_an_unknown_error_still_gets_a_sentence() -> None:
    assert "已保存的内容不受影响" in wording.explain(ValueError("x"))
