"""One answer set being filled in."""

import hashlib
from typing import Protocol

from forms.api import Answer, Count, Frozen
from forms.engine import opening
from forms.engine.view import readonly
from forms.engine.work import Work
from forms.entities import entities_of
from forms.errors import FormError
from forms.lexical import lexical
from forms.reading import Reading


class OpenedForm(Protocol):
    """The form of a session, as its users see it; `forms.Form` is one."""

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    repeats: frozenset[str]

    def package(self) -> bytes: ...

    @property
    def digest(self) -> str: ...


class FormSession(Reading):
    """Made by `Form.session`.

    References are XForm paths with 1-based positions, /data/member[2]/m_name; one without positions means the first
    instance. A reference that the form does not have raises FormError `form.ref-nowhere`.
    """

    def __init__(self, form: OpenedForm, work: Work) -> None:
        super().__init__(work)
        self.form = form

    # Language and identity

    @property
    def language(self) -> str:
        return self._work.state.language

    def set_language(self, name: str) -> None:
        """Raises FormError `form.language` when the form does not have it."""
        if name not in self.form.languages:
            raise FormError("form.language", name=name)
        self._work.state.language = name

    @property
    def instance_id(self) -> str:
        return self._work.instance_id

    # Answering

    def answer(self, ref: str, value: str) -> Answer:
        """Sets a value; an empty text clears. A broken type or constraint is reported and the value kept."""
        work = self._work
        item = work.item(ref)
        if item.defn.children and item.defn.elements():
            raise FormError("form.not-a-question", ref=ref)
        if not item.live:
            return Answer(False, "irrelevant")
        if readonly(item):
            return Answer(False, "readonly")
        question = item.defn.question
        if question is not None and question.control in ("select", "rank"):
            value = " ".join(value.split())
        work.put(item, lexical(value, item.defn.bind.type))
        verdict = "" if item.valid else work.state.verdict(item)
        message = work.speech.message(item, verdict) or None if verdict else None
        return Answer(not verdict, verdict or None, message, work.changed())

    def review_choices(self) -> frozenset[str]:
        """Takes away answers that are no longer on their lists of choices, and computes what depends on them.

        What has not heard yet of instances that came or went is computed too.

        Returns:
            The refs that changed.
        """
        self._work.review_choices()
        return self._work.changed()

    def add(self, ref: str) -> Count:
        """Appends an instance to a repeat. Raises FormError `form.repeat-closed` where people may not."""
        return Count(self._work.insert(ref, None), self._work.changed())

    def insert(self, ref: str) -> Count:
        """Makes a new instance at the position of `ref`; those from there on move down."""
        position = opening.route(self._work.plan, ref)[-1][1]
        return Count(self._work.insert(ref, max(position, 1) - 1), self._work.changed())

    def remove(self, ref: str) -> Count:
        """Removes an instance with all that stands in it."""
        return Count(self._work.remove(ref), self._work.changed())

    # Writing

    def draft(self) -> bytes:
        """Everything, also what does not apply now, to go on later."""
        return self._work.draft()

    def to_xml(self) -> bytes:
        """The instance as it would be frozen, without what does not apply."""
        return self._work.write(whole=False)

    def freeze(self) -> Frozen:
        """Reviews the choices, then makes the final bytes and their digest.

        Raises:
            FormError: `form.has-problems` with `count`.
        """
        self.review_choices()
        opening.stamp_end(self._work.plan, self._work.state)
        found = self.problems()
        if found:
            raise FormError("form.has-problems", count=len(found))
        xml = self.to_xml()
        entities = entities_of(self._work.plan.definition.entities, self._work.state.root)
        return Frozen(xml, hashlib.sha256(xml).hexdigest(), entities)
