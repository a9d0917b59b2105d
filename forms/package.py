"""A compiled form as one file: the XForm, its media, and a manifest. The same content gives the same bytes."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping

from forms.errors import FormError

_FORM = "form.xml"
_MANIFEST = "manifest.json"
_MEDIA = "media/"
_MOMENT = (1980, 1, 1, 0, 0, 0)


def write_package(xml: bytes, media: Mapping[str, bytes]) -> bytes:
    """A deterministic zip archive."""
    files = {_FORM: xml, **{_MEDIA + name: content for name, content in sorted(media.items())}}
    manifest = {
        "package": 1,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    files = {_MANIFEST: json.dumps(manifest, sort_keys=True, indent=1).encode(), **files}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, content)
    return out.getvalue()


def read_package(content: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The XForm and the media. Raises FormError `form.package-broken`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            files = {name: archive.read(name) for name in manifest["files"]}
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise FormError("form.package-broken") from error
    for name, digest in manifest["files"].items():
        if hashlib.sha256(files[name]).hexdigest() != digest:
            raise FormError("form.package-broken", file=name)
    media = {name.removeprefix(_MEDIA): body for name, body in files.items() if name.startswith(_MEDIA)}
    return files[_FORM], media


def is_package(content: bytes) -> bool:
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _MANIFEST in archive.namelist()
    except zipfile.BadZipFile:
        return False
