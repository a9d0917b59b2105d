"""Which values of an open form are asked for a second time, and which were confirmed."""

from collections.abc import Callable, Mapping

from villagevisit.domain import plausible
from villagevisit.domain.plausible import Doubt, Range


class Doubts:
    """Of one open form. `accepted`: reference → value that was confirmed before (a correction keeps what was signed);
    `write` is told the field of a value that was typed twice."""

    def __init__(
        self,
        ranges: Mapping[str, Range],
        accepted: Mapping[str, str],
        write: Callable[[str], None] = lambda _field: None,
    ) -> None:
        self._ranges = ranges
        self._accepted = dict(accepted)
        self._write = write

    def hold(self, ranges: Mapping[str, Range]) -> None:
        """Other ranges from now on; what was confirmed stays confirmed."""
        self._ranges = ranges

    def knows(self, ref: str) -> bool:
        return _field(ref) in self._ranges

    def of(self, ref: str, value: str) -> Doubt | None:
        """Why this value is asked for again; None when it is usual or was confirmed."""
        known = self._ranges.get(_field(ref))
        if known is None or not value or plausible.same(self._accepted.get(ref, ""), value):
            return None
        return plausible.doubt(known, value)

    def confirm(self, ref: str, value: str) -> None:
        self._accepted[ref] = value
        self._write(_field(ref))


def _field(ref: str) -> str:
    return ref.rpartition("/")[2]


NO_DOUBTS = Doubts({}, {})
