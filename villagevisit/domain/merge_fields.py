"""How each field of a household merges: by rule, or by a person (sync-design.md §6).

A register is what merges as one: most fields are their own; figures that only make sense together share one, so that
halves of two laptops never mix. Registers of a member are `member/<person id>/<field>`, the membership itself is
`member/<person id>`, what the visits of one round found `round/<round>/<field>` (the next round's is no edit of it),
the visit of a round that counts `visit/<form>/<round>/<person>`, two entries of one person `twin/<id>/<id>`.
"""

import json
from collections.abc import Mapping
from enum import StrEnum


class FieldClass(StrEnum):
    LATEST = "A"
    """The latest counts, by causality, then by effective time; the other stays in the history."""
    UNION = "B"
    """What anybody added stays, unless somebody who saw it took it away."""
    PERSON = "C"
    """Two different values wait for a person."""
    STATUS = "D"
    """Like C, and it also stands against any edit made without knowing of it (moved, died, left)."""


CLASSES: dict[str, FieldClass] = {
    "phone": FieldClass.LATEST,
    "address": FieldClass.LATEST,
    "live_address": FieldClass.LATEST,
    "village_group": FieldClass.LATEST,
    "note": FieldClass.LATEST,
    "village_name": FieldClass.LATEST,
    "extra": FieldClass.LATEST,
    "causes": FieldClass.UNION,
    "tag": FieldClass.UNION,
    "record": FieldClass.UNION,
    "state": FieldClass.STATUS,
    "member": FieldClass.STATUS,
}
"""By field name; what is not named here waits for a person."""

_TOGETHER: dict[str, tuple[str, ...]] = {
    "identity": ("id_kind", "id_no", "birth", "sex"),
    "benefit": ("assist_category", "insured_persons", "amount_month"),
    "income": ("gross_year", "net_year", "per_capita_month", "counted_members", "registered_members"),
    "decision": ("prelim", "category", "standard_month", "supplement_month", "printed_supplement", "mode"),
    "blood_pressure": ("systolic", "diastolic"),
    "disability": ("dis_no", "dis_type", "dis_level"),
}
GROUPS: dict[str, str] = {field: group for group, fields in _TOGETHER.items() for field in fields}
"""Glossary field → the register it shares with others."""

NOT_LISTED = "new:"
"""Begins the id of a member whom a visit found and no list has: not an entry of its own yet, so never a twin."""
PER_ROUND = frozenset({"income", "decision"})
"""Registers that a visit establishes for its round only."""
STAYING = frozenset({"", "active", "1"})
"""Values of a status register that end nothing."""


def last_part(register: str) -> str:
    """The field's own name: `phone`, `member` for a membership, `identity` of `member/<id>/identity`."""
    parts = register.split("/")
    return parts[2] if parts[0] in ("member", "round") and len(parts) > 2 else parts[0]


def class_of(register: str) -> FieldClass:
    """How a register merges."""
    return CLASSES.get(last_part(register), FieldClass.PERSON)


def governed(status: str, register: str) -> bool:
    """Whether a status stands above another register: a household's state above all, a membership above its own."""
    if status == register:
        return False
    return status == "state" or register.startswith(status + "/")


def registers(fields: Mapping[str, str], prefix: str = "") -> dict[str, str]:
    """Fields by their register; those that belong together become one value (`parts` reads it)."""
    made: dict[str, str] = {}
    grouped: dict[str, dict[str, str]] = {}
    for field, value in fields.items():
        group = GROUPS.get(field)
        if group is None:
            made[prefix + field] = value
        else:
            grouped.setdefault(group, {})[field] = value
    return made | {prefix + group: _together(values) for group, values in grouped.items()}


def fields_of(register: str) -> frozenset[str]:
    """Names of the fields that share a register."""
    name = last_part(register)
    return frozenset(_TOGETHER.get(name, (name,)))


def completed(register: str, value: str, before: str) -> str:
    """A value that says only some of what belongs together, with the rest as its author had seen it."""
    if not value.startswith("{") or last_part(register) not in _TOGETHER:
        return value
    return _together(parts(register, before) | parts(register, value))


def _together(values: Mapping[str, str]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def parts(register: str, value: str) -> dict[str, str]:
    """The fields of a register with their values; a register of one field has that field."""
    name = last_part(register)
    if name not in _TOGETHER or not value.startswith("{"):
        return {name: value}
    return {str(field): str(text) for field, text in json.loads(value).items()}
