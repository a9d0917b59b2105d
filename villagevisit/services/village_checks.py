"""What the register's figures say of whole villages: persons instead of households, the same for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from villagevisit.domain import village_warnings as rules
from villagevisit.domain.access import Within
from villagevisit.domain.clock import today
from villagevisit.domain.income import MONTHS
from villagevisit.domain.policy import Policy
from villagevisit.domain.rounding import FEN, to_fen
from villagevisit.domain.village_warnings import W_PARTIAL_HOUSEHOLD, VillageFigures
from villagevisit.services import areas, policy
from villagevisit.services.workspace import Workspace
from villagevisit.store import figures
from villagevisit.store.figures import Paid


@dataclass(frozen=True, slots=True)
class VillageLine:
    name: str
    figures: VillageFigures
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """All households of rural or of urban dibao."""

    rural: bool
    households: int
    persons: int
    average_month: Decimal
    """Yuan per person covered (S-166, S-182)."""
    warning: str
    """Too few persons per household."""

    @property
    def per_household(self) -> Decimal:
        return Decimal(self.persons) / self.households if self.households else Decimal(0)

    @property
    def average_year(self) -> Decimal:
        return self.average_month * MONTHS


@dataclass(frozen=True, slots=True)
class Listed:
    """A household behind a warning."""

    household_id: str
    household_no: str
    head_name: str
    members: int
    covered: int


@dataclass(frozen=True, slots=True)
class Overview:
    villages: tuple[VillageLine, ...]
    kinds: tuple[Kind, ...]

    @property
    def warned(self) -> int:
        return sum(bool(one.warnings) for one in self.villages)


def overview(ws: Workspace, within: Within = None) -> Overview:
    """Every village with households in dibao, by code, and the totals by rural and urban."""
    rows = figures.paid(ws.store.reader(), within)
    if not rows:
        return Overview((), ())
    now = policy.on(ws, today(ws.clock))
    by_village: dict[str, list[Paid]] = {}
    for row in rows:
        by_village.setdefault(row.village_code, []).append(row)
    share = now.decimal("average_pay_share")
    found = [_village(code, some) for code, some in by_village.items()]
    lines = [VillageLine(areas.name(ws, one.village_code), one, rules.warnings(one, share)) for one in found]
    return Overview(tuple(lines), tuple(_kinds(rows, now)))


def _village(code: str, rows: list[Paid]) -> VillageFigures:
    """The commonest amount is that of most households; of two equally common ones the smaller."""
    same: dict[int, int] = {}
    for row in rows:
        if row.each:
            same[row.each] = same.get(row.each, 0) + row.households
    each = max(sorted(same), key=lambda one: same[one], default=0)
    return VillageFigures(
        village_code=code,
        households=sum(row.households for row in rows),
        persons=sum(row.persons for row in rows),
        members=sum(row.members for row in rows),
        partial=sum(row.partial for row in rows),
        paid=sum(same.values()),
        same=same.get(each, 0),
        amount=each * FEN,
    )


def _kinds(rows: list[Paid], now: Policy) -> Iterable[Kind]:
    low = now.decimal("persons_per_household_low")
    for rural, categories in ((True, ("1",)), (False, ("2",))):
        some = [row for row in rows if row.assist_category in categories]
        households, persons = sum(row.households for row in some), sum(row.persons for row in some)
        average = to_fen(sum(row.fen for row in some) * FEN / persons) if persons else Decimal(0)
        if households:
            yield Kind(rural, households, persons, average, rules.persons_per_household(households, persons, low))


def behind(ws: Workspace, one: VillageLine, warning: str) -> tuple[Listed, ...]:
    """The households that a warning is about, in the order of the register."""
    db, code = ws.store.reader(), one.figures.village_code
    if warning == W_PARTIAL_HOUSEHOLD:
        return tuple(Listed(*row) for row in figures.partial(db, code))
    return tuple(Listed(*row) for row in figures.paid_each(db, code, int(one.figures.amount / FEN)))
