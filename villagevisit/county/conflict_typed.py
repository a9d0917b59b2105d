"""Another value than the sides have, as a person at the county types it."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation

from villagevisit.domain import citizen_id
from villagevisit.domain.errors import Refused
from villagevisit.domain.merge import Merged
from villagevisit.domain.merge_fields import last_part, parts, registers
from villagevisit.services.conflict_words import COUNTS, HIDDEN, MONEY

_MOST = 200


def typable(register: str) -> list[str]:
    """The fields of a register that a person may type another value for; empty where only a side can be right."""
    name = last_part(register)
    if name in ("visit", "twin", "member", "state", "record", "identity"):
        return ["id_no"] if name == "identity" else []
    return [name]


def typed_parts(one: Merged) -> list[str]:
    """The fields to type: those that any side names."""
    if typable(one.register) != [last_part(one.register)]:
        return typable(one.register)
    named = {part: None for head in one.heads for part in parts(one.register, head.value) if part not in HIDDEN}
    return list(named)


def typed(one: Merged, given: Mapping[str, str], today: date) -> str:
    """The register's value from what a person typed. Raises Refused `conflict.typed` (field: its own name)."""
    cleaned = {part: _checked(part, text_, today) for part, text_ in given.items()}
    if typable(one.register) == ["id_no"]:
        number = cleaned["id_no"]
        cleaned |= {"id_kind": "resident", "birth": citizen_id.birth_of(number), "sex": citizen_id.sex_of(number)}
    if list(cleaned) == [last_part(one.register)]:
        return cleaned[last_part(one.register)]
    (value,) = registers(cleaned).values()
    return value


def _checked(part: str, given: str, today: date) -> str:
    given = given.strip()
    if not given or len(given) > _MOST:
        raise Refused("conflict.typed", field=part)
    if part in MONEY:
        with suppress(InvalidOperation):
            amount = Decimal(given.replace(",", "").replace("，", ""))
            if amount.is_finite() and amount >= 0:
                return f"{amount:.2f}"
        raise Refused("conflict.typed", field=part)
    if part in COUNTS and not (given.isascii() and given.isdigit()):
        raise Refused("conflict.typed", field=part)
    if part == "id_no":
        given = citizen_id.normalise(given)
        if not citizen_id.is_valid(given, today):
            raise Refused("conflict.typed", field=part)
    return given
