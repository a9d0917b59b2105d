"""七免一减 and the layers of a medical bill (F21, S-362…S-370): what may be waived where, and who pays what.

A deposit that need not be paid is no saving: it stands apart. Amounts are yuan with two decimals.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event

FORM: Final = "fee_waiver"
COSTS, PAID = "health.costs", "health.paid"
ITEMS: Final = ("w_reg", "w_inj", "w_dress", "w_amb", "w_deduct", "w_exam", "w_deposit", "w_reduce")
"""F21's fields: registration, injection, dressing, ambulance, deductible, check-up, deposit, ten per cent off."""
DEPOSIT: Final = "w_deposit"
LAYERS: Final = ("basic", "major", "supplement", "aid", "fallback")
"""Who pays, in this order (S-365): basic insurance, major-disease insurance, supplementary insurance, medical aid,
the county's fallback. What is left is the patient's."""
_FEN: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Allowed:
    """One item at one level (`county`: county and township, `city`), from a day on."""

    item: str
    level: str
    valid_from: str
    valid_to: str = ""


def allowed(lines: Iterable[Allowed], level: str, day: str) -> frozenset[str]:
    """Items that may be waived there on an ISO day (S-362, S-363)."""
    return frozenset(
        one.item for one in lines
        if one.level == level and one.valid_from <= day and (not one.valid_to or day <= one.valid_to)
    )  # fmt: skip


def level_of(answers: Mapping[str, str]) -> str:
    return "county" if answers.get("is_county") == "1" else "city"


@dataclass(frozen=True, slots=True)
class Waived:
    items: Mapping[str, Decimal]
    """Every item with an amount, the deposit among them."""
    not_allowed: tuple[str, ...]
    """Items with an amount that the level's table does not have: shown, for somebody to look at."""

    @property
    def saved(self) -> Decimal:
        """Without the deposit."""
        return sum((amount for item, amount in self.items.items() if item != DEPOSIT), Decimal(0))

    @property
    def deposit(self) -> Decimal:
        return self.items.get(DEPOSIT, Decimal(0))


def waived(answers: Mapping[str, str], may: Collection[str], rate: Decimal) -> Waived:
    """Of F21's answers. `rate`: share of the inpatient bill that is reduced (P:inpatient_reduce_rate)."""
    found = {item: amount for item in ITEMS if (amount := amount_of(answers.get(item, "")))}
    if answers.get("is_inpatient") == "1":
        found["w_reduce"] = reduced(amount_of(answers.get("inpatient_cost", "")), rate)
    kept = {item: amount for item, amount in found.items() if amount}
    return Waived(kept, tuple(item for item in ITEMS if item in kept and item not in may))


def reduced(cost: Decimal, rate: Decimal) -> Decimal:
    """8 460 at ten per cent is 846.00."""
    return (cost * rate).quantize(_FEN, ROUND_HALF_UP)


def amount_of(text: str) -> Decimal:
    """Of a field of a form; 0 for what is no amount."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return Decimal(0)
    return value if value.is_finite() else Decimal(0)


@dataclass(frozen=True, slots=True)
class Bill:
    """One visit's cost: all of it, what lies outside the catalogue, and what each layer paid."""

    total: Decimal
    outside: Decimal
    layers: Mapping[str, Decimal]

    @property
    def compliant(self) -> Decimal:
        return self.total - self.outside

    @property
    def paid(self) -> Decimal:
        return sum((self.layers.get(layer, Decimal(0)) for layer in LAYERS), Decimal(0))

    @property
    def own(self) -> Decimal:
        return self.total - self.paid

    @property
    def ratio_total(self) -> Decimal | None:
        """1 − own ÷ total; both ratios are shown, because texts say "90 %" without saying of what (S-366)."""
        return self.paid / self.total if self.total else None

    @property
    def ratio_compliant(self) -> Decimal | None:
        return self.paid / self.compliant if self.compliant else None

    def check(self) -> None:
        """Raises Refused `costs.negative`, `costs.outside` (more than all), `costs.overpaid` (own payment below 0)."""
        if any(amount < 0 for amount in (self.total, self.outside, *self.layers.values())):
            raise Refused("costs.negative")
        if self.outside > self.total:
            raise Refused("costs.outside")
        if self.own < 0:
            raise Refused("costs.overpaid")


@dataclass(frozen=True, slots=True)
class Costs:
    """A bill with its visit, folded from events: the last word about one bill counts."""

    id: str
    person_id: str
    day: str
    hospital: str
    inpatient: bool
    bill: Bill
    due: str
    """ISO day by which the patient's own part is to be paid; empty when it was paid at once (S-370)."""
    disease: str
    certified: str
    """Month in which his chronic disease was certified, `2026-03`."""
    settled: str = ""

    def owed(self) -> bool:
        return bool(self.due) and not self.settled and self.bill.own > 0

    def overdue(self, today: date) -> bool:
        return self.owed() and self.due < today.isoformat()


def costs(events: Iterable[Event]) -> list[Costs]:
    """Newest first."""
    found: dict[str, Costs] = {}
    settled: dict[str, str] = {}
    for one in sorted(events, key=lambda event: (event.at, event.id)):
        if one.kind == PAID:
            settled[one.source] = one.day
        elif one.kind == COSTS:
            found[one.id] = _costs(one)
    done = [_settled(one, settled.get(one.id, "")) for one in found.values()]
    return sorted(done, key=lambda one: (one.day, one.id), reverse=True)


def _costs(one: Event) -> Costs:
    layers = {layer: amount_of(one.text(layer)) for layer in LAYERS}
    return Costs(
        one.id, one.thing, one.day, one.text("hospital"), one.data.get("inpatient") is True,
        Bill(amount_of(one.text("total")), amount_of(one.text("outside")), layers), one.text("due"),
        one.text("disease"), one.text("certified"),
    )  # fmt: skip


def _settled(one: Costs, day: str) -> Costs:
    return Costs(
        one.id, one.person_id, one.day, one.hospital, one.inpatient, one.bill, one.due, one.disease, one.certified, day
    )


def summed(bills: Sequence[Bill]) -> Bill:
    """All together, for the ratios of a year."""
    zero = Decimal(0)
    layers = {layer: sum((one.layers.get(layer, zero) for one in bills), zero) for layer in LAYERS}
    return Bill(sum((one.total for one in bills), zero), sum((one.outside for one in bills), zero), layers)
