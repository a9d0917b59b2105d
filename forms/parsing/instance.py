"""The primary instance: which places there are, and what stands in them at first."""

from lxml.etree import _Element as Element

from forms.definition import NodeDef, Seed
from forms.parsing.names import JAVAROSA, OPENROSA, XFORMS, elements, local, refuse, space, written_name

_TEMPLATE = f"{{{JAVAROSA}}}template"


def parse_primary(element: Element) -> tuple[NodeDef, Seed]:
    """Builds the places below the root of the primary instance, and the seed of a new answer set."""
    root = NodeDef(name=written_name(element), path=f"/{written_name(element)}", parent=None, slot=0)
    _shape(root, [element])
    _templates(root, [element])
    return root, _seed(root, element)


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


def _shape(defn: NodeDef, samples: list[Element]) -> None:
    """Adds the children of a place, seen in any of the elements that stand there."""
    for sample in samples:
        for name, _ in attributes_of(sample):
            _place(defn, name)
    grouped: dict[str, list[Element]] = {}
    for sample in samples:
        seen: dict[str, int] = {}
        for child in elements(sample):
            name = written_name(child)
            grouped.setdefault(name, []).append(child)
            if _TEMPLATE not in child.attrib:
                seen[name] = seen.get(name, 0) + 1
            place = _place(defn, name)
            place.many = place.many or seen.get(name, 0) > 1 or _TEMPLATE in child.attrib
    for name, children in grouped.items():
        if any(len(child) or child.attrib for child in children):
            _shape(defn.by_name[name], children)


def _place(parent: NodeDef, name: str) -> NodeDef:
    found = parent.by_name.get(name)
    if found is None:
        found = NodeDef(name=name, path=f"{parent.path}/{name}", parent=parent, slot=len(parent.children))
        parent.children.append(found)
        parent.by_name[name] = found
    return found


def _templates(defn: NodeDef, samples: list[Element]) -> None:
    grouped: dict[str, list[Element]] = {}
    for sample in samples:
        for child in elements(sample):
            grouped.setdefault(written_name(child), []).append(child)
    for name, children in grouped.items():
        place = defn.by_name[name]
        if not elements(children[0]) and not place.many:
            place.template = Seed(place, "", tuple(Seed(each, "", ()) for each in place.children))
            continue
        written = next((child for child in children if _TEMPLATE in child.attrib), None)
        place.template = _seed(place, written) if written is not None else _emptied(_seed(place, children[0]))
        _templates(place, children)


def _emptied(seed: Seed) -> Seed:
    """Without a template, a new instance has the shape of the first one but none of its values."""
    return Seed(seed.defn, "", tuple(_emptied(child) for child in seed.children))


def _seed(defn: NodeDef, element: Element) -> Seed:
    if not len(element) and not element.attrib:
        return Seed(defn, element.text or "", ())
    children = [Seed(defn.by_name[name], value, ()) for name, value in attributes_of(element)]
    inner = [child for child in elements(element) if _TEMPLATE not in child.attrib]
    children.extend(_seed(defn.by_name[written_name(child)], child) for child in inner)
    text = "" if elements(element) else (element.text or "")
    return Seed(defn, text, tuple(children))


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
