"""How somebody is insured, which operations he had, and which measures of health aid reached him (S-308, S-364, S-377,
S-404).

All three are events of the person. Schemes, payers, operations and measures are codes with days; nothing here knows one
by name but `NONE`, the scheme of somebody who is in none.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from villagevisit.domain.event import Event

INSURED, OPERATION, MEASURE = "health.insured", "health.operation", "health.measure"
"""`data`: `year`, `scheme`, `payer`; `code`, `hospital`, `payer`; `code`, `note`."""
NONE: Final = "none"
WAIVER, CONTRACT, TREATED, FALLBACK = "waiver", "contract", "treated", "fallback"
"""What shows by itself that a measure reached somebody: F21, F15, a major illness under treatment, a bill's layer. A
measure with another evidence is entered by hand."""


@dataclass(frozen=True, slots=True)
class Code:
    """One line of a dated code list. `words`: a pattern that another office's wording fits."""

    list: str
    code: str
    zh: str
    en: str
    words: str
    evidence: str
    valid_from: str
    valid_to: str

    def on(self, first: str, last: str) -> bool:
        """Whether it held on some day between two ISO days."""
        return self.valid_from <= last and (not self.valid_to or first <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Insured:
    """How somebody is insured in a year, as the last word has it."""

    person_id: str
    year: int
    scheme: str
    payer: str
    day: str
    area: str
    """Village in which it was entered."""

    @property
    def covered(self) -> bool:
        return self.scheme != NONE


def insured(events: Iterable[Event]) -> dict[str, dict[int, Insured]]:
    """Person → year → how he is insured; the entry that was made last counts."""
    found: dict[str, dict[int, Insured]] = {}
    for one in sorted(events, key=lambda event: (event.at, event.id)):
        if one.kind == INSURED:
            year = one.number("year")
            said = Insured(one.thing, year, one.text("scheme"), one.text("payer"), one.day, one.area)
            found.setdefault(one.thing, {})[year] = said
    return found


@dataclass(frozen=True, slots=True)
class Received:
    """Measures that reached a person: code → ISO days, the first first."""

    person_id: str
    days: Mapping[str, Sequence[str]]


def received(entries: Iterable[tuple[str, str, str]]) -> dict[str, Received]:
    """By person. `entries`: (person, code of the measure, ISO day), in any order; one said twice counts once."""
    found: dict[str, dict[str, list[str]]] = {}
    for person, code, day in sorted(set(entries)):
        found.setdefault(person, {}).setdefault(code, []).append(day)
    return {person: Received(person, days) for person, days in found.items()}


def counts(found: Iterable[Received], codes: Sequence[str]) -> list[tuple[str, int, int]]:
    """(code, persons, person-times) in the order of `codes`."""
    mine = list(found)
    return [
        (code, sum(code in one.days for one in mine), sum(len(one.days.get(code, ())) for one in mine))
        for code in codes
    ]


def blind(people: Collection[str], known: Mapping[str, Insured]) -> list[str]:
    """Of `people`, in their order, who is in no scheme as far as is known: nothing was entered, or that he has none."""
    return [one for one in people if one not in known or not known[one].covered]
