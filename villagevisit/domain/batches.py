"""三个一批 (R-13): ledger A gives every person one batch, ledger B labels by disease lists. The two are never mixed.

A counts persons (人), B counts labels (人次); whoever shows a total says which.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from villagevisit.domain.diseases import Names

MAJOR, CHRONIC, FALLBACK, NONE = "1", "2", "3", "0"
"""Codes of `batch3`."""
TREATED: Final = frozenset({"1", "2", "3"})
"""Codes of `treat`: cured, improved, under treatment."""
TREATMENT_TARGET: Final = Decimal("0.95")
_GAP: Final = "|"


def single(*, cannot_recover: bool, operable: bool, long_drugs: bool) -> str:
    """Ledger A's one choice: fallback before major before chronic, as F14 codes it (S-352…S-354)."""
    return FALLBACK if cannot_recover else MAJOR if operable else CHRONIC if long_drugs else NONE


@dataclass(frozen=True, slots=True)
class Patient:
    """What both ledgers need of one identification."""

    system: str
    """Ledger A: what the doctor chose."""
    majors: tuple[str, ...]
    """Codes of major diseases that he has."""
    chronic: tuple[str, ...]
    """Of the four chronic diseases."""
    treatment: str
    """Code of `treat`."""
    chosen: tuple[str, ...]
    """Ledger B as the doctor ticked it."""

    def labels(self, listed: Collection[str]) -> tuple[str, ...]:
        """Ledger B: a listed major disease is in the major batch and in fallback as well (S-355…S-357)."""
        major = any(code in listed for code in self.majors)
        return tuple(
            code for code, holds in ((MAJOR, major), (CHRONIC, bool(self.chronic)), (FALLBACK, major)) if holds
        )

    def differs(self, listed: Collection[str]) -> bool:
        """Whether the doctor ticked other labels than the lists give."""
        return set(self.chosen) - {NONE} != set(self.labels(listed))

    def written(self) -> str:
        """As one word of a line, for counting people who are alike."""
        return _GAP.join((
            self.system, ",".join(self.majors), ",".join(self.chronic), self.treatment, ",".join(self.chosen)
        ))  # fmt: skip


def patient(written: str) -> Patient:
    """Back from `Patient.written`."""
    system, majors, chronic, treatment, chosen = written.split(_GAP)
    return Patient(system, _some(majors), _some(chronic), treatment, _some(chosen))


def _some(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


def of_answers(answers: Mapping[str, str], names: Names) -> Patient:
    """Of F14's answers, field → text."""
    families = names.read(f"{answers.get('major_name', '')}、{answers.get('chronic_name', '')}")
    code = answers.get("major_code", "")
    majors = {*names.major(families), *([code] if code not in ("", "99") else [])}
    return Patient(
        answers.get("batch_sys", NONE), tuple(sorted(majors)), names.chronic(families), answers.get("treat", ""),
        tuple(answers.get("batch_list", "").split()),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerA:
    """Persons by batch; each stands once."""

    persons: Mapping[str, int]

    @property
    def total(self) -> int:
        """Persons, those of no batch among them."""
        return sum(self.persons.values())


@dataclass(frozen=True, slots=True)
class LedgerB:
    """Labels by batch, and over how many persons."""

    labels: Mapping[str, int]
    persons: int
    """Who has one label at least."""
    unlisted: int
    """Persons without any."""

    @property
    def total(self) -> int:
        """Labels, not persons."""
        return sum(self.labels.values())


def ledger_a(patients: Iterable[tuple[Patient, int]]) -> LedgerA:
    """Of (people alike, how many)."""
    found = dict.fromkeys((MAJOR, CHRONIC, FALLBACK, NONE), 0)
    for one, count in patients:
        found[one.system] = found.get(one.system, 0) + count
    return LedgerA(found)


def ledger_b(patients: Iterable[tuple[Patient, int]], listed: Collection[str]) -> LedgerB:
    labels, persons, unlisted = dict.fromkeys((MAJOR, CHRONIC, FALLBACK), 0), 0, 0
    for one, count in patients:
        of_one = one.labels(listed)
        for label in of_one:
            labels[label] += count
        persons += count if of_one else 0
        unlisted += 0 if of_one else count
    return LedgerB(labels, persons, unlisted)


@dataclass(frozen=True, slots=True)
class Treatment:
    """Rate = treated ÷ found (S-359), persons with a listed major disease."""

    found: int
    treated: int

    @property
    def rate(self) -> Decimal | None:
        return Decimal(self.treated) / self.found if self.found else None

    @property
    def reached(self) -> bool:
        rate = self.rate
        return rate is None or rate >= TREATMENT_TARGET


def treatment(patients: Sequence[tuple[Patient, int]], listed: Collection[str]) -> Treatment:
    sick = [(one, count) for one, count in patients if MAJOR in one.labels(listed)]
    return Treatment(sum(count for _, count in sick), sum(count for one, count in sick if one.treatment in TREATED))
