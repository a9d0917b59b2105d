"""The register of temporary aid: cash by fund, things with their units, help first and papers later, sums of a period.

S-272…S-282, S-286: it holds no illness and no diagnosis, only why the household was in need in the widest words. Totals
are held against what other offices state for the same period, each with its source (R-21).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.figure_checks import Stated
from villagevisit.domain.ledger_check import Result, balance, summed
from villagevisit.domain.rounding import to_fen

GIVEN, DOCUMENTED, TAKEN_BACK = "aid.given", "aid.documented", "aid.taken_back"
STATED, EXPLAINED = "aid.stated", "aid.explained"
KINDS = (GIVEN, DOCUMENTED, TAKEN_BACK)
CAUSES = ("fire", "accident", "disaster", "expense", "low_income", "other")
"""`expense`: what had to be spent is more than the household has; of what illness is nobody's business here."""
FUNDS = ("temporary", "medical", "charity")
"""One case may be paid from several (S-278)."""
FIGURES = ("households", "persons", "amount")
_ITEM = re.compile(r"(?P<item>[^\d\s]+?)\s*(?P<quantity>\d+(?:\.\d+)?)\s*(?P<unit>[^\d\s]+)")
_PERIOD = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?(/[0-9]{4}-(0[1-9]|1[0-2]))?")
_QUANTITY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?")
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that was handed out, with its unit: 31 床 of 棉被."""

    item: str
    quantity: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Given:
    """One entry; what was taken back stays in sight and counts no more."""

    id: str
    day: str
    area: str
    household: str
    """Empty where it is not in the roster."""
    cause: str
    urgent: bool
    """Helped first, papers to follow (S-275)."""
    persons: int
    funds: Mapping[str, Decimal]
    """Yuan by fund, those that paid."""
    items: tuple[Item, ...]
    due: str
    """Until when the papers have to be there; empty where they came first."""
    by: str
    documented: str = ""
    taken_back: str = ""
    """Why it was a mistake."""

    @property
    def amount(self) -> Decimal:
        return sum(self.funds.values(), Decimal(0))

    def waits(self) -> bool:
        return self.urgent and not self.documented and not self.taken_back

    def late(self, today: str) -> bool:
        return self.waits() and self.due < today


def items_of(text: str) -> tuple[Item, ...]:
    """`棉被31床、大米3840斤`; an empty text is nothing.

    Raises:
        Refused: `aid.items` where a piece is not a thing, a quantity and a unit.
    """
    found: list[Item] = []
    for piece in filter(None, (one.strip() for one in re.split("[、，；;,\n]", text))):
        match = _ITEM.fullmatch(piece)
        if match is None or not Decimal(match["quantity"]):
            raise Refused("aid.items", text=piece)
        found.append(Item(match["item"], Decimal(match["quantity"]), match["unit"]))
    return tuple(found)


def cells(funds: Mapping[str, Decimal], items: Sequence[Item]) -> dict[str, Value]:
    """As an event holds them: fen, and quantities as text."""
    return {
        "funds": {name: int(amount * 100) for name, amount in funds.items() if amount},
        "items": [[one.item, str(one.quantity), one.unit] for one in items],
    }


def fold(events: Iterable[Event]) -> list[Given]:
    """Every entry, the newest first; the same whatever order the events came in."""
    found: dict[str, Given] = {}
    later: list[Event] = []
    for one in events:
        if one.kind == GIVEN:
            found[one.thing] = _given(one)
        elif one.kind in (DOCUMENTED, TAKEN_BACK):
            later.append(one)
    for one in sorted(later, key=lambda event: (event.at, event.id)):
        known = found.get(one.thing)
        if known is None:
            continue
        if one.kind == DOCUMENTED and not known.documented:
            found[one.thing] = replace(known, documented=one.day)
        elif one.kind == TAKEN_BACK and not known.taken_back:
            found[one.thing] = replace(known, taken_back=one.text("why"))
    return sorted(found.values(), key=lambda one: (one.day, one.id), reverse=True)


def _given(one: Event) -> Given:
    funds, items = one.data.get("funds"), one.data.get("items")
    paid = funds if isinstance(funds, dict) else {}
    things = items if isinstance(items, list) else []
    return Given(
        one.thing, one.day, one.area, one.households[0] if one.households else "", one.text("cause"),
        one.data.get("urgent") is True, one.number("persons"),
        {name: Decimal(fen) / 100 for name, fen in paid.items() if isinstance(fen, int)},
        tuple(item for item in map(_item, things) if item is not None), one.text("due"), one.by,
    )  # fmt: skip


def _item(row: Value) -> Item | None:
    """None for what is no thing with a quantity and a unit."""
    if not isinstance(row, list) or len(row) != 3 or not _QUANTITY.fullmatch(str(row[1])):
        return None
    return Item(str(row[0]), Decimal(str(row[1])), str(row[2]))


def period(text: str) -> str:
    """A year, a month, or from month to month (`2026-01/2026-06`). Raises Refused `aid.period`."""
    tidy = text.strip()
    first, _, last = tidy.partition("/")
    if not _PERIOD.fullmatch(tidy) or (last and (len(first) != 7 or last < first)):
        raise Refused("aid.period")
    return tidy


def within(day: str, span: str) -> bool:
    first, _, last = span.partition("/")
    return first <= day[:7] <= last if last else day.startswith(first)


def year_before(span: str) -> str:
    return "/".join(f"{int(part[:4]) - 1:04d}{part[4:]}" for part in span.split("/"))


@dataclass(frozen=True, slots=True)
class Sums:
    """A period's figures; `persons` are person-times: who is helped twice counts twice, and so it is called."""

    period: str
    entries: int
    households: int
    persons: int
    amount: Decimal
    funds: Mapping[str, Decimal]
    causes: Mapping[str, int]
    """Entries by cause."""
    villages: Mapping[str, Decimal]
    """Yuan by village."""
    items: Mapping[tuple[str, str], Decimal]
    """(thing, unit) → quantity: quilts and rice are never added to one another."""
    urgent: int

    @property
    def per_person_time(self) -> Decimal | None:
        """Yuan; None where nobody was helped. Shown with its denominator (S-274)."""
        return to_fen(self.amount / self.persons) if self.persons else None

    @property
    def per_household(self) -> Decimal | None:
        return to_fen(self.amount / self.households) if self.households else None


def sums(given: Iterable[Given], span: str) -> Sums:
    counted = [one for one in given if not one.taken_back and within(one.day, span)]
    known = {one.household for one in counted if one.household}
    items: dict[tuple[str, str], Decimal] = {}
    for one in (item for each in counted for item in each.items):
        items[one.item, one.unit] = items.get((one.item, one.unit), Decimal(0)) + one.quantity
    return Sums(
        span, len(counted), len(known) + sum(not one.household for one in counted),
        sum(one.persons for one in counted), sum((one.amount for one in counted), Decimal(0)),
        {fund: sum((one.funds.get(fund, Decimal(0)) for one in counted), Decimal(0)) for fund in FUNDS},
        Counter(one.cause for one in counted), _added((one.area, one.amount) for one in counted), items,
        sum(one.urgent for one in counted),
    )  # fmt: skip


def _added(pairs: Iterable[tuple[K, Decimal]]) -> dict[K, Decimal]:
    found: dict[K, Decimal] = {}
    for key, amount in pairs:
        found[key] = found.get(key, Decimal(0)) + amount
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """What another office states for a period: the finance office, last year's report."""

    figure: str
    period: str
    value: Decimal
    source: str
    area: str
    """The office whose register it is held against."""


def said(events: Iterable[Event]) -> list[Said]:
    """The last word of each source about each figure of each period."""
    found: dict[tuple[str, str, str, str], Said] = {}
    for one in sorted((one for one in events if one.kind == STATED), key=lambda event: (event.at, event.id)):
        figure, span, source = one.text("figure"), one.text("period"), one.text("source")
        value = Decimal(one.number("value"))
        known = Said(figure, span, value / 100 if figure == "amount" else value, source, one.area)
        found[one.area, figure, span, source] = known
    return sorted(found.values(), key=lambda one: (one.period, one.figure, one.source))


def provenance(some: Iterable[Said]) -> list[Stated]:
    """For `figure_checks.provenance`: the same figure of the same period with two values is a contradiction (S-279)."""
    return [Stated(one.figure, one.value, source=one.source, period=one.period) for one in some]


def checks(found: Sums, some: Iterable[Said]) -> list[Result]:
    """Causes, funds and villages make the total; what was stated for the very same period agrees with it."""
    own: dict[str, int | Decimal] = {
        "households": found.households, "persons": found.persons, "amount": found.amount
    }
    stated = [balance(f"{one.figure}|{one.source}", own[one.figure], one.value) for one in some
              if one.period == found.period and one.figure in own]  # fmt: skip
    return [
        summed("causes", found.causes.values(), found.entries), summed("funds", found.funds.values(), found.amount),
        summed("villages", found.villages.values(), found.amount), *stated,
    ]  # fmt: skip
