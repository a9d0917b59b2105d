"""What a bill comes to, layer by layer, with the formula and the rows of the rules behind every figure (R-16, S-365).

Each layer pays on what the ones before it left: beyond its deductible, by bands, with points added, up to its limit of
the year, and never more than is left, so that the own payment is never below 0. What speaks against a payment
(waiting period, disease not listed, hospital not designated) is said in words; only the waiting period makes a layer
pay nothing, because the rule says so. People decide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from villagevisit.domain import aid_rules
from villagevisit.domain.aid_rules import LAYERS, Fits, Rule
from villagevisit.domain.benefit_rules import months_after
from villagevisit.domain.errors import Refused
from villagevisit.domain.formula import Formula
from villagevisit.domain.rounding import to_fen

ZERO, HUNDRED = Decimal(0), Decimal(100)
W_OUT_OF_LIST = "W_OUT_OF_LIST"
"""The disease is not on the list of that day: for special review, never a refusal (S-265)."""
W_NOT_DESIGNATED = "W_NOT_DESIGNATED"
"""The hospital is not a designated one; any may be entered (S-268)."""
W_PRICE_CAP = "W_PRICE_CAP"
"""The bill is above what a hospital may take for this disease (S-367): to be looked at, nothing is cut."""
W_OUTSIDE_CAP = "W_OUTSIDE_CAP"
"""More of it lies outside the catalogue than may (S-367), percent of the bill."""
W_WAITING = "W_WAITING"
W_BELOW_DEDUCTIBLE = "W_BELOW_DEDUCTIBLE"
W_CAP = "W_CAP"
"""The limit of the year was reached (S-267)."""
W_BAND = "W_BAND"
"""A part lies in a band that is for certain diseases only, or above the last band."""
W_LEAST = "W_LEAST"
"""Raised to the least amount."""
W_NO_RULE = "W_NO_RULE"
"""The programme has this layer, and no ratio that holds for this bill."""


@dataclass(frozen=True, slots=True)
class Bill:
    """Nobody's: no name, no number. Yuan; a whole year's costs where bands are reckoned by the year."""

    day: date
    total: Decimal
    compliant: Decimal
    """What of it the catalogue covers."""
    level: str = "county"
    group: str = "resident"
    care: str = "inpatient"
    disease: str = ""
    tcm: bool = False
    """Treated with Chinese medicine (S-414)."""
    designated: bool = True
    insured_since: date | None = None
    deposit: Decimal = ZERO
    """A deposit is lent, not saved: shown apart."""
    deductible_paid: Decimal = ZERO
    """Deductible that was borne this year already."""
    before: Mapping[str, Decimal] = field(default_factory=dict)
    """What each layer paid earlier in the year."""
    asked: Mapping[str, Decimal] = field(default_factory=dict)
    """`layer.what` → the figure that the rule leaves open."""

    @property
    def fits(self) -> Fits:
        return Fits(self.day, self.group, self.level, self.care, self.disease)


@dataclass(frozen=True, slots=True)
class Layer:
    code: str
    steps: tuple[Formula, ...]
    rules: tuple[Rule, ...]
    paid: Decimal
    left: Decimal
    """Of the whole bill, after this layer."""
    deductible: Decimal
    cap: Decimal | None
    """Of the year; None: no limit."""
    warnings: tuple[str, ...] = ()
    until: date | None = None
    """First day that is paid, where it waits."""


@dataclass(frozen=True, slots=True)
class Settled:
    bill: Bill
    layers: tuple[Layer, ...]
    warnings: tuple[str, ...]
    """Of the bill as a whole."""

    @property
    def paid(self) -> Decimal:
        return sum((one.paid for one in self.layers), ZERO)

    @property
    def own(self) -> Decimal:
        return self.bill.total - self.paid

    @property
    def own_compliant(self) -> Decimal:
        """Of what the catalogue covers; 0 where a layer paid on everything."""
        return max(ZERO, self.bill.compliant - self.paid)

    @property
    def ratio_total(self) -> Decimal | None:
        """Percent of the whole bill that was paid; None for a bill of nothing (S-366, S-396: both are shown)."""
        return _share(self.paid, self.bill.total)

    @property
    def ratio_compliant(self) -> Decimal | None:
        return _share(self.bill.compliant - self.own_compliant, self.bill.compliant)


def asks(rules: Sequence[Rule], bill: Bill) -> tuple[tuple[str, Rule], ...]:
    """(`layer.what`, rule) of each figure that has to be typed in for this bill."""
    found: list[tuple[str, Rule]] = []
    for code in LAYERS:
        own = [one for one in rules if one.layer == code]
        some = (aid_rules.best(own, "deductible", bill.fits), *aid_rules.bands(own, bill.fits)[:1])
        found += [(f"{code}.{one.what}", one) for one in some if one is not None and one.asks]
    return tuple(found)


def settle(rules: Sequence[Rule], bill: Bill) -> Settled:
    """Raises Refused `aid.amount`, `aid.compliant-more`, `aid.asked` (layer, what), `aid.asked-range` (least, most),
    `aid.bands` (programme)."""
    if bill.total < 0 or bill.compliant < 0 or bill.deposit < 0 or bill.deductible_paid < 0:
        raise Refused("aid.amount")
    if bill.compliant > bill.total:
        raise Refused("aid.compliant-more")
    layers: list[Layer] = []
    paid = ZERO
    for code in LAYERS:
        own = [one for one in rules if one.layer == code]
        if own:
            layer = _layer(code, own, bill, paid)
            layers.append(layer)
            paid += layer.paid
    warnings = [] if bill.designated else [W_NOT_DESIGNATED]
    return Settled(bill, tuple(layers), (*warnings, *_over(rules, bill)))


def _over(rules: Sequence[Rule], bill: Bill) -> list[str]:
    """Which limits of the programme this bill is above; both belong to no layer."""
    price = aid_rules.best(rules, "price_cap", bill.fits)
    outside = aid_rules.best(rules, "outside_cap", bill.fits)
    found = []
    if price is not None and bill.total > price.number:
        found.append(W_PRICE_CAP)
    if outside is not None and (bill.total - bill.compliant) * HUNDRED > outside.number * bill.total:
        found.append(W_OUTSIDE_CAP)
    return found


@dataclass(slots=True)
class _Work:
    """A layer while it is reckoned."""

    code: str
    steps: list[Formula] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def step(self, name: str, amount: Decimal, **inputs: Decimal | str) -> None:
        written = {key: one if isinstance(one, str) else _yuan(one) for key, one in inputs.items()}
        self.steps.append(Formula(f"aid.step.{name}", f"aid.formula.{name}", written, amount))

    def use(self, one: Rule | None) -> Rule | None:
        if one is not None and one not in self.rules:
            self.rules.append(one)
        return one


def _layer(code: str, rules: Sequence[Rule], bill: Bill, paid: Decimal) -> Layer:
    work, fits = _Work(code), bill.fits
    base = _base(work, rules, bill, paid)
    deductible = _deductible(work, rules, bill)
    counted = max(ZERO, base - deductible)
    work.step("counted", counted, base=base, deductible=deductible)
    if base and not counted:
        work.warnings.append(W_BELOW_DEDUCTIBLE)
    amount = to_fen(_banded(work, rules, bill, counted))
    amount = _least(work, rules, bill, amount)
    if amount > base:
        amount = base
        work.step("rest", base, base=base)
    amount, cap = _capped(work, rules, bill, amount)
    until = _waits(work, rules, bill)
    if until is not None:
        amount = ZERO
        work.step("waiting", amount, until=until.isoformat())
    diseases = work.use(aid_rules.best(rules, "diseases", fits))
    if diseases is not None and bill.disease not in aid_rules.listed(diseases):
        work.warnings.append(W_OUT_OF_LIST)
    left = bill.total - paid - amount
    return Layer(
        code, tuple(work.steps), tuple(work.rules), amount, left, deductible, cap, tuple(work.warnings), until
    )


def _base(work: _Work, rules: Sequence[Rule], bill: Bill, paid: Decimal) -> Decimal:
    """What is left for this layer to pay on."""
    rule = work.use(aid_rules.best(rules, "base", bill.fits))
    whole = rule is not None and rule.value == "total"
    costs = bill.total if whole else bill.compliant
    base = max(ZERO, costs - paid)
    work.step("base_total" if whole else "base", base, costs=costs, paid=paid)
    return base


def _deductible(work: _Work, rules: Sequence[Rule], bill: Bill) -> Decimal:
    """Of this bill: once a year where the rule says so, what was borne before counts (S-386)."""
    rule = work.use(aid_rules.best(rules, "deductible", bill.fits))
    if rule is None:
        return ZERO
    amount = _open(work.code, rule, bill)
    once = aid_rules.best(rules, "once", bill.fits)
    if once is None or not bill.deductible_paid or not amount:
        return amount
    work.use(once)
    left = max(ZERO, amount - bill.deductible_paid)
    work.step("once", left, deductible=amount, paid=bill.deductible_paid)
    return left


def _banded(work: _Work, rules: Sequence[Rule], bill: Bill, counted: Decimal) -> Decimal:
    """Each band's share, added up; unrounded."""
    bands = aid_rules.bands(rules, bill.fits)
    if not bands:
        work.warnings.append(W_NO_RULE)
        return ZERO
    points = _points(work, rules, bill)
    total, parts = ZERO, []
    for band in bands:
        ends = counted if band.ends is None else min(counted, band.ends)
        if ends <= band.begins and (counted or band is not bands[0]):
            continue
        work.use(band)
        share = _open(work.code, band, bill)
        percent = min(HUNDRED, share + points)
        amount = (ends - band.begins) * percent / HUNDRED
        name = "band_points" if points else "band"
        work.step(
            name, to_fen(amount), ends=ends, begins=band.begins, share=_plain(share), points=_plain(points),
            percent=_plain(percent),
        )  # fmt: skip
        total += amount
        parts.append(_yuan(to_fen(amount)))
    reached = sum((max(ZERO, (min(counted, one.ends) if one.ends is not None else counted) - one.begins)
                   for one in bands), ZERO)  # fmt: skip
    if reached < counted:
        work.warnings.append(W_BAND)
        work.step("beyond", ZERO, beyond=counted - reached)
    if len(parts) > 1:
        work.step("sum", to_fen(total), parts=" + ".join(parts))
    return total


def _points(work: _Work, rules: Sequence[Rule], bill: Bill) -> Decimal:
    """Points that are added to every ratio: for pupils, for Chinese medicine (S-389, S-414)."""
    points = ZERO
    for what, meets in (("add", True), ("add_tcm", bill.tcm)):
        rule = work.use(aid_rules.best(rules, what, bill.fits)) if meets else None
        points += rule.number if rule is not None else ZERO
    return points


def _least(work: _Work, rules: Sequence[Rule], bill: Bill, amount: Decimal) -> Decimal:
    """From so much on at least so much (S-398): the costs of the catalogue count, not what is left of them."""
    rule = aid_rules.best(rules, "least", bill.fits)
    if rule is None or bill.compliant < rule.begins or amount >= rule.number:
        return amount
    work.use(rule)
    work.warnings.append(W_LEAST)
    work.step("least", rule.number, costs=bill.compliant, begins=rule.begins, least=rule.number)
    return rule.number


def _capped(work: _Work, rules: Sequence[Rule], bill: Bill, amount: Decimal) -> tuple[Decimal, Decimal | None]:
    rule = work.use(aid_rules.best(rules, "cap", bill.fits))
    if rule is None:
        return amount, None
    before = bill.before.get(work.code, ZERO)
    room = max(ZERO, rule.number - before)
    if amount > room:
        work.warnings.append(W_CAP)
    capped = min(amount, room)
    work.step("cap", capped, due=amount, cap=rule.number, before=before, room=room)
    return capped, rule.number


def _waits(work: _Work, rules: Sequence[Rule], bill: Bill) -> date | None:
    """The first day that is paid, while the bill's day lies before it (S-388)."""
    rule = aid_rules.best(rules, "waiting", bill.fits)
    if rule is None or bill.insured_since is None:
        return None
    first = months_after(bill.insured_since, int(rule.number))
    if bill.day >= first:
        return None
    work.use(rule)
    work.warnings.append(W_WAITING)
    return first


def _open(code: str, rule: Rule, bill: Bill) -> Decimal:
    """The rule's figure, or the one that was typed in where the rule leaves it open."""
    if not rule.asks:
        return rule.number
    key = f"{code}.{rule.what}"
    if key not in bill.asked:
        raise Refused("aid.asked", layer=code, what=rule.what)
    value, span = bill.asked[key], rule.range
    least, most = span or (ZERO, HUNDRED if rule.what == "ratio" else value)
    if not least <= value <= most:
        raise Refused("aid.asked-range", least=_plain(least), most=_plain(most))
    return value


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return to_fen(part * HUNDRED / whole) if whole else None


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
