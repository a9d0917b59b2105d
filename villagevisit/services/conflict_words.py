"""Registers and values of a household as a person reads them. ID numbers show their last four characters only."""

from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Protocol

from villagevisit.domain.merge import Head, Merged
from villagevisit.domain.merge_fields import last_part, parts
from villagevisit.services.merging import Known
from villagevisit.wording.catalog import ENTRIES

BOTH = "both"
"""What a decision says of two entries that are two persons."""
MONEY = frozenset(
    {
        "gross_year", "net_year", "per_capita_month", "standard_month", "supplement_month", "printed_supplement",
        "amount_month",
    }
)  # fmt: skip
COUNTS = frozenset({"insured_persons", "counted_members", "registered_members", "systolic", "diastolic"})
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
HIDDEN = frozenset({"id_kind"})
_FOUR = 4


class Says(Protocol):
    """The wording in a reader's language."""

    def __call__(self, key: str, /, **params: object) -> str: ...


def field_name(words: Says, name: str) -> str:
    """A field or register by its own name; one that this program does not know keeps it."""
    key = f"conflict.field.{name}"
    return words(key) if key in ENTRIES else name


def label(words: Says, known: Known, register: str) -> str:
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


def member(words: Says, known: Known, person: str) -> str:
    """Name of a member."""
    found = known.registers.get(f"member/{person}/name")
    return found.value if found and found.value else words("conflict.new_person")


def text(words: Says, name: str, value: str) -> str:
    """One field's value."""
    if not value or (name, value) == ("sex", "9"):
        return words("conflict.empty")
    if name in MONEY:
        with suppress(InvalidOperation):
            return words("conflict.yuan", amount=f"{Decimal(value):,.2f}")
    if name in ("id_no", "dis_no"):
        return words("conflict.id_end", end=value[-_FOUR:])
    key = f"{_CODED.get(name, '-')}{value}"
    return words(key) if key in ENTRIES else value


def choices(words: Says, name: str) -> list[tuple[str, str]]:
    """The codes of a field with their words; empty for a field that is typed."""
    prefix = _CODED.get(name)
    if prefix is None:
        return []
    codes = (key.removeprefix(prefix) for key in ENTRIES if key.startswith(prefix))
    return [(code, words(prefix + code)) for code in codes]


def lines(words: Says, known: Known, register: str, value: str) -> list[tuple[str, str]]:
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
    return [(field_name(words, one), text(words, one, says)) for one, says in found.items() if one not in HIDDEN]


def person_mark(words: Says, known: Known, person: str) -> str:
    """What tells two members of one name apart: birth and the end of the number."""
    identity = known.registers.get(f"member/{person}/identity")
    says = parts("identity", identity.value) if identity else {}
    return words("conflict.comma").join(text(words, one, says[one]) for one in ("birth", "id_no") if says.get(one))


def visit(words: Says, known: Known, submission: str) -> str:
    """A visit by who signed it, and when."""
    op = known.ops.get(submission)
    names = words("conflict.comma").join(known.signers.get(submission, ())) or words("conflict.who_unknown")
    return f"{names} {moment(op.made_at)}" if op else names


def moment(text: str) -> str:
    """`2026-11-22 10:00` of a stored moment."""
    return text[:16].replace("T", " ")


def line(words: Says, known: Known, register: str, value: str) -> str:
    """A register's value in one line."""
    pieces = (f"{name} {says}" if name else says for name, says in lines(words, known, register, value))
    return words("conflict.comma").join(pieces)


def head_line(words: Says, known: Known, one: Merged, head: Head) -> str:
    """One side's value; of an edit that stands against a status, what was edited."""
    if head.register == one.register:
        return line(words, known, one.register, head.value)
    return words("conflict.edited", what=label(words, known, head.register))
