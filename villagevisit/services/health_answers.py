"""Answers of a record by reference, and what a health event or an imported record says in the same way."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from lxml import etree

from villagevisit.domain.event import Event, Value
from villagevisit.domain.health_file import HealthEntry
from villagevisit.services.frozen_answers import PARSER

IMPORTED: Final = "health.imported"
"""Event: a record of another system; its data are the entry."""
_META: Final = frozenset({"meta"})


def answers_of(body: bytes) -> tuple[tuple[str, str], ...]:
    """Reference → text of what was answered, in document order.

    Only what was answered several times bears its position, counted among those that hold an answer.
    """
    root = etree.fromstring(body, PARSER)
    found: list[tuple[str, str]] = []
    _leaves(root, f"/{etree.QName(root).localname}", found)
    return tuple(found)


def _leaves(element: etree._Element, ref: str, found: list[tuple[str, str]]) -> None:
    filled = [child for child in element if any(leaf.text for leaf in child.iter() if len(leaf) == 0)]
    named = [(etree.QName(child).localname, child) for child in filled]
    names = Counter(name for name, _ in named)
    seen: Counter[str] = Counter()
    for name, child in named:
        if name in _META:
            continue
        seen[name] += 1
        here = f"{ref}/{name}[{seen[name]}]" if names[name] > 1 else f"{ref}/{name}"
        if len(child):
            _leaves(child, here, found)
        else:
            found.append((here, child.text or ""))


def of_event(one: Event) -> HealthEntry:
    """A health event as an entry; a record that came from elsewhere as it came."""
    if one.kind == IMPORTED:
        return HealthEntry(
            one.text("id"), one.thing, one.text("form"), one.text("version"), one.day, one.text("at"), one.text("by"),
            tuple(pairs(one.data.get("answers"))), one.text("replaces"),
        )  # fmt: skip
    said = tuple((f"/data/{key}", _text(value)) for key, value in sorted(one.data.items()))
    return HealthEntry(one.id, one.thing, one.kind, "", one.day, one.at, one.by, said)


def corrected(told: Iterable[Event]) -> frozenset[str]:
    """Names of records from elsewhere that a later one corrects."""
    return frozenset(name for one in told if one.kind == IMPORTED for name in one.text("replaces").split())


def data_of(entry: HealthEntry) -> Mapping[str, Value]:
    """What an `IMPORTED` event keeps of an entry; `of_event` is its other half."""
    return {
        "id": entry.id, "form": entry.form, "version": entry.version, "at": entry.at, "by": entry.by,
        "answers": [[ref, value] for ref, value in entry.answers], "replaces": entry.replaces,
    }  # fmt: skip


def pairs(value: Value) -> list[tuple[str, str]]:
    """Two texts each; anything else that a record may hold is left out."""
    several = value if isinstance(value, list) else ()
    return [
        (str(one[0]), str(one[1]))
        for one in several
        if isinstance(one, list) and len(one) == len(("ref", "text")) and all(isinstance(part, str) for part in one)
    ]


def _text(value: Value) -> str:
    """A text as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
