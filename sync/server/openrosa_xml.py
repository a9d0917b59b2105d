"""The little XML that OpenRosa needs: reading the head of a submission safely, and writing lists and answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from sync.errors import SyncError

RESPONSE = "http://openrosa.org/http/response"
FORM_LIST = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"
LONGEST_ID = 80
"""Of an instance id: it is the subject of the record."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Head:
    """What the server must know of a submission; `root` is the parsed instance, for whoever looks further."""

    form: str
    version: str
    instance: str
    deprecated: str
    root: "etree._Element"


def read_tree(xml: bytes) -> "etree._Element":
    """Parses XML that may be hostile: no document type, so no entities; no network. Raises SyncError `openrosa.xml`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SyncError("openrosa.xml") from error
    if root.getroottree().docinfo.doctype:
        raise SyncError("openrosa.xml")
    return root


def read_head(xml: bytes) -> Head:
    """Who a submission says it is.

    Raises:
        SyncError: `openrosa.xml`, `openrosa.no-form-id`, `openrosa.no-instance-id`, `openrosa.encrypted`.
    """
    root = read_tree(xml)
    form = root.get("id") or ""
    if not form:
        raise SyncError("openrosa.no-form-id")
    if root.get("encrypted") == "yes":
        raise SyncError("openrosa.encrypted")
    meta = next((child for child in root if local(child) == "meta"), None)
    instance = _text(meta, "instanceID") or (root.get("instanceID") or "").strip()
    if not 0 < len(instance) <= LONGEST_ID:
        raise SyncError("openrosa.no-instance-id")
    deprecated = _text(meta, "deprecatedID")[:LONGEST_ID]
    return Head(form[:LONGEST_NAME], (root.get("version") or "")[:LONGEST_NAME], instance, deprecated, root)


def local(element: "etree._Element") -> str:
    """The name of an element without its namespace; empty for a comment or instruction."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def answer(message: str, *, error: bool) -> bytes:
    """`<OpenRosaResponse>`; Collect shows the message to the person."""
    top = etree.Element(f"{{{RESPONSE}}}OpenRosaResponse", nsmap={None: RESPONSE})
    etree.SubElement(top, f"{{{RESPONSE}}}message", nature="error" if error else "submit_success").text = message
    return written(top)


def rows(namespace: str, top: str, row: str, entries: Iterable[tuple[Mapping[str, str], Mapping[str, str]]]) -> bytes:
    """A list of elements, each with attributes and one child per name (an empty one is left out)."""
    root = etree.Element(f"{{{namespace}}}{top}", nsmap={None: namespace})
    for attributes, children in entries:
        element = etree.SubElement(root, f"{{{namespace}}}{row}", attrib=dict(attributes))
        for name, text in children.items():
            if text:
                etree.SubElement(element, f"{{{namespace}}}{name}").text = text
    return written(root)


def integrity(deleted: Mapping[str, bool]) -> bytes:
    """Which of the entities that a phone asked about are gone."""
    root = etree.Element("data")
    entities = etree.SubElement(root, "entities")
    for name, gone in deleted.items():
        entity = etree.SubElement(entities, "entity", id=name)
        etree.SubElement(entity, "deleted").text = "true" if gone else "false"
    return written(root)


def written(root: "etree._Element") -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _text(parent: "etree._Element | None", name: str) -> str:
    found = next((child for child in parent if local(child) == name), None) if parent is not None else None
    return (found.text or "").strip() if found is not None else ""
