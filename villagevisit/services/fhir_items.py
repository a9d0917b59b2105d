"""Answers as the items of a questionnaire response, and back: same order, same text."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from villagevisit.domain.health_file import last_name
from villagevisit.services.fhir_words import CHOICE, ESCAPED, WRITTEN

Json = dict[str, Any]
Types = Mapping[str, str]
"""Path without positions → type of the form's question: decimal, integer, date, select_one, select_multiple …"""
_POSITION: Final = re.compile(r"\[\d+\]")
_NUMBER: Final = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,10})?")
_INTEGER: Final = re.compile(r"-?(0|[1-9]\d{0,8})")
_DAY: Final = re.compile(r"(1[6-9]|2\d)\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])")
_ODD_SPACE: Final = re.compile(r"[^\S \r\n\t]")
"""White space that a string of the standard may not hold: the wide Chinese space, the one that does not break."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""What the standard allows in no text, and no workbook can hold."""
_VALUES: Final = ("valueString", "valueDecimal", "valueInteger", "valueDate", "valueDateTime", "valueTime", "valueUri")


def items_of(answers: Sequence[tuple[str, str]], types: Types) -> list[Json]:
    """Nested items. A place that stands several times is several items of one `linkId`, in their order."""
    top: list[Json] = []
    open_groups: list[tuple[str, Json]] = []
    for ref, value in answers:
        steps = ref.split("/")[1:]
        while open_groups and not _below(ref, open_groups[-1][0]):
            open_groups.pop()
        for depth in range(len(open_groups) + 2, len(steps)):  # the root of the form is no item
            here = "/" + "/".join(steps[:depth])
            group: Json = {"linkId": _POSITION.sub("", here), "item": []}
            _inside(top, open_groups).append(group)
            open_groups.append((here, group))
        path = _POSITION.sub("", ref)
        _inside(top, open_groups).append({"linkId": path, "answer": _answer(value, types.get(path, ""), path)})
    return top


def _below(ref: str, group: str) -> bool:
    return ref.startswith(group + "/")


def _inside(top: list[Json], open_groups: list[tuple[str, Json]]) -> list[Json]:
    return open_groups[-1][1]["item"] if open_groups else top


def _answer(value: str, kind: str, path: str) -> list[Json]:
    if kind in ("select_one", "select_multiple"):
        codes = value.split() if kind == "select_multiple" else [value]
        if " ".join(codes) == value and all(re.fullmatch(r"\S+", code) for code in codes):
            return [{"valueCoding": {"system": CHOICE + last_name(path), "code": code}} for code in codes]
    if kind == "decimal" and _NUMBER.fullmatch(value):
        return [_written({"valueDecimal": _number(value)}, value)]
    if kind == "integer" and _INTEGER.fullmatch(value):
        return [{"valueInteger": int(value)}] if value != "-0" else [{"valueString": value}]
    if kind == "date" and _DAY.fullmatch(value):
        return [{"valueDate": value}]
    shown = _ODD_SPACE.sub(" ", value)
    if shown == value:
        return [{"valueString": value}]
    return [{"extension": [{"url": ESCAPED, "valueString": json.dumps(value)}], "valueString": shown}]


def _number(value: str) -> int | float:
    return float(value) if "." in value or value == "-0" else int(value)


def _written(answer: Json, value: str) -> Json:
    """With the text beside it, where the value alone would not give it back."""
    if _text(answer) == value:
        return answer
    return {"extension": [{"url": WRITTEN, "valueString": value}], **answer}


def answers_in(items: Sequence[Json]) -> tuple[tuple[str, str], ...]:
    """The other half of `items_of`; of another system's response whatever has a text, a number, a day or a code."""
    return tuple(_read(items, ""))


def _read(items: Sequence[Json], above: str) -> Iterator[tuple[str, str]]:
    links = [str(item.get("linkId", "")) for item in items]
    seen: dict[str, int] = {}
    for item, link in zip(items, links, strict=True):
        seen[link] = seen.get(link, 0) + 1
        before, _, step = link.rpartition("/")
        ref = f"{above or before}/{step or 'item'}" + (f"[{seen[link]}]" if links.count(link) > 1 else "")
        answers = item.get("answer") or []
        said = _CONTROL.sub("", " ".join(text for text in map(_text, answers) if text))
        if said:
            yield ref, said
        nested = [*(item.get("item") or []), *(inner for one in answers for inner in one.get("item") or [])]
        yield from _read(nested, ref)


def _text(answer: Json) -> str:
    for extension in answer.get("extension") or ():
        if extension.get("url") == WRITTEN:
            return str(extension.get("valueString", ""))
        if extension.get("url") == ESCAPED:
            return _unescaped(str(extension.get("valueString", "")))
    if "valueCoding" in answer:
        return str(answer["valueCoding"].get("code", ""))
    if "valueBoolean" in answer:
        return "true" if answer["valueBoolean"] else "false"
    if "valueQuantity" in answer:
        return str(answer["valueQuantity"].get("value", ""))
    return next((str(answer[name]) for name in _VALUES if name in answer), "")


def _unescaped(text: str) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        return ""
    return value if isinstance(value, str) else ""
