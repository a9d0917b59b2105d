"""docs/security.md names tests that exist, one at least for each threat."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::([\w:]+)`")
PACKAGE = re.compile(r"^[\w.-]+(\[[\w,-]+\])?==\S+", re.MULTILINE)


@cache
def named_in(path: Path) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
    return frozenset(found)


def threats() -> list[str]:
    table = PAGE.split("## Threats", 1)[1].split("\n## ", 1)[0]
    return [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| attacker")]


def test_every_threat_names_a_test_that_exists() -> None:
    rows = threats()
    assert len(rows) > 20
    for row in rows:
        named = NAMED.findall(row)
        assert named, row
        for path, name in named:
            assert name.rpartition("::")[2].startswith("test_"), name
            assert name in named_in(ROOT / path), f"{path}::{name}"


def test_every_link_of_the_page_leads_somewhere() -> None:
    for link in re.findall(r"\]\(([\w./-]+)\)", PAGE):
        assert (ROOT / "docs" / link).exists(), link


def test_every_package_is_pinned_by_its_digest() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8"))
        packages = [block for block in blocks if PACKAGE.match(block)]
        assert len(packages) > 20
        for block in packages:
            assert "--hash=sha256:" in block, block
        others = [block for block in blocks if block.strip() and not PACKAGE.match(block) and block[0] != "#"]
        assert not others
