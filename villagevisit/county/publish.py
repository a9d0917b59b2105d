"""Letting the county's own things wait for its laptops: parameters, forms, code lists, areas, messages, papers."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import forms
from forms import FormError
from forms.library import shipped
from sync.server import devices
from sync.server.intake import put_item
from villagevisit.county.home import LAPTOP_ROLES, CountyHome
from villagevisit.domain.access import stem, within
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import areas, policy, retention_rules
from villagevisit.services import exchange_bodies_items as bodies
from villagevisit.services.exchange_bodies_items import SentFile, SentForm
from villagevisit.services.workspace import new_id

LARGEST = 4 * 1024 * 1024
_TITLE = 120
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Published:
    number: int
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class _Made:
    title: str
    body: bytes


def publish(county: CountyHome, kind: str, file: Path, device: str = "", role: str = "") -> Published:
    """Lets a file wait for one laptop, for those of a role, or (both empty) for all.

    Raises:
        Refused: `publish.kind`, `publish.too-large`, `publish.policy` (row), `publish.empty`, `publish.not-a-paper`,
            `retention.row` (row), `county.no-such-device`, `county.laptop-role`, and what reading areas, parameters
            and forms raises.
        EnvironmentFailed: `publish.file-unreadable`.
    """
    make = _KINDS.get(kind)
    if make is None:
        raise Refused("publish.kind", given=kind)
    if role and role not in LAPTOP_ROLES:
        raise Refused("county.laptop-role")
    made = make(file)
    if len(made.body) > LARGEST:
        raise Refused("publish.too-large", file=file.name, megabytes=LARGEST // 1024 // 1024)
    with county.log.writing() as s:
        if device and devices.find(s, device) is None:
            raise Refused("county.no-such-device", device=device)
        title = made.title[:_TITLE]
        number = put_item(s, device, new_id(), kind, title, made.body, stamp(county.clock), role)
    return Published(number, kind, title)


def set_scope(county: CountyHome, device: str, role: str, codes: Sequence[str]) -> str:
    """What a laptop is and where it works from now on; it is told at its next exchange. Returns its scope.

    Raises:
        Refused: `county.laptop-role`, `people.area`, `county.no-such-device`.
    """
    if role not in LAPTOP_ROLES:
        raise Refused("county.laptop-role")
    for code in codes:
        if not code.isdecimal() or len(code) != len(county.identity.code) or not within(code, county.identity.code):
            raise Refused("people.area", given=code)
    scope = " ".join(sorted(map(stem, codes)))
    with county.log.writing() as s:
        if not devices.set_scope(s, device, role, scope):
            raise Refused("county.no-such-device", device=device)
    return scope


def _policy(file: Path) -> _Made:
    entries = []
    for number, row in enumerate(csv.DictReader(io.StringIO(_text(file), newline="")), start=2):
        cells = {name: (row.get(name) or "").strip() for name in ("key", "value", "valid_from", "valid_to", "source")}
        if not cells["key"] or not cells["valid_from"]:
            raise Refused("publish.policy", row=number)
        entry = PolicyEntry(**cells)
        policy.check(entry)
        entries.append(entry)
    if not entries:
        raise Refused("publish.empty", file=file.name)
    return _Made(file.stem, bodies.policy_body(entries))


def _form(file: Path) -> _Made:
    try:
        form = forms.load(file)
    except FormError as error:
        raise Refused(error.code, **error.params) from error
    code = next((one.code for one in shipped() if one.form_id == form.id), "")
    sent = SentForm(form.id, form.version, form.title, code, form.package())
    return _Made(f"{form.title} {form.version}", bodies.form_body(sent))


def _codes(file: Path) -> _Made:
    text = _text(file)
    if file.suffix.lower() != ".csv" or len(text.splitlines()) < 2:
        raise Refused("publish.empty", file=file.name)
    return _Made(file.name, bodies.file_body(SentFile(file.name, text.encode())))


def _retention(file: Path) -> _Made:
    text = _text(file)
    if not retention_rules.read(text):
        raise Refused("publish.empty", file=file.name)
    return _Made(file.stem, bodies.file_body(SentFile(file.name, text.encode())))


def _areas(file: Path) -> _Made:
    return _Made(file.stem, bodies.areas_body(areas.read_csv(file)))


def _notice(file: Path) -> _Made:
    text = _text(file).strip()
    if not text:
        raise Refused("publish.empty", file=file.name)
    return _Made(text.splitlines()[0], text.encode())


def _paper(file: Path) -> _Made:
    data = _bytes(file)
    if not data.startswith(_PDF):
        raise Refused("publish.not-a-paper", file=file.name)
    return _Made(file.stem, bodies.file_body(SentFile(file.name, data)))


def _text(file: Path) -> str:
    try:
        return _bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EnvironmentFailed("publish.file-unreadable", file=file.name) from error


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise EnvironmentFailed("publish.file-unreadable", file=file.name) from error


_KINDS: dict[str, Callable[[Path], _Made]] = {
    bodies.POLICY: _policy,
    bodies.FORM: _form,
    bodies.CODES: _codes,
    bodies.AREAS: _areas,
    retention_rules.RETENTION: _retention,
    bodies.NOTICE: _notice,
    bodies.PAPER: _paper,
}
KINDS = tuple(_KINDS)
