"""What a command changed, in the few words that pages listen for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Topic(StrEnum):
    SETUP = "setup"
    PEOPLE = "people"
    POLICY = "policy"
    ROSTER = "roster"
    HOUSEHOLDS = "households"
    CAMPAIGN = "campaign"
    VISITS = "visits"
    PAPER = "paper"
    EVENTS = "events"
    """Cases, meetings, boards, inquiries, checks: whatever is folded from events."""
    EXCHANGE = "exchange"


Changes = frozenset[Topic]
NOTHING: Changes = frozenset()


def changes(*topics: Topic) -> Changes:
    return frozenset(topics)


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a command returns: its result, and what pages must look at again."""

    value: T
    changes: Changes
