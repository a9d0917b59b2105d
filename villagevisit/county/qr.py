"""QR codes for a terminal and for a page."""

from io import StringIO

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from villagevisit.county.html import Markup


def as_qr(text: str) -> str:
    """A QR code drawn with letters of the terminal."""
    code = qrcode.QRCode(border=2)
    code.add_data(text)
    drawn = StringIO()
    code.print_ascii(out=drawn, invert=True)
    return drawn.getvalue()


def as_svg(text: str) -> Markup:
    """A QR code as part of a page, which loads no pictures; black on white in dark pages as well."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    rows = code.get_matrix()
    size = len(rows)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return Markup(
        f'<svg viewBox="0 0 {size} {size}" width="{size * 4}" role="img" xmlns="http://www.w3.org/2000/svg">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    )
