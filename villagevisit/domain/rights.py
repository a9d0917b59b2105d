"""A person's wish to have something corrected (PIPL 46, 50): one colleague answers for it, by a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAYS = 15
"""Calendar days for an answer where nothing else was agreed: the law says "without delay", the county may say less."""


class Outcome(StrEnum):
    CORRECTED = "corrected"
    REFUSED = "refused"
    """With reasons that he is told."""


@dataclass(frozen=True, slots=True)
class Answer:
    id: str
    request_id: str
    village_code: str
    outcome: Outcome
    note: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Request:
    id: str
    village_code: str
    household_id: str
    person_id: str
    name: str
    what: str
    asked_on: str
    due_on: str
    responsible: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Case:
    """A request and the answers to it, oldest first; the last one counts."""

    request: Request
    answers: tuple[Answer, ...]

    @property
    def open(self) -> bool:
        return not self.answers

    def late(self, today: date) -> bool:
        return self.open and self.request.due_on < today.isoformat()


def due_on(asked: date) -> date:
    return asked + timedelta(days=DAYS)
