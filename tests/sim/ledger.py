"""What the people of the fake world know: the saves they saw succeed, and what happened to them since."""

import hashlib
from dataclasses import dataclass, field


@dataclass
class Save:
    """One finished visit. `parts` are (kind, subject, SHA-256 of the body) of its records."""

    id: str
    laptop: str
    village: int
    parts: tuple[tuple[str, str, str], ...]
    forged: str
    """Which rule of signatures it breaks; empty when two different people really signed."""
    files: tuple[str, ...] = ()
    told: bool = False
    """The save returned, so that the person believes in it."""
    destroyed: bool = False
    """Every copy in the world was lost lawfully: nobody could keep it."""


@dataclass
class Ledger:
    saves: dict[str, Save] = field(default_factory=dict)
    junk: dict[str, str] = field(default_factory=dict)
    """SHA-256 of files that are no honest batches, and what was done to them."""

    def told(self) -> list[Save]:
        return [one for one in self.saves.values() if one.told and not one.destroyed]


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
