"""Items from seeds."""

from forms.definition import NodeDef, Seed
from forms.items import Item


def grow(seed: Seed, parent: Item | None) -> Item:
    """An item with all that the seed writes down; places it does not mention are empty."""
    item = Item(seed.defn, parent, seed.text)
    written = {part.defn: part for part in seed.children}
    for child in seed.defn.children:
        if child.many:
            item.slots.append([])
        else:
            item.slots.append(grow(written[child], item) if child in written else blank(child, item))
    if seed.defn.nests:
        _add_instances(item, seed)
    return item


def _add_instances(item: Item, seed: Seed) -> None:
    """Those of the repeats right below, and which of these come later than their place."""
    furthest = 0
    for part in seed.children:
        slot = part.defn.slot
        found = item.slots[slot]
        if isinstance(found, list):
            if not found and slot < furthest:
                item.late = (*(item.late or ()), slot)
            child = grow(part, item)
            found.append(child)
            child.position = len(found)
        furthest = max(furthest, slot)


def blank(defn: NodeDef, parent: Item) -> Item:
    """An empty place, without instances."""
    item = Item(defn, parent)
    item.slots = [[] if child.many else blank(child, item) for child in defn.children]
    return item


def born(item: Item) -> None:
    """Marks a new instance as one that came later, with all that holds repeats in it."""
    if item.defn.nests:
        item.late = ()
        for inner in item.inner():
            born(inner)


def fixed_items(root: Item, size: int) -> list[Item]:
    """By `NodeDef.order`: the item of every place outside repeats; the root stands in for the others."""
    found = [root] * size
    _fix(root, found)
    return found


def _fix(item: Item, found: list[Item]) -> None:
    found[item.defn.order] = item
    for child in item.slots:
        if isinstance(child, Item):
            _fix(child, found)
