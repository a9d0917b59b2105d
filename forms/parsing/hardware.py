"""What a form may declare that a computer at a desk does not do. The form runs, and its author is told."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from forms.definition import NodeDef
from forms.parsing.names import where

_ACTIONS = ("setgeopoint", "recordaudio")
_TELLING = tuple(f"{{*}}{name}" for name in (*_ACTIONS, "submission", "input", "upload", "group"))
_ELSEWHERE = ("context", "patient")
"""Preloads that a system hands over when it opens a form from outside."""


def undone(root: Element, nodes: list[NodeDef]) -> tuple[tuple[str, str], ...]:
    """What it is and where, in the order of the form."""
    return (*_in_xml(root), *_in_places(nodes))


def _in_xml(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter(*_TELLING):
        name = str(element.tag).rpartition("}")[2]
        if name in _ACTIONS:
            yield name, where(element)
        elif name == "submission" and element.get("base64RsaPublicKey"):
            yield "base64RsaPublicKey", where(element)
        elif name == "upload" and str(element.get("mediatype") or "").startswith("osm"):
            yield "osm", where(element)
        elif element.get("intent") or "ex:" in str(element.get("appearance") or ""):
            yield "intent", where(element)


def _in_places(nodes: list[NodeDef]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if node.is_named("audit") and node.parent is not None and node.parent.is_named("meta"):
            yield "audit", node.path
        if node.bind.preload in _ELSEWHERE:
            yield f"jr:preload {node.bind.preload}", node.path
