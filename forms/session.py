"""One answer set being filled in."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from forms.api import Answer, Choice, Count, Frozen, Node, Problem
from forms.canonical import write_instance
from forms.engine import opening
from forms.engine.items import Item
from forms.engine.plan import Plan
from forms.engine.speech import Speech
from forms.engine.state import State
from forms.engine.tables import Tables
from forms.engine.view import View, readonly
from forms.errors import FormError
from forms.expression.runtime import Frame
from forms.values import text_of

if TYPE_CHECKING:
    from forms.form import Form


class FormSession:
    """Made by `Form.session`. References are XForm paths with 1-based positions, /data/member[2]/m_name; one without
    positions means the first instance. A reference that the form does not have raises FormError `form.ref-nowhere`.
    """

    def __init__(
        self, form: "Form", plan: Plan, tables: Tables, now: Callable[[], datetime], language: str
    ) -> None:
        self.form = form
        self._plan = plan
        self._state = State(plan, now, tables, language)
        self._state.properties = {"version": form.version}
        self._speech = Speech(plan, self._state)
        self._view = View(plan, self._state, self._speech)
        self._own_id = ""
        self._deprecated_id = ""

    # Opening, for Form.session

    def start(self, preset: Mapping[str, str]) -> None:
        """A new answer set."""
        opening.open_new(self._plan, self._state, preset)
        self._own_id = opening.new_instance_id()
        self._state.changed.clear()

    def resume(self, draft: bytes) -> None:
        """A draft of `draft()`. Raises FormError `form.draft-broken`."""
        head, mark, xml = draft.partition(b"\n")
        try:
            saved = json.loads(head)
            self._own_id, self._deprecated_id = saved["instance_id"], saved["deprecated_id"]
        except (ValueError, KeyError, TypeError) as error:
            raise FormError("form.draft-broken") from error
        if not mark:
            raise FormError("form.draft-broken")
        if saved.get("language") in self.form.languages:
            self._state.language = saved["language"]
        opening.open_written(self._plan, self._state, xml)
        self._state.changed.clear()

    def correct(self, xml: bytes) -> None:
        """A frozen record that is being corrected: a new id, and the old one as deprecatedID."""
        opening.open_written(self._plan, self._state, xml)
        self._own_id = opening.new_instance_id()
        self._deprecated_id = opening.stamp_correction(self._plan, self._state, self._own_id)
        self._state.changed.clear()

    # Language and identity

    @property
    def language(self) -> str:
        return self._state.language

    def set_language(self, name: str) -> None:
        """Raises FormError `form.language` when the form does not have it."""
        if name not in self.form.languages:
            raise FormError("form.language", name=name)
        self._state.language = name

    @property
    def instance_id(self) -> str:
        item = opening.meta_item(self._plan, self._state, "instanceID")
        return item.value if item is not None and item.value else self._own_id

    # Answering

    def answer(self, ref: str, value: str) -> Answer:
        """Sets a value; an empty text clears. A broken type or constraint is reported and the value kept."""
        item = self._item(ref)
        if any(not child.name.startswith("@") for child in item.defn.children):
            raise FormError("form.not-a-question", ref=ref)
        if not item.live:
            return Answer(False, "irrelevant")
        if readonly(item):
            return Answer(False, "readonly")
        if value != item.value:
            self._state.put(item, value)
            self._state.settle()
            opening.value_changed(self._plan, self._state, item)
        verdict = self._state.verdict(item)
        message = self._speech.message(item, verdict) or None if verdict else None
        return Answer(not verdict, verdict or None, message, self._changed())

    def add(self, ref: str) -> Count:
        """Appends an instance to a repeat. Raises FormError `form.repeat-closed` where people may not."""
        place = opening.place_of(self._plan, ref)
        parent = self._parent(ref)
        return self._insert(ref, parent, len(parent.instances(place.slot)))

    def insert(self, ref: str) -> Count:
        """Makes a new instance at the position of `ref`; those from there on move down."""
        place = opening.place_of(self._plan, ref)
        parent = self._parent(ref)
        at = max(opening.steps_of(ref)[-1][1], 1) - 1
        if at > len(parent.instances(place.slot)):
            raise FormError("form.ref-nowhere", ref=ref)
        return self._insert(ref, parent, at)

    def remove(self, ref: str) -> Count:
        """Removes an instance with all that stands in it."""
        place = opening.place_of(self._plan, ref)
        item = self._item(ref)
        self._need_open(ref, item)
        self._state.delete(item)
        self._state.settle()
        parent = item.parent
        assert parent is not None
        return Count(len(parent.instances(place.slot)), self._changed() | {f"{parent.ref()}/{place.name}"})

    # Reading

    def node(self, ref: str) -> Node:
        """A node; a reference to a repeat without position is the repeat as a whole."""
        plain, _, group = ref.partition("#")
        place = opening.place_of(self._plan, plain)
        if group:
            body = self._plan.by_id[group]
            return next(n for n in self._view.children([body], self._item(plain)))
        if place.repeat is not None and opening.steps_of(ref)[-1][1] == 0:
            parent = opening.find(self._plan, self._state, ref.rpartition("/")[0])
            if parent is not None:
                return self._view.repeat_node(place.repeat, parent)
        item = opening.find(self._plan, self._state, plain)
        if item is None:
            return Node(ref=ref, path=place.path, name=place.name, kind="question", exists=False, relevant=False)
        return self._view.item_node(item)

    def children(self, ref: str | None = None) -> list[Node]:
        """What stands below a group, instance or repeat, in the order of the body; None is the top."""
        if ref is None:
            return self._view.children(self._plan.definition.body, self._state.root)
        plain, _, group = ref.partition("#")
        if group:
            return self._view.children(self._plan.by_id[group].children, self._item(plain))
        place = opening.place_of(self._plan, plain)
        if place.repeat is not None and opening.steps_of(plain)[-1][1] == 0:
            return self._view.instances(place.repeat, self._parent(plain))
        bodies = [n for n in self._plan.by_id.values() if n.defn is place and n.children]
        return [node for body in bodies for node in self._view.children(body.children, self._item(plain))]

    def choices(self, ref: str) -> list[Choice]:
        """The choices of a select or rank, after filters, in the current language."""
        item = self._item(ref)
        if item.defn.question is None:
            return []
        return self._speech.choices(item.defn.question, item)

    def value(self, ref: str) -> str:
        return self._item(ref).value

    def values(self, nodeset: str) -> list[str]:
        """The values of all nodes that a path finds, in document order, of those that apply."""
        program = self._plan.compiler.program(nodeset, self._plan.definition.root)
        if program.nodes is None:
            raise FormError("form.function-nodes", name=nodeset)
        found = program.nodes(Frame(self._state, self._state.root))
        return [node.value for node in found]

    def evaluate(self, xpath: str, context: str | None = None) -> str:
        """The string value of an expression at a node (default: the root)."""
        item = self._item(context) if context else self._state.root
        program = self._plan.compiler.program(xpath, item.defn)
        return text_of(program.value(Frame(self._state, item)))

    def problems(self) -> list[Problem]:
        """All that keeps the answers from being frozen, in the order of the questions."""
        return self._view.problems()

    # Writing

    def draft(self) -> bytes:
        """Everything, also what does not apply now, to go on later."""
        head = {
            "draft": 1,
            "form": self.form.id,
            "version": self.form.version,
            "language": self.language,
            "instance_id": self._own_id,
            "deprecated_id": self._deprecated_id,
        }
        return json.dumps(head, ensure_ascii=False).encode() + b"\n" + self._write(whole=True)

    def to_xml(self) -> bytes:
        """The instance as it would be frozen, without what does not apply."""
        return self._write(whole=False)

    def freeze(self) -> Frozen:
        """Makes the final bytes and their digest.

        Raises:
            FormError: `form.has-problems` with `count`.
        """
        opening.stamp_end(self._plan, self._state)
        found = self.problems()
        if found:
            raise FormError("form.has-problems", count=len(found))
        xml = self.to_xml()
        return Frozen(xml, hashlib.sha256(xml).hexdigest())

    def _write(self, *, whole: bool) -> bytes:
        return write_instance(
            self._state.root,
            self._plan.definition.namespaces,
            whole=whole,
            instance_id=self.instance_id,
            deprecated_id=self._deprecated_id,
        )

    def _item(self, ref: str) -> Item:
        item = opening.find(self._plan, self._state, ref)
        if item is None:
            raise FormError("form.ref-nowhere", ref=ref)
        return item

    def _parent(self, ref: str) -> Item:
        return self._item(ref.strip().rstrip("/").rpartition("/")[0])

    def _need_open(self, ref: str, item: Item) -> None:
        body = item.defn.repeat
        if body is None or body.no_add_remove or body.count:
            raise FormError("form.repeat-closed", ref=ref)

    def _insert(self, ref: str, parent: Item, at: int) -> Count:
        place = opening.place_of(self._plan, ref)
        self._need_open(ref, Item(place, parent))
        item = self._state.insert(parent, place, at)
        self._state.settle()
        opening.new_repeat(self._plan, self._state, item)
        return Count(len(parent.instances(place.slot)), self._changed() | {f"{parent.ref()}/{place.name}"})

    def _changed(self) -> frozenset[str]:
        """The refs that changed since the last call; with an instance also its repeat, which may have come or gone."""
        found: set[str] = set()
        for item in self._state.changed:
            ref = item.ref()
            found.add(ref)
            if item.defn.many:
                found.add(ref[: ref.rindex("[")])
        self._state.changed.clear()
        return frozenset(found)
