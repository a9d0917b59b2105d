"""Counted ballots. Figures that do not agree are refused before they reach a record (rules.md R-09)."""

from dataclasses import dataclass
from fractions import Fraction

from printing.document import PaperError


@dataclass(frozen=True, slots=True)
class Votes:
    """Raises PaperError `paper.votes` when more came back than went out, or parts do not add up to the whole."""

    voters: int
    """Entitled for this household: those present without those recused."""
    recused: int
    issued: int
    returned: int
    void: int
    yes: int
    no: int

    def __post_init__(self) -> None:
        counts = (self.voters, self.recused, self.issued, self.returned, self.void, self.yes, self.no, self.abstain)
        if min(counts) < 0 or not self.voters >= self.issued >= self.returned >= self.void:
            raise PaperError("paper.votes")

    @property
    def valid(self) -> int:
        return self.returned - self.void

    @property
    def abstain(self) -> int:
        return self.valid - self.yes - self.no

    @property
    def share(self) -> Fraction:
        """Yes of those entitled to vote on this household."""
        return Fraction(self.yes, self.voters) if self.voters else Fraction(0)
