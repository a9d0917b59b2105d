"""The forms that ship: XLSForms as Markdown tables, one file each, named by code and form id."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from forms.markdown import read_markdown
from forms.package import write_package
from forms.xlsform import compile_xlsform

_FOLDER = Path(__file__).parent
_COMPILER = b"1"
"""Raise when the same source should give another package."""


@dataclass(frozen=True, slots=True)
class Shipped:
    code: str
    """F01 …"""
    form_id: str
    version: str
    title: str
    path: Path
    digest: str
    """Of everything that the package is made from."""


def default_media() -> dict[str, bytes]:
    """Files that stand in for the county's own: `params.csv` with the default parameters."""
    return {"params.csv": (_FOLDER / "params.csv").read_bytes()}


@lru_cache(maxsize=1)
def shipped() -> tuple[Shipped, ...]:
    """All shipped forms in the order of their codes."""
    media = b"".join(name.encode() + content for name, content in sorted(default_media().items()))
    return tuple(_describe(path, media) for path in sorted(_FOLDER.glob("F*.md")))


def _describe(path: Path, media: bytes) -> Shipped:
    content = path.read_bytes()
    settings: Mapping[str, str] = read_markdown(content.decode())["settings"].rows[0]
    return Shipped(
        code=path.stem.partition("_")[0],
        form_id=settings["form_id"],
        version=settings["version"],
        title=settings["form_title"],
        path=path,
        digest=hashlib.sha256(_COMPILER + content + media).hexdigest(),
    )


@lru_cache(maxsize=64)
def build(form: Shipped) -> bytes:
    """Compiles a shipped form to its package; takes a tenth of a second and, the first time, pyxform's start."""
    media = default_media()
    xml = compile_xlsform(form.path.read_bytes(), ".md").xml
    used = {name: content for name, content in media.items() if f"/{name}".encode() in xml}
    return write_package(xml, used)
