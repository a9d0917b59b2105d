"""What an installation seals with: `sync.sealing`."""

from sync.sealing import (
    KEY_BYTES,
    OVERHEAD,
    SUITE,
    CannotOpen,
    new_pair,
    public_of,
    seal,
    seal_to,
    subkey,
    unseal,
    unseal_with,
)

__all__ = [
    "KEY_BYTES",
    "OVERHEAD",
    "SUITE",
    "CannotOpen",
    "new_pair",
    "public_of",
    "seal",
    "seal_to",
    "subkey",
    "unseal",
    "unseal_with",
]
