"""What a signed record claims, in the few figures that its paper shows.

They are signed beside the digest, so that a sheet can be checked without the record (sync-design §9).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from sync.canonical import Plain, decode
from sync.errors import SyncError
from sync.fields import Fields
from villagevisit.domain.form_ids import CODES

UNREADABLE = "paper.not-a-code"
OUTCOMES = ("above", "edge", "dibao")
"""Their places follow the codes of visit results on paper: append, never reorder."""
_FIRST_OUTCOME = 20
_DAY_ZERO = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Claims:
    """Figures are 0 and texts empty where a form says nothing of the kind."""

    form: str
    """`F01` and `F04` for the forms that papers know; of another its id."""
    village: str
    """12-digit code; empty where the record belongs to no village."""
    household_no: str
    day: date
    """On which it was frozen."""
    persons: int
    """Insured persons."""
    per_capita: int
    """Fen a month and person."""
    supplement: int
    """Fen a month for the household, as printed."""
    outcome: str
    """One of `OUTCOMES`, or the code of a visit's result that ended without figures; empty for other forms."""


def of(form_id: str, village: str, household_no: str, frozen_at: str, result: Mapping[str, str]) -> Claims:
    """The claims of a frozen record; the same from the laptop's rows and from the record that travelled.

    Raises ValueError when `frozen_at` is no moment.
    """
    return Claims(
        form=CODES.get(form_id, form_id),
        village=village,
        household_no=household_no,
        day=date.fromisoformat(frozen_at[:10]),
        persons=_whole(result.get("insured_persons", "")),
        per_capita=_fen(result.get("per_capita_month", "")),
        supplement=_fen(result.get("printed_supplement", "")),
        outcome=result.get("category") or result.get("visit_result", ""),
    )


def cells(one: Claims) -> list[Plain]:
    """As they are signed and printed: whole numbers, so that nothing is rounded. Raises ValueError for a village that
    is no code."""
    village = int(one.village or "0")
    known = one.outcome in OUTCOMES
    outcome = _FIRST_OUTCOME + OUTCOMES.index(one.outcome) if known else _whole(one.outcome)
    days = (one.day - _DAY_ZERO).days
    return [one.form, village, one.household_no, days, one.persons, one.per_capita, one.supplement, outcome]


def loads(data: bytes) -> Claims:
    """From canonical bytes of the cells. Raises SyncError: `paper.not-a-code`, and codes of `decode`."""
    row = decode(data)
    if not isinstance(row, list):
        raise SyncError(UNREADABLE)
    return read(row)


def read(row: list[Plain]) -> Claims:
    """Raises SyncError `paper.not-a-code`."""
    one = Fields({str(place): cell for place, cell in enumerate(row)}, UNREADABLE)
    one.must(len(row) == len(fields(Claims)))
    village, outcome = row[1], one.count("7")
    if not isinstance(village, int) or isinstance(village, bool) or not 0 <= village < 10**12:
        raise SyncError(UNREADABLE)
    one.must(outcome < _FIRST_OUTCOME + len(OUTCOMES))
    try:
        return Claims(
            form=one.text("0"),
            village=f"{village:012d}" if village else "",
            household_no=one.text("2"),
            day=_DAY_ZERO + timedelta(days=one.count("3")),
            persons=one.count("4"),
            per_capita=one.count("5"),
            supplement=one.count("6"),
            outcome=OUTCOMES[outcome - _FIRST_OUTCOME] if outcome >= _FIRST_OUTCOME else str(outcome or ""),
        )
    except OverflowError as error:
        raise SyncError(UNREADABLE) from error


def differing(one: Claims, other: Claims) -> tuple[str, ...]:
    """Names of the claims in which two differ."""
    return tuple(field.name for field in fields(Claims) if getattr(one, field.name) != getattr(other, field.name))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0


def _fen(text: str) -> int:
    if not text:
        return 0
    try:
        return max(0, int(Decimal(text) * 100))
    except (InvalidOperation, ValueError, OverflowError):
        return 0
