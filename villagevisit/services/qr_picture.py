"""A text as a QR code in a picture, for a screen or a telephone."""

import io

_MODULE_PIXELS = 6


def png(text: str) -> bytes:
    import qrcode

    target = io.BytesIO()
    qrcode.make(text, box_size=_MODULE_PIXELS, border=4).save(target, "PNG")
    return target.getvalue()
