"""A figure with the way to it: formula, inputs, and the parameters with the document that set them.

Whatever the app prints can be recomputed by a reader years later (rules.md R-16, last line; S-163): the words of a
formula are wording keys, so that each reads it in his language, with the numbers of this case in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from villagevisit.domain.policy import PolicyEntry


@dataclass(frozen=True, slots=True)
class Formula:
    """One step of a calculation."""

    key: str
    """Wording key of the step's name, `suggestion.line.…`."""
    formula: str
    """Wording key of the formula, `suggestion.formula.…`; fill it with `inputs`."""
    inputs: Mapping[str, str]
    """Parameters of the formula, already written for reading (`13,325.00`)."""
    amount: Decimal
    """Yuan, to the fen; persons for `suggestion.line.counted`."""
    uses: tuple[str, ...] = field(default=())
    """Keys of the county parameters that went into it."""


@dataclass(frozen=True, slots=True)
class Basis:
    """A parameter as it was used."""

    key: str
    value: str
    valid_from: str
    """ISO date; empty where nobody knows any more which entry it was."""
    source: str


def bases(
    steps: Iterable[Formula], used: Mapping[str, str], entries: Iterable[PolicyEntry], day: date
) -> tuple[Basis, ...]:
    """The parameters behind these steps, each once.

    `used` are the values that were kept with the record. The document is named only where an entry that held on the
    day still says the same value: a table that was changed afterwards must not lend its source to an old figure.
    """
    known = {(one.key, one.value): one for one in entries if one.holds_on(day)}
    found: dict[str, Basis] = {}
    for step in steps:
        for key in step.uses:
            value = used.get(key, "")
            entry = known.get((key, value))
            found.setdefault(
                key, Basis(key, value, entry.valid_from if entry else "", entry.source if entry else "")
            )
    return tuple(found.values())
