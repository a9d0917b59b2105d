"""What a session gives to its callers: plain frozen values, no handles into the engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ProblemKind = Literal["required", "constraint", "type"]
NodeKind = Literal["group", "repeat", "instance", "question"]
EntityAction = Literal["create", "update"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of answering: a broken constraint or type is reported, and the value kept all the same.

    `kind` is None, or `constraint`, `type` (both kept), `readonly`, `irrelevant` (both refused).
    """

    accepted: bool
    kind: str | None = None
    message: str | None = None
    """The form's own sentence in the current language; None where the form gives none."""
    changed: frozenset[str] = frozenset()
    """Refs whose value, relevance, requiredness, read-only flag, validity, choices or label changed."""


@dataclass(frozen=True, slots=True)
class Count:
    count: int
    """Instances of the repeat after the change."""
    changed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    """Empty where the form gives none, as beside a picture."""
    media: Mapping[str, str] = field(default_factory=dict)
    """Other forms of the label: `image`, `audio`, `video`, `big-image` → jr:// address."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a form that its author should know, though the form runs.

    `code` is stable and dotted, its sentence is looked up elsewhere; `params` locate it as those of an error.
    """

    code: str
    params: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps the answers from being frozen."""

    ref: str
    kind: ProblemKind
    message: str
    """The form's own sentence; empty where the form gives none."""
    label: str


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the form as it stands now. A repeat is one node; its children are its instances."""

    ref: str
    """With 1-based positions at every repeat: /data/member[2]/m_name."""
    path: str
    """Without positions."""
    name: str
    kind: NodeKind
    control: str = ""
    """input, select1, select, rank, upload, range, trigger, note; empty for nodes that are no question."""
    type: str = "string"
    appearance: str = ""
    mediatype: str = ""
    label: str = ""
    hint: str = ""
    guidance: str = ""
    short: str = ""
    """The label in few words, where the form gives it, for narrow places."""
    value: str = ""
    exists: bool = True
    relevant: bool = True
    required: bool = False
    readonly: bool = False
    valid: bool = True
    """Whether the value keeps the type and the constraint. An empty required question is valid; see `problems`."""
    message: str = ""
    """Why it is not valid, in the form's own words; may be empty."""
    required_message: str = ""
    constraint_message: str = ""
    can_add: bool = False
    can_remove: bool = False
    count: int = 0
    """Of a repeat: how many instances it has."""
    media: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Attributes of the control and its bind that shape the widget: start, end, step, rows, accuracyThreshold, accept,
    autoplay, max-pixels, quality, saveIncomplete …"""


@dataclass(frozen=True, slots=True)
class Entity:
    """Something on a list that a frozen record registers or changes. The names are those of the specification."""

    list: str
    action: EntityAction
    id: str
    baseVersion: str
    """Of an update: the version that the form had before it."""
    label: str
    """Of an update: empty leaves the label as it is."""
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Frozen:
    xml: bytes
    """Canonical instance XML, UTF-8; nothing re-serialises it afterwards."""
    digest: str
    """SHA-256 of `xml`, hex."""
    entities: list[Entity] = field(default_factory=list)
