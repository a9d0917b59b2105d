"""The shape that keeps the house easy to change: small functions, small files, small classes."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("villagevisit", "forms", "sync", "printing", "bench")
FUNCTION_LINES = 60
FILE_LINES = 400
TEST_FILE_LINES = 400
CLASS_METHODS = 20


def _sources(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        yield from sorted((ROOT / room).rglob("*.py"))


def _breaches(path: Path) -> Iterator[str]:
    name = path.relative_to(ROOT)
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{name}:{node.lineno} {node.name} has {lines} lines"
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef) for item in node.body)
            if methods > CLASS_METHODS:
                yield f"{name}:{node.lineno} {node.name} has {methods} methods"


def test_functions_and_classes_stay_small() -> None:
    assert not [breach for path in _sources(*ROOMS) for breach in _breaches(path)]


def test_files_stay_small() -> None:
    limits = [(_sources(*ROOMS), FILE_LINES), (_sources("tests"), TEST_FILE_LINES)]
    long = [
        f"{path.relative_to(ROOT)} has {count} lines"
        for paths, limit in limits
        for path in paths
        if (count := len(path.read_text("utf-8").splitlines())) > limit
    ]
    assert not long
