"""Writes the gallery: palette PNG of every page, small enough to keep beside the documents."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image

from printing.gallery import casework, first, health, lists, meeting, outreach, plain, served, state
from printing.gallery.sample import Sample
from printing.preview import page_png
from printing.render import render

DPI = 88
COLOURS = 16
_PARTS = (first, casework, meeting, served, outreach, lists, health, plain, state)
SAMPLES: Mapping[str, Sample] = {name: one for part in _PARTS for name, one in part.SAMPLES.items()}



def make(target: Path, only: Sequence[str] = ()) -> None:
    """Every page of every sample as `NAME-PAGE.png`, and `index.md` with its title. `only` renders some again."""
    target.mkdir(parents=True, exist_ok=True)
    lines = ["# Gallery of papers", "", "Made by `python -m printing.gallery docs/gallery` from made-up data.", ""]
    for name, one in SAMPLES.items():
        document = one.build()
        pictures = [f"{name}-1.png"]
        if not only or name in only:
            made = render(document)
            pictures = [f"{name}-{page}.png" for page in range(1, made.pages + 1)]
            for page, picture in enumerate(pictures):
                (target / picture).write_bytes(_small(page_png(made.pdf, page, DPI)))
        else:
            pictures = sorted(path.name for path in target.glob(f"{name}-[0-9].png"))
        lines += [f"## {document.title}", "", *(f"![{name}]({picture})" for picture in pictures), ""]
    (target / "index.md").write_text("\n".join(lines), "utf-8")


def _small(png: bytes) -> bytes:
    """A few colours are enough to judge a page."""
    target = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS).save(target, "PNG", optimize=True)
    return target.getvalue()
