"""Which phones may use the OpenRosa door. A phone has one secret, in the path of its URL; only its digest is kept."""

import hashlib
import secrets
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.engine import RowMapping

from sync.server.devices import PHONE_CHAIN
from sync.server.log import Session
from sync.server.tables_openrosa import phone

ENROLLED, REVOKED = "enrolled", "revoked"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TOKEN = 64
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Phone:
    device: str
    """Name of its chain in the county's log (`OR-3F7KQ2MD`)."""
    name: str
    scope: str
    """Prefixes of area codes, parted by blanks: whose households may go down to it. Empty: none."""
    forms: tuple[str, ...]
    """The forms it may use; empty: all but those that are kept apart."""
    state: str
    made_at: str
    seen_at: str


def enrol(s: Session, name: str, scope: str, forms: Sequence[str], at: str) -> tuple[Phone, str]:
    """A new phone and its token (64 hex letters, 256 random bits), which is told this once."""
    token = secrets.token_hex(_TOKEN // 2)
    device = PHONE_CHAIN + "".join(secrets.choice(_ALPHABET) for _ in range(8))
    made = Phone(device, name, scope, tuple(forms), ENROLLED, at, "")
    s.db.execute(
        insert(phone).values(
            county=s.county,
            device=device,
            secret=_digest(token),
            name=name,
            scope=scope,
            forms="\n".join(forms),
            state=ENROLLED,
            made_at=at,
            seen_at="",
        )
    )
    return made, token


def find(s: Session, token: str) -> Phone | None:
    """The phone behind a token, unless it was revoked."""
    if len(token) != _TOKEN or not _HEX.issuperset(token):
        return None
    query = select(phone).where(phone.c.county == s.county, phone.c.secret == _digest(token), phone.c.state == ENROLLED)
    row = s.db.execute(query).mappings().first()
    return _phone(row) if row else None


def every(s: Session) -> list[Phone]:
    query = select(phone).where(phone.c.county == s.county).order_by(phone.c.made_at, phone.c.device)
    return [_phone(row) for row in s.db.execute(query).mappings()]


def revoke(s: Session, device: str) -> bool:
    """Its token opens nothing any more; what it sent stays. False when there is no such phone."""
    return _set(s, device, state=REVOKED)


def seen(s: Session, device: str, at: str) -> None:
    _set(s, device, seen_at=at)


def may_use(one: Phone, form: str, apart: Collection[str]) -> bool:
    """`apart`: forms only for phones that were enrolled for them by name."""
    return form in one.forms if one.forms else form not in apart


class Wrong:
    """Counts wrong tokens per address, so that somebody who tries many is slowed down. Right ones always pass."""

    def __init__(self, now: Callable[[], float], most: int = 30, seconds: float = 60.0) -> None:
        self._now = now
        self._most = most
        self._seconds = seconds
        self._tries: dict[str, deque[float]] = {}

    def too_many(self, address: str) -> bool:
        """Notes one more wrong token from there; True when there were too many just now."""
        since = self._now() - self._seconds
        if len(self._tries) > 1_000:
            self._tries = {key: tries for key, tries in self._tries.items() if tries[-1] > since}
        tries = self._tries.setdefault(address, deque(maxlen=self._most + 1))
        tries.append(self._now())
        return len(tries) > self._most and tries[0] > since


def _set(s: Session, device: str, **values: str) -> bool:
    result = s.db.execute(update(phone).where(phone.c.county == s.county, phone.c.device == device).values(**values))
    return result.rowcount == 1


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _phone(row: RowMapping) -> Phone:
    return Phone(
        device=row["device"],
        name=row["name"],
        scope=row["scope"],
        forms=tuple(row["forms"].splitlines()),
        state=row["state"],
        made_at=row["made_at"],
        seen_at=row["seen_at"],
    )
