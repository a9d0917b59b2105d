"""What papers are called on the screen."""

from villagevisit.services.paper_types import PaperKind
from villagevisit.wording import t

_KNOWN = frozenset(PaperKind)


def title(kind: str) -> str:
    """Its name in the reader's language; the kind itself when this version does not know it."""
    return t(f"paper.{kind}") if kind in _KNOWN else kind
