"""Registers and values of a household as a person reads them. ID numbers show their last four characters only."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation

from villagevisit.county.conflicts import Known
from villagevisit.county.html import Words, moment
from villagevisit.domain import citizen_id
from villagevisit.domain.errors import Refused
from villagevisit.domain.merge import Head, Merged
from villagevisit.domain.merge_fields import last_part, parts, registers
from villagevisit.wording.catalog import ENTRIES

BOTH = "both"
"""What a decision says of two entries that are two persons."""
_MONEY = frozenset(
    {
        "gross_year", "net_year", "per_capita_month", "standard_month", "supplement_month", "printed_supplement",
        "amount_month",
    }
)  # fmt: skip
_COUNTS = frozenset({"insured_persons", "counted_members", "registered_members", "systolic", "diastolic"})
_CODED = {
    "assist_category": "ui.assist.",
    "assist_applied": "ui.assist.",
    "relation": "ui.relation.",
    "sex": "ui.sex.",
    "hukou_type": "conflict.hukou.",
    "state": "conflict.state.",
    "category": "conflict.category.",
    "prelim": "conflict.prelim.",
}
_HIDDEN = frozenset({"id_kind"})
_FOUR = 4
_MOST = 200


def field_name(words: Words, name: str) -> str:
    """A field or register by its own name; one that this program does not know keeps it."""
    key = f"conflict.field.{name}"
    return words(key) if key in ENTRIES else name


def label(words: Words, known: Known, register: str) -> str:
    """`家庭收入`; with the member's name before what is about him."""
    name = field_name(words, last_part(register))
    where = register.split("/")
    if where[0] == "member":
        return words("conflict.member_field", name=member(words, known, where[1]), field=name)
    if where[0] == "twin":
        one, other = (member(words, known, person) for person in where[1:])
        return words("conflict.twins", one=one, other=other)
    if where[0] == "extra":
        return words("conflict.member_field", name=name, field=where[1])
    return name


def member(words: Words, known: Known, person: str) -> str:
    """Name of a member."""
    found = known.registers.get(f"member/{person}/name")
    return found.value if found and found.value else words("conflict.new_person")


def text(words: Words, name: str, value: str) -> str:
    """One field's value."""
    if not value or (name, value) == ("sex", "9"):
        return words("conflict.empty")
    if name in _MONEY:
        with suppress(InvalidOperation):
            return words("conflict.yuan", amount=f"{Decimal(value):,.2f}")
    if name in ("id_no", "dis_no"):
        return words("conflict.id_end", end=value[-_FOUR:])
    key = f"{_CODED.get(name, '-')}{value}"
    return words(key) if key in ENTRIES else value


def choices(words: Words, name: str) -> list[tuple[str, str]]:
    """The codes of a field with their words; empty for a field that is typed."""
    prefix = _CODED.get(name)
    if prefix is None:
        return []
    codes = (key.removeprefix(prefix) for key in ENTRIES if key.startswith(prefix))
    return [(code, words(prefix + code)) for code in codes]


def lines(words: Words, known: Known, register: str, value: str) -> list[tuple[str, str]]:
    """A register's value: (name of the part, value) for each; one without a name when it is a single field."""
    name = last_part(register)
    where = register.split("/")
    if where[0] == "visit":
        return [("", visit(words, known, value))]
    if where[0] == "twin":
        two = value == BOTH
        kept = words("conflict.same_person", name=f"{member(words, known, value)} ({person_mark(words, known, value)})")
        return [("", words("conflict.two_persons") if two else kept)]
    if name == "member":
        return [("", words("conflict.still_here") if value else words("conflict.not_here"))]
    if name == "record":
        return [("", words("conflict.examined"))]
    found = parts(register, value)
    if len(found) == 1 and not value.startswith("{"):
        return [("", text(words, name, value))]
    return [(field_name(words, one), text(words, one, says)) for one, says in found.items() if one not in _HIDDEN]


def person_mark(words: Words, known: Known, person: str) -> str:
    """What tells two members of one name apart: birth and the end of the number."""
    identity = known.registers.get(f"member/{person}/identity")
    says = parts("identity", identity.value) if identity else {}
    return words("conflict.comma").join(text(words, one, says[one]) for one in ("birth", "id_no") if says.get(one))


def visit(words: Words, known: Known, submission: str) -> str:
    """A visit by who signed it, and when."""
    op = known.ops.get(submission)
    names = words("conflict.comma").join(known.signers.get(submission, ())) or words("conflict.who_unknown")
    return f"{names} {moment(op.made_at)}" if op else names


def line(words: Words, known: Known, register: str, value: str) -> str:
    """A register's value in one line."""
    pieces = (f"{name} {says}" if name else says for name, says in lines(words, known, register, value))
    return words("conflict.comma").join(pieces)


def head_line(words: Words, known: Known, one: Merged, head: Head) -> str:
    """One side's value; of an edit that stands against a status, what was edited."""
    if head.register == one.register:
        return line(words, known, one.register, head.value)
    return words("conflict.edited", what=label(words, known, head.register))


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
    named = {part: None for head in one.heads for part in parts(one.register, head.value) if part not in _HIDDEN}
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
    if part in _MONEY:
        with suppress(InvalidOperation):
            amount = Decimal(given.replace(",", "").replace("，", ""))
            if amount.is_finite() and amount >= 0:
                return f"{amount:.2f}"
        raise Refused("conflict.typed", field=part)
    if part in _COUNTS and not (given.isascii() and given.isdigit()):
        raise Refused("conflict.typed", field=part)
    if part == "id_no":
        given = citizen_id.normalise(given)
        if not citizen_id.is_valid(given, today):
            raise Refused("conflict.typed", field=part)
    return given
