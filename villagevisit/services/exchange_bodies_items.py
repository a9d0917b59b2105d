"""The county's own things that come down: one function to write each body, one to read it back (canonical CBOR).

A notice is plain UTF-8 text.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.record import encode
from villagevisit.domain.area import Area, level_of
from villagevisit.domain.policy import PolicyEntry

UNREADABLE = "item.unreadable"
DIGEST = "item.digest"
NOTICE = "notice"
POLICY = "policy"
FORM = "form"
CODES = "codes"
AREAS = "areas"
PAPER = "paper"
REVOCATION = "revocation"
_CODE = 12


@dataclass(frozen=True, slots=True)
class SentForm:
    """A compiled form of the county's. `code` is that of the shipped form it takes the place of, or empty."""

    form_id: str
    version: str
    title: str
    code: str
    package: bytes


@dataclass(frozen=True, slots=True)
class SentFile:
    """A code list or a paper under its file name."""

    name: str
    body: bytes


def policy_body(entries: Iterable[PolicyEntry]) -> bytes:
    return encode({"entries": [[one.key, one.value, one.valid_from, one.valid_to, one.source] for one in entries]})


def read_policy(body: bytes) -> list[PolicyEntry]:
    """Raises SyncError `item.unreadable`, as all readers here."""
    return [PolicyEntry(*_texts(row, 5)) for row in _top(body).rows("entries")]


def areas_body(areas: Iterable[Area]) -> bytes:
    return encode({"areas": [[one.code, one.name] for one in areas]})


def read_areas(body: bytes) -> list[Area]:
    found = [_texts(row, 2) for row in _top(body).rows("areas")]
    if any(len(code) != _CODE or not code.isdecimal() or not name for code, name in found):
        raise SyncError(UNREADABLE)
    return [Area(code, name, level_of(code)) for code, name in found]


def form_body(form: SentForm) -> bytes:
    return encode(
        {
            "id": form.form_id, "version": form.version, "title": form.title, "code": form.code,
            "digest": hashlib.sha256(form.package).digest(), "package": form.package,
        }
    )  # fmt: skip


def read_form(body: bytes) -> SentForm:
    """Also raises SyncError `item.digest` when the package is not the one that was meant."""
    top = _top(body)
    form = SentForm(top.text("id"), top.text("version"), top.text("title"), top.text("code"), top.raw("package"))
    if hashlib.sha256(form.package).digest() != top.raw("digest", 32):
        raise SyncError(DIGEST)
    return form


def file_body(file: SentFile) -> bytes:
    """A code list or a paper."""
    return encode({"name": file.name, "body": file.body})


def read_file(body: bytes) -> SentFile:
    top = _top(body)
    name = top.text("name", 120)
    if not name or "/" in name or "\\" in name or name.startswith("."):
        raise SyncError(UNREADABLE)
    return SentFile(name, top.raw("body"))


def revocation_body(device: str, at: str) -> bytes:
    return encode({"device": device, "at": at})


def read_revocation(body: bytes) -> tuple[str, str]:
    """Device, and when the county shut it out."""
    top = _top(body)
    return top.text("device", 40), top.text("at", 40)


def _top(body: bytes) -> Fields:
    return Fields(decoded(body, UNREADABLE), UNREADABLE)


def _texts(row: Sequence[object], width: int) -> list[str]:
    texts = [cell for cell in row if isinstance(cell, str)]
    if len(texts) != len(row) or len(texts) != width:
        raise SyncError(UNREADABLE)
    return texts
