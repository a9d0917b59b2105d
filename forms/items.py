"""The living nodes: items of the primary instance, and rows of secondary instances.

Both answer the four questions of a path: `parent`, `named`, `every`, `read`.
"""

from datetime import tzinfo
from typing import Optional

from forms.definition import NodeDef
from forms.values import Value, number_of, parse_moment


class Item:
    """One node of an answer set. A `many` place holds a list of items in its slot, any other exactly one."""

    __slots__ = (
        "defn", "doubtful", "late", "live", "parent", "position", "readonly", "relevant", "required", "slots", "typed",
        "valid", "value",
    )  # fmt: skip

    def __init__(self, defn: NodeDef, parent: Optional["Item"], value: str = "") -> None:
        self.defn = defn
        self.parent = parent
        self.value = value
        self.typed: Value | None = None
        self.slots: list[Item | list[Item]] = []
        self.late: tuple[int, ...] | None = None
        """Of an instance that came later: slots of the repeats in it, in the order in which they got their first
        instance; these are written last, as field tools do. None where the form itself wrote the places down."""
        self.position = 0
        """1-based among its siblings of the same place; 0 where there is only one."""
        self.relevant = True
        """By its own expression."""
        self.live = True
        """By its own and those of all above."""
        self.required = False
        self.readonly = False
        self.valid = True
        """As it was judged when it last applied."""
        self.doubtful = False
        """Its value or what its constraint reads changed while it did not apply."""

    def read(self, zone: tzinfo) -> Value:
        """The value as expressions see it: typed, and empty while it does not apply."""
        typed = self.typed
        if typed is None:
            typed = self.typed = unpack(self.value, self.defn.bind.type, zone) if self.live else ""
        return typed

    def instances(self, slot: int) -> list["Item"]:
        found = self.slots[slot]
        return found if isinstance(found, list) else [found]

    def inner(self) -> list["Item"]:
        """All that stands below, attributes too, in the order in which it is written."""
        parts = self.slots
        if self.late:
            first = [part for slot, part in enumerate(parts) if slot not in self.late]
            parts = [*first, *(parts[slot] for slot in self.late)]
        found: list[Item] = []
        for part in parts:
            if isinstance(part, list):
                found.extend(part)
            else:
                found.append(part)
        return found

    def named(self, name: str) -> list["Item"]:
        child = self.defn.child(name)
        return [i for i in self.instances(child.slot) if i.live] if child is not None else []

    def every(self) -> list["Item"]:
        return [item for child in self.defn.elements() for item in self.instances(child.slot) if item.live]

    def ref(self) -> str:
        """The reference with positions wherever a place is many."""
        defn = self.defn
        if defn.single:
            return defn.path
        assert self.parent is not None
        own = f"{defn.name}[{self.position}]" if defn.many else defn.name
        return f"{self.parent.ref()}/{own}"

    def ancestor(self, defn: NodeDef) -> "Item":
        """The item of that place on the way to the root (or this one)."""
        item: Item | None = self
        while item is not None and item.defn is not defn:
            item = item.parent
        if item is None:
            raise LookupError(defn.path)
        return item

    def stands(self) -> bool:
        """Whether it is part of the answer set still; an instance that was removed is not."""
        item = self
        while item.parent is not None:
            siblings = item.parent.slots[item.defn.slot]
            if isinstance(siblings, list) and item not in siblings:
                return False
            item = item.parent
        return True

    def nearest(self, defn: NodeDef) -> "Item":
        """The item of a place that is nearest to this one: the same instance of every repeat they share."""
        chain = defn.chain()
        item = self
        while item.defn not in chain:
            assert item.parent is not None
            item = item.parent
        for place in chain[chain.index(item.defn) + 1 :]:
            item = item.instances(place.slot)[0]
        return item


def answers_of(root: Item) -> dict[str, str]:
    """Every place without places below it that applies now, reference → text, in document order."""
    found: dict[str, str] = {}

    def collect(item: Item, above: str) -> None:
        ref = f"{above}/{item.defn.name}[{item.position}]" if item.defn.many else f"{above}/{item.defn.name}"
        below = item.every()
        if not below:
            found[ref] = item.value
        for each in below:
            collect(each, ref)

    collect(root, "")
    return found


def unpack(text: str, type_name: str, zone: tzinfo) -> Value:
    """Lexical form to value, by the type of the bind. What does not fit its type stays text."""
    if text == "":
        return ""
    if type_name in ("int", "integer", "decimal", "long", "double", "float"):
        number = number_of(text)
        return number if number == number else text
    if type_name in ("date", "dateTime"):
        return parse_moment(text, zone) or text
    if type_name == "boolean":
        return text in ("true", "1")
    return text


class Row:
    """A node of a secondary instance. Never changes."""

    __slots__ = ("children", "name", "parent", "value")

    def __init__(self, name: str, parent: Optional["Row"], value: str = "") -> None:
        self.name = name
        self.parent = parent
        self.value = value
        self.children: list[Row] = []

    def read(self, zone: tzinfo) -> Value:
        return self.value

    def named(self, name: str) -> list["Row"]:
        return [child for child in self.children if child.name == name]

    def text(self, name: str) -> str:
        """What the first child of that name holds."""
        return next((child.value for child in self.children if child.name == name), "")

    def every(self) -> list["Row"]:
        return [child for child in self.children if not child.name.startswith("@")]


AnyNode = Item | Row
