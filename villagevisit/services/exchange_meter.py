"""How far an exchange has come, for whoever watches it."""

from villagevisit.services.workspace import Progress
from villagevisit.store.outbox import BatchRow


class Meter:
    """Turns how far each batch has come into the caller's progress, in bytes."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._total = 0
        self._reached: dict[str, int] = {}

    def expect(self, rows: list[BatchRow]) -> None:
        self._total = sum(row.size for row in rows)

    def reached(self, digest: str, size: int) -> None:
        self._reached[digest] = size
        self.tick()

    def tick(self) -> None:
        """Lets the caller see that we are alive, and cancel."""
        self._progress(sum(self._reached.values()), self._total)
