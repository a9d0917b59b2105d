"""The whole XForm."""

import dataclasses
from collections.abc import Mapping

from lxml.etree import _Element as Element

from forms.definition import NO_BIND, Action, Bind, BodyNode, Definition, NodeDef, SecondaryDef, Seed, Words
from forms.entities import declare
from forms.errors import FormError
from forms.lexical import lexical
from forms.parsing.body import ACTIONS, BodyParser, find_place, parse_action
from forms.parsing.hardware import undone
from forms.parsing.instance import identity, namespaces, parse_primary, seed_of, template
from forms.parsing.names import (
    ENTITIES,
    JAVAROSA,
    ODK,
    elements,
    every,
    further,
    local,
    only,
    read_xml,
    refuse,
    said_by,
    space,
)  # fmt: skip
from forms.parsing.texts import message_from, parse_itext

_REQUIRED_MESSAGE, _CONSTRAINT_MESSAGE = ((f"{{{JAVAROSA}}}{name}", name) for name in ("requiredMsg", "constraintMsg"))
_BIND_KNOWN = frozenset({
    "id", "type", "relevant", "required", "readonly", "constraint", "calculate", "requiredMsg",
    "constraintMsg", f"{{{ENTITIES}}}saveto",
    *(f"{{{JAVAROSA}}}{name}" for name in ("requiredMsg", "constraintMsg", "preload", "preloadParams")),
})  # fmt: skip
_BIND_EXPRESSIONS = frozenset({"relevant", "required", "readonly", "constraint", "calculate"})
_BIND_WORDS = {
    f"{{{JAVAROSA}}}preload": "preload", f"{{{JAVAROSA}}}preloadParams": "preload_params",
    f"{{{ENTITIES}}}saveto": "saveto",
}  # fmt: skip
_MODEL_KNOWN = ("instance", "bind", "itext", "submission", *ACTIONS)


def parse_xform(xml: bytes) -> Definition:
    """Parses an XForm.

    Raises:
        FormError: `form.not-xml`, `form.not-xform`, or a located code for a construct that is wrong or unsupported.
    """
    root = read_xml(xml)
    head, body = only(root, "head"), only(root, "body")
    model = only(head, "model") if head is not None else None
    if head is None or body is None or model is None:
        raise FormError("form.not-xform", where=local(root))
    kept = list(root.iter())  # lxml makes the elements anew at each look unless somebody holds them
    instances = every(model, "instance")
    if not instances or not elements(instances[0]):
        raise refuse("form.no-instance", model)
    primary = elements(instances[0])[0]
    defn, samples = parse_primary(primary)
    nodes = defn.walk()
    places = {node.path: node for node in nodes}
    bind_ids = _binds(model, defn, places)
    parser = BodyParser(defn, places, bind_ids)
    tree = parser.parse(body)
    actions = _model_actions(model, bind_ids, defn) + parser.actions
    itext, default = parse_itext(only(model, "itext"))
    form_id, version = identity(primary)
    title = only(head, "title")
    for order, node in enumerate(nodes):
        node.order = order
        node.single = not node.many and (node.parent is None or node.parent.single)
        if node.many:
            if node not in samples:
                raise refuse("form.repeat-nowhere", primary)
            for above in node.above:
                above.nests = True
    for node in nodes:
        if node.many:
            node.template = _as_typed(template(node, samples))
    seed = _as_typed(seed_of(defn, primary))
    _notes(tree)
    kept.clear()
    return Definition(
        form_id=form_id,
        version=version,
        title="".join(title.itertext()).strip() if title is not None else form_id,
        root=defn,
        seed=seed,
        body=tree,
        languages=tuple(itext),
        default_language=default,
        itext=itext,
        secondary={**_secondary(instances[1:]), **parser.external.lists},
        actions=tuple(actions),
        namespaces=namespaces(root, primary),
        nodes=nodes,
        entities=declare(model, primary, nodes),
        submission=_submission(only(model, "submission")),
        undone=(*undone(root, nodes), *parser.external.undone),
    )


def _as_typed(seed: Seed) -> Seed:
    """What the form itself writes down, read as answers of the types that its binds give."""
    if not seed.text and not seed.children:
        return seed
    question = seed.defn.question
    several = question is not None and question.control in ("select", "rank")
    text = seed.text if seed.defn.name.startswith("@") else lexical(seed.text.strip(), seed.defn.bind.type)
    if several:
        text = " ".join(text.split())
    return Seed(seed.defn, text, tuple(_as_typed(child) for child in seed.children))


def _submission(element: Element | None) -> dict[str, str]:
    return further(said_by(element), frozenset()) if element is not None else {}


def _binds(model: Element, root: NodeDef, places: Mapping[str, NodeDef]) -> dict[str, str]:
    """Gives the places their binds; those that say the same share one. References by the ids of binds."""
    ids: dict[str, str] = {}
    made: dict[tuple[tuple[str, str], ...], Bind] = {}
    for element in elements(model):
        name = local(element)
        if name not in _MODEL_KNOWN:
            raise refuse("form.unsupported", element, what=f"<{name}>")
        if name != "bind":
            continue
        said = said_by(element)
        ref = said.pop("ref", "")
        nodeset = said.pop("nodeset", "") or ref
        if not nodeset:
            raise refuse("form.bind-empty", element)
        if said.get("id"):
            ids[said["id"]] = nodeset
        place = places.get(nodeset) or find_place(root, nodeset, root)
        if place is not None:
            key = tuple(said.items())
            bind = made.get(key)
            if bind is None:
                bind = made[key] = _bind(said)
            place.bind = _merged(place.bind, bind)
    return ids


def _bind(said: dict[str, str]) -> Bind:
    bind = Bind()
    for key, value in said.items():
        if key == "type":
            bind.type = value.strip().rpartition(":")[2] or "string"
        elif key in _BIND_EXPRESSIONS:
            setattr(bind, key, value.strip())
        elif key in _BIND_WORDS:
            setattr(bind, _BIND_WORDS[key], value)
        elif key not in _BIND_KNOWN:
            bind.parameters = (*bind.parameters, (key.rpartition("}")[2], value))
    bind.required_message = _message(said, _REQUIRED_MESSAGE)
    bind.constraint_message = _message(said, _CONSTRAINT_MESSAGE)
    return bind


def _message(said: dict[str, str], names: tuple[str, str]) -> Words:
    return message_from(said.get(names[0]) or said.get(names[1], "").strip())


def _merged(first: Bind, second: Bind) -> Bind:
    """Two binds of one node: the later says what the earlier left open."""
    if first is NO_BIND:
        return second
    said = {field.name: getattr(second, field.name) for field in dataclasses.fields(second)}
    given = {name: value for name, value in said.items() if value and (name, value) != ("type", "string")}
    return dataclasses.replace(first, **given)


def _model_actions(model: Element, bind_ids: dict[str, str], root: NodeDef) -> list[Action]:
    found: list[Action] = []
    for element in every(model, *ACTIONS):
        if local(element) != "setvalue" and space(element) != ODK:
            raise refuse("form.action-namespace", element)
        action = parse_action(element, bind_ids, None)
        if find_place(root, action.ref, root) is None:
            raise refuse("form.ref-nowhere", element, ref=action.ref)
        found.append(action)
    return found


def _secondary(instances: list[Element]) -> dict[str, SecondaryDef]:
    found: dict[str, SecondaryDef] = {}
    for element in instances:
        key = str(element.get("id") or "")
        if not key:
            raise refuse("form.instance-id", element)
        if key in found:
            raise refuse("form.instance-twice", element, id=key)
        content = elements(element)
        found[key] = SecondaryDef(key, str(element.get("src") or ""), content[0] if content else None)
    return found


def _notes(nodes: list[BodyNode]) -> None:
    """An input that is always read-only and holds no value of its own is a note."""
    for node in nodes:
        _notes(node.children)
        if node.control == "input" and node.defn is not None:
            bind = node.defn.bind
            if bind.readonly == "true()" and bind.type == "string" and not bind.calculate:
                node.control = "note"
