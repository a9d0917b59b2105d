"""Pictures are made small and anonymous, other files stay as they are; all are kept under the digest of their bytes,
sealed for that digest (`sealing`).

A photo loses its EXIF (place and device are personal data) after its orientation was applied. A signature is kept
as vectors: an SVG whose metadata carries the strokes with time and pressure.
"""

import hashlib
import io
import json
import math
import mimetypes
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from sync.files import write_whole
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services import sealing
from villagevisit.services.visit_types import AttachmentKind
from villagevisit.services.workspace import Workspace
from villagevisit.store import coming
from villagevisit.store import visits as rows
from villagevisit.store.visits import AttachmentRow

NOT_DOWN_YET = "attachment.not-down-yet"
LONG_SIDE = 1600
"""Pixels."""
LARGEST = 300_000
"""Bytes of a photo as stored."""
LARGEST_FILE = 50_000_000
"""Bytes of a recording, film or other file, which is kept as it is."""
_MOST_PIXELS = 120_000_000
_QUALITIES = (85, 78, 70, 62, 54, 46, 38, 30, 22)
_SMALLEST_SIDE = 320
_LEAST_INK = 12.0
"""Length of all strokes together, in the pad's own units: a dot is no signature."""
_MOST_POINTS = 60_000


def folder(ws: Workspace) -> Path:
    return ws.home / "attachments"


def path_of(ws: Workspace, digest: str) -> Path:
    """Where the bytes with this SHA-256 (hex) lie, sealed."""
    return folder(ws) / digest[:2] / digest


def attach(ws: Workspace, draft_id: str, source: Path | bytes, kind: AttachmentKind) -> Done[str]:
    """Stores a photo, drawn signature or scan for the draft and returns the file name to answer with.

    A signature is JSON ``{"strokes": [[[x, y, t, p], …], …], "w": …, "h": …}``: x and y in the pad's units, t in
    milliseconds, p pressure from 0 to 1.

    Raises:
        Refused: `visit.draft-gone`, `attachment.not-an-image`, `attachment.too-large`, `attachment.no-ink`,
            `attachment.file-too-large`.
        EnvironmentFailed: `attachment.cannot-open`, or the disk's own codes.
    """
    data = _read(source, LARGEST_FILE if kind == "file" else None)
    if kind == "signature":
        content, media_type, ending = signature_svg(data), "image/svg+xml", "svg"
    elif kind == "file":
        content, (media_type, ending) = data, _file_kind(source)
    else:
        content, media_type, ending = small_jpeg(data), "image/jpeg", "jpg"
    digest = store(ws, content)
    name = f"{kind}-{digest[:16]}.{ending}"
    with ws.store.transaction() as db:
        if rows.draft(db, draft_id) is None:
            raise Refused("visit.draft-gone")
        rows.put_attachment(db, AttachmentRow(draft_id, name, digest, media_type, len(content)))
    return Done(name, changes(Topic.VISITS))


def store(ws: Workspace, content: bytes) -> str:
    """Keeps bytes under their SHA-256 and returns it (hex); the same bytes are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(ws, digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, sealing.seal(_key(ws), content, digest))
    return digest


def read(ws: Workspace, digest: str) -> bytes:
    """The bytes with this SHA-256 (hex). Raises Refused `attachment.missing` when they are not here or damaged."""
    try:
        return sealing.unseal(_key(ws), path_of(ws, digest).read_bytes(), digest)
    except (OSError, sealing.CannotOpen) as error:
        raise Refused("attachment.missing") from error


def attachment_bytes(ws: Workspace, owner_id: str, name: str) -> bytes:
    """The file of a draft or submission.

    Raises:
        Refused: `attachment.missing`; `attachment.not-down-yet` while that of another laptop's record is to come.
    """
    db = ws.store.reader()
    row = rows.attachment(db, owner_id, name)
    if row is None:
        raise Refused("attachment.missing")
    if rows.was_taken(db, owner_id) and not path_of(ws, row.digest).exists():
        raise Refused(NOT_DOWN_YET)
    return read(ws, row.digest)


def _key(ws: Workspace) -> bytes:
    return sealing.subkey(ws.key, "attachments")


def still_to_come(ws: Workspace, submission_id: str) -> int:
    """How many photos and drawn signatures of a record from another laptop have not come down yet."""
    return coming.of_record(ws.store.reader(), submission_id)


def sweep(ws: Workspace, digests: Iterable[str]) -> None:
    """Erases the files among these that nothing refers to any more; call it after the rows are gone."""
    for digest in digests:
        if not rows.still_used(ws.store.reader(), digest):
            path_of(ws, digest).unlink(missing_ok=True)


def small_jpeg(data: bytes) -> bytes:
    """Upright, without EXIF, long side ≤ `LONG_SIDE`, ≤ `LARGEST` bytes.

    Raises:
        Refused: `attachment.not-an-image`, `attachment.too-large`.
    """
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise Refused("attachment.too-large")
            opened.draft("RGB", (LONG_SIDE * 2, LONG_SIDE * 2))
            upright = ImageOps.exif_transpose(opened)
            picture = _on_white(upright)
    except Image.DecompressionBombError as error:
        raise Refused("attachment.too-large") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refused("attachment.not-an-image") from error
    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    while True:
        for quality in _QUALITIES:
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= LARGEST:
                return out.getvalue()
        side = max(_SMALLEST_SIDE, max(picture.size) * 3 // 4)
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)


def _on_white(picture: Image.Image) -> Image.Image:
    """RGB; what was transparent becomes white, as on paper."""
    if "A" in picture.getbands() or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        white = Image.new("RGB", clear.size, "white")
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    return picture.convert("RGB")


def signature_svg(data: bytes) -> bytes:
    """The strokes as an SVG with a transparent ground; the strokes themselves stay in its metadata.

    Raises:
        Refused: `attachment.no-ink`, also when the strokes are malformed.
    """
    strokes, width, height = _strokes(data)
    if sum(_length(stroke) for stroke in strokes) < _LEAST_INK:
        raise Refused("attachment.no-ink")
    kept = json.dumps({"strokes": strokes, "w": width, "h": height}, separators=(",", ":"))
    pen = _figure(max(1.2, height / 90))
    paths = "".join(f'<path d="{_path(stroke)}"/>' for stroke in strokes if stroke)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_figure(width)} {_figure(height)}" '
        f'width="{_figure(width)}" height="{_figure(height)}">'
        f"<metadata>{kept}</metadata>"
        f'<g fill="none" stroke="#111" stroke-width="{pen}" stroke-linecap="round" stroke-linejoin="round">'
        f"{paths}</g></svg>"
    ).encode()


def _strokes(data: bytes) -> tuple[list[list[list[float]]], float, float]:
    try:
        pad: Any = json.loads(data)
        width, height = float(pad["w"]), float(pad["h"])
        strokes = [[[round(float(value), 2) for value in point] for point in stroke] for stroke in pad["strokes"]]
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise Refused("attachment.no-ink") from error
    points = [point for stroke in strokes for point in stroke]
    sound = 0 < width < math.inf and 0 < height < math.inf and len(points) <= _MOST_POINTS
    if not sound or any(len(point) < 2 or not all(map(math.isfinite, point)) for point in points):
        raise Refused("attachment.no-ink")
    return strokes, width, height


def _length(stroke: list[list[float]]) -> float:
    return sum(math.dist(a[:2], b[:2]) for a, b in pairwise(stroke))


def _path(stroke: list[list[float]]) -> str:
    """A smooth line: quadratic curves through the middles between points."""
    points = [(point[0], point[1]) for point in stroke]
    if len(points) < 3:
        return "M" + " L".join(f"{_figure(x)} {_figure(y)}" for x, y in (*points, points[-1]))
    parts = [f"M{_figure(points[0][0])} {_figure(points[0][1])}"]
    for (x, y), (next_x, next_y) in pairwise(points[1:]):
        middle = f"{_figure((x + next_x) / 2)} {_figure((y + next_y) / 2)}"
        parts.append(f"Q{_figure(x)} {_figure(y)} {middle}")
    parts.append(f"L{_figure(points[-1][0])} {_figure(points[-1][1])}")
    return "".join(parts)


def _figure(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _file_kind(source: Path | bytes) -> tuple[str, str]:
    """Media type and ending by the file's own name; what has no plain ending is ``bin``."""
    ending = source.suffix[1:].lower() if isinstance(source, Path) else ""
    if not (ending.isascii() and ending.isalnum() and len(ending) <= 8):
        ending = "bin"
    return mimetypes.guess_type(f"file.{ending}", strict=False)[0] or "application/octet-stream", ending


def _read(source: Path | bytes, most: int | None) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        if most is not None and source.stat().st_size > most:
            raise Refused("attachment.file-too-large")
        return source.read_bytes()
    except OSError as error:
        raise EnvironmentFailed("attachment.cannot-open") from error
