"""What is drawn of a person's health over the years: pressure, fasting glucose, weight, body mass index."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

CurveKind = Literal["pressure", "glucose", "weight", "bmi"]
_CODES: tuple[tuple[CurveKind, tuple[str, ...]], ...] = (
    ("pressure", ("sbp", "dbp")), ("glucose", ("fpg",)), ("weight", ("weight",)), ("bmi", ("bmi",)),
)  # fmt: skip
BMI_BANDS = (Decimal("18.5"), Decimal(24), Decimal(28))
"""Where normal, overweight and obesity begin (WS/T 428)."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One value. `value` is decimal text in the unit of its code; `day` is an ISO day."""

    day: str
    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Targets:
    """Lines that a controlled value stays below (R-15), in mmHg and mmol/L."""

    sbp: Decimal
    dbp: Decimal
    fpg: Decimal


@dataclass(frozen=True, slots=True)
class Points:
    """One line of a curve, oldest first."""

    code: str
    values: tuple[tuple[date, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    kind: CurveKind
    lines: tuple[Points, ...]
    """Both pressures of a curve of pressure, else one; a line without values is among them."""
    limits: tuple[Decimal, ...] = ()
    """The person's target lines, or where the bands of the body mass index begin."""

    @property
    def empty(self) -> bool:
        return not any(one.values for one in self.lines)


def curves(measured: Iterable[Measured], targets: Targets) -> list[Curve]:
    """All four, also those without values. What is no number or has no day is left out."""
    found: dict[str, list[tuple[date, Decimal]]] = {}
    for one in measured:
        point = _point(one)
        if point is not None:
            found.setdefault(one.code, []).append(point)
    limits = {"pressure": (targets.sbp, targets.dbp), "glucose": (targets.fpg,), "bmi": BMI_BANDS}
    return [
        Curve(kind, tuple(Points(code, tuple(sorted(found.get(code, ())))) for code in codes), limits.get(kind, ()))
        for kind, codes in _CODES
    ]


def _point(one: Measured) -> tuple[date, Decimal] | None:
    try:
        day, value = date.fromisoformat(one.day), Decimal(one.value)
    except (ValueError, InvalidOperation):
        return None
    return (day, value) if value.is_finite() else None
