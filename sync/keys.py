"""The two key pairs of a device or a county, in one small file that only the owner reads."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from sync.canonical import Plain, decode, encode
from sync.errors import SyncError
from sync.fields import Fields
from sync.files import write_whole
from sync.succession import Trust, read

_NO_KEY = "keys.damaged"


@dataclass(frozen=True)
class Past:
    """What a county keeps of the keys it had. The earlier signing keys are not here: they are gone for good."""

    secret: bytes = b""
    """Private half of the first opening key: the county's disk and its words of the day come from it."""
    vouching: bytes = b""
    """What the county's words on originals come from."""
    openings: tuple[tuple[bytes, str], ...] = ()
    """Private halves of earlier opening keys, and the last day on which a batch for one is opened."""
    chain: tuple[bytes, ...] = ()
    """Every announcement of a new key (`sync.succession`)."""


@dataclass(frozen=True)
class KeyPairs:
    """`signing` is Ed25519 (speaks for the owner), `opening` X25519 (what is encrypted to the owner opens with it)."""

    signing: Ed25519PrivateKey
    opening: X25519PrivateKey
    past: Past = field(default=Past())

    @property
    def secret(self) -> bytes:
        """32 bytes that stay when the keys are renewed."""
        return self.past.secret or self.opening.private_bytes_raw()

    @property
    def vouching(self) -> bytes:
        """32 bytes; see `sync.voucher`."""
        made = hashlib.sha256(b"vv/vouch-key/1\0" + self.signing.private_bytes_raw()).digest()
        return self.past.vouching or made

    @property
    def trust(self) -> Trust:
        """Which signatures are this county's."""
        return Trust(self.public_signing, tuple(map(read, self.past.chain)))

    @property
    def openers(self) -> tuple[X25519PrivateKey, ...]:
        """The opening key and every earlier one, for what this county once sealed to itself."""
        earlier = (X25519PrivateKey.from_private_bytes(raw) for raw, _ in reversed(self.past.openings))
        return (self.opening, *earlier)

    def opener(self, receiver: bytes, day: str) -> X25519PrivateKey | None:
        """The key that a file for `receiver` (`sync.batch.key_id`) opens with on this day."""
        lasting = ["9999-12-31", *(last for _, last in reversed(self.past.openings))]
        for key, last in zip(self.openers, lasting, strict=True):
            if key_id(key.public_key().public_bytes_raw()) == receiver:
                return key if day <= last else None
        return None

    @property
    def public_signing(self) -> bytes:
        return self.signing.public_key().public_bytes_raw()

    @property
    def public_opening(self) -> bytes:
        return self.opening.public_key().public_bytes_raw()


def generate() -> KeyPairs:
    """New pairs, in memory only."""
    return KeyPairs(Ed25519PrivateKey.generate(), X25519PrivateKey.generate())


def pack(pairs: KeyPairs) -> bytes:
    """Both private halves as canonical CBOR: what a key file holds."""
    kept: dict[str, Plain] = {
        "signing": pairs.signing.private_bytes_raw(),
        "opening": pairs.opening.private_bytes_raw(),
    }
    past = pairs.past
    if past.chain:
        kept |= {
            "secret": past.secret,
            "vouching": past.vouching,
            "openings": [[raw, last] for raw, last in past.openings],
            "chain": [[one] for one in past.chain],
        }
    return encode(kept)


def unpack(data: bytes) -> KeyPairs:
    """What `pack` made. Raises SyncError `keys.damaged`."""
    try:
        fields = Fields(decode(data), _NO_KEY)
        return KeyPairs(
            Ed25519PrivateKey.from_private_bytes(fields.raw("signing", 32)),
            X25519PrivateKey.from_private_bytes(fields.raw("opening", 32)),
            _past(fields) if fields.has("chain") else Past(),
        )
    except SyncError as error:
        raise SyncError(_NO_KEY, environment=True) from error


def _past(fields: Fields) -> Past:
    openings = [fields.cells(row) for row in fields.rows("openings", 2)]
    return Past(
        fields.raw("secret", 32),
        fields.raw("vouching", 32),
        tuple((row.raw("0", 32), row.text("1", 10)) for row in openings),
        tuple(fields.cells(row).raw("0") for row in fields.rows("chain", 1)),
    )


def load_or_make(path: Path) -> KeyPairs:
    """The keys in the file, made at first use with mode 0600.

    Raises:
        SyncError: `keys.damaged`, or an environment code of `sync.files`.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, pack(generate()), mode=0o600)
    return load(path)


def load(path: Path) -> KeyPairs:
    """Raises SyncError `keys.damaged`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SyncError(_NO_KEY, environment=True) from error
    return unpack(data)


def signing_key(raw: bytes) -> Ed25519PublicKey:
    """Raises SyncError `keys.damaged`."""
    try:
        return Ed25519PublicKey.from_public_bytes(raw)
    except ValueError as error:
        raise SyncError(_NO_KEY) from error


def opening_key(raw: bytes) -> X25519PublicKey:
    """Raises SyncError `keys.damaged`."""
    try:
        return X25519PublicKey.from_public_bytes(raw)
    except ValueError as error:
        raise SyncError(_NO_KEY) from error


def key_id(public_key: bytes) -> bytes:
    """Eight bytes that say which key a file is encrypted to."""
    return hashlib.sha256(b"vv/key/1\0" + public_key).digest()[:8]


def fingerprint(*public_keys: bytes) -> str:
    """Eight groups of four digits that two people can read to each other."""
    number = int.from_bytes(hashlib.sha256(b"vv/fingerprint/1\0" + b"".join(public_keys)).digest()[:14], "big")
    digits = f"{number % 10**32:032d}"
    return " ".join(digits[start : start + 4] for start in range(0, 32, 4))
