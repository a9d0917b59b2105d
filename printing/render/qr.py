"""QR codes as rectangles."""

from functools import lru_cache

import qrcode
from qrcode.constants import ERROR_CORRECT_M

_QUIET = 4


@lru_cache(maxsize=64)
def modules(text: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Width in modules with the quiet zone, and the black runs as (column, row, length); error correction M."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET)
    code.add_data(text, optimize=0)  # one mode: texts of one length give codes of one size
    code.make(fit=True)
    runs: list[tuple[int, int, int]] = []
    matrix = code.get_matrix()
    for row, line in enumerate(matrix):
        column = 0
        while column < len(line):
            length = 0
            while column + length < len(line) and line[column + length]:
                length += 1
            if length:
                runs.append((column, row, length))
            column += max(length, 1)
    return len(matrix), tuple(runs)
