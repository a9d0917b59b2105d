"""Reading frozen records for paper: values by field name, drawn signatures, scans."""

import json

from lxml import etree

from printing.document import Ink, Picture
from villagevisit.domain.errors import Refused
from villagevisit.services import attachments
from villagevisit.services.frozen_answers import PARSER, repeats, values
from villagevisit.services.workspace import Workspace

__all__ = ["ink", "mark", "repeats", "values"]
_SVG_SIZE = 400.0


def mark(ws: Workspace, submission_id: str, name: str) -> Ink | Picture | None:
    """The signature or scan behind an answer; None when there is none or its file is lost.

    Raises:
        Refused: `attachment.not-down-yet`: a paper without it would look unsigned.
    """
    if not name:
        return None
    try:
        data = attachments.attachment_bytes(ws, submission_id, name)
    except Refused as error:
        if error.code == attachments.NOT_DOWN_YET:
            raise
        return None
    return ink(data) if name.lower().endswith(".svg") else Picture(data)


def ink(svg: bytes) -> Ink | None:
    """The strokes of a drawn signature, from the metadata of its SVG; None when nothing was drawn."""
    kept = etree.fromstring(svg, PARSER).findtext("{*}metadata")
    pad = json.loads(kept) if kept else {"strokes": []}
    strokes = tuple(tuple((point[0], point[1]) for point in stroke) for stroke in pad["strokes"] if stroke)
    return _cropped(strokes) if strokes else None


def _cropped(strokes: tuple[tuple[tuple[float, float], ...], ...]) -> Ink:
    """Cut to what was written, so that a small signature on a large pad prints large enough to read."""
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    left, top = min(xs), min(ys)
    width, height = max(max(xs) - left, 1.0), max(max(ys) - top, 1.0)
    margin = 0.06 * max(width, height)
    moved = tuple(tuple((x - left + margin, y - top + margin) for x, y in stroke) for stroke in strokes)
    wide, high = width + 2 * margin, height + 2 * margin
    return Ink(wide, high, moved, pen=max(wide, high) / _SVG_SIZE * 4)
