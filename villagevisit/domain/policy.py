"""Dated county parameters (rules.md §Z): which value held on which day, and never a value out of the blue.

A `Policy` is what was in force on one day. A parameter that nobody has set is a refusal, not a zero.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from villagevisit.domain.errors import Refused
from villagevisit.domain.pledge import parse_scope
from villagevisit.domain.score import parse_rules
from villagevisit.domain.share import KEYS as SHARES
from villagevisit.domain.share import fraction


@dataclass(frozen=True, slots=True)
class PolicyEntry:
    """One value of one parameter, in force from `valid_from` to `valid_to`, both days included."""

    key: str
    value: str
    valid_from: str
    """ISO date."""
    valid_to: str = ""
    """ISO date, or empty while no end is known."""
    source: str = ""
    """The document that set it (number, article)."""
    unit: str = ""
    note: str = ""

    def holds_on(self, day: date) -> bool:
        text = day.isoformat()
        return self.valid_from <= text and (not self.valid_to or text <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Policy:
    """The parameters in force on one day. An empty value means "not limited here", a missing key is a refusal."""

    day: date
    values: Mapping[str, str]

    @classmethod
    def on(cls, entries: Iterable[PolicyEntry], day: date) -> "Policy":
        """Of several entries that hold on the day, the one that began last wins."""
        chosen: dict[str, PolicyEntry] = {}
        for entry in entries:
            known = chosen.get(entry.key)
            if entry.holds_on(day) and (known is None or known.valid_from <= entry.valid_from):
                chosen[entry.key] = entry
        return cls(day=day, values={key: chosen[key].value for key in sorted(chosen)})

    def text(self, key: str) -> str:
        """Raises Refused `policy.missing` (key, day)."""
        if key not in self.values:
            raise Refused("policy.missing", key=key, day=self.day.isoformat())
        return self.values[key]

    def optional(self, key: str) -> Decimal | None:
        """A number, or None when the county left it empty (no cap, no minimum). Raises like `decimal`."""
        return self.decimal(key) if self.text(key).strip() else None

    def decimal(self, key: str) -> Decimal:
        """Raises Refused `policy.missing`, or `policy.not-a-number` (key, value)."""
        text = self.text(key).strip()
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            raise Refused("policy.not-a-number", key=key, value=text)
        return value

    def integer(self, key: str) -> int:
        """Raises like `decimal`; also `policy.not-a-number` when there is a fraction."""
        value = self.decimal(key)
        if value != value.to_integral_value():
            raise Refused("policy.not-a-number", key=key, value=self.text(key))
        return int(value)

    def flag(self, key: str) -> bool:
        """0 or 1. Raises like `choice`."""
        return self.choice(key, "0", "1") == "1"

    def holds(self, key: str) -> bool:
        """Whether a rule is in force: 1. Parameters that were kept with an old record, before the rule was thought of,
        do not have it, and it did not hold then."""
        return self.values.get(key, "").strip() == "1"

    def choice(self, key: str, *allowed: str) -> str:
        """Raises Refused `policy.missing`, or `policy.not-a-choice` (key, value, allowed)."""
        text = self.text(key).strip()
        if text not in allowed:
            raise Refused("policy.not-a-choice", key=key, value=text, allowed=" / ".join(allowed))
        return text


CHOICES: Mapping[str, tuple[str, ...]] = {
    "rounding_mode": ("half_up_fen", "half_up_yuan", "ceil_yuan", "floor_yuan", "ceil_10yuan"),
    "benefit_mode": ("topup", "banded"),
    "mask_id_style": ("hide", "6-8-4"),
    "obligor_base": ("household", "per_capita"),
    "kin_scope": ("statutory", "extended"),
    "kin_policy": ("file", "exclude_in_principle"),
    "appraisal_mode": ("on_objection", "always"),
    "publicity_proof": ("1", "0"),
    "appraisal_denominator": ("eligible", "present", "valid"),
    "uplift_combine": ("highest", "cumulative"),
    "vehicle_depreciation_method": ("linear", "compound"),
    "disease_list_scope": ("30", "25", "21", "16"),
    "deduct_education": ("1", "0"),
    "last_place_elimination": ("0", "1"),
    "full_amount_unable": ("0", "1"),
    "pledge_binds": ("0", "1"),
}
"""Parameters that are chosen from a list; the first choice is the shipped one."""

TABLES = frozenset({
    "class_band_table", "holiday_calendar", "appraisal_role_seats", "pledge_scope", "score_rules", "window_starts",
})
MAY_BE_EMPTY = frozenset({
    "work_cost_cap_month", "min_pay_month", "class_band_table", "holiday_calendar", "poverty_line_year",
    "standard_range_min", "standard_range_max", "appraisal_role_seats", "complaint_contact",
})
CONTACT = re.compile(r"https?://[!-~]{4,150}|[0-9]{3,5}|0[0-9]{2,3}-?[0-9]{7,8}|1[3-9][0-9]{9}")
"""Where people complain: a page or a telephone number, as a code on a board leads to it (S-063)."""


def check(entry: PolicyEntry) -> None:
    """Refuses a value that no rule could use.

    Raises:
        Refused: `policy.bad-date` (key), `policy.not-a-choice`, `policy.not-a-number`,
            `policy.not-a-contact`.
    """
    try:
        start = date.fromisoformat(entry.valid_from)
        end = date.fromisoformat(entry.valid_to) if entry.valid_to else None
    except ValueError as error:
        raise Refused("policy.bad-date", key=entry.key) from error
    if end and end < start:
        raise Refused("policy.bad-date", key=entry.key)
    policy = Policy(start, {entry.key: entry.value})
    if entry.key in CHOICES:
        policy.choice(entry.key, *CHOICES[entry.key])
    elif entry.key == "pledge_scope":
        parse_scope(entry.value)
    elif entry.key == "score_rules":
        parse_rules(entry.value)
    elif entry.key in TABLES or (entry.key in MAY_BE_EMPTY and not entry.value.strip()):
        return
    elif entry.key in SHARES:
        _check_share(entry)
    elif entry.key == "complaint_contact":
        if not CONTACT.fullmatch(entry.value.strip()):
            raise Refused("policy.not-a-contact")
    else:
        share = entry.key.startswith("class_uplift_") and entry.value.strip().endswith("%")
        text = entry.value.strip()[:-1] if share else entry.value
        number = Policy(start, {entry.key: text}).decimal(entry.key)
        if number < 0:
            raise Refused("policy.not-a-number", key=entry.key, value=entry.value)


def _check_share(entry: PolicyEntry) -> None:
    try:
        fraction(entry.value)
    except ValueError as error:
        raise Refused("policy.not-a-number", key=entry.key, value=entry.value) from error
