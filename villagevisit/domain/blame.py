"""The accountability register (S-115 … S-119, S-128): found → handled → closed → approved → published, in that order.

The office has no power to punish: it talks, inquires together with others, or hands over with a sheet and a receipt.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event

FOUND, HANDLED, RECEIPT, CLOSED, APPROVED, PUBLISHED = KINDS = (
    "blame.found", "blame.handled", "blame.receipt", "blame.closed", "blame.approved", "blame.published",
)  # fmt: skip
VIOLATIONS = ("1", "2", "3", "4", "5", "6", "7")
"""Codes of `violation` in F08: 人情保, 关系保, 套取, 冒领, 挪用; 骗保, 工作失误 (S-128)."""
TALK, JOINT, TRANSFER = HANDLINGS = ("talk", "joint", "transfer")
SEVERITIES = ("none", "talk", "criticism", "party", "office", "court")
"""What came of it: nothing, reminder talk, public criticism, Party discipline, office discipline, court."""


class Stage(StrEnum):
    FOUND = "found"
    HANDLED = "handled"
    CLOSED = "closed"
    APPROVED = "approved"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    area: str
    person: str
    unit: str
    post: str
    violation: str
    fact: str
    article: str
    """Of the rule that was broken."""
    found_on: str
    stage: Stage
    handling: str = ""
    handled_on: str = ""
    handled_by: str = ""
    """The body that handles it."""
    sheet: str = ""
    """Number of the transfer sheet."""
    receipt: str = ""
    severity: str = ""
    result: str = ""
    closed_on: str = ""
    approved_by: str = ""
    approved_on: str = ""
    published_on: str = ""
    place: str = ""
    source: str = ""

    @property
    def waits_for_receipt(self) -> bool:
        return self.handling == TRANSFER and not self.receipt


def cases(found: Iterable[Event]) -> tuple[Case, ...]:
    """What is still open first, the oldest before the others. Of the events of one kind the last entered counts, and a
    stage is reached only when those before it are there; whatever arrived first.
    """
    by_thing: dict[str, dict[str, Event]] = {}
    for one in sorted(found, key=lambda one: (one.at, one.id)):
        if one.kind in KINDS:
            by_thing.setdefault(one.thing, {})[one.kind] = one
    made = [_case(steps) for steps in by_thing.values() if FOUND in steps]
    return tuple(sorted(made, key=lambda one: (list(Stage).index(one.stage) >= 2, one.found_on, one.id)))


def check(case: Case, kind: str) -> None:
    """Whether this step may be entered now; each comes once.

    Raises:
        Refused: `blame.order` (person), `blame.no-receipt` (person), `blame.not-approved` (person).
    """
    if kind == PUBLISHED and case.stage is not Stage.APPROVED:
        raise Refused("blame.not-approved", person=case.person)
    if kind == CLOSED and case.waits_for_receipt:
        raise Refused("blame.no-receipt", person=case.person)
    wanted = {HANDLED: Stage.FOUND, RECEIPT: Stage.HANDLED, CLOSED: Stage.HANDLED, APPROVED: Stage.CLOSED}
    if kind in wanted and case.stage is not wanted[kind]:
        raise Refused("blame.order", person=case.person)
    if kind == RECEIPT and not case.waits_for_receipt:
        raise Refused("blame.order", person=case.person)


def by_severity(of: Iterable[Case], since: str, until: str) -> Mapping[str, int]:
    """Persons whose case was closed from `since` to `until` (ISO days, both included), by severity; 0 where nobody."""
    found = Counter(one.severity for one in of if one.closed_on and since <= one.closed_on <= until)
    return {severity: found[severity] for severity in SEVERITIES}


def _case(steps: Mapping[str, Event]) -> Case:
    first, handled, closed = steps[FOUND], steps.get(HANDLED), steps.get(CLOSED)
    approved, published, receipt = steps.get(APPROVED), steps.get(PUBLISHED), steps.get(RECEIPT)
    stage = Stage.FOUND
    for next_stage, step in zip(tuple(Stage)[1:], (handled, closed, approved, published), strict=True):
        if step is None:
            break
        stage = next_stage
    return Case(
        id=first.thing, area=first.area, person=first.text("person"), unit=first.text("unit"), post=first.text("post"),
        violation=first.text("violation"), fact=first.text("fact"), article=first.text("article"), found_on=first.day,
        stage=stage, handling=handled.text("handling") if handled else "", handled_on=handled.day if handled else "",
        handled_by=handled.text("body") if handled else "", sheet=handled.text("sheet") if handled else "",
        receipt=receipt.text("number") if receipt else "", severity=closed.text("severity") if closed else "",
        result=closed.text("result") if closed else "", closed_on=closed.day if closed else "",
        approved_by=approved.text("by") if approved else "", approved_on=approved.day if approved else "",
        published_on=published.day if published else "", place=published.text("place") if published else "",
        source=first.source,
    )  # fmt: skip
