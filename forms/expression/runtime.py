"""What a compiled expression runs on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Protocol

from forms.definition import NodeDef
from forms.items import AnyNode, Item, Row
from forms.values import Value


class Env(Protocol):
    """The answer set as expressions see it."""

    root: Item
    fixed: list[Item]
    """By `NodeDef.order`: the item of every place that is not inside a repeat (others hold the root)."""
    zone: tzinfo

    def now(self) -> datetime: ...
    def secondary(self, name: str) -> Row: ...
    def find(self, name: str, shape: tuple[Any, ...], values: list[Value]) -> Sequence[Row] | None: ...
    def lookup(self, table: str, wanted: str, key: str, value: str) -> str: ...
    def itext(self, name: str) -> str: ...
    def choice_label(self, value: str, field: Item) -> str: ...
    def property(self, name: str) -> str: ...


class Frame:
    """Where an evaluation stands. Predicates move `node`; `origin` stays (current())."""

    __slots__ = ("env", "node", "origin", "position", "size")

    def __init__(self, env: Env, node: AnyNode) -> None:
        self.env = env
        self.node = self.origin = node
        self.position = self.size = 1


Run = Callable[[Frame], Any]


@dataclass(slots=True, unsafe_hash=True)
class Dependency:
    """An expression reads every `place` below the item of `anchor` that the node and its reader share."""

    place: NodeDef
    anchor: NodeDef | None
    elsewhere: bool
    """It picks other instances by position, so that a field may build on the same field of another instance."""


@dataclass(slots=True)
class Code:
    """A compiled expression with the kind of its result, so that conversions are chosen once."""

    kind: str
    """num, text, truth, any (one value), one (a node or None), many (a list of nodes)."""
    run: Run
    place: NodeDef | None = None
    """Of nodes of the primary instance, when it is known."""
    item: bool = False
    """Its nodes are items for certain, and there is always one where the kind is `one`."""
    slot: int = -1
    """Of a child of the context node: its slot."""
    constant: float | None = None
    order: int = -1
    """`NodeDef.order` of the one item that it always is, outside repeats."""


@dataclass(slots=True)
class Program:
    """An expression ready to run from items of one place."""

    value: Callable[[Frame], Value]
    truth: Callable[[Frame], bool]
    nodes: Callable[[Frame], Sequence[AnyNode]] | None
    """Those that apply."""
    every: Callable[[Frame], Sequence[AnyNode]] | None
    dependencies: list[Dependency] = field(default_factory=list)
