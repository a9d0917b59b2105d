"""What forms save into entity lists: as a form declares it, and as a submission says it.

ODK XForms specification, entities 2022.1 (create), 2023.1 (update), 2024.1 (offline branches), 2025.1 (from repeats).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from sync.server.openrosa_xml import LONGEST_NAME, Head, local, read_tree

_NAMESPACE = "{http://www.opendatakit.org/xforms/entities}"
_MOST = 2**31 - 2
_YES = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class Saving:
    """What a form declares; one of another version of the specification did not get onto the shelf.

    Paths are node names without prefixes (`/data/tree`).
    """

    lists: Mapping[str, str]
    """Path of a node that stands for an entity → its list."""
    properties: Mapping[str, tuple[str, str]]
    """Path of a question → path of its entity's node, name of the property."""

    def columns(self) -> set[tuple[str, str]]:
        """Pairs of list and property."""
        return {(self.lists[node], name) for node, name in self.properties.values()}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a submission says of one entity. Versions are as the phone counts; None: it does not say."""

    list: str
    id: str
    create: bool
    update: bool
    base: int | None
    trunk: int | None
    branch: str
    label: str
    """Empty: it stays as it is."""
    data: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=64)
def saving(form_xml: bytes) -> Saving:
    """What a form saves. Raises SyncError `openrosa.xml`."""
    root = read_tree(form_xml)
    model = next((one for one in root.iter() if local(one) == "model"), root)
    instance = next((one for one in model if local(one) == "instance"), None)
    lists = {
        path: name
        for top in (instance if instance is not None else ())
        for path, found in _entities(top, f"/{local(top)}")
        if 0 < len(name := found.get("dataset") or "") <= LONGEST_NAME
    }
    properties: dict[str, tuple[str, str]] = {}
    for bind in (one for one in model if local(one) == "bind"):
        name, path = bind.get(f"{_NAMESPACE}saveto") or "", _plain(bind.get("nodeset") or "")
        node = max((one for one in lists if path.startswith(f"{one}/")), key=len, default=None)
        if node is not None and _is_property(name):
            properties[path] = (node, name)
    return Saving(lists, properties)


def drafts(declared: Saving, head: Head) -> list[Draft]:
    """What a submission saves, in the order in which it says it."""
    made: list[Draft] = []
    _walk(declared, head.root, f"/{local(head.root)}", "", None, made)
    return made


def _walk(
    declared: Saving, element: "etree._Element", path: str, node: str, draft: Draft | None, made: list[Draft]
) -> None:
    if path in declared.lists:
        found = _entity(element)
        node, draft = path, _draft(found) if found is not None else None
        if draft is not None and draft.list == declared.lists[path]:
            made.append(draft)
    for child in element:
        below = f"{path}/{local(child)}"
        owner, name = declared.properties.get(below, ("", ""))
        if draft is not None and name and owner == node:
            draft.data[name] = child.text or ""
        _walk(declared, child, below, node, draft, made)


def _entities(element: "etree._Element", path: str) -> Iterator[tuple[str, "etree._Element"]]:
    found = _entity(element)
    if found is not None:
        yield path, found
    for child in element:
        yield from _entities(child, f"{path}/{local(child)}")


def _entity(element: "etree._Element") -> "etree._Element | None":
    """The entity that an element stands for."""
    for meta in (one for one in element if local(one) == "meta"):
        return next((one for one in meta if local(one) == "entity"), None)
    return None


def _draft(found: "etree._Element") -> Draft:
    label = next((one.text or "" for one in found if local(one) == "label"), "")
    return Draft(
        list=found.get("dataset") or "",
        id=(found.get("id") or "").strip().lower().removeprefix("uuid:"),
        create=found.get("create") in _YES,
        update=found.get("update") in _YES,
        base=_count(found.get("baseVersion")),
        trunk=_count(found.get("trunkVersion")),
        branch=(found.get("branchId") or "").strip()[:80],
        label=label.strip(),
    )


def _count(text: str | None) -> int | None:
    stripped = (text or "").strip()
    few = stripped.isascii() and stripped.isdecimal() and len(stripped) <= 10
    return int(stripped) if few and int(stripped) <= _MOST else None


def _plain(nodeset: str) -> str:
    """A path without prefixes."""
    return "/".join(step.rpartition(":")[2] for step in nodeset.strip().split("/"))


def _is_property(name: str) -> bool:
    return 0 < len(name) <= LONGEST_NAME and name.lower() not in ("name", "label") and not name.startswith("__")
