"""One answer set being filled in."""

import hashlib
from typing import Protocol

from forms.api import Answer, Choice, Count, Frozen, Node, Problem
from forms.engine import opening
from forms.engine.view import readonly
from forms.engine.work import Work
from forms.errors import FormError
from forms.expression.runtime import Frame
from forms.expression.syntax import parse, speaks_of_itself
from forms.items import answers_of
from forms.lexical import lexical
from forms.values import text_of


class OpenedForm(Protocol):
    """The form of a session, as its users see it; `forms.Form` is one."""

    id: str
    version: str
    title: str
    languages: tuple[str, ...]

    def package(self) -> bytes: ...

    @property
    def digest(self) -> str: ...


class FormSession:
    """Made by `Form.session`.

    References are XForm paths with 1-based positions, /data/member[2]/m_name; one without positions means the first
    instance. A reference that the form does not have raises FormError `form.ref-nowhere`.
    """

    def __init__(self, form: OpenedForm, work: Work) -> None:
        self.form = form
        self._work = work

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
        work = self._work
        item = work.item(ref)
        work.need_open(ref, item)
        parent = item.parent
        assert parent is not None
        work.state.delete(item)
        work.settle()
        return Count(len(parent.instances(item.defn.slot)), work.changed())

    # Reading

    def node(self, ref: str) -> Node:
        """A node; a reference to a repeat without position is the repeat as a whole."""
        work = self._work
        plain, _, group = ref.partition("#")
        place, position = opening.route(work.plan, plain)[-1]
        if group:
            return next(iter(work.view.children([work.plan.by_id[group]], work.item(plain))))
        if place.repeat is not None and position == 0:
            parent = opening.find(work.plan, work.state, ref.rpartition("/")[0])
            if parent is not None:
                return work.view.repeat_node(place.repeat, parent)
        item = opening.find(work.plan, work.state, plain)
        if item is None:
            return Node(ref=ref, path=place.path, name=place.name, kind="question", exists=False, relevant=False)
        return work.view.item_node(item)

    def children(self, ref: str | None = None) -> list[Node]:
        """What stands below a group, instance or repeat, in the order of the body; None is the top."""
        work = self._work
        if ref is None:
            return work.view.children(work.plan.definition.body, work.state.root)
        plain, _, group = ref.partition("#")
        if group:
            return work.view.children(work.plan.by_id[group].children, work.item(plain))
        place, position = opening.route(work.plan, plain)[-1]
        if place.repeat is not None and position == 0:
            return work.view.instances(place.repeat, work.parent(plain))
        bodies = [body for body in work.plan.by_id.values() if body.defn is place and body.children]
        return [node for body in bodies for node in work.view.children(body.children, work.item(plain))]

    def choices(self, ref: str, first: int | None = None) -> list[Choice]:
        """The choices of a select or rank, after filters, in the current language; only so many of them."""
        item = self._work.item(ref)
        question = item.defn.question
        return self._work.speech.choices(question, item, first) if question is not None else []

    def show_choices(self, ref: str) -> list[Choice]:
        """As `choices`, and an answer that is not among them goes at once, as in field tools.

        They do not compute anew what depends on it; the next `review_choices` and `freeze` do.
        """
        self._work.state.keep_offered(self._work.item(ref))
        return self.choices(ref)

    def value(self, ref: str) -> str:
        return self._work.item(ref).value

    def values(self, nodeset: str) -> list[str]:
        """The values of all nodes that a path finds, in document order, of those that apply."""
        work = self._work
        program = work.plan.compiler.program(nodeset, work.plan.definition.root)
        if program.nodes is None:
            raise FormError("form.function-nodes", name=nodeset)
        return [node.value for node in program.nodes(Frame(work.state, work.state.root))]

    def answers(self) -> dict[str, str]:
        """What would be frozen now, reference → text in document order; one pass, no XML written and read again."""
        return answers_of(self._work.state.root)

    def evaluate(self, xpath: str, context: str | None = None) -> str:
        """The string value of an expression at a node.

        Raises:
            FormError: `form.no-context` when it speaks of its own node and none is given; any code of an expression.
        """
        work = self._work
        if context is None and speaks_of_itself(parse(xpath)):
            raise FormError("form.no-context", source=xpath)
        item = work.item(context) if context else work.state.root
        program = work.plan.compiler.program(xpath, item.defn)
        return text_of(program.value(Frame(work.state, item)))

    def problems(self) -> list[Problem]:
        """All that keeps the answers from being frozen, in the order of the questions."""
        return self._work.view.problems()

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
        return Frozen(xml, hashlib.sha256(xml).hexdigest())
