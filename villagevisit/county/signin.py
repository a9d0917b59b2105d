"""The first sign-in of all: one code that `serve` prints, good until somebody of the county has a passphrase.

A code read from a file is for scripts, and stays good as long as the server runs with it.
"""

import hashlib
import hmac
import secrets
import threading
from datetime import datetime, timedelta

from villagevisit.domain.clock import Clock

COOKIE = "vv_session"
HOURS = 12
TRIES = 5
LOCKED = timedelta(minutes=5)
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_code() -> str:
    """Sixteen letters in groups of four (80 bits), without letters that look alike."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


class SignIn:
    """The sessions that a code opened. Only digests of the code and of sessions are kept, in memory alone."""

    def __init__(self, code: str, clock: Clock, *, lasting: bool = False) -> None:
        self.lasting = lasting
        self._code = digest(plain(code))
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: dict[bytes, datetime] = {}
        self._failed = 0
        self._closed_until: datetime | None = None

    def try_code(self, code: str) -> str | None:
        """A new session token; None when the code is wrong or too many were wrong just now."""
        with self._lock:
            now = self._clock.now()
            if self._closed_until is not None and now < self._closed_until:
                return None
            if not hmac.compare_digest(digest(plain(code)), self._code):
                self._failed += 1
                if self._failed >= TRIES:
                    self._failed, self._closed_until = 0, now + LOCKED
                return None
            self._failed, self._closed_until = 0, None
            self._sessions = {token: until for token, until in self._sessions.items() if now < until}
            token = secrets.token_urlsafe(32)
            self._sessions[digest(token)] = now + timedelta(hours=HOURS)
            return token

    def knows(self, token: str) -> bool:
        """Whether this session is open."""
        with self._lock:
            until = self._sessions.get(digest(token))
            return until is not None and self._clock.now() < until

    def end(self, token: str) -> None:
        with self._lock:
            self._sessions.pop(digest(token), None)


def plain(code: str) -> str:
    """A code as it was meant, however it was typed."""
    return "".join(code.split()).replace("-", "").upper()


def digest(text: str) -> bytes:
    """What is kept in place of a secret that is long and random."""
    return hashlib.sha256(text.encode()).digest()
