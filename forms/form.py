"""A loaded form."""

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from forms import xlsform
from forms.api import Remark
from forms.canonical import is_record
from forms.engine.plan import make_plan
from forms.engine.tables import LAST_SAVED, Tables
from forms.engine.work import Work
from forms.errors import FormError
from forms.package import is_package, read_package, write_package
from forms.parsing import parse_xform
from forms.session import FormSession


@contextmanager
def _uncollected() -> Iterator[None]:
    """All that is built while a form opens stays: the collector would walk it again and again in vain."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class Form:
    """A form, compiled and immutable; its sessions share it."""

    def __init__(self, xml: bytes, media: Mapping[str, bytes], warnings: tuple[Remark, ...] = ()) -> None:
        self._xml = xml
        self._media = dict(media)
        with _uncollected():
            definition = parse_xform(xml)
            self._plan = make_plan(definition)
        self._lists: dict[str, Any] = {}
        self.id = definition.form_id
        self.version = definition.version
        self.title = definition.title
        self.languages = definition.languages
        """Names as the form writes them; empty for a form in one language only."""
        self.repeats = frozenset(
            body.defn.path for body in self._plan.by_id.values() if body.kind == "repeat" and body.defn is not None
        )
        """Paths, without positions, of the repeats."""
        self.warnings = warnings
        """What its author should know, of a form that was compiled from a workbook just now."""
        self.unsupported = tuple(Remark("form.undone", {"what": what, "where": at}) for what, at in definition.undone)
        """What the form declares and this engine leaves undone, for want of hardware; those places stay empty."""
        self.reads_last_saved = any(each.src == LAST_SAVED for each in definition.secondary.values())
        """Whether a session wants `last_saved`."""
        self.submission = definition.submission
        """What the form says about sending its records: action, method, auto-send, auto-delete, base64RsaPublicKey."""

    def package(self) -> bytes:
        """The form with its media as one deterministic file, which `load` opens without pyxform."""
        return write_package(self._xml, self._media)

    @property
    def digest(self) -> str:
        """SHA-256 of the package, hex."""
        return hashlib.sha256(self.package()).hexdigest()

    def session(
        self,
        *,
        now: Callable[[], datetime],
        media: Mapping[str, bytes] | None = None,
        language: str | None = None,
        preset: Mapping[str, str] | None = None,
        draft: bytes | None = None,
        edit: bytes | None = None,
        last_saved: bytes | None = None,
    ) -> FormSession:
        """Starts an answer set, or goes on with a draft, or corrects a frozen record.

        Args:
            now: the clock, with a time zone.
            media: files that take the place of those in the package ({"params.csv": …}).
            language: one of `languages`; else the form's default.
            preset: initial answers by reference, set once; instances are added as needed. With `edit` they are for
                places that the record does not hold, because they did not apply when it was frozen.
            draft: bytes of `FormSession.draft`.
            edit: frozen instance XML.
            last_saved: the record that was frozen last with this form, of whatever version, for forms that read
                `jr://instance/last-saved`; without one they find it empty, and so they do when the root of that record
                has another name than the form gives it by now.

        Raises:
            FormError: `form.language`, `form.draft-broken`, `form.other-form`, `form.ref-nowhere` and what
                expressions raise.
        """
        if language is not None and language not in self.languages:
            raise FormError("form.language", name=language)
        definition = self._plan.definition
        files = {**self._media, **(media or {})}
        if last_saved is not None and is_record(last_saved, definition.root):
            files[LAST_SAVED] = last_saved
        tables = Tables(definition, files, self._lists)
        with _uncollected():
            work = Work(self._plan, tables, now, language or definition.default_language)
            if draft is not None:
                work.resume(draft)
            elif edit is not None:
                work.correct(edit, preset or {})
            else:
                work.start(preset or {})
        session = FormSession(self, work)
        if language is not None:
            session.set_language(language)
        return session


def load(source: Path | bytes, media: Mapping[str, bytes] | None = None) -> Form:
    """Opens a package, an XForm (.xml), or an XLSForm (.md, .xlsx, compiled here, which takes a second).

    Raises:
        FormError: a coded, located reason. OSError when the file cannot be read.
    """
    content = source if isinstance(source, bytes) else source.read_bytes()
    given = dict(media or {})
    if is_package(content):
        xml, own = read_package(content)
        return Form(xml, {**own, **given})
    if isinstance(source, Path) and source.suffix.lower() in xlsform.SUFFIXES:
        compiled = xlsform.compile_xlsform(content, source.suffix.lower())
        try:
            return Form(compiled.xml, {**compiled.media, **given}, compiled.warnings)
        except FormError as error:
            raise xlsform.relocated(error, compiled.book) from error
    return Form(content, given)
