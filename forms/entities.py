"""Entities: what a record registers or changes in the lists it speaks of (ODK XForms entities, 2022.1 to 2025.1).

An `entity` element stands in the `meta` of the root, of a group or of a repeat. Binds with `entities:saveto` save
their value as a property of the entity in the nearest container around them.
"""

import re

from lxml.etree import _Element as Element

from forms.api import Entity, EntityAction
from forms.definition import EntityDef, NodeDef
from forms.errors import FormError
from forms.items import Item
from forms.parsing.names import ENTITIES, refuse

VERSIONS = ("2022.1", "2023.1", "2024.1", "2025.1")
_NAME = re.compile(r"(?!__)[^\W\d][\w\-]*")
"""An XML name without a point that does not begin with two underscores."""
_RESERVED = ("name", "label")
_YES = ("1", "true")


def declare(model: Element, primary: Element, nodes: list[NodeDef]) -> tuple[EntityDef, ...]:
    """The entities of a form, from its model and its primary instance.

    Raises:
        FormError: `form.entities-version` when the form follows a version of the specification that this engine does
            not know, or none; `form.entity-list`, `form.saveto-name`, `form.saveto-nowhere`, `form.saveto-repeat`.
    """
    version = str(model.get(f"{{{ENTITIES}}}entities-version") or "")
    places = [node for node in nodes if _is_entity(node)]
    saved = [node for node in nodes if node.bind.saveto]
    wrong = ".".join(version.split(".")[:2]) not in VERSIONS
    if wrong and (version or places or saved):
        raise refuse("form.entities-version", model, version=version, known=", ".join(VERSIONS))
    _check_lists(primary)
    saves: dict[NodeDef, list[tuple[str, tuple[int, ...]]]] = {place: [] for place in places}
    containers = {_container(place): place for place in places}
    for node in saved:
        name = node.bind.saveto
        if name.lower() in _RESERVED or not _NAME.fullmatch(name):
            raise FormError("form.saveto-name", where=node.path, name=name)
        container = next((above for above in reversed(node.chain()[:-1]) if above in containers), None)
        if container is None:
            raise FormError("form.saveto-nowhere", where=node.path, name=name)
        saves[containers[container]].append((name, _way(node, container)))
    return tuple(EntityDef(place, tuple(saves[place])) for place in places)


def _is_entity(node: NodeDef) -> bool:
    above = node.parent
    return node.is_named("entity") and above is not None and above.is_named("meta") and above.parent is not None


def _check_lists(primary: Element) -> None:
    """Every entity names its list."""
    for meta in primary.iter("{*}meta"):
        for entity in meta.iterchildren("{*}entity"):
            name = str(entity.get("dataset") or "")
            if not _NAME.fullmatch(name):
                raise refuse("form.entity-list", entity, name=name)


def _container(place: NodeDef) -> NodeDef:
    assert place.parent is not None
    assert place.parent.parent is not None
    return place.parent.parent


def _way(node: NodeDef, container: NodeDef) -> tuple[int, ...]:
    """Raises FormError when a repeat lies between: its many values are no one property."""
    chain = node.chain()
    below = chain[chain.index(container) + 1 :]
    if any(place.many for place in below):
        raise FormError("form.saveto-repeat", where=node.path, name=node.bind.saveto)
    return tuple(place.slot for place in below)


def entities_of(declared: tuple[EntityDef, ...], root: Item) -> list[Entity]:
    """What the answers register and change, in the form's order.

    A value that does not apply gives no property, an empty answer an empty one. Where both conditions hold there are
    both actions, as the specification asks; one of them will fail at whoever keeps the list. An entity without an id
    names nothing and is left out.
    """
    return [
        entity
        for each in declared
        for item in _items(root, each.place)
        if item.live and _text(item, "@id")
        for entity in _entities(each, item)
    ]


def _items(root: Item, place: NodeDef) -> list[Item]:
    found = [root]
    for step in place.chain()[1:]:
        found = [inner for item in found for inner in item.instances(step.slot)]
    return found


def _entities(defn: EntityDef, item: Item) -> list[Entity]:
    actions: list[EntityAction] = []
    if _text(item, "@create") in _YES:
        actions.append("create")
    if _text(item, "@update") in _YES:
        actions.append("update")
    meta = item.parent
    container = meta.parent if meta is not None else None
    assert container is not None
    values = {name: _down(container, way) for name, way in defn.saves}
    properties = {name: value.value for name, value in values.items() if value.live}
    return [
        Entity(
            list=_text(item, "@dataset"),
            action=action,
            id=_text(item, "@id"),
            baseVersion=_text(item, "@baseVersion") if action == "update" else "",
            label=_text(item, "label"),
            properties=properties,
        )
        for action in actions
    ]


def _text(item: Item, name: str) -> str:
    place = item.defn.child(name)
    found = item.instances(place.slot)[0] if place is not None else None
    return found.value if found is not None and found.live else ""


def _down(item: Item, way: tuple[int, ...]) -> Item:
    for slot in way:
        item = item.instances(slot)[0]
    return item
