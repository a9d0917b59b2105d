"""The primary instance: which places there are, and what stands in them at first."""

from collections.abc import Mapping

from lxml.etree import _Element as Element

from forms.definition import NodeDef, Seed
from forms.parsing.names import JAVAROSA, OPENROSA, XFORMS, elements, local, refuse, space, written_name

_TEMPLATE = f"{{{JAVAROSA}}}template"


Samples = Mapping[NodeDef, list[Element]]
"""The elements that the form wrote down at each place."""


def parse_primary(element: Element) -> tuple[NodeDef, Samples]:
    """Builds the places below the root of the primary instance."""
    root = NodeDef(written_name(element), f"/{written_name(element)}", None, 0)
    samples: dict[NodeDef, list[Element]] = {}
    _shape(root, [element], samples)
    return root, samples


def attributes_of(element: Element) -> list[tuple[str, str]]:
    """Names as the form writes them, with @ and prefix, and their values; without jr:template."""
    found: list[tuple[str, str]] = []
    if not element.attrib:
        return found
    prefixes = {address: prefix for prefix, address in element.nsmap.items() if prefix}
    for key, value in element.attrib.items():
        key = str(key)
        if key == _TEMPLATE:
            continue
        if key.startswith("{"):
            address, _, name = key[1:].partition("}")
            found.append((f"@{prefixes.get(address, 'ns')}:{name}", str(value)))
        else:
            found.append((f"@{key}", str(value)))
    return found


def _shape(defn: NodeDef, samples: list[Element], found: dict[NodeDef, list[Element]]) -> None:
    """Adds the children of a place, seen in any of the elements that stand there."""
    for sample in samples:
        for name, _ in attributes_of(sample):
            _place(defn, name)
    deeper: dict[NodeDef, None] = {}
    for sample in samples:
        seen: set[NodeDef] = set()
        for child in elements(sample):
            place = _place(defn, written_name(child))
            found.setdefault(place, []).append(child)
            if len(child) or child.attrib:
                deeper[place] = None
            if child.get(_TEMPLATE) is not None:
                place.many = True
                continue
            place.many = place.many or place in seen
            seen.add(place)
    for place in deeper:
        _shape(place, found[place], found)


def _place(parent: NodeDef, name: str) -> NodeDef:
    found = parent.by_name.get(name)
    if found is None:
        slot = len(parent.children)
        above = parent.children[0].above if slot else (*parent.above, parent)
        found = NodeDef(name, f"{parent.path}/{name}", parent, slot, above=above)
        parent.children.append(found)
        parent.by_name[name] = found
    return found


def template(place: NodeDef, samples: Samples) -> Seed:
    """What a new instance of a repeat looks like."""
    written = next((child for child in samples[place] if _TEMPLATE in child.attrib), None)
    return seed_of(place, written) if written is not None else _emptied(seed_of(place, samples[place][0]))


def _emptied(seed: Seed) -> Seed:
    """Without a template, a new instance has the shape of the first one but none of its values."""
    return Seed(seed.defn, "", tuple(_emptied(child) for child in seed.children))


def seed_of(defn: NodeDef, element: Element) -> Seed:
    """What an element writes down. Empty places are left out where no repeat makes their order matter."""
    if not len(element) and not element.attrib:
        return Seed(defn, element.text or "", ())
    children = [Seed(defn.by_name[name], value, ()) for name, value in attributes_of(element)]
    inner = elements(element)
    children.extend(
        seed_of(defn.by_name[written_name(child)], child)
        for child in inner
        if (child.text or len(child) or child.attrib or defn.nests) and child.get(_TEMPLATE) is None
    )
    return Seed(defn, "" if inner else (element.text or ""), tuple(children))


def namespaces(root: Element, instance_root: Element) -> dict[str, str]:
    """The declarations that the written instance carries: those of the form, and the instance's own."""
    found = {str(prefix): str(address) for prefix, address in root.nsmap.items() if prefix}
    found.update({str(prefix): str(address) for prefix, address in instance_root.nsmap.items() if prefix})
    own = space(instance_root)
    if own and own != XFORMS and not instance_root.prefix:
        found[""] = own
    return dict(sorted(found.items()))


def identity(instance_root: Element) -> tuple[str, str]:
    """Form id and version. The id falls back on the namespace, as old forms have it."""
    form_id = instance_root.get("id") or space(instance_root)
    if not form_id or form_id == XFORMS:
        form_id = local(instance_root)
    if not form_id:
        raise refuse("form.no-id", instance_root)
    version = instance_root.get("version") or instance_root.get(f"{{{OPENROSA}}}version") or ""
    return str(form_id), str(version)
