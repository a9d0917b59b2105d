"""Signing in to the supervision pages: one code that `serve` prints, then a session cookie of a working day."""

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
    """Who may see the pages. Only digests of the code and of sessions are kept, in memory alone."""

    def __init__(self, code: str, clock: Clock) -> None:
        self._code = _digest(_plain(code))
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
            if not hmac.compare_digest(_digest(_plain(code)), self._code):
                self._failed += 1
                if self._failed >= TRIES:
                    self._failed, self._closed_until = 0, now + LOCKED
                return None
            self._failed, self._closed_until = 0, None
            self._sessions = {token: until for token, until in self._sessions.items() if now < until}
            token = secrets.token_urlsafe(32)
            self._sessions[_digest(token)] = now + timedelta(hours=HOURS)
            return token

    def knows(self, token: str) -> bool:
        """Whether this session is open."""
        with self._lock:
            until = self._sessions.get(_digest(token))
            return until is not None and self._clock.now() < until

    def end(self, token: str) -> None:
        with self._lock:
            self._sessions.pop(_digest(token), None)


def _plain(code: str) -> str:
    return "".join(code.split()).replace("-", "").upper()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
