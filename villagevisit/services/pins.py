"""PINs and the signing keys behind them.

Every officer has an Ed25519 key on this device, encrypted by a key that Argon2id derives from his own PIN. The PIN
is stored nowhere: it is right when it opens the key. Wrong ones are counted; from the fifth on the door stays shut
for a time that doubles. Each refusal is committed and audited before it is raised.
"""

import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Param, Refused
from villagevisit.domain.officer import Officer
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit
from villagevisit.store import people as rows

if TYPE_CHECKING:  # cryptography is slow to import and not needed before the first PIN
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

TRIES = 5
SHORTEST = 6
MIXED = 3
"""Different characters that a PIN must have."""
_FIRST_LOCK = timedelta(minutes=1)
_LONGEST_LOCK = timedelta(hours=12)
_SALT_BYTES = 16
_NONCE_BYTES = 12
_MEMORY_KIB = 64 * 1024
_PASSES = 3
_LANES = 2
_RUNS = "01234567890 09876543210"


def check_strength(pin: str) -> None:
    """At least six digits or letters, not all the same, not a run such as 123456.

    Full-width digits are refused: another keyboard could not repeat them.

    Raises:
        Refused: `pin.weak` (shortest).
    """
    if len(pin) < SHORTEST or not (pin.isascii() and pin.isalnum()) or len(set(pin)) < MIXED or pin in _RUNS:
        raise Refused("pin.weak", shortest=SHORTEST)


def new_key() -> "Ed25519PrivateKey":
    """A fresh signing key, in memory only."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate()


def pause(failed: int) -> timedelta:
    """How long a door stays shut after so many wrong PINs in a row, `TRIES` or more."""
    return min(_LONGEST_LOCK, _FIRST_LOCK * (1 << min(failed - TRIES, 20)))


def wrap(officer_id: str, pin: str, key: "Ed25519PrivateKey") -> tuple[bytes, bytes]:
    """The key encrypted under the PIN, and the fresh salt that went into it."""
    salt = os.urandom(_SALT_BYTES)
    nonce = os.urandom(_NONCE_BYTES)
    sealed = _cipher(pin, salt).encrypt(nonce, key.private_bytes_raw(), officer_id.encode())
    return nonce + sealed, salt


def unlock(ws: Workspace, officer: Officer, pin: str, purpose: str) -> "Ed25519PrivateKey":
    """The officer's signing key, if this is his PIN. Do not call it inside a transaction.

    Raises:
        Refused: `pin.unset`, `pin.wrong` (left), `pin.locked` (until, minutes); counted and audited.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = rows.key(ws.store.reader(), officer.id)
    if key is None:
        raise _refused(ws, officer, purpose, "pin.unset", officer=officer.name)
    now = ws.clock.now()
    if key.locked_until and now < datetime.fromisoformat(key.locked_until):
        raise _locked(ws, officer, purpose, datetime.fromisoformat(key.locked_until))
    cipher = _cipher(pin, key.salt)
    try:
        raw = cipher.decrypt(key.wrapped_key[:_NONCE_BYTES], key.wrapped_key[_NONCE_BYTES:], officer.id.encode())
    except InvalidTag:
        raise _wrong(ws, officer, purpose, key.failed + 1) from None
    if key.failed:
        with ws.store.transaction() as db:
            rows.set_attempts(db, officer.id, 0, "")
    return Ed25519PrivateKey.from_private_bytes(raw)


def _cipher(pin: str, salt: bytes) -> "ChaCha20Poly1305":
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(salt=salt, length=32, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB)
    return ChaCha20Poly1305(kdf.derive(pin.encode()))


def _wrong(ws: Workspace, officer: Officer, purpose: str, failed: int) -> Refused:
    left = max(0, TRIES - failed)
    if left:
        with ws.store.transaction() as db:
            rows.set_attempts(db, officer.id, failed, "")
        return _refused(ws, officer, purpose, "pin.wrong", officer=officer.name, left=left)
    until = ws.clock.now() + pause(failed)
    with ws.store.transaction() as db:
        rows.set_attempts(db, officer.id, failed, until.isoformat(timespec="seconds"))
    return _locked(ws, officer, purpose, until)


def _locked(ws: Workspace, officer: Officer, purpose: str, until: datetime) -> Refused:
    minutes = max(1, -int(-(until - ws.clock.now()).total_seconds() // 60))
    return _refused(
        ws, officer, purpose, "pin.locked", officer=officer.name, until=until.strftime("%H:%M"), minutes=minutes
    )


def _refused(ws: Workspace, who: Officer, purpose: str, code: str, **params: Param) -> Refused:
    with ws.store.transaction() as db:
        audit.append(db, stamp(ws.clock), who.id, "pin.refused", purpose, {"code": code})
    return Refused(code, **params)
