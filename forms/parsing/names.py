"""Namespaces of the XForms world, and small helpers over lxml elements."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from lxml import etree
from lxml.etree import _Element as Element

from forms.errors import FormError

XFORMS = "http://www.w3.org/2002/xforms"
JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
ODK = "http://www.opendatakit.org/xforms"
ENTITIES = "http://www.opendatakit.org/xforms/entities"


def read_xml(content: bytes) -> Element:
    """The root of a document, which cannot make us read anything but itself.

    Raises:
        FormError: `form.not-xml` with `line` and `column`.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise FormError("form.not-xml", line=line, column=column) from error


def local(element: Element) -> str:
    return _tail(element.tag)


@lru_cache(maxsize=1024)
def _tail(tag: str) -> str:
    """A form says the same few names thousands of times."""
    return tag.rpartition("}")[2]


def space(element: Element) -> str:
    return str(element.tag)[1:].rpartition("}")[0]


def jr(element: Element, name: str) -> str:
    return str(element.get(f"{{{JAVAROSA}}}{name}", ""))


def said_by(element: Element) -> dict[str, str]:
    """The attributes, with their namespaces in braces."""
    return dict(element.items())


def further(said: Mapping[str, str], known: frozenset[str]) -> dict[str, str]:
    """Attributes other than the known ones, by their names without prefixes."""
    if said.keys() <= known:
        return {}
    others = ((_tail(key), value) for key, value in said.items() if key not in known)
    return {name: value for name, value in others if name not in known}


def elements(parent: Element) -> list[Element]:
    """Child elements, without comments and processing instructions."""
    return [child for child in parent if child.tag.__class__ is str]


def firsts(inner: Iterable[Element]) -> dict[str, Element]:
    """By name, without prefix, the first element that has it."""
    found: dict[str, Element] = {}
    for each in inner:
        found.setdefault(local(each), each)
    return found


def every(parent: Element, *names: str) -> list[Element]:
    """Child elements of any of these names, in document order."""
    return list(parent.iterchildren(*(f"{{*}}{name}" for name in names)))


def only(parent: Element, name: str) -> Element | None:
    return next(parent.iterchildren(f"{{*}}{name}"), None)


def written_name(element: Element) -> str:
    """The name as the form writes it: with the prefix, if it has one."""
    prefix, name = element.prefix, local(element)
    return f"{prefix}:{name}" if prefix else name


def where(element: Element) -> str:
    """Where an element stands, for an error: its name, what it refers to, and its line."""
    ref = element.get("ref") or element.get("nodeset") or element.get("id") or ""
    return f"<{local(element)}{' ' + ref if ref else ''}> :{element.sourceline or 0}"


def refuse(code: str, element: Element, **params: str | int) -> FormError:
    return FormError(code, where=where(element), **params)
