"""Every paper, read back: all of its record is on it, nothing leaves its box, and each page says which paper it is."""

import dataclasses
import pkgutil
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from printing import layouts
from printing.document import Document, PaperError
from printing.gallery.make import SAMPLES
from printing.gallery.people import IMPRINT
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame
from printing.render import render
from printing.render.ops import Glyphs
from printing.texts import Wording
from tests.printing.papers import ID_PATTERN, assert_inside, glyphs, texts

MM = 72 / 25.4
NOT_PRINTED = re.compile(r"^([a-z_]+|A[34]|[0-9a-f]{64}|VV1/.*)$")
"""Keys of choices, paper sizes, whole hashes and codes; what a person reads is not of this form."""


@cache
def document(name: str) -> Document:
    return SAMPLES[name].build()


@cache
def pages(name: str) -> tuple[str, ...]:
    return tuple(texts(render(document(name)).pdf))


def flat(name: str) -> str:
    return squeezed("".join(pages(name)))


def squeezed(text: str) -> str:
    """Without blanks and the dashes between the boxes of a number."""
    return re.sub(r"[\s—]", "", text)


def said(record: object) -> Iterator[str]:
    """The words of a record, wherever they are in it."""
    match record:
        case str():
            yield record
        case Imprint() | date():
            return
        case tuple() | list():
            for one in record:
                yield from said(one)
        case dict():
            yield from said(list(record.values()))
        case _ if dataclasses.is_dataclass(record):
            for field in dataclasses.fields(record):
                yield from said(getattr(record, field.name))


def test_every_layout_is_in_the_gallery() -> None:
    modules = {one.name for one in pkgutil.iter_modules(layouts.__path__)}
    drawn = {name for name in modules if hasattr(import_module(f"printing.layouts.{name}"), "layout")}
    assert {name.partition("-")[0] for name in SAMPLES} == drawn


@pytest.mark.parametrize("name", SAMPLES)
def test_all_of_the_record_is_on_the_paper(name: str) -> None:
    text = flat(name)
    missing = [
        word
        for word in said(SAMPLES[name].record)
        if not NOT_PRINTED.match(word) and squeezed(word) not in text
    ]
    assert not missing


@pytest.mark.parametrize("name", SAMPLES)
def test_no_number_of_a_person_comes_from_elsewhere(name: str) -> None:
    given = " ".join(said(SAMPLES[name].record))
    assert not [found for page in pages(name) for found in ID_PATTERN.findall(page) if found not in given]


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_leaves_its_box_or_the_margins(name: str) -> None:
    paper = document(name)
    assert_inside(paper)
    page = paper.page
    ours = [mark for mark in glyphs(paper) if mark.room != (0, 0)]
    assert min(mark.x for mark in ours) >= page.left * MM - mark_width(ours)
    assert max(mark.x + mark.width for mark in ours) <= (page.width - page.right) * MM + 1
    assert max(mark.y for mark in ours) <= (page.height - 6) * MM  # printers leave that much white


def mark_width(ours: list[Glyphs]) -> float:
    """An opening mark at the start of a line has its blank half in the margin."""
    return max(mark.size for mark in ours) / 2


@pytest.mark.parametrize("name", SAMPLES)
def test_each_page_says_which_paper_it_is(name: str) -> None:
    paper = document(name)
    assert paper.title
    assert paper.subject
    for number, page in enumerate(pages(name), start=1):
        text = re.sub(r"\s", "", page)
        own = f"第{number}页共{len(pages(name))}页" if paper.numbering == "pages" else f"—{number}—"
        assert own in text or (paper.numbering == "letter" and number == 1)
        assert IMPRINT.short.replace(" ", "") in text or paper.subject in text


@dataclasses.dataclass(frozen=True, slots=True)
class _Record:
    name: str


def test_a_wording_cannot_reach_what_a_record_does_not_have() -> None:
    words = Wording("test-1", {"grid": ["name|姓名", "id_no|身份证号"], "rows": ["__class__|类|1"]})
    frame = Frame(words, IMPRINT)
    for call in (lambda: frame.grid("grid", _Record("李")), lambda: frame.table("rows", (_Record("李"),))):
        with pytest.raises(PaperError) as caught:
            call()
        assert caught.value.code == "paper.field"


def test_the_gallery_that_is_kept_shows_every_paper() -> None:
    """Made again after a change by `python -m printing.gallery docs/gallery`."""
    gallery = Path(__file__).parents[2] / "docs" / "gallery"
    index = (gallery / "index.md").read_text("utf-8")
    pictures = re.findall(r"\]\(([\w-]+\.png)\)", index)
    assert set(pictures) == {path.name for path in gallery.glob("*.png")}
    shown = {picture.rpartition("-")[0]: 0 for picture in pictures}
    for picture in pictures:
        shown[picture.rpartition("-")[0]] += 1
    assert shown == {name: len(pages(name)) for name in SAMPLES}
    assert sum(path.stat().st_size for path in gallery.iterdir()) < 6_000_000
