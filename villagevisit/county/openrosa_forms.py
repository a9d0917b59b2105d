"""Which forms phones may fetch: those that ship; and, before them, what the county published or put into `forms/`."""

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import forms
from forms import FormError
from forms.library import Shipped, build, shipped
from forms.package import read_package
from sync.errors import SyncError
from sync.server import openrosa_shelf as shelf
from sync.server.log import RecordLog
from sync.server.openrosa_shelf import Published
from villagevisit.domain.clock import Clock, stamp
from villagevisit.services.exchange_bodies_items import FORM, read_form

SUFFIXES = (".xml", ".xlsx", ".md", ".zip")
_LIST = re.compile(rb"""src=["']jr://file(?:-csv)?/([^"'/]+)["']""")


@dataclass(frozen=True, slots=True)
class Broken:
    """A file in `forms/` that is no form; `code` and `where` say why."""

    file: str
    error: FormError


class FormShelf:
    """Keeps the shelf of the OpenRosa door in step with the program, the county's folder and what it published."""

    def __init__(self, log: RecordLog, folder: Path, clock: Clock) -> None:
        self._log = log
        self._folder = folder
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: tuple[tuple[str, int, int], ...] | None = None
        self._sent: dict[str, Published] = {}
        self._last = 0
        self.broken: tuple[Broken, ...] = ()

    def refresh(self) -> None:
        """Costs a look at folder and newest items when nothing changed. Raises SyncError `county.database`."""
        with self._lock:
            seen = tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in _files(self._folder))
            with self._log.reading() as s:
                known = shelf.sources(s)
                sent = shelf.sent_down(s, FORM, self._last)
            if seen == self._seen and not sent:
                return
            for number, body in sent:
                self._last = number
                self._take(body)
            self._put([*self._sent.values(), *self._own()], known)
            self._seen = seen

    def _put(self, own: list[Published], known: set[str]) -> None:
        """The county's own forms take the place of shipped ones; of several versions the highest is listed."""
        ids = {one.form for one in own}
        shipping = [one for one in shipped() if one.form_id not in ids]
        fresh = [_published(one) for one in shipping if one.digest not in known]
        wanted = {one.form_id: one.version for one in shipping}
        wanted |= {one.form: one.version for one in sorted(own, key=lambda each: each.version)}
        with self._log.writing() as s:
            at = stamp(self._clock)
            for one in (*fresh, *(each for each in own if each.source not in known)):
                shelf.publish(s, one, at)
            shelf.show(s, wanted)

    def _take(self, body: bytes) -> None:
        """A form that the county lets down to the laptops; one that cannot be read is the laptops' problem too."""
        with suppress(SyncError, FormError):
            package = read_form(body).package
            form = forms.load(package)
            xml, media = read_package(package)
            source = hashlib.sha256(package).hexdigest()
            lists = _lists_of(xml, media)
            self._sent[form.id] = Published(form.id, form.version, form.title, source, xml, media, lists)

    def _own(self) -> list[Published]:
        found, broken = [], []
        for path in _files(self._folder):
            try:
                form = forms.load(path)
                xml, media = read_package(form.package())
            except FormError as error:
                broken.append(Broken(path.name, error))
                continue
            source = hashlib.sha256(path.read_bytes()).hexdigest()
            lists = _lists_of(xml, media)
            found.append(Published(form.id, form.version, form.title, source, xml, media, lists))
        self.broken = tuple(broken)
        return found


def _published(one: Shipped) -> Published:
    xml, media = read_package(build(one))
    return Published(one.form_id, one.version, one.title, one.digest, xml, media, _lists_of(xml, media))


def _lists_of(xml: bytes, media: dict[str, bytes]) -> tuple[str, ...]:
    """What a form asks for and does not bring along must be an entity list."""
    asked = {name.decode("utf-8", "replace") for name in _LIST.findall(xml)}
    return tuple(sorted(name for name in asked if name.endswith(".csv") and name not in media))


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
