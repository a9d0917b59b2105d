"""What an installation seals with: `sync.sealing`."""

from sync.sealing import KEY_BYTES, OVERHEAD, SUITE, CannotOpen, seal, subkey, unseal

__all__ = ["KEY_BYTES", "OVERHEAD", "SUITE", "CannotOpen", "seal", "subkey", "unseal"]
