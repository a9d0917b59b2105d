"""The static side of a form: what the XML says, parsed once and shared by all sessions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(slots=True, unsafe_hash=True)
class Output:
    """A place inside a text that an expression fills in."""

    source: str


Parts = tuple[str | Output, ...]


@dataclass(slots=True, unsafe_hash=True)
class Words:
    """A label, hint or message: either an itext id, an expression that yields one, or the text itself."""

    itext: str = ""
    expression: str = ""
    parts: Parts = ()

    def __bool__(self) -> bool:
        return bool(self.itext or self.expression or self.parts)

    @property
    def steady(self) -> bool:
        """Whether it is the same in every language and whatever the answers are."""
        parts = self.parts
        return not (self.itext or self.expression or len(parts) > 1 or (parts and isinstance(parts[0], Output)))


NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Spoken:
    """All forms of one text."""

    text: str
    guidance: str
    short: str
    media: dict[str, str]


@dataclass(slots=True, unsafe_hash=True)
class Bind:
    """What a bind says about its node: expressions as written, and what is said when an answer breaks them."""

    type: str = "string"
    relevant: str = ""
    required: str = ""
    readonly: str = ""
    constraint: str = ""
    calculate: str = ""
    required_message: Words = NO_WORDS
    constraint_message: Words = NO_WORDS
    preload: str = ""
    preload_params: str = ""
    saveto: str = ""
    """The property of an entity that keeps the value."""
    parameters: tuple[tuple[str, str], ...] = ()
    """What else the bind says: max-pixels, quality, saveIncomplete, track-changes …"""


NO_BIND = Bind()


def _local(name: str) -> str:
    """Without prefix; attributes keep their @."""
    if ":" not in name:
        return name
    before, colon, after = name.rpartition(":")
    return f"@{after}" if colon and before.startswith("@") else after


@dataclass(slots=True, eq=False)
class NodeDef:
    """One place in the primary instance, whatever the positions. Compared by identity."""

    name: str
    """As written, with its prefix; attributes begin with @."""
    path: str
    parent: "NodeDef | None"
    slot: int
    """Index among the parent's children."""
    many: bool = False
    """A repeat, or a name that stands several times in the instance."""
    repeat: "BodyNode | None" = None
    bind: Bind = NO_BIND
    children: list["NodeDef"] = field(default_factory=list)
    by_name: dict[str, "NodeDef"] = field(default_factory=dict)
    template: "Seed | None" = None
    """Of a repeat: what a new instance looks like."""
    question: "BodyNode | None" = None
    order: int = 0
    """Place in document order."""
    nests: bool = False
    """A repeat stands somewhere below."""
    single: bool = False
    """Neither it nor anything above it is many, so that there is one item of it."""
    above: tuple["NodeDef", ...] = ()
    """From the root down to its parent."""

    def chain(self) -> list["NodeDef"]:
        """From the root down to this node."""
        return [*self.above, self]

    def walk(self) -> list["NodeDef"]:
        """This node and all below it, in document order."""
        found = [self]
        for child in self.children:
            found.extend(child.walk())
        return found

    def is_named(self, name: str) -> bool:
        """Whether a name means this place, whatever the prefixes."""
        return name == self.name or (_local(name) == _local(self.name))

    def child(self, name: str) -> "NodeDef | None":
        """By the name as written, or by the local name when the prefixes differ."""
        found = self.by_name.get(name)
        if found is None:
            found = next((child for child in self.children if child.is_named(name)), None)
        return found

    def elements(self) -> list["NodeDef"]:
        """The children that are not attributes."""
        return [child for child in self.children if not child.name.startswith("@")]


@dataclass(slots=True, unsafe_hash=True)
class Seed:
    """Initial content: values and instances that the form itself writes down."""

    defn: NodeDef
    text: str
    children: tuple["Seed", ...]


@dataclass(frozen=True, slots=True)
class Itemset:
    nodeset: str
    value: str
    label: Words
    """`parts` holds one Output relative to the item, or `expression` an argument of jr:itext relative to it."""
    randomize: bool = False
    seed: str = ""
    translated: bool = False
    """A column `label::language` goes before the label's own column."""


@dataclass(slots=True, unsafe_hash=True)
class FixedChoice:
    value: str
    label: Words


@dataclass(frozen=True, slots=True)
class Action:
    kind: str
    """setvalue, setgeopoint, recordaudio; the last two need hardware and leave the value empty."""
    events: frozenset[str]
    ref: str
    value: str | None
    """An expression, or None when `text` is the literal value."""
    text: str
    source: "NodeDef | None" = None
    """The control whose change or the repeat whose new instance sets it off."""


BodyKind = Literal["group", "repeat", "question"]


@dataclass(slots=True, eq=False)
class BodyNode:
    """A group, repeat or question in the order in which people see it."""

    kind: BodyKind
    control: str
    defn: NodeDef | None
    """None only for a group that has no place in the instance."""
    id: str
    """Distinguishes groups without a place of their own."""
    appearance: str = ""
    mediatype: str = ""
    label: Words = NO_WORDS
    hint: Words = NO_WORDS
    itemset: Itemset | None = None
    fixed: tuple[FixedChoice, ...] = ()
    children: list["BodyNode"] = field(default_factory=list)
    parent: "BodyNode | None" = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    count: str = ""
    no_add_remove: str = ""
    """An expression, as seen from an instance: while it is true, people neither add nor remove."""


@dataclass(frozen=True, slots=True)
class TextForms:
    """One itext entry in one language: plain text under "", and `short`, `guidance`, `image`, `audio` …"""

    forms: Mapping[str, Parts]


@dataclass(frozen=True, slots=True)
class SecondaryDef:
    id: str
    src: str
    """Empty for an internal instance."""
    content: object
    """The lxml element of the instance's root, or None."""
    list_name: str = ""
    """Only the rows that have it in their column `list_name`."""


@dataclass(frozen=True, slots=True)
class EntityDef:
    place: NodeDef
    """The `entity` element."""
    saves: tuple[tuple[str, tuple[int, ...]], ...]
    """Property → slots from the container down to the value."""


@dataclass(slots=True)
class Definition:
    form_id: str
    version: str
    title: str
    root: NodeDef
    seed: Seed
    body: list[BodyNode]
    languages: tuple[str, ...]
    default_language: str
    itext: Mapping[str, Mapping[str, TextForms]]
    """language → id → forms."""
    secondary: Mapping[str, SecondaryDef]
    actions: tuple[Action, ...]
    namespaces: Mapping[str, str]
    """prefix → address, as the instance is written; "" is the instance's own namespace."""
    nodes: list[NodeDef]
    """All places in document order."""
    entities: tuple[EntityDef, ...]
    submission: Mapping[str, str]
    """Attributes of the `submission` element: action, method, auto-send, base64RsaPublicKey …"""
    undone: tuple[tuple[str, str], ...]
    """What the form declares and no computer does: what it is, and where."""
