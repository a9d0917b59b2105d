"""What may hang in public besides the boards: words without numbers of people (rules.md R-10)."""

import re

from printing.document import PaperError

_NUMBER = re.compile(r"\d[\d\s*xX-]{4,}")


def shown(text: str) -> None:
    """Raises PaperError `paper.public-text` for an empty or long text and for anything like an id or a phone number."""
    if not text.strip() or len(text) > 60 or _NUMBER.search(text):
        raise PaperError("paper.public-text")
