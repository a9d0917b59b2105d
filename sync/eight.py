"""Eight Ed25519 signatures at once, with Intel's multi-buffer library where a county has it (`docs/county-server.md`).

It needs a processor with AVX-512 IFMA (Intel's servers since 2021, AMD's since 2022). Without library or processor
`ready` is false, and whoever asks does it one by one. A "no" from here is a doubt, no answer: see `sync.signatures`.
"""

import ctypes
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

LANES = 8
_NAME = "libcrypto_mb.so"
_NEEDED = ("libintlc.so.5", "libirng.so", "libimf.so", "libsvml.so")
"""What the library wants loaded beside it; a wheel's library is not told where that lies."""
_BITS = 4
"""Of the answer, per lane; all zero: passed."""
_Texts = ctypes.c_char_p * LANES
_Sizes = ctypes.c_uint32 * LANES
_KEY = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
_SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
"""RFC 8032, 7.1, test 2; the message is one letter r."""


@cache
def ready() -> bool:
    """Whether eight at once can be had here: library and processor are there, and pass a trial."""
    if _library() is None:
        return False
    told = passed([(_KEY, _SIGNATURE, b"r"), (_KEY, _SIGNATURE, b"s")] * LANES)
    return told == [True, False] * LANES


def passed(signed: Sequence[tuple[bytes, bytes, bytes]]) -> list[bool]:
    """Which of these passed: key (32 bytes), signature (64), message. Only where `_library` is there."""
    return [good for start in range(0, len(signed), LANES) for good in _lanes(signed[start : start + LANES])]


def _lanes(some: Sequence[tuple[bytes, bytes, bytes]]) -> Iterator[bool]:
    library = _library()
    assert library is not None
    keys, signatures, messages = zip(*some, *[some[0]] * (LANES - len(some)), strict=True)
    status = library.mbx_ed25519_verify_mb8(
        _Texts(*signatures),
        _Texts(*[signature[32:] for signature in signatures]),
        _Texts(*messages),
        _Sizes(*map(len, messages)),
        _Texts(*keys),
    )
    return (not status >> place * _BITS & (1 << _BITS) - 1 for place in range(len(some)))


@cache
def _library() -> ctypes.CDLL | None:
    beside = Path(sys.prefix) / "lib"
    here = (beside / _NAME).exists()
    try:
        for name in _NEEDED if here else ():
            ctypes.CDLL(str(beside / name))
        library = ctypes.CDLL(str(beside / _NAME) if here else _NAME)
        library.mbx_is_crypto_mb_applicable.argtypes = [ctypes.c_uint64]
        library.mbx_ed25519_verify_mb8.restype = ctypes.c_uint32
    except (OSError, AttributeError):
        return None
    return library if library.mbx_is_crypto_mb_applicable(0) else None
