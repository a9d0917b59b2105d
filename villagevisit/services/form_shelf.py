"""The forms on the shelf: shipped ones compiled once, and the county's own."""

from functools import lru_cache

import forms
from forms.library import Shipped, build, shipped
from villagevisit import wording
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Refused
from villagevisit.services.workspace import Progress, Workspace, silent
from villagevisit.store import audit
from villagevisit.store import forms as form_store

_LANGUAGE_MARKS = {"zh_CN": ("zh", "中文", "chinese"), "en": ("(en", "english", "英文")}


def install_shipped(ws: Workspace, progress: Progress = silent) -> Done[int]:
    """Compiles shipped forms that are missing or changed into the store; the value is how many were compiled.

    Raises:
        Cancelled: from `progress`; nothing was changed.
    """
    known = form_store.digests(ws.store.reader())
    due = [form for form in shipped() if known.get((form.form_id, form.version)) != form.digest]
    packages: list[tuple[Shipped, bytes]] = []
    for done, form in enumerate(due):
        progress(done, len(due))
        packages.append((form, build(form)))
    if not due:
        return Done(0, changes())
    at = stamp(ws.clock)
    with ws.store.transaction() as db:
        for form, package in packages:
            row = form_store.FormRow(form.form_id, form.version, form.title, form.code, form.digest)
            form_store.put(db, row, package, at)
        audit.append(db, at, "", "form.installed", "", {"forms": len(due)})
    progress(len(due), len(due))
    return Done(len(due), changes(Topic.SETUP))


def get_form(ws: Workspace, form_id: str, version: str | None = None) -> forms.Form:
    """A loaded form; loading the same one again costs nothing.

    Raises:
        Refused: `form.unknown` when the shelf has no such form or version.
    """
    found = form_store.package(ws.store.reader(), form_id, version)
    if found is None:
        raise Refused("form.unknown", form=form_id, version=version or "")
    return _loaded(found[2])


@lru_cache(maxsize=32)
def _loaded(package: bytes) -> forms.Form:
    return forms.load(package)


def form_language(form: forms.Form, language: str = "") -> str | None:
    """The form's own name for a language (this process's unless named); None where the form does not have it."""
    marks = _LANGUAGE_MARKS[language or wording.language()]
    return next((name for name in form.languages if any(mark in name.lower() for mark in marks)), None)
