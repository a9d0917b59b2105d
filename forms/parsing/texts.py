"""Labels, hints and itext."""

import re

from lxml.etree import _Element as Element

from forms.definition import NO_WORDS, Output, Parts, TextForms, Words
from forms.parsing.names import elements, local, refuse

_ITEXT = re.compile(r"\s*jr:itext\(\s*(['\"])(.*?)\1\s*\)\s*", re.DOTALL)
_ITEXT_CALL = re.compile(r"\s*jr:itext\((.*)\)\s*", re.DOTALL)


def parts_of(element: Element) -> Parts:
    """The mixed content of an element: text and outputs."""
    found: list[str | Output] = []
    if not len(element):
        text = (element.text or "").strip()
        return (text,) if text else ()
    if element.text:
        found.append(str(element.text))
    for child in elements(element):
        if local(child) == "output":
            source = child.get("value") or child.get("ref")
            if not source:
                raise refuse("form.output-empty", child)
            found.append(Output(str(source)))
        else:
            found.extend(parts_of(child))
        if child.tail:
            found.append(str(child.tail))
    return _trimmed(found)


def _trimmed(parts: list[str | Output]) -> Parts:
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return tuple(part for part in parts if part != "")


def words_of(element: Element | None) -> Words:
    """What a label or hint element says."""
    if element is None:
        return NO_WORDS
    ref = element.get("ref")
    if ref is None:
        return Words(parts=parts_of(element))
    return words_from(str(ref))


def words_from(source: str) -> Words:
    """What a `ref` says: an itext id, or else an expression that yields one or the text itself."""
    match = _ITEXT.fullmatch(source)
    if match:
        return Words(itext=match[2])
    match = _ITEXT_CALL.fullmatch(source)
    if match:
        return Words(expression=match[1])
    return Words(parts=(Output(source),))


def message_from(source: str) -> Words:
    """What a bind says when an answer breaks it: an itext reference, or else the sentence itself."""
    match = _ITEXT.fullmatch(source) if source else None
    if match:
        return Words(itext=match[2])
    return Words(parts=(source,)) if source else NO_WORDS


def parse_itext(itext: Element | None) -> tuple[dict[str, dict[str, TextForms]], str]:
    """Language → id → forms, and the default language."""
    languages: dict[str, dict[str, TextForms]] = {}
    default = ""
    if itext is None:
        return languages, default
    for translation in elements(itext):
        if local(translation) != "translation":
            raise refuse("form.unsupported", translation, what=local(translation))
        name = str(translation.get("lang") or "")
        if translation.get("default") in ("", "true()", "true", name) or not languages:
            default = name
        table = languages.setdefault(name, {})
        for text in elements(translation):
            key = text.get("id")
            if local(text) != "text" or key is None:
                raise refuse("form.itext", text)
            forms = {str(v.get("form") or ""): parts_of(v) for v in elements(text) if local(v) == "value"}
            table[str(key)] = TextForms(forms)
    return languages, default
