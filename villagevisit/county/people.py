"""The people of the county's pages: a one-time code once, name and passphrase afterwards."""

import hmac
import secrets
import threading
from datetime import timedelta

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from sync.server import people as rows
from sync.server.log import RecordLog, Session
from sync.server.people import Deed, Person
from villagevisit.county.signin import HOURS, digest, new_code, plain
from villagevisit.domain.access import LOCAL, Role, Who
from villagevisit.domain.clock import Clock, stamp
from villagevisit.domain.errors import Refused

CODE_HOURS = 48
SHORTEST = 10
FREE = 5
"""So many wrong tries cost nothing; then a minute, two, four …"""
_FIRST_LOCK = timedelta(minutes=1)
_LONGEST_LOCK = timedelta(hours=24)
_LONGEST_NAME = 40
_MEMORY_KIB, _PASSES, _LANES = 19_456, 2, 1
_AT_ONCE = threading.Semaphore(4)
"""Each check takes 19 MiB; a crowd of guesses must not take all of the memory."""


class People:
    """Everything about people of one county. Safe to call from several threads and processes."""

    def __init__(self, log: RecordLog, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    def invite(self, name: str, role: Role, area: str, by: str) -> str:
        """Lets somebody in; returns the code for the first time. An earlier invitation or passphrase ends.

        Raises:
            Refused: `people.name`, `people.area` (not a code), `people.area-needed` (role).
        """
        name = name.strip()
        if not 1 <= len(name) <= _LONGEST_NAME:
            raise Refused("people.name")
        if area and not (area.isdecimal() and len(area) == 12 and area[:6] == self._log.county[:6]):
            raise Refused("people.area", given=area[:12])
        if role in LOCAL and not area:
            raise Refused("people.area-needed")
        code = new_code()
        until = (self._clock.now() + timedelta(hours=CODE_HOURS)).isoformat(timespec="milliseconds")
        one = Person(name, role, area, rows.INVITED, digest(plain(code)).hex(), until, "", 0, "", "")
        with self._log.writing() as s:
            rows.put(s, one, stamp(self._clock))
            self._note(s, by, "person.invited", name, area)
        return code

    def revoke(self, name: str, by: str) -> None:
        """Shuts somebody out at once. Raises Refused `people.unknown`."""
        with self._log.writing() as s:
            if rows.find(s, name) is None:
                raise Refused("people.unknown")
            rows.change(s, name, state=rows.REVOKED, code="", passphrase="")
            rows.end_all(s, name)
            self._note(s, by, "person.revoked", name)

    def first_time(self, name: str, code: str, passphrase: str) -> str:
        """Takes the one-time code, keeps the passphrase, opens a session.

        Raises:
            Refused: `people.short` (least), `people.wrong`.
        """
        if len(passphrase) < SHORTEST or passphrase.strip() == name:
            raise Refused("people.short", least=SHORTEST)
        one = self._allowed(name)
        right = one is not None and one.state == rows.INVITED and self._now() < one.code_until
        if one is None or not right or not hmac.compare_digest(digest(plain(code)).hex(), one.code):
            raise self._failed(name)
        secret = _derive(passphrase)
        with self._log.writing() as s:
            now = rows.find(s, name)
            if now is None or now.code != one.code:  # somebody used the same code a moment ago
                raise Refused("people.wrong")
            rows.change(s, name, state=rows.ACTIVE, code="", passphrase=secret)
            return self._enter(s, name)

    def sign_in(self, name: str, passphrase: str) -> str:
        """Opens a session. Raises Refused `people.wrong`, which does not say what was wrong."""
        one = self._allowed(name)
        known = one is not None and one.state == rows.ACTIVE
        right = _fits(passphrase, one.passphrase if one is not None and known else _NOBODY)
        if not known or not right:
            raise self._failed(name)
        with self._log.writing() as s:
            return self._enter(s, name)

    def who(self, token: str) -> Who | None:
        """Whose session this is."""
        with self._log.reading() as s:
            one = rows.person_of(s, _hashed(token), self._now())
        return Who(one.name, Role(one.role), one.area) if one else None

    def leave(self, token: str) -> None:
        who = self.who(token)
        with self._log.writing() as s:
            rows.end_session(s, _hashed(token), self._now())
            if who is not None:
                self._note(s, who.name, "sign-out")

    def county_is_staffed(self) -> bool:
        """Whether somebody of the county has a passphrase; then the code that `serve` prints has done its work."""
        return any(one.state == rows.ACTIVE and one.role == Role.COUNTY for one in self.every())

    def every(self) -> list[Person]:
        with self._log.reading() as s:
            return rows.every(s)

    def deeds(self, limit: int, offset: int, area: str = "") -> list[Deed]:
        with self._log.reading() as s:
            return rows.deeds(s, limit, offset, area)

    def deeds_after(self, action: str, number: int) -> list[Deed]:
        """What people did of one kind since then, oldest first."""
        with self._log.reading() as s:
            return rows.deeds_after(s, action, number)

    def note(self, actor: str, action: str, thing: str = "", area: str = "") -> None:
        """Writes down what somebody did on the pages."""
        with self._log.writing() as s:
            self._note(s, actor, action, thing, area)

    def _allowed(self, name: str) -> Person | None:
        """Raises Refused `people.wrong` while the name is shut because of too many wrong tries."""
        with self._log.reading() as s:
            one = rows.find(s, name)
        if one is not None and self._now() < one.closed_until:
            raise Refused("people.wrong")
        return one

    def _failed(self, name: str) -> Refused:
        with self._log.writing() as s:
            one = rows.find(s, name)
            if one is not None:
                failures = one.failures + 1
                lock = min(_LONGEST_LOCK, _FIRST_LOCK * 2 ** min(failures - FREE, 20)) if failures >= FREE else None
                closed = (self._clock.now() + lock).isoformat(timespec="milliseconds") if lock else ""
                rows.change(s, name, failures=failures, closed_until=closed)
                self._note(s, name, "sign-in.refused")
        return Refused("people.wrong")

    def _enter(self, s: Session, name: str) -> str:
        token = secrets.token_urlsafe(32)
        until = (self._clock.now() + timedelta(hours=HOURS)).isoformat(timespec="milliseconds")
        rows.end_session(s, "", self._now())
        rows.open_session(s, _hashed(token), name, until)
        rows.change(s, name, failures=0, closed_until="", seen_at=self._now())
        self._note(s, name, "sign-in")
        return token

    def _note(self, s: Session, actor: str, action: str, thing: str = "", area: str = "") -> None:
        rows.note(s, self._now(), actor, action, thing, area)

    def _now(self) -> str:
        return stamp(self._clock)


def _hashed(token: str) -> str:
    return digest(token).hex()


def _derive(passphrase: str) -> str:
    kdf = Argon2id(salt=secrets.token_bytes(16), length=32, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB)
    with _AT_ONCE:
        return kdf.derive_phc_encoded(passphrase.encode())


def _fits(passphrase: str, kept: str) -> bool:
    try:
        with _AT_ONCE:
            Argon2id.verify_phc_encoded(passphrase.encode(), kept)
    except InvalidKey:
        return False
    return True


_NOBODY = f"$argon2id$v=19$m={_MEMORY_KIB},t={_PASSES},p={_LANES}${'A' * 22}${'A' * 43}"
"""Checked for a name that nobody has, so that a guess takes as long as for a real one."""
