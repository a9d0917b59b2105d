"""The recovery key: its public half stays with the county and seals backups, its private half exists on paper only."""

import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from sync.files import write_whole
from sync.keys import opening_key
from villagevisit.domain.errors import Refused

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Five bits each, without letters that look alike."""
_GROUP = 4
_CHECK = 3
_WHOLE = 56


def make(path: Path) -> str:
    """Makes a key pair, keeps the public half at `path`, and returns the private half in letters, the only time."""
    key = X25519PrivateKey.generate()
    write_whole(path, key.public_key().public_bytes_raw())
    return spell(key)


def public(path: Path) -> X25519PublicKey:
    """Raises SyncError `keys.damaged`."""
    return opening_key(path.read_bytes())


def spell(key: X25519PrivateKey) -> str:
    """Fourteen groups of four letters; the last letters check the others."""
    raw = key.private_bytes_raw()
    number = int.from_bytes(raw + _check(raw), "big")
    letters = "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(_WHOLE)))
    return "-".join(letters[start : start + _GROUP] for start in range(0, _WHOLE, _GROUP))


def read(text: str) -> X25519PrivateKey:
    """The key that was spelled; blanks, dashes and case do not matter.

    Raises:
        Refused: `backup.recovery-key` when a letter is wrong or missing.
    """
    letters = "".join(text.split()).replace("-", "").upper()
    if len(letters) != _WHOLE or set(letters) - set(LETTERS):
        raise Refused("backup.recovery-key")
    number = 0
    for letter in letters:
        number = number << 5 | LETTERS.index(letter)
    data = number.to_bytes(32 + _CHECK, "big")
    if _check(data[:32]) != data[32:]:
        raise Refused("backup.recovery-key")
    return X25519PrivateKey.from_private_bytes(data[:32])


def _check(raw: bytes) -> bytes:
    return hashlib.sha256(b"vv/recovery/1\0" + raw).digest()[:_CHECK]
