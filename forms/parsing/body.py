"""Controls, groups and repeats."""

from collections.abc import Mapping

from lxml.etree import _Element as Element

from forms.definition import (
    NO_WORDS,
    Action,
    BodyKind,
    BodyNode,
    FixedChoice,
    Itemset,
    NodeDef,
    Words,
)
from forms.expression.syntax import Call, Path, is_current, parse
from forms.lexical import fits
from forms.parsing.external import ExternalLists
from forms.parsing.names import elements, every, firsts, further, jr, local, only, refuse, said_by
from forms.parsing.texts import words_from, words_of

CONTROLS = ("input", "select1", "select", "rank", "upload", "range", "trigger", "secret")
EVENTS = frozenset({
    "odk-instance-first-load", "odk-instance-load", "xforms-value-changed", "odk-new-repeat", "xforms-ready",
    "xforms-revalidate",
})  # fmt: skip
ACTIONS = ("setvalue", "setgeopoint", "recordaudio")
_KNOWN = frozenset({
    "ref", "nodeset", "bind", "appearance", "mediatype", "class", "id", "query", "count", "noAddRemove",
})  # fmt: skip
_TEXTS = ("label", "hint", "help", "alert", "item", "itemset", "value", "extension", "tag")


class BodyParser:
    """Walks the body once. `places` has those of the instance by their paths."""

    def __init__(self, root: NodeDef, places: Mapping[str, NodeDef], bind_ids: Mapping[str, str]) -> None:
        self.root = root
        self.places = places
        self.bind_ids = bind_ids
        self.actions: list[Action] = []
        self.external = ExternalLists(root)
        self.made = 0

    def parse(self, body: Element) -> list[BodyNode]:
        return self.children(body, None)

    def children(self, element: Element, parent: BodyNode | None) -> list[BodyNode]:
        found: list[BodyNode] = []
        for child in elements(element):
            name = local(child)
            if name in ACTIONS:
                self.action(child, parent.defn if parent else None)
            elif name == "group":
                found.append(self.group(child, parent))
            elif name == "repeat":
                found.append(self.repeat(child, parent, NO_WORDS, child))
            elif name in CONTROLS:
                found.append(self.question(child, parent))
            elif name not in _TEXTS:
                raise refuse("form.unsupported", child, what=f"<{name}>")
        return found

    def place(self, element: Element, context: BodyNode | None) -> NodeDef | None:
        ref = element.get("ref") or element.get("nodeset")
        if ref is None and element.get("bind") is not None:
            ref = self.bind_ids.get(str(element.get("bind")))
            if ref is None:
                raise refuse("form.bind-unknown", element, bind=str(element.get("bind")))
        if ref is None:
            return None
        found = self.places.get(ref)
        if found is not None:
            return found
        while context is not None and context.defn is None:
            context = context.parent
        found = find_place(self.root, str(ref), (context.defn if context else None) or self.root)
        if found is None and local(element) == "group":
            return None
        if found is None:
            raise refuse("form.ref-nowhere", element, ref=str(ref))
        return found

    def node(
        self, element: Element, inner: list[Element], kind: BodyKind, parent: BodyNode | None, defn: NodeDef | None
    ) -> BodyNode:
        """`inner` is what stands in the element."""
        self.made += 1
        node = BodyNode(kind=kind, control="", defn=defn, id=f"{self.made}", parent=parent)
        said, parts = said_by(element), firsts(inner)
        node.appearance = said.get("appearance", "")
        node.mediatype = said.get("mediatype", "")
        node.label = words_of(parts.get("label"))
        node.hint = words_of(parts.get("hint"))
        node.parameters = further(said, _KNOWN)
        if defn is not None and defn.bind.parameters:
            node.parameters = {**dict(defn.bind.parameters), **node.parameters}
        return node

    def group(self, element: Element, parent: BodyNode | None) -> BodyNode:
        inner = every(element, "repeat")
        if len(inner) == 1 and not every(element, *CONTROLS, "group"):
            place = self.place(element, parent)
            if place is None or place is self.place(inner[0], parent):
                return self.repeat(inner[0], parent, words_of(only(element, "label")), element)
        node = self.node(element, elements(element), "group", parent, self.place(element, parent))
        node.children = self.children(element, node)
        return node

    def repeat(self, element: Element, parent: BodyNode | None, label: Words, outer: Element) -> BodyNode:
        defn = self.place(element, parent)
        if defn is None or defn.parent is None:
            raise refuse("form.repeat-nowhere", element)
        node = self.node(element, elements(element), "repeat", parent, defn)
        node.label = label or node.label
        node.hint = node.hint or words_of(only(outer, "hint"))
        node.appearance = node.appearance or str(outer.get("appearance") or "")
        node.count = jr(element, "count")
        closed = jr(element, "noAddRemove")
        node.no_add_remove = f"{closed}()" if closed in ("true", "false") else closed
        defn.many = True
        defn.repeat = node
        node.children = self.children(element, node)
        return node

    def question(self, element: Element, parent: BodyNode | None) -> BodyNode:
        defn = self.place(element, parent)
        if defn is None:
            raise refuse("form.control-nowhere", element)
        inner = elements(element)
        node = self.node(element, inner, "question", parent, defn)
        node.control = local(element)
        if node.control == "secret":
            node.control, node.appearance = "input", f"{node.appearance} masked".strip()
        if node.control == "input" and element.get("query") is not None:
            node.itemset = self.external.itemset(element)
            node.control = "select1" if node.itemset is not None else "input"
        fixed: list[FixedChoice] = []
        for child in inner:
            name = local(child)
            if name == "itemset":
                node.itemset = node.itemset or _itemset(child)
            elif name == "item":
                fixed.append(_item(child))
            elif name in ACTIONS:
                self.action(child, defn)
            elif name not in _TEXTS:
                raise refuse("form.unsupported", child, what=f"<{name}>")
        node.fixed = tuple(fixed)
        if node.control in ("select", "select1", "rank") and not node.itemset and not node.fixed:
            raise refuse("form.choices-none", element)
        if node.control == "range":
            _check_range(element)
        defn.question = defn.question or node
        return node

    def action(self, element: Element, source: NodeDef | None) -> None:
        action = parse_action(element, self.bind_ids, source)
        if find_place(self.root, action.ref, source) is None:
            raise refuse("form.ref-nowhere", element, ref=action.ref)
        self.actions.append(action)


def _check_range(element: Element) -> None:
    for name in ("start", "end", "step"):
        given = element.get(name)
        if given is not None and not fits(str(given), "decimal"):
            raise refuse("form.range", element, name=name, given=str(given))


def parse_action(element: Element, bind_ids: Mapping[str, str], source: NodeDef | None) -> Action:
    """A setvalue, setgeopoint or recordaudio with its events."""
    kind = local(element)
    events = frozenset(
        str(element.get("event") or element.get("{http://www.w3.org/2001/xml-events}event") or "").split()
    )
    if not events or not events <= EVENTS:
        raise refuse("form.event-unknown", element, events=" ".join(sorted(events - EVENTS)))
    if "odk-new-repeat" in events and (source is None or not source.many):
        raise refuse("form.new-repeat-outside", element)
    ref = element.get("ref") or bind_ids.get(str(element.get("bind") or ""), "")
    if not ref:
        raise refuse("form.ref-nowhere", element, ref="")
    value = element.get("value")
    text = (element.text or "").strip()
    return Action(kind, events, str(ref), str(value) if value is not None else None, text, source)


def _itemset(element: Element) -> Itemset:
    nodeset = str(element.get("nodeset") or "")
    value, label = only(element, "value"), only(element, "label")
    if not nodeset or value is None:
        raise refuse("form.itemset", element)
    randomize, seed = False, ""
    tree = parse(nodeset)
    if isinstance(tree, Call) and tree.name == "randomize":
        nodeset, *others = _arguments(nodeset)
        randomize, seed = True, others[0] if others else ""
    words = words_from(str(label.get("ref") or "")) if label is not None else NO_WORDS
    return Itemset(nodeset, str(value.get("ref") or value.get("nodeset") or ""), words, randomize, seed)


def _arguments(call: str) -> list[str]:
    """The sources of the arguments of a call: split at commas outside quotes and brackets."""
    inner = call.strip().partition("(")[2][:-1]
    found, depth, quote, start = [], 0, "", 0
    for at, mark in enumerate(inner):
        if quote:
            quote = "" if mark == quote else quote
        elif mark in "'\"":
            quote = mark
        elif mark in "([":
            depth += 1
        elif mark in ")]":
            depth -= 1
        elif mark == "," and depth == 0:
            found.append(inner[start:at].strip())
            start = at + 1
    found.append(inner[start:].strip())
    return found


def _item(element: Element) -> FixedChoice:
    parts = firsts(elements(element))
    value = parts.get("value")
    if value is None:
        raise refuse("form.item-value", element)
    return FixedChoice((value.text or "").strip(), words_of(parts.get("label")))


def find_place(root: NodeDef, ref: str, context: NodeDef | None) -> NodeDef | None:
    """The place that a plain reference names; predicates and functions are not plain."""
    tree = parse(ref)
    if is_current(tree):
        return context
    if not isinstance(tree, Path) or tree.predicates:
        return None
    node: NodeDef | None = context
    steps = list(tree.steps)
    if tree.start == "/":
        if not steps or not root.is_named(steps.pop(0).test):
            return None
        node = root
    elif tree.start is not None and not is_current(tree.start):
        return None
    for step in steps:
        if node is None:
            return None
        if step.axis == "parent":
            node = node.parent
        elif step.axis != "self":
            node = node.child(f"@{step.test}" if step.axis == "attribute" else step.test)
    return node
