"""Counting everything once more from raw rows and raw forms, with nothing of the product's: SQL, lxml, arithmetic.

What is read: event rows (their JSON), the XML bytes of frozen forms, signatures. What is known beforehand: the 240
households that the story put in, with their persons and yuan.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from lxml import etree

from tests.e2e.procedure_world import Planned

ZERO = Decimal(0)
STANDARD = {"1": Decimal(600), "2": Decimal(800)}
"""Yuan a month by hukou: the county's of 2026."""
WORK_COST = Decimal("0.10")


@dataclass(frozen=True)
class Row:
    """One event as it lies in the table."""

    id: str
    kind: str
    area: str
    thing: str
    day: str
    at: str
    officers: str
    source: str
    data: dict[str, Any]
    homes: tuple[str, ...]


@dataclass(frozen=True)
class Stand:
    """What a household receives."""

    village: str
    category: str
    persons: int
    amount: Decimal

    @property
    def paid(self) -> bool:
        return bool(self.category) and self.persons > 0


@dataclass(frozen=True)
class Sum:
    households: int = 0
    persons: int = 0
    amount: Decimal = ZERO

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.households + other.households, self.persons + other.persons, self.amount + other.amount
        )


@dataclass(frozen=True)
class Flow:
    """One household on the day on which something began to count."""

    home: str
    day: str
    before: Stand
    after: Stand


def text(tree: Any, name: str) -> str:
    found = tree.find(name)
    return (found.text or "").strip() if found is not None else ""


def number(tree: Any, name: str) -> Decimal:
    return Decimal(text(tree, name) or "0")


def counted(member: Any) -> bool:
    """R-02, as far as these families need it."""
    if "1" in (text(member, "m_prison"), text(member, "m_clergy3y")) or text(member, "m_obligation") == "0":
        return False
    own = {"1": True, "0": False}.get(text(member, "m_counted_override"))
    return own if own is not None else text(member, "m_live") == "1"


def amount(body: bytes) -> tuple[int, Decimal, Decimal]:
    """R-03 and R-08 from the answers of an F01: counted members, exact supplement, what is paid (whole yuan, up)."""
    tree = etree.fromstring(body)
    members = sum(counted(one) for one in tree.findall("member"))
    gross, wage = ZERO, ZERO
    for item in tree.findall("income"):
        category = text(item, "inc_cat")
        both = text(item, "inc_qty") and text(item, "inc_price")
        money = number(item, "inc_qty") * number(item, "inc_price") if both else number(item, "inc_gross_in")
        if category == "9":
            continue
        gross += money - (number(item, "inc_cost") if category == "2" else ZERO)
        wage += money if category == "1" else ZERO
    rigid = sum((number(one, "exp_gross") - number(one, "exp_reimb") for one in tree.findall("expense")), ZERO)
    net = max(ZERO, gross - WORK_COST * wage - rigid)
    standard = STANDARD[text(tree.find("g_house"), "hukou_type")]
    exact = max(ZERO, standard * members - net / 12)
    fen = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return members, fen, fen.quantize(Decimal(1), ROUND_CEILING)


class Recount:
    """`db`: a connection to the data file; `begun`: household id → what the story put in."""

    def __init__(self, db: Any, begun: dict[str, Planned]) -> None:
        self.db, self.begun = db, begun

    @cached_property
    def events(self) -> list[Row]:
        homes = defaultdict[str, list[str]](list)
        for event, home in self.db.execute("SELECT event_id, household_id FROM event_household").fetchall():
            homes[event].append(home)
        found = self.db.execute(
            "SELECT id, kind, area, thing, day, at, officers, source, data FROM event ORDER BY at, id"
        ).fetchall()
        return [Row(*row, data=json.loads(data), homes=tuple(homes[row[0]])) for *row, data in found]

    def of(self, *kinds: str, since: str = "", until: str = "9999") -> list[Row]:
        return [one for one in self.events if one.kind in kinds and since <= one.day <= until]

    def body(self, submission: str) -> bytes:
        found = self.db.execute("SELECT body FROM submission WHERE id = ?", [submission]).fetchone()
        return bytes(found[0])

    def paper(self, document: str) -> dict[str, Any]:
        found = self.db.execute("SELECT content FROM document WHERE id = ?", [document]).fetchone()
        content: dict[str, Any] = json.loads(found[0])
        return content

    @cached_property
    def flows(self) -> list[Flow]:
        """Everything that began to count, by day: confirmations by their forms, changes by what was proposed."""
        standing = {home: self.start(home) for home in self.begun}
        applied = {home: one for one in self.of("case.applied") for home in one.homes}
        proposed = {one.thing: one for one in self.of("change.proposed")}
        found = []
        for one in sorted(self.of("case.confirmed", "change.effective"), key=lambda row: (row.day, row.at)):
            (home,) = one.homes
            before = standing[home]
            if one.kind == "case.confirmed":
                members, _, yuan = amount(self.body(one.source))
                after = Stand(before.village, applied[home].data["category"], members, yuan)
            else:
                new = proposed[one.thing].data["new"]
                after = Stand(before.village, new["category"], new["insured"], Decimal(new["amount"]))
            standing[home] = after if after.paid else replace(after, persons=0, amount=ZERO)
            found.append(Flow(home, one.day, before, standing[home]))
        return found

    def start(self, home: str) -> Stand:
        plan = self.begun[home]
        if plan.applies:
            return Stand(plan.village, "", 0, ZERO)
        return Stand(plan.village, plan.category, plan.persons, plan.amount)

    def on(self, day: str, *, paid_in: str = "") -> dict[str, Stand]:
        """Everybody at the end of a day. `paid_in` (a month): confirmations count from the month after instead."""
        standing = {home: self.start(home) for home in self.begun}
        for one in self.flows:
            begins = one.day
            if paid_in and not one.before.paid:
                begins = _next_month(one.day)
            if begins <= day:
                standing[one.home] = one.after
        return standing

    def total(self, standing: Iterable[Stand]) -> Sum:
        return sum((Sum(1, one.persons, one.amount) for one in standing if one.paid), Sum())

    def moved(self, since: str, until: str) -> dict[str, int]:
        """The flows of a bulletin: in, out and changed, households and persons."""
        sums = Counter[str]()
        for one in self.flows:
            if not since <= one.day <= until:
                continue
            was, stays = one.before.persons, one.after.persons
            kind = "added" if not one.before.paid else "adjusted" if one.after.paid else "stopped"
            sums[f"{kind}_hh"] += 1
            sums["added_p"] += max(0, stays - was)
            sums["stopped_p"] += max(0, was - stays)
        return dict(sums)


def _next_month(day: str) -> str:
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]), 12)
    return f"{year:04d}-{month + 1:02d}-01"
