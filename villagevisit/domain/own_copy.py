"""What of a form is about one person: his own part, and what is said of the whole household; nobody else's words.

Neighbours and informants spoke in confidence, and other members have rights of their own (PIPL 45; 220号 35).
"""

import re
from collections.abc import Iterator, Mapping

IN_CONFIDENCE = ("/data/neighbour", "/data/g_informant", "/data/clue_")
"""How references begin that name or quote somebody who spoke of the household (F01 §J, §K; F08)."""
_WHOSE = ("/data/person_name", "/data/person_id")
"""Whom a form of a household is about, where it says so."""
_NAMING = ("_name", "_id_no", "_id")
_MEMBER = "_member"
_WHOLE_HOUSEHOLD = "0"
_INSTANCE = re.compile(r"^(.*?\[\d+\])/")


def own_refs(values: Mapping[str, str], name: str, id_no: str) -> set[str]:
    """The references of a form's answers (reference → text) that this person may have."""
    own = {name, id_no} - {""}
    whose = {values.get(ref, "") for ref in _WHOSE} - {""}
    if whose and not whose & own:
        return set()
    instances = set(_instances(values))
    foreign = {one for one in instances if not _is_own(values, one, own, _places(values, own))}
    return {
        ref for ref in values
        if not ref.startswith(IN_CONFIDENCE) and not any(ref.startswith(f"{one}/") for one in foreign)
    }  # fmt: skip


def _instances(values: Mapping[str, str]) -> Iterator[str]:
    for ref in values:
        found = _INSTANCE.match(ref)
        if found:
            yield found[1]


def _places(values: Mapping[str, str], own: set[str]) -> set[str]:
    """Positions of the person among the members, by which other repeats refer to him."""
    found = {_WHOLE_HOUSEHOLD}
    for ref, value in values.items():
        if ref.startswith("/data/member[") and ref.endswith(_NAMING) and value in own:
            found.add(ref.removeprefix("/data/member[").partition("]")[0])
    return found


def _is_own(values: Mapping[str, str], instance: str, own: set[str], places: set[str]) -> bool:
    inside = {ref: value for ref, value in values.items() if ref.startswith(f"{instance}/") and value}
    of_member = [value for ref, value in inside.items() if ref.endswith(_MEMBER)]
    if of_member:
        return set(of_member) <= places
    named = [value for ref, value in inside.items() if ref.endswith(_NAMING)]
    return not named or any(value in own for value in named)
