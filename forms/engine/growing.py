"""Items from seeds."""

from forms.definition import NodeDef, Seed
from forms.items import Item


def grow(seed: Seed, parent: Item | None) -> Item:
    """An item with all that the seed writes down; places it does not mention are empty."""
    item = Item(seed.defn, parent, seed.text)
    item.slots = [[] if child.many else blank(child, item) for child in seed.defn.children]
    for part in seed.children:
        child = grow(part, item)
        found = item.slots[part.defn.slot]
        if isinstance(found, list):
            found.append(child)
            child.position = len(found)
        else:
            item.slots[part.defn.slot] = child
    return item


def blank(defn: NodeDef, parent: Item) -> Item:
    """An empty place, without instances."""
    item = Item(defn, parent)
    item.slots = [[] if child.many else blank(child, item) for child in defn.children]
    return item


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
