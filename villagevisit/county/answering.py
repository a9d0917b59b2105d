"""What every page of the county shares: the reader's language, and headers that keep a page to itself."""

from starlette.requests import Request

from villagevisit.county.html import Words
from villagevisit.wording import LANGUAGES

LANGUAGE_COOKIE = "vv_language"
SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def reader_words(request: Request) -> Words:
    """The wording for this reader: as he chose, else as his browser asks."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen not in LANGUAGES:
        accepted = request.headers.get("Accept-Language", "zh")
        chosen = "en" if accepted.lower().startswith("en") else "zh_CN"
    return Words(chosen)
