"""Instance XML: written once in one form, and read back."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from lxml.etree import _Element as Element

from forms.definition import NodeDef, Seed
from forms.errors import FormError
from forms.items import Item
from forms.parsing.instance import attributes_of
from forms.parsing.names import OPENROSA, elements, local, read_xml, written_name

_RETURN = {"\r": "&#13;"}
_QUOTE = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


def write_instance(
    root: Item, namespaces: Mapping[str, str], *, whole: bool, instance_id: str, deprecated_id: str
) -> bytes:
    """The instance as UTF-8 XML without any optional white space, places in the form's order.

    `whole` also writes what does not apply now (a draft). The ids are added to `meta` where the form has no place
    for them.
    """
    out: list[str] = ["<?xml version='1.0' encoding='UTF-8'?>\n"]
    declarations = "".join(
        f' {"xmlns:" + prefix if prefix else "xmlns"}="{_attribute(address)}"'
        for prefix, address in sorted(namespaces.items())
    )
    missing = _missing_meta(root, instance_id, deprecated_id)
    _write(root, out, declarations, whole, missing)
    return "".join(out).encode()


def _missing_meta(root: Item, instance_id: str, deprecated_id: str) -> dict[str, str]:
    """Element name inside meta → text, for ids that the form itself has no place for."""
    wanted = {"instanceID": instance_id, "deprecatedID": deprecated_id}
    meta = root.defn.child("meta")
    return {name: text for name, text in wanted.items() if text and (meta is None or meta.child(name) is None)}


def _write(item: Item, out: list[str], declarations: str, whole: bool, missing: Mapping[str, str]) -> None:
    defn = item.defn
    attributes, inner = [declarations], []
    for each in item.inner():
        name = each.defn.name
        if name.startswith("@"):
            attributes.append(f' {name[1:]}="{_attribute(each.value)}"')
        elif whole or each.live:
            inner.append(each)
    out.append(f"<{defn.name}{''.join(attributes)}")
    start = len(out)
    out.append(">")
    out.append(escape(item.value, _RETURN))
    for each in inner:
        is_meta = missing and item.parent is None and each.defn.is_named("meta")
        _write(each, out, "", whole, {"": ""} | dict(missing) if is_meta else {})
    if missing:
        _write_missing(item, out, missing)
    if len(out) == start + 2 and item.value == "":
        out[start:] = ["/>"]
    else:
        out.append(f"</{defn.name}>")


def _write_missing(item: Item, out: list[str], missing: Mapping[str, str]) -> None:
    prefix = item.defn.name.rpartition(":")[0]
    start = f"{prefix}:" if prefix else ""
    inner = "".join(f"<{start}{n}>{escape(text)}</{start}{n}>" for n, text in missing.items() if n)
    if "" in missing:
        out.append(inner)
    elif item.defn.child("meta") is None:
        bare = "".join(f"<{n}>{escape(text)}</{n}>" for n, text in missing.items())
        out.append(f'<meta xmlns="{OPENROSA}">{bare}</meta>')


def _attribute(text: str) -> str:
    return escape(text, _QUOTE)


def is_record(xml: bytes, root: NodeDef) -> bool:
    """Whether an instance is one of the form, by the name of its root. Raises FormError `form.not-xml`."""
    return root.is_named(local(read_xml(xml)))


def read_instance(xml: bytes, root: NodeDef) -> Seed:
    """Reads an instance of the form back. Elements that the form lacks are passed over.

    Raises FormError `form.not-xml`, or `form.other-form` when the root is another's.
    """
    element = read_xml(xml)
    if not root.is_named(local(element)):
        raise FormError("form.other-form", where=local(element))
    return _read(element, root)


def _read(element: Element, defn: NodeDef) -> Seed:
    if not len(element) and not element.attrib:
        return Seed(defn, element.text or "", ())
    children: list[Seed] = []
    for name, value in attributes_of(element):
        place = defn.child(name)
        if place is not None:
            children.append(Seed(place, value, ()))
    for inner in elements(element):
        place = defn.child(written_name(inner))
        if place is not None:
            children.append(_read(inner, place))
    text = "" if elements(element) else (element.text or "")
    return Seed(defn, text, tuple(children))
