"""The answers in the bytes of a frozen record, by name; without the form engine, which is slow to import."""

from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@lru_cache(maxsize=8)
def values(body: bytes) -> Mapping[str, str]:
    """The answers outside repeats (of a repeat, its first) by the field's name."""
    found: dict[str, str] = {}
    for element in etree.fromstring(body, PARSER).iter():
        if isinstance(element.tag, str) and len(element) == 0:
            found.setdefault(etree.QName(element).localname, (element.text or "").strip())
    return found


def repeats(body: bytes, name: str) -> list[dict[str, str]]:
    """The answers of each instance of a repeat, by the field's name."""
    return [
        {etree.QName(leaf).localname: (leaf.text or "").strip() for leaf in element}
        for element in etree.fromstring(body, PARSER).iter(f"{{*}}{name}")
        if len(element)
    ]
