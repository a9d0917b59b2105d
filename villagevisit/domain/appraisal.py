"""Democratic appraisal and hearing: who makes a panel, who leaves the room, which ballots count (rules.md R-09).

The question is whether the facts of the survey are true, not whether people like the family (220号).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from villagevisit.domain.errors import Refused
from villagevisit.domain.policy import Policy
from villagevisit.domain.share import fraction, reaches

EQUAL, COMPETITIVE, HANDS, HEARING = "1", "2", "3", "4"
"""Codes of F02's `vote_step`. A meeting of form 1 goes through both steps: equal, then competitive."""
FORMS = (EQUAL, COMPETITIVE, HANDS, HEARING)
TRUE, UNTRUE, AGAIN = "1", "2", "3"
"""Codes of F02's `appr_result`: facts true; untrue or incomplete; disputed, to be surveyed again."""
CHAIR, REPRESENTATIVE = "1", "9"
OBSERVERS = frozenset({"11", "12", "13"})
"""Codes of F02's `attendee`: who chairs, villagers' representatives, and who is there without being of the panel."""
ROLES = tuple(str(number) for number in range(1, 14))
ITEMS = ("members", "income", "property", "support", "expense", "living")
"""What of a survey can be said to be untrue; a "no" names one of them."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The county's parameters of one day."""

    least: int
    attend: Fraction
    representatives: Fraction
    passing: Fraction
    denominator: str
    """`eligible` to vote on this household, `present` of the panel, or `valid` ballots."""
    always: bool
    """Every household is appraised; else only those that somebody objected to (57号)."""
    seats_of_roles: Mapping[str, int]
    """The least of each role on a panel, as the county wants it (S-052)."""

    @classmethod
    def of(cls, policy: Policy) -> "Rules":
        """Raises Refused `policy.missing`, `policy.not-a-number`, `policy.not-a-choice`."""
        return cls(
            least=policy.integer("appraisal_min_attend"),
            attend=_share(policy, "appraisal_attend_ratio"),
            representatives=_share(policy, "appraisal_rep_ratio"),
            passing=_share(policy, "appraisal_pass_ratio"),
            denominator=policy.choice("appraisal_denominator", "eligible", "present", "valid"),
            always=policy.choice("appraisal_mode", "on_objection", "always") == "always",
            seats_of_roles=role_seats(policy.values.get("appraisal_role_seats", "")),
        )


def _share(policy: Policy, key: str) -> Fraction:
    try:
        return fraction(policy.text(key))
    except ValueError as error:
        raise Refused("policy.not-a-number", key=key, value=policy.text(key)) from error


def role_seats(text: str) -> dict[str, int]:
    """`2:1 6:1`: role code and how many of it a panel has at least; empty asks for nothing.

    Raises:
        Refused: `policy.not-a-number` (key, value).
    """
    found: dict[str, int] = {}
    for word in text.split():
        role, colon, number = word.partition(":")
        if not colon or role not in ROLES or not number.isdigit():
            raise Refused("policy.not-a-number", key="appraisal_role_seats", value=text)
        found[role] = int(number)
    return found


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is asked to the meeting; no two of a meeting bear the same name."""

    name: str
    role: str
    votes: bool
    recused: Mapping[str, str]
    """Household id → why he leaves the room for it: declared kin, or an interest that was said."""

    @property
    def of_panel(self) -> bool:
        return self.role not in OBSERVERS


@dataclass(frozen=True, slots=True)
class Quorum:
    panel: int
    present: int
    representatives: int
    lacking: tuple[str, ...]
    """`least`, `attend`, `representatives`, `chair`, or `role:6`; none: the meeting may vote."""

    @property
    def ok(self) -> bool:
        return not self.lacking


def quorum(panel: Iterable[Member], present: Collection[str], rules: Rules) -> Quorum:
    """By whole numbers: 19 of 24 is enough for 2/3 because 19×3 ≥ 24×2 (R-09)."""
    members = [one for one in panel if one.of_panel]
    here = [one for one in members if one.name in present]
    representatives = sum(one.role == REPRESENTATIVE for one in here)
    lacking = []
    if len(here) < rules.least:
        lacking.append("least")
    if not reaches(len(here), len(members), rules.attend):
        lacking.append("attend")
    if not reaches(representatives, len(here), rules.representatives):
        lacking.append("representatives")
    if not any(one.role == CHAIR for one in here):
        lacking.append("chair")
    for role, seats in rules.seats_of_roles.items():
        if sum(one.role == role for one in here) < seats:
            lacking.append(f"role:{role}")
    return Quorum(len(members), len(here), representatives, tuple(lacking))


def voters(panel: Iterable[Member], present: Collection[str], household_id: str = "") -> tuple[Member, ...]:
    """Who votes on this household: those present with a vote, without those who have to leave the room for it."""
    return tuple(
        one for one in panel if one.votes and one.of_panel and one.name in present and household_id not in one.recused
    )


def leaving(panel: Iterable[Member], present: Collection[str], household_id: str) -> tuple[Member, ...]:
    """Who leaves the room while this household is spoken of; for this one only (57号)."""
    return tuple(one for one in panel if one.name in present and household_id in one.recused)


@dataclass(frozen=True, slots=True)
class Count:
    """One count on one household. By show of hands everybody entitled has "issued" and "returned" his hand."""

    step: str
    round: int
    """1, and from 2 on run-offs among the tied."""
    eligible: int
    recused: int
    present: int
    """Of the panel, when it was counted."""
    issued: int
    returned: int
    void: int
    yes: int
    no: int
    abstain: int

    @property
    def valid(self) -> int:
        return self.returned - self.void

    @property
    def faults(self) -> tuple[str, ...]:
        """Why the ballots do not add up; with one of these the round is void and votes again."""
        found = []
        figures = (self.eligible, self.recused, self.issued, self.returned, self.void, self.yes, self.no, self.abstain)
        if min(figures) < 0 or self.eligible > self.present:
            found.append("appraisal.impossible")
        if self.issued > self.eligible:
            found.append("appraisal.too-many-issued")
        if self.returned > self.issued:
            found.append("appraisal.too-many-returned")
        if self.returned != self.void + self.yes + self.no + self.abstain:
            found.append("appraisal.unequal")
        return tuple(found)

    def base(self, denominator: str) -> int:
        """What the yes votes are a share of, by the county's parameter."""
        return {"eligible": self.eligible, "present": self.present, "valid": self.valid}[denominator]

    def passes(self, rules: Rules) -> bool:
        """Never where the ballots do not add up."""
        return not self.faults and reaches(self.yes, self.base(rules.denominator), rules.passing)


@dataclass(frozen=True, slots=True)
class Ranking:
    ranks: Mapping[str, int]
    """Equal votes share a rank (1, 2, 2, 4). It orders the checking and is never a quota (应保尽保)."""
    tied: tuple[str, ...]
    """Who has to vote off: equal, across the border of the seats."""
    round: int
    """Number of that run-off."""


def ranking(first: Mapping[str, int], seats: int, runoffs: Sequence[Mapping[str, int]] = ()) -> Ranking:
    """Ranks by yes votes; who is equal at the border of the seats votes again among himself, and nobody else.

    `runoffs`: yes votes of each run-off, as far as they were counted. Where a run-off is equal once more, those in it
    share the rank: no lot is drawn and nobody is kept out by it.
    """
    keys: dict[str, tuple[int, ...]] = {one: (votes,) for one, votes in first.items()}
    round_ = 2
    for votes in (*runoffs, {}):
        tied = _border(keys, seats)
        if not tied:
            break
        if not all(one in votes for one in tied):
            return Ranking(_ranks(keys), tied, round_)
        keys |= {one: (*keys[one], votes[one]) for one in tied}
        round_ += 1
        if _border(keys, seats) == tied:
            break
    return Ranking(_ranks(keys), (), round_)


def _border(keys: Mapping[str, tuple[int, ...]], seats: int) -> tuple[str, ...]:
    ordered = sorted(keys.values(), reverse=True)
    if not 0 < seats < len(ordered) or ordered[seats - 1] != ordered[seats]:
        return ()
    return tuple(sorted(one for one, key in keys.items() if key == ordered[seats]))


def _ranks(keys: Mapping[str, tuple[int, ...]]) -> dict[str, int]:
    return {one: 1 + sum(other > key for other in keys.values()) for one, key in keys.items()}


def check_result(step: str, *, passed: bool, result: str, item: str, reason: str) -> None:
    """Refuses a conclusion that the votes do not carry, and a "no" without a named item and a reason (S-051).

    In the competitive step and in a hearing votes alone decide nothing: there the chair says what the meeting found.

    Raises:
        Refused: `appraisal.no-result`, `appraisal.not-passed`, `appraisal.passed`, `appraisal.no-item`,
            `appraisal.no-reason`.
    """
    if result not in (TRUE, UNTRUE, AGAIN):
        raise Refused("appraisal.no-result")
    if step in (EQUAL, HANDS) and result == TRUE and not passed:
        raise Refused("appraisal.not-passed")
    if step in (EQUAL, HANDS) and result == UNTRUE and passed:
        raise Refused("appraisal.passed")
    if result != TRUE and item not in ITEMS:
        raise Refused("appraisal.no-item")
    if result != TRUE and not reason.strip():
        raise Refused("appraisal.no-reason")
